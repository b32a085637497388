//! The two layouts of requests to the families without IP. Inode and cookie are for asking for a single socket and stay zero.

use super::dump_request;
use model::StateSet;
use zerocopy::{Immutable, IntoBytes};

/// `struct unix_diag_req` and `struct vsock_diag_req`.
#[derive(IntoBytes, Immutable)]
#[repr(C)]
struct WithStates {
    family: u8,
    protocol: u8,
    pad: u16,
    states: u32,
    inode: u32,
    show: u32,
    cookie: [u32; 2],
}

/// `struct packet_diag_req`, `struct netlink_diag_req` and `struct xdp_diag_req`.
#[derive(IntoBytes, Immutable)]
#[repr(C)]
struct WithoutStates {
    family: u8,
    protocol: u8,
    pad: u16,
    inode: u32,
    show: u32,
    cookie: [u32; 2],
}

/// Asks a family for its sockets in these states.
pub(super) fn for_states(sequence: u32, family: u8, states: StateSet, show: u32) -> Vec<u8> {
    let states = states.bits();
    let layout = WithStates { family, protocol: 0, pad: 0, states, inode: 0, show, cookie: [0; 2] };
    dump_request(sequence, layout.as_bytes())
}

/// Asks a family without states for its sockets.
pub(super) fn for_all(sequence: u32, family: u8, protocol: u8, show: u32) -> Vec<u8> {
    let layout = WithoutStates { family, protocol, pad: 0, inode: 0, show, cookie: [0; 2] };
    dump_request(sequence, layout.as_bytes())
}
