//! Crews: the processes that are one thing to a reader, such as a server and its workers. A row is about sockets of one crew, and names
//! those of it who hold them.

use super::super::parties::{Member, Party, PartyId};
use model::{NoOwner, ProcessId};
use std::collections::{BTreeSet, HashMap};
use std::time::SystemTime;

/// Which crew of [`Crews`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CrewId(usize);

/// Those of a crew who hold some sockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Staff {
    pub(super) label: Label,
    pub(super) processes: BTreeSet<ProcessId>,
    /// The name of the user of the first one that was met, or else its number. Untrusted.
    pub(super) user: Option<Box<str>>,
    /// When the oldest of them started.
    pub(super) started: Option<SystemTime>,
}

/// What tells one crew from another: processes of one name in one unit or container.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Label {
    /// Processes. Untrusted bytes.
    Processes {
        /// Their name.
        name: Box<[u8]>,
        /// What their container is called.
        container: Option<Box<[u8]>>,
        /// The service that they belong to. Sessions and scopes are not told apart.
        service: Option<Box<[u8]>>,
    },
    /// Nobody, for this reason.
    Nobody(NoOwner),
}

/// Every crew that holds a socket.
#[derive(Clone, Debug, Default)]
pub(super) struct Crews {
    all: Vec<Label>,
    by_label: HashMap<Label, CrewId>,
    by_party: HashMap<PartyId, CrewId>,
}

impl Crews {
    /// The crew that a party belongs to.
    pub(super) fn of(&mut self, id: PartyId, party: &Party) -> CrewId {
        if let Some(known) = self.by_party.get(&id) {
            return *known;
        }
        let place = self.all.len();
        let crew = *self.by_label.entry(label(party)).or_insert_with_key(|label| {
            self.all.push(label.clone());
            CrewId(place)
        });
        self.by_party.insert(id, crew);
        crew
    }

    /// Those of a crew who are in these parties. The number is one that [`Self::of`] gave.
    pub(super) fn staff<'p>(&self, id: CrewId, parties: impl Iterator<Item = &'p Party>) -> Staff {
        let mut staff = Staff { label: self.all[id.0].clone(), processes: BTreeSet::new(), user: None, started: None };
        for party in parties {
            if let Some(main) = party.main() {
                staff.join(main, party.members());
            }
        }
        staff
    }
}

impl Staff {
    /// Takes in the members of a party who have the name of their main one.
    fn join(&mut self, main: &Member, members: &[Member]) {
        self.processes.extend(members.iter().filter(|member| member.name == main.name).map(|member| member.id));
        if self.user.is_none() {
            let number = || main.process.as_ref()?.user.map(|user| user.to_string().into());
            self.user = main.user.as_deref().map(Box::from).or_else(number);
        }
        let starts = members.iter().filter(|member| member.name == main.name).filter_map(|member| member.started);
        self.started = starts.chain(self.started).min();
    }
}

fn label(party: &Party) -> Label {
    let Some(main) = party.main() else {
        let Party::Nobody(reason) = party else { return Label::Nobody(NoOwner::NoDescriptor) };
        return Label::Nobody(*reason);
    };
    Label::Processes {
        name: main.name.clone(),
        container: main.container().map(|container| container.label().into()),
        service: main.unit().filter(|unit| unit.ends_with(b".service")).map(Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::parties::Parties;
    use super::super::super::parties::tests::{member, process};
    use super::*;

    #[test]
    fn workers_of_one_service_are_one_crew_and_others_of_their_name_another() {
        let (mut parties, mut crews) = (Parties::default(), Crews::default());
        let held = [
            vec![process(1, "systemd", "root"), process(10, "nginx", "root")],
            vec![process(10, "nginx", "root"), process(11, "nginx", "www")],
            vec![member(90, "nginx")],
        ];
        let ids = held.map(|members| parties.add(Party::Held(members)));
        let found = ids.map(|id| crews.of(id, parties.get(id)));
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0], found[2]);
        let staff = |parties_of: &[PartyId]| crews.staff(found[0], parties_of.iter().map(|id| parties.get(*id)));
        assert_eq!(staff(&ids[..2]).processes, [10, 11].map(ProcessId).into());
        assert_eq!(staff(&ids[..1]).processes, [10].map(ProcessId).into());
        assert_eq!(staff(&ids[..1]).user.as_deref(), Some("root"));
    }

    #[test]
    fn those_whom_nobody_holds_are_told_apart_by_the_reason() {
        let (mut parties, mut crews) = (Parties::default(), Crews::default());
        let ids = [NoOwner::Kernel, NoOwner::Orphan].map(|reason| parties.add(Party::Nobody(reason)));
        let found = ids.map(|id| crews.of(id, parties.get(id)));
        assert_ne!(found[0], found[1]);
        assert_eq!(crews.staff(found[1], [].into_iter()).label, Label::Nobody(NoOwner::Orphan));
    }
}
