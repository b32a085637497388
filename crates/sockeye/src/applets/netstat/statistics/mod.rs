//! `netstat -s`: counters of the protocols.

use super::setting::{Listed, Setting};
use std::io::Write;

/// Lists the counters of the one family in `setting.args.families`, or of IPv4, and of the protocols in `setting.args.tables`.
pub(super) fn list(_setting: &Setting, _out: &mut impl Write) -> Listed {
    Ok(())
}
