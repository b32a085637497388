//! Rows as kernels write them, rows that they do not, and no text that makes a parser panic.

use super::*;
use crate::exercise;
use model::*;
use proptest::prelude::*;
use sockstat::SocketCounts;
use std::net::IpAddr;

const TCP: &[u8] = b"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:07E8 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 119 1 0000000031d92190 100 0 0 10 0
   1: 0100007F:07E8 0200007F:1234 01 00000005:00000004 02:00001000 00000002  1000        7 120 1 0000000031d92190 20 4 29 10 -1
   2: 0100007F:07E8 0200007F:1234 01 00000005:00000004 01:00000010 00000002  1000        7 121
   3: 0100007F:07E8 0200007F:1234 06 00000000:00000000 03:00001706 00000000     0        0 0 3 0000000000000000
";

fn good<'a>(rows: impl Iterator<Item = Result<Socket<'a>, BadLine<'a>>>) -> Vec<Socket<'a>> {
    rows.collect::<Result<_, _>>().expect("every row can be read")
}

fn inet<'a, 'b>(socket: &'b Socket<'a>) -> &'b InetSocket<'a> {
    match &socket.family {
        SocketFamily::Inet(inet) => inet,
        other => panic!("not an inet socket: {other:?}"),
    }
}

fn endpoint(address: &str, port: u16) -> InetEndpoint {
    InetEndpoint { address: address.parse().expect("an address"), port }
}

#[test]
fn tcp_rows_are_read() {
    let sockets = good(inet::sockets(TCP, Transport::Tcp));
    let states: Vec<_> = sockets.iter().map(|socket| socket.state).collect();
    assert_eq!(states, [State::Listen, State::Established, State::Established, State::TimeWait]);
    let second = &sockets[1];
    assert_eq!((second.receive_queue, second.send_queue), (4, 5));
    assert_eq!((second.inode, second.user, second.cookie), (Inode(120), Some(UserId(1000)), None));
    assert_eq!(inet(second).local, endpoint("127.0.0.1", 2024));
    assert_eq!(inet(second).peer, endpoint("127.0.0.2", 4660));
}

#[test]
fn timers_are_in_milliseconds_and_count_what_they_are_for() {
    let timers: Vec<_> = good(inet::sockets(TCP, Transport::Tcp)).iter().map(|socket| inet(socket).timer).collect();
    let expected = [
        (TimerKind::Off, 0, 0),
        (TimerKind::Keepalive, 40_960, 7),
        (TimerKind::Retransmit, 160, 2),
        (TimerKind::TimeWait, 58_940, 0),
    ];
    assert_eq!(
        timers,
        expected.map(|(kind, expires, retransmits)| Timer { kind, expires: Millis(expires), retransmits })
    );
}

#[test]
fn ipv6_addresses_are_put_together_from_words() {
    let table = b"  sl  local_address                         remote_address                        st
 9555: 00000000000000000000000001000000:14E9 B80D0120000000000000000001000000:0063 01 00000000:00000000 00:00000000 00000000     0        0 2827840 2 0000000049c86fe0 0
";
    let sockets = good(inet::sockets(table, Transport::Udp));
    assert_eq!(inet(&sockets[0]).local, endpoint("::1", 5353));
    assert_eq!(inet(&sockets[0]).peer, endpoint("2001:db8::1", 99));
    assert_eq!((sockets[0].transport, sockets[0].family()), (Transport::Udp, Family::Inet6));
}

#[test]
fn a_bad_row_is_named_and_the_next_one_read() {
    let table = b"   3: garbage\n   4: 0100007F:07E8 0100007F:GG\n   0: 0100007F:07E8 00000000:0000 0A 00000000:00000003 00:00000000 00000000 0 0 119\n";
    let rows: Vec<_> = inet::sockets(table, Transport::Tcp).collect();
    assert_eq!(rows[0], Err(BadLine { line: b"   3: garbage", column: "local address" }));
    assert!(matches!(rows[1], Err(BadLine { column: "remote address", .. })));
    assert!(rows[2].is_ok());
    assert_eq!(rows[0].as_ref().expect_err("it is bad").to_string(), "no local address in the line \"   3: garbage\"");
}

#[test]
fn short_rows_are_read_as_far_as_they_go() {
    let row = TCP.split(|&byte| byte == b'\n').nth(1).expect("a row");
    let state = row.windows(4).position(|four| four == b" 0A ").expect("a state") + 1;
    for length in 0..row.len() {
        let socket = inet::socket(&row[..length], Transport::Tcp);
        assert_eq!(socket.is_ok(), length > state, "cut to {length}: {socket:?}");
    }
    let cut = inet::socket(&row[..state + 2], Transport::Tcp).expect("ends and state");
    assert_eq!((cut.state, cut.inode), (State::Listen, Inode(0)));
}

#[test]
fn the_columns_of_a_tcp_connection_are_read() {
    let sockets = good(inet::sockets(TCP, Transport::Tcp));
    let texts: Vec<_> = sockets.iter().map(|socket| inet(socket).text.expect("a row of text")).collect();
    let listening = TcpTextConnection { rto: Millis(1000), snd_cwnd: 10, snd_ssthresh: Some(0), ..Default::default() };
    let established =
        TcpTextConnection { rto: Millis(200), ato: Millis(40), quick_acks: 14, snd_cwnd: 10, snd_ssthresh: None };
    let connections: Vec<_> = texts.iter().map(|text| text.connection).collect();
    assert_eq!(connections, [Some(listening), Some(established), None, None]);
    let addresses: Vec<_> = texts.iter().map(|text| text.address).collect();
    assert_eq!(addresses, [0x31d9_2190, 0x31d9_2190, 0, 0]);
    let row = b"1: 0100007F:0016 00000000:0000 01 0:0 0:0 0 5 0 99 1 ab 300 0 0 10 7  more of it ";
    let socket = inet::socket(row, Transport::Tcp).expect("a row");
    assert_eq!(inet(&socket).text.map(|text| text.rest), Some(&b"more of it "[..]));
    let udp = inet::socket(row, Transport::Udp).expect("a row");
    assert_eq!(inet(&udp).text, None);
}

#[test]
fn unix_rows_keep_blanks_and_newlines_in_names() {
    let table = b"Num       RefCount Protocol Flags    Type St Inode Path
000000009338ee63: 00000003 00000000 00000000 0001 03  1574
00000000c849fc33: 00000002 00000000 00000000 0001 01 2827842 /tmp/with  blank and\nline 1892
00000000fe7f4ea4: 00000002 00000000 00010000 0001 01 2827841 @ab@c\n\x1b \n0000000000000001: 00000002 00000000 00000000 0005 01  15  x
0000000000000002: 00000002 00000000 00000000 0002 01  16 /end\n\n";
    let sockets = good(unix::sockets(table));
    let names: Vec<_> = sockets
        .iter()
        .map(|socket| match &socket.family {
            SocketFamily::Unix(unix) => unix.name,
            other => panic!("not a unix socket: {other:?}"),
        })
        .collect();
    let SocketFamily::Unix(first) = &sockets[0].family else { panic!("not a unix socket") };
    assert_eq!(first.address, Some(0x9338_ee63));
    let expected: [Option<&[u8]>; 5] =
        [None, Some(b"/tmp/with  blank and\nline 1892"), Some(b"@ab@c\n\x1b "), Some(b" x"), Some(b"/end\n")];
    assert_eq!(names, expected);
    let states: Vec<_> = sockets.iter().map(|socket| socket.state).collect();
    assert_eq!(states, [State::Established, State::Close, State::Listen, State::Close, State::Close]);
    assert_eq!(sockets[3].transport, Transport::UnixSeqpacket);
    assert_eq!(sockets[2].inode, Inode(2_827_841));
}

#[test]
fn a_unix_row_of_unknown_type_is_named() {
    let table = b"000000009338ee63: 00000003 00000000 00000000 0009 03  1574\n";
    let rows: Vec<_> = unix::sockets(table).collect();
    assert!(matches!(rows[..], [Err(BadLine { column: "known type", .. })]));
}

#[test]
fn packet_rows_are_read() {
    let table = b"sk               RefCnt Type Proto  Iface R Rmem   User   Inode
000000008840e59b 3      2    0806   2     1 512    1000   2827838
";
    let sockets = good(packet::sockets(table));
    assert_eq!((sockets[0].transport, sockets[0].receive_queue), (Transport::PacketDatagram, 512));
    assert_eq!((sockets[0].user, sockets[0].inode), (Some(UserId(1000)), Inode(2_827_838)));
    let expected = PacketSocket { protocol: 2054, interface: InterfaceIndex(2), ..PacketSocket::default() };
    assert_eq!(sockets[0].family, SocketFamily::Packet(expected));
}

#[test]
fn netlink_rows_are_read() {
    let table = b"sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
000000005e62338e 15  4294967295 00000001 7        8        1     2        0        2825212 \n";
    let sockets = good(netlink::sockets(table));
    assert_eq!((sockets[0].receive_queue, sockets[0].send_queue), (7, 8));
    assert_eq!(sockets[0].inode, Inode(2_825_212));
    let expected = NetlinkSocket {
        protocol: NetlinkProtocol(15),
        port_id: u32::MAX,
        text: Some(NetlinkText { address: 0x5e62_338e, groups: 1, dump_running: true }),
        ..NetlinkSocket::default()
    };
    assert_eq!(sockets[0].family, SocketFamily::Netlink(expected));
}

#[test]
fn counts_of_sockets_are_read() {
    let table = b"sockets: used 13\nTCP: inuse 1 orphan 2 tw 3 alloc 100039 mem 4\nUDP: inuse 5 mem 6\nUDPLITE: inuse 7\nRAW: inuse 8\nFRAG: inuse 9 memory 10\nNEWS: inuse 99\nTCP: inuse x";
    let expected = SocketCounts {
        used: 13,
        tcp: 1,
        tcp_orphaned: 2,
        tcp_time_wait: 3,
        tcp_allocated: 100_039,
        tcp_memory: 4,
        udp: 5,
        udp_memory: 6,
        udp_lite: 7,
        raw: 8,
        fragments: 9,
        fragments_memory: 10,
    };
    assert_eq!(SocketCounts::parse(table), expected);
    let sixth = b"TCP6: inuse 1\nUDP6: inuse 2\nUDPLITE6: inuse 3\nRAW6: inuse 4\nFRAG6: inuse 5 memory 6\n";
    let expected = SocketCounts {
        tcp: 1,
        udp: 2,
        udp_lite: 3,
        raw: 4,
        fragments: 5,
        fragments_memory: 6,
        ..SocketCounts::default()
    };
    assert_eq!(SocketCounts::parse(sixth), expected);
    assert_eq!(SocketCounts::parse(b""), SocketCounts::default());
}

#[test]
fn counters_are_found_by_name() {
    let table = b"Ip: Forwarding DefaultTTL\nIp: 1 64\nTcp: RtoMin MaxConn CurrEstab\nTcp: 200 -1 42\nTcpExt: CurrEstab\nTcpExt: 7\n";
    assert_eq!(snmp::counter(table, "Tcp", "CurrEstab"), Some(42));
    assert_eq!(snmp::counter(table, "Ip", "DefaultTTL"), Some(64));
    assert_eq!(snmp::counter(table, "Tcp", "MaxConn"), None);
    assert_eq!(snmp::counter(table, "Tcp", "News"), None);
    assert_eq!(snmp::counter(table, "Udp", "InErrors"), None);
    assert_eq!(snmp::counter(b"Tcp: CurrEstab\n", "Tcp", "CurrEstab"), None);
}

#[track_caller]
fn counts(table: &[u8], expected: &[(&str, &[(&str, u64)])]) {
    let found: Vec<_> = snmp::sections(table)
        .map(|section| section.expect("a section"))
        .map(|section| {
            (text(section.title), section.counters().map(|(name, value)| (text(name), value)).collect::<Vec<_>>())
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(title, counters)| (*title, counters.as_slice())).collect();
    assert_eq!(found, expected);
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn sections_keep_the_order_of_the_table() {
    let table = b"Tcp: MaxConn InSegs\nTcp: -1 42\n\nMPTcpExt: New\nMPTcpExt: 7";
    counts(table, &[("Tcp", &[("MaxConn", u64::MAX), ("InSegs", 42)]), ("MPTcpExt", &[("New", 7)])]);
    counts(b"", &[]);
    counts(b"Tcp: InSegs\n", &[]);
}

#[test]
fn values_are_read_as_the_c_library_reads_them() {
    let one = |values: &[u8], expected: [u64; 2]| {
        let table = [b"Ip: a b\nIp:", values, b"\n"].concat();
        counts(&table, &[("Ip", &[("a", expected[0]), ("b", expected[1])])]);
    };
    one(b" 5", [5, 0]);
    one(b" 5 6 7", [5, 6]);
    one(b"\t+5\x0b-2", [5, u64::MAX - 1]);
    one(b" 18446744073709551615 18446744073709551616", [u64::MAX; 2]);
    one(b" -99999999999999999999 1", [u64::MAX, 1]);
    one(b" abc 5", [0, 0]);
    one(b" 5abc 6", [5, 0]);
    one(b" - 6", [0, 0]);
    one(b" 5 \x006", [5, 0]);
}

#[test]
fn nothing_is_read_behind_a_section_without_titles() {
    for table in [&b"Ip: a\nIp: 1\nrubbish\nTcp: a\nTcp: 1\n"[..], b"Ip: a\nIp: 1\nTcp: a\n\nTcp: 1\n"] {
        let sections: Vec<_> = snmp::sections(table).collect();
        assert_eq!(sections.len(), 2);
        assert_eq!(sections[0].expect("the first is whole").title, b"Ip");
        assert_eq!(sections[1].expect_err("it has no title").column, "title");
    }
}

#[test]
fn lines_of_a_name_and_a_number_are_counters() {
    let table = b"Ip6InReceives                   \t2\n  Icmp6InMsgs -1 9\nUdp6NoPorts\nUdp6InErrors x\n\nTcp6 3";
    let found: Vec<_> = snmp6::counters(table).map(|(name, value)| (text(name), value)).collect();
    assert_eq!(found, [("Ip6InReceives", 2), ("Icmp6InMsgs", u64::MAX), ("Tcp6", 3)]);
    assert_eq!(snmp6::protocol(b"UdpLite6InErrors"), b"UdpLite6");
    assert_eq!(snmp6::protocol(b"SctpShutdowns"), b"SctpShutdowns");
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in proptest::collection::vec(any::<u8>(), 0..400)) {
        exercise(&text);
    }

    #[test]
    fn no_words_make_a_parser_panic(text in "([0-9a-fA-F]{0,9}[: \\n*.<>-]{1,2}){0,60}") {
        exercise(text.as_bytes());
    }

    #[test]
    fn a_changed_row_never_makes_a_parser_panic(at in 0usize..500, byte: u8) {
        let mut table = TCP.to_vec();
        if let Some(changed) = table.get_mut(at) {
            *changed = byte;
        }
        exercise(&table);
    }

    #[test]
    fn addresses_survive_the_round_trip(address: IpAddr, port: u16) {
        let words = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        let hexadecimal: String = words
            .chunks_exact(4)
            .map(|word| format!("{:08X}", u32::from_ne_bytes(word.try_into().expect("four octets"))))
            .collect();
        let row = format!("0: {hexadecimal}:{port:04X} {hexadecimal}:0000 07 0:0 0:0 0 0 0 1");
        let socket = inet::socket(row.as_bytes(), Transport::Udp).expect("a row");
        prop_assert_eq!(inet(&socket).local, InetEndpoint { address, port });
    }
}
