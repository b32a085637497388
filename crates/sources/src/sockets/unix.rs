//! UNIX domain sockets.

use super::plan::{Plan, TextRows, TextTable};
use wire::netlink::sock_diag::unix::{Request, decode};

pub(super) fn plan(request: &Request) -> Plan {
    Plan {
        name: "UNIX sockets",
        requests: vec![request.encode(1)],
        decode: Box::new(decode),
        states: request.states,
        place: Some("net/unix"),
        text: vec![TextTable { path: "net/unix", version: None, rows: TextRows::Unix }],
        counted_as: &[],
        kernel_option: "CONFIG_UNIX_DIAG",
    }
}
