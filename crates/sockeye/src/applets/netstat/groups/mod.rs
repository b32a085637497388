//! `netstat -g`: memberships of multicast groups.

#[cfg(test)]
mod tests;

use super::args::Table;
use super::cells::{left, number_left, signed};
use super::setting::{Ended, Listed, Setting};
use super::support;
use crate::texts::Phrase;
use crate::texts::width::Padded;
use model::{Gap, GroupMembership};
use names::Hosts;
use sources::groups;
use sources::routes::TableError;
use std::collections::HashSet;
use std::io::{self, Write};

const TITLE: Phrase = Phrase::new("groups-title", "IPv6/IPv4 Group Memberships");
const INTERFACE: Phrase = Phrase::new("groups-interface", "Interface");
const USERS: Phrase = Phrase::new("groups-users", "RefCnt");
const GROUP: Phrase = Phrase::new("groups-group", "Group");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&TITLE, &INTERFACE, &USERS, &GROUP];

/// Widths of the columns in octets.
const INTERFACE_WIDTH: usize = 15;
const USERS_WIDTH: usize = 6;
const RULE: &str = "--------------- ------ ---------------------\n";

/// Lists the groups of the IP versions that were asked for.
///
/// # Errors
/// The kernel has no table of them.
pub(super) fn list(setting: &Setting, out: &mut impl Write) -> Listed {
    let texts = &setting.texts;
    writeln!(
        out,
        "{}\n{} {} {}\n{}",
        texts.say(&TITLE),
        Padded(&texts.say(&INTERFACE), INTERFACE_WIDTH),
        Padded(&texts.say(&USERS), USERS_WIDTH),
        texts.say(&GROUP),
        RULE.trim_end()
    )?;
    let hosts = names(setting);
    let mut row = Vec::new();
    let gaps = each(setting, |membership| {
        lay(&mut row, membership, hosts.as_ref(), setting);
        out.write_all(&row)
    });
    for gap in gaps.map_err(|error| error.ended(setting, out))? {
        setting.say(out, &gap)?;
    }
    if let Some(gap) = hosts.and_then(|hosts| hosts.gap()) {
        setting.say(out, &gap.with_remedy("see /etc/resolv.conf, or give -n"))?;
    }
    Ok(())
}

/// The names of the groups, unless they are to stay numbers. A table that cannot be read now cannot be read later, and is said then.
fn names(setting: &Setting) -> Option<Hosts> {
    if setting.args.numeric.hosts {
        return None;
    }
    let mut addresses = HashSet::new();
    let _ = each(setting, |membership| {
        addresses.insert(membership.group);
        Ok(())
    });
    let mut hosts = Hosts::new();
    hosts.resolve_all(addresses);
    Some(hosts)
}

/// Goes through the memberships of both versions, as far as they are asked for. Returns what could not be read.
fn each(setting: &Setting, mut take: impl FnMut(&GroupMembership<'_>) -> io::Result<()>) -> Result<Vec<Gap>, Unlisted> {
    let mut gaps = Vec::new();
    if setting.args.versions.ipv4 {
        gaps.extend(groups::ipv4(&setting.files, &mut take).map_err(Unlisted::Ipv4)?);
    }
    if setting.args.versions.ipv6 {
        match groups::ipv6(&setting.files, &mut take) {
            Ok(gap) => gaps.extend(gap),
            // A kernel without IPv6 has no file for it.
            Err(TableError::Unreadable(_)) if !setting.files.path("net/igmp6").exists() => {}
            Err(TableError::Unreadable(gap)) => gaps.push(gap),
            Err(TableError::Sink(error)) => return Err(Unlisted::Writing(error)),
        }
    }
    Ok(gaps)
}

/// Why groups were not listed to their end.
enum Unlisted {
    /// Those of IPv4, which every kernel with multicast has.
    Ipv4(TableError),
    Writing(io::Error),
}

impl Unlisted {
    fn ended(self, setting: &Setting, out: &mut impl Write) -> Ended {
        match self {
            Self::Ipv4(TableError::Sink(error)) | Self::Writing(error) => Ended::Writing(error),
            Self::Ipv4(TableError::Unreadable(_)) => match support::lacks(Table::Groups, setting, out) {
                Ok(()) => Ended::Told(0),
                Err(ended) => ended,
            },
        }
    }
}

fn lay(row: &mut Vec<u8>, membership: &GroupMembership<'_>, hosts: Option<&Hosts>, setting: &Setting) {
    row.clear();
    left(row, &setting.shown(membership.interface), INTERFACE_WIDTH);
    number_left(row, signed(membership.users), USERS_WIDTH);
    row.push(b' ');
    match hosts.and_then(|hosts| hosts.get(membership.group)) {
        Some(name) => row.extend_from_slice(&setting.shown(name.as_bytes())),
        None => render::address::push(row, membership.group),
    }
    row.push(b'\n');
}
