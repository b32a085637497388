//! Checks of a lab that are made one after the other, each told by its name.

use std::path::Path;

use anyhow::Result;

/// Holds ours, at this path, against what is known.
pub(crate) type Check = fn(&Path) -> Result<()>;

/// Makes every check, writes what was found to standard output, and tells whether all was as it should be. One that fails keeps no other
/// from being made.
pub(crate) fn make(checks: &[(&str, Check)], ours: &Path) -> bool {
    let mut mismatches = 0;
    for (what, check) in checks {
        match check(ours) {
            Ok(()) => println!("ok {what}"),
            Err(error) => {
                println!("MISMATCH {what}: {error:#}");
                mismatches += 1;
            }
        }
    }
    println!("{} checks, {mismatches} mismatches", checks.len());
    mismatches == 0
}
