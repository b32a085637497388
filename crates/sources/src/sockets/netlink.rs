//! Netlink sockets.

use super::plan::{Plan, TextRows, TextTable};
use model::StateSet;
use wire::netlink::sock_diag::netlink::{Request, decode};

pub(super) fn plan(request: &Request) -> Plan {
    Plan {
        name: "netlink sockets",
        requests: vec![request.encode(1)],
        decode: Box::new(decode),
        states: StateSet::from_bits(u32::MAX),
        place: Some("net/netlink"),
        text: vec![TextTable { path: "net/netlink", version: None, rows: TextRows::Netlink }],
        counted_as: &[],
        kernel_option: "CONFIG_NETLINK_DIAG",
    }
}
