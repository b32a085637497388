//! Command lines of every tool and of commands with operands of their own, for fuzzing: whatever is typed, nothing may panic.

use crate::applets::{lsof, nc, netstat, ss};
use crate::commands::{kill, port};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

/// Reads `input`, a word in each line, as the command line of each tool. Returns how many understood it, so that a fuzzer can tell
/// input that gets somewhere from input that does not.
pub fn exercise(input: &[u8]) -> usize {
    let words = || input.split(|&octet| octet == b'\n').map(|word| OsString::from_vec(word.to_vec())).collect();
    let applets = [ss::understands, netstat::understands, lsof::understands, nc::understands];
    let all = applets.into_iter().chain([port::understands, kill::understands]);
    all.filter(|understands| understands(words())).count()
}
