//! A thousand connections of six octets within ten seconds, watched, beside the loop around netstat that people run for want of better.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::servers::play;
use super::watcher::Watcher;
use crate::lab::Process;

const CONNECTIONS: usize = 1000;
/// Between the beginnings of two connections.
const PAUSE_MICROS: u32 = 9_000;
const LOOP: &str = "while sleep 0.1; do netstat -4antp; done 2>/dev/null";

/// Every one of them is told from beginning to end, with both processes.
pub(super) fn all_are_seen(ours: &Path) -> Result<()> {
    let mut watcher = Watcher::start(ours, &[])?;
    let mut netstat = Command::new("sh").args(["-c", LOOP]).stdout(Stdio::piped()).spawn().context("run sh")?;
    let mut out = netstat.stdout.take().context("sh has no output")?;
    let netstat = Process(netstat);
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        out.read_to_end(&mut text).map(|_| String::from_utf8_lossy(&text).into_owned())
    });
    let done = play("plain", CONNECTIONS, PAUSE_MICROS)?;
    drop(netstat);
    let last = *done.client_ports.last().context("no connections")?;
    watcher.wait_for("the end of the last connection", |event| {
        event.is_between(done.server_port, last) && event.text("network.connection.state") == "closed"
    })?;
    let (events, said) = watcher.end()?;
    ensure!(!events.iter().any(|event| event.text("event") == "lost"), "events were lost");
    done.check(&events).with_context(|| said)?;
    let listed = reader.join().ok().context("reading netstat")?.context("read netstat")?;
    let seen = seen_alive(&listed, done.server_port);
    println!("{CONNECTIONS} connections: watch saw {CONNECTIONS}, the loop around netstat {}", seen.len());
    ensure!(seen.len() < CONNECTIONS, "the loop sees as much: this shows nothing");
    Ok(())
}

/// Connections of which the listings have an end with its process.
fn seen_alive(listed: &str, port: u16) -> BTreeSet<String> {
    let ours = format!(":{port}");
    let rows = listed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.filter_map(|row| match row.as_slice() {
        ["tcp", _, _, local, peer, _, process, ..] if process.contains('/') => match (local, peer) {
            (_, peer) if peer.ends_with(&ours) => Some((*local).to_owned()),
            (local, _) if local.ends_with(&ours) && !peer.ends_with(":*") => Some((*peer).to_owned()),
            _ => None,
        },
        _ => None,
    })
    .collect()
}
