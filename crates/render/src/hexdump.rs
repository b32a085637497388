//! Octets in hexadecimal and as text, line by line, as `tcpdump -X` shows them (tcpdump(8)).
//!
//! A line is a tab, the offset of its first octet, up to sixteen octets in groups of two, and the same octets as text, in which a
//! point stands for all that is no graphic character of ASCII, the space too. So nothing in it commands a terminal, and columns
//! can be counted.

/// Octets in a line.
const LINE: usize = 16;
/// Columns of a full line's octets: each group of two has a space in front.
const GROUPS: usize = LINE / 2 * 5;
/// Columns between them and the text.
const GAP: usize = 2;
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends lines for these octets, each with its line end. The first octet has the offset `start`; the last line is as long as the
/// octets need, and nothing is appended for none.
pub fn push_lines(out: &mut Vec<u8>, start: u64, octets: &[u8]) {
    out.reserve(octets.len().div_ceil(LINE) * (GROUPS + GAP + LINE + 12));
    for (number, line) in octets.chunks(LINE).enumerate() {
        push_offset(out, start.wrapping_add((number * LINE) as u64));
        let mut columns = [b' '; GROUPS + GAP + LINE];
        for (place, &octet) in line.iter().enumerate() {
            let column = 1 + place / 2 * 5 + place % 2 * 2;
            columns[column] = digit(octet >> 4);
            columns[column + 1] = digit(octet);
            columns[GROUPS + GAP + place] = if octet.is_ascii_graphic() { octet } else { b'.' };
        }
        out.extend_from_slice(&columns[..GROUPS + GAP + line.len()]);
        out.push(b'\n');
    }
}

/// Appends a tab and an offset with at least four digits.
fn push_offset(out: &mut Vec<u8>, offset: u64) {
    out.extend_from_slice(b"\t0x");
    let digits = (u64::BITS - offset.leading_zeros()).div_ceil(4).max(4);
    out.extend((0..digits).rev().map(|place| digit((offset >> (place * 4)) as u8)));
    out.extend_from_slice(b": ");
}

/// The digit of the lower four bits.
fn digit(octet: u8) -> u8 {
    DIGITS[usize::from(octet & 0xf)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(start: u64, octets: &[u8]) -> String {
        let mut out = Vec::new();
        push_lines(&mut out, start, octets);
        String::from_utf8(out).expect("lines are ASCII")
    }

    /// What tcpdump 4.99.3 shows of two datagrams with an odd and an even number of octets.
    #[test]
    fn lines_are_those_of_tcpdump() {
        let odd = b"\x45\x00\x00\x21\x47\x32\x40\x00\x40\x11\xf5\x97\x7f\x00\x00\x01\
                    \x7f\x00\x00\x01\xac\x19\x1b\x5a\x00\x0d\xfe\x20\x36\x67\xe7\xba\x19";
        assert_eq!(
            lines(0, odd),
            "\t0x0000:  4500 0021 4732 4000 4011 f597 7f00 0001  E..!G2@.@.......\n\
             \t0x0010:  7f00 0001 ac19 1b5a 000d fe20 3667 e7ba  .......Z....6g..\n\
             \t0x0020:  19                                       .\n"
        );
        let even = b"\x7f\x00\x00\x01\x8c\xec\x1b\x5a\x00\x0a\xfe\x1d\xef\xd2";
        assert_eq!(lines(16, even), "\t0x0010:  7f00 0001 8cec 1b5a 000a fe1d efd2       .......Z......\n");
    }

    #[test]
    fn offsets_grow_beyond_four_digits() {
        assert!(lines(0xffff, b"a").starts_with("\t0xffff:  61 "));
        assert!(lines(0x1_2345, b"a").starts_with("\t0x12345:  61 "));
        assert!(lines(u64::MAX, b"a").starts_with("\t0xffffffffffffffff:  61 "));
        assert_eq!(lines(7, b""), "");
    }

    proptest! {
        #[test]
        fn every_octet_can_be_read_back(octets: Vec<u8>, start: u32) {
            let text = lines(start.into(), &octets);
            prop_assert!(text.chars().all(|letter| matches!(letter, '\t' | '\n' | ' '..='~')));
            let mut read = Vec::new();
            for (number, line) in text.lines().enumerate() {
                let (offset, rest) = line.strip_prefix("\t0x").and_then(|line| line.split_once(": ")).expect("an offset");
                prop_assert_eq!(u64::from_str_radix(offset, 16).unwrap(), u64::from(start) + number as u64 * 16);
                let digits: Vec<u8> = rest.as_bytes()[..GROUPS].iter().copied().filter(|digit| *digit != b' ').collect();
                for pair in digits.chunks(2) {
                    read.push(u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
                }
            }
            prop_assert_eq!(read, octets);
        }
    }
}
