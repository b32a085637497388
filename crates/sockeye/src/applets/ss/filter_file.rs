//! The file of `-F`: lines that continue the filter of the command line. Lines that begin with `#` are comments.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;

/// The longest filter file, in octets: a device that never ends must not fill the memory.
const LONGEST: usize = 16 << 20;

/// Reads the lines of a file; whatever begins with `-` is standard input.
///
/// # Errors
/// Those of reading; `InvalidData` for what is no text, or endless.
pub(super) fn read(path: &OsStr) -> io::Result<Vec<OsString>> {
    let is_standard_input = path.as_encoded_bytes().starts_with(b"-");
    let file: Box<dyn Read> = if is_standard_input { Box::new(io::stdin()) } else { Box::new(File::open(path)?) };
    let mut text = Vec::new();
    file.take(LONGEST as u64 + 1).read_to_end(&mut text)?;
    lines(&text)
}

fn lines(text: &[u8]) -> io::Result<Vec<OsString>> {
    let invalid = |reason| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    if text.contains(&0) {
        return invalid("it has NUL characters in it, and so is no text");
    }
    if text.len() > LONGEST {
        return invalid("it is longer than 16 MiB");
    }
    let lines = text.split(|octet| *octet == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    Ok(lines.map(|line| OsStr::from_bytes(line).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_passed_over() {
        let read = lines(b"# first\n\nsport = 1\r\n # word\nor \xff").expect("it is text");
        let expected: [&[u8]; 3] = [b"sport = 1\r", b" # word", b"or \xff"];
        assert!(read.iter().map(|line| line.as_bytes()).eq(expected));
    }

    #[test]
    fn what_is_no_text_or_endless_is_refused() {
        assert!(read(OsStr::new("/dev/zero")).is_err());
        assert!(lines(&vec![b' '; LONGEST]).is_ok());
        assert!(lines(&vec![b' '; LONGEST + 1]).is_err());
        assert!(lines(b"sport = 1\0").is_err());
    }
}
