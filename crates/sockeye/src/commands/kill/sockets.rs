//! Closes the sockets that were chosen, and no others: each is named by its cookie in its network namespace.
//!
//! The kernel looks for a socket by its ends and only then compares the cookie. Where several listen on one port it may find another one and
//! close none. So what it could not find is looked for again, and tried anew when others are out of its way.

use super::super::gather::{Host, Question, gather};
use super::chosen::{Choice, Chosen, Present};
use crate::failure::Failure;
use sources::closing::{Closer, Fate};

/// How often sockets that the kernel does not find are tried anew.
const ATTEMPTS: usize = 16;

/// What became of a socket or a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was closed.
    Closed,
    /// The process ended.
    Ended,
    /// It had ended before anything was done.
    WasGone,
    /// It is still there; why.
    Left(String),
}

impl Outcome {
    /// In a word or two.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Ended => "ended",
            Self::WasGone => "gone before",
            Self::Left(_) => "LEFT",
        }
    }

    /// Why it is still there.
    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::Left(reason) => Some(reason),
            Self::Closed | Self::Ended | Self::WasGone => None,
        }
    }
}

/// Closes all of them; what became of each, in their order.
///
/// # Errors
/// What is left cannot be looked for.
pub(super) fn close(choice: &Choice<'_>, question: &Question, host: &mut Host) -> Result<Vec<Outcome>, Failure> {
    let mut closers: Vec<Closer> = choice.places.iter().map(|place| place.closer()).collect();
    let mut outcomes = vec![Outcome::WasGone; choice.chosen.len()];
    let mut open: Vec<usize> = (0..choice.chosen.len()).collect();
    for attempt in 0..ATTEMPTS {
        let before = open.len();
        open.retain(|place| {
            let chosen = &choice.chosen[*place];
            let outcome = match closers.get_mut(chosen.place) {
                Some(closer) => close_one(closer, chosen),
                None => Outcome::WasGone,
            };
            outcomes[*place] = outcome;
            outcomes[*place] == Outcome::WasGone
        });
        if open.is_empty() || attempt > 0 && open.len() == before {
            break;
        }
        let present = present(question, host)?;
        open.retain(|place| {
            choice.identity(&choice.chosen[*place]).is_some_and(|identity| present.found.contains(&identity))
        });
    }
    for place in open {
        let reason = "the kernel finds another socket with the same addresses first";
        outcomes[place] = Outcome::Left(reason.to_owned());
    }
    Ok(outcomes)
}

fn close_one(closer: &mut Closer, chosen: &Chosen) -> Outcome {
    let Some(socket) = &chosen.socket else {
        return Outcome::Left(
            "the kernel closes only TCP, UDP and raw sockets (--process ends who holds it)".to_owned(),
        );
    };
    match closer.try_to_close(socket) {
        Ok(Fate::Closed) => Outcome::Closed,
        Ok(Fate::Gone | Fate::Open) => Outcome::WasGone,
        Err(gap) => {
            // That it is left is said by the outcome.
            let reason = gap.reason.trim_start_matches("left open: ").trim_start_matches("left open, ");
            Outcome::Left(match gap.remedy {
                Some(remedy) => format!("{reason} ({remedy})"),
                None => reason.to_owned(),
            })
        }
    }
}

/// What the question finds now.
fn present(question: &Question, host: &mut Host) -> Result<Present, Failure> {
    let question = Question { words: question.words.clone(), places: question.places, ..Question::default() };
    let mut present = Present::default();
    // What could not be seen was said before.
    gather(&question, host, &mut present)?;
    Ok(present)
}
