//! Shows what was asked for: which listings, and in which order.

use super::args::{Args, Table, View};
use super::repeat::rounds;
use super::setting::{Listed, Setting};
use super::{groups, interfaces, masquerade, routes, sockets, statistics};
use std::io::Write;

/// Shows it, once or again and again.
///
/// # Errors
/// What could not be shown, or that the output takes no more.
pub(super) fn show<W: Write>(setting: &Setting, out: &mut W) -> Listed {
    let Args { view, continuous, .. } = setting.args;
    match view {
        View::Sockets => {
            let mut sockets = sockets::Sockets::new(setting);
            rounds(continuous, out, |out, _| {
                sockets.begin_round();
                if setting.args.shows_internet() {
                    sockets.list_internet(out)?;
                }
                if setting.args.shows(Table::Groups) {
                    groups::list(setting, out)?;
                }
                sockets.list_others(out)
            })
        }
        View::Routes => rounds(continuous, out, |out, _| routes::list(setting, out)),
        View::Interfaces => rounds(continuous, out, |out, round| interfaces::list(setting, round, out)),
        View::Masquerade => rounds(continuous, out, |out, _| masquerade::list(setting, out)),
        // The original leaves after one round of counters.
        View::Statistics => statistics::list(setting, out),
    }
}
