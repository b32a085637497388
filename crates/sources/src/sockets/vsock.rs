//! VM sockets.

use super::plan::Plan;
use wire::netlink::sock_diag::vsock::{Request, decode};

pub(super) fn plan(request: &Request) -> Plan {
    Plan {
        name: "VM sockets",
        requests: vec![request.encode(1)],
        decode: Box::new(decode),
        states: request.states,
        place: None,
        text: Vec::new(),
        counted_as: &["AF_VSOCK"],
        kernel_option: "CONFIG_VSOCKETS_DIAG",
    }
}
