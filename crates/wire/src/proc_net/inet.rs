//! `/proc/net/tcp`, `tcp6`, `udp`, `udp6`, `udplite`, `udplite6`, `raw`, `raw6`: one format for all
//! (`get_tcp4_sock` and its relatives in the kernel's net/ipv4 and net/ipv6).

use super::fields::{decimal, hexadecimal};
use super::{BadLine, Fields, rows};
use model::{
    InetEndpoint, InetSocket, Inode, Millis, Socket, SocketFamily, State, TcpText, TcpTextConnection, Timer, TimerKind,
    Transport, UserId,
};
use std::net::IpAddr;

/// Times are in clock ticks as user space counts them, `USER_HZ`, which is 100 on every architecture that Linux still has.
const MILLIS_PER_TICK: u64 = 10;

/// Reads a table, or whole lines of one, of sockets of this transport, which the table itself does not name.
pub fn sockets(table: &[u8], transport: Transport) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    rows(table, b"sl ").map(move |line| socket(line, transport))
}

/// Reads a row: as far as it goes, when its later columns are missing or no numbers. Those count as zero.
///
/// # Errors
/// When one of the ends or the state is missing or not a number.
pub fn socket(line: &[u8], transport: Transport) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["row number"])?;
    let local = endpoint(&mut fields, "local address")?;
    let peer = endpoint(&mut fields, "remote address")?;
    let state = fields.hexadecimal("state")?;
    let mut fields = Readable(Some(fields));
    let (send_queue, receive_queue) = fields.next(|fields| fields.pair("queues"));
    let (timer, ticks): (u8, u64) = fields.next(|fields| fields.pair("timer"));
    let retransmits: u32 = fields.next(|fields| fields.hexadecimal("retransmissions"));
    let user = fields.next(|fields| fields.decimal("user"));
    let probes: u32 = fields.next(|fields| fields.decimal("probes"));
    let inode = fields.next(|fields| fields.decimal("inode"));
    let kind = TimerKind::from_kernel(timer);
    // The diagnostics count what the timer is for, where the table has a column for either.
    let count = if kind == TimerKind::Retransmit { retransmits } else { probes };
    let timer = Timer { kind, expires: millis(ticks), retransmits: u8::try_from(count).unwrap_or(u8::MAX) };
    let text = (transport == Transport::Tcp).then(|| TcpText { retransmits, probes, ..tcp_text(fields) });
    let inet = InetSocket { timer, text, ..InetSocket::between(local, peer) };
    Ok(Socket {
        state: State::from_kernel(state),
        receive_queue,
        send_queue,
        inode: Inode(inode),
        user: Some(UserId(user)),
        ..Socket::blank(transport, SocketFamily::Inet(inet))
    })
}

/// The columns that only TCP has.
fn tcp_text(mut fields: Readable<'_>) -> TcpText<'_> {
    fields.next(|fields| fields.skip(&["reference count"]));
    let address = fields.next(|fields| fields.hexadecimal("address"));
    let rto = fields.next(|fields| fields.decimal("retransmission time-out").map(Some));
    let connection = rto.map(|rto| {
        let ato = fields.next(|fields| fields.decimal("acknowledgement time-out"));
        let acknowledgements: u32 = fields.next(|fields| fields.decimal("quick acknowledgements"));
        TcpTextConnection {
            rto: millis(rto),
            ato: millis(ato),
            // The lowest bit is set while data goes both ways in turn.
            quick_acks: acknowledgements / 2,
            snd_cwnd: fields.next(|fields| fields.decimal("congestion window")),
            // -1 where none is set.
            snd_ssthresh: fields
                .next(|fields| fields.word("slow start threshold").map(|word| u32::try_from(decimal(word)?).ok())),
        }
    });
    TcpText { address, connection, rest: fields.rest(), ..TcpText::default() }
}

fn millis(ticks: u64) -> Millis {
    Millis(ticks.saturating_mul(MILLIS_PER_TICK))
}

/// The columns of a row up to the first that cannot be read.
struct Readable<'a>(Option<Fields<'a>>);

impl<'a> Readable<'a> {
    /// What the next column holds; zero where it cannot be read, and from there on.
    fn next<T: Default>(&mut self, read: impl FnOnce(&mut Fields<'a>) -> Result<T, BadLine<'a>>) -> T {
        let value = self.0.as_mut().and_then(|fields| read(fields).ok());
        if value.is_none() {
            self.0 = None;
        }
        value.unwrap_or_default()
    }

    /// What follows the columns that were read.
    fn rest(self) -> &'a [u8] {
        self.0.map_or(&[][..], |fields| fields.remainder().trim_ascii_start())
    }
}

/// An address as one or four words in the host's byte order, a colon, a port.
fn endpoint<'a>(fields: &mut Fields<'a>, column: &'static str) -> Result<InetEndpoint, BadLine<'a>> {
    let (address, port) = fields.halves(column)?;
    let address = address_of_words(address).ok_or(fields.bad(column))?;
    let port = hexadecimal(port).and_then(|port| u16::try_from(port).ok()).ok_or(fields.bad(column))?;
    Ok(InetEndpoint { address, port })
}

fn address_of_words(text: &[u8]) -> Option<IpAddr> {
    const DIGITS_PER_WORD: usize = 8;
    const DIGITS_PER_IPV6: usize = 4 * DIGITS_PER_WORD;
    let mut octets = [0; 16];
    for (octets, digits) in octets.chunks_exact_mut(size_of::<u32>()).zip(text.chunks_exact(DIGITS_PER_WORD)) {
        octets.copy_from_slice(&u32::try_from(hexadecimal(digits)?).ok()?.to_ne_bytes());
    }
    match (text.len(), octets) {
        (DIGITS_PER_WORD, [a, b, c, d, ..]) => Some(IpAddr::from([a, b, c, d])),
        (DIGITS_PER_IPV6, octets) => Some(IpAddr::from(octets)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_counts_of_a_row_are_kept() {
        let row = b"1: 0100007F:0016 00000000:0000 01 0:0 4:1234 00000003 0 5 99";
        let socket = socket(row, Transport::Tcp).expect("a row");
        let SocketFamily::Inet(inet) = socket.family else { panic!("an inet socket") };
        assert_eq!(inet.text.map(|text| (text.retransmits, text.probes)), Some((3, 5)));
        assert_eq!(inet.timer, Timer { kind: TimerKind::Probe, expires: Millis(46_600), retransmits: 5 });
    }
}
