//! IPv4 and IPv6 sockets: TCP, UDP and their relatives (`include/uapi/linux/inet_diag.h`).

use crate::{
    CgroupId, CongestionInfo, Family, InterfaceIndex, LegacyMemory, Millis, TcpInfo, TcpText, Timer, TimerKind, Ulp,
};
use std::net::IpAddr;

/// One end of an inet socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InetEndpoint {
    /// The address; unspecified means any.
    pub address: IpAddr,
    /// The port; zero means none. For raw sockets, the IP protocol.
    pub port: u16,
}

/// What an inet socket has beyond the common record. Options are `None` where the source did not say.
#[derive(Clone, Debug, PartialEq)]
pub struct InetSocket<'a> {
    /// This end.
    pub local: InetEndpoint,
    /// The other end.
    pub peer: InetEndpoint,
    /// The interface that the socket is bound to; zero: none.
    pub interface: InterfaceIndex,
    /// The timer that runs on it.
    pub timer: Timer,
    /// Whether an IPv6 socket refuses IPv4.
    pub v6_only: Option<bool>,
    /// Type of service of what it sends.
    pub tos: Option<u8>,
    /// IPv6 traffic class of what it sends.
    pub traffic_class: Option<u8>,
    /// Traffic class id: its priority, or the class its cgroup has.
    pub class_id: Option<u32>,
    /// Firewall mark.
    pub mark: Option<u32>,
    /// Its cgroup.
    pub cgroup: Option<CgroupId>,
    /// Socket option bits.
    pub options: Option<SocketOptions>,
    /// The older account of its memory.
    pub legacy_memory: Option<LegacyMemory>,
    /// Name of the congestion control, without the final NUL.
    pub congestion_control: Option<&'a [u8]>,
    /// What the congestion control says of itself.
    pub congestion: Option<CongestionInfo>,
    /// TCP's own account.
    pub tcp: Option<TcpInfo>,
    /// MPTCP's own account.
    pub mptcp: Option<MptcpInfo>,
    /// SCTP's own account.
    pub sctp: Option<SctpInfo>,
    /// What the upper layer protocol (TLS, MPTCP) says of itself.
    pub ulp: Option<Ulp<'a>>,
    /// SCTP: local addresses, as an array of `sockaddr_storage` (128 octets each).
    pub local_addresses: Option<&'a [u8]>,
    /// SCTP: peer addresses, as an array of `sockaddr_storage` (128 octets each).
    pub peer_addresses: Option<&'a [u8]>,
    /// TCP MD5 keys, as an array of `struct tcp_diag_md5sig` (100 octets each).
    pub md5_keys: Option<&'a [u8]>,
    /// BPF socket storage (`INET_DIAG_SK_BPF_STORAGES`), raw.
    pub bpf_storage: Option<&'a [u8]>,
    /// What only the text table of TCP tells; `None` where the record comes from the diagnostics.
    pub text: Option<TcpText<'a>>,
}

impl<'a> InetSocket<'a> {
    /// An inet socket of which only the ends are known yet.
    #[inline]
    pub fn between(local: InetEndpoint, peer: InetEndpoint) -> Self {
        Self {
            local,
            peer,
            interface: InterfaceIndex(0),
            timer: Timer { kind: TimerKind::Off, expires: Millis(0), retransmits: 0 },
            v6_only: None,
            tos: None,
            traffic_class: None,
            class_id: None,
            mark: None,
            cgroup: None,
            options: None,
            legacy_memory: None,
            congestion_control: None,
            congestion: None,
            tcp: None,
            mptcp: None,
            sctp: None,
            ulp: None,
            local_addresses: None,
            peer_addresses: None,
            md5_keys: None,
            bpf_storage: None,
            text: None,
        }
    }

    /// IPv4 or IPv6, by the family in which the socket's addresses came.
    pub fn family(&self) -> Family {
        match self.local.address {
            IpAddr::V4(_) => Family::Inet,
            IpAddr::V6(_) => Family::Inet6,
        }
    }
}

/// Socket option bits (`struct inet_diag_sockopt`), as the kernel packs them from the lowest bit of each octet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SocketOptions(pub [u8; 2]);

impl SocketOptions {
    fn bit(self, number: usize) -> bool {
        self.0[number / 8] >> (number % 8) & 1 != 0
    }
    /// `IP_RECVERR`.
    pub fn receive_errors(self) -> bool {
        self.bit(0)
    }
    /// A connection-oriented inet socket.
    pub fn is_connection_socket(self) -> bool {
        self.bit(1)
    }
    /// `IP_FREEBIND`.
    pub fn free_bind(self) -> bool {
        self.bit(2)
    }
    /// `IP_HDRINCL`.
    pub fn header_included(self) -> bool {
        self.bit(3)
    }
    /// `IP_MULTICAST_LOOP`.
    pub fn multicast_loop(self) -> bool {
        self.bit(4)
    }
    /// `IP_TRANSPARENT`.
    pub fn transparent(self) -> bool {
        self.bit(5)
    }
    /// `IP_MULTICAST_ALL`.
    pub fn multicast_all(self) -> bool {
        self.bit(6)
    }
    /// `IP_NODEFRAG`.
    pub fn no_defragmentation(self) -> bool {
        self.bit(7)
    }
    /// `IP_BIND_ADDRESS_NO_PORT`.
    pub fn bind_address_no_port(self) -> bool {
        self.bit(8)
    }
    /// `IP_RECVERR_RFC4884`.
    pub fn receive_errors_rfc4884(self) -> bool {
        self.bit(9)
    }
    /// Fast connect was deferred (`TCP_FASTOPEN_CONNECT`).
    pub fn defer_connect(self) -> bool {
        self.bit(10)
    }
}

/// MPTCP's account of a connection (`struct mptcp_info`). Counters beyond what the kernel sent are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MptcpInfo {
    /// Subflows beside the first.
    pub subflows: u8,
    /// ADD_ADDR sent and acknowledged.
    pub add_addr_signal: u8,
    /// ADD_ADDR received and accepted.
    pub add_addr_accepted: u8,
    /// Limit of subflows.
    pub subflows_max: u8,
    /// Limit of addresses to announce.
    pub add_addr_signal_max: u8,
    /// Limit of announced addresses to accept.
    pub add_addr_accepted_max: u8,
    /// `MPTCP_INFO_FLAG_*`: bit 0 fallback, bit 1 remote key received.
    pub flags: u32,
    /// The local token of the connection.
    pub token: u32,
    /// Next data sequence number to write.
    pub write_seq: u64,
    /// First data sequence number not acknowledged.
    pub snd_una: u64,
    /// Next data sequence number expected.
    pub rcv_nxt: u64,
    /// Local addresses in use.
    pub local_addr_used: u8,
    /// Limit of local addresses.
    pub local_addr_max: u8,
    /// Whether data checksums are on.
    pub csum_enabled: u8,
    /// MPTCP-level retransmissions.
    pub retransmits: u32,
    /// Octets retransmitted at the MPTCP level.
    pub bytes_retrans: u64,
    /// Octets sent.
    pub bytes_sent: u64,
    /// Octets received.
    pub bytes_received: u64,
    /// Octets acknowledged.
    pub bytes_acked: u64,
    /// Subflows in all, the first included.
    pub subflows_total: u8,
    /// Milliseconds since data was last sent.
    pub last_data_sent_ms: u32,
    /// Milliseconds since data was last received.
    pub last_data_recv_ms: u32,
    /// Milliseconds since an acknowledgement was last received.
    pub last_ack_recv_ms: u32,
}

/// SCTP's account of an association (`struct sctp_info`, `include/uapi/linux/sctp.h`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // Field for field the kernel's struct, which documents them.
pub struct SctpInfo {
    pub tag: u32,
    pub state: u32,
    pub rwnd: u32,
    pub unackdata: u16,
    pub penddata: u16,
    pub instrms: u16,
    pub outstrms: u16,
    pub fragmentation_point: u32,
    pub inqueue: u32,
    pub outqueue: u32,
    pub overall_error: u32,
    pub max_burst: u32,
    pub maxseg: u32,
    pub peer_rwnd: u32,
    pub peer_tag: u32,
    pub peer_capable: u8,
    pub peer_sack: u8,
    pub isacks: u64,
    pub osacks: u64,
    pub opackets: u64,
    pub ipackets: u64,
    pub rtxchunks: u64,
    pub outofseqtsns: u64,
    pub idupchunks: u64,
    pub gapcnt: u64,
    pub ouodchunks: u64,
    pub iuodchunks: u64,
    pub oodchunks: u64,
    pub iodchunks: u64,
    pub octrlchunks: u64,
    pub ictrlchunks: u64,
    pub p_address: [u8; 28],
    pub p_state: i32,
    pub p_cwnd: u32,
    pub p_srtt: u32,
    pub p_rto: u32,
    pub p_hbinterval: u32,
    pub p_pathmaxrxt: u32,
    pub p_sackdelay: u32,
    pub p_sackfreq: u32,
    pub p_ssthresh: u32,
    pub p_partial_bytes_acked: u32,
    pub p_flight_size: u32,
    pub p_error: u16,
    pub s_autoclose: u32,
    pub s_adaptation_ind: u32,
    pub s_pd_point: u32,
    pub s_nodelay: u8,
    pub s_disable_fragments: u8,
    pub s_v4mapped: u8,
    pub s_frag_interleave: u8,
    pub s_type: u32,
}
