//! `cargo xtask bench ss`: the original, ours and where there is one the floor under both, side by side over the same crowds.

use crate::run::{Outcome, cargo, finish, release_binary};
use crate::tools;
use std::process::Command;

const SIZES: &[&str] = &["0", "10000", "100000", "1000000"];
/// Memory that one TCP socket of the crowd takes in the kernel, about, in KiB: what both ends of a connection have allocated.
const KIB_PER_SOCKET: u64 = 6;
/// Open files are limited to 20,000 a process on some machines; this many processes hold a million sockets.
const PROCESSES: &str = "190";

/// One table of the bench: what both are asked, and what does the least that an answer takes.
struct Table {
    arguments: &'static str,
    floor: Option<Floor>,
    /// Beyond so many sockets the original does not end within minutes.
    most_sockets: u64,
}

/// What does the least that an answer takes.
#[derive(Clone, Copy)]
enum Floor {
    /// A process that does nothing.
    Start,
    /// Reading the kernel's dump and throwing it away.
    Drain(&'static str),
}

const fn table(arguments: &'static str, floor: Option<Floor>) -> Table {
    Table { arguments, floor, most_sockets: u64::MAX }
}

/// Over an empty namespace, where starting up is all there is.
const OVER_NOTHING: &[Table] = &[
    table("-tan", Some(Floor::Start)),
    table("-a", Some(Floor::Start)),
    table("-an", Some(Floor::Start)),
    table("-ane", Some(Floor::Start)),
    table("-x", Some(Floor::Start)),
    table("-0", Some(Floor::Start)),
    table("-s", Some(Floor::Start)),
    table("-tanp", Some(Floor::Start)),
];

/// Over a mass of TCP sockets.
const OVER_TCP: &[Table] = &[
    table("-tan", Some(Floor::Drain(""))),
    table("-tani", Some(Floor::Drain("info"))),
    table("-a", None),
    table("-tan sport = :1", None),
    // The original looks through all owners for each socket.
    Table { arguments: "-tanp", floor: Some(Floor::Drain("")), most_sockets: 100_000 },
];

/// Over a mass of descriptors, most of which are no sockets.
const OVER_DESCRIPTORS: &[Table] = &[table("-tuanp", None)];
const DESCRIPTORS: &str = "100000";
const DESCRIPTOR_HOLDERS: &str = "200";

pub(crate) fn ss(sizes: &[&str]) -> Outcome {
    if !tools::am_root() {
        return Err("bench: crowds of sockets live in network namespaces, which only root can make; run as root".into());
    }
    tools::provide()?;
    cargo(["build", "--release", "--package", "sockeye", "--package", "sockeye-testkit"])?;
    for size in if sizes.is_empty() { SIZES } else { sizes } {
        let count: u64 = size.parse().map_err(|_| format!("bench: \"{size}\" is not a number of sockets"))?;
        if count == 0 {
            inside(&["crowd", "empty"], "no sockets", OVER_NOTHING.iter())?;
        } else {
            over_tcp(size, count)?;
        }
    }
    let crowd = ["crowd", "descriptors", "--count", DESCRIPTORS, "--processes", DESCRIPTOR_HOLDERS];
    inside(&crowd, &format!("{DESCRIPTORS} descriptors of {DESCRIPTOR_HOLDERS} processes"), OVER_DESCRIPTORS.iter())
}

fn over_tcp(size: &str, count: u64) -> Outcome {
    if count * KIB_PER_SOCKET > available_kib()? {
        println!("{count} sockets: NOT RUN, they would take about {} MiB", count * KIB_PER_SOCKET / 1024);
        return Ok(());
    }
    let (fit, too_many): (Vec<_>, Vec<_>) = OVER_TCP.iter().partition(|table| count <= table.most_sockets);
    let crowd = ["crowd", "tcp", "--count", size, "--processes", PROCESSES];
    inside(&crowd, &format!("{size} TCP sockets"), fit.into_iter())?;
    for table in too_many {
        println!("{size} TCP sockets, {}: NOT RUN, the original would take many minutes", table.arguments);
    }
    Ok(())
}

/// Makes a crowd and runs one table after the other over it.
fn inside<'t>(crowd: &[&str], over: &str, tables: impl Iterator<Item = &'t Table>) -> Outcome {
    let bench = release_binary("bench").display().to_string();
    // One shell inside runs all the tables, each word passed on untouched.
    let mut words: Vec<String> = Vec::new();
    let mut script = String::new();
    for table in tables {
        let first = words.len();
        words.push(format!("{over}, {}", table.arguments));
        words.extend(contenders(table));
        let places: Vec<String> = (first + 1..=words.len()).map(|place| format!("\"${{{place}}}\"")).collect();
        script.push_str(&format!("\"$0\" {} || exit 1\n", places.join(" ")));
    }
    let mut command = Command::new(release_binary("lab"));
    command.args(crowd).args(["--", "sh", "-c", &script, &bench]).args(words);
    finish(&mut command)
}

fn contenders(table: &Table) -> Vec<String> {
    let Table { arguments, floor, .. } = table;
    let ours = release_binary("sockeye").display().to_string();
    let floor = floor.map(|floor| match floor {
        Floor::Start => "floor: true=true".to_owned(),
        Floor::Drain(asked) => format!("floor: bare drain={} {asked}", release_binary("drain").display()),
    });
    [format!("ss=ss {arguments}"), format!("sockeye={ours} ss {arguments}")].into_iter().chain(floor).collect()
}

fn available_kib() -> Outcome<u64> {
    let table =
        std::fs::read_to_string("/proc/meminfo").map_err(|error| format!("bench: reading /proc/meminfo: {error}"))?;
    let line = table.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| "bench: /proc/meminfo does not say what memory is available".to_owned())
}
