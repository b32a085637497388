//! Every family but inet from bytes, and no bytes that make any decoder panic.

use super::*;
use crate::exercise;
use crate::netlink::{message, push_attribute};
use model::*;
use proptest::prelude::*;

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

fn record(fixed: &[u8], attributes: &[(u16, &[u8])]) -> Vec<u8> {
    let mut bytes = fixed.to_vec();
    for (kind, value) in attributes {
        push_attribute(&mut bytes, *kind, value).expect("it fits");
    }
    bytes
}

const MEMORY: [u32; 9] = [11, 12, 13, 14, 15, 16, 17, 18, 19];

fn unix_fixed(socket_type: u8, state: u8) -> Vec<u8> {
    [vec![1, socket_type, state, 0], words(&[77, 5, 6])].concat()
}

#[test]
fn a_unix_socket_is_read_whole() {
    let bytes = record(
        &unix_fixed(1, 10),
        &[
            (0, b"/run/with space\0"),
            (1, &words(&[900, 0x10_0005])),
            (2, &words(&[78])),
            (3, &words(&[1, 0, 2])),
            (4, &words(&[3, 128])),
            (5, &words(&MEMORY)),
            (6, &[2]),
            (7, &words(&[1000])),
            (8, b"news"),
        ],
    );
    let socket = unix::decode(&bytes).expect("it is whole");
    assert_eq!((socket.transport, socket.state), (Transport::UnixStream, State::Listen));
    assert_eq!((socket.receive_queue, socket.send_queue), (3, 128));
    assert_eq!((socket.inode, socket.cookie), (Inode(77), Some(Cookie(6 << 32 | 5))));
    assert_eq!((socket.user, socket.shutdown), (Some(UserId(1000)), Some(Shutdown(2))));
    assert_eq!(socket.memory.and_then(|memory| memory.drops), Some(19));
    let expected = UnixSocket {
        name: Some(b"/run/with space"),
        file: Some(UnixFile { inode: Inode(900), device: 0x10_0005 }),
        peer: Some(Inode(78)),
        pending: Some(&words(&[1, 0, 2])),
        references: None,
        flags: None,
        address: None,
    };
    assert_eq!(socket.family, SocketFamily::Unix(expected));
}

#[test]
fn unix_names_keep_what_belongs_to_them() {
    let cases: [(&[u8], Option<&[u8]>); 4] = [
        (b"\0abstract\0name\0", Some(b"\0abstract\0name\0")),
        (b"/path\0rest", Some(b"/path")),
        (b"/line\nfeed\x1b", Some(b"/line\nfeed\x1b")),
        (b"", None),
    ];
    for (sent, expected) in cases {
        let bytes = record(&unix_fixed(2, 7), &[(0, sent)]);
        let SocketFamily::Unix(unix) = unix::decode(&bytes).expect("it is whole").family else { panic!("not unix") };
        assert_eq!(unix.name, expected);
    }
}

#[test]
fn unix_types_are_told_apart() {
    for (socket_type, transport) in
        [(1, Transport::UnixStream), (2, Transport::UnixDatagram), (5, Transport::UnixSeqpacket)]
    {
        assert_eq!(unix::decode(&unix_fixed(socket_type, 1)).map(|socket| socket.transport), Ok(transport));
    }
    assert_eq!(unix::decode(&unix_fixed(3, 1)), Err(DecodeError::SocketType(3)));
}

#[test]
fn a_packet_socket_is_read_whole() {
    let fixed = [vec![17, 3], 2054u16.to_ne_bytes().to_vec(), words(&[77, 5, 6])].concat();
    let bytes = record(
        &fixed,
        &[
            (0, &words(&[2, 1, 3, 4, 5, 9])),
            (1, b"multicast"),
            (2, &words(&[1, 2, 3, 4, 5, 6, 7])),
            (3, &words(&[8, 7, 6, 5])),
            (4, &words(&[0x0001_0007])),
            (5, &words(&[1000])),
            (6, &words(&MEMORY)),
            (7, &[6, 0, 0, 0, 0, 0, 4, 0]),
        ],
    );
    let socket = packet::decode(&bytes).expect("it is whole");
    assert_eq!((socket.transport, socket.state), (Transport::PacketRaw, State::Close));
    assert_eq!((socket.receive_queue, socket.send_queue), (11, 0));
    assert_eq!((socket.inode, socket.user), (Inode(77), Some(UserId(1000))));
    let expected = PacketSocket {
        protocol: 2054,
        interface: InterfaceIndex(2),
        info: Some(PacketInfo { version: 1, reserve: 3, copy_threshold: 4, timestamp: 5, flags: 9 }),
        receive_ring: Some(PacketRing {
            block_size: 1,
            block_count: 2,
            frame_size: 3,
            frame_count: 4,
            retire_timeout: 5,
            private_size: 6,
            features: 7,
        }),
        transmit_ring: Some(PacketRing {
            block_size: 8,
            block_count: 7,
            frame_size: 6,
            frame_count: 5,
            ..PacketRing::default()
        }),
        fanout: Some(0x0001_0007),
        filter: Some(&[6, 0, 0, 0, 0, 0, 4, 0]),
        multicast: Some(b"multicast"),
    };
    assert_eq!(socket.family, SocketFamily::Packet(expected));
}

#[test]
fn a_netlink_socket_is_read_whole() {
    let fixed = [vec![16, 3, 15, 1], words(&[4321, 9, 3, 77, 5, 6])].concat();
    let bytes = record(&fixed, &[(0, &words(&MEMORY)), (1, &words(&[1, 2])), (4, &words(&[0x14]))]);
    let socket = netlink::decode(&bytes).expect("it is whole");
    assert_eq!((socket.transport, socket.state), (Transport::Netlink, State::Established));
    assert_eq!((socket.receive_queue, socket.send_queue), (11, 13));
    assert_eq!((socket.inode, socket.cookie), (Inode(77), Some(Cookie(6 << 32 | 5))));
    let expected = NetlinkSocket {
        protocol: NetlinkProtocol(15),
        port_id: 4321,
        peer_port_id: 9,
        peer_group: 3,
        groups: Some(&words(&[1, 2])),
        flags: Some(0x14),
        text: None,
    };
    assert_eq!(socket.family, SocketFamily::Netlink(expected));
    let unconnected = [vec![16, 3, 15, 0], words(&[0; 6])].concat();
    assert_eq!(netlink::decode(&unconnected).map(|socket| socket.state), Ok(State::Close));
}

#[test]
fn a_vsock_socket_is_read_whole() {
    let bytes = [vec![40, 1, 10, 3], words(&[2, 1024, u32::MAX, 9, 77, 5, 6])].concat();
    let socket = vsock::decode(&bytes).expect("it is whole");
    assert_eq!((socket.transport, socket.state), (Transport::VsockStream, State::Listen));
    assert_eq!((socket.inode, socket.shutdown), (Inode(77), Some(Shutdown(3))));
    let expected =
        VsockSocket { local: VsockAddress { cid: 2, port: 1024 }, peer: VsockAddress { cid: u32::MAX, port: 9 } };
    assert_eq!(socket.family, SocketFamily::Vsock(expected));
    let typed = |socket_type| [vec![40, socket_type], bytes[2..].to_vec()].concat();
    assert_eq!(vsock::decode(&typed(5)).map(|socket| socket.transport), Ok(Transport::VsockSeqpacket));
    assert_eq!(vsock::decode(&typed(3)), Err(DecodeError::SocketType(3)));
}

#[test]
fn a_tipc_socket_is_read_out_of_its_nest() {
    let connection =
        record(&[], &[(1, &[]), (2, &words(&[8])), (3, &words(&[9])), (4, &words(&[18888])), (5, &words(&[17]))]);
    let statistics = record(&[], &[(0, &words(&[1])), (1, &words(&[2])), (2, &[]), (3, &[]), (4, &words(&[3]))]);
    let nest = record(
        &[],
        &[
            (1, &words(&[4])),
            (2, &words(&[5])),
            (3, &connection),
            (4, &[]),
            (5, &statistics),
            (6, &words(&[1])),
            (7, &words(&[77])),
            (8, &words(&[1000])),
            (9, &words(&[1])),
            (10, &(6u64 << 32 | 5).to_ne_bytes()),
        ],
    );
    let bytes = record(&[], &[(0x8000 | 2, &nest)]);
    let socket = tipc::decode(&bytes).expect("it is whole");
    assert_eq!((socket.transport, socket.state), (Transport::Tipc, State::Established));
    assert_eq!((socket.receive_queue, socket.send_queue), (1, 2));
    assert_eq!((socket.inode, socket.user, socket.cookie), (Inode(77), Some(UserId(1000)), Some(Cookie(6 << 32 | 5))));
    let expected = TipcSocket {
        socket_type: 1,
        node: 4,
        reference: 5,
        connection: Some(TipcConnection { node: 8, reference: 9, via: Some((18888, 17)) }),
        published: true,
        drops: 3,
        congested: true,
        link_congested: true,
    };
    assert_eq!(socket.family, SocketFamily::Tipc(expected));
    assert_eq!(tipc::decode(&[]), Err(DecodeError::Missing(2)));
}

#[test]
fn an_xdp_socket_is_read_whole() {
    let fixed = [vec![44, 3, 0, 0], words(&[77, 5, 6])].concat();
    let statistics = [1u64, 2, 3, 4, 5, 1 << 40].map(u64::to_ne_bytes).concat();
    let umem = [0x1_0000_0000u64.to_ne_bytes().to_vec(), words(&[1, 2, 3, 4, 5, 6, 7, 8])].concat();
    let bytes = record(
        &fixed,
        &[
            (1, &words(&[2, 1])),
            (2, &words(&[1000])),
            (3, &words(&[256])),
            (4, &words(&[128])),
            (5, &umem),
            (6, &words(&[64])),
            (7, &words(&[32])),
            (8, &words(&MEMORY)),
            (9, &statistics),
        ],
    );
    let socket = xdp::decode(&bytes).expect("it is whole");
    assert_eq!((socket.transport, socket.receive_queue), (Transport::Xdp, 11));
    assert_eq!((socket.inode, socket.user), (Inode(77), Some(UserId(1000))));
    let expected = XdpSocket {
        info: Some(XdpInfo { interface: InterfaceIndex(2), queue: 1 }),
        receive_ring: Some(256),
        transmit_ring: Some(128),
        umem: Some(XdpUmem {
            size: 1 << 32,
            id: 1,
            pages: 2,
            chunk_size: 3,
            headroom: 4,
            interface: InterfaceIndex(5),
            queue: 6,
            flags: 7,
            references: 8,
        }),
        fill_ring: Some(64),
        completion_ring: Some(32),
        statistics: Some(XdpStatistics {
            receive_dropped: 1,
            receive_invalid: 2,
            receive_ring_full: 3,
            fill_ring_empty: 4,
            transmit_invalid: 5,
            transmit_ring_empty: 1 << 40,
        }),
    };
    assert_eq!(socket.family, SocketFamily::Xdp(expected));
}

type Decode = fn(&[u8]) -> Result<Socket<'_>, DecodeError>;

/// Family number, length of the fixed part, decoder.
const FIXED: [(u8, usize, Decode); 5] = [
    (1, 16, unix::decode),
    (17, 16, packet::decode),
    (16, 28, netlink::decode),
    (40, 32, vsock::decode),
    (44, 16, xdp::decode),
];

#[test]
fn short_records_and_other_families_are_named() {
    for (family, needed, decode) in FIXED {
        for length in 0..needed {
            assert_eq!(decode(&vec![family; length]), Err(DecodeError::Short { needed, length }));
        }
        assert_eq!(decode(&[99; 32]), Err(DecodeError::Family(99)));
    }
}

#[test]
fn requests_are_the_bytes_that_the_kernel_takes() {
    let states = StateSet::from_bits(0xFFF);
    let cases = [
        (unix::Request { states, show: 0x55 }.encode(1), vec![1, 0, 0, 0], vec![0xFFF, 0, 0x55, 0, 0]),
        (packet::Request { show: 0x11 }.encode(1), vec![17, 0, 0, 0], vec![0, 0x11, 0, 0]),
        (netlink::Request { protocol: None, show: 3 }.encode(1), vec![16, 255, 0, 0], vec![0, 3, 0, 0]),
        (
            netlink::Request { protocol: Some(NetlinkProtocol(9)), show: 3 }.encode(1),
            vec![16, 9, 0, 0],
            vec![0, 3, 0, 0],
        ),
        (vsock::Request { states }.encode(1), vec![40, 0, 0, 0], vec![0xFFF, 0, 0, 0, 0]),
        (tipc::Request { states }.encode(1), vec![30, 0, 0, 0], vec![0xFFF]),
        (xdp::Request { show: 31 }.encode(1), vec![44, 0, 0, 0], vec![0, 31, 0, 0]),
    ];
    for (encoded, start, rest) in cases {
        assert_eq!(encoded, message(20, 0x301, 1, &[start, words(&rest)].concat()));
    }
}

/// A record of a family with arbitrary attributes: near enough to the truth to get past the fixed part.
fn plausible(family: u8, fixed: usize) -> impl Strategy<Value = Vec<u8>> {
    let attribute = (0u16..26, proptest::collection::vec(any::<u8>(), 0..80));
    (any::<[u8; 3]>(), proptest::collection::vec(attribute, 0..12), any::<u16>()).prop_map(
        move |([socket_type, state, other], attributes, cut)| {
            let mut bytes = vec![0; fixed];
            if let [a, b, c, d, ..] = &mut bytes[..] {
                (*a, *b, *c, *d) = (family, socket_type % 6, state, other);
            }
            for (kind, value) in &attributes {
                push_attribute(&mut bytes, *kind, value).expect("it fits");
            }
            bytes.truncate(bytes.len().saturating_sub(usize::from(cut % 9)));
            bytes
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..256)) {
        exercise(&bytes);
    }

    #[test]
    fn no_attributes_make_a_decoder_panic(
        records in FIXED.map(|(family, fixed, _)| plausible(family, fixed)),
        inet in plausible(10, 72),
        tipc in plausible(0, 0),
    ) {
        for bytes in records.iter().chain([&inet, &tipc, &record(&[], &[(1, &tipc)])]) {
            exercise(bytes);
            exercise(&message(SOCK_DIAG_BY_FAMILY, 0, 1, bytes));
        }
    }
}

#[test]
fn sockets_are_found_in_a_datagram() {
    let unix = record(&unix_fixed(1, 1), &[]);
    let mut datagram = message(SOCK_DIAG_BY_FAMILY, 0, 1, &unix);
    datagram.extend(message(SOCK_DIAG_BY_FAMILY, 0, 1, &unix));
    assert_eq!(exercise(&datagram), 2);
    assert_eq!(exercise(&[]), 0);
}
