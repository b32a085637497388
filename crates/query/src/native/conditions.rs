//! Field, sign and operand into a condition.

use super::error::{FilterError, FilterErrorKind as Kind};
use super::fields::{Ends, Field, Meaning};
use super::lexer::{Sign, Token};
use super::ports::{self, Ports};
use super::{numbers, words};
use crate::Resolver;
use crate::ast::{
    Comparison, Expression, HostPattern, NumberFact, Order, Predicate, Prefix, Side, TextFact, TextPattern,
    TransportSet,
};
use crate::ss::FilterErrorKind as Refusal;
use crate::ss::operand::{self, Reading};
use model::{Family, InterfaceIndex, UserId};
use std::ffi::OsStr;
use std::net::{IpAddr, Ipv6Addr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// The greatest port.
const LAST_PORT: i32 = u16::MAX as i32;
/// The longest name that the kernel keeps of most processes (`TASK_COMM_LEN` without its NUL).
const LONGEST_NAME: usize = 15;
/// Kinds of sockets that have ports.
const WITH_PORTS: TransportSet = TransportSet::INET.union(TransportSet::VSOCK);

/// A condition, and the kinds of sockets that it names.
pub(super) struct Condition {
    pub(super) expression: Expression,
    pub(super) named: TransportSet,
}

impl From<Expression> for Condition {
    fn from(expression: Expression) -> Self {
        Self { expression, named: TransportSet::EMPTY }
    }
}

/// What a field, a sign that it allows and an operand say together.
pub(super) fn read(
    field: &'static Field,
    sign: Sign,
    operand: &Token,
    resolver: &dyn Resolver,
) -> Result<Condition, FilterError> {
    let bad = || FilterError::at(operand, Kind::BadOperand(field.name, field.takes()));
    let refused = |refusal| match refusal {
        Refusal::AmbiguousPort => FilterError::at(operand, Kind::AmbiguousPort),
        _ => bad(),
    };
    let found = match field.meaning {
        // Whole runs of these are read by the parser.
        Meaning::State | Meaning::Exclude => return Err(bad()),
        Meaning::Port(ends) => port(ends, sign, &operand.text, resolver).map_err(refused)?,
        Meaning::Host(ends) => {
            let condition = host(ends, &operand.text, resolver).map_err(refused)?;
            Condition { expression: unless(sign, condition.expression), ..condition }
        }
        Meaning::Interface => interface(sign, operand, resolver)?.into(),
        Meaning::Mark => {
            let (value, mask) = operand::read_mark(&operand.text).ok_or_else(bad)?;
            unless(sign, Expression::Is(Predicate::Mark { value, mask })).into()
        }
        Meaning::Cgroup => {
            let id = resolver.cgroup(Path::new(OsStr::from_bytes(&operand.text))).ok_or_else(bad)?;
            unless(sign, Expression::Is(Predicate::Cgroup(id))).into()
        }
        Meaning::User => user(sign, operand, resolver)?.into(),
        Meaning::Parent => match numbers::read(&operand.text, numbers::Unit::Identifier) {
            Some(value) if !operand.quoted => number(NumberFact::ParentId, sign, value).into(),
            _ => text(TextFact::Parent, sign, operand),
        },
        Meaning::Text(fact) => text(fact, sign, operand),
        Meaning::Number(fact, unit) => number(fact, sign, numbers::read(&operand.text, unit).ok_or_else(bad)?).into(),
    };
    Ok(found)
}

fn not(expression: Expression) -> Expression {
    Expression::Not(Box::new(expression))
}

/// The condition, or with a sign that denies the opposite.
fn unless(sign: Sign, expression: Expression) -> Expression {
    match sign {
        Sign::NotEqual | Sign::ContainsNot => not(expression),
        _ => expression,
    }
}

/// The condition on sockets of these kinds, and no other sockets.
fn of_kinds(kinds: TransportSet, expression: Expression) -> Expression {
    Expression::All(vec![Expression::Is(Predicate::Transport(kinds)), expression])
}

/// The same of one end or of any.
fn of_ends(ends: Ends, of: impl Fn(Side) -> Expression) -> Expression {
    match ends {
        Ends::One(side) => of(side),
        Ends::Either => Expression::Any(vec![of(Side::Local), of(Side::Peer)]),
    }
}

fn port(ends: Ends, sign: Sign, text: &[u8], resolver: &dyn Resolver) -> Result<Condition, Refusal> {
    if operand::PREFIXES.iter().any(|(prefix, _)| text.starts_with(prefix)) {
        return port_of_family(ends, sign, text, resolver);
    }
    let Some(ports) = ports::read(text, resolver)? else {
        let any = of_kinds(WITH_PORTS, Expression::All(Vec::new()));
        return match sign {
            Sign::Equal | Sign::NotEqual => Ok(unless(sign, any).into()),
            _ => Err(Refusal::BadPort),
        };
    };
    let of = |ports: &[Ports]| {
        let any = |side| Expression::Any(ports.iter().map(|ports| ports::among(side, *ports)).collect());
        of_kinds(WITH_PORTS, of_ends(ends, any))
    };
    let ordered = |first, last| of(&[Ports { first, last }]);
    Ok(match (sign, ports.as_slice()) {
        (Sign::Equal | Sign::NotEqual, ports) => unless(sign, of(ports)),
        // A port of zero is none, and smaller than none.
        (Sign::Less, [port]) => ordered(1, port.first - 1),
        (Sign::AtMost, [port]) => ordered(1, port.last),
        (Sign::Greater, [port]) => ordered(port.last + 1, LAST_PORT),
        (Sign::AtLeast, [port]) => ordered(port.first, LAST_PORT),
        _ => return Err(Refusal::BadPort),
    }
    .into())
}

/// A port with its family, as ss(8) has it: `unix:77`, `netlink:5`.
fn port_of_family(ends: Ends, sign: Sign, text: &[u8], resolver: &dyn Resolver) -> Result<Condition, Refusal> {
    let (pattern, family) = operand::read_end(text, Reading::Port, resolver)?;
    let order = |port: i32, comparison| {
        let of = |side| Expression::Is(Predicate::Port { side, comparison, port });
        of_ends(ends, of)
    };
    let number = match &pattern {
        HostPattern::Address { port, .. } => *port,
        HostPattern::UnixName(_) => None,
    };
    let condition = match (sign, number) {
        (Sign::Equal | Sign::NotEqual, _) => {
            return Ok(of_family(family, unless(sign, of_ends(ends, |side| end(side, &pattern, family)))));
        }
        (Sign::Less, Some(port)) => not(order(port, Comparison::AtLeast)),
        (Sign::AtLeast, Some(port)) => order(port, Comparison::AtLeast),
        (Sign::Greater, Some(port)) => not(order(port, Comparison::AtMost)),
        (Sign::AtMost, Some(port)) => order(port, Comparison::AtMost),
        _ => return Err(Refusal::BadPort),
    };
    Ok(of_family(family, condition))
}

fn host(ends: Ends, text: &[u8], resolver: &dyn Resolver) -> Result<Condition, Refusal> {
    // An IPv6 address alone needs no brackets.
    let plain = std::str::from_utf8(text).ok().and_then(|text| text.parse::<Ipv6Addr>().ok());
    if let Some(address) = plain {
        let prefix = Prefix::host(IpAddr::V6(address));
        return Ok(of_ends(ends, |side| Expression::Is(Predicate::Address { side, prefix })).into());
    }
    let (pattern, family) = operand::read_end(text, Reading::Address, resolver)?;
    Ok(of_family(family, of_ends(ends, |side| end(side, &pattern, family))))
}

/// An end that looks so. Over IP the versions are told apart, as the kernel does.
fn end(side: Side, pattern: &HostPattern, family: Option<Family>) -> Expression {
    match (pattern, family) {
        (HostPattern::Address { prefixes, port }, None | Some(Family::Inet | Family::Inet6)) => {
            let address = |prefix: &Prefix| Expression::Is(Predicate::Address { side, prefix: *prefix });
            let mut parts = Vec::new();
            if !prefixes.is_empty() {
                parts.push(Expression::Any(prefixes.iter().map(address).collect()));
            }
            if port.is_some() {
                parts.push(ports::is(side, *port));
            }
            of_kinds(TransportSet::INET, Expression::All(parts))
        }
        _ => Expression::Is(Predicate::Host { side, pattern: pattern.clone() }),
    }
}

/// The condition on sockets of this family, which it names.
fn of_family(family: Option<Family>, expression: Expression) -> Condition {
    let kinds = match family {
        None => return expression.into(),
        Some(Family::Inet) => return Expression::All(vec![words::over_ipv4(), expression]).into(),
        Some(Family::Inet6) => return Expression::All(vec![words::over_ipv6(), expression]).into(),
        Some(Family::Unix) => TransportSet::UNIX,
        Some(Family::Packet) => TransportSet::PACKET,
        Some(Family::Netlink) => TransportSet::NETLINK,
        Some(Family::Vsock) => TransportSet::VSOCK,
        Some(Family::Tipc | Family::Xdp) => TransportSet::EMPTY,
    };
    Condition { expression: of_kinds(kinds, expression), named: kinds }
}

fn interface(sign: Sign, operand: &Token, resolver: &dyn Resolver) -> Result<Expression, FilterError> {
    if is_none(sign, operand) {
        return Ok(unless(sign, Expression::Is(Predicate::Device(InterfaceIndex(0)))));
    }
    if let Some(pattern) = pattern(sign, operand) {
        return Ok(unless(sign, Expression::Is(Predicate::Text { fact: TextFact::Interface, pattern })));
    }
    match operand::read_device(&operand.text, resolver) {
        Some(index) => Ok(unless(sign, Expression::Is(Predicate::Device(index)))),
        None => Err(FilterError::at(operand, Kind::UnknownInterface)),
    }
}

fn user(sign: Sign, operand: &Token, resolver: &dyn Resolver) -> Result<Expression, FilterError> {
    let fact = TextFact::User;
    if is_none(sign, operand) {
        return Ok(unless(sign, not(has(fact))));
    }
    if let Some(pattern) = pattern(sign, operand) {
        return Ok(unless(sign, Expression::Is(Predicate::Text { fact, pattern })));
    }
    let number = numbers::read(&operand.text, numbers::Unit::Identifier).and_then(|number| u32::try_from(number).ok());
    let named = || std::str::from_utf8(&operand.text).ok().and_then(|name| resolver.user(name));
    match number.map(UserId).or_else(named) {
        Some(user) => Ok(unless(sign, Expression::Is(Predicate::User(user)))),
        None => Err(FilterError::at(operand, Kind::UnknownUser)),
    }
}

/// A text that looks so; with `none`: that there is no such text.
fn text(fact: TextFact, sign: Sign, operand: &Token) -> Condition {
    let of_socket = match fact {
        TextFact::Path => Some(TransportSet::UNIX),
        TextFact::Congestion => Some(TransportSet::of(&[model::Transport::Tcp])),
        _ => None,
    };
    let condition = if is_none(sign, operand) {
        unless(sign, not(has(fact)))
    } else {
        let looks = Expression::Is(Predicate::Text { fact, pattern: text_pattern(sign, operand) });
        let looks = match (fact, cut_name(sign, operand)) {
            (TextFact::Process, Some(cut)) => Expression::Any(vec![looks, cut]),
            _ => looks,
        };
        match (sign, of_socket) {
            // What a socket does not have is neither this nor something else.
            (Sign::NotEqual | Sign::ContainsNot, Some(_)) => Expression::All(vec![has(fact), not(looks)]),
            _ => unless(sign, looks),
        }
    };
    match of_socket {
        None => condition.into(),
        Some(kinds) => Condition { expression: of_kinds(kinds, condition), named: kinds },
    }
}

/// There is such a text at all.
fn has(fact: TextFact) -> Expression {
    Expression::Is(Predicate::Text { fact, pattern: TextPattern::anything() })
}

/// `none`, unquoted: nobody, nothing.
fn is_none(sign: Sign, operand: &Token) -> bool {
    matches!(sign, Sign::Equal | Sign::NotEqual) && !operand.quoted && operand.text == b"none"
}

/// The pattern, where the operand is one rather than a name to be looked up.
fn pattern(sign: Sign, operand: &Token) -> Option<TextPattern> {
    let is_glob = has_wildcard(operand);
    let contains = matches!(sign, Sign::Contains | Sign::ContainsNot);
    (contains || is_glob).then(|| text_pattern(sign, operand))
}

/// Whether it has a `*` or `?` that was not quoted.
fn has_wildcard(operand: &Token) -> bool {
    let mut octets = operand.pattern.iter();
    while let Some(octet) = octets.next() {
        match octet {
            b'\\' => {
                octets.next();
            }
            b'*' | b'?' => return true,
            _ => {}
        }
    }
    false
}

fn text_pattern(sign: Sign, operand: &Token) -> TextPattern {
    match sign {
        Sign::Contains | Sign::ContainsNot => TextPattern::Contains(operand.text.clone()),
        _ => TextPattern::Glob(operand.pattern.clone()),
    }
}

/// A whole name longer than the kernel keeps: what it keeps of it.
fn cut_name(sign: Sign, operand: &Token) -> Option<Expression> {
    let whole = matches!(sign, Sign::Equal | Sign::NotEqual) && !has_wildcard(operand);
    let kept = operand.text.get(..LONGEST_NAME).filter(|kept| whole && kept.len() < operand.text.len())?;
    let glob = kept.iter().flat_map(|octet| {
        let escape = matches!(octet, b'[' | b'\\' | b'*' | b'?').then_some(b'\\');
        escape.into_iter().chain([*octet])
    });
    Some(Expression::Is(Predicate::Text { fact: TextFact::Process, pattern: TextPattern::Glob(glob.collect()) }))
}

fn number(fact: NumberFact, sign: Sign, value: u64) -> Expression {
    let compared = |order| Expression::Is(Predicate::Number { fact, order, value });
    match sign {
        // Of holders: none has it. Of a socket: it has another one.
        Sign::NotEqual if fact.is_of_holders() => not(compared(Order::Equal)),
        Sign::NotEqual | Sign::ContainsNot => compared(Order::NotEqual),
        Sign::Equal | Sign::Contains => compared(Order::Equal),
        Sign::Less => compared(Order::Less),
        Sign::AtMost => compared(Order::AtMost),
        Sign::Greater => compared(Order::Greater),
        Sign::AtLeast => compared(Order::AtLeast),
    }
}
