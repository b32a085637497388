//! Sockets for the native views: out of one network namespace or all, through the filter, each with the host around it.
//!
//! A view is a [`SubjectSink`]: it takes sockets one by one, asks each [`Subject`] what it shows, and keeps what it must. Owners are looked
//! for when the first is asked for, so that a filter which the kernel can decide costs nothing where it fits nothing.

mod around;
mod ends;
mod host;
mod plan;
mod subject;

pub(crate) use host::Host;
pub(crate) use subject::{HoldingProcess, Subject};

use super::{NOTHING_STATUS, USAGE_STATUS};
use crate::failure::Failure;
use crate::host::place::Place;
use crate::host::unseen::Unseen;
use model::Gap;
use plan::Plan;
use query::native;
use sources::namespaces::{self, Namespace, ReadAhead};
use sources::owners::containers::Containers;
use sources::proc_files::ProcFiles;
use sources::sockets::SocketSource;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// What a view asks for.
#[derive(Debug, Default)]
pub(crate) struct Question {
    /// The words of the filter.
    pub(crate) words: Vec<OsString>,
    /// Where to look.
    pub(crate) places: Places,
    /// What the view will ask of each socket.
    pub(crate) wants: Wants,
}

/// Which network namespaces to look in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Places {
    /// The one that this process is in.
    #[default]
    Own,
    /// Every one of the host.
    All,
}

/// What a view will ask of each socket beyond its plain record. The kernel's work for a socket grows with each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wants {
    /// TCP's own account ([`model::TcpInfo`]) and the congestion control.
    pub(crate) tcp_info: bool,
    /// The account of its memory.
    pub(crate) memory: bool,
    /// What only who has CAP_NET_ADMIN is told: firewall marks, upper layer protocols.
    pub(crate) private: bool,
    /// Who holds every one of them.
    pub(crate) owners: bool,
    /// Which socket is the other end of a connection, where that is in the places that are looked at. All of their sockets are read once
    /// more for it.
    pub(crate) both_ends: bool,
}

impl Wants {
    /// What either asks for.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            tcp_info: self.tcp_info || other.tcp_info,
            memory: self.memory || other.memory,
            private: self.private || other.private,
            owners: self.owners || other.owners,
            both_ends: self.both_ends || other.both_ends,
        }
    }
}

/// Takes sockets one by one, as they are read.
pub(crate) trait SubjectSink {
    /// Takes one socket. What is to be kept must be copied.
    ///
    /// # Errors
    /// No more can be taken, because the output was closed.
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()>;

    /// A table of sockets begins.
    fn begin_table(&mut self) {}

    /// Forgets the sockets since then, because the table will be read again. False when they are already out of hand.
    fn forget_table(&mut self) -> bool {
        false
    }
}

/// Hands every socket that was asked for to `sink`, and returns what could not be seen.
///
/// # Errors
/// The filter is not understood, nothing can be looked at, or the sink takes no more.
pub(crate) fn gather(question: &Question, host: &mut Host, sink: &mut dyn SubjectSink) -> Result<Vec<Gap>, Failure> {
    if question.wants.both_ends {
        ends::find(question.places, host)?;
    }
    let gaps = match question.places {
        Places::Own => gather_own(question, host, sink)?,
        Places::All => gather_all(question, host, sink)?,
    };
    Ok(gaps.into_iter().chain(host.gaps()).collect())
}

fn gather_own(question: &Question, host: &mut Host, sink: &mut dyn SubjectSink) -> Result<Vec<Gap>, Failure> {
    let place = Place::own();
    let plan = Plan::new(question, host).map_err(|error| refused(&error))?;
    let mut source = SocketSource::live(place.files(), plan.reach);
    plan.list(&mut source, &place, host, sink)
}

fn gather_all(question: &Question, host: &mut Host, sink: &mut dyn SubjectSink) -> Result<Vec<Gap>, Failure> {
    let found = namespaces::discover(Path::new(ProcFiles::ROOT), &mut Containers::new(Path::new("/")));
    let mut unseen = Unseen::default();
    let (mut misunderstood, mut is_understood) = (None, false);
    let mut ahead: Option<ReadAhead> = None;
    for namespace in &found.found {
        let place = match Place::reach(namespace) {
            Ok(place) => place,
            Err(gap) => {
                unseen.add(&namespace.facts.label(), [gap]);
                continue;
            }
        };
        host.look_through(place.visitor.clone());
        let plan = match Plan::new(question, host) {
            Ok(plan) => plan,
            // An interface that a filter names may be unknown here and known elsewhere.
            Err(error) => {
                misunderstood.get_or_insert(error);
                continue;
            }
        };
        is_understood = true;
        let others =
            || found.found.iter().filter(|namespace| !namespace.facts.is_own).cloned().collect::<Vec<Namespace>>();
        // Most of the others will be asked the same.
        let ahead = ahead.get_or_insert_with(|| ReadAhead::start(others(), &plan.queries(), plan.reach));
        let mut source = place.source(ahead, plan.reach);
        unseen.add(&place.facts.label(), plan.list(&mut source, &place, host, sink)?);
    }
    host.look_through(None);
    match misunderstood {
        Some(error) if !is_understood => Err(refused(&error)),
        _ => Ok(found.gaps.into_iter().chain(unseen.gaps()).collect()),
    }
}

/// Says what is wrong with a filter.
fn refused(error: &native::FilterError) -> Failure {
    Failure::new(USAGE_STATUS, format!("{error} (sockeye help filter tells the language)"))
}

/// The failure to write a view.
pub(crate) fn writing(error: &io::Error) -> Failure {
    Failure::new(NOTHING_STATUS, format!("writing to standard output: {error}"))
}
