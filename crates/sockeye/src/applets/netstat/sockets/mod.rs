//! Sockets of every family, as `netstat` lists them.

use super::setting::{Listed, Setting};
use std::io::Write;

/// The listings of sockets, with what they keep from one round to the next.
pub(super) struct Sockets<'a> {
    _setting: &'a Setting,
}

impl<'a> Sockets<'a> {
    /// For what was asked for; nothing is looked up yet.
    pub(super) fn new(setting: &'a Setting) -> Self {
        Self { _setting: setting }
    }

    /// Forgets what may have changed since the last round.
    pub(super) fn begin_round(&mut self) {}

    /// Lists the Internet sockets, with their heading: TCP, SCTP, UDP, UDP-Lite, raw, as far as `setting.args.shows` each.
    pub(super) fn list_internet(&mut self, _out: &mut impl Write) -> Listed {
        Ok(())
    }

    /// Lists the tables that stand behind the groups: UNIX, IPX, AX.25, X.25, NET/ROM, ROSE, Bluetooth.
    pub(super) fn list_others(&mut self, _out: &mut impl Write) -> Listed {
        Ok(())
    }
}
