//! Who is connected: a row each, or one for many alike; what is in a state that asks for a look is told first.

use super::super::findings::{Connection, End, Findings, Since};
use super::{Manner, push_end, push_party};
use crate::commands::parties::{Party, PartyId};
use crate::commands::wrapped::push_line;
use model::{Micros, NamespaceId, State, Transport};
use render::amount::push_span;
use render::grid::{Align, Column, Cut, Grid};
use render::style::Style;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::net::IpAddr;

/// More connections than this from one peer, alike otherwise, share a row.
const ALIKE: usize = 3;

/// What connections that may share a row have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    transport: Transport,
    state: State,
    local: Option<End>,
    peer: Option<IpAddr>,
    peer_port: Option<u16>,
    party: PartyId,
    other: Option<PartyId>,
    namespace: NamespaceId,
}

/// Connections that share a row.
struct Row<'f> {
    /// One of them.
    first: &'f Connection,
    count: usize,
    /// Of the oldest, as far as it is known.
    since: Since,
}

/// Appends all of them.
pub(super) fn push(mut page: Vec<u8>, findings: &Findings, manner: &Manner<'_>) -> io::Result<Vec<u8>> {
    let (here, clients): (Vec<_>, Vec<_>) = findings.connections.iter().partition(|connection| connection.is_here);
    let outward = format!("From here to {}", manner.asked);
    let sections = [("Connected", here, findings.time_wait.here), (&outward, clients, findings.time_wait.clients)];
    for (name, connections, time_wait) in sections {
        if connections.is_empty() && time_wait == 0 {
            continue;
        }
        if !page.is_empty() {
            page.push(b'\n');
        }
        let title = title(name, &connections, time_wait);
        page = Section::of(&connections, findings, manner).push(page, &title, &connections)?;
    }
    Ok(page)
}

/// What stands above the rows: `Connected: 14 ESTABLISHED, 3 CLOSE-WAIT, 212 TIME-WAIT`.
fn title(title: &str, connections: &[&Connection], time_wait: usize) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for connection in connections {
        let word = connection.word;
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.extend((time_wait > 0).then_some(("TIME-WAIT", time_wait)));
    let counts: Vec<_> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    format!("{title}: {}", counts.join(", "))
}

/// Connections under one title, and which facts tell any of them apart.
struct Section<'f> {
    findings: &'f Findings,
    manner: &'f Manner<'f>,
    has_peers: bool,
    has_ages: bool,
    has_others: bool,
    has_locals: bool,
}

impl<'f> Section<'f> {
    fn of(connections: &[&Connection], findings: &'f Findings, manner: &'f Manner<'f>) -> Self {
        let any = |has: fn(&Connection) -> bool| connections.iter().any(|connection| has(connection));
        let first = connections.first();
        Self {
            findings,
            manner,
            has_peers: any(|connection| connection.peer != End::Unnamed),
            has_ages: any(|connection| connection.since != Since::Unknown),
            has_others: any(|connection| connection.other.is_some()),
            has_locals: connections.iter().any(|other| first.is_some_and(|first| first.local != other.local)),
        }
    }

    fn push(&self, mut page: Vec<u8>, title: &str, connections: &[&Connection]) -> io::Result<Vec<u8>> {
        let rows = rows(connections, self.manner.all);
        let is_folded = rows.iter().any(|row| row.count > 1);
        push_line(&mut page, Style::Title, title.as_bytes(), self.manner.screen);
        self.push_half_closed(&mut page, connections);
        let mut grid = Grid::new(self.columns(is_folded), self.manner.screen, page);
        for row in &rows {
            self.push_row(&mut grid, row, is_folded)?;
        }
        if is_folded {
            grid.line(Style::Muted, b"(--all shows each)")?;
        }
        grid.finish()
    }

    /// Says who holds connections that their peers have closed.
    fn push_half_closed(&self, page: &mut Vec<u8>, connections: &[&Connection]) {
        let mut held: BTreeMap<PartyId, usize> = BTreeMap::new();
        for connection in connections.iter().filter(|connection| connection.state == State::CloseWait) {
            *held.entry(connection.party).or_default() += 1;
        }
        for (party, count) in held {
            let mut line = Vec::new();
            match self.findings.parties.get(party) {
                Party::Nobody(_) => line.extend_from_slice(b"Somebody"),
                party => push_party(&mut line, party),
            }
            // Writing to a Vec cannot fail.
            let _ = write!(line, " has not closed {count} that the other end has (CLOSE-WAIT)");
            push_line(page, Style::Warning, &line, self.manner.screen);
        }
    }

    fn columns(&self, is_folded: bool) -> Vec<Column> {
        let peer = Column::new("peer", "PEER").align(Align::AtPort).cut(Cut::Middle, 15).essential();
        let local = Column::new("local", "LOCAL").align(Align::AtPort).cut(Cut::Middle, 15).importance(70);
        [
            (self.has_peers, peer),
            (is_folded, Column::new("count", "").align(Align::Right).importance(94)),
            (true, Column::new("state", "STATE").essential()),
            (self.has_ages, Column::new("age", "FOR").align(Align::Right).importance(60)),
            (true, Column::new("process", "PROCESS").cut(Cut::End, 8).essential()),
            (self.has_others, Column::new("other", "OTHER END").cut(Cut::End, 8).essential()),
            (self.has_locals, local),
            (self.manner.tells_namespaces, Column::new("namespace", "NAMESPACE").cut(Cut::Middle, 8).importance(50)),
        ]
        .into_iter()
        .filter_map(|(is_told, column)| is_told.then_some(column))
        .collect()
    }

    /// One cell for each of [`Self::columns`].
    fn push_row<W: Write>(&self, grid: &mut Grid<W>, row: &Row<'_>, is_folded: bool) -> io::Result<()> {
        let (connection, clock) = (row.first, self.manner.clock);
        let party = |id| move |out: &mut Vec<u8>| push_party(out, self.findings.parties.get(id));
        if self.has_peers {
            grid.cell_with(Style::Plain, |out| match address(&connection.peer) {
                // Those of a client differ in their ports.
                Some(address) if row.count > 1 && connection.is_here => render::address::push(out, address),
                _ => push_end(out, &connection.peer, clock),
            });
        }
        if is_folded {
            let count = if row.count > 1 { format!("×{}", row.count) } else { String::new() };
            grid.cell(Style::Plain, count.as_bytes());
        }
        grid.cell(Style::of_state(connection.state), connection.word.as_bytes());
        if self.has_ages {
            grid.cell_with(Style::Plain, |out| push_since(out, row.since));
        }
        grid.cell_with(Style::Name, party(connection.party));
        if self.has_others {
            grid.cell_with(Style::Name, |out| connection.other.into_iter().for_each(|other| party(other)(out)));
        }
        if self.has_locals {
            let is_one = row.count == 1 || connection.is_here;
            grid.cell_with(Style::Plain, |out| {
                if is_one {
                    push_end(out, &connection.local, clock)
                }
            });
        }
        if self.manner.tells_namespaces {
            grid.cell(Style::Plain, self.findings.namespace(connection.namespace));
        }
        grid.end_row()
    }
}

/// The rows, by peer: one for each connection, or where all are not asked for one for many alike.
fn rows<'f>(connections: &[&'f Connection], all: bool) -> Vec<Row<'f>> {
    let mut groups: HashMap<Key, Vec<&Connection>> = HashMap::new();
    for connection in connections {
        groups.entry(key(connection)).or_default().push(connection);
    }
    let mut rows = Vec::new();
    for group in groups.into_values() {
        let single = |first: &'f Connection| Row { first, count: 1, since: first.since };
        if all || group.len() <= ALIKE {
            rows.extend(group.into_iter().map(single));
        } else {
            let since = group.iter().map(|connection| connection.since).max_by_key(|since| since.least());
            rows.push(Row { count: group.len(), since: since.unwrap_or(Since::Unknown), first: group[0] });
        }
    }
    rows.sort_by_cached_key(|row| (address(&row.first.peer), std::cmp::Reverse(row.count), order(row.first)));
    rows
}

fn key(connection: &Connection) -> Key {
    // A client has another port for each connection; a server has one for all.
    let (local, peer_port) =
        if connection.is_here { (Some(connection.local.clone()), None) } else { (None, connection.peer.port()) };
    Key {
        transport: connection.transport,
        state: connection.state,
        local,
        peer: address(&connection.peer),
        peer_port,
        party: connection.party,
        other: connection.other,
        namespace: connection.namespace,
    }
}

fn order(connection: &Connection) -> (Option<u16>, Option<u16>, PartyId, Option<PartyId>) {
    (connection.peer.port(), connection.local.port(), connection.party, connection.other)
}

fn address(end: &End) -> Option<IpAddr> {
    match end {
        End::Inet(endpoint) => Some(endpoint.address),
        End::Unix(_) | End::Unnamed => None,
    }
}

fn push_since(out: &mut Vec<u8>, since: Since) {
    match since {
        Since::Exactly(span) => push_span(out, span),
        Since::AtLeast(span) => {
            out.extend_from_slice("> ".as_bytes());
            push_span(out, span);
        }
        Since::Unknown => {}
    }
}

impl Since {
    /// The least that is known.
    fn least(self) -> Micros {
        match self {
            Self::Exactly(span) | Self::AtLeast(span) => span,
            Self::Unknown => Micros(0),
        }
    }
}
