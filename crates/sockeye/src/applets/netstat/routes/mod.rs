//! `netstat -r`: routing tables.

use super::setting::{Listed, Setting};
use std::io::Write;

/// Lists the routes of each family in `setting.args.families`, or of IPv4.
pub(super) fn list(_setting: &Setting, _out: &mut impl Write) -> Listed {
    Ok(())
}
