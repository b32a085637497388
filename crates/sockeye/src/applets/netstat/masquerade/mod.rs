//! `netstat -M`: masqueraded connections.

use super::setting::{Listed, Setting};
use std::io::Write;

/// Lists them.
pub(super) fn list(_setting: &Setting, _out: &mut impl Write) -> Listed {
    Ok(())
}
