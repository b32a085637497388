//! `sockeye port` over listeners of this process and clients of another.

use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::path::Path;

use anyhow::{Result, ensure};

use super::{client, far, say};
use crate::lab::{FAR_NAMESPACE, PATHS};

pub(super) fn both_ends_over_tcp(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7401")?;
    let client = client::start(&["tcp", "127.0.0.1:7401"])?;
    let _accepted = listener.accept()?;
    let said = say(ours, "port 7401")?;
    said.ensure_status(0)?;
    said.ensure_line(&["tcp", "127.0.0.1:7401", "loopback", "0 of 128 waiting"])?;
    said.ensure_line(&["process", "lab 1"])?;
    said.ensure_line(&["ESTABLISHED", "lab 1", &format!("client {}", client.0.id())])?;
    ensure!(said.stdout.matches("ESTABLISHED").count() == 2, "one row and one title:\n{}", said.stdout);
    let said = say(ours, "port -o ndjson 7401/tcp")?;
    said.ensure_line(&["\"role\":\"listener\"", "\"source.port\":7401"])?;
    said.ensure_line(&["\"role\":\"connection\"", &format!("\"peer_process.pid\":{}", client.0.id())])?;
    said.ensure_status(0)
}

pub(super) fn both_ends_of_unix_sockets(ours: &Path) -> Result<()> {
    let path = format!("{PATHS}/native.sock");
    let listener = UnixListener::bind(&path)?;
    let client = client::start(&["unix", &path])?;
    let _accepted = listener.accept()?;
    let said = say(ours, &format!("port {path}"))?;
    said.ensure_status(0)?;
    said.ensure_line(&["unix-stream", &path, "this host only"])?;
    said.ensure_line(&["ESTABLISHED", "lab 1", &format!("client {}", client.0.id())])
}

pub(super) fn nobody(ours: &Path) -> Result<()> {
    let said = say(ours, "port 7402")?;
    said.ensure_status(1)?;
    ensure!(said.stdout == "Nobody has port 7402.\n", "{}", said.stdout);
    let _far = far::listener("7402")?;
    let said = say(ours, "port 7402")?;
    said.ensure_status(1)?;
    said.ensure_line(&[&format!("network namespace {FAR_NAMESPACE}")])?;
    say(ours, "port --all-netns 7402")?.ensure_status(0)
}
