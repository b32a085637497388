//! The options of `netstat` (netstat(8), net-tools 2.10), in the order in which getopt_long(3) compares abbreviations.

use crate::options::OptionRow;

/// What an option of `netstat` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A family named by the option itself.
    FamilyName,
    Version,
    Interfaces,
    Help,
    Route,
    Masquerade,
    Protocol,
    Tcp,
    Sctp,
    Udp,
    UdpLite,
    Raw,
    Unix,
    L2cap,
    Rfcomm,
    Listening,
    All,
    Timers,
    Continuous,
    Extend,
    Programs,
    Verbose,
    Statistics,
    Wide,
    Numeric,
    NumericHosts,
    NumericPorts,
    NumericUsers,
    Symbolic,
    Cache,
    Fib,
    Groups,
    Context,
    Ipv4,
    Ipv6,
    /// `-d`, which the original takes without any effect.
    Debug,
}

const fn row(meaning: Meaning, short: Option<char>, long: &'static [&'static str]) -> OptionRow<Meaning> {
    // What the help says of it one by one stands there (usage.rs): the original's groups and order do not follow the table.
    OptionRow { meaning, short, long, value: None, help: "", original: true }
}

/// An option that the help names only together with others.
const fn grouped(help: &'static str, row: OptionRow<Meaning>) -> OptionRow<Meaning> {
    OptionRow { help, ..row }
}

/// Every option, with its letter and names. All long names of families are one row: they differ from each other in nothing
/// that would make an abbreviation ambiguous.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    grouped("this address family", row(Meaning::FamilyName, None, FAMILY_NAMES)),
    grouped("show the version", row(Meaning::Version, Some('V'), &["version"])),
    row(Meaning::Interfaces, Some('i'), &["interfaces"]),
    grouped("show this text", row(Meaning::Help, Some('h'), &["help"])),
    row(Meaning::Route, Some('r'), &["route"]),
    row(Meaning::Masquerade, Some('M'), &["masquerade"]),
    OptionRow {
        value: Some("FAMILY"),
        help: "these address families, separated by commas",
        ..row(Meaning::Protocol, Some('A'), &["protocol"])
    },
    grouped("TCP sockets", row(Meaning::Tcp, Some('t'), &["tcp"])),
    grouped("SCTP sockets", row(Meaning::Sctp, Some('S'), &["sctp"])),
    grouped("UDP sockets", row(Meaning::Udp, Some('u'), &["udp"])),
    grouped("UDP-Lite sockets", row(Meaning::UdpLite, Some('U'), &["udplite"])),
    grouped("raw IP sockets", row(Meaning::Raw, Some('w'), &["raw"])),
    grouped("UNIX domain sockets", row(Meaning::Unix, Some('x'), &["unix"])),
    grouped("Bluetooth L2CAP sockets", row(Meaning::L2cap, Some('2'), &["l2cap"])),
    grouped("Bluetooth RFCOMM sockets", row(Meaning::Rfcomm, Some('f'), &["rfcomm"])),
    row(Meaning::Listening, Some('l'), &["listening"]),
    row(Meaning::All, Some('a'), &["all"]),
    row(Meaning::Timers, Some('o'), &["timers"]),
    row(Meaning::Continuous, Some('c'), &["continuous"]),
    row(Meaning::Extend, Some('e'), &["extend"]),
    row(Meaning::Programs, Some('p'), &["programs"]),
    row(Meaning::Verbose, Some('v'), &["verbose"]),
    row(Meaning::Statistics, Some('s'), &["statistics"]),
    row(Meaning::Wide, Some('W'), &["wide"]),
    row(Meaning::Numeric, Some('n'), &["numeric"]),
    row(Meaning::NumericHosts, None, &["numeric-hosts"]),
    row(Meaning::NumericPorts, None, &["numeric-ports"]),
    row(Meaning::NumericUsers, None, &["numeric-users"]),
    row(Meaning::Symbolic, Some('N'), &["symbolic"]),
    row(Meaning::Cache, Some('C'), &["cache"]),
    row(Meaning::Fib, Some('F'), &["fib"]),
    row(Meaning::Groups, Some('g'), &["groups"]),
    row(Meaning::Context, Some('Z'), &["context"]),
    grouped("only IPv4", row(Meaning::Ipv4, Some('4'), &[])),
    grouped("only IPv6", row(Meaning::Ipv6, Some('6'), &[])),
    grouped("accepted, without effect", row(Meaning::Debug, Some('d'), &[])),
];

/// The families that have an option of their own.
const FAMILY_NAMES: &[&str] =
    &["ax25", "x25", "ip", "ipx", "appletalk", "netrom", "inet", "inet6", "ddp", "rose", "unix", "bluetooth", "tcpip"];
