//! Ours on a terminal, up to its question: what happens before the answer is the test's to say.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command};

use anyhow::{Context, Result, bail};

use super::Said;
use crate::differential::tool::open_terminal;

/// What the question ends with.
const QUESTION: &str = "[y/N] ";
/// Wide enough for whatever stands in a row.
const COLUMNS: u16 = 250;

/// Ours, waiting for an answer.
pub(super) struct Asking {
    child: Child,
    master: File,
    /// What it has shown.
    pub(super) shown: String,
}

/// Starts ours with these words, one after the other between blanks, and waits for its question.
pub(super) fn until_question(ours: &Path, words: &str) -> Result<Asking> {
    let terminal = open_terminal(COLUMNS)?;
    let slave = |slave: &OwnedFd| slave.try_clone().context("copy a descriptor");
    let mut command = Command::new(ours);
    command.args(words.split(' ')).env("TERM", "dumb");
    command.stdin(slave(&terminal.slave)?).stdout(slave(&terminal.slave)?).stderr(terminal.slave);
    let child = command.spawn().with_context(|| format!("run ours {words}"))?;
    // It would keep our end of the terminal open.
    drop(command);
    let mut asking = Asking { child, master: File::from(terminal.master), shown: String::new() };
    while !asking.shown.ends_with(QUESTION) {
        if !asking.read()? {
            bail!("ours {words} asks nothing:\n{}", asking.shown);
        }
    }
    Ok(asking)
}

impl Asking {
    /// Answers, and tells what ours says to that.
    pub(super) fn answer(mut self, answer: &str) -> Result<Said> {
        self.shown.clear();
        writeln!(self.master, "{answer}").context("answer")?;
        while self.read()? {}
        let status = self.child.wait()?.code().context("ours was killed")?;
        Ok(Said { stdout: self.shown, stderr: String::new(), status })
    }

    /// Reads what there is; false at the end, which a terminal tells by an error (EIO).
    fn read(&mut self) -> Result<bool> {
        let mut bytes = [0; 4096];
        let length = match self.master.read(&mut bytes) {
            Ok(length) => length,
            Err(error) if error.raw_os_error() == Some(nix::libc::EIO) => 0,
            Err(error) => return Err(error).context("read the terminal"),
        };
        self.shown.push_str(&String::from_utf8_lossy(&bytes[..length]));
        Ok(length > 0)
    }
}
