//! A value as programs read it outside of JSON, in CSV and in templates: numbers in base units, without any.
//!
//! Octets, bits per second, microseconds, RFC 3339 in UTC. What is absent is empty, what is unknown a `?`.

use super::Value;
use crate::{address, amount, escape, time};
use std::io::Write;

/// What becomes of bytes that strangers chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// They stay as they are: on a pipe or in a file, for programs that compare them.
    AsIs,
    /// They are escaped: on a terminal, which obeys what it is sent.
    Escaped,
}

/// What stands where a fact could not be seen.
const UNKNOWN: &[u8] = b"?";

/// How a port that may be any is written.
const ANY_PORT: &[u8] = b"0";

/// Appends the text. The values of a list stand between commas, those of a record between blanks.
pub fn push(out: &mut Vec<u8>, value: &Value<'_>, untrusted: Untrusted) {
    match value {
        Value::Absent | Value::Nobody(_) => {}
        Value::Unknown(_) => out.extend_from_slice(UNKNOWN),
        Value::Word(word) => out.extend_from_slice(word.as_bytes()),
        Value::Text(text) if untrusted == Untrusted::AsIs => out.extend_from_slice(text),
        Value::Text(text) => out.extend_from_slice(&escape::escape(text)),
        // Writing to a Vec cannot fail.
        Value::Number(number) | Value::Hexadecimal(number) => drop(write!(out, "{number}")),
        Value::Amount(amount) => drop(write!(out, "{amount}")),
        Value::Rate(rate) => drop(write!(out, "{}", amount::bits_per_second(*rate))),
        Value::Span(span) => drop(write!(out, "{span}")),
        Value::Moment(moment) => {
            if !time::push_rfc3339(out, *moment) {
                out.extend_from_slice(UNKNOWN);
            }
        }
        Value::Address(address) => address::push(out, *address),
        Value::Endpoint(endpoint) => super::push_endpoint(out, *endpoint, ANY_PORT),
        Value::Truth(truth) => drop(write!(out, "{truth}")),
        Value::List(values) => push_each(out, values.iter(), b',', untrusted),
        Value::Record(fields) => {
            let present = fields.iter().map(|(_, value)| value).filter(|value| **value != Value::Absent);
            push_each(out, present, b' ', untrusted);
        }
    }
}

fn push_each<'v, 'a: 'v>(
    out: &mut Vec<u8>,
    values: impl Iterator<Item = &'v Value<'a>>,
    between: u8,
    untrusted: Untrusted,
) {
    for (place, value) in values.enumerate() {
        if place > 0 {
            out.push(between);
        }
        push(out, value, untrusted);
    }
}
