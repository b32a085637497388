//! The terse output, `-t`: process ids, one a line, for kill(1).

use super::cells::push_decimal;
use super::listing::Listing;
use std::io::{self, Write};

/// Writes the id of each process that has files to show, once.
///
/// # Errors
/// Those of writing.
pub(super) fn write(listing: &Listing, out: &mut impl Write) -> io::Result<()> {
    let mut text = Vec::new();
    let mut last = None;
    for (process, _) in listing.processes() {
        // The tasks of a process follow it.
        if last.replace(process.id) != Some(process.id) {
            push_decimal(&mut text, process.id.0.into());
            text.push(b'\n');
        }
    }
    out.write_all(&text)
}
