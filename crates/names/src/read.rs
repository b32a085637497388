//! Small files of names, read whole: unreadable ones count as empty, endless ones are cut.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// More than any such file has; bytes.
const LONGEST: u64 = 16 << 20;

/// What the file holds; nothing if it cannot be read, since names are a convenience that no view depends on.
pub(crate) fn read_names(path: &Path) -> Vec<u8> {
    read_told(path).0
}

/// What the file holds, as far as it could be read, and what stopped the reading.
pub(crate) fn read_told(path: &Path) -> (Vec<u8>, Option<io::Error>) {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut text));
    (text, read.err())
}

/// The words of a line, between blanks as isspace(3) of the C locale has them.
pub(crate) fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| is_blank(*byte)).filter(|word| !word.is_empty())
}

/// isspace(3) of the C locale: as `is_ascii_whitespace`, and the vertical tab.
pub(crate) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'\x0b'
}
