//! `sockeye watch` at work, and the objects that it writes.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

/// How long it may take to begin, or to show what has happened.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ours, watching. Killed when dropped.
pub(super) struct Watcher {
    child: Child,
    lines: Receiver<String>,
    said: Option<JoinHandle<String>>,
    events: Vec<Event>,
}

/// One object of its output.
#[derive(Clone)]
pub(super) struct Event(Value);

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Event {
    pub(super) fn text(&self, field: &str) -> &str {
        self.0[field].as_str().unwrap_or("")
    }

    pub(super) fn number(&self, field: &str) -> Option<u64> {
        self.0[field].as_u64()
    }

    /// Whether these are the ports of its ends.
    pub(super) fn is_between(&self, local: u16, peer: u16) -> bool {
        self.number("source.port") == Some(local.into()) && self.number("destination.port") == Some(peer.into())
    }
}

impl Watcher {
    /// Starts it and waits until it sees.
    pub(super) fn start(ours: &Path, options: &[&str]) -> Result<Self> {
        let mut command = Command::new(ours);
        command.args(["watch", "-o", "ndjson"]).args(options);
        Self::start_command(command)
    }

    /// The same with a command of whatever kind that ends in one of ours.
    pub(super) fn start_command(mut command: Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("run ours")?;
        let out = child.stdout.take().context("ours has no output")?;
        let mut complaints = child.stderr.take().context("ours has no error output")?;
        let (sender, lines) = channel();
        thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let said = thread::spawn(move || {
            let mut text = String::new();
            // What is no text is said by nobody here.
            let _ = complaints.read_to_string(&mut text);
            text
        });
        let mut watcher = Self { child, lines, said: Some(said), events: Vec::new() };
        watcher.wait_until_it_sees()?;
        Ok(watcher)
    }

    /// Listens here and there until that is told of.
    fn wait_until_it_sees(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("listen")?;
            let port = u64::from(probe.local_addr()?.port());
            let is_seen = |event: &Event| event.number("source.port") == Some(port);
            if self.collect_until(Duration::from_millis(300), |events| events.iter().any(is_seen))? {
                self.events.clear();
                return Ok(());
            }
        }
        bail!("it shows nothing: {}", self.end()?.1)
    }

    /// Reads events until `is_enough` of all so far, or for so long. Whether it became enough.
    fn collect_until(&mut self, longest: Duration, is_enough: impl Fn(&[Event]) -> bool) -> Result<bool> {
        let end = Instant::now() + longest;
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    let event = serde_json::from_str(&line).with_context(|| format!("not JSON: {line}"))?;
                    self.events.push(Event(event));
                    if is_enough(&self.events) {
                        return Ok(true);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => return Ok(is_enough(&self.events)),
            }
        }
    }

    /// Waits until it has shown something like self.
    pub(super) fn wait_for(&mut self, what: &str, is_it: impl Fn(&Event) -> bool) -> Result<Event> {
        let find = |events: &[Event]| events.iter().find(|event| is_it(event)).cloned();
        if find(&self.events).is_none() {
            self.collect_until(PATIENCE, |events| events.last().is_some_and(&is_it))?;
        }
        find(&self.events).with_context(|| format!("{what} is not shown, but {:#?}", self.events))
    }

    /// Asks it to end, and returns all events since it was started, and what it said beside them.
    pub(super) fn end(&mut self) -> Result<(Vec<Event>, String)> {
        kill(Pid::from_raw(self.child.id() as i32), Signal::SIGINT).context("interrupt ours")?;
        self.collect_until(PATIENCE, |_| false)?;
        let status = self.child.wait().context("wait for ours")?;
        let said = self.said.take().and_then(|said| said.join().ok()).unwrap_or_default();
        ensure!(status.success(), "it ended with {status}: {said}");
        Ok((std::mem::take(&mut self.events), said))
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
