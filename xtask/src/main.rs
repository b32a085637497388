//! The project's own chores: `cargo xtask test`, `cargo xtask bench`, `cargo xtask bpf`, `cargo xtask man`, `cargo xtask fuzz`.

mod bench;
mod bpf;
mod fuzz;
mod man;
mod run;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND
  test                 everything that must hold: tools, fmt, clippy, tidy, unit, integration and differential tests
  bench TOOL [SOCKETS]…
                       times of the original, ours and a floor, side by side (default: 0 10000 100000 1000000);
                       of nc: octets a second (default: 2G)
  bpf                  the object files of the eBPF programs under bpf/ from their sources
  man                  the man pages and completions out of the program's tables
  fuzz [SECONDS]       every decoder and parser against mutated input (default: 60 seconds)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test::everything(),
        ["bench", tool, sizes @ ..] => bench::run(tool, sizes),
        ["bpf"] => bpf::build(),
        ["man"] => man::write(),
        ["fuzz"] => fuzz::run("60"),
        ["fuzz", seconds] => fuzz::run(seconds),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
