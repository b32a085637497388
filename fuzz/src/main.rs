//! `sockeye-fuzz [SECONDS] [SEED]`: every target in turn; ends with status 1 and the input in hexadecimal when one panics.

use sockeye_fuzz::{run, targets};
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).map(|word| word.parse::<u64>().ok());
    let seconds = words.next().flatten().unwrap_or(60);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let seed = words.next().flatten().unwrap_or(now);
    let targets = targets::all();
    let share = Duration::from_secs(seconds) / u32::try_from(targets.len()).unwrap_or(1);
    println!("fuzzing {} targets for {share:?} each, seed {seed}", targets.len());
    for target in &targets {
        let report = run(target, seed, share);
        println!("{:<20} {:>10} inputs, {:>5} kept", target.name, report.inputs, report.kept);
        if let Some(input) = report.panicked {
            let octets: String = input.iter().map(|octet| format!("{octet:02x}")).collect();
            println!("{} panicked on {octets}", target.name);
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
