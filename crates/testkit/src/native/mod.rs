//! Our own commands over sockets that were made for them: `sockeye port` names the processes at both ends, `sockeye kill` hits what it
//! showed and nothing else, also where addresses and numbers were given to others while it asked.

mod asking;
mod client;
mod far;
mod kill;
mod overview;
mod port;
mod processes;

pub use client::{WORD, act};

use std::path::Path;
use std::process::{Command, Output};

use crate::checks::{self, Check};
use anyhow::{Context, Result, ensure};

/// Holds ours against sockets that are known, writes what was found to standard output, and tells whether all was as it should be. To be
/// called in a lab.
///
/// # Errors
/// None that would keep the other checks from being made: each is told as a mismatch.
pub fn run(ours: &Path) -> Result<bool> {
    let checks: &[(&str, Check)] = &[
        ("port: both ends over TCP", port::both_ends_over_tcp),
        ("port: both ends of UNIX sockets", port::both_ends_of_unix_sockets),
        ("port: nobody, here or at all", port::nobody),
        ("sockeye alone", overview::pairs_and_peers),
        ("kill: nobody to ask", kill::refuses_where_nobody_can_be_asked),
        ("kill: the socket that was shown", kill::closes_what_it_shows),
        ("kill: another one with the same addresses", kill::leaves_a_later_one_alone),
        ("kill: listeners that share a port", kill::closes_all_that_share_a_port),
        ("kill: in another network namespace", kill::closes_in_another_namespace),
        ("kill: what the kernel does not close", kill::says_what_is_left),
        ("kill --process", processes::ends_who_holds_it),
        ("kill --process: a number that is given to another", processes::leaves_who_has_the_number_later_alone),
        ("kill --process: the first process", processes::leaves_the_first_alone),
    ];
    Ok(checks::make(checks, ours))
}

/// What ours says and how it ends.
struct Said {
    stdout: String,
    stderr: String,
    status: i32,
}

/// Runs ours with these words, one after the other between blanks.
fn say(ours: &Path, words: &str) -> Result<Said> {
    let Output { status, stdout, stderr } =
        Command::new(ours).args(words.split(' ')).output().with_context(|| format!("run ours {words}"))?;
    Ok(Said {
        stdout: String::from_utf8(stdout)?,
        stderr: String::from_utf8(stderr)?,
        status: status.code().context("ours was killed")?,
    })
}

impl Said {
    /// Fails unless it ended so.
    fn ensure_status(&self, expected: i32) -> Result<()> {
        let Self { stdout, stderr, status } = self;
        ensure!(*status == expected, "status {status} in place of {expected}\n{stdout}{stderr}");
        Ok(())
    }

    /// Fails unless one line has each of these.
    fn ensure_line(&self, parts: &[&str]) -> Result<()> {
        let is_there = self.stdout.lines().any(|line| parts.iter().all(|part| line.contains(part)));
        ensure!(is_there, "no line has {parts:?} in\n{}", self.stdout);
        Ok(())
    }
}
