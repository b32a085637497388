//! Every decoder and parser over the same bytes, for fuzzing: whatever comes in, nothing may panic.

use crate::netlink::route;
use crate::netlink::sock_diag::{inet, netlink, packet, tipc, unix, vsock, xdp};
use crate::netlink::{Message, messages};
use crate::{btf, proc_net};
use model::Transport;

/// Reads `data` as a netlink datagram, as the payload of each message and as each text table. Returns how many records
/// were found, so that a fuzzer can tell input that gets somewhere from input that does not.
pub fn exercise(data: &[u8]) -> usize {
    let framed: usize = messages(data).flatten().map(|message| answer(&message)).sum();
    // An excerpt that comes out is as good as what went in.
    let excerpt = btf::excerpt(data, &[b"a", b"inode"], &[b"f"]);
    framed
        + sockets(data)
        + text(data)
        + usize::from(excerpt.is_some_and(|excerpt| btf::excerpt(&excerpt.types, &[], &[]).is_some()))
}

fn answer(message: &Message<'_>) -> usize {
    if message.control().is_some() { 0 } else { sockets(message.payload) }
}

fn sockets(payload: &[u8]) -> usize {
    let inet = [Transport::Tcp, Transport::Mptcp, Transport::Sctp].map(|transport| inet::decode(payload, transport));
    let others = [unix::decode, packet::decode, netlink::decode, vsock::decode, tipc::decode, xdp::decode];
    // What can be read must also be expressible as a request again.
    let announced = inet::decode_announcement(payload).map(|socket| inet::destroy_request(&socket, 1)).is_ok();
    inet::bpf_storages(payload).count();
    let of_interfaces = [route::decode_interface(payload).is_ok(), route::decode_ipv4_address(payload).is_ok()];
    usize::from(announced)
        + of_interfaces.iter().filter(|is_one| **is_one).count()
        + inet.iter().filter(|socket| socket.is_ok()).count()
        + others.iter().filter(|decode| decode(payload).is_ok()).count()
}

fn text(table: &[u8]) -> usize {
    proc_net::sockstat::SocketCounts::parse(table);
    proc_net::snmp::counter(table, "Tcp", "CurrEstab");
    proc_net::snmp::sections(table).flatten().for_each(|section| section.counters().for_each(drop));
    proc_net::snmp6::counters(table).map(|(name, _)| proc_net::snmp6::protocol(name)).for_each(|_| ());
    proc_net::inet::sockets(table, Transport::Tcp).flatten().count()
        + proc_net::unix::sockets(table).flatten().count()
        + proc_net::packet::sockets(table).flatten().count()
        + proc_net::netlink::sockets(table).flatten().count()
        + proc_net::circuits::ax25(table).flatten().count()
        + proc_net::circuits::netrom(table).flatten().count()
        + proc_net::circuits::rose(table).flatten().count()
        + proc_net::circuits::x25(table).flatten().count()
        + proc_net::sctp::endpoints(table).flatten().count()
        + proc_net::sctp::associations(table).flatten().count()
        + proc_net::ipv4_routes::routes(table).flatten().count()
        + proc_net::ipv6_routes::routes(table).flatten().count()
        + proc_net::ipv6_addresses::addresses(table).flatten().count()
        + proc_net::groups::ipv4_groups(table).flatten().count()
        + proc_net::groups::ipv6_groups(table).flatten().count()
}
