//! Who waits on the ports: the addresses one below the other, and beneath them everything that is known of who holds them.

use super::super::findings::{Backlog, Findings, Listener, Reach};
use super::{Manner, push_end};
use crate::commands::parties::{Member, Party, PartyId, text};
use crate::commands::wrapped::push_labelled;
use model::{Container, Exposure, Micros, NamespaceId, NoOwner, ProcessId};
use render::amount::push_span;
use render::grid::{Align, Column, Cut, Grid};
use render::style::Style;
use std::io::{self, Write};

/// Without `--all`, so many addresses of one holder are listed.
const ADDRESSES: usize = 12;
/// So many numbers of processes are listed.
const NUMBERS: usize = 12;
/// A fact takes so many lines at most.
const LINES: usize = 4;
/// The width of labels, in columns of the screen.
const LABEL: usize = 11;

/// What listeners belong to: one main process, or one reason for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Server {
    Process(ProcessId),
    Nobody(PartyId),
}

/// Listeners of one server in one place.
struct Block<'f> {
    server: Server,
    namespace: NamespaceId,
    listeners: Vec<&'f Listener>,
}

/// Appends all of them.
pub(super) fn push(mut page: Vec<u8>, findings: &Findings, manner: &Manner<'_>) -> io::Result<Vec<u8>> {
    for (place, block) in blocks(findings).iter().enumerate() {
        if place > 0 {
            page.push(b'\n');
        }
        page = push_addresses(page, block, manner)?;
        for (label, text, style) in facts(block, findings, manner) {
            let label = format!("  {label:LABEL$}");
            push_labelled(&mut page, &label, (style, &text), LINES, manner.screen);
        }
    }
    Ok(page)
}

/// The listeners, those of one server together, in the order in which they were found.
fn blocks(findings: &Findings) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for listener in &findings.listeners {
        let main = findings.parties.get(listener.party).main();
        let server = main.map_or(Server::Nobody(listener.party), |main| Server::Process(main.id));
        let namespace = listener.namespace;
        // Whoever holds those of several users is several processes.
        let is_of = |block: &Block<'_>| {
            let first = block.listeners.first();
            block.server == server
                && block.namespace == namespace
                && (main.is_some() || first.is_some_and(|first| first.maker == listener.maker))
        };
        match blocks.iter_mut().find(|block| is_of(block)) {
            Some(block) => block.listeners.push(listener),
            None => blocks.push(Block { server, namespace, listeners: vec![listener] }),
        }
    }
    for block in &mut blocks {
        block.listeners.sort_by_key(|listener| (listener.local.port(), listener.kind));
    }
    blocks
}

const COLUMNS: [Column; 5] = [
    Column::new("transport", ""),
    Column::new("local", "").align(Align::AtPort).essential().cut(Cut::Middle, 15),
    Column::new("service", "").cut(Cut::End, 6).importance(40).only_filled(),
    Column::new("exposure", "").essential(),
    Column::new("backlog", "").essential().only_filled(),
];

fn push_addresses(page: Vec<u8>, block: &Block<'_>, manner: &Manner<'_>) -> io::Result<Vec<u8>> {
    let mut grid = Grid::new(COLUMNS.to_vec(), manner.screen, page).without_headings();
    let most = if manner.all { usize::MAX } else { ADDRESSES };
    for listener in block.listeners.iter().take(most) {
        grid.cell(Style::Plain, listener.kind.as_bytes());
        grid.cell_with(Style::Listening, |out| push_end(out, &listener.local, manner.clock));
        grid.cell(Style::Muted, listener.service.as_deref().unwrap_or_default());
        let style = if listener.reach == Reach::Nobody { Style::Warning } else { Style::Plain };
        grid.cell_with(style, |out| push_reach(out, &listener.reach));
        match listener.backlog.filter(|backlog| backlog.waiting > 0 || backlog.limit > 0) {
            Some(backlog) => grid.cell_with(backlog_style(backlog), |out| push_backlog(out, backlog)),
            None => grid.cell(Style::Plain, b""),
        }
        grid.end_row()?;
    }
    let left = block.listeners.len().saturating_sub(most);
    if left > 0 {
        grid.line(Style::Muted, format!("… {left} more addresses (--all)").as_bytes())?;
    }
    grid.finish()
}

fn push_reach(out: &mut Vec<u8>, reach: &Reach) {
    match reach {
        Reach::Host => out.extend_from_slice(b"this host only"),
        Reach::Nobody => out.extend_from_slice(b"bound, not listening"),
        Reach::Network(Exposure::OneInterface, Some(interface)) => {
            out.extend_from_slice(b"interface ");
            out.extend_from_slice(interface);
        }
        Reach::Network(exposure, _) => out.extend_from_slice(exposure.word().as_bytes()),
    }
}

fn push_backlog(out: &mut Vec<u8>, backlog: Backlog) {
    // Writing to a Vec cannot fail.
    let word = if backlog.is_full() { "FULL: " } else { "" };
    let _ = write!(out, "{word}{} of {} waiting", backlog.waiting, backlog.limit);
}

fn backlog_style(backlog: Backlog) -> Style {
    match backlog {
        full if full.is_full() => Style::Trouble,
        Backlog { waiting: 0, .. } => Style::Muted,
        _ => Style::Warning,
    }
}

/// What is known of who holds the listeners of a block: labels, untrusted text and its style.
fn facts(block: &Block<'_>, findings: &Findings, manner: &Manner<'_>) -> Vec<(&'static str, Vec<u8>, Style)> {
    let mut facts = Vec::new();
    let mut say = |label, text: Vec<u8>| facts.push((label, text, Style::Plain));
    let members = members(block, findings);
    let party = block.listeners.first().map(|listener| findings.parties.get(listener.party));
    match (party.and_then(Party::main), party) {
        (Some(main), _) => {
            say_main(main, manner, &mut say);
            let others: Vec<_> = members.into_iter().filter(|member| member.id != main.id).collect();
            if !others.is_empty() {
                say("also by", numbered(&others));
            }
        }
        (None, Some(Party::Nobody(reason))) => {
            let is_unseen =
                matches!(reason, NoOwner::NeedsPrivilege(_) | NoOwner::OtherPidNamespace | NoOwner::LostRace);
            let word = if is_unseen { "not seen" } else { "none" };
            say("process", format!("{word}: {reason}").into_bytes());
            let maker = block.listeners.first().and_then(|listener| listener.maker.as_deref());
            if let Some(maker) = maker.filter(|_| is_unseen) {
                say("user", format!("{maker}, who made the socket").into_bytes());
            }
        }
        _ => {}
    }
    if manner.tells_namespaces {
        say("namespace", findings.namespace(block.namespace).to_vec());
    }
    if block.listeners.iter().any(|listener| listener.backlog.is_some_and(Backlog::is_full)) {
        let text = b"it accepts too slowly: the kernel turns away who comes next";
        facts.push(("queue", text.to_vec(), Style::Trouble));
    }
    if let Some((_, _, style)) = facts.first_mut().filter(|(_, _, style)| *style == Style::Plain) {
        *style = Style::Name;
    }
    facts
}

/// What is known of the process that serves.
fn say_main(main: &Member, manner: &Manner<'_>, say: &mut impl FnMut(&'static str, Vec<u8>)) {
    let mut name = main.name.to_vec();
    // Writing to a Vec cannot fail.
    let _ = write!(name, " {}", main.id);
    say("process", name);
    let Some(process) = &main.process else {
        return say("", b"has ended since".to_vec());
    };
    let mut command = text::command(process);
    if process.executable.as_ref().is_some_and(|executable| executable.is_deleted) {
        command.extend_from_slice(b" (its file was replaced or deleted since)");
    }
    let user = main.user.as_deref().map(str::to_owned).or_else(|| process.user.map(|user| user.to_string()));
    let named = [
        ("command", command),
        ("user", user.unwrap_or_default().into_bytes()),
        ("started", started(main, manner)),
        ("by", text::chain(process)),
        ("unit", main.unit().unwrap_or_default().to_vec()),
        ("container", main.container().map(container).unwrap_or_default()),
    ];
    named.into_iter().filter(|(_, text)| !text.is_empty()).for_each(|(label, text)| say(label, text));
}

/// Every process that holds one of the listeners, each once, the oldest number first.
fn members<'f>(block: &Block<'f>, findings: &'f Findings) -> Vec<&'f Member> {
    let parties = block.listeners.iter().map(|listener| findings.parties.get(listener.party));
    let mut members: Vec<_> = parties.flat_map(Party::members).collect();
    members.sort_by_key(|member| member.id);
    members.dedup_by_key(|member| member.id);
    members
}

/// When a process started, and how long ago.
fn started(member: &Member, manner: &Manner<'_>) -> Vec<u8> {
    let mut text = Vec::new();
    if let Some(started) = member.started {
        manner.clock.push(&mut text, started, 0);
        let age = manner.now.duration_since(started).unwrap_or_default();
        text.extend_from_slice(b", ");
        push_span(&mut text, Micros(u64::try_from(age.as_micros()).unwrap_or(u64::MAX)));
        text.extend_from_slice(b" ago");
    }
    text
}

/// A container: what it is called, what it was made from, who runs it, in which pod.
fn container(container: &Container) -> Vec<u8> {
    let mut text = container.label().to_vec();
    if let Some(image) = &container.image {
        text.extend_from_slice(b", image ");
        text.extend_from_slice(image);
    }
    text.extend_from_slice(b", ");
    text.extend_from_slice(container.runtime.name().as_bytes());
    if let Some(name) = container.pod.as_ref().and_then(|pod| pod.name.as_deref()) {
        text.extend_from_slice(b", pod ");
        text.extend_from_slice(name);
    }
    text
}

/// Processes by name, each with its numbers: `nginx 813, 814 and 3 more; systemd 1`.
fn numbered(members: &[&Member]) -> Vec<u8> {
    let mut names: Vec<(&[u8], Vec<ProcessId>)> = Vec::new();
    for member in members {
        match names.iter_mut().find(|(name, _)| **name == *member.name) {
            Some((_, numbers)) => numbers.push(member.id),
            None => names.push((&member.name, vec![member.id])),
        }
    }
    let mut text = Vec::new();
    // Writing to a Vec cannot fail.
    for (place, (name, numbers)) in names.iter().enumerate() {
        text.extend_from_slice(if place > 0 { b"; " } else { b"" });
        text.extend_from_slice(name);
        for (place, number) in numbers.iter().take(NUMBERS).enumerate() {
            let _ = write!(text, "{} {number}", if place > 0 { "," } else { "" });
        }
        if numbers.len() > NUMBERS {
            let _ = write!(text, " and {} more", numbers.len() - NUMBERS);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlog_is_full_when_one_more_waits_than_may() {
        let backlog = |waiting, limit| Backlog { waiting, limit };
        assert_eq!(backlog_style(backlog(0, 128)), Style::Muted);
        assert_eq!(backlog_style(backlog(128, 128)), Style::Warning);
        assert_eq!(backlog_style(backlog(129, 128)), Style::Trouble);
        assert_eq!(backlog_style(backlog(1, 0)), Style::Trouble);
    }
}
