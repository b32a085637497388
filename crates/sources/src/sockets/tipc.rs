//! TIPC sockets.

use super::plan::Plan;
use wire::netlink::sock_diag::tipc::{Request, decode};

pub(super) fn plan(request: &Request) -> Plan {
    Plan {
        name: "TIPC sockets",
        requests: vec![request.encode(1)],
        decode: Box::new(decode),
        states: request.states,
        place: None,
        text: Vec::new(),
        counted_as: &["TIPC"],
        kernel_option: "CONFIG_TIPC_DIAG",
    }
}
