//! Why a command ended without its result.

use crate::message;
use std::process::ExitCode;

/// One line for the reader and the exit status, which a compatible tool takes from the original.
#[derive(Debug)]
pub(crate) struct Failure {
    status: u8,
    message: String,
}

impl Failure {
    pub(crate) fn new(status: u8, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// The line for the reader, for who has more to say around it.
    pub(crate) fn into_message(self) -> String {
        self.message
    }

    /// The exit status that it makes.
    #[cfg(test)]
    pub(crate) fn status(&self) -> u8 {
        self.status
    }

    /// Says why on standard error.
    pub(crate) fn report(&self, name: &str) -> ExitCode {
        message::say(&format!("sockeye {name}"), &self.message);
        ExitCode::from(self.status)
    }
}
