//! What is found out: a thing that opens facts to commands, whether it is there, and if not, why and what would help.

use model::Gap;

/// One thing and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// What is asked about: the name of a capability, a kind of sockets.
    pub(super) name: &'static str,
    /// What it opens, as a phrase that holds when it is lost, too.
    pub(super) gives: &'static str,
    /// The commands that have less without it, with the option if only that needs it.
    pub(super) commands: &'static [&'static str],
    /// Whether it is there.
    pub(super) answer: Answer,
}

/// One of three answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is there, and perhaps more about it. Untrusted where it comes from files.
    Yes(Option<String>),
    /// It is not.
    No(Lack),
    /// It could not be told.
    Unknown(Lack),
}

/// Why not, and what would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// The reason. Untrusted where it comes from files.
    pub(super) reason: String,
    /// The remedy, if there is one.
    pub(super) remedy: Option<String>,
}

/// Findings of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// What they are about.
    pub(super) title: &'static str,
    /// In the order in which they are shown.
    pub(super) findings: Vec<Finding>,
}

impl Answer {
    /// It is there.
    pub(super) fn yes(detail: impl Into<String>) -> Self {
        Self::Yes(Some(detail.into()))
    }

    /// It is not.
    pub(super) fn no(reason: impl Into<String>) -> Self {
        Self::No(Lack { reason: reason.into(), remedy: None })
    }

    /// It could not be told.
    pub(super) fn unknown(reason: impl Into<String>) -> Self {
        Self::Unknown(Lack { reason: reason.into(), remedy: None })
    }

    /// It is there unless a source says otherwise.
    pub(super) fn of_gap(gap: Option<Gap>) -> Self {
        gap.map_or(Self::Yes(None), |gap| Self::No(Lack { reason: gap.reason, remedy: gap.remedy }))
    }

    /// The same, with what would help where something is wanting.
    pub(super) fn with_remedy(self, remedy: impl Into<String>) -> Self {
        let with = |lack| Lack { remedy: Some(remedy.into()), ..lack };
        match self {
            Self::Yes(detail) => Self::Yes(detail),
            Self::No(lack) => Self::No(with(lack)),
            Self::Unknown(lack) => Self::Unknown(with(lack)),
        }
    }
}
