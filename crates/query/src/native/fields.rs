//! The fields that a condition can be about: one row each.

use super::lexer::Sign;
use super::numbers::Unit;
use super::words::is_called;
use crate::ast::{NumberFact, Side, TextFact};

/// A field that a condition can be about.
#[derive(Debug)]
pub struct Field {
    /// What it is called.
    pub name: &'static str,
    /// What else it is called.
    pub aliases: &'static [&'static str],
    /// What it is compared with, in a word.
    pub operand: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Who decides it.
    pub decided_by: DecidedBy,
    pub(super) meaning: Meaning,
}

/// Who decides a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// The kernel, for sockets over IP: it sends none that does not fit.
    Kernel,
    /// This program, which therefore reads every socket that the rest of the filter leaves.
    Here,
}

/// What a field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    State,
    Exclude,
    Port(Ends),
    Host(Ends),
    Interface,
    Mark,
    Cgroup,
    User,
    Parent,
    Text(TextFact),
    Number(NumberFact, Unit),
}

/// Which ends a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    One(Side),
    Either,
}

impl Field {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The signs that may stand after it, with blanks between them; none stands for the first.
    pub fn signs(&self) -> &'static str {
        match self.meaning {
            Meaning::State | Meaning::Exclude => "= !=",
            Meaning::Port(_) | Meaning::Number(..) => "= != < <= > >=",
            Meaning::Host(_) | Meaning::Mark | Meaning::Cgroup => "= !=",
            Meaning::Interface | Meaning::User | Meaning::Parent | Meaning::Text(_) => "= != ~ !~",
        }
    }

    /// Whether this sign may.
    pub(super) fn allows(&self, sign: Sign) -> bool {
        self.signs().split(' ').any(|allowed| allowed == sign.text())
    }

    /// Whether a word of the command line is a whole operand of it, blanks and all.
    pub(super) fn takes_whole_arguments(&self) -> bool {
        matches!(self.meaning, Meaning::Text(_))
    }

    /// What it is compared with, in a few words, for whoever gave something else.
    pub fn takes(&self) -> &'static str {
        match self.operand {
            "STATE" => "a state such as established or listening",
            "PORT" => "a port, a range such as 8000-8100, a service such as https, or several with commas between them",
            "HOST" => "an address, ADDRESS/LENGTH, a host, HOST:PORT or [IPV6]:PORT",
            "INTERFACE" => "an interface or a pattern such as eth*",
            "MARK" => "VALUE or VALUE/MASK, 0x for hexadecimal",
            "USER" => "a user, a number or a pattern",
            "TIME" => "a time such as 20ms, 1.5s, 3m, 2h or 1d",
            "SIZE" => "a size in octets such as 1500, 10k or 4MiB",
            "RATE" => "a rate a second such as 10mbit or 4MiB",
            "COUNT" => "a number such as 5 or 10k",
            "NUMBER" => "a number, 0x for hexadecimal",
            "PATH" => "a path",
            "TEXT" => "a text or a pattern",
            _ => "a name or a pattern such as web*",
        }
    }
}

/// The field with this name.
pub(super) fn field_named(text: &[u8]) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.names().any(|name| is_called(text, name)))
}

/// Every field, in the order in which they are listed.
pub const FIELDS: &[Field] = &[
    by_kernel(
        "state",
        &[],
        "STATE",
        Meaning::State,
        "in this state or class of states; a run of state and exclude is one set",
    ),
    by_kernel("exclude", &["excl"], "STATE", Meaning::Exclude, "in any state but this"),
    by_kernel("port", &[], "PORT", Meaning::Port(Ends::Either), "the port of either end"),
    by_kernel("local-port", &["lport", "sport"], "PORT", Meaning::Port(Ends::One(Side::Local)), "the port of this end"),
    by_kernel(
        "peer-port",
        &["rport", "remote-port", "dport"],
        "PORT",
        Meaning::Port(Ends::One(Side::Peer)),
        "the port of the other end",
    ),
    by_kernel("host", &["addr", "address"], "HOST", Meaning::Host(Ends::Either), "the address of either end"),
    by_kernel(
        "local",
        &["src", "local-address"],
        "HOST",
        Meaning::Host(Ends::One(Side::Local)),
        "the address of this end",
    ),
    by_kernel(
        "peer",
        &["dst", "remote", "peer-address"],
        "HOST",
        Meaning::Host(Ends::One(Side::Peer)),
        "the address of the other end",
    ),
    by_kernel("interface", &["dev", "device"], "INTERFACE", Meaning::Interface, "the interface that it is bound to"),
    by_kernel("mark", &["fwmark"], "MARK", Meaning::Mark, "its firewall mark"),
    by_kernel("cgroup", &[], "PATH", Meaning::Cgroup, "the directory of its cgroup"),
    text("process", &["owner", "comm"], "NAME", TextFact::Process, "the name of a process that holds it"),
    text("command", &["cmd", "command-line"], "TEXT", TextFact::Command, "the command line of a process that holds it"),
    text(
        "exe",
        &["executable"],
        "PATH",
        TextFact::Executable,
        "the file that a process that holds it runs; without a slash the last part of its path",
    ),
    number("pid", &[], NumberFact::ProcessId, Unit::Identifier, "a process that holds it"),
    number("fd", &["descriptor"], NumberFact::Descriptor, Unit::Identifier, "its descriptor"),
    here("user", &["uid"], "USER", Meaning::User, "who made it, or as whom a process that holds it acts"),
    text(
        "container",
        &[],
        "NAME",
        TextFact::Container,
        "the container of a process that holds it: name, id, or four or more of its first digits",
    ),
    text("image", &[], "NAME", TextFact::Image, "what that container was made from"),
    text(
        "pod",
        &[],
        "NAME",
        TextFact::Pod,
        "the Kubernetes pod of a process that holds it: name, NAMESPACE/NAME or uid",
    ),
    text("unit", &[], "NAME", TextFact::Unit, "the systemd unit of a process that holds it"),
    here("parent", &[], "NAME", Meaning::Parent, "a process from which one that holds it descends: name or number"),
    number("age", &[], NumberFact::Age, Unit::Time, "how long ago a process that holds it started"),
    text(
        "netns",
        &["network-namespace"],
        "NAME",
        TextFact::NetworkNamespace,
        "its network namespace: a name, own, or the inode's number",
    ),
    text("path", &[], "PATH", TextFact::Path, "the name of a UNIX socket, @ for the NULs of an abstract one"),
    text("congestion", &["cc", "congestion-control"], "NAME", TextFact::Congestion, "TCP's congestion control"),
    number("inode", &["ino"], NumberFact::Inode, Unit::Identifier, "its inode"),
    number("cookie", &["sk"], NumberFact::Cookie, Unit::Cookie, "its cookie"),
    number(
        "recv-q",
        &["receive-queue"],
        NumberFact::ReceiveQueue,
        Unit::Size,
        "octets that wait for the program; of a listener connections",
    ),
    number(
        "send-q",
        &["send-queue"],
        NumberFact::SendQueue,
        Unit::Size,
        "octets not acknowledged; of a listener how many connections may wait",
    ),
    number("backlog", &[], NumberFact::Backlog, Unit::Count, "connections that wait to be accepted, of a listener"),
    number(
        "recv-buffer",
        &["rcvbuf", "receive-buffer"],
        NumberFact::ReceiveBuffer,
        Unit::Size,
        "the limit of its receive buffer",
    ),
    number("send-buffer", &["sndbuf"], NumberFact::SendBuffer, Unit::Size, "the limit of its send buffer"),
    number("drops", &["dropped"], NumberFact::Drops, Unit::Count, "packets dropped for want of room"),
    number("rtt", &[], NumberFact::RoundTrip, Unit::Time, "TCP's smoothed round-trip time"),
    number("rttvar", &[], NumberFact::RoundTripVariance, Unit::Time, "its mean deviation"),
    number("min-rtt", &["minrtt"], NumberFact::LeastRoundTrip, Unit::Time, "the smallest round-trip time seen"),
    number("rto", &[], NumberFact::RetransmissionTimeout, Unit::Time, "TCP's retransmission time-out"),
    number("cwnd", &[], NumberFact::CongestionWindow, Unit::Count, "TCP's congestion window, in segments"),
    number("mss", &[], NumberFact::SegmentSize, Unit::Size, "TCP's maximum segment size when sending"),
    number("retrans", &["retransmits"], NumberFact::Retransmitted, Unit::Count, "segments retransmitted over its life"),
    number("unacked", &[], NumberFact::Unacknowledged, Unit::Count, "segments sent and not acknowledged"),
    number("lost", &[], NumberFact::Lost, Unit::Count, "segments held lost"),
    number("bytes-sent", &[], NumberFact::BytesSent, Unit::Size, "octets sent, retransmissions included"),
    number("bytes-received", &[], NumberFact::BytesReceived, Unit::Size, "octets received"),
    number("bytes-acked", &[], NumberFact::BytesAcknowledged, Unit::Size, "octets acknowledged"),
    number("last-sent", &["lastsnd"], NumberFact::LastSent, Unit::Time, "time since data was last sent"),
    number("last-received", &["lastrcv"], NumberFact::LastReceived, Unit::Time, "time since data was last received"),
    number("delivery-rate", &[], NumberFact::DeliveryRate, Unit::Rate, "how fast data is delivered, a second"),
];

type Names = &'static [&'static str];

const fn by_kernel(
    name: &'static str,
    aliases: Names,
    operand: &'static str,
    meaning: Meaning,
    about: &'static str,
) -> Field {
    Field { name, aliases, operand, about, decided_by: DecidedBy::Kernel, meaning }
}

const fn here(
    name: &'static str,
    aliases: Names,
    operand: &'static str,
    meaning: Meaning,
    about: &'static str,
) -> Field {
    Field { name, aliases, operand, about, decided_by: DecidedBy::Here, meaning }
}

const fn text(name: &'static str, aliases: Names, operand: &'static str, fact: TextFact, about: &'static str) -> Field {
    here(name, aliases, operand, Meaning::Text(fact), about)
}

const fn number(name: &'static str, aliases: Names, fact: NumberFact, unit: Unit, about: &'static str) -> Field {
    let operand = match unit {
        Unit::Time => "TIME",
        Unit::Size => "SIZE",
        Unit::Rate => "RATE",
        Unit::Count => "COUNT",
        Unit::Identifier | Unit::Cookie => "NUMBER",
    };
    here(name, aliases, operand, Meaning::Number(fact, unit), about)
}
