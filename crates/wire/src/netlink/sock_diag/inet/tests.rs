//! Every attribute of inet_diag from bytes, short and long structs, and requests as the kernel takes them.

use super::*;
use crate::netlink::{message, push_attribute};
use model::{
    Bbr, Bytes, BytesPerSecond, CongestionInfo, Cookie, Dctcp, LegacyMemory, Micros, MptcpSubflow, StateSet, TlsCipher,
    TlsConfiguration, TlsInfo, Ulp, Vegas,
};
use std::net::Ipv4Addr;

/// A record in which every field differs from every other.
fn fixed(family: u8) -> Vec<u8> {
    let mut bytes = vec![family, 1, 2, 5];
    bytes.extend_from_slice(&443u16.to_be_bytes());
    bytes.extend_from_slice(&51_000u16.to_be_bytes());
    bytes.extend_from_slice(&[10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    bytes.extend_from_slice(&[20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]);
    for word in [4u32, 0xAABB_CCDD, 0x11, 7_140, 100, 200, 1000, 4_000_000_000] {
        bytes.extend_from_slice(&word.to_ne_bytes());
    }
    assert_eq!(bytes.len(), 72);
    bytes
}

fn with(attributes: &[(u16, &[u8])]) -> Vec<u8> {
    let mut bytes = fixed(AF_INET);
    for (kind, value) in attributes {
        push_attribute(&mut bytes, *kind, value).expect("it fits");
    }
    bytes
}

fn nest(attributes: &[(u16, &[u8])]) -> Vec<u8> {
    with(attributes)[72..].to_vec()
}

fn decoded(bytes: &[u8], transport: Transport) -> (Socket<'_>, InetSocket<'_>) {
    let socket = decode(bytes, transport).expect("the record is whole");
    let SocketFamily::Inet(inet) = socket.family.clone() else { panic!("not an inet socket") };
    (socket, inet)
}

fn inet(bytes: &[u8]) -> InetSocket<'_> {
    decoded(bytes, Transport::Tcp).1
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

#[test]
fn the_fixed_part_is_read_field_by_field() {
    let bytes = fixed(AF_INET);
    let (socket, inet) = decoded(&bytes, Transport::Tcp);
    assert_eq!(socket.transport, Transport::Tcp);
    assert_eq!(socket.state, State::Established);
    assert_eq!((socket.receive_queue, socket.send_queue), (100, 200));
    assert_eq!(socket.user, Some(UserId(1000)));
    assert_eq!(socket.inode, Inode(4_000_000_000));
    assert_eq!(socket.cookie, Some(Cookie(0x11_AABB_CCDD)));
    assert_eq!(inet.local, InetEndpoint { address: IpAddr::V4(Ipv4Addr::new(10, 1, 2, 3)), port: 443 });
    assert_eq!(inet.peer, InetEndpoint { address: IpAddr::V4(Ipv4Addr::new(20, 1, 2, 3)), port: 51_000 });
    assert_eq!(inet.interface, InterfaceIndex(4));
    assert_eq!(inet.timer, Timer { kind: TimerKind::Keepalive, expires: Millis(7_140), retransmits: 5 });
    assert_eq!((socket.memory, socket.shutdown, inet.tcp, inet.tos), (None, None, None, None));
}

#[test]
fn ipv6_addresses_are_whole() {
    let bytes = fixed(AF_INET6);
    let inet = inet(&bytes);
    assert_eq!(inet.local.address, "a01:203:405:607:809:a0b:c0d:e0f".parse::<IpAddr>().expect("an address"));
    assert_eq!(inet.peer.address, "1401:203:405:607:809:a0b:c0d:e10".parse::<IpAddr>().expect("an address"));
}

#[test]
fn another_family_is_named_and_a_short_record_measured() {
    assert_eq!(decode(&fixed(1), Transport::Tcp), Err(DecodeError::Family(1)));
    for length in 0..72 {
        assert_eq!(decode(&fixed(AF_INET)[..length], Transport::Tcp), Err(DecodeError::Short { needed: 72, length }));
    }
}

#[test]
fn unknown_states_timers_and_attributes_are_data() {
    let mut bytes = with(&[(4000, b"news"), (5, &[16])]);
    (bytes[1], bytes[2]) = (77, 9);
    let (socket, inet) = decoded(&bytes, Transport::Tcp);
    assert_eq!(socket.state, State::Other(77));
    assert_eq!(inet.timer.kind, TimerKind::Other(9));
    assert_eq!(inet.tos, Some(16));
}

#[test]
fn small_attributes_are_read() {
    let bytes = with(&[
        (5, &[0x10]),
        (6, &[0x20]),
        (8, &[3]),
        (11, &[1]),
        (15, &words(&[0xFEED])),
        (17, &words(&[6])),
        (21, &0x1_0000_0001u64.to_ne_bytes()),
        (22, &[0x12, 0x04]),
        (4, b"cubic\0"),
        (10, &[255]),
    ]);
    let (socket, inet) = decoded(&bytes, Transport::Tcp);
    assert_eq!((inet.tos, inet.traffic_class), (Some(0x10), Some(0x20)));
    assert_eq!(socket.shutdown, Some(Shutdown(3)));
    assert_eq!(inet.v6_only, Some(true));
    assert_eq!((inet.mark, inet.class_id), (Some(0xFEED), Some(6)));
    assert_eq!(inet.cgroup, Some(CgroupId(0x1_0000_0001)));
    let options = inet.options.expect("options came");
    assert!(options.is_connection_socket() && options.multicast_loop() && options.defer_connect());
    assert!(!options.receive_errors() && !options.bind_address_no_port());
    assert_eq!(inet.congestion_control, Some(&b"cubic"[..]));
}

#[test]
fn small_attributes_that_are_too_short_stay_unknown() {
    let kinds = [5u16, 6, 8, 11, 15, 17, 21, 22];
    let bytes = with(&kinds.map(|kind| (kind, &[][..])));
    let (socket, inet) = decoded(&bytes, Transport::Tcp);
    assert_eq!((socket.shutdown, inet.tos, inet.traffic_class, inet.v6_only), (None, None, None, None));
    assert_eq!((inet.mark, inet.class_id, inet.cgroup, inet.options), (None, None, None, None));
}

#[test]
fn raw_attributes_are_lent() {
    let bytes = with(&[(12, b"locals"), (13, b"peers"), (18, b"keys"), (20, b"storage")]);
    let inet = inet(&bytes);
    assert_eq!(inet.local_addresses, Some(&b"locals"[..]));
    assert_eq!(inet.peer_addresses, Some(&b"peers"[..]));
    assert_eq!(inet.md5_keys, Some(&b"keys"[..]));
    assert_eq!(inet.bpf_storage, Some(&b"storage"[..]));
}

#[test]
fn memory_is_read_by_its_length() {
    let bytes = with(&[(1, &words(&[1, 2, 3, 4])), (7, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9]))]);
    let (socket, inet) = decoded(&bytes, Transport::Tcp);
    let memory = socket.memory.expect("it came");
    assert_eq!((memory.receive, memory.receive_limit, memory.transmit), (Bytes(1), Bytes(2), Bytes(3)));
    assert_eq!((memory.send_limit, memory.forward, memory.send_queued), (Bytes(4), Bytes(5), Bytes(6)));
    assert_eq!((memory.options, memory.backlog, memory.drops), (Bytes(7), Some(Bytes(8)), Some(9)));
    let legacy = LegacyMemory { receive: Bytes(1), send_queued: Bytes(2), forward: Bytes(3), transmit: Bytes(4) };
    assert_eq!(inet.legacy_memory, Some(legacy));
    for (count, backlog, drops) in [(7, None, None), (8, Some(Bytes(8)), None), (9, Some(Bytes(8)), Some(9))] {
        let bytes = with(&[(7, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9])[..count * 4])]);
        let memory = decoded(&bytes, Transport::Tcp).0.memory.expect("it came");
        assert_eq!((memory.options, memory.backlog, memory.drops), (Bytes(7), backlog, drops));
    }
}

#[test]
fn congestion_controls_give_their_account() {
    let vegas = Vegas { enabled: true, rtt_count: 2, rtt: Micros(3), min_rtt: Micros(4) };
    assert_eq!(inet(&with(&[(3, &words(&[1, 2, 3, 4]))])).congestion, Some(CongestionInfo::Vegas(vegas)));
    let mut dctcp = [1u16.to_ne_bytes(), 2u16.to_ne_bytes()].concat();
    dctcp.extend(words(&[3, 4, 5]));
    let expected = Dctcp { enabled: true, ce_state: 2, alpha: 3, ab_ecn: 4, ab_tot: 5 };
    assert_eq!(inet(&with(&[(9, &dctcp)])).congestion, Some(CongestionInfo::Dctcp(expected)));
    let bbr = Bbr { bandwidth: BytesPerSecond(2 << 32 | 1), min_rtt: Micros(3), pacing_gain: 4, cwnd_gain: 5 };
    assert_eq!(inet(&with(&[(16, &words(&[1, 2, 3, 4, 5]))])).congestion, Some(CongestionInfo::Bbr(bbr)));
}

/// Bytes that count 1, 2, 3, … so that each field has a value of its own.
fn counting(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index + 1) as u8).collect()
}

fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    u32::from_ne_bytes(bytes[offset..offset + 4].try_into().expect("four octets"))
}

fn u64_at(bytes: &[u8], offset: usize) -> u64 {
    u64::from_ne_bytes(bytes[offset..offset + 8].try_into().expect("eight octets"))
}

#[test]
fn tcp_info_has_its_fields_where_the_kernel_puts_them() {
    let bytes = counting(280);
    let info = inet(&with(&[(2, &bytes)])).tcp.expect("it came");
    assert_eq!(info.length, 280);
    assert_eq!((info.state, info.ca_state, info.retransmits), (1, 2, 3));
    assert_eq!((info.probes, info.backoff, info.options), (4, 5, 6));
    assert_eq!((info.snd_wscale, info.rcv_wscale), (7, 0));
    assert_eq!((info.delivery_rate_app_limited, info.fastopen_client_fail), (false, 0));
    assert_eq!(info.rto, Micros(u32_at(&bytes, 8).into()));
    assert_eq!(info.rtt, Micros(u32_at(&bytes, 68).into()));
    assert_eq!(info.total_retrans, u32_at(&bytes, 100));
    assert_eq!(info.pacing_rate, BytesPerSecond(u64_at(&bytes, 104)));
    assert_eq!(info.bytes_received, Bytes(u64_at(&bytes, 128)));
    assert_eq!(info.min_rtt, Micros(u32_at(&bytes, 148).into()));
    assert_eq!(info.delivery_rate, BytesPerSecond(u64_at(&bytes, 160)));
    assert_eq!(info.sndbuf_limited, Micros(u64_at(&bytes, 184)));
    assert_eq!(info.bytes_retrans, Bytes(u64_at(&bytes, 208)));
    assert_eq!(info.snd_wnd, u32_at(&bytes, 228));
    assert_eq!((info.rcv_wnd, info.rehash), (u32_at(&bytes, 232), u32_at(&bytes, 236)));
    assert_eq!(info.total_rto, u32_at(&bytes, 240) as u16);
    assert_eq!(info.total_rto_time, Millis(u32_at(&bytes, 244).into()));
    assert_eq!(info.received_ce, u32_at(&bytes, 248));
    assert_eq!(info.received_ce_bytes, u32_at(&bytes, 272));
    assert_eq!(u32::from(info.accecn_fail_mode) | u32::from(info.accecn_opt_seen) << 16, u32_at(&bytes, 276));
}

#[test]
fn tcp_info_of_any_length_is_read_as_far_as_it_goes() {
    let bytes = counting(400);
    for length in 0..400 {
        let info = inet(&with(&[(2, &bytes[..length])])).tcp.expect("it came");
        assert_eq!(usize::from(info.length), length);
        assert_eq!(info.snd_wnd != 0, length > 228, "length {length}");
    }
}

#[test]
fn bit_fields_of_tcp_info_are_taken_apart() {
    let info = inet(&with(&[(2, &[0, 0, 0, 0, 0, 0, 0xA7, 0b101])])).tcp.expect("it came");
    assert_eq!((info.snd_wscale, info.rcv_wscale), (7, 10));
    assert!(info.delivery_rate_app_limited);
    assert_eq!(info.fastopen_client_fail, 2);
}

#[test]
fn info_is_read_by_the_transport() {
    let bytes = with(&[(2, &counting(512))]);
    let value = &bytes[76..];
    let mptcp = decoded(&bytes, Transport::Mptcp).1.mptcp.expect("it came");
    assert_eq!((mptcp.subflows, mptcp.add_addr_accepted_max), (1, 6));
    assert_eq!((mptcp.flags, mptcp.token), (u32_at(value, 8), u32_at(value, 12)));
    assert_eq!((mptcp.rcv_nxt, mptcp.csum_enabled), (u64_at(value, 32), 43));
    assert_eq!((mptcp.retransmits, mptcp.bytes_acked), (u32_at(value, 44), u64_at(value, 72)));
    assert_eq!((mptcp.subflows_total, mptcp.last_ack_recv_ms), (81, u32_at(value, 92)));
    let sctp = decoded(&bytes, Transport::Sctp).1.sctp.expect("it came");
    assert_eq!((sctp.tag, sctp.peer_capable, sctp.isacks), (u32_at(value, 0), 53, u64_at(value, 56)));
    assert_eq!((sctp.ictrlchunks, sctp.p_address[0]), (u64_at(value, 160), 169));
    assert_eq!((sctp.p_cwnd, sctp.s_type), (u32_at(value, 300), u32_at(value, 360)));
    assert!(decoded(&bytes, Transport::Sctp).1.tcp.is_none());
    assert!(decoded(&bytes, Transport::Dccp).1.tcp.is_some());
}

#[test]
fn upper_layer_protocols_are_nested() {
    let tls = nest(&[
        (1, &0x0304u16.to_ne_bytes()),
        (2, &51u16.to_ne_bytes()),
        (3, &2u16.to_ne_bytes()),
        (4, &3u16.to_ne_bytes()),
        (5, &[]),
        (6, &[]),
        (7, &[9]),
    ]);
    let ulp_bytes = nest(&[(1, b"tls\0"), (0x8000 | 2, &tls)]);
    let expected = TlsInfo {
        version: Some(0x0304),
        cipher: Some(TlsCipher(51)),
        transmit: Some(TlsConfiguration(2)),
        receive: Some(TlsConfiguration(3)),
        zero_copy_sendfile: true,
        receive_no_padding: true,
    };
    let bytes = with(&[(19, &ulp_bytes)]);
    assert_eq!(inet(&bytes).ulp, Some(Ulp { name: Some(b"tls"), tls: Some(expected), mptcp: None }));

    let subflow = nest(&[
        (1, &words(&[1])),
        (2, &words(&[2])),
        (3, &words(&[3])),
        (4, &4u64.to_ne_bytes()),
        (5, &words(&[5])),
        (6, &words(&[6])),
        (7, &7u16.to_ne_bytes()),
        (8, &words(&[8])),
        (9, &[9]),
        (10, &[10]),
    ]);
    let ulp_bytes = nest(&[(1, b"mptcp\0"), (3, &subflow)]);
    let expected = MptcpSubflow {
        flags: Some(8),
        remote_token: Some(1),
        local_token: Some(2),
        relative_write_sequence: Some(3),
        map_sequence: Some(4),
        map_subflow_sequence: Some(5),
        subflow_sequence_offset: Some(6),
        map_data_length: Some(7),
        remote_id: Some(9),
        local_id: Some(10),
    };
    let bytes = with(&[(19, &ulp_bytes)]);
    assert_eq!(inet(&bytes).ulp, Some(Ulp { name: Some(b"mptcp"), tls: None, mptcp: Some(expected) }));
}

#[test]
fn a_request_is_the_bytes_that_the_kernel_takes() {
    let request = Request {
        version: IpVersion::V6,
        protocol: 6,
        extensions: Extensions::INFO.with(Extensions::MEMORY),
        states: StateSet::ALL,
        bytecode: None,
        bpf_storages: &BpfStorages::Unasked,
    };
    let mut body = vec![10, 6, 0x42, 0];
    body.extend(words(&[0xFFF]));
    body.extend([0; 48]);
    assert_eq!(request.encode(123_456), Ok(message(20, 0x301, 123_456, &body)));
}

#[test]
fn bytecode_and_large_protocols_travel_in_attributes() {
    let request = Request {
        version: IpVersion::V4,
        protocol: 262,
        extensions: Extensions::NONE,
        states: StateSet::LISTENING,
        bytecode: Some(&[0, 4, 8, 0]),
        bpf_storages: &BpfStorages::OfMaps(vec![5]),
    };
    let mut body = vec![2, 255, 0, 0];
    body.extend(words(&[1 << 10 | 1 << 7]));
    body.extend([0; 48]);
    push_attribute(&mut body, 1, &[0, 4, 8, 0]).expect("it fits");
    push_attribute(&mut body, 3, &words(&[262])).expect("it fits");
    let mut maps = Vec::new();
    push_attribute(&mut maps, 1, &words(&[5])).expect("it fits");
    push_attribute(&mut body, 2 | 1 << 15, &maps).expect("it fits");
    assert_eq!(request.encode(1), Ok(message(20, 0x301, 1, &body)));
    let endless = vec![0; 70_000];
    let refused = Request { bytecode: Some(&endless), ..request };
    assert_eq!(refused.encode(1), Err(crate::netlink::TooLong { length: 70_000 }));
}

#[test]
fn an_announcement_names_its_protocol_itself() {
    for (number, transport) in [(6, Transport::Tcp), (17, Transport::Udp), (99, Transport::OtherIp(99))] {
        let bytes = with(&[(8, &[3]), (10, &[number])]);
        assert_eq!(decode_announcement(&bytes), decode(&bytes, transport));
    }
    assert_eq!(decode_announcement(&fixed(AF_INET)), Err(DecodeError::Missing(10)));
    assert_eq!(decode_announcement(&with(&[(10, &[])])), Err(DecodeError::Missing(10)));
    assert_eq!(decode_announcement(&fixed(AF_INET)[..71]), Err(DecodeError::Short { needed: 72, length: 71 }));
    assert_eq!(decode_announcement(&fixed(1)), Err(DecodeError::Family(1)));
}

#[test]
fn the_groups_of_announcements_are_the_kernels() {
    let bit = |transport, version| Group { transport, version }.bit();
    assert_eq!(bit(Transport::Tcp, IpVersion::V4), Some(1));
    assert_eq!(bit(Transport::Udp, IpVersion::V4), Some(2));
    assert_eq!(bit(Transport::Tcp, IpVersion::V6), Some(4));
    assert_eq!(bit(Transport::Udp, IpVersion::V6), Some(8));
    assert_eq!(bit(Transport::Raw, IpVersion::V4), None);
}

#[test]
fn a_socket_is_closed_by_the_identity_with_which_it_came() {
    for family in [AF_INET, AF_INET6] {
        let mut bytes = fixed(family);
        if family == AF_INET {
            // The kernel leaves the other words of an IPv4 address zero.
            bytes[12..24].fill(0);
            bytes[28..40].fill(0);
        }
        let (socket, _) = decoded(&bytes, Transport::Tcp);
        let request = destroy_request(&socket, 7).expect("it can be named");
        let expected = [&[family, 6, 0, 0, 0, 0, 0, 0], &bytes[4..52]].concat();
        assert_eq!(request, message(21, 0x5, 7, &expected));
    }
}

#[test]
fn a_raw_socket_is_closed_by_its_protocol_too() {
    let mut bytes = fixed(AF_INET);
    bytes[4..6].copy_from_slice(&58u16.to_be_bytes());
    let (socket, _) = decoded(&bytes, Transport::Raw);
    let request = destroy_request(&socket, 1).expect("it can be named");
    assert_eq!(request[16..20], [AF_INET, 255, 0, 58]);
}

#[test]
fn what_cannot_be_named_cannot_be_closed() {
    let bytes = fixed(AF_INET);
    let (socket, _) = decoded(&bytes, Transport::Tcp);
    assert_eq!(destroy_request(&Socket { cookie: None, ..socket.clone() }, 1), None);
    assert_eq!(destroy_request(&Socket { transport: Transport::Mptcp, ..socket }, 1), None);
}
