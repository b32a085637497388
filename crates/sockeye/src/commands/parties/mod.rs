//! Who holds sockets, for views that group them: each set of processes once, so that a socket costs no allocation for its holders.

#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod text;

use super::gather::{HoldingProcess, Host, Subject};
use model::{Container, Inode, NoOwner, Process, ProcessId};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

/// The first process of a host or container. It holds the listeners of services that start when they are needed, and says nothing of
/// who serves there.
const INIT: ProcessId = ProcessId(1);

/// Which party of [`Parties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PartyId(usize);

/// The processes that hold a socket, taken together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Party {
    /// These do, the oldest number first; never none.
    Held(Vec<Member>),
    /// Nobody is seen to.
    Nobody(NoOwner),
}

/// A process of a party.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// Its number.
    pub(crate) id: ProcessId,
    /// Its name, as it was seen with the socket. Untrusted bytes.
    pub(crate) name: Box<[u8]>,
    /// Who it is; `None` where it has ended since.
    pub(crate) process: Option<Arc<Process>>,
    /// The name of its user. Untrusted.
    pub(crate) user: Option<Rc<str>>,
    /// When it started.
    pub(crate) started: Option<SystemTime>,
}

impl Party {
    /// The process that tells most of who serves: the oldest, but the first of the host only where it is alone.
    pub(crate) fn main(&self) -> Option<&Member> {
        let members = self.members();
        members.iter().find(|member| member.id != INIT).or(members.first())
    }

    /// Its processes, the oldest number first.
    pub(crate) fn members(&self) -> &[Member] {
        match self {
            Self::Held(members) => members,
            Self::Nobody(_) => &[],
        }
    }
}

impl Member {
    /// The container that it is in.
    pub(crate) fn container(&self) -> Option<&Container> {
        self.process.as_ref()?.container.as_deref()
    }

    /// The systemd unit that it belongs to, that of its user's manager before the host's. Untrusted bytes.
    pub(crate) fn unit(&self) -> Option<&[u8]> {
        let process = self.process.as_ref()?;
        process.user_unit.as_deref().or(process.unit.as_deref())
    }
}

/// Everybody who holds a socket that was looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parties {
    all: Vec<Party>,
    by_holders: HashMap<Box<[ProcessId]>, PartyId>,
    nobody: HashMap<NoOwner, PartyId>,
    /// Kept from one socket to the next.
    holders: Vec<ProcessId>,
}

impl Parties {
    /// Who holds this socket.
    pub(crate) fn of(&mut self, subject: &Subject<'_>) -> PartyId {
        let seen = self.seen(subject.host, subject.socket.inode);
        seen.unwrap_or_else(|| self.nobody(subject.no_owner()))
    }

    /// Who holds the other end of a UNIX connection, which has this inode.
    pub(crate) fn of_peer(&mut self, host: &Host, peer: Inode) -> PartyId {
        self.seen(host, peer).unwrap_or_else(|| self.nobody(NoOwner::NoDescriptor))
    }

    /// The party of this number, which only [`Self::of`] gives.
    pub(crate) fn get(&self, id: PartyId) -> &Party {
        &self.all[id.0]
    }

    /// Who holds the socket with this inode; `None`: nobody is seen to.
    fn seen(&mut self, host: &Host, inode: Inode) -> Option<PartyId> {
        self.holders.clear();
        for holder in host.holders_of(inode) {
            // Holders of one process come together.
            if self.holders.last() != Some(&holder.task.process) {
                self.holders.push(holder.task.process);
            }
        }
        if self.holders.is_empty() {
            return None;
        }
        if let Some(known) = self.by_holders.get(self.holders.as_slice()) {
            return Some(*known);
        }
        let members = host.processes_of(inode).iter().map(|holding| member(host, holding)).collect();
        let id = self.add(Party::Held(members));
        self.by_holders.insert(self.holders.as_slice().into(), id);
        Some(id)
    }

    fn nobody(&mut self, reason: NoOwner) -> PartyId {
        match self.nobody.get(&reason) {
            Some(known) => *known,
            None => {
                let id = self.add(Party::Nobody(reason));
                self.nobody.insert(reason, id);
                id
            }
        }
    }

    /// Adds a party that is told from the others elsewhere.
    pub(crate) fn add(&mut self, party: Party) -> PartyId {
        self.all.push(party);
        PartyId(self.all.len() - 1)
    }
}

fn member(host: &Host, holding: &HoldingProcess<'_>) -> Member {
    let process = holding.process.clone();
    Member {
        id: holding.task.process,
        name: holding.task.name.clone(),
        user: process.as_ref().and_then(|process| host.user(process.user?)),
        started: process.as_ref().and_then(|process| host.moment(process.started)),
        process,
    }
}
