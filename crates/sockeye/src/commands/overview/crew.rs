//! Crews: the processes that are one thing to a reader, such as a server and its workers, whatever sockets each of them holds.

use super::super::parties::{Member, Party, PartyId};
use model::{NoOwner, ProcessId};
use std::collections::{BTreeSet, HashMap};
use std::time::SystemTime;

/// Which crew of [`Crews`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CrewId(usize);

/// Processes of one name in one unit or container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Crew {
    pub(super) label: Label,
    pub(super) processes: BTreeSet<ProcessId>,
    /// The name of the user of the first one that was met, or else its number. Untrusted.
    pub(super) user: Option<Box<str>>,
    /// When the oldest of them started.
    pub(super) started: Option<SystemTime>,
}

/// What tells one crew from another.
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
    all: Vec<Crew>,
    by_label: HashMap<Label, CrewId>,
    by_party: HashMap<PartyId, CrewId>,
}

impl Crews {
    /// The crew that a party belongs to.
    pub(super) fn of(&mut self, id: PartyId, party: &Party) -> CrewId {
        if let Some(known) = self.by_party.get(&id) {
            return *known;
        }
        let label = label(party);
        let place = self.all.len();
        let crew = *self.by_label.entry(label).or_insert_with_key(|label| {
            self.all.push(Crew { label: label.clone(), processes: BTreeSet::new(), user: None, started: None });
            CrewId(place)
        });
        if let (Some(main), Some(known)) = (party.main(), self.all.get_mut(crew.0)) {
            known.join(main, party.members());
        }
        self.by_party.insert(id, crew);
        crew
    }

    /// The crew of this number, which only [`Self::of`] gives.
    pub(super) fn get(&self, id: CrewId) -> &Crew {
        &self.all[id.0]
    }
}

impl Crew {
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
        let crew = crews.get(found[0]);
        assert_eq!(crew.processes, [10, 11].map(ProcessId).into());
        assert_eq!(crew.user.as_deref(), Some("root"));
    }

    #[test]
    fn those_whom_nobody_holds_are_told_apart_by_the_reason() {
        let (mut parties, mut crews) = (Parties::default(), Crews::default());
        let ids = [NoOwner::Kernel, NoOwner::Orphan].map(|reason| parties.add(Party::Nobody(reason)));
        let found = ids.map(|id| crews.of(id, parties.get(id)));
        assert_ne!(found[0], found[1]);
        assert_eq!(crews.get(found[1]).label, Label::Nobody(NoOwner::Orphan));
    }
}
