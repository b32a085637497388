//! Link-layer sockets.

use super::plan::{Plan, TextRows, TextTable};
use model::StateSet;
use wire::netlink::sock_diag::packet::{Request, decode};

pub(super) fn plan(request: &Request) -> Plan {
    Plan {
        name: "packet sockets",
        requests: vec![request.encode(1)],
        decode: Box::new(decode),
        states: StateSet::from_bits(u32::MAX),
        place: Some("net/packet"),
        text: vec![TextTable { path: "net/packet", version: None, rows: TextRows::Packet }],
        counted_as: &[],
        kernel_option: "CONFIG_PACKET_DIAG",
    }
}
