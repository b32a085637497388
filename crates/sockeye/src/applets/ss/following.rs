//! `-E`: sockets as they end, a row each as soon as the kernel announces it.
//!
//! The tables and families choose what is followed and the filter what is shown; states do not matter, since all of these have ended.

use super::layout::{Layout, Lookups};
use super::request::Request;
use super::surroundings::Surroundings;
use super::{USAGE_STATUS, say, writing};
use crate::failure::Failure;
use crate::host::queries::version;
use model::{Family, Gap, Socket, SocketFamily, Transport};
use query::ss::{Scope, Table as SocketTable};
use render::table::Table;
use sources::announcements::{Announcement, Announcements, StreamError};
use std::io::{self, Write};
use wire::netlink::sock_diag::inet::Group;

/// Shows sockets that end until the output is closed, the kernel says no more or the process is interrupted.
pub(super) fn follow<W: Write>(request: &Request, surroundings: &mut Surroundings, table: &mut Table<W>) -> Failure {
    let groups = groups(&request.query.scope);
    if groups.is_empty() {
        return Failure::new(USAGE_STATUS, "the kernel announces only TCP and UDP sockets that end (add -t or -u)");
    }
    let mut announcements = match Announcements::join(&groups) {
        Ok(announcements) => announcements,
        Err(gap) => return failed(&gap),
    };
    surroundings.name_services_of_any_protocol();
    let end = announcements.follow(&mut |announcement| match announcement {
        Announcement::Ended(socket) => {
            if wants(request, socket) {
                find_hosts(request, surroundings, socket);
                lay(request, surroundings, table, socket)?;
            }
            table.print_so_far()
        }
        Announcement::Missed(gap) => {
            say([&gap]);
            Ok(())
        }
    });
    match end {
        StreamError::Sink(error) => writing(error),
        StreamError::Source(gap) => failed(&gap),
    }
}

fn failed(gap: &Gap) -> Failure {
    Failure::new(USAGE_STATUS, gap.to_string())
}

/// What the kernel is asked to announce.
fn groups(scope: &Scope) -> Vec<Group> {
    let tables = [(SocketTable::Tcp, Transport::Tcp), (SocketTable::Udp, Transport::Udp)];
    let families = [Family::Inet, Family::Inet6];
    let of = |transport| families.map(|family| (family, Group { transport, version: version(family) }));
    tables
        .into_iter()
        .filter(|(table, _)| scope.lists(*table))
        .flat_map(|(_, transport)| of(transport))
        .filter(|(family, _)| scope.families.contains(*family))
        .map(|(_, group)| group)
        .collect()
}

/// No kernel sieves announcements: the filter is asked about every one.
fn wants(request: &Request, socket: &Socket<'_>) -> bool {
    let query = &request.query;
    query.scope.shows(socket) && query.filter.as_ref().is_none_or(|filter| filter.matches(socket))
}

fn find_hosts(request: &Request, surroundings: &mut Surroundings, socket: &Socket<'_>) {
    if let (SocketFamily::Inet(inet), true) = (&socket.family, request.details.resolve) {
        surroundings.find_hosts([inet.local.address, inet.peer.address]);
    }
}

fn lay<W: Write, L: Lookups>(
    request: &Request,
    lookups: &mut L,
    table: &mut Table<W>,
    socket: &Socket<'_>,
) -> io::Result<()> {
    Layout::new(request.details, lookups).row(table, socket)
}

#[cfg(test)]
mod tests {
    use super::*;
    use query::ss::ScopeBuilder;

    fn joined(choose: fn(&mut ScopeBuilder)) -> u32 {
        let mut builder = ScopeBuilder::default();
        choose(&mut builder);
        groups(&builder.finish().unwrap()).iter().filter_map(|group| group.bit()).sum()
    }

    /// As the original joins them (`nl_groups` of its bind(2)).
    #[test]
    fn only_what_can_be_shown_is_followed() {
        assert_eq!(joined(|_| {}), 0xf);
        assert_eq!(joined(|scope| scope.add_table(SocketTable::Tcp)), 0x5);
        assert_eq!(joined(|scope| scope.add_family(Family::Inet)), 0x3);
        assert_eq!(joined(|scope| scope.add_tables_named("udp,raw").unwrap()), 0xa);
        assert_eq!(joined(|scope| scope.add_tables_named("unix,tcp").unwrap()), 0x5);
        assert_eq!(joined(|scope| scope.choose_listening_states()), 0xf);
        assert_eq!(joined(|scope| scope.add_family(Family::Unix)), 0);
        assert_eq!(
            joined(|scope| {
                scope.add_family(Family::Inet6);
                scope.add_table(SocketTable::Udp);
            }),
            0x8
        );
    }
}
