//! The committed man pages and completions are what the program's tables make.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn pages_and_completions_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let made: BTreeMap<PathBuf, String> = sockeye_manual::files().into_iter().collect();
    let mut wrong: Vec<String> = Vec::new();
    for (path, text) in &made {
        match std::fs::read_to_string(root.join(path)) {
            Ok(committed) if committed == *text => {}
            Ok(_) => wrong.push(format!("{} is not what the tables say", path.display())),
            Err(error) => wrong.push(format!("{}: {error}", path.display())),
        }
    }
    for folder in ["man", "completions"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("they are committed").flatten() {
            let path = Path::new(folder).join(entry.file_name());
            if !made.contains_key(&path) {
                wrong.push(format!("{} is of no command", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "run cargo xtask man and commit:\n{}", wrong.join("\n"));
}
