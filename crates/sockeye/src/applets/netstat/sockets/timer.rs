//! Timers of sockets: what is awaited, how long still, and what was done so far.

use super::page::Page;
use model::{InetSocket, Millis, Timer, TimerKind};
use std::io::Write;

/// What sockets without timers have.
const OFF: &[u8] = b"off (0.00/0/0)";
const MILLIS_PER_HUNDREDTH: u64 = 10;

/// What was done so far of what timers are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Retransmissions.
    pub(super) retransmits: u32,
    /// Probes of a closed window or a silent peer.
    pub(super) probes: u32,
}

impl Counts {
    /// Those of a TCP socket, from wherever they are told. None of either was done for a socket without.
    pub(super) fn of(inet: &InetSocket<'_>) -> Self {
        match (&inet.text, &inet.tcp) {
            (Some(text), _) => Self { retransmits: text.retransmits, probes: text.probes },
            (None, Some(tcp)) => Self { retransmits: tcp.retransmits.into(), probes: tcp.probes.into() },
            (None, None) => Self::default(),
        }
    }
}

/// Appends the timer column of a socket that never has one.
pub(super) fn push_no_timer<W: Write>(page: &mut Page<W>) {
    page.push(b" ");
    page.push(OFF);
}

/// Appends the timer of a TCP socket: its purpose, the seconds until it runs out, retransmissions and probes.
pub(super) fn push_timer<W: Write>(page: &mut Page<W>, timer: Timer, counts: Counts) {
    page.push(b" ");
    match timer.kind {
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
    push_seconds(page, timer.expires);
    page.push(b"/");
    page.push_number(counts.retransmits.into());
    page.push(b"/");
    page.push_number(counts.probes.into());
    page.push(b")");
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
    use model::{InetEndpoint, TcpInfo, TcpText};
    use std::net::{IpAddr, Ipv4Addr};

    #[track_caller]
    fn shows(kind: TimerKind, millis: u64, retransmits: u32, probes: u32, expected: &str) {
        let mut page = Page::new(Vec::new(), false);
        push_timer(&mut page, Timer { kind, expires: Millis(millis), retransmits: 0 }, Counts { retransmits, probes });
        assert_eq!(String::from_utf8_lossy(page.since(0)), expected);
    }

    #[test]
    fn timers_are_named_and_counted() {
        shows(TimerKind::Off, 0, 0, 0, " off (0.00/0/0)");
        shows(TimerKind::Retransmit, 4_959, 5, 1, " on (4.95/5/1)");
        shows(TimerKind::Keepalive, 7_200_000, 0, 7, " keepalive (7200.00/0/7)");
        shows(TimerKind::TimeWait, 60_000, 0, 0, " timewait (60.00/0/0)");
        shows(TimerKind::Probe, 50, 0, 3, " probe (0.05/0/3)");
        shows(TimerKind::Other(5), 46_600, 3, 7, " unkn-5 (46.60/3/7)");
        let mut page = Page::new(Vec::new(), false);
        push_no_timer(&mut page);
        assert_eq!(page.since(0), b" off (0.00/0/0)");
    }

    #[test]
    fn counts_come_from_wherever_they_are_told() {
        let end = InetEndpoint { address: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 1 };
        let none = InetSocket::between(end, end);
        assert_eq!(Counts::of(&none), Counts::default());
        let tcp = Some(TcpInfo { retransmits: 3, probes: 4, ..TcpInfo::default() });
        assert_eq!(Counts::of(&InetSocket { tcp, ..none.clone() }), Counts { retransmits: 3, probes: 4 });
        let text = Some(TcpText { retransmits: 1, probes: 2, ..TcpText::default() });
        assert_eq!(Counts::of(&InetSocket { text, ..none }), Counts { retransmits: 1, probes: 2 });
    }
}
