//! Whose a connection is: in servers that accept and work in one process, fork, have others accept, or use threads.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{ChildStdout, Stdio};

use anyhow::{Context, Result, ensure};

use super::actors::{MESSAGE, actor};
use super::watcher::{Event, Watcher};
use crate::lab::Process;

/// This program, which plays every part.
pub(super) const PROGRAM: &str = "/proc/self/exe";
/// Connections to each server.
const CONNECTIONS: usize = 20;

/// A make of server.
pub(super) struct Server {
    pub(super) name: &'static str,
    part: &'static str,
}

/// Every make.
pub(super) const ALL: &[Server] = &[
    Server { name: "a server of one process", part: "plain" },
    Server { name: "a server that forks for each connection", part: "forking" },
    Server { name: "a server whose children accept", part: "prefork" },
    Server { name: "a server whose threads accept", part: "threads" },
];

/// A part being played, and what it tells.
pub(super) struct Played {
    pub(super) process: Process,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Played {
    pub(super) fn start(words: &[&str]) -> Result<Self> {
        let mut child = actor(Path::new(PROGRAM), words)?.stdout(Stdio::piped()).spawn().context("start an actor")?;
        let out = child.stdout.take().context("an actor has no output")?;
        Ok(Self { process: Process(child), lines: BufReader::new(out).lines() })
    }

    /// Numbers behind this word in its next line.
    pub(super) fn told(&mut self, word: &str) -> Result<Vec<u32>> {
        let line = self.lines.next().context("an actor has ended early")??;
        let rest = line.strip_prefix(word).with_context(|| format!("an actor tells {line}"))?;
        rest.split_whitespace().map(|number| number.parse().context("no number")).collect()
    }

    pub(super) fn id(&self) -> u64 {
        self.process.0.id().into()
    }
}

/// A server and a client that have done what they had to.
pub(super) struct Done {
    pub(super) server_port: u16,
    pub(super) client: u64,
    pub(super) client_ports: Vec<u16>,
    /// Process and thread that accepted, by the client's port, for each use of that.
    pub(super) accepted: HashMap<u16, Vec<(u64, u64)>>,
    /// One whose children accept goes on until this is dropped.
    _server: Played,
}

/// Has a client connect so often to such a server.
pub(super) fn play(part: &str, connections: usize, pause_micros: u32) -> Result<Done> {
    let count = connections.to_string();
    let mut server = Played::start(&[part, &count])?;
    let server_port = *server.told("port")?.first().context("no port")? as u16;
    let (port, pause) = (server_port.to_string(), pause_micros.to_string());
    let mut client = Played::start(&["connect", &port, &count, &pause])?;
    let mut accepted: HashMap<u16, Vec<_>> = HashMap::new();
    for _ in 0..connections {
        let told = server.told("accepted")?;
        let [port, process, thread] = told.as_slice() else { anyhow::bail!("an actor tells {told:?}") };
        accepted.entry(*port as u16).or_default().push((u64::from(*process), u64::from(*thread)));
    }
    let client_ports = (0..connections).map(|_| Ok(*client.told("connected")?.first().context("no port")? as u16));
    let client_ports = client_ports.collect::<Result<_>>()?;
    Ok(Done { server_port, client: client.id(), client_ports, accepted, _server: server })
}

/// Both ends of every connection have the process that connected or accepted, and every state.
pub(super) fn has_the_right_process(ours: &Path, server: &Server) -> Result<()> {
    let mut watcher = Watcher::start(ours, &[])?;
    let done = play(server.part, CONNECTIONS, 1000)?;
    let last = *done.client_ports.last().context("no connections")?;
    watcher.wait_for("the end of the last connection", |event| {
        event.is_between(done.server_port, last) && event.text("network.connection.state") == "closed"
    })?;
    let (events, said) = watcher.end()?;
    done.check(&events).with_context(|| said)
}

impl Done {
    /// Whether every connection was told as it was.
    pub(super) fn check(&self, events: &[Event]) -> Result<()> {
        // A port serves again as soon as its last connection is a second old: each use is a socket of its own.
        let mut by_ends: HashMap<(u64, u64), Vec<Vec<&Event>>> = HashMap::new();
        for event in events {
            if let (Some(local), Some(peer)) = (event.number("source.port"), event.number("destination.port")) {
                let sockets = by_ends.entry((local, peer)).or_default();
                let is_its = |socket: &&mut Vec<&Event>| socket[0].number("cookie") == event.number("cookie");
                match sockets.iter_mut().find(is_its) {
                    Some(socket) => socket.push(event),
                    None => sockets.push(vec![event]),
                }
            }
        }
        let mut uses: HashMap<u16, usize> = HashMap::new();
        for &port in &self.client_ports {
            let use_of_port = uses.entry(port).or_default();
            let of = |local: u16, peer: u16| {
                let sockets = by_ends.get(&(local.into(), peer.into()));
                sockets.and_then(|sockets| sockets.get(*use_of_port)).map_or(&[][..], Vec::as_slice)
            };
            let (client, server) = (of(port, self.server_port), of(self.server_port, port));
            check_client(client, self.client).with_context(|| format!("the client's end at {port}: {client:#?}"))?;
            let accepted = self.accepted.get(&port).and_then(|by| by.get(*use_of_port));
            let accepted = accepted.context("nobody has accepted it")?;
            check_server(server, *accepted).with_context(|| format!("the server's end of {port}: {server:#?}"))?;
            *use_of_port += 1;
        }
        Ok(())
    }
}

/// What a socket's states were told as, in order.
fn states<'e>(events: &[&'e Event]) -> Vec<(&'e str, &'e str)> {
    let changes = events.iter().filter(|event| event.text("event") == "state");
    changes.map(|event| (event.text("old_state"), event.text("network.connection.state"))).collect()
}

fn check_client(events: &[&Event], process: u64) -> Result<()> {
    let told = states(events);
    let begin = [("closed", "syn_sent"), ("syn_sent", "established"), ("established", "fin_wait_1")];
    ensure!(told.starts_with(&begin), "it begins otherwise");
    let ends: [&[_]; 3] = [
        &[("fin_wait_1", "fin_wait_2"), ("fin_wait_2", "time_wait")],
        // The server was busy for longer than the kernel keeps the socket for.
        &[("fin_wait_1", "fin_wait_2"), ("fin_wait_2", "fin_wait_2")],
        &[("fin_wait_1", "closing"), ("closing", "time_wait")],
    ];
    ensure!(ends.contains(&&told[begin.len()..]), "it ends otherwise");
    let is_its = |event: &&Event| event.number("process.pid") == Some(process);
    ensure!(events.iter().all(is_its), "not all of it is of process {process}");
    check_end(events, MESSAGE.len() as u64, 0)
}

fn check_server(events: &[&Event], (process, thread): (u64, u64)) -> Result<()> {
    let told = states(events);
    ensure!(told.starts_with(&[("listen", "syn_received"), ("syn_received", "established")]), "it begins otherwise");
    let closing = [("established", "close_wait"), ("close_wait", "last_ack"), ("last_ack", "closed")];
    ensure!(told[2..] == closing, "it ends otherwise");
    let place = events.iter().position(|event| event.text("event") == "accepted").context("it is not accepted")?;
    ensure!(events[place].number("process.thread.id") == Some(thread), "not accepted by thread {thread}");
    let is_its = |event: &&Event| event.number("process.pid") == Some(process);
    ensure!(events[place..].iter().all(is_its), "not all of it is of process {process}");
    // While accept(2) returns packets come in, whose changes may already be told of the new process.
    let waits = |event: &&Event| event.text("process_role") == "queues" || is_its(event);
    ensure!(events[..place].iter().all(waits), "it is somebody else's before it is accepted");
    check_end(events, 0, MESSAGE.len() as u64)
}

fn check_end(events: &[&Event], sent: u64, received: u64) -> Result<()> {
    let end = events.last().context("it does not end")?;
    ensure!(end.number("sent_bytes") == Some(sent) && end.number("received_bytes") == Some(received), "octets");
    ensure!(end.number("lived_us").is_some_and(|lived| lived > 0), "it has no length of life");
    ensure!(end.text("reason").starts_with("closed"), "it ends for another reason");
    Ok(())
}

/// A process in the cgroup of a container is told with that.
pub(super) fn container_is_named(ours: &Path) -> Result<()> {
    let id = "c0ffee".repeat(10) + "abcd";
    let folder = format!("/sys/fs/cgroup/docker-{id}.scope");
    fs::create_dir(&folder).context("make a cgroup")?;
    let outcome = inside_and_outside(ours, &folder, &id);
    fs::remove_dir(&folder).context("remove the cgroup")?;
    outcome
}

fn inside_and_outside(ours: &Path, folder: &str, id: &str) -> Result<()> {
    let mut watcher = Watcher::start(ours, &[])?;
    let mut outside = Played::start(&["plain", "1"])?;
    fs::write(format!("{folder}/cgroup.procs"), std::process::id().to_string()).context("enter the cgroup")?;
    let inside = Played::start(&["plain", "1"]);
    fs::write("/sys/fs/cgroup/cgroup.procs", std::process::id().to_string()).context("leave the cgroup")?;
    for (server, expected) in [(&mut outside, ""), (&mut inside?, id)] {
        let port = server.told("port")?.first().copied().context("no port")?;
        let event = watcher.wait_for("a server", |event| event.number("source.port") == Some(port.into()))?;
        ensure!(event.text("container.id") == expected, "{event:?}");
    }
    watcher.end().map(|_| ())
}

/// A filter lets through what it says, and nothing else.
pub(super) fn filter_is_kept_to(ours: &Path) -> Result<()> {
    let mut unwanted = Played::start(&["plain", "1"])?;
    let unwanted_port = unwanted.told("port")?.first().copied().context("no port")?;
    let port = unwanted_port.to_string();
    let filter = ["process", "=", "l?b", "and", "not", "port", "=", &port];
    let mut watcher = Watcher::start(ours, &filter)?;
    let mut wanted = Played::start(&["plain", "1"])?;
    let wanted_port = wanted.told("port")?.first().copied().context("no port")?;
    for port in [unwanted_port, wanted_port] {
        let mut client = Played::start(&["connect", &port.to_string(), "1", "0"])?;
        client.told("connected")?;
    }
    watcher.wait_for("a connection", |event| event.number("destination.port") == Some(wanted_port.into()))?;
    let (events, _) = watcher.end()?;
    let is_unwanted = |event: &Event| {
        ["source.port", "destination.port"].iter().any(|field| event.number(field) == Some(unwanted_port.into()))
    };
    ensure!(!events.iter().any(is_unwanted), "it lets others through");
    Ok(())
}
