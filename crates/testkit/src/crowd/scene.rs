//! The scene: one small crowd in which every kind of socket and owner that matters is present, always the same.
//!
//! A member is one row of a table in `members/`. Names with control characters or invalid UTF-8 stand apart
//! ([`Part::Untrusted`]): the original prints them raw, on a terminal ours does not, so they can only be compared on
//! a pipe.

use std::fs;
use std::os::fd::OwnedFd;

use anyhow::{Context, Result};

use super::cast::Part;
use super::{Crowd, members, sockets};

/// Brings a part of the scene on, member by member, each ready before the next is started.
///
/// # Errors
/// A member could not make its sockets; it has told why on standard error.
pub fn raise(crowd: &mut Crowd, part: Part) -> Result<()> {
    for member in members::cast().filter(|member| member.part == part) {
        crowd.start(&["scene".to_owned(), member.name.to_owned()])?;
        crowd.wait_ready(crowd.processes() - 1)?;
    }
    Ok(())
}

/// Plays the named member's part in this process.
pub(super) fn play(name: &str) -> Result<Vec<OwnedFd>> {
    let member = members::cast().find(|member| member.name == name).context("not in the cast")?;
    if !member.cgroup.is_empty() {
        join_cgroup(member.cgroup)?;
    }
    if member.user != 0 {
        nix::unistd::setgid(member.user.into()).context("set the group")?;
        nix::unistd::setuid(member.user.into()).context("set the user")?;
    }
    sockets::name_process(member.comm)?;
    (member.act)()
}

fn join_cgroup(name: &str) -> Result<()> {
    let folder = format!("/sys/fs/cgroup/{name}");
    fs::create_dir_all(&folder).with_context(|| format!("make the cgroup {folder}"))?;
    fs::write(format!("{folder}/cgroup.procs"), "0").with_context(|| format!("join the cgroup {folder}"))
}
