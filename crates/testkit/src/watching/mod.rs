//! What `sockeye watch` sees, held against what was done: every connection of many short ones, with every state and the processes at both
//! ends; why connections fail; whose a connection is in servers of each make; and what is said where BPF is not permitted.

mod actors;
mod failures;
mod load;
mod servers;
mod short_lives;
mod watcher;
mod without_rights;

pub use actors::{WORD, act};
pub use load::{Load, run as run_load};

use std::path::Path;

use anyhow::Result;

/// Watches what it does, writes what was found to standard output, and tells whether all was seen as it was done. To be called in a lab.
///
/// # Errors
/// Nothing could be compared.
pub fn run(ours: &Path) -> Result<bool> {
    let mut mismatches = 0;
    let mut check = |what: &str, outcome: Result<()>| match outcome {
        Ok(()) => println!("as it was done: {what}"),
        Err(error) => {
            println!("MISMATCH {what}: {error:#}");
            mismatches += 1;
        }
    };
    check("short connections", short_lives::all_are_seen(ours));
    for server in servers::ALL {
        check(server.name, servers::has_the_right_process(ours, server));
    }
    check("a filter", servers::filter_is_kept_to(ours));
    check("a container", servers::container_is_named(ours));
    for failure in failures::ALL {
        check(failure.name, failures::is_told(ours, failure));
    }
    check("UDP", failures::datagrams_are_told(ours));
    for way in without_rights::WAYS {
        check(&format!("without rights, by {}", way.name), without_rights::sees_and_says(ours, way));
    }
    println!("{mismatches} mismatches");
    Ok(mismatches == 0)
}
