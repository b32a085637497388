//! Writes an expression in the grammar of ss(8), fully parenthesised, so that what was understood can be shown and read
//! back. Not every tree has words there: a cgroup is written by its id, several addresses of one name as alternatives,
//! and what only our own grammar has in that, kinds and states as braces around theirs, numbers in the unit of the fact.

use super::{Comparison, Expression, Filter, HostPattern, Predicate, Prefix, Side, TextPattern, TransportSet};
use model::{Family, State, StateSet};
use std::fmt::{self, Display, Formatter, Write};
use std::net::{Ipv4Addr, Ipv6Addr};

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.expression.fmt(f)
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => write_group(f, parts, "and"),
            Self::Any(parts) => write_group(f, parts, "or"),
            Self::Not(inner) => write!(f, "not {inner}"),
            Self::Is(predicate) => predicate.fmt(f),
        }
    }
}

fn write_group<T: Display>(f: &mut Formatter<'_>, parts: impl IntoIterator<Item = T>, word: &str) -> fmt::Result {
    f.write_str("( ")?;
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            write!(f, "{word} ")?;
        }
        write!(f, "{part} ")?;
    }
    f.write_char(')')
}

impl Display for Predicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host { side, pattern } => write_host(f, *side, pattern),
            Self::Port { side, comparison, port } => {
                let keyword = match side {
                    Side::Local => "sport",
                    Side::Peer => "dport",
                };
                let sign = match comparison {
                    Comparison::AtLeast => ">=",
                    Comparison::AtMost => "<=",
                };
                write!(f, "{keyword} {sign} :{port}")
            }
            Self::Device(index) => write!(f, "dev = {index}"),
            Self::Mark { value, mask } => write!(f, "fwmark = {value:#x}/{mask:#x}"),
            Self::Cgroup(id) => write!(f, "cgroup = {id}"),
            Self::Autobound(_) => f.write_str("autobound"),
            Self::Address { side, prefix } => write!(f, "{} {prefix}", keyword(*side)),
            Self::Transport(set) => write_kinds(f, *set),
            Self::State(set) => write_states(f, *set),
            Self::User(id) => write!(f, "user = {id}"),
            Self::Text { fact, pattern } => {
                let (sign, text) = match pattern {
                    TextPattern::Glob(glob) => ('=', glob),
                    TextPattern::Contains(part) => ('~', part),
                };
                write!(f, "{} {sign} {:?}", fact.name(), String::from_utf8_lossy(text))
            }
            Self::Number { fact, order, value } => write!(f, "{} {} {value}", fact.name(), order.sign()),
        }
    }
}

fn keyword(side: Side) -> &'static str {
    match side {
        Side::Local => "src",
        Side::Peer => "dst",
    }
}

fn write_kinds(f: &mut Formatter<'_>, set: TransportSet) -> fmt::Result {
    let whole = set.contains_all(TransportSet::INET).then_some("inet");
    let rest = if whole.is_some() { set.difference(TransportSet::INET) } else { set };
    let names: Vec<_> = whole.into_iter().chain(rest.names()).collect();
    write_group(f, names, "or")
}

fn write_states(f: &mut Formatter<'_>, set: StateSet) -> fmt::Result {
    if set == StateSet::ALL {
        return f.write_str("state all");
    }
    let states = (1..=13).map(State::from_kernel).filter(|state| set.contains(*state));
    write_group(f, states.filter_map(state_name).map(|name| format!("state {name}")), "or")
}

fn state_name(state: State) -> Option<&'static str> {
    Some(match state {
        State::Established => "established",
        State::SynSent => "syn-sent",
        State::SynRecv => "syn-recv",
        State::FinWait1 => "fin-wait-1",
        State::FinWait2 => "fin-wait-2",
        State::TimeWait => "time-wait",
        State::Close => "closed",
        State::CloseWait => "close-wait",
        State::LastAck => "last-ack",
        State::Listen => "listening",
        State::Closing => "closing",
        State::BoundInactive => "bound-inactive",
        // Shown as SYN-RECV, whose word means both.
        State::NewSynRecv | State::Other(_) => return None,
    })
}

fn write_host(f: &mut Formatter<'_>, side: Side, pattern: &HostPattern) -> fmt::Result {
    let keyword = keyword(side);
    match pattern {
        HostPattern::UnixName(glob) => {
            write!(f, "{keyword} unix:")?;
            String::from_utf8_lossy(glob).chars().try_for_each(|c| match c {
                ' ' | '\t' | '\\' => write!(f, "\\{c}"),
                other => f.write_char(other),
            })
        }
        HostPattern::Address { prefixes, port } => {
            let port = port.map(|port| format!(":{port}")).unwrap_or_default();
            match prefixes.as_slice() {
                [] => write!(f, "{keyword} *{port}"),
                [one] => write!(f, "{keyword} {one}{port}"),
                many => write_group(f, many.iter().map(|one| format!("{keyword} {one}{port}")), "or"),
            }
        }
    }
}

impl Display for Prefix {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.bits;
        let kind = match self.family {
            Family::Inet => return write!(f, "{}/{}", Ipv4Addr::new(a, b, c, d), self.length),
            Family::Inet6 => return write!(f, "[{}/{}]", Ipv6Addr::from(self.bits), self.length),
            Family::Packet => "link",
            Family::Netlink => "netlink",
            Family::Vsock => "vsock",
            Family::Unix => "unix",
            Family::Tipc => "tipc",
            Family::Xdp => "xdp",
        };
        match self.length {
            0 => write!(f, "{kind}:*"),
            _ => write!(f, "{kind}:{}", u32::from_ne_bytes([a, b, c, d])),
        }
    }
}
