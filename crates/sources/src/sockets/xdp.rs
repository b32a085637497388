//! AF_XDP sockets.

use super::plan::Plan;
use model::StateSet;
use wire::netlink::sock_diag::xdp::{Request, decode};

pub(super) fn plan(request: &Request) -> Plan {
    Plan {
        name: "XDP sockets",
        requests: vec![request.encode(1)],
        decode: Box::new(decode),
        states: StateSet::from_bits(u32::MAX),
        place: None,
        text: Vec::new(),
        counted_as: &["XDP"],
        kernel_option: "CONFIG_XDP_SOCKETS_DIAG",
    }
}
