//! What must be known of a socket before a filter can decide about it: each costs something to find out.

use crate::ast::{Expression, Filter, NumberFact, Predicate, TextFact};

/// What a filter asks about, beyond the least that every source tells of every socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// TCP's own account of a connection ([`model::TcpInfo`]).
    pub tcp_info: bool,
    /// The account of its memory ([`model::SocketMemory`]).
    pub memory: bool,
    /// The name of its congestion control.
    pub congestion: bool,
    /// Who holds it: process, descriptor, name.
    pub owners: bool,
    /// Everything else about the holding processes ([`model::Process`]).
    pub processes: bool,
    /// The network namespace that it is in.
    pub namespaces: bool,
}

impl Needs {
    /// Those of this filter.
    pub(super) fn of(filter: &Filter) -> Self {
        let mut needs = Self::default();
        needs.add(&filter.expression);
        needs
    }

    fn add(&mut self, expression: &Expression) {
        match expression {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| self.add(part)),
            Expression::Not(inner) => self.add(inner),
            Expression::Is(predicate) => self.add_predicate(predicate),
        }
    }

    fn add_predicate(&mut self, predicate: &Predicate) {
        match predicate {
            Predicate::User(_) => self.add_processes(),
            Predicate::Text { fact, .. } => match fact {
                TextFact::Process => self.owners = true,
                TextFact::Command
                | TextFact::Executable
                | TextFact::User
                | TextFact::Container
                | TextFact::Image
                | TextFact::Pod
                | TextFact::Unit
                | TextFact::Parent => self.add_processes(),
                TextFact::NetworkNamespace => self.namespaces = true,
                TextFact::Congestion => self.congestion = true,
                TextFact::Interface | TextFact::Path => {}
            },
            Predicate::Number { fact, .. } => match fact {
                NumberFact::ProcessId | NumberFact::Descriptor => self.owners = true,
                NumberFact::ParentId | NumberFact::Age => self.add_processes(),
                fact => {
                    self.tcp_info |= fact.is_of_tcp();
                    self.memory |= fact.is_of_memory();
                }
            },
            Predicate::Host { .. }
            | Predicate::Port { .. }
            | Predicate::Device(_)
            | Predicate::Mark { .. }
            | Predicate::Cgroup(_)
            | Predicate::Autobound(_)
            | Predicate::Address { .. }
            | Predicate::Transport(_)
            | Predicate::State(_) => {}
        }
    }

    fn add_processes(&mut self) {
        self.owners = true;
        self.processes = true;
    }
}
