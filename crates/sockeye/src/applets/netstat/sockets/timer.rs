//! Timers of sockets: what is awaited, how long still, and what was done so far.

use super::page::Page;
use model::{InetSocket, Millis, TimerKind, Transport};
use std::io::Write;

/// What sockets have that know no timers.
const OFF: &[u8] = b"off (0.00/0/0)";
const MILLIS_PER_HUNDREDTH: u64 = 10;

/// Appends the timer of a socket: its purpose, the seconds until it runs out, retransmissions and probes.
pub(super) fn push_timer<W: Write>(page: &mut Page<W>, transport: Transport, inet: &InetSocket<'_>) {
    page.push(b" ");
    if transport != Transport::Tcp {
        return page.push(OFF);
    }
    match inet.timer.kind {
        TimerKind::Off => page.push(b"off"),
        TimerKind::Retransmit => page.push(b"on"),
        TimerKind::Keepalive => page.push(b"keepalive"),
        TimerKind::TimeWait => page.push(b"timewait"),
        TimerKind::Probe => page.push(b"probe"),
        TimerKind::Other(number) => {
            page.push(b"unkn-");
            page.push_number(number.into());
        }
    }
    page.push(b" (");
    push_seconds(page, inet.timer.expires);
    let (retransmits, probes) = counts(inet);
    page.push(b"/");
    page.push_number(retransmits.into());
    page.push(b"/");
    page.push_number(probes.into());
    page.push(b")");
}

/// Retransmissions and probes. The diagnostics have one count, of what the timer is for.
fn counts(inet: &InetSocket<'_>) -> (u32, u32) {
    let timer = inet.timer;
    match (&inet.text, timer.kind) {
        (Some(text), _) => (text.retransmits, text.probes),
        (None, TimerKind::Retransmit) => (timer.retransmits.into(), 0),
        (None, _) => (0, timer.retransmits.into()),
    }
}

/// Appends seconds with two decimals.
fn push_seconds<W: Write>(page: &mut Page<W>, Millis(millis): Millis) {
    let hundredths = millis / MILLIS_PER_HUNDREDTH;
    page.push_number(hundredths / 100);
    let rest = (hundredths % 100) as u8;
    page.push(&[b'.', b'0' + rest / 10, b'0' + rest % 10]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{InetEndpoint, TcpText, Timer};
    use std::net::{IpAddr, Ipv4Addr};

    #[track_caller]
    fn shows(kind: TimerKind, millis: u64, counts: Option<(u32, u32)>, expected: &str) {
        let end = InetEndpoint { address: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 1 };
        let text = counts.map(|(retransmits, probes)| TcpText { retransmits, probes, ..TcpText::default() });
        let timer = Timer { kind, expires: Millis(millis), retransmits: 7 };
        let mut page = Page::new(Vec::new(), false);
        push_timer(&mut page, Transport::Tcp, &InetSocket { timer, text, ..InetSocket::between(end, end) });
        assert_eq!(String::from_utf8_lossy(page.since(0)), expected);
    }

    #[test]
    fn timers_are_named_and_counted() {
        shows(TimerKind::Off, 0, Some((0, 0)), " off (0.00/0/0)");
        shows(TimerKind::Retransmit, 4_959, Some((5, 1)), " on (4.95/5/1)");
        shows(TimerKind::Retransmit, 50, None, " on (0.05/7/0)");
        shows(TimerKind::Keepalive, 7_200_000, None, " keepalive (7200.00/0/7)");
        shows(TimerKind::TimeWait, 60_000, Some((0, 0)), " timewait (60.00/0/0)");
        shows(TimerKind::Probe, 2_920, Some((0, 3)), " probe (2.92/0/3)");
        shows(TimerKind::Other(5), 46_600, Some((3, 7)), " unkn-5 (46.60/3/7)");
    }
}
