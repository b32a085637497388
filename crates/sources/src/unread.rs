//! Records that could not be read: how many, and why the first one could not.

use model::Gap;

/// Records of one table that could not be read.
#[derive(Default)]
pub(crate) struct Unread {
    count: usize,
    first: Option<String>,
}

impl Unread {
    /// Counts one.
    pub(crate) fn note(&mut self, why: &dyn std::fmt::Display) {
        self.count += 1;
        self.first.get_or_insert_with(|| why.to_string());
    }

    /// What is to be said of them, if there are any.
    pub(crate) fn gap(self, name: &str) -> Option<Gap> {
        let first = self.first?;
        Some(Gap::new(format!("reading {} of the {name}", self.count), first))
    }
}
