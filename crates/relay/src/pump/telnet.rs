//! Refusing whatever a telnet server proposes (RFC 854; nc(1), -t), so that it comes to the point.
//!
//! As the original, it answers DO and DON'T with WON'T, WILL and WON'T with DON'T, and takes nothing out of what is received. Unlike it, it
//! also answers requests that arrive in pieces.

/// "Interpret as command" (RFC 854), which opens each request.
const IAC: u8 = 255;
const DONT: u8 = 254;
const DO: u8 = 253;
const WONT: u8 = 252;
const WILL: u8 = 251;

/// Octets of an answer.
pub(super) const ANSWER: usize = 3;

/// What of a request has come so far.
#[derive(Clone, Copy, Debug, Default)]
enum Progress {
    /// Nothing.
    #[default]
    None,
    /// IAC.
    Command,
    /// IAC and the verb, to be answered with this one.
    Verb(u8),
}

/// Finds requests in what is received.
#[derive(Debug, Default)]
pub(super) struct Telnet {
    progress: Progress,
}

impl Telnet {
    /// Hands the answer to each request that ends in these octets to `answer`.
    pub(super) fn read(&mut self, octets: &[u8], mut answer: impl FnMut([u8; ANSWER])) {
        for &octet in octets {
            self.progress = match (self.progress, octet) {
                (Progress::None, IAC) => Progress::Command,
                (Progress::None, _) => Progress::None,
                (Progress::Command, DO | DONT) => Progress::Verb(WONT),
                (Progress::Command, WILL | WONT) => Progress::Verb(DONT),
                // Another command, or the octet 255 itself, which is sent twice.
                (Progress::Command, _) => Progress::None,
                (Progress::Verb(verb), option) => {
                    answer([IAC, verb, option]);
                    Progress::None
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    //! The same answers, however the requests are cut.

    use super::{DO, DONT, IAC, Telnet, WILL, WONT};
    use proptest::collection::vec;
    use proptest::prelude::{any, prop, prop_assert_eq, prop_oneof, proptest};

    fn answers<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let (mut telnet, mut answers) = (Telnet::default(), Vec::new());
        for piece in pieces {
            telnet.read(piece, |answer| answers.extend(answer));
        }
        answers
    }

    #[test]
    fn each_verb_has_its_refusal() {
        let asked = [IAC, DO, 1, b'x', IAC, WILL, 3, IAC, DONT, 1, IAC, WONT, 2, IAC, IAC, IAC, 249, IAC];
        let refused = [IAC, WONT, 1, IAC, DONT, 3, IAC, WONT, 1, IAC, DONT, 2];
        assert_eq!(answers([&asked[..]]), refused);
        assert_eq!(answers(asked.chunks(1)), refused);
    }

    #[test]
    fn an_octet_255_that_is_data_opens_nothing() {
        assert!(answers([&[IAC, IAC, DO, 1][..]]).is_empty());
        assert_eq!(answers([&[IAC, DO, IAC, IAC, DO, 2][..]]), [IAC, WONT, IAC, IAC, WONT, 2]);
    }

    proptest! {
        #[test]
        fn cuts_change_nothing(pieces in vec(vec(prop_oneof![prop::sample::select(vec![IAC, DO, DONT, WILL, WONT]), any::<u8>()], 0..6), 0..9)) {
            let whole = pieces.concat();
            prop_assert_eq!(answers(pieces.iter().map(Vec::as_slice)), answers([&whole[..]]));
        }
    }
}
