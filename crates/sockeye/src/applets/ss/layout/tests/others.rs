//! Rows of the families without IP addresses.

use super::*;
use model::{
    Bytes, NetlinkSocket, PacketInfo, PacketRing, PacketSocket, Shutdown, SocketMemory, TipcConnection, TipcSocket,
    UnixFile, UnixSocket, UserId, VsockAddress, VsockSocket, XdpInfo, XdpSocket, XdpStatistics, XdpUmem,
};

const EXTENDED: Details = Details { options: true, extended: true, ..NUMERIC };

fn memory() -> Option<SocketMemory> {
    let [receive, receive_limit, transmit, send_limit, forward, send_queued, options] =
        [1, 2, 3, 4, 5, 6, 7].map(Bytes);
    Some(SocketMemory {
        receive,
        receive_limit,
        transmit,
        send_limit,
        forward,
        send_queued,
        options,
        backlog: Some(Bytes(8)),
        drops: Some(9),
    })
}

fn unix(unix: UnixSocket<'_>) -> Socket<'_> {
    Socket { inode: Inode(1000), ..socket(Transport::UnixStream, SocketFamily::Unix(unix)) }
}

#[test]
fn unix_names_show_nul_as_at_where_they_are_abstract() {
    let cases: [(Option<&[u8]>, &str); 8] = [
        (None, "*"),
        (Some(b""), ""),
        (Some(b"/run/x y"), "/run/x y"),
        (Some(b"/tmp/a%b\0junk"), "/tmp/a%b"),
        (Some(b"/a\x1b[1m"), "/a\u{1b}[1m"),
        (Some(b"\0"), "@"),
        (Some(b"\0abs\0tract"), "@abs@tract"),
        (Some(b"\0\0\0ab\0"), "@@@ab@"),
    ];
    for (name, expected) in cases {
        let row = row(NUMERIC, &unix(UnixSocket { name, ..UnixSocket::default() }));
        assert_eq!(row, format!("u_str ESTAB 0      0      {expected} 1000 * 0\n"));
    }
}

#[test]
fn unix_details_are_memory_arrow_file_and_pending_connections() {
    let pending: Vec<u8> = [5_u32, 0, 7].iter().flat_map(|inode| inode.to_ne_bytes()).collect();
    let full = UnixSocket {
        name: None,
        file: Some(UnixFile { inode: Inode(15), device: 0x9B5 }),
        peer: Some(Inode(u32::MAX.into())),
        pending: Some(&pending),
        references: None,
        flags: None,
        address: None,
    };
    let full = Socket { memory: memory(), shutdown: Some(Shutdown(1)), user: Some(UserId(1)), ..unix(full) };
    assert_eq!(
        row(Details { memory: true, ..EXTENDED }, &full),
        "u_str ESTAB 0      0      * 1000 * -1 skmem:(r1,rb2,t3,tb4,f5,w6,o7,bl8,d9) --> ino:15 dev:9/181 peers: 5 0 7\n"
    );
    assert_eq!(row(NUMERIC, &full), "u_str ESTAB 0      0      * 1000 * -1\n");
}

fn packet(packet: PacketSocket<'_>) -> Socket<'_> {
    Socket { state: State::Close, inode: Inode(5), ..socket(Transport::PacketRaw, SocketFamily::Packet(packet)) }
}

#[test]
fn packet_sockets_show_protocol_and_interface() {
    let at =
        |protocol, interface| PacketSocket { protocol, interface: InterfaceIndex(interface), ..Default::default() };
    let cases = [(3, 0, "*:*"), (0x800, 1, "ip:lo"), (0x1234, 77, "[4660]:if77")];
    for (protocol, interface, expected) in cases {
        let row = row(Details::default(), &packet(at(protocol, interface)));
        assert_eq!(row, format!("p_raw UNCONN 0      0      {expected} *\n"));
    }
    assert!(row(NUMERIC, &packet(at(0x800, 0))).contains(" [2048]:* *\n"));
}

#[test]
fn packet_details_are_blocks() {
    let ring = PacketRing {
        block_size: 1,
        block_count: 2,
        frame_size: 3,
        frame_count: 4,
        retire_timeout: 5,
        private_size: 6,
        features: 0x1f,
    };
    let program = [0x28, 0, 0, 0, 12, 0, 0, 0, 6, 1, 1, 255, 255, 255, 255, 255, 9];
    let full = PacketSocket {
        protocol: 3,
        info: Some(PacketInfo { version: 2, copy_threshold: 4, flags: 3, ..PacketInfo::default() }),
        receive_ring: Some(ring),
        fanout: Some(5 << 16 | 0xFFFF),
        filter: Some(&program),
        ..PacketSocket::default()
    };
    let full = Socket { memory: memory(), user: Some(UserId(7)), ..packet(full) };
    assert_eq!(
        row(Details { memory: true, filters: true, ..EXTENDED }, &full),
        "p_raw UNCONN 0      0      *:* * uid:7 ino:5 sk:1\n\
         \tver:2 cpy_thresh:4 flags( running auxdata )\n\
         \tring_rx(blk_size:1,blk_nr:2,frm_size:3,frm_nr:4,tmo:5,features:0x1f)\n\
         \tfanout(id:65535,type:qm)\n\
         \tbpf filter (2):  0x28 0 0 12, 0x106 1 255 4294967295, skmem:(r1,rb2,t3,tb4,f5,w6,o7,bl8,d9)\n"
    );
    let flags = |flags| {
        let info = Some(PacketInfo { flags, ..PacketInfo::default() });
        row(EXTENDED, &packet(PacketSocket { protocol: 3, info, fanout: Some(6 << 16), ..Default::default() }))
    };
    assert!(flags(0).contains("flags( 0 )\n\tfanout(id:0,type:0x6)"));
    assert!(flags(2).contains("flags(  auxdata )"));
    assert!(flags(32).contains("flags(  )"));
}

/// As the original printed it, SELinux's answers being made up for it.
#[test]
fn a_netlink_socket_has_the_context_of_its_process() {
    let at = |port_id| {
        let netlink = NetlinkSocket { port_id, ..NetlinkSocket::default() };
        Socket { state: State::Close, ..socket(Transport::Netlink, SocketFamily::Netlink(netlink)) }
    };
    let shown = Details { contexts: Contexts::OfProcesses, ..EXTENDED };
    let tail = "sk=0 cb=0 groups=0x00000000";
    assert_eq!(
        row(shown, &at(0)),
        format!("nl UNCONN 0      0      0:0 * proc_ctx=system_u:system_r:kernel_t:s0 {tail}\n")
    );
    assert_eq!(row(shown, &at(7)), format!("nl UNCONN 0      0      0:7 * proc_ctx=unavailable {tail}\n"));
}

#[test]
fn netlink_ports_are_processes() {
    let at = |protocol, port_id| {
        let netlink = NetlinkSocket { protocol: NetlinkProtocol(protocol), port_id, ..NetlinkSocket::default() };
        Socket { state: State::Close, ..socket(Transport::Netlink, SocketFamily::Netlink(netlink)) }
    };
    let cases = [
        (0, 0, "rtnl:kernel", "0:0"),
        (4, 1, "4:init/1", "4:1"),
        (4, 999_999, "4:999999", "4:999999"),
        (0, u32::MAX, "rtnl:*", "0:*"),
        (0, (1 << 31) + 5, "rtnl:-2147483643", "0:-2147483643"),
    ];
    for (protocol, port_id, named, numeric) in cases {
        assert_eq!(row(Details::default(), &at(protocol, port_id)), format!("nl UNCONN 0      0      {named} *\n"));
        assert_eq!(row(NUMERIC, &at(protocol, port_id)), format!("nl UNCONN 0      0      {numeric} *\n"));
    }
}

#[test]
fn connected_netlink_shows_its_peer_and_never_its_state() {
    let netlink =
        NetlinkSocket { peer_group: 1 << 31, peer_port_id: 7, groups: Some(&[0x55, 0, 0, 0, 1]), ..Default::default() };
    let connected = Socket { memory: memory(), ..socket(Transport::Netlink, SocketFamily::Netlink(netlink)) };
    assert_eq!(
        row(Details { memory: true, ..EXTENDED }, &connected),
        "nl UNCONN 0      0      0:0 -2147483648:7 sk=0 cb=0 groups=0x00000055\t \
         skmem:(r1,rb2,t3,tb4,f5,w6,o7,bl8,d9)\n"
    );
    let silent = Socket { memory: None, ..connected };
    assert!(row(Details { memory: true, ..NUMERIC }, &silent).ends_with(":7\t\n"));
}

#[test]
fn vsock_shows_numbers_and_any() {
    let (any, two) = (VsockAddress { cid: u32::MAX, port: u32::MAX }, VsockAddress { cid: 2, port: 1 << 31 });
    let vsock = SocketFamily::Vsock(VsockSocket { local: two, peer: any });
    for (transport, kind) in [(Transport::VsockStream, "v_str"), (Transport::VsockSeqpacket, "???")] {
        let expected = format!("{kind} ESTAB 0      0      2:2147483648 *:*\n");
        assert_eq!(row(EXTENDED, &socket(transport, vsock.clone())), expected);
    }
}

#[test]
fn tipc_shows_node_and_reference() {
    let tipc =
        TipcSocket { socket_type: 4, node: 0x1234_5678, reference: 4242, drops: u32::MAX, ..TipcSocket::default() };
    let alone = Socket { state: State::Listen, ..socket(Transport::Tipc, SocketFamily::Tipc(tipc)) };
    assert_eq!(row(NUMERIC, &alone), "ti_rd LISTEN 0      0      305419896:4242 -\n");
    let connection = TipcConnection { node: 0x0100_1002, reference: 5555, via: Some((77, 88)) };
    let full =
        TipcSocket { socket_type: 1, connection: Some(connection), published: true, link_congested: true, ..tipc };
    let full = Socket { family: SocketFamily::Tipc(full), ..alone };
    assert_eq!(
        row(Details { tipc: true, ..EXTENDED }, &full),
        "ti_st LISTEN 0      0      305419896:4242 16781314:5555 ino:0 sk:1\n \
         type:STREAM cong:link  drop:-1  publ via {77,88}\n"
    );
}

#[test]
fn xdp_shows_interface_and_queue() {
    let umem =
        XdpUmem { size: 1, id: 2, pages: 3, chunk_size: 4, headroom: 5, flags: 3, references: 9, ..XdpUmem::default() };
    let bound = XdpSocket {
        info: Some(XdpInfo { interface: InterfaceIndex(1), queue: u32::MAX }),
        receive_ring: Some(11),
        umem: Some(umem),
        fill_ring: Some(13),
        statistics: Some(XdpStatistics {
            receive_dropped: 1,
            transmit_ring_empty: 1 << 40,
            ..XdpStatistics::default()
        }),
        ..XdpSocket::default()
    };
    let at = |xdp| Socket { state: State::Close, memory: memory(), ..socket(Transport::Xdp, SocketFamily::Xdp(xdp)) };
    let lost = "stats(rx dropped:1,rx invalid:0,rx queue full:0,rx fill ring empty:0,tx invalid:0,\
                tx ring empty:1099511627776)";
    let told = "umem(id:2,size:1,num_pages:3,chunk_size:4,headroom:5,ifindex:0,qid:0,zc:1,refs:9)";
    assert_eq!(
        row(Details { memory: true, ..EXTENDED }, &at(bound)),
        format!(
            "xdp UNCONN 0      0      lo:q-1 * ino:0 sk:1\n\trx(entries:11)\n\t{told}\n\tfr(entries:13)\n\t{lost} \
             skmem:(r1,rb2,t3,tb4,f5,w6,o7,bl8,d9)\n"
        )
    );
    let line = row(Details { one_line: true, ..EXTENDED }, &at(bound));
    assert!(line.ends_with(&format!(" rx(entries:11) t{told} fr(entries:13) {lost}\n")), "{line}");
    // The rings of packet memory come with it.
    let unbound = XdpSocket { info: None, umem: None, ..bound };
    assert!(row(EXTENDED, &at(unbound)).contains(" * * ino:0 sk:1\n\trx(entries:11)\n\tstats("));
}
