//! Multicast groups that interfaces have joined, from the text tables of /proc/net: netlink does not tell them to everyone.

use crate::proc_files::ProcFiles;
use crate::tables::{TableError, hand_on, in_pieces, whole};
use crate::unread::Unread;
use model::{Gap, GroupMembership};
use std::io;
use wire::proc_net::groups;

/// Lists memberships of IPv4 groups in the kernel's order. Returns which rows could not be read.
///
/// # Errors
/// The kernel has no table of them, or whoever takes the rows could take no more.
pub fn ipv4(
    files: &ProcFiles,
    each: impl FnMut(&GroupMembership<'_>) -> io::Result<()>,
) -> Result<Option<Gap>, TableError> {
    let mut unread = Unread::default();
    let table = whole(&files.path("net/igmp"))?;
    hand_on(groups::ipv4_groups(&table), &mut unread, each).map_err(TableError::Sink)?;
    Ok(unread.gap("IPv4 groups"))
}

/// Lists memberships of IPv6 groups in the kernel's order. Returns which rows could not be read.
///
/// # Errors
/// As [`ipv4`].
pub fn ipv6(
    files: &ProcFiles,
    mut each: impl FnMut(&GroupMembership<'_>) -> io::Result<()>,
) -> Result<Option<Gap>, TableError> {
    let mut unread = Unread::default();
    let path = files.path("net/igmp6");
    in_pieces(&path, &mut |piece| hand_on(groups::ipv6_groups(piece), &mut unread, &mut each))?;
    Ok(unread.gap("IPv6 groups"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn this_host_is_in_the_group_of_all_systems() {
        let mut groups = Vec::new();
        let gap = ipv4(&Path::new("/proc").into(), |membership| {
            groups.push(membership.group.to_string());
            Ok(())
        });
        assert!(matches!(gap, Ok(None)));
        assert!(groups.is_empty() || groups.contains(&"224.0.0.1".to_owned()), "{groups:?}");
    }

    #[test]
    fn a_missing_table_is_an_error() {
        let missing = Path::new("/nonexistent").into();
        assert!(matches!(ipv4(&missing, |_| Ok(())), Err(TableError::Unreadable(_))));
        assert!(matches!(ipv6(&missing, |_| Ok(())), Err(TableError::Unreadable(_))));
    }
}
