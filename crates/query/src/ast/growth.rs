//! Trees as front ends grow them: conditions joined from the left, and never higher than what reads a tree can climb.

use super::{Expression, Predicate};

/// How deeply conditions may be nested, and how often `and` and `or` may alternate: what reads a tree calls itself.
pub(crate) const MAX_DEPTH: usize = 500;

/// A tree and how high it is.
pub(crate) struct Tree {
    /// The condition.
    pub(crate) expression: Expression,
    /// Its levels.
    pub(crate) height: usize,
}

/// What stands between two conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    And,
    Or,
}

impl Tree {
    /// A single question.
    pub(crate) fn leaf(predicate: Predicate) -> Self {
        Self { expression: Expression::Is(predicate), height: 1 }
    }

    /// The opposite.
    pub(crate) fn negated(self) -> Self {
        Self { expression: Expression::Not(Box::new(self.expression)), height: self.height + 1 }
    }

    /// Joins two conditions; a run of the same word stays one list.
    pub(crate) fn joined(self, word: Joint, right: Self) -> Self {
        let same_list = self.height.max(right.height + 1);
        let new_list = self.height.max(right.height) + 1;
        let (expression, height) = match (self.expression, word) {
            (Expression::All(mut parts), Joint::And) => {
                parts.push(right.expression);
                (Expression::All(parts), same_list)
            }
            (Expression::Any(mut parts), Joint::Or) => {
                parts.push(right.expression);
                (Expression::Any(parts), same_list)
            }
            (left, Joint::And) => (Expression::All(vec![left, right.expression]), new_list),
            (left, Joint::Or) => (Expression::Any(vec![left, right.expression]), new_list),
        };
        Self { expression, height }
    }
}
