//! How fast octets go through `nc`, beside the original, other tools of its kind, and the least that the kernel needs. The other side of each
//! connection is the same for all, and does the least, so that one role of one tool is measured; then each tool with itself.
//!
//! Times are those of the clock, in turn, so that what disturbs the machine disturbs all alike; processor time is that of the tool alone
//! (proc_pid_stat(5)). All have the same congestion control, which each network namespace has of its own (tcp(7)).

mod contenders;
mod ends;
mod measure;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::put_aside;
use super::transfer::write_source;
use crate::lab::PATHS;
use crate::network::with_empty_network;
use contenders::{CONTENDERS, Contender};
use measure::Run;

pub use ends::{WORD, act};

/// What to measure.
#[derive(Clone, Debug)]
pub struct Speed {
    /// The original.
    pub original: PathBuf,
    /// What is held against it, called as `nc`.
    pub ours: PathBuf,
    /// Octets of each run.
    pub octets: u64,
    /// Runs of each tool.
    pub rounds: usize,
}

/// What a tool does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Work {
    FileToSocket,
    PipeToSocket,
    SocketToNull,
    SocketToPipe,
    /// One sends a file to another of its kind, which throws it away.
    FileToNull,
    /// One connection after the other, to one listener.
    Hundred,
}

const WORKS: [(Work, &str); 6] = [
    (Work::FileToSocket, "file → socket"),
    (Work::PipeToSocket, "pipe → socket"),
    (Work::SocketToNull, "socket → /dev/null"),
    (Work::SocketToPipe, "socket → pipe"),
    (Work::FileToNull, "file → tool → tool → /dev/null"),
    (Work::Hundred, "100 connections → /dev/null"),
];
const CONNECTIONS: u64 = 100;
/// What Linux has where nobody has chosen, and what is slow within a host.
const CONTROLS: [&str; 2] = ["reno", "bbr"];
/// Set against each other.
const ORIGINAL: &str = "nc";
const FLOOR: &str = "bare splice loop";

/// Where programs and the source are.
struct Ground {
    original: PathBuf,
    ours: PathBuf,
    source: PathBuf,
    octets: u64,
    control: &'static str,
}

/// Measures, and prints tables in the form of docs/speed.md.
pub(super) fn run(speed: &Speed) -> Result<bool> {
    let mut ground = Ground {
        original: put_aside(&speed.original, "original")?,
        ours: put_aside(&speed.ours, "ours")?,
        source: Path::new(PATHS).join("source"),
        octets: speed.octets / CONNECTIONS * CONNECTIONS,
        control: CONTROLS[0],
    };
    write_source(&ground.source, ground.octets)?;
    println!("{} octets a run, medians of {} runs\n", ground.octets, speed.rounds);
    for control in CONTROLS {
        ground.control = control;
        for (work, name) in WORKS {
            let runs = rounds(work, speed.rounds, &ground).with_context(|| format!("{name}, {control}"))?;
            print(name, &ground, &runs);
        }
    }
    Ok(true)
}

fn rounds(work: Work, rounds: usize, ground: &Ground) -> Result<BTreeMap<usize, Vec<Run>>> {
    let mut runs: BTreeMap<usize, Vec<Run>> = BTreeMap::new();
    for _ in 0..rounds {
        for (place, contender) in CONTENDERS.iter().enumerate().filter(|(_, contender)| contender.can(work)) {
            let run = with_empty_network(|| {
                crate::lab::ip(&["link", "set", "lo", "up"], "")?;
                fs::write("/proc/sys/net/ipv4/tcp_congestion_control", ground.control)
                    .context("set the congestion control")?;
                measure::run(work, contender, ground)
            });
            runs.entry(place).or_default().push(run.with_context(|| contender.name)?);
        }
    }
    Ok(runs)
}

fn median(runs: &[Run], what: impl Fn(&Run) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(what).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn print(name: &str, ground: &Ground, runs: &BTreeMap<usize, Vec<Run>>) {
    let gigabytes = ground.octets as f64 / 1e9;
    let rate = |runs: &Vec<Run>| gigabytes / median(runs, |run| run.seconds);
    let cost = |runs: &Vec<Run>| median(runs, |run| run.processor) / gigabytes;
    let of = |wanted: &str, what: &dyn Fn(&Vec<Run>) -> f64| {
        let place = CONTENDERS.iter().position(|contender: &Contender| contender.name == wanted);
        place.and_then(|place| runs.get(&place)).map(what)
    };
    println!("{name}, {}\n", ground.control);
    println!("| | GB/s | × nc | × bare loop | CPU s / GB | × nc | × bare loop |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let against = |own: f64, other: Option<f64>| other.map_or_else(String::new, |other| format!("{:.2}", own / other));
    let rates = [ORIGINAL, FLOOR].map(|other| of(other, &rate));
    let costs = [ORIGINAL, FLOOR].map(|other| of(other, &cost));
    for (&place, runs) in runs {
        let (name, rate, cost) = (CONTENDERS[place].name, rate(runs), cost(runs));
        let [by_rate, of_rate] = rates.map(|other| against(rate, other));
        let [by_cost, of_cost] = costs.map(|other| against(cost, other));
        println!("| {name} | {rate:.2} | {by_rate} | {of_rate} | {cost:.3} | {by_cost} | {of_cost} |");
    }
    println!();
}
