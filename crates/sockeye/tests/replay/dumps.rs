//! TCP sockets that a kernel might tell of: every state, timer, attribute and length.

use crate::messages::{Inet, nest, words};

/// Attribute types (`INET_DIAG_*`).
pub(crate) mod kind {
    pub(crate) const LEGACY_MEMORY: u16 = 1;
    pub(crate) const INFO: u16 = 2;
    pub(crate) const VEGAS: u16 = 3;
    pub(crate) const CONGESTION_CONTROL: u16 = 4;
    pub(crate) const TOS: u16 = 5;
    pub(crate) const TRAFFIC_CLASS: u16 = 6;
    pub(crate) const MEMORY: u16 = 7;
    pub(crate) const SHUTDOWN: u16 = 8;
    pub(crate) const DCTCP: u16 = 9;
    pub(crate) const PROTOCOL: u16 = 10;
    pub(crate) const V6_ONLY: u16 = 11;
    pub(crate) const LOCAL_ADDRESSES: u16 = 12;
    pub(crate) const PEER_ADDRESSES: u16 = 13;
    pub(crate) const MARK: u16 = 15;
    pub(crate) const BBR: u16 = 16;
    pub(crate) const CLASS_ID: u16 = 17;
    pub(crate) const MD5_KEYS: u16 = 18;
    pub(crate) const ULP: u16 = 19;
    pub(crate) const CGROUP: u16 = 21;
    pub(crate) const OPTIONS: u16 = 22;
}

/// Octets of `struct tcp_info` in kernel 6.18.
const TCP_INFO: usize = 280;

/// Every state that the original has a name for, in both IP versions, with every timer.
pub(crate) fn states() -> Vec<Inet> {
    let timers = [0, 4, 832, 1000, 4552, 9999, 43_000, 60_000, 118_000, 599_999, 600_000, 7_140_000, u32::MAX];
    let ends = [("192.0.2.1", "198.51.100.7"), ("2001:db8::1", "2001:db8::2:80"), ("::ffff:192.0.2.1", "::1")];
    let of_state = |state: u8| {
        ends.into_iter().zip(0u8..).map(move |((local, peer), number)| {
            let timer = timers[usize::from(state * 3 + number) % timers.len()];
            Inet::new(state, (local, 2000 + u16::from(state)), (peer, if state == 10 { 0 } else { 443 }))
                .timer((state + number) % 6, timer, state * 20)
                .queues(u32::from(state) * 1000, u32::MAX - u32::from(number))
                .user(u32::from(number) * 1000)
        })
    };
    let wildcards = [
        Inet::new(10, ("0.0.0.0", 22), ("0.0.0.0", 0)).interface(1),
        Inet::new(10, ("::", 22), ("::", 0)).attribute(kind::V6_ONLY, &[1]),
        Inet::new(10, ("::", 23), ("::", 0)).attribute(kind::V6_ONLY, &[0]).interface(4_000_000),
        Inet::new(1, ("fe80::1", 0), ("fe80::2", 65_535)).interface(1).inode(0),
    ];
    (0..12).flat_map(of_state).chain(wildcards).collect()
}

/// Connections with every attribute that TCP has, alone and together.
pub(crate) fn attributes() -> Vec<Inet> {
    let mut numbers = Numbers(0x5eed);
    let ulps = [
        nest(&[(1, b"tls\0"), (2, &nest(&[(1, &[0x04, 0x03]), (2, &[51, 0]), (3, &[1, 0]), (4, &[2, 0])]))]),
        nest(&[(1, b"tls\0"), (2, &nest(&[(1, &[9, 9]), (2, &[99, 0]), (3, &[9, 0]), (4, &[4, 0]), (5, &[])]))]),
        nest(&[
            (
                3,
                &nest(&[
                    (1, &words(&[0xDEAD_BEEF])),
                    (2, &words(&[0x1234])),
                    (3, &words(&[5])),
                    (4, &0x0123_4567_89AB_CDEFu64.to_ne_bytes()),
                    (5, &words(&[7])),
                    (6, &words(&[8])),
                    (7, &1460u16.to_ne_bytes()),
                    (8, &words(&[0x3FF])),
                    (9, &[1]),
                    (10, &[2]),
                ]),
            ),
            (1, b"mptcp\0"),
        ]),
        nest(&[(1, b"unheard-of\0")]),
        nest(&[]),
    ];
    // Of keys without octets: those of others the original prints before the table.
    let key = |family: u8, prefix: u8, address: &[u8]| {
        let mut key = [&[family, prefix, 0, 0], address].concat();
        key.resize(100, 0);
        key
    };
    let keys = [key(2, 24, &[192, 0, 2, 9]), key(10, 64, &[0x20, 1, 0xd, 0xb8])].concat();
    let socket = |port| Inet::new(1, ("192.0.2.1", port), ("192.0.2.2", 443)).user(1000);
    let mut sockets = vec![
        socket(1).attribute(kind::LEGACY_MEMORY, &words(&[1, 2, 3, 4])),
        socket(2).attribute(kind::MEMORY, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9])),
        socket(3).attribute(kind::MEMORY, &words(&[1, 2, 3, 4, 5, 6, 7])),
        socket(4).attribute(kind::MEMORY, &words(&[u32::MAX; 9])).attribute(kind::LEGACY_MEMORY, &words(&[9; 4])),
        socket(5).attribute(kind::TOS, &[0x10]).attribute(kind::TRAFFIC_CLASS, &[0xFF]),
        socket(6).attribute(kind::CLASS_ID, &words(&[0x1_0002])).attribute(kind::TOS, &[0]),
        socket(7).attribute(kind::MARK, &words(&[0x2A])).attribute(kind::CGROUP, &0xFFFF_FFFF_0000u64.to_ne_bytes()),
        socket(8).attribute(kind::MARK, &words(&[0])).attribute(kind::CGROUP, &0u64.to_ne_bytes()),
        socket(9).attribute(kind::OPTIONS, &[0xFF, 0xFF]),
        socket(10).attribute(kind::OPTIONS, &[0x52, 0]),
        socket(11).attribute(kind::MD5_KEYS, &keys),
        socket(12).attribute(60, b"of a later kernel"),
    ];
    sockets.extend((0..4).map(|shutdown| socket(20 + u16::from(shutdown)).attribute(kind::SHUTDOWN, &[shutdown])));
    sockets.extend(
        (30..).zip(&ulps).map(|(port, ulp)| {
            socket(port).attribute(kind::INFO, &numbers.tcp_info(TCP_INFO)).attribute(kind::ULP, ulp)
        }),
    );
    let congestion: [(&[u8], u16, Vec<u8>); 5] = [
        (b"dctcp\0", kind::DCTCP, [&1u16.to_ne_bytes()[..], &0u16.to_ne_bytes(), &words(&[1024, 5, 6])].concat()),
        (b"dctcp\0", kind::DCTCP, vec![0; 16]),
        (b"bbr\0", kind::BBR, words(&[0x8000_0000, 1, 5000, 739, 256])),
        (b"bbr\0", kind::BBR, words(&[0, 0, 0, 0, 0])),
        (b"vegas\0", kind::VEGAS, words(&[1, 2, 3000, 4])),
    ];
    sockets.extend((40..).zip(congestion).map(|(port, (name, kind, value))| {
        socket(port)
            .attribute(kind::INFO, &numbers.tcp_info(TCP_INFO))
            .attribute(kind::CONGESTION_CONTROL, name)
            .attribute(kind, &value)
    }));
    sockets
}

/// Connections whose account has each length that kernels have had, and numbers of every size in it.
pub(crate) fn accounts() -> Vec<Inet> {
    let mut numbers = Numbers(0xACC0);
    let lengths = [0, 1, 8, 88, 92, 96, 104, 112, 144, 160, 168, 192, 208, 216, 224, 228, 232, 248, TCP_INFO, 320];
    lengths
        .into_iter()
        .cycle()
        .take(100)
        .zip(5000..)
        .map(|(length, port)| {
            let state = [1, 10, 4, 8][usize::from(port) % 4];
            Inet::new(state, ("2001:db8::1", port), ("2001:db8::2", 443))
                .attribute(kind::INFO, &numbers.tcp_info(length))
                .attribute(kind::CONGESTION_CONTROL, b"cubic\0")
        })
        .collect()
}

/// Numbers that are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// `struct tcp_info`, cut or filled to a length: numbers of every magnitude, many of them zero.
    fn tcp_info(&mut self, length: usize) -> Vec<u8> {
        let mut octets: Vec<u8> = (0..8).map(|_| self.next() as u8).collect();
        while octets.len() < length {
            let magnitude = self.next() % 40;
            let value = if magnitude < 31 { (self.next() as u32 & 0x7FFF_FFFF) >> magnitude } else { 0 };
            octets.extend_from_slice(&value.to_ne_bytes());
        }
        octets.truncate(length);
        octets
    }
}
