//! SCTP: its associations' states, and what it says of one (`-i`).
//!
//! The kernel sends an endpoint and then, with the same inode, its associations, whose states have numbers of their own
//! (`enum sctp_state`, `include/net/sctp/constants.h`).

use super::address::push_address;
use super::number::{push_hex, push_signed};
use model::{InetSocket, SctpInfo, State};
use render::table::Cell;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Octets of `struct sockaddr_storage`.
const STORAGE: usize = 128;
const AF_INET: u16 = 2;
const AF_INET6: u16 = 10;

/// The word for an association's state.
pub(super) fn association_state(state: State) -> &'static str {
    state_name(state.to_kernel().into())
}

fn state_name(number: u32) -> &'static str {
    match number {
        0 => "CLOSED",
        1 => "COOKIE_WAIT",
        2 => "COOKIE_ECHOED",
        3 => "ESTAB",
        4 => "SHUTDOWN_PENDING",
        5 => "SHUTDOWN_SENT",
        6 => "SHUTDOWN_RECEIVED",
        7 => "ACK_SENT",
        _ => "UNKNOWN",
    }
}

/// Appends both ends' addresses and SCTP's account.
pub(super) fn push(cell: &mut Cell, inet: &InetSocket<'_>) {
    if let Some(addresses) = inet.local_addresses {
        cell.push_bytes(b" locals:");
        push_addresses(cell, addresses);
    }
    if let Some(addresses) = inet.peer_addresses {
        cell.push_bytes(b" peers:");
        push_addresses(cell, addresses);
    }
    if let Some(info) = &inet.sctp {
        push_info(cell, info);
    }
}

/// Appends an array of `struct sockaddr_storage`, with commas. One of another family is an empty text.
fn push_addresses(cell: &mut Cell, storages: &[u8]) {
    for (place, storage) in storages.chunks_exact(STORAGE).enumerate() {
        if place > 0 {
            cell.push_bytes(b",");
        }
        if let Some(address) = address(storage) {
            push_address(cell, address);
        }
    }
}

/// The address in a `struct sockaddr_in` or `sockaddr_in6`: behind its port, and there behind the flow label.
fn address(storage: &[u8]) -> Option<IpAddr> {
    match u16::from_ne_bytes(*storage.first_chunk()?) {
        AF_INET => storage.get(4..)?.first_chunk::<4>().map(|octets| Ipv4Addr::from(*octets).into()),
        AF_INET6 => storage.get(8..)?.first_chunk::<16>().map(|octets| Ipv6Addr::from(*octets).into()),
        _ => None,
    }
}

fn push_info(cell: &mut Cell, info: &SctpInfo) {
    push_tag(cell, b" tag:", info.tag);
    if info.state != 0 {
        cell.push_bytes(b" state:");
        cell.push_str(state_name(info.state));
    }
    let association: [(&[u8], u32); 11] = [
        (b" rwnd:", info.rwnd),
        (b" unackdata:", info.unackdata.into()),
        (b" penddata:", info.penddata.into()),
        (b" instrms:", info.instrms.into()),
        (b" outstrms:", info.outstrms.into()),
        (b" inqueue:", info.inqueue),
        (b" outqueue:", info.outqueue),
        (b" overerr:", info.overall_error),
        (b" maxburst:", info.max_burst),
        (b" maxseg:", info.maxseg),
        (b" prwnd:", info.peer_rwnd),
    ];
    push_fields(cell, &association);
    push_tag(cell, b" ptag:", info.peer_tag);
    let socket: [(&[u8], u32); 9] = [
        (b" pcapable:", info.peer_capable.into()),
        (b" psack:", info.peer_sack.into()),
        (b" autoclose:", info.s_autoclose),
        (b" adapind:", info.s_adaptation_ind),
        (b" pdpoint:", info.s_pd_point),
        (b" nodelay:", info.s_nodelay.into()),
        (b" nofrag:", info.s_disable_fragments.into()),
        (b" v4mapped:", info.s_v4mapped.into()),
        (b" fraginl:", info.s_frag_interleave.into()),
    ];
    push_fields(cell, &socket);
}

fn push_tag(cell: &mut Cell, name: &[u8], tag: u32) {
    if tag != 0 {
        cell.push_bytes(name);
        push_hex(cell, tag.into());
    }
}

fn push_fields(cell: &mut Cell, fields: &[(&[u8], u32)]) {
    for (name, value) in fields.iter().filter(|(_, value)| *value != 0) {
        cell.push_bytes(name);
        push_signed(cell, *value);
    }
}
