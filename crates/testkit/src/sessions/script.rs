//! What is played: a scenario is a few actors, each with what it is given, in which order, and what becomes of its output.
//!
//! Scenarios stand in `crates/testkit/cases/nc.txt`, whose head describes their form.

use std::time::Duration;

use nix::sys::signal::Signal;

/// A short play for two or more.
#[derive(Clone, Debug)]
pub(super) struct Scenario {
    /// What it is about, with others of its kind.
    pub(super) family: String,
    /// What happens in it.
    pub(super) name: String,
    /// Who plays, in the order in which they come on.
    pub(super) actors: Vec<Actor>,
    /// What is left out of the comparison.
    pub(super) unseen: Vec<Aspect>,
    /// Why ours differs, where that is meant to be (docs/compatibility.md).
    pub(super) differs: Option<String>,
    /// How long nothing may happen until those who still run are taken to run for ever.
    pub(super) patience: Duration,
}

/// Something that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// When things happened, and so in which order.
    Times,
    /// Packets.
    Wire,
    /// What was written to standard error.
    Errors,
    /// What was written to standard output.
    Output,
}

/// One who plays.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    pub(super) part: Part,
    /// Of a tool, its arguments; of a peer, what it does first.
    pub(super) arguments: Vec<String>,
    pub(super) input: Input,
    pub(super) output: Output,
    pub(super) steps: Vec<Step>,
}

/// Who plays it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The tool that plays listeners.
    Listener,
    /// The tool that plays clients.
    Client,
    /// This program itself, with a socket of its own.
    Peer,
}

/// What standard input is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A pipe, into which the steps write.
    Pipe,
    /// /dev/null.
    Null,
    /// A file with this in it.
    File(Vec<u8>),
    /// Nothing: the descriptor is closed.
    Closed,
    /// A terminal, also the one that passwords are asked for at.
    Terminal,
}

/// What becomes of standard output. Of a peer: of what it receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// Read as it comes.
    Read,
    /// Read a little at a time.
    Slow,
    /// Not read, and left open.
    Unread,
    /// A pipe that nobody reads from any more.
    Gone,
    /// The descriptor is closed.
    Closed,
    /// /dev/full.
    Full,
    /// A file.
    File,
    /// A UNIX socket to which a descriptor is passed (nc -F).
    Descriptor,
}

/// One thing that is done to an actor, or, of a peer, that it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The actor comes on. Without it: first thing, once all listeners before it are there.
    Start,
    /// Octets are written to its standard input, or sent by the peer, all at once.
    Send(Vec<u8>),
    /// So many octets that never repeat, the same each time.
    SendMany(usize),
    /// Its standard input ends; a peer half-closes.
    End,
    Pause(Duration),
    Wait(Condition),
    /// A signal is sent to it.
    Signal(Signal),
    /// Nobody reads its output any longer.
    LeaveOutput,
    /// A peer resets the connection.
    Reset,
    /// A peer closes its socket.
    Close,
}

/// What is waited for, a while. Actors count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// This is in the output of an actor.
    Wrote(usize, Vec<u8>),
    /// This is in what an actor writes to standard error.
    Said(usize, Vec<u8>),
    /// So many octets are in the output of an actor.
    WroteMany(usize, usize),
    /// An actor has ended.
    Ended(usize),
}

impl Scenario {
    /// Whether any tool plays this part.
    pub(super) fn has(&self, part: Part) -> bool {
        self.actors.iter().any(|actor| actor.part == part)
    }

    /// How reports name it.
    pub(super) fn title(&self) -> String {
        format!("{}: {}", self.family, self.name)
    }
}
