//! Parties in words: names before numbers, and many of one name as one.

use super::{Member, Party};
use model::{NoOwner, Process};
use std::io::Write;

/// So many different names are told; the others are counted.
const NAMES: usize = 3;
/// So many ancestors are told, from the parent on.
const ANCESTORS: usize = 6;

/// Appends who they are: `nginx 812`, `nginx ×4`, `systemd 1, sshd ×2`. Nobody: nothing. Untrusted bytes.
pub(crate) fn push(out: &mut Vec<u8>, party: &Party) {
    push_members(out, party.members());
}

/// As [`push`], of these processes.
pub(crate) fn push_members(out: &mut Vec<u8>, members: &[Member]) {
    let mut names: Vec<(&[u8], usize, &Member)> = Vec::new();
    for member in members {
        match names.iter_mut().find(|(name, ..)| **name == *member.name) {
            Some((_, count, _)) => *count += 1,
            None => names.push((&member.name, 1, member)),
        }
    }
    // Writing to a Vec cannot fail.
    for (place, (name, count, first)) in names.iter().take(NAMES).enumerate() {
        if place > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(name);
        let _ = if *count == 1 { write!(out, " {}", first.id) } else { write!(out, " ×{count}") };
    }
    if names.len() > NAMES {
        let left: usize = names[NAMES..].iter().map(|(_, count, _)| count).sum();
        let _ = write!(out, " and {left} more");
    }
}

/// Who started a process, its parent first: `systemd 1`, `bash 811, sshd 790, systemd 1`. Empty where that is not known. Untrusted
/// bytes.
pub(crate) fn chain(process: &Process) -> Vec<u8> {
    let mut out = Vec::new();
    for (place, ancestor) in process.parents.iter().take(ANCESTORS).enumerate() {
        if place > 0 {
            out.extend_from_slice(", by ".as_bytes());
        }
        out.extend_from_slice(&ancestor.name);
        let _ = write!(out, " {}", ancestor.id);
    }
    if process.parents.len() > ANCESTORS {
        out.extend_from_slice(", …".as_bytes());
    }
    out
}

/// A command line with blanks between its arguments. Untrusted bytes.
pub(crate) fn command(process: &Process) -> Vec<u8> {
    let line = &process.command_line;
    let line = line.strip_suffix(b"\0").unwrap_or(line);
    line.iter().map(|&octet| if octet == 0 { b' ' } else { octet }).collect()
}

/// Why nobody is seen to hold a socket, in a word or two.
pub(crate) fn short_reason(reason: NoOwner) -> &'static str {
    match reason {
        NoOwner::TimeWait | NoOwner::Orphan => "closed",
        NoOwner::NotAccepted => "not accepted",
        NoOwner::Kernel => "kernel",
        NoOwner::NoDescriptor => "no process",
        NoOwner::NeedsPrivilege(_) => "needs root",
        NoOwner::OtherPidNamespace => "not seen",
        NoOwner::LostRace => "ended",
    }
}
