//! TCP, UDP and their relatives.

use super::plan::{Plan, TextRows, TextTable};
use model::{StateSet, Transport};
use wire::netlink::TooLong;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion, Request, decode};

/// Which inet sockets to list.
#[derive(Clone, Debug)]
pub struct InetQuery {
    /// One inet transport.
    pub transport: Transport,
    /// IP versions, in the order in which they are listed.
    pub versions: Vec<IpVersion>,
    /// States to list.
    pub states: StateSet,
    /// What the kernel should add to each record. Each costs time per socket.
    pub extensions: Extensions,
    /// A filter that the kernel evaluates (`INET_DIAG_REQ_BYTECODE`). It may let too much through, never too little.
    pub bytecode: Option<Vec<u8>>,
    /// What BPF programs keep with each socket.
    pub bpf_storages: BpfStorages,
}

/// The number that ss gives its requests, so that recordings of the answers are the same.
const SEQUENCE: u32 = 123_456;

pub(super) fn plan(query: &InetQuery) -> Result<Plan, TooLong> {
    let transport = query.transport;
    // Only inet transports have a protocol number; zero is one that no kernel lists.
    let protocol = transport.ip_protocol().unwrap_or_default();
    let requests = query.versions.iter().map(|&version| {
        let (extensions, states, bytecode) = (query.extensions, query.states, query.bytecode.as_deref());
        let bpf_storages = &query.bpf_storages;
        Request { version, protocol, extensions, states, bytecode, bpf_storages }.encode(SEQUENCE)
    });
    let known = Known::of(transport);
    Ok(Plan {
        name: known.name,
        requests: requests.collect::<Result<_, _>>()?,
        decode: Box::new(move |payload| decode(payload, transport)),
        states: query.states,
        place: known.place,
        // Whoever wants one version alone passes over the rows of the other.
        text: [IpVersion::V4, IpVersion::V6].into_iter().filter_map(|version| text_table(transport, version)).collect(),
        counted_as: known.counted_as,
        kernel_option: known.kernel_option,
    })
}

/// What is known of a transport without asking.
struct Known {
    name: &'static str,
    place: Option<&'static str>,
    counted_as: &'static [&'static str],
    kernel_option: &'static str,
}

impl Known {
    fn of(transport: Transport) -> Self {
        let (name, place, counted_as, kernel_option): (_, _, &[&str], _) = match transport {
            Transport::Tcp => ("TCP sockets", Some("net/tcp"), &[], "CONFIG_INET_TCP_DIAG"),
            Transport::Udp => ("UDP sockets", Some("net/udp"), &[], "CONFIG_INET_UDP_DIAG"),
            Transport::UdpLite => ("UDP-Lite sockets", Some("net/udplite"), &[], "CONFIG_INET_UDP_DIAG"),
            Transport::Raw => ("raw sockets", Some("net/raw"), &[], "CONFIG_INET_RAW_DIAG"),
            Transport::Dccp => ("DCCP sockets", Some("net/dccp"), &["DCCP", "DCCPv6"], "CONFIG_INET_DCCP_DIAG"),
            Transport::Sctp => ("SCTP sockets", Some("net/sctp"), &["SCTP", "SCTPv6"], "CONFIG_INET_SCTP_DIAG"),
            Transport::Mptcp => ("MPTCP sockets", Some("net/mptcp"), &["MPTCP", "MPTCPv6"], "CONFIG_INET_MPTCP_DIAG"),
            _ => ("IP sockets", None, &[], "diagnostics for this protocol"),
        };
        Self { name, place, counted_as, kernel_option }
    }
}

/// The text file of a transport and IP version, where the kernel keeps one.
fn text_table(transport: Transport, version: IpVersion) -> Option<TextTable> {
    use IpVersion::{V4, V6};
    let path = match (transport, version) {
        (Transport::Tcp, V4) => "net/tcp",
        (Transport::Tcp, V6) => "net/tcp6",
        (Transport::Udp, V4) => "net/udp",
        (Transport::Udp, V6) => "net/udp6",
        (Transport::UdpLite, V4) => "net/udplite",
        (Transport::UdpLite, V6) => "net/udplite6",
        (Transport::Raw, V4) => "net/raw",
        (Transport::Raw, V6) => "net/raw6",
        _ => return None,
    };
    Some(TextTable { path, version: Some(version), rows: TextRows::Inet(transport) })
}
