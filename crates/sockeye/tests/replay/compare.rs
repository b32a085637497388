//! Runs the original and ours with the same environment and words, on a pipe and on terminals.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::differential::tool::Outcome;
use testkit::differential::{Output, Tool};

/// A pipe, as scripts use it, and terminals, as people do.
pub(crate) const OUTPUTS: [Output; 4] =
    [Output::Pipe, Output::Terminal(80), Output::Terminal(120), Output::Terminal(200)];

/// A folder of this name for the files of one test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("make a folder");
    folder
}

/// The two tools.
pub(crate) struct Tools {
    original: Tool,
    ours: Tool,
}

/// Variables of the environment.
pub(crate) type Environment<'a> = [(&'a str, &'a OsStr)];

impl Tools {
    /// The tools, ours through a link below `folder`.
    pub(crate) fn new(folder: &Path) -> Self {
        let ours = Tool::ours(Path::new(env!("CARGO_BIN_EXE_sockeye")), "ss", &folder.join("links"));
        Self { original: Tool::original("ss").expect("the original"), ours: ours.expect("ours") }
    }

    /// What ours prints on a pipe.
    pub(crate) fn ours(&self, environment: &Environment<'_>, words: &str) -> Outcome {
        self.ours.run_in(environment, &split(words), Output::Pipe).expect("run ours")
    }

    /// What the original prints on a pipe.
    pub(crate) fn original(&self, environment: &Environment<'_>, words: &str) -> Outcome {
        self.original_on(environment, words, Output::Pipe)
    }

    /// What the original prints there.
    pub(crate) fn original_on(&self, environment: &Environment<'_>, words: &str, output: Output) -> Outcome {
        self.original.run_in(environment, &split(words), output).expect("run the original")
    }

    /// Compares what both print for each line of words.
    pub(crate) fn compare(&self, environment: &Environment<'_>, lines: &[&str]) {
        const SHOWN: usize = 3;
        let mut differences = Vec::new();
        for words in lines {
            for output in OUTPUTS {
                let [original, ours] = [&self.original, &self.ours]
                    .map(|tool| tool.run_in(environment, &split(words), output).expect("run a tool"));
                if (&original.stdout, original.code()) != (&ours.stdout, ours.code()) {
                    differences.push(format!(
                        "ss {words} {output}: status {} and {}, {}\n  stderr:   {}",
                        original.code(),
                        ours.code(),
                        first_difference(&original.stdout, &ours.stdout),
                        String::from_utf8_lossy(&ours.stderr)
                    ));
                }
            }
        }
        let shown = &differences[..differences.len().min(SHOWN)];
        assert!(shown.is_empty(), "{} runs differ, first\n{}", differences.len(), shown.join("\n"));
    }
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// Where two outputs first differ, with some of what stands around it.
pub(crate) fn first_difference(original: &[u8], ours: &[u8]) -> String {
    const BEFORE: usize = 60;
    const BEHIND: usize = 40;
    let at = original.iter().zip(ours).position(|(one, other)| one != other).unwrap_or(original.len().min(ours.len()));
    let around = |text: &[u8]| text[at.saturating_sub(BEFORE)..text.len().min(at + BEHIND)].escape_ascii().to_string();
    format!("octet {at}\n  original: {}\n  ours:     {}", around(original), around(ours))
}
