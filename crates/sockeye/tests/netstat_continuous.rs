//! `netstat -c`: rounds come each second and at once, cost no more memory as they go on, and end without a word.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const SIGINT: i32 = 2;
const SIGPIPE: i32 = 13;

/// A netstat that goes on, and ends with its test.
struct Netstat {
    process: Child,
    out: Option<BufReader<ChildStdout>>,
}

impl Netstat {
    fn start(options: &[&str]) -> Self {
        // Whoever runs the tests in the background ignores interrupts, and a program starts as it is started.
        let mut process = Command::new("env")
            .args(["--default-signal=INT", env!("CARGO_BIN_EXE_sockeye"), "netstat"])
            .args(options)
            .env("LC_ALL", "C")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("start netstat");
        let out = process.stdout.take().map(BufReader::new);
        Self { process, out }
    }

    /// Reads up to the next line that begins so.
    fn wait_for(&mut self, beginning: &str) {
        let out = self.out.as_mut().expect("the output is open");
        let mut line = Vec::new();
        while !line.starts_with(beginning.as_bytes()) {
            line.clear();
            assert_ne!(out.read_until(b'\n', &mut line).expect("read the output"), 0, "the rounds have ended");
        }
    }

    /// Octets of memory that are its own: what it has written to, on the heap and elsewhere.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("read its status");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("its memory is told");
        1024 * line.trim_end_matches("kB").trim().parse::<u64>().expect("a number of kilobytes")
    }

    /// How it ended, and what it has said on standard error.
    fn end(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.process.stderr.take().expect("standard error").read_to_string(&mut said).expect("read standard error");
        (self.process.wait().expect("wait for netstat").signal(), said)
    }
}

impl Drop for Netstat {
    fn drop(&mut self) {
        // Ended already, where the test got so far.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const HEADING: &str = "Active Internet connections";

#[test]
fn rounds_come_each_second_and_do_not_grow() {
    let mut netstat = Netstat::start(&["-tupanc"]);
    netstat.wait_for(HEADING);
    let first = Instant::now();
    netstat.wait_for(HEADING);
    assert!(first.elapsed() > Duration::from_millis(700), "rounds come too fast: {:?}", first.elapsed());
    let early = netstat.memory();
    for _ in 0..4 {
        netstat.wait_for(HEADING);
    }
    let late = netstat.memory();
    // The rows of a busy host may need a larger page now and then; what is kept from each round would show as more.
    assert!(late < early + 256 * 1024, "it grew from {early} to {late} octets in four rounds");
}

#[test]
fn an_interrupt_ends_it_quietly() {
    let mut netstat = Netstat::start(&["-tnc"]);
    netstat.wait_for(HEADING);
    let interrupted =
        Command::new("kill").args(["-INT", &netstat.process.id().to_string()]).status().expect("run kill");
    assert!(interrupted.success());
    netstat.out.take();
    assert_eq!(netstat.end(), (Some(SIGINT), String::new()));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    for options in ["-tnc", "-ic", "-rnc", "-gnc"] {
        let mut netstat = Netstat::start(&[options]);
        let out = netstat.out.as_mut().expect("the output is open");
        assert_ne!(out.read_until(b'\n', &mut Vec::new()).expect("read the output"), 0, "{options}");
        netstat.out.take();
        assert_eq!(netstat.end(), (Some(SIGPIPE), String::new()), "{options}");
    }
}

#[test]
fn counters_are_shown_once() {
    let netstat = Netstat::start(&["-sc"]);
    assert_eq!(netstat.end(), (None, String::new()));
}
