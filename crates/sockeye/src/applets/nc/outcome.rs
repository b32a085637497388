//! How a run ends: with success, without, or at once for a reason.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// The run ends here, with status 1.
#[derive(Debug)]
pub(super) struct Stop(pub(super) String);

impl Stop {
    /// What failed, and why.
    pub(super) fn of(operation: impl Display, error: &io::Error) -> Self {
        Self(format!("{operation}: {}", reason(error)))
    }
}

/// What a part of a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It came to what was asked for.
    Done,
    /// Nobody answered, which was told where -v asks for it.
    Nobody,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Nobody => Self::FAILURE,
        }
    }
}

/// Why, in the words of strerror(3), without the number that Rust puts behind them.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match error.raw_os_error() {
        Some(number) => text.strip_suffix(&format!(" (os error {number})")).unwrap_or(&text).to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <asm-generic/errno.h>
    const ECONNREFUSED: i32 = 111;

    #[test]
    fn reasons_are_those_of_the_c_library() {
        assert_eq!(reason(&io::Error::from_raw_os_error(ECONNREFUSED)), "Connection refused");
        assert_eq!(reason(&io::Error::other("no more")), "no more");
    }
}
