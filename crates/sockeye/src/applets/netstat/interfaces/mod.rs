//! `netstat -i`: interfaces and their counters.

use super::repeat::Round;
use super::setting::{Listed, Setting};
use std::io::Write;

/// Lists them; the title stands only above the first round.
pub(super) fn list(_setting: &Setting, _round: Round, _out: &mut impl Write) -> Listed {
    Ok(())
}
