//! The options of `ss`, in the order in which its help lists them (ss(8)).

use crate::options::OptionRow;

/// What an option of `ss` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Help,
    Version,
    Numeric,
    Resolve,
    All,
    Listening,
    BoundInactive,
    Timers,
    Extended,
    Memory,
    Processes,
    Threads,
    Owner,
    Info,
    Newest,
    TipcInfo,
    Summary,
    Tos,
    Cgroup,
    Bpf,
    BpfMaps,
    BpfMapId,
    Events,
    Context,
    Contexts,
    Network,
    AllNetworks,
    Ipv4,
    Ipv6,
    Packet,
    Tcp,
    Mptcp,
    Sctp,
    Udp,
    Dccp,
    Raw,
    Unix,
    Tipc,
    Vsock,
    Xdp,
    Family,
    Kill,
    NoHeader,
    NoQueues,
    OneLine,
    SocketOptions,
    Tables,
    Record,
    FilterFile,
}

const fn row(
    meaning: Meaning,
    short: Option<char>,
    long: &'static [&'static str],
    help: &'static str,
) -> OptionRow<Meaning> {
    OptionRow { meaning, short, long, value: None, help, original: true }
}

const fn valued(
    meaning: Meaning,
    short: Option<char>,
    long: &'static [&'static str],
    value: &'static str,
    help: &'static str,
) -> OptionRow<Meaning> {
    OptionRow { meaning, short, long, value: Some(value), help, original: true }
}

/// An option that came after the version that we stand in for.
const fn newer(row: OptionRow<Meaning>) -> OptionRow<Meaning> {
    OptionRow { original: false, ..row }
}

/// Every option, with its letter, its names and what the help says of it.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    row(Meaning::Help, Some('h'), &["help"], "show this text"),
    row(Meaning::Version, Some('V'), &["version"], "show the version"),
    row(Meaning::Version, Some('v'), &[], "the same as -V"),
    row(Meaning::Numeric, Some('n'), &["numeric"], "show ports as numbers"),
    row(Meaning::Resolve, Some('r'), &["resolve"], "show hosts by name"),
    row(Meaning::All, Some('a'), &["all"], "listening and other sockets alike"),
    row(Meaning::Listening, Some('l'), &["listening"], "only sockets that wait for peers"),
    newer(row(
        Meaning::BoundInactive,
        Some('B'),
        &["bound-inactive"],
        "only TCP sockets with a port and no use for it yet",
    )),
    row(Meaning::Timers, Some('o'), &["options"], "the timer that runs on a socket"),
    row(Meaning::Extended, Some('e'), &["extended"], "user, inode, cookie, cgroup and more"),
    row(Meaning::Memory, Some('m'), &["memory"], "what the buffers hold"),
    row(Meaning::Processes, Some('p'), &["processes"], "the processes that hold a socket"),
    row(Meaning::Threads, Some('T'), &["threads"], "the threads that hold a socket"),
    newer(row(Meaning::Owner, None, &["owner"], "who those processes are, or why there are none")),
    row(Meaning::Info, Some('i'), &["info"], "TCP's own account of a connection"),
    newer(row(Meaning::Newest, None, &["newest"], "with -i, also what only newer versions of ss tell")),
    row(Meaning::TipcInfo, None, &["tipcinfo"], "TIPC's own account of a socket"),
    row(Meaning::Summary, Some('s'), &["summary"], "counts of sockets by kind"),
    row(Meaning::Tos, None, &["tos"], "type of service, traffic class and priority"),
    row(Meaning::Cgroup, None, &["cgroup"], "the cgroup of a socket"),
    row(Meaning::Bpf, Some('b'), &["bpf"], "classic BPF filters of packet sockets"),
    newer(row(Meaning::BpfMaps, None, &["bpf-maps"], "what BPF programs keep with each socket")),
    newer(valued(Meaning::BpfMapId, None, &["bpf-map-id"], "ID", "the same of one map; may be repeated")),
    row(Meaning::Events, Some('E'), &["events"], "follow TCP and UDP sockets as they end"),
    row(Meaning::Context, Some('Z'), &["context"], "SELinux contexts of processes"),
    row(Meaning::Contexts, Some('z'), &["contexts"], "SELinux contexts of processes and sockets"),
    valued(
        Meaning::Network,
        Some('N'),
        &["net"],
        "NAME",
        "sockets of another network namespace: a name, a path or a pid",
    ),
    newer(row(Meaning::AllNetworks, None, &["all-netns"], "sockets of every network namespace, each named on its row")),
    row(Meaning::Ipv4, Some('4'), &["ipv4"], "only IPv4"),
    row(Meaning::Ipv6, Some('6'), &["ipv6"], "only IPv6"),
    row(Meaning::Packet, Some('0'), &["packet"], "link-layer sockets"),
    row(Meaning::Tcp, Some('t'), &["tcp"], "TCP sockets"),
    row(Meaning::Mptcp, Some('M'), &["mptcp"], "MPTCP sockets"),
    row(Meaning::Sctp, Some('S'), &["sctp"], "SCTP sockets"),
    row(Meaning::Udp, Some('u'), &["udp"], "UDP sockets"),
    row(Meaning::Dccp, Some('d'), &["dccp"], "DCCP sockets"),
    row(Meaning::Raw, Some('w'), &["raw"], "raw IP sockets"),
    row(Meaning::Unix, Some('x'), &["unix"], "UNIX domain sockets"),
    row(Meaning::Tipc, None, &["tipc"], "TIPC sockets"),
    row(Meaning::Vsock, None, &["vsock"], "VM sockets"),
    row(Meaning::Xdp, None, &["xdp"], "AF_XDP sockets"),
    valued(
        Meaning::Family,
        Some('f'),
        &["family"],
        "FAMILY",
        "one family: inet, inet6, link, unix, netlink, vsock, tipc or xdp",
    ),
    row(Meaning::Kill, Some('K'), &["kill"], "close the sockets, and show those that were closed"),
    row(Meaning::NoHeader, Some('H'), &["no-header"], "leave out the headings"),
    newer(row(Meaning::NoQueues, Some('Q'), &["no-queues"], "leave out the columns of the queues")),
    row(Meaning::OneLine, Some('O'), &["oneline"], "one line per socket, whatever its details"),
    row(Meaning::SocketOptions, None, &["inet-sockopt"], "socket option bits"),
    valued(
        Meaning::Tables,
        Some('A'),
        &["query", "socket"],
        "KINDS",
        "kinds of sockets, separated by commas: all, inet, tcp, mptcp, udp, raw, unix,\n\
         \x20                       unix_stream, unix_dgram, unix_seqpacket, packet, packet_raw, packet_dgram,\n\
         \x20                       netlink, dccp, sctp, vsock, vsock_stream, vsock_dgram, tipc, xdp; !KIND takes away",
    ),
    valued(
        Meaning::Record,
        Some('D'),
        &["diag"],
        "FILE",
        "write the kernel's raw answers about TCP sockets to a file (-: standard output)",
    ),
    valued(Meaning::FilterFile, Some('F'), &["filter"], "FILE", "read the filter from a file (- is standard input)"),
];

/// What the help says of filters.
pub(super) const FILTER_HELP: &str = concat!("FILTER: ", include_str!("filter.txt"));
