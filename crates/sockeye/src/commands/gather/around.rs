//! What a filter may ask of a socket beyond its record.

use super::Subject;
use model::{InterfaceIndex, Micros, NetworkNamespace, Process, Socket, UserId};
use query::evaluate::{Holder, Surroundings};
use std::borrow::Cow;

/// The host around a socket, for filters.
pub(super) struct Around<'a> {
    pub(super) subject: Subject<'a>,
    /// Whether the filter asks for more of a process than its number and name.
    pub(super) tells_processes: bool,
}

impl Surroundings for Around<'_> {
    fn holders(&self, socket: &Socket<'_>, each: &mut dyn FnMut(Holder<'_>) -> bool) {
        let host = self.subject.host;
        for holder in host.holders(socket) {
            let process = self.tells_processes.then(|| host.process(holder.task)).flatten();
            let goes_on = each(Holder {
                process: holder.task.process,
                descriptor: Some(holder.descriptor),
                name: &holder.task.name,
                facts: process.as_deref(),
            });
            if !goes_on {
                break;
            }
        }
    }

    fn age(&self, process: &Process) -> Option<Micros> {
        let started = self.subject.host.moment(process.started)?;
        let age = self.subject.host.now().duration_since(started).unwrap_or_default();
        Some(Micros(u64::try_from(age.as_micros()).unwrap_or(u64::MAX)))
    }

    fn user_name(&self, user: UserId) -> Option<Cow<'_, [u8]>> {
        self.subject.host.user(user).map(|name| Cow::Owned(name.as_bytes().to_vec()))
    }

    fn interface_name(&self, interface: InterfaceIndex) -> Option<Cow<'_, [u8]>> {
        self.subject.host.interface(interface).map(Cow::Owned)
    }

    fn network_namespace(&self, _socket: &Socket<'_>) -> Option<&NetworkNamespace> {
        Some(&self.subject.place.facts)
    }
}
