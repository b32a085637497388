//! Decides what to ask the kernel, and whether its answer will do.

use super::instruction::Instruction;
use super::{Capabilities, KernelSupport};
use crate::ast::{Comparison, Expression, HostPattern, PortRange, Predicate, Prefix, Side};
use model::Family;

/// What to ask the kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The condition.
    pub(super) condition: Condition,
    /// Whether every socket that it lets pass is one to show.
    pub(super) exact: bool,
}

impl Plan {
    /// No socket at all.
    pub(super) const NOTHING: Self = Self { condition: Condition::Any(Vec::new()), exact: true };
}

/// A condition made of the kernel's instructions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Is(Instruction),
}

/// What to ask the kernel; `None`: nothing would help.
pub(super) fn plan(expression: &Expression, kernel: KernelSupport, caller: Capabilities) -> Option<Plan> {
    let planner = Planner { kernel, caller };
    if let Some((condition, relation)) = planner.as_ss_asks(expression) {
        return Some(Plan { condition, exact: matches!(relation, Relation::Same | Relation::Narrower) });
    }
    let condition = planner.bound(expression, Bound::Above)?;
    Some(Plan { condition, exact: planner.is_same(expression) })
}

/// How the kernel's answer relates to that of userspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// Both always agree.
    Same,
    /// What passes the kernel passes userspace.
    Narrower,
    /// What passes userspace passes the kernel.
    Wider,
    /// Neither.
    Unrelated,
}

impl Relation {
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (same, Self::Same) | (Self::Same, same) => same,
            (one, other) if one == other => one,
            _ => Self::Unrelated,
        }
    }

    /// The relation of the negations.
    fn negated(self) -> Self {
        match self {
            Self::Narrower => Self::Wider,
            Self::Wider => Self::Narrower,
            same_or_unrelated => same_or_unrelated,
        }
    }
}

/// From which side a condition comes near what userspace decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// Lets pass at least what userspace lets pass.
    Above,
    /// Lets pass at most what userspace lets pass.
    Below,
}

impl Bound {
    fn opposite(self) -> Self {
        match self {
            Self::Above => Self::Below,
            Self::Below => Self::Above,
        }
    }
}

struct Planner {
    kernel: KernelSupport,
    caller: Capabilities,
}

impl Planner {
    /// The condition that ss sends; `None` where it sends none or the kernel would refuse it.
    fn as_ss_asks(&self, expression: &Expression) -> Option<(Condition, Relation)> {
        let list = |parts: &[Expression]| -> Option<(Vec<Condition>, Relation)> {
            let parts: Vec<_> = parts.iter().map(|part| self.as_ss_asks(part)).collect::<Option<_>>()?;
            let relation = parts.iter().fold(Relation::Same, |sum, (_, relation)| sum.with(*relation));
            Some((parts.into_iter().map(|(condition, _)| condition).collect(), relation))
        };
        Some(match expression {
            Expression::All(parts) => {
                let (parts, relation) = list(parts)?;
                (Condition::All(parts), relation)
            }
            Expression::Any(parts) => {
                let (parts, relation) = list(parts)?;
                (Condition::Any(parts), relation)
            }
            Expression::Not(inner) => {
                let (inner, relation) = self.as_ss_asks(inner)?;
                (Condition::Not(Box::new(inner)), relation.negated())
            }
            Expression::Is(Predicate::Device(_)) => return None,
            Expression::Is(Predicate::Autobound(_)) => (Condition::Is(Instruction::Auto), Relation::Unrelated),
            Expression::Is(Predicate::Port { side, comparison, port }) => {
                let relation = if u16::try_from(*port).is_ok() { Relation::Same } else { Relation::Unrelated };
                // ss writes the lowest 16 bits.
                (port_condition(*side, *comparison, *port as u16), relation)
            }
            Expression::Is(Predicate::Host { side, pattern }) => {
                let (prefixes, port) = inet_parts(pattern)?;
                // Of a name with several addresses ss sends the first alone.
                let relation = if prefixes.is_empty() { Relation::Same } else { Relation::Narrower };
                (self.host_condition(*side, prefixes.first().copied(), port), relation)
            }
            // ss has no word for most of these; what can be said exactly is.
            Expression::Is(predicate) => (self.exact_condition(predicate)?, Relation::Same),
        })
    }

    /// A condition near what userspace decides, from this side; `None`: there is none but "always" or "never".
    fn bound(&self, expression: &Expression, bound: Bound) -> Option<Condition> {
        let every = |parts: &[Expression]| parts.iter().map(|part| self.bound(part, bound)).collect::<Option<Vec<_>>>();
        let some = |parts: &[Expression]| {
            let found: Vec<_> = parts.iter().filter_map(|part| self.bound(part, bound)).collect();
            (!found.is_empty()).then_some(found)
        };
        match (expression, bound) {
            (Expression::All(parts), Bound::Above) => some(parts).map(Condition::All),
            (Expression::All(parts), Bound::Below) => every(parts).map(Condition::All),
            (Expression::Any(parts), Bound::Above) => every(parts).map(Condition::Any),
            (Expression::Any(parts), Bound::Below) => some(parts).map(Condition::Any),
            (Expression::Not(inner), _) => {
                self.bound(inner, bound.opposite()).map(|inner| Condition::Not(Box::new(inner)))
            }
            (Expression::Is(Predicate::Host { side, pattern }), _) => {
                let (prefixes, port) = inet_parts(pattern)?;
                match (prefixes, bound) {
                    ([], _) => Some(self.host_condition(*side, None, port)),
                    // Userspace may find the bits of an IPv4 prefix in an IPv6 address; the port it compares too.
                    (_, Bound::Above) => port.map(|port| self.host_condition(*side, None, Some(port))),
                    (many, Bound::Below) => Some(Condition::Any(
                        many.iter().map(|prefix| self.host_condition(*side, Some(*prefix), port)).collect(),
                    )),
                }
            }
            (Expression::Is(predicate), _) => self.exact_condition(predicate),
        }
    }

    /// The condition that agrees with userspace, if there is one.
    fn exact_condition(&self, predicate: &Predicate) -> Option<Condition> {
        Some(match predicate {
            Predicate::Host { side, pattern } => {
                let (prefixes, port) = inet_parts(pattern)?;
                prefixes.is_empty().then(|| self.host_condition(*side, None, port))?
            }
            Predicate::Port { side, comparison, port } => {
                port_condition(*side, *comparison, u16::try_from(*port).ok()?)
            }
            Predicate::Device(index) => self.kernel.device.then_some(Condition::Is(Instruction::Device(index.0)))?,
            Predicate::Mark { value, mask } => (self.kernel.mark && self.caller.net_admin)
                .then_some(Condition::Is(Instruction::Mark { value: *value, mask: *mask }))?,
            Predicate::Cgroup(id) => self.kernel.cgroup.then_some(Condition::Is(Instruction::Cgroup(id.0)))?,
            // What userspace sees of it is the range alone.
            Predicate::Autobound(PortRange { first, last }) => Condition::All(vec![
                port_condition(Side::Local, Comparison::AtLeast, *first),
                port_condition(Side::Local, Comparison::AtMost, *last),
            ]),
            Predicate::Address { side, prefix } => self.host_condition(*side, Some(*prefix), None),
            // The kernel is asked for a table and states, not about them; the rest it cannot compare.
            Predicate::Transport(_)
            | Predicate::State(_)
            | Predicate::User(_)
            | Predicate::Text { .. }
            | Predicate::Number { .. } => return None,
        })
    }

    fn is_same(&self, expression: &Expression) -> bool {
        match expression {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().all(|part| self.is_same(part)),
            Expression::Not(inner) => self.is_same(inner),
            Expression::Is(predicate) => self.exact_condition(predicate).is_some(),
        }
    }

    fn host_condition(&self, side: Side, prefix: Option<Prefix>, port: Option<i32>) -> Condition {
        let exact_port = port.and_then(|port| u16::try_from(port).ok()).filter(|_| self.kernel.port_equality);
        Condition::Is(match (prefix, exact_port) {
            (None, Some(port)) => Instruction::PortIs { side, port },
            _ => Instruction::Host { side, prefix, port },
        })
    }
}

fn port_condition(side: Side, comparison: Comparison, port: u16) -> Condition {
    Condition::Is(Instruction::Port { side, comparison, port })
}

/// Prefixes and port of a pattern, if inet sockets can have them.
fn inet_parts(pattern: &HostPattern) -> Option<(&[Prefix], Option<i32>)> {
    match pattern {
        HostPattern::Address { prefixes, port }
            if prefixes.iter().all(|prefix| matches!(prefix.family, Family::Inet | Family::Inet6)) =>
        {
            Some((prefixes, *port))
        }
        HostPattern::Address { .. } | HostPattern::UnixName(_) => None,
    }
}
