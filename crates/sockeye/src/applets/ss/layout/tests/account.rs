//! Memory, and what TCP, MPTCP, SCTP and upper layer protocols say of themselves.

use super::*;
use model::{
    Bbr, Bytes, BytesPerSecond, CongestionInfo, Dctcp, LegacyMemory, Micros, Millis, MptcpInfo, MptcpSubflow, SctpInfo,
    SocketMemory, SocketOptions, TcpInfo, TlsCipher, TlsConfiguration, TlsInfo, Ulp, Vegas,
};

const INFO: Details = Details { info: true, one_line: true, ..NUMERIC };
const NAMED_INFO: Details = Details { numeric: false, ..INFO };

fn tcp(inet: InetSocket<'_>) -> Socket<'_> {
    socket(Transport::Tcp, SocketFamily::Inet(inet))
}

fn loopback() -> InetSocket<'static> {
    inet("127.0.0.1", "127.0.0.1")
}

/// What `-i` says of a connection with this account, whose reordering is the usual one.
fn told(details: Details, info: TcpInfo) -> String {
    let info = TcpInfo { reordering: 3, ..info };
    said(details, &tcp(InetSocket { tcp: Some(info), ..loopback() }))
}

/// The value that the fuzzed dumps gave every field: its place in the kernel's struct.
fn numbered() -> TcpInfo {
    TcpInfo {
        backoff: 5,
        options: 6,
        snd_wscale: 7,
        rto: Micros(9),
        ato: Micros(10),
        snd_mss: 11,
        rcv_mss: 12,
        unacked: 13,
        sacked: 14,
        lost: 15,
        retrans: 16,
        fackets: 17,
        last_data_sent: Millis(18),
        last_ack_sent: Millis(19),
        last_data_recv: Millis(20),
        last_ack_recv: Millis(21),
        pmtu: 22,
        rcv_ssthresh: 23,
        rtt: Micros(24),
        rttvar: Micros(25),
        snd_ssthresh: 26,
        snd_cwnd: 27,
        advmss: 28,
        reordering: 29,
        rcv_rtt: Micros(30),
        rcv_space: 31,
        total_retrans: 32,
        pacing_rate: BytesPerSecond(33),
        max_pacing_rate: BytesPerSecond(34),
        bytes_acked: Bytes(35),
        bytes_received: Bytes(36),
        segs_out: 37,
        segs_in: 38,
        notsent_bytes: 39,
        min_rtt: Micros(40),
        data_segs_in: 41,
        data_segs_out: 42,
        delivery_rate: BytesPerSecond(43),
        busy_time: Micros(44),
        rwnd_limited: Micros(45),
        sndbuf_limited: Micros(46),
        delivered: 47,
        delivered_ce: 48,
        bytes_sent: Bytes(49),
        bytes_retrans: Bytes(50),
        dsack_dups: 51,
        reord_seen: 52,
        rcv_ooopack: 53,
        snd_wnd: 54,
        rcv_wnd: 55,
        rehash: 56,
        ..TcpInfo::default()
    }
}

#[test]
fn every_field_of_tcp_has_its_place() {
    let busy = tcp(InetSocket { tcp: Some(numbered()), congestion_control: Some(b"cubic"), ..loopback() });
    let expected = "cubic wscale:7,0 rto:0.009 backoff:5 rtt:0.024/0.025 ato:0.01 mss:11 pmtu:22 rcvmss:12 advmss:28 \
                    cwnd:27 ssthresh:26 bytes_sent:49 bytes_retrans:50 bytes_acked:35 bytes_received:36 segs_out:37 \
                    segs_in:38 data_segs_out:42 data_segs_in:41 send 99000000bps lastsnd:18 lastrcv:20 lastack:21 \
                    pacing_rate 264bps/272bps delivery_rate 344bps delivered:47 delivered_ce:48 busy:0ms \
                    rwnd_limited:0ms(102.3%) sndbuf_limited:0ms(104.5%) unacked:13 retrans:16/32 lost:15 sacked:14 \
                    dsack_dups:51 fackets:17 reordering:29 reord_seen:52 rcv_rtt:0.03 rcv_space:31 rcv_ssthresh:23 \
                    notsent:39 minrtt:0.04 rcv_ooopack:53 snd_wnd:54";
    assert_eq!(said(INFO, &busy), expected);
    let listener = Socket { state: State::Listen, ..busy };
    assert_eq!(said(INFO, &listener), expected.replace(" sacked:14", ""));
}

#[test]
fn fields_that_say_nothing_are_left_out() {
    let empty = tcp(InetSocket { tcp: Some(TcpInfo::default()), ..loopback() });
    assert_eq!(said(INFO, &empty), "reordering:0");
    assert_eq!(told(INFO, TcpInfo::default()), "");
    let unset = TcpInfo {
        rto: Micros(3_000_000),
        snd_ssthresh: 65_535,
        min_rtt: Micros(u32::MAX.into()),
        pacing_rate: BytesPerSecond(u64::MAX),
        max_pacing_rate: BytesPerSecond(5),
        rwnd_limited: Micros(5),
        rttvar: Micros(5),
        rcv_wnd: 5,
        rehash: 5,
        ..TcpInfo::default()
    };
    assert_eq!(told(INFO, unset), "");
    assert_eq!(
        told(INFO, TcpInfo { pacing_rate: BytesPerSecond(1), max_pacing_rate: BytesPerSecond(u64::MAX), ..unset }),
        "pacing_rate 8bps"
    );
    assert_eq!(
        told(INFO, TcpInfo { snd_mss: u32::MAX, rcv_space: 1 << 31, ..TcpInfo::default() }),
        "mss:-1 rcv_space:-2147483648"
    );
    assert_eq!(told(INFO, TcpInfo { delivery_rate_app_limited: true, ..TcpInfo::default() }), "app_limited");
}

#[test]
fn options_show_with_timers() {
    let agreed = TcpInfo { options: 0xFF, ..TcpInfo::default() };
    assert_eq!(told(INFO, agreed), "wscale:0,0");
    let details = Details { options: true, ..INFO };
    assert_eq!(told(details, agreed), "ts sack ecn ecnseen fastopen wscale:0,0");
}

#[test]
fn rates_have_three_digits_and_a_step_or_all_of_them() {
    let cases: [(u64, &str, &str); 12] = [
        (124, "992bps", "992bps"),
        (125, "1kbps", "1000bps"),
        (126, "1.01kbps", "1008bps"),
        (12_499, "100kbps", "99992bps"),
        (124_999, "1e+03kbps", "999992bps"),
        (125_000, "1Mbps", "1000000bps"),
        (131_072, "1.05Mbps", "1048576bps"),
        (12_345_678, "98.8Mbps", "98765424bps"),
        (124_999_999, "1e+03Mbps", "999999992bps"),
        (1_099_511_627_776, "8.8Tbps", "8796093022208bps"),
        (1 << 50, "9.01e+03Tbps", "9007199254740992bps"),
        (u64::MAX, "1.48e+08Tbps", "147573952589676412928bps"),
    ];
    for (rate, short, whole) in cases {
        let info = TcpInfo { delivery_rate: BytesPerSecond(rate), ..TcpInfo::default() };
        assert_eq!(told(NAMED_INFO, info), format!("delivery_rate {short}"));
        assert_eq!(told(INFO, info), format!("delivery_rate {whole}"));
    }
}

#[test]
fn sending_is_a_window_in_each_round_trip() {
    let cases = [
        ((77, 1448, 10), "send 1.5Gbps", "send 1504415584bps"),
        ((1_000_000, 1448, 10), "send 116kbps", "send 115840bps"),
        ((50_000_000, 1, 1), "send 0.16bps", "send 0bps"),
        ((7, 3, 2_147_483_653), "send 7.36e+03Tbps", "send 7362801096000000bps"),
    ];
    for ((rtt, snd_mss, snd_cwnd), short, whole) in cases {
        let info = TcpInfo { rtt: Micros(rtt), snd_mss, snd_cwnd, ..TcpInfo::default() };
        assert!(told(NAMED_INFO, info).ends_with(short), "{short}: {}", told(NAMED_INFO, info));
        assert!(told(INFO, info).ends_with(whole), "{whole}");
    }
    let info = TcpInfo { reordering: 3, rtt: Micros(50), snd_mss: 1, snd_cwnd: 1, ..TcpInfo::default() };
    let vegas = |enabled, rtt| CongestionInfo::Vegas(Vegas { enabled, rtt: Micros(rtt), ..Vegas::default() });
    for (congestion, expected) in [
        (vegas(true, 100), "send 80000bps"),
        (vegas(false, 100), "send 160000bps"),
        (vegas(true, 0x7FFF_FFFF), "send 160000bps"),
    ] {
        let socket = tcp(InetSocket { tcp: Some(info), congestion: Some(congestion), ..loopback() });
        assert!(said(INFO, &socket).ends_with(expected), "{expected}");
    }
}

#[test]
fn congestion_controls_tell_before_the_rate() {
    let with = |congestion| {
        let info = TcpInfo { reordering: 3, snd_mss: 5, ..TcpInfo::default() };
        said(NAMED_INFO, &tcp(InetSocket { tcp: Some(info), congestion: Some(congestion), ..loopback() }))
    };
    let dctcp = Dctcp { enabled: true, ce_state: 2, alpha: 3, ab_ecn: 4, ab_tot: 5 };
    assert_eq!(with(CongestionInfo::Dctcp(dctcp)), "mss:5 dctcp:(ce_state:2,alpha:3,ab_ecn:4,ab_tot:5)");
    assert_eq!(with(CongestionInfo::Dctcp(Dctcp { enabled: false, ..dctcp })), "mss:5 dctcp:fallback_mode");
    let bbr =
        Bbr { bandwidth: BytesPerSecond((1 << 32) + 1000), min_rtt: Micros(123_456), pacing_gain: 739, cwnd_gain: 512 };
    assert_eq!(with(CongestionInfo::Bbr(bbr)), "mss:5 bbr:(bw:34.4Gbps,mrtt:123.456,pacing_gain:2.88672,cwnd_gain:2)");
    assert_eq!(with(CongestionInfo::Bbr(Bbr::default())), "mss:5 bbr:(bw:0bps,mrtt:0)");
}

#[test]
fn limits_are_shares_of_the_busy_time() {
    let cases = [
        ((1000, 500, 333), "busy:1ms rwnd_limited:0ms(50.0%) sndbuf_limited:0ms(33.3%)"),
        ((1_000_000, 333_333, 666_666), "busy:1000ms rwnd_limited:333ms(33.3%) sndbuf_limited:666ms(66.7%)"),
        ((10_000, 25, 35), "busy:10ms rwnd_limited:0ms(0.2%) sndbuf_limited:0ms(0.3%)"),
        ((3, u64::MAX, 0), "busy:0ms rwnd_limited:18446744073709551ms(614891469123651764224.0%)"),
        ((0, 5, 5), ""),
    ];
    for ((busy, rwnd, sndbuf), expected) in cases {
        let info = TcpInfo {
            busy_time: Micros(busy),
            rwnd_limited: Micros(rwnd),
            sndbuf_limited: Micros(sndbuf),
            ..TcpInfo::default()
        };
        assert_eq!(told(INFO, info), expected);
    }
}

#[test]
fn memory_is_told_as_far_as_the_kernel_told_it() {
    let memory = SocketMemory {
        receive: Bytes(1),
        receive_limit: Bytes(2),
        transmit: Bytes(3),
        send_limit: Bytes(4),
        forward: Bytes(5),
        send_queued: Bytes(6),
        options: Bytes(7),
        backlog: None,
        drops: None,
    };
    let asked = Details { memory: true, one_line: false, ..NUMERIC };
    let with = |memory| said(asked, &Socket { memory, ..tcp(loopback()) });
    assert_eq!(with(Some(memory)), "\t skmem:(r1,rb2,t3,tb4,f5,w6,o7)");
    let full = SocketMemory { backlog: Some(Bytes(8)), drops: Some(9), ..memory };
    assert_eq!(with(Some(full)), "\t skmem:(r1,rb2,t3,tb4,f5,w6,o7,bl8,d9)");
    assert_eq!(with(None), "\t");
    let legacy = LegacyMemory { receive: Bytes(11), send_queued: Bytes(12), forward: Bytes(13), transmit: Bytes(14) };
    let older = tcp(InetSocket { legacy_memory: Some(legacy), ..loopback() });
    assert_eq!(said(asked, &older), "\t mem:(r11,w12,f13,t14)");
}

#[test]
fn udp_has_an_account_of_memory_alone() {
    let udp = socket(Transport::Udp, SocketFamily::Inet(loopback()));
    assert_eq!(said(Details { one_line: false, ..INFO }, &udp), "");
    assert_eq!(said(Details { memory: true, one_line: false, ..INFO }, &udp), "\t");
}

#[test]
fn socket_options_are_a_block_of_their_own() {
    let asked = Details { socket_options: true, ..NUMERIC };
    let with = |bits| said(asked, &tcp(InetSocket { options: Some(SocketOptions(bits)), ..loopback() }));
    assert_eq!(
        with([0xFF, 0xFF]),
        "\tinet-sockopt: ( recverr is_icsk freebind hdrincl mc_loop transparent mc_all nodefrag bind_addr_no_port recverr_rfc4884 defer_connect)"
    );
    assert_eq!(with([0x02, 0]), "\tinet-sockopt: ( is_icsk)");
}

#[test]
fn tls_names_what_the_original_names() {
    let with = |tls| {
        let ulp = Ulp { name: Some(b"tls"), tls: Some(tls), mptcp: None };
        said(INFO, &tcp(InetSocket { ulp: Some(ulp), ..loopback() }))
    };
    let tls = TlsInfo {
        version: Some(0x0303),
        cipher: Some(TlsCipher(51)),
        transmit: Some(TlsConfiguration(2)),
        receive: Some(TlsConfiguration(9)),
        zero_copy_sendfile: true,
        receive_no_padding: true,
    };
    assert_eq!(with(tls), "tcp-ulp-tls version: 1.2 cipher: aes-gcm-128 rxconf: unknown(9) txconf: sw zc_ro_tx");
    let newer = TlsInfo { version: Some(773), cipher: Some(TlsCipher(54)), ..TlsInfo::default() };
    assert_eq!(with(newer), "tcp-ulp-tls version: unknown(773)");
}

#[test]
fn a_subflow_shows_tokens_only_with_their_ids() {
    let with = |mptcp| {
        let ulp = Ulp { name: Some(b"mptcp"), tls: None, mptcp: Some(mptcp) };
        said(INFO, &tcp(InetSocket { ulp: Some(ulp), ..loopback() }))
    };
    let subflow = MptcpSubflow {
        flags: Some(18),
        remote_token: Some(11),
        local_token: Some(0x12345),
        relative_write_sequence: Some(13),
        map_sequence: Some(14),
        map_subflow_sequence: Some(15),
        subflow_sequence_offset: Some(16),
        map_data_length: Some(17),
        remote_id: Some(19),
        local_id: Some(20),
    };
    assert_eq!(
        with(subflow),
        "tcp-ulp-mptcp flags:mB token:000b(id:19)/12345(id:20) seq:e sfseq:f ssnoff:10 maplen:11"
    );
    let partial = MptcpSubflow { flags: Some(u32::MAX), local_id: None, map_sequence: None, ..subflow };
    assert_eq!(with(partial), "tcp-ulp-mptcp flags:MmJjBbecv sfseq:f ssnoff:10 maplen:11");
}

#[test]
fn mptcp_tells_numbers_in_hexadecimal() {
    let info = MptcpInfo {
        subflows: 1,
        add_addr_signal: 2,
        add_addr_accepted: 3,
        subflows_max: 4,
        add_addr_signal_max: 5,
        add_addr_accepted_max: 6,
        flags: 7,
        token: 8,
        write_seq: 9,
        snd_una: 10,
        rcv_nxt: 11,
        ..MptcpInfo::default()
    };
    let connection = socket(Transport::Mptcp, SocketFamily::Inet(InetSocket { mptcp: Some(info), ..loopback() }));
    assert_eq!(
        said(INFO, &connection),
        "subflows:1 add_addr_signal:2 add_addr_accepted:3 subflows_max:4 add_addr_signal_max:5 add_addr_accepted_max:6 \
         fallback remote_key token:8 write_seq:9 snd_una:a rcv_nxt:b"
    );
}

#[test]
fn sctp_shows_associations_below_their_endpoint() {
    let at = |state, inode| Socket {
        state: State::from_kernel(state),
        inode: Inode(inode),
        ..socket(Transport::Sctp, SocketFamily::Inet(loopback()))
    };
    let sockets = [at(10, 5), at(1, 5), at(1, 6), at(7, 6), at(2, 0), at(2, 0)];
    let text = rows(NUMERIC, &mut Known::default(), &sockets);
    let states: Vec<&str> = text.lines().filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(states, ["sctp LISTEN", "", "sctp ESTAB", "", "sctp SYN-SENT", "sctp SYN-SENT"]);
    assert!(text.contains(" `- COOKIE_WAIT 0"), "{text}");
    assert!(text.contains(" `- ACK_SENT "), "{text}");
}

#[test]
fn sctp_tells_addresses_and_association() {
    let info = SctpInfo {
        tag: 0x4d,
        state: 2,
        rwnd: u32::MAX,
        unackdata: 4,
        fragmentation_point: 8,
        peer_tag: 15,
        peer_capable: 16,
        s_autoclose: 46,
        s_frag_interleave: 52,
        ..SctpInfo::default()
    };
    let mut storages = [[0; 128]; 3];
    storages[0][..8].copy_from_slice(&[2, 0, 0, 5, 1, 2, 3, 4]);
    storages[1][0] = 7;
    storages[2][0] = 10;
    storages[2][23] = 1;
    let storages = storages.concat();
    let ends =
        InetSocket { sctp: Some(info), local_addresses: Some(&storages), peer_addresses: Some(&[]), ..loopback() };
    assert_eq!(
        said(INFO, &socket(Transport::Sctp, SocketFamily::Inet(ends))),
        "locals:1.2.3.4,,::1 peers: tag:4d state:COOKIE_ECHOED rwnd:-1 unackdata:4 ptag:f pcapable:16 autoclose:46 fraginl:52"
    );
}

#[test]
fn a_key_stands_behind_its_peer_and_cannot_break_the_row() {
    let mut keys = [[0; 100]; 2];
    keys[0][..8].copy_from_slice(&[2, 32, 6, 0, 1, 2, 3, 4]);
    keys[0][20..26].copy_from_slice(b"a \n,\\~");
    keys[1][..3].copy_from_slice(&[7, 3, 255]);
    keys[1][3] = 255;
    let keys = keys.concat();
    let text = said(INFO, &tcp(InetSocket { md5_keys: Some(&keys), ..loopback() }));
    let (first, second) = text.split_once(',').unwrap();
    assert_eq!(first, "md5keys:1.2.3.4/32=a\\040\\012\\054\\134~");
    assert_eq!(second, format!("???/3={}", "\\000".repeat(80)));
    assert_eq!(said(INFO, &tcp(InetSocket { md5_keys: Some(&[2, 32]), ..loopback() })), "");
}
