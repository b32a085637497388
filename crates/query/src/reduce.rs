//! What a filter comes to for sockets of which some things are known beforehand: `tcp and sport = 22` is `sport = 22` in
//! the table of TCP and never true in that of UDP. So tables are left unread, states unasked for, and the kernel decides
//! alone more often.
//!
//! What ss(8) can ask stays as it is: the kernel is to get the bytecode that ss sends.

use crate::ast::{Expression, Filter, NumberFact, Predicate, TextFact, TransportSet};
use crate::ss::FamilySet;
use model::{Family, StateSet, Transport};

/// What is known of some sockets before any of them is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// They are of one of these kinds.
    pub transports: TransportSet,
    /// Those over IP belong to one of these families.
    pub families: FamilySet,
    /// They are in one of these states.
    pub states: StateSet,
}

impl Known {
    /// No more than that the kernel's bytecode is run on them.
    pub const INET: Self =
        Self { transports: TransportSet::INET, families: FamilySet::INET, states: StateSet::from_bits(u32::MAX) };
}

/// What a filter comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reduced {
    /// Every one of the sockets fits.
    Always,
    /// None of them does.
    Never,
    /// Those fit that fit this.
    Filter(Filter),
}

impl Filter {
    /// What it comes to for these sockets.
    pub fn reduce(&self, known: &Known) -> Reduced {
        match reduce(&self.expression, known) {
            Part::Settled(true) => Reduced::Always,
            Part::Settled(false) => Reduced::Never,
            Part::Open(expression) => Reduced::Filter(Self { expression }),
        }
    }

    /// Whether all of these sockets fit, or none; `None`: it depends on what is not known yet.
    pub(crate) fn foresee(&self, known: &Known) -> Option<bool> {
        self.expression.judge(&|predicate| settled(predicate, known))
    }
}

enum Part {
    Settled(bool),
    Open(Expression),
}

fn reduce(expression: &Expression, known: &Known) -> Part {
    match expression {
        Expression::All(parts) => list(parts, known, false, Expression::All),
        Expression::Any(parts) => list(parts, known, true, Expression::Any),
        Expression::Not(inner) => match reduce(inner, known) {
            Part::Settled(holds) => Part::Settled(!holds),
            Part::Open(inner) => Part::Open(Expression::Not(Box::new(inner))),
        },
        Expression::Is(predicate) => match settled(predicate, known) {
            Some(holds) => Part::Settled(holds),
            None => Part::Open(Expression::Is(predicate.clone())),
        },
    }
}

fn list(parts: &[Expression], known: &Known, enough: bool, joined: fn(Vec<Expression>) -> Expression) -> Part {
    let mut open = Vec::new();
    for part in parts {
        match reduce(part, known) {
            Part::Settled(holds) if holds == enough => return Part::Settled(enough),
            Part::Settled(_) => {}
            Part::Open(part) => open.push(part),
        }
    }
    match (open.pop(), open.is_empty()) {
        (None, _) => Part::Settled(!enough),
        (Some(only), true) => Part::Open(only),
        (Some(last), false) => {
            open.push(last);
            Part::Open(joined(open))
        }
    }
}

/// The transports whose sockets have TCP's own account.
const WITH_TCP_INFO: TransportSet = TransportSet::of(&[Transport::Tcp]);
const LISTEN: StateSet = StateSet::of_kernel_number(10);

/// What is known to come out for every one of the sockets.
fn settled(predicate: &Predicate, known: &Known) -> Option<bool> {
    let only_in = |transports: TransportSet| (!transports.intersects(known.transports)).then_some(false);
    let only_while = |states: StateSet| known.states.intersection(states).is_empty().then_some(false);
    match predicate {
        Predicate::Transport(set) if set.contains_all(known.transports) => Some(true),
        Predicate::Transport(set) => only_in(*set),
        Predicate::State(set) if known.states.difference(*set).is_empty() => Some(true),
        Predicate::State(set) => only_while(*set),
        Predicate::Address { prefix, .. } => only_in(TransportSet::INET).or_else(|| {
            let inet = TransportSet::INET.contains_all(known.transports);
            match (prefix.family, prefix.length) {
                (Family::Inet6, _) if !known.families.contains(Family::Inet6) => Some(false),
                (Family::Inet6, 0) if inet && !known.families.contains(Family::Inet) => Some(true),
                (Family::Inet, 0) if inet && !known.families.contains(Family::Inet6) => Some(true),
                _ => None,
            }
        }),
        Predicate::Text { fact: TextFact::Path, .. } => only_in(TransportSet::UNIX),
        Predicate::Text { fact: TextFact::Congestion, .. } => only_in(WITH_TCP_INFO),
        Predicate::Number { fact: NumberFact::Backlog, .. } => only_while(LISTEN),
        Predicate::Number { fact, .. } if fact.is_of_tcp() => {
            only_in(WITH_TCP_INFO).or_else(|| only_while(StateSet::from_bits(!LISTEN.bits())))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::Host;
    use crate::native;
    use model::State;

    fn reduced(words: &str, transport: Transport, states: StateSet) -> String {
        let filter = native::parse(&[words], &Host).unwrap().filter.unwrap();
        match filter.reduce(&Known { transports: transport.into(), families: FamilySet::INET, states }) {
            Reduced::Always => "always".to_owned(),
            Reduced::Never => "never".to_owned(),
            Reduced::Filter(filter) => filter.to_string(),
        }
    }

    #[test]
    fn what_is_settled_goes_and_the_rest_stays() {
        let all = StateSet::ALL;
        let cases = [
            ("tcp", Transport::Tcp, all, "always"),
            ("tcp", Transport::Udp, all, "never"),
            ("not tcp", Transport::Udp, all, "always"),
            ("tcp sport = :22", Transport::Tcp, all, "src *:22"),
            ("( tcp sport = :22 ) or ( udp dport = :53 )", Transport::Udp, all, "dst *:53"),
            ("tcp or sport = :22", Transport::Tcp, all, "always"),
            ("listening sport = :22", Transport::Tcp, State::Listen.into(), "src *:22"),
            ("listening", Transport::Tcp, State::Established.into(), "never"),
            ("path = /run/*", Transport::Tcp, all, "never"),
            ("rtt > 5", Transport::Udp, all, "never"),
            ("rtt > 5", Transport::Tcp, State::Listen.into(), "never"),
            ("process = a", Transport::Udp, all, "process = \"a\""),
        ];
        for (words, transport, states, expected) in cases {
            assert_eq!(reduced(words, transport, states), expected, "{words} in {transport:?}");
        }
    }
}
