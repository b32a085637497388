//! Answers of the kernel, octet by octet (`include/uapi/linux/inet_diag.h`).

use std::net::IpAddr;
use wire::netlink::sock_diag::SOCK_DIAG_BY_FAMILY;
use wire::netlink::{NLM_F_MULTI, NLMSG_DONE, NLMSG_ERROR, message, push_attribute};

/// An inet socket as the kernel tells it: a fixed part, then attributes.
#[derive(Clone)]
pub(crate) struct Inet(Vec<u8>);

/// Where the fixed part has a field: its first octet.
mod field {
    pub(super) const STATE: usize = 1;
    pub(super) const TIMER: usize = 2;
    pub(super) const RETRANSMITS: usize = 3;
    pub(super) const LOCAL_PORT: usize = 4;
    pub(super) const PEER_PORT: usize = 6;
    pub(super) const LOCAL_ADDRESS: usize = 8;
    pub(super) const PEER_ADDRESS: usize = 24;
    pub(super) const INTERFACE: usize = 40;
    pub(super) const COOKIE: usize = 44;
    pub(super) const EXPIRES: usize = 52;
    pub(super) const RECEIVE_QUEUE: usize = 56;
    pub(super) const SEND_QUEUE: usize = 60;
    pub(super) const USER: usize = 64;
    pub(super) const INODE: usize = 68;
    pub(super) const END: usize = 72;
}

impl Inet {
    /// A socket in this state with these ends.
    pub(crate) fn new(state: u8, local: (&str, u16), peer: (&str, u16)) -> Self {
        let mut octets = vec![0; field::END];
        octets[field::STATE] = state;
        let mut socket = Self(octets);
        socket.end(field::LOCAL_ADDRESS, field::LOCAL_PORT, local);
        socket.end(field::PEER_ADDRESS, field::PEER_PORT, peer);
        socket.word(field::COOKIE, 0x1000 + u32::from(local.1)).word(field::INODE, 7000 + u32::from(local.1))
    }

    fn end(&mut self, address_at: usize, port_at: usize, (address, port): (&str, u16)) {
        let (family, octets) = match address.parse().expect("an address") {
            IpAddr::V4(address) => (2, address.octets().to_vec()),
            IpAddr::V6(address) => (10, address.octets().to_vec()),
        };
        self.0[0] = family;
        self.0[address_at..address_at + octets.len()].copy_from_slice(&octets);
        self.0[port_at..port_at + 2].copy_from_slice(&port.to_be_bytes());
    }

    fn word(mut self, at: usize, value: u32) -> Self {
        self.0[at..at + 4].copy_from_slice(&value.to_ne_bytes());
        self
    }

    pub(crate) fn timer(mut self, kind: u8, milliseconds: u32, retransmits: u8) -> Self {
        self.0[field::TIMER] = kind;
        self.0[field::RETRANSMITS] = retransmits;
        self.word(field::EXPIRES, milliseconds)
    }

    pub(crate) fn queues(self, receive: u32, send: u32) -> Self {
        self.word(field::RECEIVE_QUEUE, receive).word(field::SEND_QUEUE, send)
    }

    pub(crate) fn user(self, user: u32) -> Self {
        self.word(field::USER, user)
    }

    pub(crate) fn inode(self, inode: u32) -> Self {
        self.word(field::INODE, inode)
    }

    pub(crate) fn interface(self, index: u32) -> Self {
        self.word(field::INTERFACE, index)
    }

    pub(crate) fn attribute(mut self, kind: u16, value: &[u8]) -> Self {
        push_attribute(&mut self.0, kind, value).expect("a short value");
        self
    }

    /// The address family.
    pub(crate) fn family(&self) -> u8 {
        self.0[0]
    }

    /// The whole message.
    pub(crate) fn message(&self) -> Vec<u8> {
        socket(&self.0)
    }
}

/// The message about a socket of any family.
pub(crate) fn socket(body: &[u8]) -> Vec<u8> {
    message(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, 123_456, body)
}

/// Attributes in a row, for the value of a nest.
pub(crate) fn nest(attributes: &[(u16, &[u8])]) -> Vec<u8> {
    let mut value = Vec::new();
    for (kind, octets) in attributes {
        push_attribute(&mut value, *kind, octets).expect("a short value");
    }
    value
}

/// 32-bit words as the kernel writes them.
pub(crate) fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_ne_bytes()).collect()
}

/// The end of an answer.
pub(crate) fn done() -> Vec<u8> {
    message(NLMSG_DONE, NLM_F_MULTI, 123_456, &[0; 4])
}

/// A refusal.
pub(crate) fn error(errno: i32) -> Vec<u8> {
    message(NLMSG_ERROR, 0, 123_456, &[&(-errno).to_ne_bytes()[..], &[0; 16]].concat())
}

/// The sockets of one answer, and its end.
pub(crate) fn answer(sockets: &[Inet]) -> Vec<u8> {
    sockets.iter().map(Inet::message).chain([done()]).flatten().collect()
}
