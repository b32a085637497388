//! Ends the processes that hold the sockets that were chosen: those very processes, which are held by descriptors from before they are
//! shown, and neither this one nor the first of the host.

use super::super::gather::Host;
use super::super::parties::Member;
use super::chosen::Choice;
use super::sockets::Outcome;
use model::ProcessId;
use sources::ending::{HeldProcess, Signal};
use sources::proc_files::ProcFiles;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// How long processes have to end before they are said to run on.
const PATIENCE: Duration = Duration::from_secs(3);
/// The process that the others descend from.
const INIT: ProcessId = ProcessId(1);

/// A process that holds sockets that were chosen.
#[derive(Debug)]
pub(super) struct Doomed {
    pub(super) member: Member,
    /// How many of the chosen sockets it holds.
    pub(super) chosen: usize,
    /// How many sockets it holds in all, of every kind.
    pub(super) sockets: usize,
    /// A hold on it, or why it is left alone.
    hold: Result<HeldProcess, Outcome>,
}

impl Doomed {
    /// Whether a signal will be sent to it.
    pub(super) fn is_held(&self) -> bool {
        self.hold.is_ok()
    }

    /// What is known before anything is done: why it is left alone.
    pub(super) fn refusal(&self) -> Option<&Outcome> {
        self.hold.as_ref().err()
    }
}

/// The processes that hold what was chosen, each held, by number.
pub(super) fn find(choice: &Choice<'_>, host: &Host) -> Vec<Doomed> {
    let mut found: BTreeMap<ProcessId, (&Member, usize)> = BTreeMap::new();
    for chosen in &choice.chosen {
        for member in choice.parties.get(chosen.party).members() {
            found.entry(member.id).or_insert((member, 0)).1 += 1;
        }
    }
    let held = host.sockets_of_processes();
    let doomed = found.into_values().map(|(member, chosen)| Doomed {
        chosen,
        sockets: held.get(&member.id).copied().unwrap_or(chosen),
        hold: hold(member),
        member: member.clone(),
    });
    doomed.collect()
}

fn hold(member: &Member) -> Result<HeldProcess, Outcome> {
    let left = |reason: &str| Err(Outcome::Left(reason.to_owned()));
    if member.id == INIT {
        return left("the first process of the host is left alone");
    }
    if member.id.0 == std::process::id() {
        return left("this is sockeye itself");
    }
    let Some(process) = &member.process else { return Err(Outcome::WasGone) };
    match HeldProcess::open(Path::new(ProcFiles::ROOT), process.id, process.started) {
        Ok(Some(held)) => Ok(held),
        Ok(None) => Err(Outcome::WasGone),
        Err(error) => left(&format!("the kernel gives no hold on it: {error}")),
    }
}

/// Sends the signal to all of them, and waits a little; what became of each, in their order.
pub(super) fn end(doomed: Vec<Doomed>, signal: Signal) -> Vec<(Doomed, Outcome)> {
    let mut outcomes = Vec::new();
    let (mut waited_for, mut places) = (Vec::new(), Vec::new());
    for (place, doomed) in doomed.into_iter().enumerate() {
        let (hold, outcome) = match doomed.hold {
            Ok(held) => match held.send(signal) {
                Ok(true) => {
                    waited_for.push(held);
                    places.push(place);
                    (Err(Outcome::Ended), Outcome::Ended)
                }
                Ok(false) => (Err(Outcome::WasGone), Outcome::WasGone),
                Err(error) => {
                    let outcome = Outcome::Left(format!("sending it SIG{}: {error} (run as root)", signal.name()));
                    (Err(outcome.clone()), outcome)
                }
            },
            Err(outcome) => (Err(outcome.clone()), outcome),
        };
        outcomes.push((Doomed { hold, ..doomed }, outcome));
    }
    let ended = HeldProcess::wait(&waited_for, PATIENCE);
    for place in places.into_iter().zip(ended).filter(|(_, ended)| !ended).map(|(place, _)| place) {
        let remedy = if signal == Signal::TERM { " (--signal KILL)" } else { "" };
        let seconds = PATIENCE.as_secs();
        outcomes[place].1 = Outcome::Left(format!("it still runs {seconds} s after SIG{}{remedy}", signal.name()));
    }
    outcomes
}
