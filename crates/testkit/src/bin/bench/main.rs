//! `bench NAME=COMMAND…`: runs each command in turn, many times over, and prints their times and peak memory side by side.
//!
//! One called `original` and one called `floor`, where there are such, are what the others are set in ratio to; ratios are between medians of one
//! run, as absolute times say little about another machine.

use anyhow::{Context, Result, bail, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Set for the process that runs one command once: peak memory is told only of ended children.
const ONCE: &str = "once";
const LEAST_RUNS: usize = 5;
const MOST_RUNS: usize = 41;
/// Time to spend on one table, about.
const BUDGET: Duration = Duration::from_secs(8);

struct Contender {
    name: String,
    command: Vec<String>,
    runs: Vec<Run>,
}

#[derive(Clone, Copy)]
struct Run {
    time: Duration,
    peak_kib: u64,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some((ONCE, command)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return once(command);
    }
    let Some((title, contenders)) = words.split_first() else { bail!("usage: bench TITLE NAME=COMMAND…") };
    let mut contenders: Vec<Contender> = contenders.iter().map(|word| contender(word)).collect::<Result<_>>()?;
    ensure!(!contenders.is_empty(), "no command was given");
    let start = Instant::now();
    // Turn by turn, so that what disturbs the machine disturbs all alike.
    for turn in 0..MOST_RUNS {
        for contender in &mut contenders {
            contender.runs.push(measure(&contender.command)?);
        }
        if turn + 1 >= LEAST_RUNS && start.elapsed() > BUDGET {
            break;
        }
    }
    print(title, &contenders);
    Ok(())
}

fn contender(word: &str) -> Result<Contender> {
    let (name, command) = word.split_once('=').with_context(|| format!("{word}: want NAME=COMMAND"))?;
    let command = command.split_whitespace().map(str::to_owned).collect();
    Ok(Contender { name: name.to_owned(), command, runs: Vec::new() })
}

fn measure(command: &[String]) -> Result<Run> {
    let output = Command::new(std::env::current_exe().context("finding this program's own path")?)
        .arg(ONCE)
        .args(command)
        .stderr(Stdio::inherit())
        .output()
        .context("running one measurement")?;
    ensure!(output.status.success(), "{}: {}", command.join(" "), output.status);
    let text = String::from_utf8(output.stdout).context("reading one measurement")?;
    let (nanoseconds, peak_kib) = text.trim().split_once(' ').context("reading one measurement")?;
    Ok(Run { time: Duration::from_nanos(nanoseconds.parse()?), peak_kib: peak_kib.parse()? })
}

fn once(command: &[String]) -> Result<()> {
    let Some((program, arguments)) = command.split_first() else { bail!("no command to measure") };
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        // What a kernel lacks is said once for each run; a command that fails is named.
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("running {program}"))?;
    let time = start.elapsed();
    ensure!(status.success(), "{}: {status}", command.join(" "));
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("asking for the memory used")?;
    println!("{} {}", time.as_nanos(), usage.max_rss());
    Ok(())
}

fn median(contender: &Contender) -> Duration {
    let mut times: Vec<Duration> = contender.runs.iter().map(|run| run.time).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn print(title: &str, contenders: &[Contender]) {
    let called = |name: &str| {
        let named = contenders.iter().find(|contender| contender.name.split(':').next() == Some(name));
        named.map(|contender| median(contender).as_secs_f64())
    };
    let (original, floor) = (called("original"), called("floor"));
    println!("{title} ({} runs each)", contenders[0].runs.len());
    println!("  {:<28} {:>10} {:>10} {:>12} {:>12}", "", "median ms", "peak MiB", "× original", "× floor");
    for contender in contenders {
        let time = median(contender).as_secs_f64();
        let peak = contender.runs.iter().map(|run| run.peak_kib).max().unwrap_or_default() as f64 / 1024.0;
        println!(
            "  {:<28} {:>10.2} {:>10.1} {:>12} {:>12}",
            contender.name,
            time * 1e3,
            peak,
            original.map_or_else(String::new, |original| format!("{:.2} faster", original / time)),
            floor.map_or_else(String::new, |floor| format!("{:.2}", time / floor)),
        );
    }
}
