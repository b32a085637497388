//! Many network namespaces: what `sockeye ss --all-netns` and `-N` show of them, against the original run in each.
//!
//! The original has no such option, so its rows in a namespace are what ours must show behind that namespace's name.

mod scenery;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, ensure};

use crate::lab::ip;
use scenery::{Kept, Scene};

/// What is asked for; no netlink sockets, of which the tools themselves have some.
const QUESTIONS: [&str; 6] =
    ["-Htuxna", "-Htlne", "-Huanp", "-Htln4 sport = :22", "-Hxlm", "-Htlni sport > :7000 and sport < :9000"];
/// A namespace that every lab has.
const FAR: &str = "/run/netns/far";
/// How often namespaces are listed while others come and go.
const LISTINGS_IN_FLUX: usize = 30;

/// Compares over namespaces kept in every way, writes what was found to standard output, and tells whether all was as it should be. To be
/// called in a lab.
///
/// # Errors
/// Nothing could be compared: a tool is missing, or namespaces could not be made.
pub fn run(ours: &Path) -> Result<bool> {
    let scenes = scenery::raise()?;
    let mut mismatches = 0;
    let mut check = |what: &str, outcome: Result<()>| {
        if let Err(error) = outcome {
            println!("MISMATCH {what}: {error:#}");
            mismatches += 1;
        }
    };
    for question in QUESTIONS {
        check(&format!("--all-netns {question}"), all_show_what_each_shows(ours, &scenes, question));
        check(&format!("-N {question}"), one_shows_what_it_shows(ours, &scenes, question));
    }
    check("-s", counts_come_by_namespace(ours, &scenes));
    check("namespaces that come and go", flux(ours, &scenes));
    check("without rights", gaps_are_told(ours));
    println!("{} namespaces, {} questions, {mismatches} mismatches", scenes.len(), QUESTIONS.len());
    Ok(mismatches == 0)
}

/// Every row of the original in every namespace stands in ours once, behind the namespace's name, and no other row does.
fn all_show_what_each_shows(ours: &Path, scenes: &[Scene], question: &str) -> Result<()> {
    let mut expected = Vec::new();
    for scene in scenes {
        let rows = shown(&original_in(Some(&scene.door), question)?)?;
        ensure!(!rows.is_empty(), "the original shows nothing in {}", scene.label);
        expected.extend(rows.iter().map(|row| format!("{} {row}", origin(scene))));
    }
    for (name, door) in [("own", None), ("far", Some(FAR))] {
        let rows = shown(&original_in(door, question)?)?;
        expected.extend(rows.iter().map(|row| format!("{name} - {row}")));
    }
    let mut found = shown(&sockeye(ours, &["--all-netns"], question)?)?;
    expected.sort_unstable();
    found.sort_unstable();
    let difference = |some: &[String], others: &[String]| -> Vec<String> {
        let others: BTreeSet<_> = others.iter().collect();
        some.iter().filter(|row| !others.contains(row)).cloned().collect()
    };
    let (missing, odd) = (difference(&expected, &found), difference(&found, &expected));
    ensure!(missing.is_empty() && odd.is_empty(), "missing {missing:#?}, too many {odd:#?}");
    ensure!(expected.len() == found.len(), "{} rows, and {} of the original", found.len(), expected.len());
    Ok(())
}

/// What stands before a namespace's rows.
fn origin(scene: &Scene) -> String {
    format!("{} {}", scene.label, scene.container.unwrap_or("-"))
}

/// By name, path and process ours prints what the original prints in the namespace, to the last octet.
fn one_shows_what_it_shows(ours: &Path, scenes: &[Scene], question: &str) -> Result<()> {
    // The original's -N, and so ours, shows another /sys, in which no cgroup is found; nsenter leaves it as it is.
    let tells_cgroups = question.contains('e');
    for scene in scenes {
        let by_name = if scene.kept == Kept::Named { vec![scene.label.clone()] } else { Vec::new() };
        let mut by_others = vec![scene.door.clone()];
        by_others.extend(scene.process.as_ref().map(|process| process.0.id().to_string()));
        let original = original_in(Some(&scene.door), question)?;
        for way in by_others.iter().filter(|_| !tells_cgroups) {
            ensure_same(&sockeye(ours, &["-N", way], question)?, &original, way)?;
        }
        for name in &by_name {
            let original =
                Command::new("ss").args(["-N", name]).args(question.split(' ')).output().context("run ss")?;
            ensure_same(&sockeye(ours, &["-N", name], question)?, &original, name)?;
        }
    }
    for nowhere in ["no such namespace", "4000000", "/dev/null"] {
        let refused = sockeye(ours, &["-N", nowhere], "-tn")?;
        ensure!(refused.status.code() == Some(1) && refused.stdout.is_empty(), "-N {nowhere} is not refused");
    }
    Ok(())
}

fn ensure_same(found: &Output, original: &Output, way: &str) -> Result<()> {
    ensure!(
        found.stdout == original.stdout && found.status.code() == original.status.code(),
        "through {way}: {} instead of {}",
        String::from_utf8_lossy(&found.stdout),
        String::from_utf8_lossy(&original.stdout)
    );
    Ok(())
}

/// Counts stand below a heading for each.
fn counts_come_by_namespace(ours: &Path, scenes: &[Scene]) -> Result<()> {
    let text = String::from_utf8(sockeye(ours, &["--all-netns"], "-s")?.stdout)?;
    for scene in scenes {
        let heading = format!("Netns: {}\n", scene.label);
        let (_, below) = text.split_once(&heading).with_context(|| format!("no counts of {}", scene.label))?;
        let original = String::from_utf8(original_in(Some(&scene.door), "-s")?.stdout)?;
        // Counts of TCP as a whole are the machine's, and change.
        let transports = |text: &str| -> Vec<String> {
            text.lines().skip_while(|line| !line.starts_with("Transport")).take(6).map(str::to_owned).collect()
        };
        ensure!(transports(below) == transports(&original), "other counts in {}: {below}", scene.label);
    }
    Ok(())
}

/// While namespaces come and go, those that stay are listed whole, and the exit status is that of success.
fn flux(ours: &Path, scenes: &[Scene]) -> Result<()> {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let come_and_go = scope.spawn(|| -> Result<usize> {
            let mut rounds = 0;
            while !is_over.load(Ordering::Relaxed) {
                for change in ["add", "delete"] {
                    ip(&["netns", change, "here today"], "")?;
                    ip(&["netns", change, "gone tomorrow"], "")?;
                }
                rounds += 1;
            }
            Ok(rounds)
        });
        let outcome = (0..LISTINGS_IN_FLUX).try_for_each(|_| {
            let output = sockeye(ours, &["--all-netns"], "-Htln sport = :22")?;
            let rows = shown(&output)?;
            for scene in scenes {
                let count = rows.iter().filter(|row| row.starts_with(&format!("{} LISTEN", origin(scene)))).count();
                ensure!(count == 1, "{count} rows of {}", scene.label);
            }
            Ok(())
        });
        is_over.store(true, Ordering::Relaxed);
        let rounds = come_and_go.join().map_err(|_| anyhow::anyhow!("the other thread panicked"))??;
        ensure!(rounds > 1, "nothing came and went");
        outcome
    })
}

/// Who may not look says so, and still shows its own namespace.
fn gaps_are_told(ours: &Path) -> Result<()> {
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"])
        .arg(ours)
        .args(["ss", "--all-netns", "-xlH"])
        .output()
        .context("run setpriv (util-linux)")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{told}");
    ensure!(told.contains("not permitted") && told.contains("run as root"), "the reader is told only {told}");
    ensure!(told.contains("network namespaces: "), "namespaces that may not be entered are not counted: {told}");
    Ok(())
}

/// The original in a namespace, or here.
fn original_in(door: Option<&str>, question: &str) -> Result<Output> {
    let mut command = match door {
        Some(door) => {
            let mut command = Command::new("nsenter");
            command.arg(format!("--net={door}")).arg("ss");
            command
        }
        None => Command::new("ss"),
    };
    command.args(question.split(' ')).output().context("run nsenter (util-linux) and ss (iproute2)")
}

fn sockeye(ours: &Path, words: &[&str], question: &str) -> Result<Output> {
    Command::new(ours).arg("ss").args(words).args(question.split(' ')).output().context("run ours")
}

/// The rows, each with single blanks: columns are as wide as all namespaces' rows need. Details in lines of their own belong to the row
/// before.
fn shown(output: &Output) -> Result<Vec<String>> {
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::str::from_utf8(&output.stdout).context("it is no text")?.replace("\n\t", " ");
    Ok(text.lines().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
}
