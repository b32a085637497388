//! Many octets through a session, from and to descriptors of each kind, with readers that are slow, signals that arrive and pipes that are
//! full: what comes out is held against what went in, octet by octet, so that nothing is lost, doubled or moved.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::mount::{MsFlags, mount};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use rustix::pipe::{PipeFlags, fcntl_setpipe_size, pipe_with};

use super::put_aside;
use super::stage::{FOLDER, join, listens};
use super::stream::{CHUNK, Stream};
use super::tool::NAME;
use crate::lab::{PATHS, Process};
use crate::network::with_empty_network;

/// What to carry, and with whom.
#[derive(Clone, Debug)]
pub struct Transfers {
    /// The original.
    pub original: PathBuf,
    /// What is held against it, called as `nc`.
    pub ours: PathBuf,
    /// How many octets in each transfer.
    pub octets: u64,
}

/// What octets come from or go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Pipe,
    /// A pipe of a page: the least that there is.
    SmallPipe,
    /// A pipe that is read in pieces, with rests.
    SlowPipe,
}

/// What happens meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    Nothing,
    /// Signals that nobody has asked for, many of them.
    Signals,
    /// Both are stopped for a moment, again and again.
    Stops,
}

/// One way of carrying.
struct Way {
    name: &'static str,
    /// Whether the client sends, and not the listener.
    client_sends: bool,
    from: Kind,
    to: Kind,
    meanwhile: Meanwhile,
    /// Whether over a UNIX socket, and not TCP.
    is_unix: bool,
    /// Options of both.
    options: &'static [&'static str],
    /// Which part of the octets is carried, where it takes long.
    part: u64,
}

const PLAIN: Way = Way {
    name: "",
    client_sends: true,
    from: Kind::Pipe,
    to: Kind::Pipe,
    meanwhile: Meanwhile::Nothing,
    is_unix: false,
    options: &[],
    part: 1,
};

const WAYS: &[Way] = &[
    Way { name: "from a file to a file", from: Kind::File, to: Kind::File, ..PLAIN },
    Way { name: "from a file to a pipe", from: Kind::File, ..PLAIN },
    Way { name: "from a pipe to a file", to: Kind::File, ..PLAIN },
    Way { name: "from a pipe to a pipe", ..PLAIN },
    Way { name: "from a file to a pipe, the listener sends", client_sends: false, from: Kind::File, ..PLAIN },
    Way { name: "from a pipe to a file, the listener sends", client_sends: false, to: Kind::File, ..PLAIN },
    Way { name: "from a file to a file over a UNIX socket", from: Kind::File, to: Kind::File, is_unix: true, ..PLAIN },
    Way { name: "from a pipe to a pipe over a UNIX socket", is_unix: true, ..PLAIN },
    Way { name: "through small pipes", from: Kind::SmallPipe, to: Kind::SmallPipe, part: 4, ..PLAIN },
    Way { name: "to a slow reader", to: Kind::SlowPipe, part: 4, ..PLAIN },
    Way { name: "from a file to a slow reader", from: Kind::File, to: Kind::SlowPipe, part: 4, ..PLAIN },
    Way { name: "with signals", meanwhile: Meanwhile::Signals, part: 2, ..PLAIN },
    Way {
        name: "from a file to a file with signals",
        from: Kind::File,
        to: Kind::File,
        meanwhile: Meanwhile::Signals,
        part: 2,
        ..PLAIN
    },
    Way { name: "with stops", meanwhile: Meanwhile::Stops, part: 2, ..PLAIN },
    Way { name: "from a file with stops", from: Kind::File, meanwhile: Meanwhile::Stops, part: 2, ..PLAIN },
    Way { name: "through small buffers", options: &["-I", "8192", "-O", "8192"], part: 16, ..PLAIN },
    Way { name: "with a limit for silence", options: &["-w", "5"], part: 4, ..PLAIN },
];

/// What a slow reader reads until it rests, and for how long.
const SLOW_PIECE: usize = 192 << 10;
const SLOW_REST: Duration = Duration::from_millis(1);
const SMALL: usize = 4096;
/// A listener is there by then.
const COMING_ON: Duration = Duration::from_secs(3);
/// A transfer that takes longer will not end: this, and the time for its octets at so many a second.
const PATIENCE: Duration = Duration::from_secs(20);
const SLOWEST: u64 = 5 << 20;
/// Between two signals, and how long a tool is stopped.
const SIGNAL_PAUSE: Duration = Duration::from_micros(300);
const STOP: Duration = Duration::from_millis(4);

/// Carries in every way and pairing, writes what was found to standard output, and tells whether all came as it went.
pub(super) fn run(transfers: &Transfers) -> Result<bool> {
    let original = put_aside(&transfers.original, "original")?;
    let ours = put_aside(&transfers.ours, "ours")?;
    let source = Path::new(PATHS).join("source");
    write_source(&source, transfers.octets)?;
    let pairings = [
        ("ours to ours", &ours, &ours),
        ("ours to the original", &ours, &original),
        ("the original to ours", &original, &ours),
    ];
    let (mut count, mut wrong) = (0, 0);
    for way in WAYS {
        for (name, sender, receiver) in pairings {
            count += 1;
            let octets = transfers.octets / way.part;
            let start = Instant::now();
            match with_empty_network(|| carry(way, sender, receiver, &source, octets)) {
                Ok(()) => println!("ok {octets} octets {}, {name}: {:.2} s", way.name, start.elapsed().as_secs_f64()),
                Err(error) => {
                    wrong += 1;
                    println!("MISMATCH {octets} octets {}, {name}: {error:#}", way.name);
                }
            }
        }
    }
    println!("{count} transfers, {wrong} mismatches");
    Ok(wrong == 0)
}

/// Makes a file of so many octets of the stream.
pub(super) fn write_source(path: &Path, octets: u64) -> Result<()> {
    let mut file = File::create(path).with_context(|| format!("make {}", path.display()))?;
    write_stream(&mut file, octets).with_context(|| format!("write {octets} octets to {}", path.display()))
}

fn write_stream(to: &mut impl Write, octets: u64) -> Result<()> {
    let mut stream = Stream::default();
    let mut chunk = vec![0; CHUNK];
    let mut left = octets;
    while left > 0 {
        let part = &mut chunk[..usize::try_from(left).unwrap_or(CHUNK).min(CHUNK)];
        stream.fill(part);
        to.write_all(part).with_context(|| format!("after {} octets", octets - left))?;
        left -= part.len() as u64;
    }
    Ok(())
}

/// Reads to the end, and fails at the first octet that is another one than was sent.
fn check_stream(from: &mut impl Read, octets: u64, rests: bool) -> Result<()> {
    let mut stream = Stream::default();
    let (mut got, mut expected) = (vec![0; CHUNK], vec![0; CHUNK]);
    let (mut seen, mut since_rest) = (0, 0);
    loop {
        let count = from.read(&mut got).context("read what came")?;
        if count == 0 {
            ensure!(seen == octets, "{seen} octets came");
            return Ok(());
        }
        stream.fill(&mut expected[..count]);
        if got[..count] != expected[..count] {
            let same = got.iter().zip(&expected).take_while(|(one, other)| one == other).count() as u64;
            bail!("octet {} is another one", seen + same);
        }
        seen += count as u64;
        since_rest += count;
        if rests && since_rest >= SLOW_PIECE {
            since_rest = 0;
            thread::sleep(SLOW_REST);
        }
    }
}

fn tool(program: &Path, way: &Way) -> Command {
    let mut command = Command::new(program);
    command.arg0(NAME).args(way.options).env_clear().current_dir(FOLDER);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// Carries octets from one tool to another, and checks what came.
fn carry(way: &Way, sender: &Path, receiver: &Path, source: &Path, octets: u64) -> Result<()> {
    mount(Some("tmpfs"), FOLDER, Some("tmpfs"), MsFlags::empty(), Some("mode=1777,size=90%")).context("mount /tmp")?;
    crate::lab::ip(&["link", "set", "lo", "up"], "")?;
    let target = Path::new(FOLDER).join("target");
    let (mut sends, mut receives) = (tool(sender, way), tool(receiver, way));
    if way.client_sends {
        receives.arg("-l")
    } else {
        sends.arg("-l")
    };
    sends.arg("-N");
    for command in [&mut sends, &mut receives] {
        command.args(if way.is_unix { ["-U", "nc.sock"] } else { ["127.0.0.1", "7001"] });
    }
    let input = match way.from {
        Kind::File => {
            sends.stdin(part_of(source, octets)?);
            None
        }
        kind => {
            let (reader, writer) = pipe(kind)?;
            sends.stdin(reader);
            Some(writer)
        }
    };
    let output = match way.to {
        Kind::File => {
            receives.stdout(File::create(&target).context("make a file to write to")?);
            None
        }
        kind => {
            let (reader, writer) = pipe(kind)?;
            receives.stdout(writer);
            Some(reader)
        }
    };
    let (first, second) = if way.client_sends { (receives, sends) } else { (sends, receives) };
    let (first, second) = start(first, second)?;
    let limit = PATIENCE + Duration::from_secs(octets / SLOWEST);
    let is_over = AtomicBool::new(false);
    let pids = [&first, &second].map(pid_of);
    let ends = thread::scope(|scope| -> Result<_> {
        let writing = scope.spawn(move || input.map_or(Ok(()), |mut input| write_stream(&mut input, octets)));
        let reading = scope.spawn(move || {
            output.map_or(Ok(()), |mut output| check_stream(&mut output, octets, way.to == Kind::SlowPipe))
        });
        scope.spawn(|| disturb(way.meanwhile, pids, &is_over));
        let ends = wait([first, second], limit);
        is_over.store(true, Ordering::Relaxed);
        let (reading, writing) = (join(reading), join(writing));
        let ends = ends?;
        // What is wrong with the octets says more than how the tools have ended.
        reading.with_context(|| format!("they ended with {ends:?}"))?;
        writing.with_context(|| format!("they ended with {ends:?}"))?;
        Ok(ends)
    })?;
    ensure!(
        ends.iter().all(ExitStatus::success),
        "the listener has ended with {}, the client with {}",
        ends[0],
        ends[1]
    );
    if way.to == Kind::File {
        check_stream(&mut File::open(&target).context("open what was written")?, octets, false)?;
    }
    Ok(())
}

/// The source, or where that is longer, a file with its first octets.
fn part_of(source: &Path, octets: u64) -> Result<File> {
    if fs::metadata(source).context("look at the source")?.len() != octets {
        let part = Path::new(FOLDER).join("source");
        write_source(&part, octets)?;
        return File::open(part).context("open a part of the source");
    }
    File::open(source).context("open the source")
}

fn pipe(kind: Kind) -> Result<(File, File)> {
    let (reader, writer) = pipe_with(PipeFlags::CLOEXEC).context("make a pipe")?;
    if kind == Kind::SmallPipe {
        fcntl_setpipe_size(&writer, SMALL).context("make a pipe small")?;
    }
    Ok((reader.into(), writer.into()))
}

/// Starts the listener, and the client once that listens. The commands end here, and with them the ends of pipes that they hold.
fn start(mut listener: Command, mut client: Command) -> Result<(Process, Process)> {
    let listener = Process(listener.spawn().context("start the listener")?);
    let until = Instant::now() + COMING_ON;
    while !listens(pid_of(&listener)) {
        ensure!(Instant::now() < until, "the listener does not listen");
        thread::sleep(Duration::from_millis(2));
    }
    Ok((listener, Process(client.spawn().context("start the client")?)))
}

fn pid_of(process: &Process) -> Pid {
    // The kernel's own type is signed.
    Pid::from_raw(process.0.id() as i32)
}

fn wait(processes: [Process; 2], limit: Duration) -> Result<[ExitStatus; 2]> {
    let until = Instant::now() + limit;
    let mut ends = [None, None];
    let mut processes = processes;
    while Instant::now() < until {
        for (process, end) in processes.iter_mut().zip(&mut ends) {
            if end.is_none() {
                *end = process.0.try_wait().context("wait for a tool")?;
            }
        }
        if let [Some(listener), Some(client)] = ends {
            return Ok([listener, client]);
        }
        thread::sleep(Duration::from_millis(2));
    }
    // They are killed as they are dropped, and so the threads that read and write end.
    bail!("not done after {} s: of listener and client, these have ended: {ends:?}", limit.as_secs())
}

fn disturb(meanwhile: Meanwhile, pids: [Pid; 2], is_over: &AtomicBool) {
    // A tool that has ended hears no signal; that it has is seen elsewhere.
    let tell = |signal: Signal| {
        for pid in pids {
            let _ = kill(pid, signal);
        }
    };
    while meanwhile != Meanwhile::Nothing && !is_over.load(Ordering::Relaxed) {
        match meanwhile {
            Meanwhile::Stops => {
                tell(Signal::SIGSTOP);
                thread::sleep(STOP);
                tell(Signal::SIGCONT);
                thread::sleep(2 * STOP);
            }
            _ => {
                tell(Signal::SIGWINCH);
                tell(Signal::SIGURG);
                tell(Signal::SIGCONT);
                tell(Signal::SIGCHLD);
                thread::sleep(SIGNAL_PAUSE);
            }
        }
    }
}
