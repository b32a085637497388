//! `/proc/net/tcp`, `tcp6`, `udp`, `udp6`, `udplite`, `udplite6`, `raw`, `raw6`: one format for all
//! (`get_tcp4_sock` and its relatives in the kernel's net/ipv4 and net/ipv6).

use super::fields::hexadecimal;
use super::{BadLine, Fields, rows};
use crate::blank;
use model::{
    InetEndpoint, InetSocket, Inode, Millis, Socket, SocketFamily, State, Timer, TimerKind, Transport, UserId,
};
use std::net::IpAddr;

/// Times are in clock ticks as user space counts them, `USER_HZ`, which is 100 on every architecture that Linux still has.
const MILLIS_PER_TICK: u64 = 10;

/// Reads a table, or whole lines of one, of sockets of this transport, which the table itself does not name.
pub fn sockets(table: &[u8], transport: Transport) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    rows(table, b"sl ").map(move |line| socket(line, transport))
}

/// Reads a row.
///
/// # Errors
/// When a column up to the inode is missing or not a number.
pub fn socket(line: &[u8], transport: Transport) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["row number"])?;
    let local = endpoint(&mut fields, "local address")?;
    let peer = endpoint(&mut fields, "remote address")?;
    let state = fields.hexadecimal("state")?;
    let (send_queue, receive_queue) = fields.pair("queues")?;
    let (timer, ticks): (u8, u64) = fields.pair("timer")?;
    let retransmits: u64 = fields.hexadecimal("retransmissions")?;
    let user = fields.decimal("user")?;
    let probes: u64 = fields.decimal("probes")?;
    let inode = fields.decimal("inode")?;
    let kind = TimerKind::from_kernel(timer);
    // The diagnostics count what the timer is for, where the table has a column for either.
    let count = if kind == TimerKind::Retransmit { retransmits } else { probes };
    let timer = Timer {
        kind,
        expires: Millis(ticks.saturating_mul(MILLIS_PER_TICK)),
        retransmits: u8::try_from(count).unwrap_or(u8::MAX),
    };
    let inet = InetSocket { timer, ..blank::inet(local, peer) };
    Ok(Socket {
        state: State::from_kernel(state),
        receive_queue,
        send_queue,
        inode: Inode(inode),
        user: Some(UserId(user)),
        ..blank::socket(transport, SocketFamily::Inet(inet))
    })
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
