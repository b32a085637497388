//! `netstat -g`: memberships of multicast groups.

use super::setting::{Listed, Setting};
use std::io::Write;

/// Lists the groups of the IP versions that were asked for.
pub(super) fn list(_setting: &Setting, _out: &mut impl Write) -> Listed {
    Ok(())
}
