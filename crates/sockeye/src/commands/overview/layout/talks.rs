//! Whom the host talks to: connections by crew, those with the most first.

use super::super::crew::CrewId;
use super::super::survey::{Survey, Talk, TalkKey, Way};
use super::{Frame, staff};
use model::InetEndpoint;
use render::grid::{Column, Cut, Grid, Screen};
use render::style::Style;
use render::value::{self, Value};
use std::cmp::Reverse;
use std::io::{self, Write};
use std::net::IpAddr;

/// So many rows are shown.
const MOST: usize = 25;
/// So many peers are named in a row.
const PEERS: usize = 3;

/// Appends all of it.
pub(super) fn push(mut page: Vec<u8>, survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    let talks = sorted(survey);
    if talks.is_empty() {
        return Ok(page);
    }
    page.push(b'\n');
    let mut grid = Grid::new(COLUMNS.to_vec(), screen, page).without_headings();
    grid.line(Style::Title, b"Talks to")?;
    for (key, talk) in talks.iter().take(MOST) {
        push_row(&mut grid, survey, key, talk, frame)?;
    }
    if let Some(left) = talks.get(MOST..).filter(|left| !left.is_empty()) {
        let connections: usize = left.iter().map(|(_, talk)| talk.count).sum();
        let mut crews: Vec<CrewId> = left.iter().map(|(key, _)| key.crew).collect();
        crews.sort_unstable();
        crews.dedup();
        let line = format!("… {} more processes with {connections} connections (sockeye list)", crews.len());
        grid.line(Style::Muted, line.as_bytes())?;
    }
    grid.finish()
}

const COLUMNS: [Column; 5] = [
    Column::new("process", "").cut(Cut::End, 12).essential(),
    Column::new("way", "").essential(),
    Column::new("peers", "").cut(Cut::End, 18).essential(),
    Column::new("states", "").cut(Cut::End, 12).importance(95).only_filled(),
    Column::new("place", "").cut(Cut::End, 10).importance(50).only_filled(),
];

/// Every way in which crews talk, those with the most connections first.
pub(super) fn sorted(survey: &Survey) -> Vec<(&TalkKey, &Talk)> {
    let mut talks: Vec<_> = survey.talks.iter().collect();
    talks.sort_unstable_by_key(|(key, talk)| (Reverse(talk.count), **key));
    talks
}

fn push_row<W: Write>(
    grid: &mut Grid<W>,
    survey: &Survey,
    key: &TalkKey,
    talk: &Talk,
    frame: &Frame<'_>,
) -> io::Result<()> {
    let staff = survey.staff(key.crew, &talk.holders);
    grid.cell_with(Style::Name, |out| push_parties(out, survey, key, talk));
    grid.cell_with(Style::Plain, |out| push_way(out, key, talk.count));
    grid.cell_with(Style::Plain, |out| push_peers(out, talk, frame));
    let worst = talk.unsettled.values().map(|(state, _)| *state).next().map_or(Style::Plain, Style::of_state);
    grid.cell_with(worst, |out| push_states(out, talk));
    grid.cell(Style::Muted, staff::place(&staff));
    grid.end_row()
}

/// Appends who talks; where both ends are here, both: `curl 811 → nginx ×4`. Untrusted bytes.
pub(super) fn push_parties(out: &mut Vec<u8>, survey: &Survey, key: &TalkKey, talk: &Talk) {
    staff::push_name(out, &survey.staff(key.crew, &talk.holders));
    if let Way::Within(_, server) = key.way {
        out.extend_from_slice(" → ".as_bytes());
        staff::push_name(out, &survey.staff(server, &talk.servers));
    }
}

/// Appends which way and how many: `14 out`, `120 in to 443`, `3 here to 443`; other transports than TCP are named.
fn push_way(out: &mut Vec<u8>, key: &TalkKey, count: usize) {
    // Writing to a Vec cannot fail.
    let _ = match key.way {
        Way::In(port) => write!(out, "{count} in to {port}"),
        Way::Out => write!(out, "{count} out"),
        Way::Within(port, _) => write!(out, "{count} here to {port}"),
    };
    if key.transport != "tcp" {
        let _ = write!(out, "/{}", key.transport);
    }
}

/// Appends who is at the other end: `10.0.0.5:5432`, `3 peers: 10.0.0.5 ×12, 10.0.0.6, …`.
fn push_peers(out: &mut Vec<u8>, talk: &Talk, frame: &Frame<'_>) {
    let peers = by_count(talk);
    // Writing to a Vec cannot fail.
    if peers.len() > 1 {
        let _ = write!(out, "{} peers: ", peers.len());
    }
    for (place, ((address, port), count)) in peers.iter().take(PEERS).enumerate() {
        out.extend_from_slice(if place > 0 { b", " } else { b"" });
        push_peer(out, *address, *port, frame);
        if *count > 1 && peers.len() > 1 {
            let _ = write!(out, " ×{count}");
        }
    }
    if peers.len() > PEERS {
        out.extend_from_slice(", …".as_bytes());
    }
}

/// Appends an address, with its port if that is told.
pub(super) fn push_peer(out: &mut Vec<u8>, address: IpAddr, port: Option<u16>, frame: &Frame<'_>) {
    match port {
        Some(port) => value::text::push(out, &Value::Endpoint(InetEndpoint { address, port }), frame.clock),
        None => value::text::push(out, &Value::Address(address), frame.clock),
    }
}

/// The peers, those with the most connections first.
pub(super) fn by_count(talk: &Talk) -> Vec<((IpAddr, Option<u16>), usize)> {
    let mut peers: Vec<_> = talk.peers.iter().map(|(peer, count)| (*peer, *count)).collect();
    peers.sort_unstable_by_key(|(peer, count)| (Reverse(*count), *peer));
    peers
}

/// Appends the states of those that are not established: `2 CLOSE-WAIT, 1 SYN-SENT`.
pub(super) fn push_states(out: &mut Vec<u8>, talk: &Talk) {
    for (place, (word, (_, count))) in talk.unsettled.iter().enumerate() {
        // Writing to a Vec cannot fail.
        let _ = write!(out, "{}{count} {word}", if place > 0 { ", " } else { "" });
    }
}
