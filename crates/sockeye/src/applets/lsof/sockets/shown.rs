//! One socket as lsof shows it: what stands under TYPE, DEVICE, NODE and NAME. Seen of version 4.95.

use super::{InetFacts, SocketFacts, UnixFacts};
use crate::applets::lsof::cells::{Device, Node, push_formatted};
use crate::applets::lsof::ends::Ends;
use crate::applets::lsof::printable::{self, Charset};
use model::{InetEndpoint, Inode, NetlinkProtocol, State, Transport};
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

/// IP protocol 1.
const ICMP: Transport = Transport::OtherIp(1);

impl SocketFacts<'_> {
    /// What stands under TYPE.
    pub(in super::super) fn kind(&self) -> &'static str {
        match self {
            Self::Inet(facts) => match (facts.transport, facts.local.address.is_ipv6()) {
                (Transport::Raw, false) => "raw",
                (Transport::Raw, true) => "raw6",
                (ICMP, _) => "icmp",
                (_, false) => "IPv4",
                (_, true) => "IPv6",
            },
            Self::Unix(_) => "unix",
            Self::Netlink(_) => "netlink",
            Self::Packet { .. } => "pack",
        }
    }

    /// What stands under DEVICE, of the socket with this inode.
    pub(in super::super) fn device(&self, inode: Inode) -> Device {
        match self {
            Self::Inet(facts) if facts.is_network() => Device::Inode(inode),
            Self::Inet(_) | Self::Netlink(_) => Device::None,
            Self::Packet { .. } => Device::Inode(inode),
            Self::Unix(facts) => Device::Address(facts.address),
        }
    }

    /// What stands under NODE, of the socket with this inode.
    pub(in super::super) fn node(&self, inode: Inode) -> Node {
        match self {
            Self::Inet(facts) if facts.is_network() => Node::Protocol(facts.protocol()),
            Self::Inet(_) | Self::Netlink(_) | Self::Unix(_) => Node::Inode(inode),
            Self::Packet { protocol, .. } => {
                ethernet_protocol(*protocol).map_or(Node::ProtocolNumber(*protocol), Node::Protocol)
            }
        }
    }

    /// Appends what stands under NAME, without state and queues.
    pub(in super::super) fn push_name(&self, out: &mut Vec<u8>, ends: &Ends, charset: Charset) {
        match self {
            Self::Inet(facts) if facts.is_network() => facts.push_ends(out, ends, charset),
            Self::Inet(facts) => facts.push_row(out),
            Self::Unix(facts) => {
                let name = facts.first_word();
                if !name.is_empty() {
                    printable::push(out, name, charset);
                    out.push(b' ');
                }
                out.extend_from_slice(b"type=");
                out.extend_from_slice(unix_type(facts.transport).as_bytes());
            }
            Self::Netlink(protocol) => out.extend_from_slice(netlink_protocol(*protocol).as_bytes()),
            Self::Packet { transport: Transport::PacketRaw, .. } => out.extend_from_slice(b"type=SOCK_RAW"),
            Self::Packet { .. } => out.extend_from_slice(b"type=SOCK_DGRAM"),
        }
    }

    /// Whether `-i` selects it.
    pub(in super::super) fn is_network(&self) -> bool {
        matches!(self, Self::Inet(facts) if facts.is_network())
    }

    /// Whether `-T` says anything of it: of others not even a blank stands behind the name.
    pub(in super::super) fn has_connection(&self) -> bool {
        self.is_network() || matches!(self, Self::Unix(_))
    }

    /// The name of its state, if it has one.
    pub(in super::super) fn state(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Inet(facts) if facts.transport == Transport::Tcp => Some(tcp_state(facts.state)),
            Self::Unix(facts) => Some(unix_state(facts.state).into()),
            _ => None,
        }
    }

    /// Octets to read and to send, where lsof tells them.
    pub(in super::super) fn queues(&self) -> Option<(u32, u32)> {
        match self {
            Self::Inet(facts) if facts.is_network() => Some((facts.receive_queue, facts.send_queue)),
            _ => None,
        }
    }
}

impl InetFacts {
    /// Whether it is a file of the Internet to lsof: `-i` selects it, and it is shown by its ends.
    pub(in super::super) fn is_network(&self) -> bool {
        !matches!(self.transport, Transport::Raw | ICMP)
    }

    /// What lsof calls its protocol.
    pub(in super::super) fn protocol(&self) -> &'static str {
        match self.transport {
            Transport::Tcp => "TCP",
            Transport::UdpLite => "UDPLITE",
            _ => "UDP",
        }
    }

    /// Both ends as lsof takes them: none where neither address nor port is set, and both as IPv4 where either is an
    /// IPv4-mapped address.
    pub(in super::super) fn shown_ends(&self) -> [Option<InetEndpoint>; 2] {
        let is_mapped = |address| matches!(address, IpAddr::V6(address) if address.to_ipv4_mapped().is_some());
        let is_ipv4 = is_mapped(self.local.address) || is_mapped(self.peer.address);
        [self.local, self.peer].map(|end| {
            if end.address.is_unspecified() && end.port == 0 {
                return None;
            }
            Some(match end.address {
                IpAddr::V6(address) if is_ipv4 => {
                    let [.., a, b, c, d] = address.octets();
                    InetEndpoint { address: Ipv4Addr::new(a, b, c, d).into(), port: end.port }
                }
                _ => end,
            })
        })
    }

    fn push_ends(&self, out: &mut Vec<u8>, ends: &Ends, charset: Charset) {
        let [local, peer] = self.shown_ends();
        if let Some(local) = local {
            ends.push(out, local, self.transport, charset);
        }
        if let Some(peer) = peer {
            out.extend_from_slice(b"->");
            ends.push(out, peer, self.transport, charset);
        }
    }

    /// A raw socket's row of its text table: addresses as words in the host's order.
    fn push_row(&self, out: &mut Vec<u8>) {
        push_words(out, self.local);
        out.extend_from_slice(b"->");
        push_words(out, self.peer);
        if self.transport == Transport::Raw {
            push_formatted(out, format_args!(" st={:02X}", self.state.to_kernel()));
        }
    }
}

impl UnixFacts<'_> {
    /// As much of its name as lsof reads: one word, which a colon ends too.
    pub(in super::super) fn first_word(&self) -> &[u8] {
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b':');
        let start = self.name.iter().position(|byte| !is_between(byte)).unwrap_or(self.name.len());
        let rest = &self.name[start..];
        &rest[..rest.iter().position(is_between).unwrap_or(rest.len())]
    }
}

fn push_words(out: &mut Vec<u8>, end: InetEndpoint) {
    let mut word = |octets: &[u8]| {
        let octets = octets.try_into().unwrap_or_default();
        push_formatted(out, format_args!("{:08X}", u32::from_ne_bytes(octets)));
    };
    match end.address {
        IpAddr::V4(address) => word(&address.octets()),
        IpAddr::V6(address) => address.octets().chunks_exact(4).for_each(word),
    }
    push_formatted(out, format_args!(":{:04X}", end.port));
}

fn tcp_state(state: State) -> Cow<'static, str> {
    Cow::Borrowed(match state {
        State::Established => "ESTABLISHED",
        State::SynSent => "SYN_SENT",
        State::SynRecv => "SYN_RECV",
        State::FinWait1 => "FIN_WAIT1",
        State::FinWait2 => "FIN_WAIT2",
        State::TimeWait => "TIME_WAIT",
        State::Close => "CLOSE",
        State::CloseWait => "CLOSE_WAIT",
        State::LastAck => "LAST_ACK",
        State::Listen => "LISTEN",
        State::Closing => "CLOSING",
        State::Other(0) => "CLOSED",
        other => return Cow::Owned(format!("UNKNOWN_TCP_STATE_{}", other.to_kernel())),
    })
}

fn unix_state(state: State) -> &'static str {
    match state {
        State::Listen => "LISTEN",
        State::Close => "UNCONNECTED",
        State::SynSent => "CONNECTING",
        State::Established => "CONNECTED",
        State::Closing => "DISCONNECTING",
        _ => "UNKNOWN",
    }
}

fn unix_type(transport: Transport) -> &'static str {
    match transport {
        Transport::UnixStream => "STREAM",
        Transport::UnixDatagram => "DGRAM",
        Transport::UnixSeqpacket => "SEQPACKET",
        _ => "unknown",
    }
}

/// Netlink protocols (`NETLINK_*` in include/uapi/linux/netlink.h) by lsof's names.
fn netlink_protocol(protocol: NetlinkProtocol) -> Cow<'static, str> {
    const NAMES: [Option<&str>; 23] = [
        Some("ROUTE"),
        Some("UNUSED"),
        Some("USERSOCK"),
        Some("FIREWALL"),
        Some("INET_DIAG"),
        Some("NFLOG"),
        Some("XFRM"),
        Some("SELINUX"),
        Some("ISCSI"),
        Some("AUDIT"),
        Some("FIB_LOOKUP"),
        Some("CONNECTOR"),
        Some("NETFILTER"),
        Some("IP6_FW"),
        Some("DNRTMSG"),
        Some("KOBJECT_UEVENT"),
        Some("GENERIC"),
        None,
        Some("SCSITRANSPORT"),
        Some("ECRYPTFS"),
        Some("RDMA"),
        Some("CRYPTO"),
        Some("SMC"),
    ];
    match NAMES.get(usize::from(protocol.0)) {
        Some(Some(name)) => Cow::Borrowed(name),
        _ => Cow::Owned(format!("unknown protocol: {}", protocol.0)),
    }
}

/// Ethernet protocols (`ETH_P_*` in include/uapi/linux/if_ether.h) by lsof's names, seven octets at most.
fn ethernet_protocol(protocol: u16) -> Option<&'static str> {
    Some(match protocol {
        0x0001 => "802.3",
        0x0002 => "AX25",
        0x0003 => "ALL",
        0x0004 | 0x0011 => "802.2",
        0x0005 => "SNAP",
        0x0006 => "DDCMP",
        0x0007 => "WAN_PPP",
        0x0008 => "PPP MP",
        0x0009 => "LCLTALK",
        0x0010 => "PPPTALK",
        0x0015 => "MOBITEX",
        0x0016 => "CONTROL",
        0x0017 => "IRDA",
        0x0018 => "ECONET",
        0x0019 => "HDLC",
        0x001A => "ARCNET",
        0x0060 => "LOOP",
        0x0200 => "PUP",
        0x0201 => "PUPAT",
        0x0800 => "IP",
        0x0805 => "X25",
        0x0806 => "ARP",
        0x08FF => "BPQ",
        0x0A00 => "I3EPUP",
        0x0A01 => "I3EPUPA",
        0x6000 => "DEC",
        0x6001 => "DNA_DL",
        0x6002 => "DNA_RC",
        0x6003 => "DNA_RT",
        0x6004 => "LAT",
        0x6005 => "DIAG",
        0x6006 => "CUST",
        0x6007 => "SCA",
        0x8035 => "RARP",
        0x809B => "ATALK",
        0x80F3 => "AARP",
        0x8100 => "8021Q",
        0x8137 => "IPX",
        0x86DD => "IPV6",
        0x8809 => "SLOW",
        0x883E => "WCCP",
        0x8847 => "MPLS_UC",
        0x8848 => "MPLS_MC",
        0x884C => "ATMMPOA",
        0x8863 => "PPP_DIS",
        0x8864 => "PPP_SES",
        0x8884 => "ATMFATE",
        0x88A2 => "AOE",
        0x88CA => "TIPC",
        _ => return None,
    })
}
