//! One run of one tool: the time that it takes, and the processor time that it uses itself.

use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use nix::unistd::{Pid, SysconfVar, sysconf};

use super::contenders::Contender;
use super::{CONNECTIONS, Ground, Work, ends};
use crate::lab::Process;
use crate::sessions::stage::{join, listens};

/// A tool that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);
const COMING_ON: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_micros(500);

/// What a run came to, in seconds.
pub(super) struct Run {
    /// By the clock.
    pub(super) seconds: f64,
    /// By the processors, of all that the tool has run.
    pub(super) processor: f64,
}

/// Measures one tool once.
pub(super) fn run(work: Work, contender: &Contender, ground: &Ground) -> Result<Run> {
    match work {
        Work::FileToSocket | Work::PipeToSocket => send(work, contender, ground),
        Work::SocketToNull | Work::SocketToPipe => receive(work, contender, ground),
        Work::FileToNull => with_itself(contender, ground),
        Work::Hundred => serve(contender, ground),
    }
}

fn quiet(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn send(work: Work, contender: &Contender, ground: &Ground) -> Result<Run> {
    let listener = ends::listener()?;
    let mut command = quiet(contender.sending(ground)?);
    thread::scope(|scope| {
        let taking = scope.spawn(|| ends::throw_away(&listener));
        let feeding = if work == Work::PipeToSocket {
            let (reader, writer) = ends::wide_pipe()?;
            command.stdin(reader);
            Some(writer)
        } else {
            command.stdin(File::open(&ground.source).context("open the source")?);
            None
        };
        let start = Instant::now();
        let process = Process(command.spawn().context("start it")?);
        // The end of the pipe that the tool reads from must be the tool's alone.
        drop(command);
        let feeding = feeding.map(|pipe| scope.spawn(|| ends::feed(&ground.source, pipe)));
        let processor = end(process, true)?;
        let seconds = start.elapsed().as_secs_f64();
        feeding.map_or(Ok(()), join)?;
        let seen = join(taking)?;
        ensure!(seen == ground.octets, "{seen} octets came");
        Ok(Run { seconds, processor })
    })
}

fn receive(work: Work, contender: &Contender, ground: &Ground) -> Result<Run> {
    let mut command = quiet(contender.receiving(ground)?);
    let emptying = if work == Work::SocketToPipe {
        let (reader, writer) = ends::wide_pipe()?;
        command.stdout(writer);
        Some(reader)
    } else {
        None
    };
    let process = start_listener(command)?;
    thread::scope(|scope| {
        let emptying = emptying.map(|pipe| scope.spawn(|| ends::empty(pipe)));
        let start = Instant::now();
        let sending = scope.spawn(|| ends::send_file(&ground.source, 0, ground.octets));
        let processor = end(process, true)?;
        let seconds = start.elapsed().as_secs_f64();
        join(sending)?;
        if let Some(emptying) = emptying {
            let seen = join(emptying)?;
            ensure!(seen == ground.octets, "{seen} octets came");
        }
        Ok(Run { seconds, processor })
    })
}

fn with_itself(contender: &Contender, ground: &Ground) -> Result<Run> {
    let receiver = start_listener(quiet(contender.receiving(ground)?))?;
    let mut command = quiet(contender.sending(ground)?);
    command.stdin(File::open(&ground.source).context("open the source")?);
    let start = Instant::now();
    let sender = Process(command.spawn().context("start it")?);
    let processor = end(sender, true)? + end(receiver, true)?;
    Ok(Run { seconds: start.elapsed().as_secs_f64(), processor })
}

fn serve(contender: &Contender, ground: &Ground) -> Result<Run> {
    let process = start_listener(quiet(contender.serving(ground)?))?;
    let start = Instant::now();
    let each = ground.octets / CONNECTIONS;
    for number in 0..CONNECTIONS {
        ends::send_file(&ground.source, number * each, each).with_context(|| format!("connection {}", number + 1))?;
    }
    let seconds = start.elapsed().as_secs_f64();
    Ok(Run { seconds, processor: end(process, false)? })
}

/// Starts it, and waits until it listens.
fn start_listener(mut command: Command) -> Result<Process> {
    let process = Process(command.spawn().context("start it")?);
    let until = Instant::now() + COMING_ON;
    while !listens(pid(&process.0)) {
        ensure!(Instant::now() < until, "it does not listen");
        sleep(LOOK);
    }
    Ok(process)
}

fn pid(child: &Child) -> Pid {
    // The kernel's own type is signed.
    Pid::from_raw(child.id() as i32)
}

/// Waits for its end, or brings that about, and tells the processor time that it has used.
fn end(mut process: Process, ends_by_itself: bool) -> Result<f64> {
    let pid = pid(&process.0);
    if !ends_by_itself {
        process.0.kill().context("end it")?;
    }
    let until = Instant::now() + PATIENCE;
    // What it has used can be read as long as nobody has asked how it ended.
    let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT | WaitPidFlag::WNOHANG;
    while waitid(Id::Pid(pid), flags).context("wait for it")? == WaitStatus::StillAlive {
        ensure!(Instant::now() < until, "not done after {} s", PATIENCE.as_secs());
        sleep(LOOK);
    }
    let used = processor_time(pid)?;
    let status = process.0.wait().context("wait for it")?;
    if ends_by_itself && !status.success() {
        bail!("{status}");
    }
    Ok(used)
}

/// Fields 14 to 17 of /proc/PID/stat: its own time and that of its children, in and out of the kernel (proc_pid_stat(5)).
fn processor_time(pid: Pid) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).context("read what it has used")?;
    // The name in parentheses may have blanks; field 3 follows it.
    let fields: Vec<&str> = text.rsplit_once(')').context("no name in stat")?.1.split_whitespace().collect();
    let ticks: u64 =
        fields.get(11..15).context("stat is too short")?.iter().map(|field| field.parse().unwrap_or(0)).sum();
    let per_second = sysconf(SysconfVar::CLK_TCK).ok().flatten().unwrap_or(100);
    Ok(ticks as f64 / per_second as f64)
}
