//! What every listing is given: what was asked for, in which language, and where the facts and the text are.

use super::args::Args;
use crate::failure::Failure;
use crate::message;
use crate::texts::Texts;
use sources::proc_files::ProcFiles;
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// What every listing is given.
pub(super) struct Setting {
    /// What was asked for.
    pub(super) args: Args,
    /// The language.
    pub(super) texts: Texts,
    /// Where the files of /proc are.
    pub(super) files: ProcFiles,
    /// Whether the output goes to a terminal, so that untrusted text must be escaped.
    pub(super) is_terminal: bool,
}

impl Setting {
    /// Text that strangers chose, as the output can take it.
    pub(super) fn shown<'t>(&self, untrusted: &'t [u8]) -> Cow<'t, [u8]> {
        if self.is_terminal { render::escape::escape(untrusted) } else { Cow::Borrowed(untrusted) }
    }

    /// Says a line on standard error, behind what was written so far.
    ///
    /// # Errors
    /// What was written so far could not be passed on.
    pub(super) fn say(&self, out: &mut impl Write, line: &dyn Display) -> io::Result<()> {
        out.flush()?;
        message::say("sockeye netstat", line);
        Ok(())
    }
}

/// Why a listing ended before its end, and the command with it.
#[derive(Debug)]
pub(super) enum Ended {
    /// The output takes no more. Only writing makes this error, so that `?` may stand behind each write.
    Writing(io::Error),
    /// For a reason that is still to be said.
    Failed(Failure),
    /// With this exit status, and the reason among what was written.
    Told(u8),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Ended {
    /// What the command returns then.
    pub(super) fn into_result(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Writing(error) => Err(Failure::new(1, format!("writing to standard output: {error}"))),
            Self::Failed(failure) => Err(failure),
            Self::Told(status) => Ok(ExitCode::from(status)),
        }
    }
}

/// How a listing ended.
pub(super) type Listed = Result<(), Ended>;
