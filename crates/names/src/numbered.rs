//! Files of names and numbers, a pair on each line: protocols(5) and rpc(5).

use crate::read::words;

/// Number and first name of each line, in the order of the file. Comments begin with `#`; lines without a number are passed over.
pub(crate) fn parse(text: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let lines = text.split(|byte| *byte == b'\n');
    lines.filter_map(|line| entry(line.split(|byte| *byte == b'#').next()?)).collect()
}

/// The first name of this number.
pub(crate) fn name(entries: &[(u32, Vec<u8>)], number: u32) -> Option<&[u8]> {
    entries.iter().find(|(other, _)| *other == number).map(|(_, name)| name.as_slice())
}

fn entry(line: &[u8]) -> Option<(u32, Vec<u8>)> {
    let mut words = words(line);
    let name = words.next()?;
    let number = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    Some((number, name.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_counts_and_comments_do_not() {
        let entries = parse(b"# Internet protocols\nip\t0\tIP # pseudo\nicmp 1 ICMP\nping 1\nbad x\n\nlast 255");
        assert_eq!(name(&entries, 0), Some(&b"ip"[..]));
        assert_eq!(name(&entries, 1), Some(&b"icmp"[..]));
        assert_eq!(name(&entries, 255), Some(&b"last"[..]));
        assert_eq!(name(&entries, 2), None);
    }
}
