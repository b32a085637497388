//! What the host offers: a row for each port and crew, those first that the world can reach.

use super::super::crew::Staff;
use super::super::survey::{Offer, OfferKey, Survey};
use super::{Frame, staff};
use crate::commands::wrapped::push_line;
use model::{Exposure, InetEndpoint};
use render::amount::push_span;
use render::grid::{Align, Column, Cut, Grid, Screen};
use render::style::Style;
use render::value::{self, Value};
use std::io::{self, Write};
use std::net::IpAddr;

/// So many rows are shown of each exposure.
const MOST: usize = 40;
/// So many full queues are told of.
const FULL: usize = 5;
/// Ports of one crew on one transport share a row where there are more than this.
const PORTS: usize = 5;

/// Listeners that share a row, the lowest port first.
pub(super) struct Row<'s> {
    pub(super) key: OfferKey,
    pub(super) offer: &'s Offer,
    pub(super) staff: Staff,
    /// Further ports of the same crew.
    pub(super) more: usize,
    /// Whether any of them has a full queue.
    pub(super) is_full: bool,
}

/// Appends all of it.
pub(super) fn push(mut page: Vec<u8>, survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    if survey.offers.is_empty() {
        return Ok(page);
    }
    page.push(b'\n');
    let mut grid = Grid::new(COLUMNS.to_vec(), screen, page).without_headings();
    let mut full = Vec::new();
    let mut is_first = true;
    for (exposure, title) in [
        (Exposure::World, "Offers to the world"),
        (Exposure::OneInterface, "Offers on one interface"),
        (Exposure::Loopback, "Offers on loopback"),
    ] {
        let rows = rows(survey, exposure, PORTS);
        if rows.is_empty() {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            grid.line(Style::Plain, b"")?;
        }
        grid.line(Style::Title, title.as_bytes())?;
        for row in rows.iter().take(MOST) {
            push_row(&mut grid, row, frame)?;
        }
        if rows.len() > MOST {
            let line = format!("… {} more (sockeye list state listening)", rows.len() - MOST);
            grid.line(Style::Muted, line.as_bytes())?;
        }
        full.extend(rows.into_iter().filter(|row| row.is_full));
    }
    let mut page = grid.finish()?;
    for row in full.iter().take(FULL) {
        let mut line = Vec::new();
        staff::push_subject(&mut line, &row.staff);
        line.extend_from_slice(b" accepts too slowly on ");
        push_address(&mut line, row.key.port, row.offer, frame);
        line.extend_from_slice(b": the kernel turns away who comes next");
        push_line(&mut page, Style::Trouble, &line, screen);
    }
    Ok(page)
}

const COLUMNS: [Column; 9] = [
    Column::new("address", "").align(Align::AtPort).cut(Cut::Middle, 15).essential(),
    Column::new("more", "").importance(85).only_filled(),
    Column::new("transport", "").importance(95),
    Column::new("service", "").cut(Cut::End, 6).importance(60).only_filled(),
    Column::new("process", "").cut(Cut::End, 12).essential(),
    Column::new("backlog", "").importance(98).only_filled(),
    Column::new("user", "").cut(Cut::End, 6).importance(40).only_filled(),
    Column::new("age", "").align(Align::Right).importance(45).only_filled(),
    Column::new("place", "").cut(Cut::End, 10).importance(50).only_filled(),
];

/// The rows of one exposure, by port.
pub(super) fn rows(survey: &Survey, exposure: Exposure, most_ports: usize) -> Vec<Row<'_>> {
    let mut offers: Vec<_> = survey.offers.iter().filter(|(key, _)| key.exposure == exposure).collect();
    offers.sort_unstable_by_key(|(key, _)| (key.crew, key.transport, key.port));
    let mut rows = Vec::new();
    for group in offers.chunk_by(|(one, _), (other, _)| one.crew == other.crew && one.transport == other.transport) {
        let row = |(key, offer): &(&OfferKey, &'_ Offer)| (**key, offer.is_full());
        let shown = if group.len() > most_ports { 1 } else { group.len() };
        for (key, offer) in &group[..shown] {
            let is_alone = shown == group.len();
            rows.push(Row {
                key: **key,
                offer,
                staff: survey.staff(key.crew, &offer.holders),
                more: if is_alone { 0 } else { group.len() - 1 },
                is_full: if is_alone { offer.is_full() } else { group.iter().map(row).any(|(_, is_full)| is_full) },
            });
        }
    }
    rows.sort_by_key(|row| (row.key.port, row.key.transport));
    rows
}

fn push_row<W: Write>(grid: &mut Grid<W>, row: &Row<'_>, frame: &Frame<'_>) -> io::Result<()> {
    grid.cell_with(Style::Listening, |out| push_address(out, row.key.port, row.offer, frame));
    grid.cell(Style::Muted, more(row).as_bytes());
    grid.cell(Style::Plain, row.key.transport.as_bytes());
    grid.cell(Style::Muted, row.offer.service.as_deref().unwrap_or_default());
    grid.cell_with(Style::Name, |out| staff::push_name(out, &row.staff));
    let (waiting, limit) = row.offer.waiting;
    let backlog = if row.is_full {
        format!("FULL: {waiting} of {limit}")
    } else if waiting > 0 {
        format!("{waiting} of {limit} waiting")
    } else {
        String::new()
    };
    grid.cell(if row.is_full { Style::Trouble } else { Style::Warning }, backlog.as_bytes());
    grid.cell(Style::Plain, row.staff.user.as_deref().unwrap_or_default().as_bytes());
    grid.cell_with(Style::Plain, |out| {
        staff::age(&row.staff, frame.now).into_iter().for_each(|age| push_span(out, age))
    });
    grid.cell(Style::Muted, staff::place(&row.staff));
    grid.end_row()
}

/// What else stands in this row: further addresses, `+2`, or `+7 ports`.
fn more(row: &Row<'_>) -> String {
    let addresses = row.offer.addresses.len().saturating_sub(shown_addresses(row.offer));
    match (row.more, addresses) {
        (0, 0) => String::new(),
        (0, addresses) => format!("+{addresses}"),
        (ports, _) => format!("+{ports} ports"),
    }
}

/// How many of its addresses are told in one word.
fn shown_addresses(offer: &Offer) -> usize {
    let is_whole = !offer.interfaces.is_empty() || takes_all(offer) || is_loopback(offer);
    if is_whole { offer.addresses.len() } else { 1 }
}

/// Whether it takes both IP versions.
fn takes_all(offer: &Offer) -> bool {
    let any = |is_ipv6| offer.addresses.iter().any(|one| one.is_unspecified() && one.is_ipv6() == is_ipv6);
    offer.takes_both || any(true) && any(false)
}

fn is_loopback(offer: &Offer) -> bool {
    offer.addresses.iter().all(IpAddr::is_loopback)
}

/// Appends where it waits: `*:443`, `eth0:68`, `localhost:631`, `10.0.0.1:53`. Untrusted bytes.
pub(super) fn push_address(out: &mut Vec<u8>, port: u16, offer: &Offer, frame: &Frame<'_>) {
    let word: &[u8] = match (offer.interfaces.first(), offer.addresses.first()) {
        (Some(interface), _) => interface,
        _ if takes_all(offer) => b"*",
        (None, Some(_)) if offer.addresses.len() > 1 && is_loopback(offer) => b"localhost",
        (None, first) => {
            let end = first.map(|address| Value::Endpoint(InetEndpoint { address: *address, port }));
            return value::text::push(out, &end.unwrap_or(Value::Absent), frame.clock);
        }
    };
    out.extend_from_slice(word);
    // Writing to a Vec cannot fail.
    let _ = write!(out, ":{port}");
}
