//! Crowds: many processes holding many sockets, still, until told to go.
//!
//! Each process of a crowd is a *member*: this same program, started again with the arguments that name its part
//! (see [`member`]). It makes its sockets, says `ready` on its standard output, and holds them until its standard
//! input closes. Members are started one after the other, so pids, inodes and table orders repeat from run to run.

pub mod cast;
pub mod descriptors;
pub mod mass;
pub mod member;
mod members;
pub mod scene;
pub(crate) mod sockets;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// The line by which a member tells that all its sockets are in place.
const READY: &str = "ready";

/// Processes that hold sockets; they go when this is dropped.
#[derive(Debug, Default)]
pub struct Crowd {
    members: Vec<Child>,
}

impl Crowd {
    /// Starts a member and does not wait for it; `arguments` name its part, see [`member::run`].
    fn start(&mut self, arguments: &[String]) -> Result<()> {
        let program = std::env::current_exe().context("finding this program's own path")?;
        let child = Command::new(program)
            .arg(cast::WORD)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("start the crowd's member {arguments:?}"))?;
        self.members.push(child);
        Ok(())
    }

    /// Waits until the members from `first` on are ready.
    fn wait_ready(&mut self, first: usize) -> Result<()> {
        for child in &mut self.members[first..] {
            let stdout = child.stdout.take().context("this member was waited for already")?;
            let mut line = String::new();
            BufReader::new(stdout).read_line(&mut line).context("read a member's answer")?;
            ensure!(line.trim_end() == READY, "member with pid {} did not get ready (it says why above)", child.id());
        }
        Ok(())
    }

    /// Number of processes started.
    pub fn processes(&self) -> usize {
        self.members.len()
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for child in &mut self.members {
            drop(child.stdin.take());
        }
        for child in &mut self.members {
            // A member that failed has told why by itself.
            let _ = child.wait();
        }
    }
}

/// What process number `index` of so many has of a total that all share evenly.
fn share(total: usize, index: usize, processes: usize) -> usize {
    total * (index + 1) / processes - total * index / processes
}

/// How many descriptors a process may be allowed.
fn descriptor_limit() -> Result<u64> {
    Ok(getrlimit(Resource::RLIMIT_NOFILE)?.1)
}

/// Allows this process as many descriptors as it may have.
fn raise_descriptor_limit() -> Result<()> {
    let limit = descriptor_limit()?;
    Ok(setrlimit(Resource::RLIMIT_NOFILE, limit, limit)?)
}
