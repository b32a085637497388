//! From findings to what people read: who waits, in a few lines each; then who is connected, a row each or one for many alike.

mod connections;
mod listeners;
#[cfg(test)]
mod tests;

use super::findings::{End, Findings};
use crate::commands::parties::{Party, text};
use model::InetEndpoint;
use render::grid::Screen;
use render::style::Style;
use render::time::Clock;
use render::value::{self, Value};
use std::io;
use std::time::SystemTime;

/// How findings are to be shown.
#[derive(Debug)]
pub(super) struct Manner<'a> {
    /// What was asked about, in the words of the command line. Untrusted.
    pub(super) asked: &'a str,
    pub(super) screen: Screen,
    pub(super) clock: &'a Clock,
    pub(super) now: SystemTime,
    /// Whether every connection has a row of its own.
    pub(super) all: bool,
    /// Whether it is told in which network namespace each is.
    pub(super) tells_namespaces: bool,
}

/// Everything that was found, as text.
///
/// # Errors
/// Those of writing, of which a buffer in memory has none.
pub(super) fn text(findings: &Findings, manner: &Manner<'_>) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    if !findings.somebody() {
        let line = format!("Nobody has {}.", manner.asked);
        manner.screen.colours.paint(&mut page, Style::Title, &render::escape::escape(line.as_bytes()));
        page.push(b'\n');
    }
    page = listeners::push(page, findings, manner)?;
    connections::push(page, findings, manner)
}

/// Appends an end as text. Untrusted bytes.
fn push_end(out: &mut Vec<u8>, end: &End, clock: &Clock) {
    match end {
        End::Inet(InetEndpoint { address, port }) => {
            let end = InetEndpoint { address: address.to_canonical(), port: *port };
            value::text::push(out, &Value::Endpoint(end), clock);
        }
        // An abstract name follows NUL, and may contain more.
        End::Unix(name) if name.first() == Some(&0) => {
            out.extend(name.iter().map(|&octet| if octet == 0 { b'@' } else { octet }));
        }
        End::Unix(name) => out.extend_from_slice(name),
        End::Unnamed => {}
    }
}

/// Appends who holds a socket, or in brackets why nobody is seen to. Untrusted bytes.
fn push_party(out: &mut Vec<u8>, party: &Party) {
    match party {
        Party::Held(_) => text::push(out, party),
        Party::Nobody(reason) => {
            out.push(b'(');
            out.extend_from_slice(text::short_reason(*reason).as_bytes());
            out.push(b')');
        }
    }
}
