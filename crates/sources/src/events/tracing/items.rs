//! What bpf/events.bpf.c puts into its ring buffer: `struct item`, and `struct end_item` where a connection ended.

use model::{Bytes, CgroupId, ClockTicks, Micros, ProcessId, ProcessName, Role, State, Traffic, Transport};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// `USER_HZ`: clock ticks of a second in what the kernel tells programs, the same on every architecture that this runs on.
const NANOSECONDS_PER_TICK: u64 = 1_000_000_000 / 100;
/// `AF_INET6`.
const IPV6: u8 = 10;
/// Octets of `struct item`, behind which a connection's account begins.
const ITEM: usize = 136;

/// `enum item_kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    State,
    Accepted,
    ConnectFailed,
    Retransmitted,
    ResetSent,
    Bound,
    Connected,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) old: State,
    pub(super) new: State,
    pub(super) transport: Transport,
    /// The peer has sent all that it will.
    pub(super) peer_is_done: bool,
    pub(super) reset_was_received: bool,
    /// Nanoseconds since the host booted.
    pub(super) at: u64,
    /// When the socket was first seen, in the same way; 0 where it was there before.
    pub(super) began: u64,
    pub(super) cookie: u64,
    pub(super) inode: u64,
    /// The kernel's address of the socket, good for nothing but to ask for its port.
    pub(super) socket: u64,
    pub(super) namespace: u32,
    pub(super) user: u32,
    /// An errno; 0: none.
    pub(super) error: u16,
    pub(super) local: (IpAddr, u16),
    pub(super) peer: (IpAddr, u16),
    pub(super) process: Option<ProcessItem>,
    /// Of a connection that has ended.
    pub(super) traffic: Option<Traffic>,
}

/// `struct process`, and by what it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ProcessItem {
    pub(super) id: Option<ProcessId>,
    pub(super) thread: Option<ProcessId>,
    pub(super) started: ClockTicks,
    pub(super) cgroup: Option<CgroupId>,
    pub(super) name: ProcessName,
    pub(super) role: Role,
}

impl Item {
    /// Reads one; `None` where it is none.
    pub(super) fn read(octets: &[u8]) -> Option<Self> {
        let (item, account) = octets.split_at_checked(ITEM)?;
        let kind = match u16::from_ne_bytes(at(item, 0)?) {
            1 => Kind::State,
            2 => Kind::Accepted,
            3 => Kind::ConnectFailed,
            4 => Kind::Retransmitted,
            5 => Kind::ResetSent,
            6 => Kind::Bound,
            7 => Kind::Connected,
            _ => return None,
        };
        let [old, new, family, protocol, role, flags] = at(item, 2)?;
        let short = |place| Some(u16::from_ne_bytes(at(item, place)?));
        let word = |place| Some(u32::from_ne_bytes(at(item, place)?));
        let long = |place| Some(u64::from_ne_bytes(at(item, place)?));
        Some(Self {
            kind,
            old: State::from_kernel(old),
            new: State::from_kernel(new),
            transport: Transport::from_ip_protocol(protocol.into()),
            peer_is_done: flags & 1 != 0,
            reset_was_received: flags & 2 != 0,
            at: long(8)?,
            began: long(16)?,
            cookie: long(24)?,
            inode: long(32)?,
            socket: long(40)?,
            namespace: word(48)?,
            user: word(52)?,
            error: short(56)?,
            local: (address(family, at(item, 64)?), short(58)?),
            peer: (address(family, at(item, 80)?), short(60)?),
            process: process(role, at(item, 96)?),
            traffic: traffic(account),
        })
    }
}

fn at<const N: usize>(octets: &[u8], place: usize) -> Option<[u8; N]> {
    octets.get(place..)?.first_chunk().copied()
}

fn address(family: u8, octets: [u8; 16]) -> IpAddr {
    match octets {
        octets if family == IPV6 => IpAddr::V6(Ipv6Addr::from(octets)),
        [a, b, c, d, ..] => IpAddr::V4(Ipv4Addr::new(a, b, c, d)),
    }
}

fn process(role: u8, octets: [u8; 40]) -> Option<ProcessItem> {
    let role = match role {
        1 => Role::Connected,
        2 => Role::Listens,
        3 => Role::Accepted,
        4 => Role::Used,
        5 => Role::Closed,
        6 => Role::Bound,
        _ => return None,
    };
    let id = |place| Some(u32::from_ne_bytes(at(&octets, place)?)).filter(|&id| id != 0).map(ProcessId);
    let long = |place| Some(u64::from_ne_bytes(at(&octets, place)?));
    Some(ProcessItem {
        id: id(0),
        thread: id(4),
        started: ClockTicks(long(8)? / NANOSECONDS_PER_TICK),
        cgroup: long(16).filter(|&id| id != 0).map(CgroupId),
        name: ProcessName::from_kernel(at(&octets, 24)?),
        role,
    })
}

/// `struct end_item` behind its `struct item`.
fn traffic(octets: &[u8]) -> Option<Traffic> {
    let word = |place| Some(u32::from_ne_bytes(at(octets, place)?));
    let long = |place| Some(u64::from_ne_bytes(at(octets, place)?));
    let (sent, retransmitted, received) = (long(0)?, long(8)?, long(24)?);
    let least = Some(word(36)?).filter(|&time| time != 0 && time != u32::MAX);
    // The smoothed time is kept in eighths of a microsecond.
    let smoothed = Some(word(32)? >> 3).filter(|&time| time != 0);
    Some(Traffic {
        sent: Bytes(sent.saturating_sub(retransmitted)),
        received: Bytes(received),
        retransmitted: Bytes(retransmitted),
        retransmits: word(40)?,
        round_trip: smoothed.map(|time| Micros(time.into())),
        least_round_trip: least.map(|time| Micros(time.into())),
    })
}
