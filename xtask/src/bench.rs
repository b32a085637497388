//! `cargo xtask bench ss`: the original, ours and a bare drain of the same kernel dump, side by side over the same crowd.

use crate::run::{Outcome, cargo, finish, release_binary};
use crate::tools;
use std::process::Command;

const SIZES: &[&str] = &["0", "10000", "100000", "1000000"];
/// Memory that one TCP socket of the crowd takes in the kernel, about, in KiB: what both ends of a connection have allocated.
const KIB_PER_SOCKET: u64 = 6;
/// Open files are limited to 20,000 a process on some machines; this many processes hold a million sockets.
const PROCESSES: &str = "190";

/// A table of the bench: its title, the arguments of ss, and what the drain asks for.
const TABLES: &[(&str, &str, &str)] = &[("-tan", "-tan", ""), ("-tani", "-tani", " info")];

pub(crate) fn ss(sizes: &[&str]) -> Outcome {
    if !tools::am_root() {
        return Err("bench: crowds of sockets live in network namespaces, which only root can make; run as root".into());
    }
    tools::provide()?;
    cargo(["build", "--release", "--package", "sockeye", "--package", "sockeye-testkit"])?;
    for size in if sizes.is_empty() { SIZES } else { sizes } {
        let count: u64 = size.parse().map_err(|_| format!("bench: \"{size}\" is not a number of sockets"))?;
        if count * KIB_PER_SOCKET > available_kib()? {
            println!("{count} sockets: NOT RUN, they would take about {} MiB", count * KIB_PER_SOCKET / 1024);
            continue;
        }
        if count == 0 {
            start_up()?;
        } else {
            crowd(size)?;
        }
    }
    Ok(())
}

/// Times on an empty namespace, where starting up is all there is.
fn start_up() -> Outcome {
    let ours = release_binary("sockeye").display().to_string();
    let table = |arguments: &str| {
        let contenders =
            [format!("ss=ss {arguments}"), format!("sockeye={ours} ss {arguments}"), "true=true".to_owned()];
        (format!("no sockets, {arguments}"), contenders.to_vec())
    };
    inside(&["crowd", "empty"], &[table("-tan"), table("-s"), table("-tanp")])
}

fn crowd(size: &str) -> Outcome {
    let ours = release_binary("sockeye").display().to_string();
    let drain = release_binary("drain").display().to_string();
    let tables: Vec<_> = TABLES
        .iter()
        .map(|(title, arguments, asked)| {
            let contenders = vec![
                format!("ss=ss {arguments}"),
                format!("sockeye={ours} ss {arguments}"),
                format!("bare drain={drain}{asked}"),
            ];
            (format!("{size} TCP sockets, {title}"), contenders)
        })
        .collect();
    inside(&["crowd", "tcp", "--count", size, "--processes", PROCESSES], &tables)
}

/// Makes a crowd and runs one table after the other over it.
fn inside(crowd: &[&str], tables: &[(String, Vec<String>)]) -> Outcome {
    let bench = release_binary("bench").display().to_string();
    // One shell inside runs all the tables, each word passed on untouched.
    let mut words: Vec<&str> = Vec::new();
    let mut script = String::new();
    for (title, contenders) in tables {
        let first = words.len();
        words.push(title);
        words.extend(contenders.iter().map(String::as_str));
        let places: Vec<String> = (first + 1..=words.len()).map(|place| format!("\"${{{place}}}\"")).collect();
        script.push_str(&format!("\"$0\" {} || exit 1\n", places.join(" ")));
    }
    let mut command = Command::new(release_binary("lab"));
    command.args(crowd).args(["--", "sh", "-c", &script, &bench]).args(words);
    finish(&mut command)
}

fn available_kib() -> Outcome<u64> {
    let table =
        std::fs::read_to_string("/proc/meminfo").map_err(|error| format!("bench: reading /proc/meminfo: {error}"))?;
    let line = table.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| "bench: /proc/meminfo does not say what memory is available".to_owned())
}
