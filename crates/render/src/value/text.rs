//! A value as people read it: units, the time of day, names of strangers escaped.

use super::Value;
use crate::time::Clock;
use crate::{address, amount, escape};
use std::io::Write;

/// What stands where there is no such fact.
const NOTHING: &[u8] = b"-";
/// What stands where there is one that could not be seen; the reason is told elsewhere.
const UNKNOWN: &[u8] = b"?";

/// How a port that may be any is written.
const ANY_PORT: &[u8] = b"*";

/// Appends the text. Untrusted bytes are escaped, wherever they go.
pub fn push(out: &mut Vec<u8>, value: &Value<'_>, clock: &Clock) {
    match value {
        Value::Absent => out.extend_from_slice(NOTHING),
        Value::Unknown(_) => out.extend_from_slice(UNKNOWN),
        Value::Nobody(why) => out.extend_from_slice(&[b"(", why.as_bytes(), b")"].concat()),
        Value::Word(word) => out.extend_from_slice(word.as_bytes()),
        Value::Text(text) => out.extend_from_slice(&escape::escape(text)),
        // Writing to a Vec cannot fail.
        Value::Number(number) => drop(write!(out, "{number}")),
        Value::Hexadecimal(number) => drop(write!(out, "{number:#x}")),
        Value::Amount(amount) => amount::push_bytes(out, *amount),
        Value::Rate(rate) => amount::push_rate(out, *rate),
        Value::Span(span) => amount::push_span(out, *span),
        Value::Moment(moment) => clock.push(out, *moment, 0),
        Value::Address(address) => address::push(out, *address),
        Value::Endpoint(endpoint) => super::push_endpoint(out, *endpoint, ANY_PORT),
        Value::Truth(true) => out.extend_from_slice(b"yes"),
        Value::Truth(false) => out.extend_from_slice(b"no"),
        Value::List(values) => push_each(out, values.iter(), b", ", clock),
        Value::Record(fields) => {
            let present = fields.iter().map(|(_, value)| value).filter(|value| **value != Value::Absent);
            push_each(out, present, b" ", clock);
        }
    }
}

fn push_each<'v, 'a: 'v>(
    out: &mut Vec<u8>,
    values: impl Iterator<Item = &'v Value<'a>>,
    between: &[u8],
    clock: &Clock,
) {
    for (place, value) in values.enumerate() {
        if place > 0 {
            out.extend_from_slice(between);
        }
        push(out, value, clock);
    }
}
