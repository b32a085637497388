//! Where BPF is not permitted: what is seen in the other ways, and what is said of the rest.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::watcher::{Event, Watcher};

/// A way to watch.
pub(super) struct Way {
    pub(super) name: &'static str,
    options: &'static [&'static str],
    /// Whether what lives only between two listings is seen when it ends.
    sees_ends: bool,
}

pub(super) const WAYS: &[Way] = &[
    Way { name: "whatever is left", options: &[], sees_ends: true },
    Way { name: "announcements", options: &["--by", "announcements"], sees_ends: true },
    Way { name: "polling", options: &["--by", "polling"], sees_ends: false },
];

/// What lasts is seen, and what cannot be seen is said.
pub(super) fn sees_and_says(ours: &Path, way: &Way) -> Result<()> {
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"])
        .arg(ours)
        .args(["watch", "-o", "ndjson"])
        .args(way.options);
    let mut watcher = Watcher::start_command(command).context("setpriv (util-linux)")?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let client = TcpStream::connect(listener.local_addr()?)?;
    let client_port = client.local_addr()?.port();
    let server = listener.accept()?.0;
    watcher.wait_for("the connection", |event| {
        event.is_between(client_port, port) && event.text("network.connection.state") == "established"
    })?;
    drop((client, server));
    let is_end = |event: &Event| event.is_between(client_port, port) && event.text("old_state") == "established";
    watcher.wait_for("its end", is_end)?;
    if way.sees_ends {
        let (short, server) = (TcpStream::connect(listener.local_addr()?)?, listener.accept()?.0);
        let short_port = short.local_addr()?.port();
        drop((short, server));
        let is_end = |event: &Event| event.number("source.port") == Some(short_port.into());
        let event = watcher.wait_for("the end of a short connection", is_end)?;
        ensure!(event.text("network.connection.state") == "closed" || event.text("old_state").is_empty(), "{event:?}");
    }
    let (_, said) = watcher.end()?;
    ensure!(said.contains("watching by listings: "), "it does not say what it cannot see: {said}");
    ensure!(!way.options.is_empty() || said.contains("run as root"), "it does not say how to see more: {said}");
    Ok(())
}
