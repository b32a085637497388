//! Where a scenario is played: a network namespace and a /tmp of its own for each performance, so that the same ports and names can be
//! used each time; and what all who play can see of each other.

use std::fs;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use nix::mount::{MsFlags, mount};
use nix::unistd::Pid;

use super::record::{End, Event, Record, Told};
use super::script::{Actor, Condition, Part, Scenario};
use super::wire::{self, Sniffer};
use super::{peer, tool};
use crate::lab::ip;
use crate::network::with_empty_network;

/// The folder in which everybody plays, and which is empty at first.
pub(super) const FOLDER: &str = "/tmp";
/// Ports that the system chooses: none that a scenario names.
const SYSTEM_PORTS: &str = "40000 40999";
/// Where a scenario's listeners listen; they have come on when one is there.
pub(super) const PORTS: std::ops::RangeInclusive<u16> = 7001..=7009;
/// A listener that is not there by then will not come.
const COMING_ON: Duration = Duration::from_millis(1500);
/// What a step waits for comes by then, or never.
const WAITING: Duration = Duration::from_secs(4);
/// How often it is seen whether all steps are taken.
const LOOK: Duration = Duration::from_millis(100);
/// How long a packet, or the last word of a peer, may take to be seen.
const AFTERMATH: Duration = Duration::from_millis(50);

/// Which tool plays which part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast<'a> {
    pub(super) listener: &'a Path,
    pub(super) client: &'a Path,
}

/// What is happening.
pub(super) struct Scene {
    start: Instant,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    told: Vec<Told>,
    /// Who has come on; of listeners, those that listen.
    is_on: Vec<bool>,
    /// Who has taken all steps.
    is_done: Vec<bool>,
    /// When something happened last.
    last: Instant,
    /// When the curtain fell: nothing counts any more.
    over: Option<Duration>,
}

/// Plays a scenario once.
///
/// # Errors
/// The stage could not be made, or nobody could be brought on.
pub(super) fn play(scenario: &Scenario, cast: Cast) -> Result<Record> {
    with_empty_network(|| {
        mount(Some("tmpfs"), FOLDER, Some("tmpfs"), MsFlags::empty(), Some("mode=1777")).context("mount /tmp")?;
        ip(&["link", "set", "lo", "up"], "")?;
        fs::write("/proc/sys/net/ipv4/ip_local_port_range", SYSTEM_PORTS).context("set the system's ports")?;
        perform(scenario, cast)
    })
}

fn perform(scenario: &Scenario, cast: Cast) -> Result<Record> {
    let sniffer = Sniffer::open()?;
    let now = Instant::now();
    let state = State {
        told: vec![Told::default(); scenario.actors.len()],
        is_on: vec![false; scenario.actors.len()],
        is_done: vec![false; scenario.actors.len()],
        last: now,
        over: None,
    };
    let scene = Scene { start: now, state: Mutex::new(state), changed: Condvar::new() };
    let packets = thread::scope(|scope| -> Result<_> {
        let sniffing = scope.spawn(|| sniffer.listen(&scene));
        let scene = &scene;
        let play = move |number: usize, actor: &Actor| match actor.part {
            Part::Peer => peer::play(number, actor, scenario, scene),
            Part::Listener => tool::play(number, actor, cast.listener, scenario, scene),
            Part::Client => tool::play(number, actor, cast.client, scenario, scene),
        };
        let playing = scenario.actors.iter().enumerate().map(|(number, actor)| {
            scope.spawn(move || {
                let outcome = play(number, actor).with_context(|| format!("actor {}", number + 1));
                // Whoever waits for one that has failed need not wait until time is up.
                scene.is_on(number);
                scene.is_done(number);
                outcome
            })
        });
        // All are brought on before any is waited for.
        let playing: Vec<_> = playing.collect();
        scene.direct(scenario);
        let outcomes: Vec<Result<()>> = playing.into_iter().map(join).collect();
        let packets = join(sniffing)?;
        outcomes.into_iter().collect::<Result<()>>()?;
        Ok(packets)
    })?;
    let State { told, over, .. } = scene.state.into_inner().map_err(|_| anyhow!("an actor panicked"))?;
    let flows = wire::flows(packets.into_iter().filter(|packet| over.is_none_or(|over| packet.at <= over)));
    Ok(Record { told, flows })
}

/// What a thread has come to.
pub(super) fn join<T>(thread: ScopedJoinHandle<Result<T>>) -> Result<T> {
    thread.join().map_err(|_| anyhow!("a thread of the harness panicked"))?
}

impl Scene {
    /// The time since the curtain rose.
    pub(super) fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever panicked is told of when it is joined.
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        state.last = Instant::now();
        self.changed.notify_all();
    }

    /// Keeps what an actor tells, and shows it to all; unless the curtain has fallen.
    pub(super) fn tell(&self, actor: usize, change: impl FnOnce(&mut Told)) {
        self.change(|state| {
            if state.over.is_none() {
                change(&mut state.told[actor]);
            }
        });
    }

    /// Keeps what is found after the curtain.
    pub(super) fn tell_afterwards(&self, actor: usize, change: impl FnOnce(&mut Told)) {
        self.change(|state| change(&mut state.told[actor]));
    }

    /// Keeps what happened to an actor.
    pub(super) fn happened(&self, actor: usize, what: impl Into<String>) {
        let event = Event { what: what.into(), at: self.now() };
        self.tell(actor, |told| told.events.push(event));
    }

    /// Whether the curtain has fallen.
    pub(super) fn is_over(&self) -> bool {
        self.lock().over.is_some()
    }

    /// Ends it for all at once: what happens to one because another is taken away must not count.
    fn let_curtain_fall(&self) {
        let at = self.now();
        self.change(|state| {
            state.over = state.over.or(Some(at));
            for told in &mut state.told {
                told.end = told.end.or(Some((End::StillThere, at)));
            }
        });
    }

    /// Waits until this is so, at most so long; tells whether it is.
    fn wait_for(&self, limit: Duration, mut is_so: impl FnMut(&State) -> bool) -> bool {
        let state = self.lock();
        match self.changed.wait_timeout_while(state, limit, |state| !is_so(state)) {
            Ok((_, timeout)) => !timeout.timed_out(),
            Err(_) => false,
        }
    }

    /// Waits for what a step waits for; that it did not come is kept, as part of what happened.
    pub(super) fn wait(&self, actor: usize, condition: &Condition) {
        let has = |text: &[u8], part: &[u8]| part.is_empty() || text.windows(part.len()).any(|window| window == part);
        let came = self.wait_for(WAITING, |state| match condition {
            Condition::Wrote(actor, text) => has(&state.told[*actor].output, text),
            Condition::Said(actor, text) => has(&state.told[*actor].errors, text),
            Condition::WroteMany(actor, count) => state.told[*actor].output.len() >= *count,
            Condition::Ended(actor) => state.told[*actor].end.is_some(),
        });
        if !came {
            self.happened(actor, format!("waited in vain: {condition:?}"));
        }
    }

    /// Waits until all listeners that come before this actor are there.
    pub(super) fn wait_for_listeners(&self, scenario: &Scenario, actor: usize) {
        let is_listening = |number: usize| {
            let before = &scenario.actors[number];
            before.part == Part::Listener || (before.part == Part::Peer && peer::listens(before))
        };
        let listeners: Vec<usize> = (0..actor).filter(|&number| is_listening(number)).collect();
        self.wait_for(WAITING, |state| listeners.iter().all(|&number| state.is_on[number]));
    }

    /// Waits until a tool that has been started listens, has ended, or will do neither.
    pub(super) fn come_on(&self, actor: usize, pid: Pid) {
        let until = Instant::now() + COMING_ON;
        while Instant::now() < until && self.lock().told[actor].end.is_none() && !listens(pid) {
            thread::sleep(Duration::from_millis(4));
        }
        self.is_on(actor);
    }

    /// Marks that an actor is there.
    pub(super) fn is_on(&self, actor: usize) {
        self.change(|state| state.is_on[actor] = true);
    }

    /// Marks that an actor has taken all its steps.
    pub(super) fn is_done(&self, actor: usize) {
        self.change(|state| state.is_done[actor] = true);
    }

    /// Waits until an actor has ended, or the curtain has fallen.
    pub(super) fn wait_for_end(&self, actor: usize) {
        while !self.wait_for(LOOK, |state| state.told[actor].end.is_some() || state.over.is_some()) {}
    }

    /// Lets the curtain fall when all tools have ended, or all steps are taken and then nothing has happened to anybody for so long.
    fn direct(&self, scenario: &Scenario) {
        let is_left = |state: &State| {
            let tools = scenario.actors.iter().zip(&state.told).filter(|(actor, _)| actor.part != Part::Peer);
            tools.into_iter().any(|(_, told)| told.end.is_none())
        };
        while !self.wait_for(LOOK, |state| !is_left(state)) {
            let state = self.lock();
            // A step that waits gives up by itself; one that cannot write does not.
            let more = if state.is_done.iter().all(|&done| done) { Duration::ZERO } else { WAITING };
            if state.last.elapsed() >= scenario.patience + more {
                break;
            }
        }
        thread::sleep(AFTERMATH);
        self.let_curtain_fall();
    }
}

/// Whether a process has a socket that others can send to: one of the scenario's ports, or a UNIX socket with a name.
pub(super) fn listens(pid: Pid) -> bool {
    let table = |name: &str| fs::read_to_string(format!("/proc/{pid}/net/{name}")).unwrap_or_default();
    let is_ours = |line: &str, state: &str| {
        let mut fields = line.split_whitespace().skip(1);
        let port = fields.next().and_then(|local| u16::from_str_radix(local.rsplit_once(':')?.1, 16).ok());
        let is_in_state = fields.nth(1).is_some_and(|found| found == state);
        port.is_some_and(|port| PORTS.contains(&port)) && is_in_state
    };
    let internet = [("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")];
    internet.iter().any(|(name, state)| table(name).lines().any(|line| is_ours(line, state)))
        // Num RefCount Protocol Flags Type St Inode Path
        || table("unix").lines().skip(1).any(|line| line.split_whitespace().nth(7).is_some())
}
