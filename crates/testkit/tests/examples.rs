//! Every command line that `sockeye examples` shows, run over the lab's sockets: it ends well, and prints something.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const TEXTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../sockeye/src/commands/examples/texts");
/// Between what one example printed and the next one.
const MARK: &str = "=== example";
/// The status of timeout(1) when time was up.
const TIME_WAS_UP: &str = "124";

/// A command line, and what its text says to expect.
struct Example {
    command: String,
    may_find_nothing: bool,
    goes_on: bool,
}

/// The examples of a file; its form is described in `crates/sockeye/src/commands/examples/texts.rs`.
fn examples(path: &Path) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for line in fs::read_to_string(path).expect("the texts are there").lines() {
        let Some(text) = line.strip_prefix("    ") else { continue };
        match (text.strip_prefix("? "), examples.last_mut()) {
            (None, _) => {
                examples.push(Example { command: text.to_owned(), may_find_nothing: false, goes_on: false });
            }
            (Some("may find nothing"), Some(example)) => example.may_find_nothing = true,
            (Some("goes on"), Some(example)) => example.goes_on = true,
            (Some(other), _) => panic!("{}: what is {other:?}?", path.display()),
        }
    }
    examples
}

/// A script that runs them one after the other, each with its mark, and says how it ended and what it printed.
fn script(examples: &[Example], folder: &Path) -> String {
    let mut script = format!("export PATH={0}:$PATH HOME={0}\n", folder.display());
    for (number, example) in examples.iter().enumerate() {
        fs::write(folder.join(format!("{number}.sh")), format!("{}\n", example.command)).expect("write an example");
        let seconds = if example.goes_on { 2 } else { 30 };
        let (name, out) = (folder.join(number.to_string()), "out");
        let name = name.display();
        script.push_str(&format!(
            "timeout {seconds} sh {name}.sh > {name}.{out} 2> {name}.err < /dev/null\n\
             echo \"{MARK} {number} $? $(wc -c < {name}.{out})\"; head -c 2000 {name}.err\n"
        ));
    }
    script
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).expect("make a folder");
    symlink(binary::sockeye(), folder.join("sockeye")).expect("link the binary");
    folder
}

#[test]
fn every_example_works() {
    let folder = folder();
    let mut files: Vec<PathBuf> =
        fs::read_dir(TEXTS).expect("the texts are there").map(|entry| entry.expect("an entry").path()).collect();
    // What closes sockets comes when all others have seen them.
    files.sort_by_key(|file| (file.ends_with("kill.txt"), file.clone()));
    let examples: Vec<Example> = files.iter().flat_map(|file| examples(file)).collect();
    assert!(examples.len() > 100, "only {} examples were found", examples.len());
    let path = folder.join("all.sh");
    fs::write(&path, script(&examples, &folder)).expect("write the script");
    let output = support::lab(&["crowd", "scene", "--", "sh", &path.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = told.split(MARK).skip(1);
    let mut wrong = Vec::new();
    for example in &examples {
        let part = parts.next().unwrap_or_else(|| panic!("{}: it was not run\n{told}", example.command));
        let (head, errors) = part.split_once('\n').unwrap_or((part, ""));
        let mut words = head.split_whitespace().skip(1);
        let (status, octets) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let is_expected = match status {
            "0" => !example.goes_on,
            "1" => example.may_find_nothing,
            TIME_WAS_UP => example.goes_on,
            _ => false,
        };
        let prints = octets != "0" || example.may_find_nothing;
        if !is_expected || !prints {
            wrong.push(format!("{}\n   ended with {status}, printed {octets} octets\n{errors}", example.command));
        }
    }
    assert!(wrong.is_empty(), "examples that do not do what they should:\n{}", wrong.join("\n"));
}
