//! Which of the two ways to go: by the time that each takes here.

use super::Way;
use std::num::NonZero;
use std::path::Path;
use std::thread;

/// What it takes to open, read and close the folder of a process, in nanoseconds.
const PER_PROCESS: u64 = 12_000;
/// What it takes to read the link of a descriptor.
const PER_FILE: u64 = 1_500;
/// What it takes to load the BPF program: to look through the kernel's types, to have it verified, and to let it go.
const TO_LOAD: u64 = 6_000_000;

/// Whether to load a program into the kernel rather than to read /proc there.
pub(super) fn is_worth_a_walk(proc_root: &Path, way: Way) -> bool {
    match way {
        Way::Bpf | Way::MostComplete => return true,
        Way::Proc => return false,
        Way::Quickest => {}
    }
    // Open files of the whole host, and tasks: bounds from above for what /proc would show. Where they are not told it is read.
    let files = first_number(proc_root, "sys/fs/file-nr", 0, '\t').unwrap_or(0);
    let tasks = first_number(proc_root, "loadavg", 3, ' ').unwrap_or(0);
    let cores = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    (files.saturating_mul(PER_FILE) + tasks.saturating_mul(PER_PROCESS)) / cores > TO_LOAD
}

/// The number at this place of a file below /proc; of a fraction such as `2/150`, the denominator.
fn first_number(proc_root: &Path, file: &str, place: usize, between: char) -> Option<u64> {
    let text = std::fs::read_to_string(proc_root.join(file)).ok()?;
    text.split(between).nth(place)?.rsplit('/').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_tells_nothing_is_small() {
        assert!(!is_worth_a_walk(Path::new("/nonexistent"), Way::Quickest));
    }

    #[test]
    fn numbers_are_found_in_the_real_files() {
        assert!(first_number(Path::new("/proc"), "sys/fs/file-nr", 0, '\t').is_some_and(|files| files > 0));
        assert!(first_number(Path::new("/proc"), "loadavg", 3, ' ').is_some_and(|tasks| tasks > 0));
    }
}
