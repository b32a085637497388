//! The one question to rpcbind and its answer in XDR (RFC 4506): big-endian words, octets padded to four.
//!
//! Calls and replies: RFC 5531, section 9. `RPCBPROC_DUMP` of version 4 and its list: RFC 1833, section 2.1.

/// `RPCBPROG` and `PMAPPROG`.
const RPCBIND: u32 = 100_000;
const VERSION: u32 = 4;
const DUMP: u32 = 4;
/// Any number: there is one call on the connection.
const TRANSACTION: u32 = 1;

/// The call for all registrations, as a record.
pub(super) fn call() -> Vec<u8> {
    /// Message type CALL, version 2 of RPC.
    const CALL: [u32; 2] = [0, 2];
    /// Neither credentials nor verifier: AUTH_NONE without content, twice.
    const NOBODY: [u32; 4] = [0; 4];
    let words = [&[TRANSACTION][..], &CALL, &[RPCBIND, VERSION, DUMP], &NOBODY].concat();
    let mark = 1 << 31 | (words.len() * 4) as u32;
    std::iter::once(mark).chain(words).flat_map(u32::to_be_bytes).collect()
}

/// A program that has registered an address (`struct rpcb`).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Registration<'a> {
    pub(super) program: u32,
    /// Transport, by the names of netconfig(5): `tcp`, `udp6`, …
    pub(super) netid: &'a [u8],
    /// Universal address: `0.0.0.0.8.1`.
    pub(super) address: &'a [u8],
}

impl Registration<'_> {
    /// The port, if it listens on all addresses; the original looks at no others. What follows the port does not count.
    pub(super) fn port(&self) -> Option<u16> {
        let port = self.address.strip_prefix(b"::.").or_else(|| self.address.strip_prefix(b"0.0.0.0."))?;
        let mut numbers = port.split(|octet| *octet == b'.').map(leading_number);
        let (high, low) = (numbers.next()??, numbers.next()??);
        u16::try_from(high.checked_mul(256)? | low).ok()
    }
}

fn leading_number(text: &[u8]) -> Option<u32> {
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|octet| octet.is_ascii_digit()).count();
    std::str::from_utf8(&text[..digits]).ok()?.parse().ok()
}

/// The registrations in an answer, up to the first that cannot be read; none in a refusal.
pub(super) fn registrations(answer: &[u8]) -> Vec<Registration<'_>> {
    let mut reader = Reader { rest: answer };
    if reader.is_success().is_none() {
        return Vec::new();
    }
    std::iter::from_fn(|| reader.registration()).collect()
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn word(&mut self) -> Option<u32> {
        let (word, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u32::from_be_bytes(*word))
    }

    fn octets(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.word()?).ok()?;
        let octets = self.rest.get(..length)?;
        self.rest = self.rest.get(length.checked_next_multiple_of(4)?..)?;
        Some(octets)
    }

    /// Passes the head of a reply: type 1, accepted (0), a verifier, success (0).
    fn is_success(&mut self) -> Option<()> {
        let (transaction, reply, accepted) = (self.word()?, self.word()?, self.word()?);
        let _verifier = (self.word()?, self.octets()?);
        let success = self.word()?;
        ((transaction, reply, accepted, success) == (TRANSACTION, 1, 0, 0)).then_some(())
    }

    /// The next item of the list; a word before each tells whether there is one.
    fn registration(&mut self) -> Option<Registration<'a>> {
        if self.word()? == 0 {
            return None;
        }
        let (program, _version) = (self.word()?, self.word()?);
        let (netid, address, _owner) = (self.octets()?, self.octets()?, self.octets()?);
        Some(Registration { program, netid, address })
    }
}
