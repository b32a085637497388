//! Routes, from the text tables of /proc/net.
//!
//! Why not by netlink: it tells of a route through a nexthop object by the object's number, where the text has the interface and the
//! gateway that the kernel takes, and of IPv6 routes neither how often they are used nor held. It would be quicker: the kernel dumps
//! 50,000 IPv4 routes in 25 ms and prints them in 40.

use crate::proc_files::ProcFiles;
use crate::tables::{hand_on, in_pieces};
use crate::unread::Unread;
use model::{Gap, Ipv4Route, Ipv6Route};
use std::io;
use wire::proc_net::{ipv4_routes, ipv6_routes};

pub use crate::tables::TableError;

/// What there was to list of IPv4.
#[derive(Debug)]
pub struct Ipv4Listing {
    /// Whether there is a table. A network namespace has none before its first route, not even one without rows.
    pub has_table: bool,
    /// Which rows could not be read.
    pub unread: Option<Gap>,
}

/// Lists the main table of IPv4 in the kernel's order: by destination.
///
/// # Errors
/// The kernel has no IPv4, or whoever takes the rows could take no more.
pub fn ipv4(
    files: &ProcFiles,
    mut each: impl FnMut(&Ipv4Route<'_>) -> io::Result<()>,
) -> Result<Ipv4Listing, TableError> {
    let (mut unread, mut has_table) = (Unread::default(), false);
    in_pieces(&files.path("net/route"), &mut |piece| {
        has_table = true;
        hand_on(ipv4_routes::routes(piece), &mut unread, &mut each)
    })?;
    Ok(Ipv4Listing { has_table, unread: unread.gap("IPv4 routes") })
}

/// Lists all tables of IPv6 in the kernel's order. Returns which rows could not be read.
///
/// # Errors
/// The kernel has no IPv6, or whoever takes the rows could take no more.
pub fn ipv6(
    files: &ProcFiles,
    mut each: impl FnMut(&Ipv6Route<'_>) -> io::Result<()>,
) -> Result<Option<Gap>, TableError> {
    let mut unread = Unread::default();
    let path = files.path("net/ipv6_route");
    in_pieces(&path, &mut |piece| hand_on(ipv6_routes::routes(piece), &mut unread, &mut each))?;
    Ok(unread.gap("IPv6 routes"))
}

/// Whether the kernel has a cache of IPv4 routes to show. Since 3.6 it is always empty.
///
/// # Errors
/// Why it has none.
pub fn ipv4_cache(files: &ProcFiles) -> Result<(), TableError> {
    let path = files.path("net/rt_cache");
    std::fs::File::open(&path).map(drop).map_err(|error| TableError::unreadable(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn rows_that_cannot_be_read_are_said_and_the_others_listed() {
        let root = std::env::temp_dir().join(format!("sockeye-routes-{}", std::process::id()));
        std::fs::create_dir_all(root.join("net")).unwrap();
        let rows = "Iface\nva0\t00000000\t0200090A\t3\t0\t0\t0\t00000000\t0\t0\t0\nva0 x\n".to_owned()
            + &"va1\t00000000\t0200090A\t3\t0\t0\t0\t00000000\t0\t0\t0\n".repeat(50_000);
        std::fs::write(root.join("net/route"), rows).unwrap();
        let mut listed = 0;
        let listing = ipv4(&root.as_path().into(), |_| {
            listed += 1;
            Ok(())
        });
        std::fs::remove_dir_all(&root).unwrap();
        assert_eq!(listed, 50_001);
        let listing = listing.unwrap();
        assert!(listing.has_table);
        let words = listing.unread.expect("a row is bad").to_string();
        assert_eq!(words, "reading 1 of the IPv4 routes: no destination in the line \"va0 x\"");
    }

    #[test]
    fn a_missing_table_is_an_error_that_names_it() {
        let missing = ProcFiles::beside_kernel(Path::new("/nonexistent"));
        let ipv4 = ipv4(&missing, |_| Ok(())).map(|_| None);
        for outcome in [ipv4, ipv6(&missing, |_| Ok(())), ipv4_cache(&missing).map(|()| None)] {
            let Err(TableError::Unreadable(gap)) = outcome else { panic!("it is not there") };
            assert!(gap.operation.starts_with("reading /nonexistent/net/"), "{gap}");
        }
    }
}
