//! A process that connects and holds its end: this program under [`WORD`], called `client`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::lab::Process;

/// The first word of its command line.
pub const WORD: &str = "client";

/// Connects to what these words say, tells that it has, and holds on until its input ends.
///
/// # Errors
/// It cannot connect.
pub fn act(words: &[String]) -> Result<()> {
    nix::sys::prctl::set_name(c"client").context("name the process")?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let held: Box<dyn std::any::Any> = match words.as_slice() {
        ["tcp", address] => Box::new(TcpStream::connect(address).with_context(|| format!("connect to {address}"))?),
        ["unix", path] => Box::new(UnixStream::connect(path).with_context(|| format!("connect to {path}"))?),
        _ => bail!("a client connects to tcp ADDRESS or unix PATH, not {words:?}"),
    };
    let mut out = std::io::stdout();
    writeln!(out, "connected").and_then(|()| out.flush()).context("tell that it is connected")?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    drop(held);
    Ok(())
}

/// Starts a client and waits until it is connected.
pub(super) fn start(words: &[&str]) -> Result<Process> {
    let program = std::env::current_exe().context("find this program")?;
    let mut command = Command::new(program);
    command.arg(WORD).args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = Process(command.spawn().context("start a client")?);
    let mut line = String::new();
    let out = child.0.stdout.take().context("a client has no output")?;
    BufReader::new(out).read_line(&mut line)?;
    ensure!(line == "connected\n", "a client says {line:?}");
    Ok(child)
}
