//! A process that listens in the far network namespace.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::say;
use crate::lab::{FAR_NAMESPACE, Process};

/// How long it may take to listen.
const PATIENCE: Duration = Duration::from_secs(10);

/// The process and its port.
pub(super) struct Far {
    port: &'static str,
    _process: Process,
}

/// Starts one. It listens a little later.
pub(super) fn listener(port: &'static str) -> Result<Far> {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", FAR_NAMESPACE, "busybox", "nc", "-l", "-p", port]);
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    let process = Process(command.spawn().context("run busybox in another namespace")?);
    let start = Instant::now();
    while !is_listening(port)? {
        ensure!(start.elapsed() < PATIENCE, "nothing listens on port {port} in {FAR_NAMESPACE}");
        sleep(Duration::from_millis(20));
    }
    Ok(Far { port, _process: process })
}

impl Far {
    /// Whether it does, as the namespace's own table says.
    pub(super) fn is_listening(&mut self, ours: &Path) -> Result<bool> {
        let by_ours = say(ours, &format!("port --all-netns {}/tcp", self.port))?.stdout.contains("of 1 waiting");
        let is_listening = is_listening(self.port)?;
        ensure!(by_ours == is_listening, "ours says {by_ours}, the kernel {is_listening}");
        Ok(is_listening)
    }
}

/// Whether there is a listener on this port in the far namespace (proc_net(5): state 0A).
fn is_listening(port: &str) -> Result<bool> {
    let hexadecimal = format!(":{:04X} ", port.parse::<u16>()?);
    let mut command = Command::new("ip");
    let tables = command.args(["netns", "exec", FAR_NAMESPACE, "cat", "/proc/net/tcp", "/proc/net/tcp6"]).output()?;
    let tables = String::from_utf8(tables.stdout)?;
    Ok(tables.lines().any(|line| line.contains(&hexadecimal) && line.contains(" 0A ")))
}
