//! Ports: numbers, ranges and services, several with commas between them, each with or without a colon before it.

use crate::Resolver;
use crate::ast::{Comparison, Expression, HostPattern, Predicate, Side};
use crate::ss::operand::inet::read_port;
use crate::ss::{FilterErrorKind as Refusal, Table, TableSet};

/// Ports from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ports {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// The ports that an operand names; `Ok(None)`: any.
pub(super) fn read(text: &[u8], resolver: &dyn Resolver) -> Result<Option<Vec<Ports>>, Refusal> {
    let mut ports = Vec::new();
    for part in text.split(|octet| *octet == b',') {
        match part.strip_prefix(b":").unwrap_or(part) {
            b"*" => return Ok(None),
            part => ports.push(range(part, resolver)?),
        }
    }
    Ok(Some(ports))
}

fn range(text: &[u8], resolver: &dyn Resolver) -> Result<Ports, Refusal> {
    // The names of services have hyphens too.
    let whole = one(text, resolver);
    let hyphen = text.iter().position(|octet| *octet == b'-').filter(|place| *place > 0);
    let (Err(refusal), Some(hyphen)) = (whole, hyphen) else {
        return whole.map(|port| Ports { first: port, last: port });
    };
    let ports = (one(&text[..hyphen], resolver), one(&text[hyphen + 1..], resolver));
    match ports {
        (Ok(first), Ok(last)) if first <= last => Ok(Ports { first, last }),
        _ => Err(refusal),
    }
}

fn one(text: &[u8], resolver: &dyn Resolver) -> Result<i32, Refusal> {
    let port = read_port(text, TableSet::of(&[Table::Tcp, Table::Udp]), resolver)?;
    u16::try_from(port).map(i32::from).map_err(|_| Refusal::BadPort)
}

/// The port of this end is among these.
pub(super) fn among(side: Side, ports: Ports) -> Expression {
    let compared = |comparison, port| Expression::Is(Predicate::Port { side, comparison, port });
    match ports {
        Ports { first, last } if first == last => is(side, Some(first)),
        Ports { first, last } if first > last => Expression::Any(Vec::new()),
        Ports { first, last } => {
            Expression::All(vec![compared(Comparison::AtLeast, first), compared(Comparison::AtMost, last)])
        }
    }
}

/// The port of this end is this one; `None`: whatever it is.
pub(super) fn is(side: Side, port: Option<i32>) -> Expression {
    Expression::Is(Predicate::Host { side, pattern: HostPattern::Address { prefixes: Vec::new(), port } })
}
