//! What watching costs, and what it loses, under as many connections as are asked for: figures to read, nothing to pass or fail but that
//! every event was either shown or counted as lost.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use socket2::{Domain, Socket, Type};

use super::actors::{MESSAGE, tell};
use super::servers::Played;

/// So many connections to one address: there are not more ports to connect from.
const PER_ADDRESS: u32 = 20_000;
/// Changes of state of a connection, both ends taken together.
const CHANGES_PER_CONNECTION: u64 = 10;
/// Of the server's own socket: that it listens, and that it does no longer.
const OTHER_CHANGES: u64 = 2;
const ROWS: &str = "/run/lab/watched";

/// How many connections, how quickly (a second; 0: as quickly as can be).
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Connections in all.
    pub count: u32,
    /// Connections a second; 0: as many as can be.
    pub rate: u32,
}

/// Watches such a load, in each format, and prints what came of it. To be called in a lab.
///
/// # Errors
/// It could not be measured, or events went missing uncounted.
pub fn run(ours: &Path, load: Load) -> Result<()> {
    std::fs::write("/proc/sys/net/ipv4/ip_local_port_range", "1024 65535").context("open all ports")?;
    let alone = make(load)?;
    println!("{} connections of {} octets: {:.0} a second when nobody watches", load.count, MESSAGE.len(), alone);
    println!("  {:<8} {:>12} {:>10} {:>10} {:>8} {:>12}", "", "a second", "changes", "shown", "lost", "of a core");
    for format in ["table", "ndjson"] {
        let watched = watched(ours, load, format).with_context(|| format!("-o {format}"))?;
        let made = u64::from(load.count) * CHANGES_PER_CONNECTION + OTHER_CHANGES;
        println!(
            "  {format:<8} {:>12.0} {made:>10} {:>10} {:>8} {:>11.0}%",
            watched.rate,
            watched.shown,
            watched.lost,
            watched.share * 100.0
        );
        let told = watched.shown + watched.lost;
        ensure!(
            told == made,
            "of {made} changes of state {} were shown and {} counted as lost",
            watched.shown,
            watched.lost
        );
    }
    Ok(())
}

/// What came of watching.
struct Watched {
    /// Connections a second.
    rate: f64,
    shown: u64,
    lost: u64,
    /// Processor time of ours by the time that the load took.
    share: f64,
}

/// Has the connections made, and returns how many a second there were.
fn make(load: Load) -> Result<f64> {
    let count = load.count.to_string();
    let mut server = Played::start(&["drain", &count])?;
    let port = server.told("port")?.first().copied().context("no port")?.to_string();
    let start = Instant::now();
    let mut client = Played::start(&["flood", &port, &count, &load.rate.to_string()])?;
    client.told("done")?;
    server.told("done")?;
    Ok(f64::from(load.count) / start.elapsed().as_secs_f64())
}

fn watched(ours: &Path, load: Load, format: &str) -> Result<Watched> {
    let mut rows = File::options().create(true).truncate(true).read(true).write(true).open(ROWS).context(ROWS)?;
    let mut child = Command::new(ours)
        .args(["watch", "-o", format, "--summary", "tcp"])
        .stdout(Stdio::from(rows.try_clone()?))
        .stdin(Stdio::null())
        .spawn()
        .context("run ours")?;
    // What it sees first is nothing of ours: it is at work as soon as a file of its own is open in the kernel.
    thread::sleep(Duration::from_secs(2));
    let before = cpu_time(child.id())?;
    let start = Instant::now();
    let rate = make(load)?;
    let time = start.elapsed();
    // What is still on its way.
    thread::sleep(Duration::from_secs(1));
    let used = cpu_time(child.id())?.saturating_sub(before);
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).context("interrupt ours")?;
    ensure!(child.wait()?.success(), "ours failed");
    rows.seek(SeekFrom::Start(0))?;
    let (shown, lost) = if format == "ndjson" { sums_of_lines(&rows)? } else { sums_of_table(&mut rows)? };
    std::fs::remove_file(ROWS).context(ROWS)?;
    Ok(Watched { rate, shown, lost, share: used.as_secs_f64() / time.as_secs_f64() })
}

/// Processor time that a process has used so far (proc_pid_stat(5)).
fn cpu_time(process: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).context("read how much ours has used")?;
    let (_, fields) = stat.rsplit_once(')').context("no name in stat")?;
    let ticks = |place: usize| -> Result<u64> {
        fields.split_whitespace().nth(place).context("stat ends early")?.parse().context("no number in stat")
    };
    // The fields utime and stime, in hundredths of a second.
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// Changes of state that were shown, and that were lost, from the last line.
fn sums_of_lines(rows: &File) -> Result<(u64, u64)> {
    let last = BufReader::new(rows).lines().last().context("nothing was shown")??;
    let summary: Value = serde_json::from_str(&last).with_context(|| format!("not JSON: {last}"))?;
    let number = |field: &str| summary[field].as_u64().with_context(|| format!("no {field} in {last}"));
    Ok((number("state_changes")?, number("lost_state_changes")?))
}

/// Changes of state, and what the lines about losses say of them.
fn sums_of_table(rows: &mut File) -> Result<(u64, u64)> {
    let (mut shown, mut lost) = (0, 0);
    let mut out = BufReader::new(rows);
    let mut line = Vec::new();
    while out.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if text.contains('→') {
            shown += 1;
        } else if let Some((_, text)) = text.split_once(" events lost here, ") {
            let count = text.split(' ').next().unwrap_or("");
            lost += count.parse::<u64>().context("no number of lost events")?;
        }
        line.clear();
    }
    Ok((shown, lost))
}

/// A server that takes every connection, reads it to its end and closes it, without a word.
pub(super) fn drain(count: u32) -> Result<()> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).context("open a socket")?;
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)).into()).context("bind")?;
    socket.listen(4096).context("listen")?;
    tell(&format!("port {}", socket.local_addr()?.as_socket().context("no port")?.port()))?;
    let mut room = [0; 64];
    for _ in 0..count {
        let (mut stream, _) = socket.accept().context("accept")?;
        while stream.read(&mut room).context("read")? > 0 {}
    }
    tell("done")
}

/// A client that makes so many connections at this rate.
pub(super) fn flood(port: u16, count: u32, rate: u32) -> Result<()> {
    let start = Instant::now();
    for number in 0..count {
        let due = if rate == 0 { Duration::ZERO } else { Duration::from_secs_f64(f64::from(number) / f64::from(rate)) };
        let early = due.saturating_sub(start.elapsed());
        // In small bursts: to sleep for each would take longer than to connect.
        if early > Duration::from_millis(1) {
            thread::sleep(early);
        }
        let address = Ipv4Addr::from_bits(Ipv4Addr::LOCALHOST.to_bits() + number / PER_ADDRESS);
        let mut stream = TcpStream::connect((address, port)).context("connect")?;
        stream.write_all(MESSAGE).context("write")?;
    }
    tell("done")
}
