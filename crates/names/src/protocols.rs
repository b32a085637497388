//! IP protocols and their names: protocols(5), answered as getprotobynumber(3) answers from that file.

use crate::read::{read_names, words};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The IP protocols of this host, read at the first question. Names are untrusted bytes.
#[derive(Debug)]
pub struct Protocols {
    path: PathBuf,
    /// Number and name, in the order of the file.
    entries: OnceLock<Vec<(u16, Vec<u8>)>>,
}

impl Protocols {
    /// Where protocols(5) are.
    pub const PATH: &'static str = "/etc/protocols";

    /// The protocols in this file. A missing file has none.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), entries: OnceLock::new() }
    }

    /// The first name of this protocol.
    pub fn name(&self, number: u16) -> Option<&[u8]> {
        let entries = self.entries.get_or_init(|| parse(&read_names(&self.path)));
        entries.iter().find(|(other, _)| *other == number).map(|(_, name)| name.as_slice())
    }
}

fn parse(text: &[u8]) -> Vec<(u16, Vec<u8>)> {
    let lines = text.split(|byte| *byte == b'\n');
    lines.filter_map(|line| entry(line.split(|byte| *byte == b'#').next()?)).collect()
}

fn entry(line: &[u8]) -> Option<(u16, Vec<u8>)> {
    let mut words = words(line);
    let name = words.next()?;
    Some((number(words.next()?)?, name.to_vec()))
}

fn number(word: &[u8]) -> Option<u16> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_counts_and_comments_do_not() {
        let entries = parse(b"# Internet protocols\nip\t0\tIP # pseudo\nicmp 1 ICMP\nping 1\nbad x\n\nlast 255");
        let name = |number| entries.iter().find(|(other, _)| *other == number).map(|(_, name)| name.as_slice());
        assert_eq!(name(0), Some(&b"ip"[..]));
        assert_eq!(name(1), Some(&b"icmp"[..]));
        assert_eq!(name(255), Some(&b"last"[..]));
        assert_eq!(name(2), None);
    }
}
