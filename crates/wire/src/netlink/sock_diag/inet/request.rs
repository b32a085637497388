//! What to ask of IPv4 and IPv6 sockets (`struct inet_diag_req_v2`).

use super::{AF_INET, AF_INET6};
use crate::netlink::sock_diag::dump_request;
use crate::netlink::{TooLong, push_attribute};
use model::StateSet;
use zerocopy::network_endian::U16;
use zerocopy::{Immutable, IntoBytes};

/// `INET_DIAG_REQ_BYTECODE`.
const ATTRIBUTE_BYTECODE: u16 = 1;
/// `INET_DIAG_REQ_SK_BPF_STORAGES`, a nest.
const ATTRIBUTE_BPF_STORAGES: u16 = 2 | NESTED;
/// `SK_DIAG_BPF_STORAGE_REQ_MAP_FD` in it.
const ATTRIBUTE_MAP_DESCRIPTOR: u16 = 1;
/// `NLA_F_NESTED`.
const NESTED: u16 = 1 << 15;
/// `INET_DIAG_REQ_PROTOCOL`.
const ATTRIBUTE_PROTOCOL: u16 = 3;
/// Stands in the octet of the protocol when the attribute names it.
const PROTOCOL_IN_ATTRIBUTE: u8 = 255;

/// IPv4 or IPv6; one request asks for one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IpVersion {
    /// `AF_INET`.
    V4,
    /// `AF_INET6`.
    V6,
}

/// The extensions that a request can ask for (`1 << (INET_DIAG_… - 1)`). Others come unasked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extensions(u8);

impl Extensions {
    /// None.
    pub const NONE: Self = Self(0);
    /// The older account of memory (`INET_DIAG_MEMINFO`).
    pub const LEGACY_MEMORY: Self = Self(1);
    /// The protocol's own account (`INET_DIAG_INFO`), and what the upper layer protocol says.
    pub const INFO: Self = Self(1 << 1);
    /// What the congestion control says of itself (`INET_DIAG_VEGASINFO`).
    pub const CONGESTION_INFO: Self = Self(1 << 2);
    /// The name of the congestion control (`INET_DIAG_CONG`).
    pub const CONGESTION_CONTROL: Self = Self(1 << 3);
    /// Type of service (`INET_DIAG_TOS`).
    pub const TOS: Self = Self(1 << 4);
    /// IPv6 traffic class and traffic class id (`INET_DIAG_TCLASS`).
    pub const TRAFFIC_CLASS: Self = Self(1 << 5);
    /// The account of memory (`INET_DIAG_SKMEMINFO`).
    pub const MEMORY: Self = Self(1 << 6);
    /// Shutdown bits (`INET_DIAG_SHUTDOWN`), which every kernel sends unasked.
    pub const SHUTDOWN: Self = Self(1 << 7);

    /// The extensions of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The octet `idiag_ext`.
    pub const fn bits(self) -> u8 {
        self.0
    }
}

/// Which BPF storages of a socket to send. The kernel sends them to whoever may use BPF.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum BpfStorages {
    /// None.
    #[default]
    Unasked,
    /// All.
    All,
    /// Those of the maps to which these descriptors of the sender refer.
    OfMaps(Vec<std::os::fd::RawFd>),
}

impl BpfStorages {
    fn push(&self, body: &mut Vec<u8>) -> Result<(), TooLong> {
        let mut nest = Vec::new();
        match self {
            Self::Unasked => return Ok(()),
            Self::All => {}
            Self::OfMaps(descriptors) => {
                for descriptor in descriptors {
                    push_attribute(&mut nest, ATTRIBUTE_MAP_DESCRIPTOR, &descriptor.to_ne_bytes())?;
                }
            }
        }
        push_attribute(body, ATTRIBUTE_BPF_STORAGES, &nest)
    }
}

/// Asks for the sockets of one IP version and protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// IPv4 or IPv6.
    pub version: IpVersion,
    /// The IP protocol number; those above 255 (MPTCP, 262) travel in an attribute.
    pub protocol: u16,
    /// What to send beside the fixed part.
    pub extensions: Extensions,
    /// The states to send.
    pub states: StateSet,
    /// A program that picks the sockets (`struct inet_diag_bc_op`); `None`: all.
    pub bytecode: Option<&'a [u8]>,
    /// BPF storages to send beside the rest.
    pub bpf_storages: &'a BpfStorages,
}

/// `struct inet_diag_sockid`: all zero in a request for more than one socket.
#[derive(IntoBytes, Immutable, Default)]
#[repr(C)]
pub(super) struct SocketId {
    pub(super) local_port: U16,
    pub(super) peer_port: U16,
    pub(super) local_address: [u8; 16],
    pub(super) peer_address: [u8; 16],
    pub(super) interface: u32,
    pub(super) cookie: [u32; 2],
}

/// `struct inet_diag_req_v2`.
#[derive(IntoBytes, Immutable)]
#[repr(C)]
pub(super) struct FixedPart {
    pub(super) family: u8,
    pub(super) protocol: u8,
    pub(super) extensions: u8,
    /// Padding, but for one raw socket its protocol (`struct inet_diag_req_raw`).
    pub(super) raw_protocol: u8,
    pub(super) states: u32,
    pub(super) id: SocketId,
}

impl FixedPart {
    /// A request for all sockets in these states.
    pub(super) fn new(version: IpVersion, protocol: u8, states: StateSet) -> Self {
        let family = match version {
            IpVersion::V4 => AF_INET,
            IpVersion::V6 => AF_INET6,
        };
        Self { family, protocol, extensions: 0, raw_protocol: 0, states: states.bits(), id: SocketId::default() }
    }
}

impl Request<'_> {
    /// The request as a netlink message.
    ///
    /// # Errors
    /// When the bytecode, or the list of maps, is longer than an attribute can be.
    pub fn encode(&self, sequence: u32) -> Result<Vec<u8>, TooLong> {
        let small_protocol = u8::try_from(self.protocol);
        let fixed = FixedPart {
            extensions: self.extensions.bits(),
            ..FixedPart::new(self.version, small_protocol.unwrap_or(PROTOCOL_IN_ATTRIBUTE), self.states)
        };
        let mut body = fixed.as_bytes().to_vec();
        if let Some(bytecode) = self.bytecode {
            push_attribute(&mut body, ATTRIBUTE_BYTECODE, bytecode)?;
        }
        if small_protocol.is_err() {
            push_attribute(&mut body, ATTRIBUTE_PROTOCOL, &u32::from(self.protocol).to_ne_bytes())?;
        }
        self.bpf_storages.push(&mut body)?;
        Ok(dump_request(sequence, &body))
    }
}
