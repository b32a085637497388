//! The truth of a tree from that of its predicates, some of which may be unknown (Kleene's three values): what is
//! settled by the others does not wait for them.

use super::{Expression, Predicate};

impl Expression {
    /// Whether it holds; `None`: that depends on predicates of which `ask` does not know it.
    pub(crate) fn judge<F: Fn(&Predicate) -> Option<bool>>(&self, ask: &F) -> Option<bool> {
        match self {
            Self::All(parts) => until(false, parts, ask),
            Self::Any(parts) => until(true, parts, ask),
            Self::Not(inner) => inner.judge(ask).map(|holds| !holds),
            Self::Is(predicate) => ask(predicate),
        }
    }
}

/// The answer that one part is enough for, or else the other one, or none where a part has none.
fn until<F: Fn(&Predicate) -> Option<bool>>(enough: bool, parts: &[Expression], ask: &F) -> Option<bool> {
    let mut answer = Some(!enough);
    for part in parts {
        match part.judge(ask) {
            Some(holds) if holds == enough => return Some(enough),
            Some(_) => {}
            None => answer = None,
        }
    }
    answer
}
