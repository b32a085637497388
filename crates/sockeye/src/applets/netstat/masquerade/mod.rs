//! `netstat -M`: masqueraded connections, of which kernels since 2.4 have no table.

use super::setting::{Listed, Setting};
use super::support::NO_SUPPORT;
use crate::failure::Failure;
use std::io::Write;

/// Answers that there is nothing to list.
///
/// # Errors
/// Always, with the original's status.
pub(super) fn list(setting: &Setting, _out: &mut impl Write) -> Listed {
    Err(Failure::new(1, setting.texts.format(&NO_SUPPORT, &[("what", &"ip_masquerade")])).into())
}
