//! `sockeye` alone, over a connection within the lab and one to the far end.

use std::net::TcpListener;
use std::path::Path;

use anyhow::{Result, ensure};

use super::{client, say};

pub(super) fn pairs_and_peers(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7411")?;
    let world = TcpListener::bind("0.0.0.0:7412")?;
    let client = client::start(&["tcp", "127.0.0.1:7411"])?;
    let _accepted = listener.accept()?;
    let said = say(ours, "overview")?;
    said.ensure_status(0)?;
    said.ensure_line(&["offer", "the world", "0.0.0.0:7412", "lab 1"])?;
    said.ensure_line(&["offer", "loopback", "127.0.0.1:7411", "lab 1"])?;
    said.ensure_line(&["here", "7411", &format!("client {} → lab 1", client.0.id()), "1", "this host"])?;
    // The far one, and whichever have a name on the machine.
    said.ensure_line(&["count", "namespaces"])?;
    ensure!(!said.stdout.contains("namespaces   0"), "the far namespace is not counted:\n{}", said.stdout);
    ensure!(!said.stdout.contains("127.0.0.1:7411  1"), "the other end has a row of its own:\n{}", said.stdout);
    drop(world);
    Ok(())
}
