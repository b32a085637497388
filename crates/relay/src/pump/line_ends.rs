//! Line ends for protocols that want CR LF (nc(1), -C; RFC 5321, 2.3.8 is one that does).

const LF: u8 = b'\n';
const CR: u8 = b'\r';

/// Puts a CR before each LF that has none. It remembers across reads whether a CR came last, which the original does not.
#[derive(Debug, Default)]
pub(super) struct LineEnds {
    follows_cr: bool,
}

impl LineEnds {
    /// Adds `from` to `into`, at most twice as many octets.
    pub(super) fn translate(&mut self, from: &[u8], into: &mut Vec<u8>) {
        for run in from.split_inclusive(|&octet| octet == LF) {
            let text = run.strip_suffix(&[LF]).unwrap_or(run);
            into.extend_from_slice(text);
            if let Some(&last) = text.last() {
                self.follows_cr = last == CR;
            }
            if text.len() < run.len() {
                into.extend_from_slice(if self.follows_cr { &[LF] } else { &[CR, LF] });
                self.follows_cr = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! The same octets, however they are cut.

    use super::LineEnds;
    use proptest::collection::vec;
    use proptest::prelude::{any, prop, prop_assert_eq, prop_oneof, proptest};

    fn translated<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let (mut line_ends, mut translated) = (LineEnds::default(), Vec::new());
        for piece in pieces {
            line_ends.translate(piece, &mut translated);
        }
        translated
    }

    #[test]
    fn an_lf_gets_a_cr_where_it_has_none() {
        for (from, into) in
            [(&b"a\nb\r\nc"[..], &b"a\r\nb\r\nc"[..]), (b"\n\n\r\r\n", b"\r\n\r\n\r\r\n"), (b"\r", b"\r"), (b"", b"")]
        {
            assert_eq!(translated([from]), into);
        }
        assert_eq!(translated([&b"a\r"[..], b"", b"\nb\r", b"c", b"\n"]), b"a\r\nb\rc\r\n");
    }

    proptest! {
        #[test]
        fn cuts_change_nothing(pieces in vec(vec(prop_oneof![prop::sample::select(&b"\r\n"[..]), any::<u8>()], 0..5), 0..9)) {
            let whole = pieces.concat();
            let result = translated(pieces.iter().map(Vec::as_slice));
            prop_assert_eq!(&result, &translated([&whole[..]]));
            for (place, &octet) in result.iter().enumerate() {
                if octet == b'\n' {
                    prop_assert_eq!(place.checked_sub(1).map(|before| result[before]), Some(b'\r'));
                }
            }
        }
    }
}
