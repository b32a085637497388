//! Sessions of `nc`, played by the original and ours in every pairing: original with original is the reference, and ours must come to the
//! same as listener, as client and as both. Compared are what each wrote, how and when each ended, and the packets between them.
//!
//! The scenarios stand in `crates/testkit/cases/nc.txt`.

mod compare;
mod descriptor;
mod parse;
mod peer;
mod record;
mod script;
mod speed;
mod stage;
mod stream;
mod tool;
mod transfer;
mod wire;

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};

pub use speed::{Speed, WORD, act};
pub use transfer::Transfers;

use record::Record;
use script::{Part, Scenario};
use stage::Cast;

use crate::lab::PATHS;

/// Scenarios that are played at the same time. They mostly wait.
const AT_ONCE: usize = 6;
/// How often a scenario is played before a difference is believed: on a busy machine packets and ends come late now and then.
const ATTEMPTS: usize = 5;

/// What to play, and with whom.
#[derive(Clone, Debug)]
pub struct Pairs {
    /// The original.
    pub original: PathBuf,
    /// What is held against it, called as `nc`.
    pub ours: PathBuf,
    /// The scenarios.
    pub cases: PathBuf,
    /// Only those whose title contains this.
    pub only: Option<String>,
    /// Whether to show each whole performance of the original.
    pub shows_all: bool,
}

/// What can be done with sessions.
#[derive(Clone, Debug)]
pub enum Task {
    /// Play them in pairs.
    Pairs(Pairs),
    /// Carry many octets.
    Transfers(Transfers),
    /// Measure how fast they go.
    Speed(Speed),
}

/// Does it, writes what was found to standard output, and tells whether all was as it should be. To be called in a lab.
///
/// # Errors
/// Nothing could be compared.
pub fn run(task: &Task) -> Result<bool> {
    match task {
        Task::Pairs(pairs) => play_pairs(pairs),
        Task::Transfers(transfers) => transfer::run(transfers),
        Task::Speed(speed) => speed::run(speed),
    }
}

/// What came of one scenario.
#[derive(Default)]
struct Verdict {
    /// Performances that agreed at the first attempt, by pairing.
    agreed: usize,
    /// Pairings that agreed only later.
    repeated: Vec<&'static str>,
    /// Each pairing that never agreed, with what differed the last time.
    differed: Vec<(&'static str, Vec<String>)>,
    /// What the original came to.
    reference: String,
}

/// Plays every scenario in every pairing.
fn play_pairs(pairs: &Pairs) -> Result<bool> {
    let text = fs::read_to_string(&pairs.cases).with_context(|| format!("read {}", pairs.cases.display()))?;
    let scenarios = parse::scenarios(&text).with_context(|| format!("in {}", pairs.cases.display()))?;
    let is_wanted = |scenario: &&Scenario| pairs.only.as_ref().is_none_or(|only| scenario.title().contains(only));
    let scenarios: Vec<&Scenario> = scenarios.iter().filter(is_wanted).collect();
    ensure!(!scenarios.is_empty(), "no scenario is left, so nothing was compared");
    let original = put_aside(&pairs.original, "original")?;
    let ours = put_aside(&pairs.ours, "ours")?;
    let verdicts = judge_all(&scenarios, &original, &ours)?;
    let (mut mismatches, mut played) = (0, 0);
    for (scenario, verdict) in scenarios.iter().zip(&verdicts) {
        played += verdict.agreed + verdict.repeated.len() + verdict.differed.len();
        let again = if verdict.repeated.is_empty() {
            String::new()
        } else {
            format!(" (again: {})", verdict.repeated.join(", "))
        };
        match (&scenario.differs, verdict.differed.is_empty()) {
            (None, true) => println!("ok {}{again}", scenario.title()),
            (Some(reason), false) => println!("differs on purpose {}: {reason}", scenario.title()),
            (None, false) => {
                mismatches += verdict.differed.len();
                verdict.differed.iter().for_each(|difference| tell(scenario, difference));
            }
            (Some(_), true) => {
                mismatches += 1;
                println!("MISMATCH {}: it is said to differ, and does not", scenario.title());
            }
        }
        if pairs.shows_all {
            print!("{}", verdict.reference);
        }
    }
    println!("{} scenarios, {played} pairings compared, {mismatches} mismatches", scenarios.len());
    Ok(mismatches == 0)
}

fn tell(scenario: &Scenario, (pairing, differences): &(&str, Vec<String>)) {
    println!("MISMATCH {} ({pairing})", scenario.title());
    differences.iter().for_each(|difference| println!("    {difference}"));
}

/// A copy of a tool where no scenario hides it.
fn put_aside(tool: &Path, name: &str) -> Result<PathBuf> {
    let copy = Path::new(PATHS).join(name);
    fs::copy(tool, &copy).with_context(|| format!("copy {}, so nothing was compared", tool.display()))?;
    Ok(copy)
}

fn judge_all(scenarios: &[&Scenario], original: &Path, ours: &Path) -> Result<Vec<Verdict>> {
    let left: Mutex<VecDeque<usize>> = Mutex::new((0..scenarios.len()).collect());
    let found: Mutex<Vec<(usize, Result<Verdict>)>> = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(next) = left.lock().unwrap_or_else(PoisonError::into_inner).pop_front() else { return };
                    let verdict = judge(scenarios[next], original, ours).with_context(|| scenarios[next].title());
                    found.lock().unwrap_or_else(PoisonError::into_inner).push((next, verdict));
                }
            });
        }
    });
    let mut found = found.into_inner().map_err(|_| anyhow!("a performance panicked"))?;
    ensure!(found.len() == scenarios.len(), "a performance panicked");
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, verdict)| verdict).collect()
}

/// Plays one scenario: the original with itself, and ours in each pairing.
fn judge(scenario: &Scenario, original: &Path, ours: &Path) -> Result<Verdict> {
    let by = |listener, client| Cast { listener, client };
    let reference = by(original, original);
    let mut pairings: Vec<(&'static str, Cast)> = match (scenario.has(Part::Listener), scenario.has(Part::Client)) {
        (true, true) => vec![
            ("ours listens", by(ours, original)),
            ("ours connects", by(original, ours)),
            ("ours with ours", by(ours, ours)),
        ],
        _ => vec![("ours alone", by(ours, ours))],
    };
    let mut verdict = Verdict::default();
    let mut references: Vec<Record> = Vec::new();
    let mut last = Vec::new();
    for attempt in 0..ATTEMPTS {
        let (expected, got) = play_side_by_side(scenario, reference, &pairings)?;
        if attempt == 0 {
            verdict.reference = compare::told(&expected);
        }
        references.push(expected);
        let mut still = Vec::new();
        last.clear();
        for ((name, cast), record) in pairings.into_iter().zip(&got) {
            // What the original came to in any performance is right: where two things happen at once, either may come first.
            let against = |reference| compare::differences(scenario, reference, record);
            let found = references.iter().map(against).min_by_key(Vec::len).unwrap_or_default();
            match (found.is_empty(), attempt) {
                (true, 0) => verdict.agreed += 1,
                (true, _) => verdict.repeated.push(name),
                (false, _) => {
                    still.push((name, cast));
                    last.push((name, found));
                }
            }
        }
        pairings = still;
        if pairings.is_empty() {
            break;
        }
    }
    verdict.differed = last;
    Ok(verdict)
}

fn play_side_by_side(scenario: &Scenario, reference: Cast, pairings: &[(&str, Cast)]) -> Result<(Record, Vec<Record>)> {
    thread::scope(|scope| {
        let expected = scope.spawn(|| stage::play(scenario, reference));
        let got: Vec<_> = pairings.iter().map(|(_, cast)| scope.spawn(|| stage::play(scenario, *cast))).collect();
        let got: Result<Vec<Record>> = got.into_iter().map(stage::join).collect();
        Ok((stage::join(expected)?, got?))
    })
}
