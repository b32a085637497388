//! Words for the octet of IPv4's type of service and IPv6's traffic class (-T).
//!
//! Numbers: RFC 791 and RFC 1349 for the words, RFC 2474, 2597 and 3246 for DiffServ, whose six bits stand above two for congestion.

use super::{number, refused, shown};
use crate::failure::Failure;
use std::ffi::OsStr;

/// Words, and the octet that they mean. Those with capitals are the traditional netcat's.
const WORDS: &[(&str, u8)] = &[
    ("lowdelay", 0x10),
    ("throughput", 0x08),
    ("reliability", 0x04),
    ("lowcost", 0x02),
    ("critical", 0xa0),
    ("inetcontrol", 0xc0),
    ("netcontrol", 0xe0),
    ("ef", 0xb8),
    ("af11", 0x28),
    ("af12", 0x30),
    ("af13", 0x38),
    ("af21", 0x48),
    ("af22", 0x50),
    ("af23", 0x58),
    ("af31", 0x68),
    ("af32", 0x70),
    ("af33", 0x78),
    ("af41", 0x88),
    ("af42", 0x90),
    ("af43", 0x98),
    ("cs0", 0x00),
    ("cs1", 0x20),
    ("cs2", 0x40),
    ("cs3", 0x60),
    ("cs4", 0x80),
    ("cs5", 0xa0),
    ("cs6", 0xc0),
    ("cs7", 0xe0),
    ("Minimize-Delay", 0x10),
    ("Maximize-Throughput", 0x08),
    ("Maximize-Reliability", 0x04),
    ("Minimize-Cost", 0x02),
];

/// The octet that a word means.
pub(super) fn read(word: &OsStr) -> Result<u8, Failure> {
    let known = WORDS.iter().find(|(known, _)| word == *known).map(|(_, octet)| *octet);
    known.or_else(|| hexadecimal(word)).or_else(|| decimal(word)).ok_or_else(|| {
        refused(format!(
            "-T takes a word (lowdelay, ef, af11, cs1, …: see nc -h) or a number from 0 to 255, and {} is neither",
            shown(word)
        ))
    })
}

fn decimal(word: &OsStr) -> Option<u8> {
    number::within(word, &(0..=255)).and_then(|number| u8::try_from(number).ok())
}

/// What follows `0x`, up to the first sign that is no digit: strtol(3) passes over the rest, and so does the original.
fn hexadecimal(word: &OsStr) -> Option<u8> {
    let digits = word.to_str()?.strip_prefix("0x")?;
    let end = digits.find(|sign: char| !sign.is_ascii_hexdigit()).unwrap_or(digits.len());
    if end == 0 { Some(0) } else { u8::from_str_radix(&digits[..end], 16).ok() }
}
