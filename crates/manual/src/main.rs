//! Writes the man pages and completions below the folder that is named: what `cargo xtask man` runs.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [root] = arguments.as_slice() else {
        eprintln!("usage: sockeye-manual FOLDER (it gets man/ and completions/)");
        return ExitCode::from(2);
    };
    match sockeye_manual::write(root) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sockeye-manual: {error}");
            ExitCode::FAILURE
        }
    }
}
