//! The options of `nc`: those of OpenBSD's (nc(1), Debian's 1.219) by their letters, what the traditional one and ncat call the same
//! things, and our own, which have long names alone so that no letter of the original is taken.

use crate::options::OptionRow;

/// What an option of `nc` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Ipv4,
    Ipv6,
    Broadcast,
    LineEnds,
    Debug,
    NoInput,
    PassDescriptor,
    Help,
    ReceiveBuffer,
    Interval,
    KeepListening,
    Listen,
    TimeToLive,
    LeastTimeToLive,
    HalfClose,
    Numeric,
    SendBuffer,
    ProxyUser,
    LocalPort,
    QuitAfter,
    Shuffle,
    Signature,
    LocalAddress,
    TrafficClass,
    Telnet,
    Unix,
    Udp,
    RoutingTable,
    Verbose,
    ReceiveLimit,
    Limit,
    ProxyProtocol,
    Proxy,
    Dccp,
    Scan,
    Tls,
    TlsAuthorities,
    TlsCertificate,
    TlsKey,
    TlsName,
    TlsProtocols,
    TlsInsecure,
    TlsVerifyClient,
    Record,
    HexDump,
    Progress,
    Sandbox,
    NoSandbox,
    Congestion,
    Schema,
    Version,
    /// `-e` and `-c` of the traditional one, which run a program.
    Program,
    /// `-g` and `-G` of the traditional one: source routes.
    SourceRoute,
}

impl Meaning {
    /// Whether it is known only to be refused with its reason, so that no help lists it.
    pub(super) fn is_refused(self) -> bool {
        matches!(self, Self::Program | Self::SourceRoute)
    }
}

const fn flag(meaning: Meaning, short: char, long: &'static [&'static str], help: &'static str) -> OptionRow<Meaning> {
    OptionRow { meaning, short: Some(short), long, value: None, help, original: true }
}

const fn valued(
    meaning: Meaning,
    short: char,
    long: &'static [&'static str],
    value: &'static str,
    help: &'static str,
) -> OptionRow<Meaning> {
    OptionRow { value: Some(value), ..flag(meaning, short, long, help) }
}

/// An option of ours.
const fn own(
    meaning: Meaning,
    long: &'static [&'static str],
    value: Option<&'static str>,
    help: &'static str,
) -> OptionRow<Meaning> {
    OptionRow { meaning, short: None, long, value, help, original: false }
}

/// Every option, in the order in which the help lists them.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    flag(Meaning::Ipv4, '4', &[], "IPv4 only"),
    flag(Meaning::Ipv6, '6', &[], "IPv6 only"),
    flag(Meaning::Broadcast, 'b', &[], "allow broadcast addresses"),
    flag(Meaning::LineEnds, 'C', &["crlf"], "send CR LF where the input has LF"),
    flag(Meaning::Debug, 'D', &[], "set SO_DEBUG on the socket"),
    flag(Meaning::NoInput, 'd', &[], "do not read standard input"),
    flag(Meaning::PassDescriptor, 'F', &[], "hand the connected socket to standard output, and end"),
    flag(Meaning::Help, 'h', &["help"], "show this text"),
    valued(Meaning::ReceiveBuffer, 'I', &[], "OCTETS", "size of the socket's receive buffer"),
    valued(Meaning::Interval, 'i', &[], "SECONDS", "pause between lines, and between ports"),
    flag(Meaning::KeepListening, 'k', &[], "with -l: take one connection after the other; with -u: all peers"),
    flag(Meaning::Listen, 'l', &["listen"], "listen, rather than connect"),
    valued(Meaning::TimeToLive, 'M', &[], "TTL", "hops that packets sent may take"),
    valued(Meaning::LeastTimeToLive, 'm', &[], "TTL", "drop packets received with fewer hops left"),
    flag(Meaning::HalfClose, 'N', &[], "tell the peer when the input has ended"),
    flag(Meaning::Numeric, 'n', &["nodns"], "look up no names"),
    valued(Meaning::SendBuffer, 'O', &[], "OCTETS", "size of the socket's send buffer"),
    valued(Meaning::ProxyUser, 'P', &[], "NAME", "who to be at the proxy; the password is asked for"),
    valued(Meaning::LocalPort, 'p', &["source-port"], "PORT", "the port to send from, with -l to listen at"),
    valued(
        Meaning::QuitAfter,
        'q',
        &[],
        "SECONDS",
        "tell the peer when the input has ended, and end so much later; a negative number: never",
    ),
    flag(Meaning::Shuffle, 'r', &[], "try the ports in random order"),
    flag(Meaning::Signature, 'S', &[], "sign segments with TCP MD5; the password is asked for"),
    valued(
        Meaning::LocalAddress,
        's',
        &["source"],
        "ADDRESS",
        "the address to send from, with -l to listen at; for UNIX datagrams the own socket's path",
    ),
    valued(
        Meaning::TrafficClass,
        'T',
        &[],
        "CLASS",
        "TOS or traffic class: lowdelay, throughput, reliability, lowcost, critical, inetcontrol, netcontrol, ef, \
         af11 to af43, cs0 to cs7, or a number from 0 to 255, also 0xNN",
    ),
    flag(Meaning::Telnet, 't', &["telnet"], "refuse what telnet asks for, in its own way"),
    flag(Meaning::Unix, 'U', &["unixsock"], "UNIX sockets: operands are paths, or @NAME outside the file system"),
    flag(Meaning::Udp, 'u', &["udp"], "datagrams: UDP, with -U those of UNIX sockets"),
    valued(Meaning::RoutingTable, 'V', &[], "TABLE", "refused: Linux lets rules choose the routing table"),
    flag(Meaning::Verbose, 'v', &["verbose"], "say what happens"),
    valued(Meaning::ReceiveLimit, 'W', &[], "NUMBER", "end after so many packets from the network"),
    valued(Meaning::Limit, 'w', &[], "SECONDS", "end when no connection, or nothing more, comes for so long"),
    valued(
        Meaning::ProxyProtocol,
        'X',
        &[],
        "4|4a|5|connect",
        "how to speak to the proxy: SOCKS 4, 4a, 5 (the default), HTTP",
    ),
    valued(
        Meaning::Proxy,
        'x',
        &[],
        "HOST[:PORT]",
        "connect through this proxy; its port is 1080, or 3128 with -X connect, unless it is given",
    ),
    flag(Meaning::Dccp, 'Z', &[], "DCCP, which Linux had up to 6.15"),
    flag(Meaning::Scan, 'z', &[], "see which ports answer, send nothing"),
    own(Meaning::Tls, &["tls", "ssl"], None, "TLS around the connection; the peer's certificate is verified"),
    own(
        Meaning::TlsAuthorities,
        &["tls-ca", "ssl-trustfile"],
        Some("FILE"),
        "trust the certificates in this PEM file, in place of the system's",
    ),
    own(Meaning::TlsCertificate, &["tls-cert", "ssl-cert"], Some("FILE"), "the own certificate and its chain, PEM"),
    own(Meaning::TlsKey, &["tls-key", "ssl-key"], Some("FILE"), "the key of the own certificate, PEM"),
    own(
        Meaning::TlsName,
        &["tls-name", "ssl-servername"],
        Some("NAME"),
        "the name that the server must prove, in place of the host's",
    ),
    own(
        Meaning::TlsProtocols,
        &["tls-alpn", "ssl-alpn"],
        Some("NAMES"),
        "protocols to agree on by ALPN, separated by commas, the best first",
    ),
    own(Meaning::TlsInsecure, &["tls-insecure"], None, "take any certificate: who listens in between is not noticed"),
    own(
        Meaning::TlsVerifyClient,
        &["tls-verify-client"],
        None,
        "with -l: only clients with a certificate that --tls-ca vouches for",
    ),
    own(Meaning::Record, &["record"], Some("FILE"), "keep what passes in both directions in this file, with its times"),
    OptionRow {
        short: Some('o'),
        ..own(
            Meaning::HexDump,
            &["hex-dump"],
            Some("FILE"),
            "show what passes in hexadecimal in this file; - is standard error",
        )
    },
    own(Meaning::Progress, &["progress"], None, "show rate and total on standard error"),
    own(Meaning::Sandbox, &["sandbox"], None, "end unless the kernel can confine this process"),
    own(Meaning::NoSandbox, &["no-sandbox"], None, "do not confine this process"),
    own(
        Meaning::Congestion,
        &["congestion"],
        Some("CONTROL"),
        "congestion control of TCP; keep: the system's; auto, the default: a quick one where the peer is on this host",
    ),
    own(Meaning::Schema, &["schema"], None, "show what the lines of --record look like (JSON Schema)"),
    own(Meaning::Version, &["version"], None, "show the version"),
    OptionRow { original: false, ..flag(Meaning::Program, 'e', &["exec"], "") },
    OptionRow { original: false, ..flag(Meaning::Program, 'c', &["sh-exec"], "") },
    OptionRow { original: false, ..flag(Meaning::SourceRoute, 'g', &[], "") },
    OptionRow { original: false, ..flag(Meaning::SourceRoute, 'G', &[], "") },
];
