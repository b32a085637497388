//! Why something is unknown. Every unknown has a reason; compatible views print what the original prints, others print it.

use std::fmt;

/// A fact that could not be had, with what was being asked, why it failed and what would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The operation, as an action on an object: "listing UDP sockets".
    pub operation: String,
    /// What stopped it, in the kernel's words or ours.
    pub reason: String,
    /// What the reader can do about it, if anything.
    pub remedy: Option<String>,
}

impl Gap {
    /// A gap without a known remedy.
    pub fn new(operation: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { operation: operation.into(), reason: reason.into(), remedy: None }
    }

    /// The same gap, with what would help.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.reason)?;
        match &self.remedy {
            Some(remedy) => write!(f, " ({remedy})"),
            None => Ok(()),
        }
    }
}

/// What a source found together with what it could not see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<T> {
    /// What was found.
    pub found: T,
    /// What was not, each with its reason.
    pub gaps: Vec<Gap>,
}
