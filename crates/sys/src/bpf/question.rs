//! A program that is run when it is asked, with numbers to work on (`BPF_PROG_TEST_RUN` of a raw tracepoint): a way to read the kernel's
//! memory for one value.

use super::call::{Attributes, Command, ask_back};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// `BPF_PROG_TYPE_RAW_TRACEPOINT`.
pub(super) const KIND: u32 = 17;

/// A loaded program that answers.
#[derive(Debug)]
pub struct Question {
    program: OwnedFd,
}

/// The part of `union bpf_attr` for `BPF_PROG_TEST_RUN`.
#[repr(C)]
#[derive(Default)]
struct TestRun {
    program: u32,
    answer: u32,
    data_in_octets: u32,
    data_out_octets: u32,
    data_in: u64,
    data_out: u64,
    repeat: u32,
    duration: u32,
    context_in_octets: u32,
    context_out_octets: u32,
    context_in: u64,
    context_out: u64,
    flags: u32,
    processor: u32,
}
// SAFETY: the context is a slice that lives until the call is over (`ask`); everything else is absent.
unsafe impl Attributes for TestRun {
    const COMMAND: Command = Command::ProgramTestRun;
}

impl Question {
    pub(super) fn new(program: OwnedFd) -> Self {
        Self { program }
    }

    /// Runs the program with these arguments and returns what it returns.
    ///
    /// # Errors
    /// The kernel's: it cannot run programs so.
    pub fn ask(&self, arguments: &[u64]) -> io::Result<u32> {
        ask_back(TestRun {
            program: self.program.as_raw_fd() as u32,
            context_in_octets: size_of_val(arguments) as u32,
            context_in: arguments.as_ptr().addr() as u64,
            ..TestRun::default()
        })
        .map(|run| run.answer)
    }
}
