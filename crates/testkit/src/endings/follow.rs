//! `ss -E`: both tools follow at once, sockets end, and what each wrote until then is compared byte by byte: the kernel tells both the
//! same, clocks included.

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::Comparison;
use super::sockets::{connection, datagram};
use crate::differential::tool::{open_terminal, read_terminal};
use crate::differential::{Output, Tool};

/// Argument lists.
const CASES: [&str; 21] = [
    "-E",
    "-En",
    "-EH",
    "-Et",
    "-Eu",
    "-E4",
    "-E6n",
    "-Eu6",
    "-Eia",
    "-Etie",
    "-Etieo -O",
    "-Em",
    "-Et --tos --cgroup --inet-sockopt",
    "-Enl",
    "-E -A all",
    "-E -A udp,raw state established",
    "-Et state time-wait",
    "-En dport = :7100",
    "-E src 127.0.0.1",
    "-EtuH sport gt :41000 or dst [::1]",
    "--events --tcp --numeric",
];

const OUTPUTS: [Output; 4] = [Output::Pipe, Output::Terminal(40), Output::Terminal(80), Output::Terminal(200)];

/// How long a tool may take to start, or to print.
const PATIENCE: Duration = Duration::from_secs(5);
/// As long as nothing more comes for this, nothing more will.
const SILENCE: Duration = Duration::from_millis(60);

pub(super) fn compare(original: &Tool, ours: &Tool) -> Result<Vec<Comparison>> {
    let mut comparisons = Vec::new();
    for words in CASES {
        for output in OUTPUTS {
            let [original, ours] = follow([original, ours], words, output)?;
            comparisons.push(Comparison { words, output, original, ours });
        }
    }
    Ok(comparisons)
}

fn follow(tools: [&Tool; 2], words: &str, output: Output) -> Result<[Vec<u8>; 2]> {
    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let [original, ours] = tools.map(|tool| tool.command(&words));
    let followers = [Follower::start(by_lines(original), output)?, Follower::start(ours, output)?];
    wait_until("both tools follow", || Ok(followers_in_kernel()? == followers.len()))?;
    end_sockets()?;
    wait_until("the tools have printed all", || {
        let before = followers.each_ref().map(Follower::length);
        sleep(SILENCE);
        Ok(before == followers.each_ref().map(Follower::length))
    })?;
    let texts = followers.map(Follower::interrupt);
    wait_until("the tools are gone", || Ok(followers_in_kernel()? == 0))?;
    let [original, ours] = texts;
    Ok([original?, ours?])
}

/// The original keeps on a pipe what it has printed until 4 KiB have come together, and loses it when it is interrupted.
fn by_lines(command: Command) -> Command {
    let mut by_lines = Command::new("stdbuf");
    by_lines.arg("-oL").arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
    by_lines
}

/// Sockets that end one after the other, closed by both ends and by a reset.
fn end_sockets() -> Result<()> {
    for (from, to) in
        [("127.0.0.1:41000", "127.0.0.1:7000"), ("[::1]:41001", "[::1]:7001"), ("10.9.0.1:41002", "10.9.0.11:7100")]
    {
        let connection = connection(from, to)?;
        drop(connection.client);
        drop(connection.server);
        drop(connection.listener);
    }
    drop(datagram("127.0.0.1:5353", None)?);
    drop(datagram("[::1]:5354", Some("[::1]:9"))?);
    Ok(())
}

/// How many sockets listen to announcements of sock_diag: `/proc/net/netlink` shows the protocol (4) and the groups.
fn followers_in_kernel() -> Result<usize> {
    let text = std::fs::read_to_string("/proc/net/netlink").context("read /proc/net/netlink")?;
    let follows = |line: &&str| {
        let fields: Vec<_> = line.split_whitespace().collect();
        fields.get(1) == Some(&"4")
            && fields.get(2).is_some_and(|pid| *pid != "0")
            && fields.get(3) != Some(&"00000000")
    };
    Ok(text.lines().skip(1).filter(follows).count())
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let start = Instant::now();
    while !is_so()? {
        if start.elapsed() > PATIENCE {
            bail!("waited in vain until {what}");
        }
        sleep(Duration::from_millis(2));
    }
    Ok(())
}

/// A tool that follows, and what it has printed.
struct Follower {
    child: Child,
    text: Arc<Mutex<Vec<u8>>>,
    /// Reads until the output ends, and gives back what it read from.
    reader: JoinHandle<File>,
}

impl Follower {
    fn start(mut command: Command, output: Output) -> Result<Self> {
        let (source, child) = match output {
            Output::Pipe => {
                let mut child = command.stdout(Stdio::piped()).spawn().context("run a tool on a pipe")?;
                (OwnedFd::from(child.stdout.take().context("no pipe")?), child)
            }
            Output::Terminal(columns) => {
                let terminal = open_terminal(columns)?;
                let child = command.stdout(terminal.slave).spawn().context("run a tool on a terminal")?;
                (terminal.master, child)
            }
        };
        // It may hold our end of the terminal, which would keep it open.
        drop(command);
        let text = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&text);
        let reader = std::thread::spawn(move || {
            let (mut source, mut chunk) = (File::from(source), [0; 4096]);
            // A terminal whose other end is closed gives an error, a pipe nothing.
            while let Ok(length @ 1..) = source.read(&mut chunk) {
                if let Ok(mut text) = sink.lock() {
                    text.extend_from_slice(&chunk[..length]);
                }
            }
            source
        });
        Ok(Self { child, text, reader })
    }

    fn length(&self) -> usize {
        self.text.lock().map_or(0, |text| text.len())
    }

    /// Ends it as a person does, and returns what it had printed.
    fn interrupt(mut self) -> Result<Vec<u8>> {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).context("a pid is positive")?);
        kill(pid, Signal::SIGINT).context("interrupt a tool")?;
        self.child.wait().context("wait for a tool")?;
        let Ok(mut source) = self.reader.join() else { bail!("the thread that read a tool's output panicked") };
        let mut text = self.text.lock().map(|mut text| std::mem::take(&mut *text)).unwrap_or_default();
        read_terminal(&mut source, &mut text)?;
        Ok(text)
    }
}
