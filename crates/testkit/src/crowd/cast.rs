//! What a member is: a process that knows itself by a word, and in the scene one row of a table in `members/`.

use std::os::fd::OwnedFd;

use anyhow::Result;

/// First argument by which a program knows that it is to be a member.
pub const WORD: &str = "member";

/// When a member comes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// From the start.
    Main,
    /// From the start, but not for `lsof`, which misreads such names: it gives a process without one that of the process before it, and takes
    /// what follows a bracket in one for the numbers behind the name.
    Misread,
    /// From the start, for tools that list files of every kind.
    Files,
    /// Only where raw bytes may be printed.
    Untrusted,
}

/// One process of the scene.
pub(super) struct Member {
    /// Under this name it is started.
    pub name: &'static str,
    /// Its process name, raw.
    pub comm: &'static [u8],
    /// User to be before any socket is made; 0 is root.
    pub user: u32,
    /// Folder of its own below the lab's cgroup; empty is the root.
    pub cgroup: &'static str,
    /// When it comes on.
    pub part: Part,
    /// Makes its sockets.
    pub act: fn() -> Result<Vec<OwnedFd>>,
}
