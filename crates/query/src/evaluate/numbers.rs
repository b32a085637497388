//! Numbers in a socket's own record. A number that its source did not give, or that its kind or state does not have, is
//! none at all: a listener has no round-trip time, and a connection without a sample has none yet.

use crate::ast::NumberFact;
use model::{Millis, Socket, SocketFamily, State, TcpInfo};

/// The minimum filter's value before the first sample (`tcp_min_rtt`, `include/net/tcp.h`).
const NO_SAMPLE: u64 = u32::MAX as u64;
const MICROS_PER_MILLI: u64 = 1000;

/// This number of a socket, in the unit of the fact; `None` also for facts about holders.
pub(super) fn of_socket(fact: NumberFact, socket: &Socket<'_>) -> Option<u64> {
    let memory = socket.memory.as_ref();
    match fact {
        NumberFact::Inode => Some(socket.inode.0),
        NumberFact::Cookie => socket.cookie.map(|cookie| cookie.0),
        NumberFact::ReceiveQueue => Some(socket.receive_queue.into()),
        NumberFact::SendQueue => Some(socket.send_queue.into()),
        NumberFact::Backlog => (socket.state == State::Listen).then_some(socket.receive_queue.into()),
        NumberFact::ReceiveBuffer => memory.map(|memory| memory.receive_limit.0),
        NumberFact::SendBuffer => memory.map(|memory| memory.send_limit.0),
        NumberFact::Drops => memory.and_then(|memory| memory.drops),
        _ => match &socket.family {
            SocketFamily::Inet(inet) if socket.state != State::Listen => of_tcp(fact, inet.tcp.as_ref()?),
            _ => None,
        },
    }
}

/// What TCP tells of a connection. Octets of the kernel's struct up to the end of each field stand beside those that
/// older kernels lack (`struct tcp_info`, `include/uapi/linux/tcp.h`).
fn of_tcp(fact: NumberFact, info: &TcpInfo) -> Option<u64> {
    let micros = |Millis(millis)| Some(millis.saturating_mul(MICROS_PER_MILLI));
    let since = |end: u16, number: u64| (info.length >= end).then_some(number);
    let measured = |number: u64| (info.rtt.0 != 0).then_some(number);
    match fact {
        NumberFact::RoundTrip => measured(info.rtt.0),
        NumberFact::RoundTripVariance => measured(info.rttvar.0),
        NumberFact::LeastRoundTrip => since(152, info.min_rtt.0).filter(|rtt| !matches!(*rtt, 0 | NO_SAMPLE)),
        NumberFact::RetransmissionTimeout => Some(info.rto.0),
        NumberFact::CongestionWindow => Some(info.snd_cwnd.into()),
        NumberFact::Retransmitted => Some(info.total_retrans.into()),
        NumberFact::Unacknowledged => Some(info.unacked.into()),
        NumberFact::Lost => Some(info.lost.into()),
        NumberFact::BytesSent => since(208, info.bytes_sent.0),
        NumberFact::BytesReceived => since(136, info.bytes_received.0),
        NumberFact::BytesAcknowledged => since(128, info.bytes_acked.0),
        NumberFact::LastSent => micros(info.last_data_sent),
        NumberFact::LastReceived => micros(info.last_data_recv),
        NumberFact::DeliveryRate => since(168, info.delivery_rate.0),
        NumberFact::SegmentSize => Some(info.snd_mss.into()),
        _ => None,
    }
}
