//! Writes an expression in the grammar of ss(8), fully parenthesised, so that what was understood can be shown and read
//! back. Not every tree has words there: a cgroup is written by its id, and several addresses of one name as
//! alternatives.

use super::{Comparison, Expression, Filter, HostPattern, Predicate, Prefix, Side};
use model::Family;
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
        }
    }
}

fn write_host(f: &mut Formatter<'_>, side: Side, pattern: &HostPattern) -> fmt::Result {
    let keyword = match side {
        Side::Local => "src",
        Side::Peer => "dst",
    };
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
