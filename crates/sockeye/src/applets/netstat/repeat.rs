//! `-c`: the same again, each second, until interrupted.
//!
//! The default dispositions of SIGINT and SIGPIPE end the process, quietly and with the status that shells expect.

use super::setting::Listed;
use std::io::Write;
use std::thread;
use std::time::Duration;

/// The pause between two rounds, whatever a round takes.
const PAUSE: Duration = Duration::from_secs(1);

/// Makes one round, or one after the other; each is told whether it is the first, and what it has written is passed on.
///
/// # Errors
/// The first error of a round ends all.
pub(super) fn rounds<W: Write>(
    continuous: bool,
    out: &mut W,
    mut round: impl FnMut(&mut W, Round) -> Listed,
) -> Listed {
    round(out, Round::First)?;
    if !continuous {
        return Ok(());
    }
    loop {
        out.flush()?;
        thread::sleep(PAUSE);
        round(out, Round::Later)?;
    }
}

/// Which round it is: some headings stand only above the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Round {
    First,
    Later,
}
