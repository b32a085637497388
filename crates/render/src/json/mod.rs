//! Rows as JSON (RFC 8259), one object each, for programs: every value in its base unit, every unknown with its reason.
//!
//! - Amounts are octets, rates bits per second, spans microseconds: the name of a field says so (`…_us`). Numbers are written
//!   in full; some readers round beyond 2^53. Moments are text, RFC 3339 in UTC.
//! - What is absent has no field. What is unknown is `null`, and the object's field `unknown` has the reason under the same name.
//! - Text of strangers need not be UTF-8, a JSON string must: octets that are not read U+FFFD, and then a field `NAME_base64` has
//!   them all (RFC 4648); beside a list, it is the list of all its texts. Without that field, a text is what it is.
//! - What could command or mislead a terminal stands as `\u` escapes, which any reader turns into the same text.

mod string;
#[cfg(test)]
mod tests;

use crate::value::Value;
use crate::{address, amount, number, time, value};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Write};

/// What is written at once, in octets.
const PAGE: usize = 64 * 1024;
/// The field in which reasons stand.
const UNKNOWN: &str = "unknown";
/// What is appended to the name of a field whose text is not UTF-8.
const OCTETS: &str = "_base64";

/// What stands between objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One array of all (`-o json`).
    Array,
    /// One line each (`-o ndjson`, <https://github.com/ndjson/ndjson-spec>).
    Lines,
}

/// Rows being written to `W`.
#[derive(Debug)]
pub struct Json<W: Write> {
    shape: Shape,
    out: W,
    page: Vec<u8>,
    is_empty: bool,
}

impl<W: Write> Json<W> {
    /// Without rows yet.
    pub fn new(shape: Shape, out: W) -> Self {
        Self { shape, out, page: Vec::new(), is_empty: true }
    }

    /// Writes a row of named values, in this order. Names are ours.
    ///
    /// # Errors
    /// Those of writing.
    pub fn row(&mut self, fields: &[(&'static str, Value<'_>)]) -> io::Result<()> {
        let before: &[u8] = match (self.shape, self.is_empty) {
            (Shape::Lines, _) => b"",
            (Shape::Array, true) => b"[\n",
            (Shape::Array, false) => b",\n",
        };
        self.is_empty = false;
        self.page.extend_from_slice(before);
        push_object(&mut self.page, fields);
        if self.shape == Shape::Lines {
            self.page.push(b'\n');
        }
        if self.page.len() >= PAGE { self.write_out() } else { Ok(()) }
    }

    /// Hands over what was written so far, for rows that come over time.
    ///
    /// # Errors
    /// Those of writing.
    pub fn print_so_far(&mut self) -> io::Result<()> {
        self.write_out()?;
        self.out.flush()
    }

    /// Writes the end, and gives the writer back.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(mut self) -> io::Result<W> {
        let end: &[u8] = match (self.shape, self.is_empty) {
            (Shape::Lines, _) => b"",
            (Shape::Array, true) => b"[]\n",
            (Shape::Array, false) => b"\n]\n",
        };
        self.page.extend_from_slice(end);
        self.write_out()?;
        Ok(self.out)
    }

    fn write_out(&mut self) -> io::Result<()> {
        self.out.write_all(&self.page)?;
        self.page.clear();
        Ok(())
    }
}

/// Appends one object, without a line end.
pub fn push_object(out: &mut Vec<u8>, fields: &[(&'static str, Value<'_>)]) {
    let mut members = Members::open(out);
    for (name, value) in fields.iter().filter(|(_, value)| !matches!(value, Value::Absent | Value::Nobody(_))) {
        members.name(name, "");
        push_value(members.out, value);
        if holds_other_octets(value) {
            members.name(name, OCTETS);
            push_octets(members.out, value);
        }
    }
    if fields.iter().any(|(_, value)| reason(value).is_some()) {
        members.name(UNKNOWN, "");
        let mut reasons = Members::open(members.out);
        for (name, reason) in fields.iter().filter_map(|(name, value)| Some((name, reason(value)?))) {
            reasons.name(name, "");
            string::push(reasons.out, reason);
        }
        reasons.close();
    }
    members.close();
}

/// An object whose members are being written.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

impl<'o> Members<'o> {
    fn open(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, is_empty: true }
    }

    /// A member's name in two parts; its value is to follow.
    fn name(&mut self, name: &str, ending: &str) {
        let before: &[u8] = if self.is_empty { b"\"" } else { b",\"" };
        self.is_empty = false;
        self.out.extend_from_slice(before);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(ending.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn close(self) {
        self.out.push(b'}');
    }
}

fn push_value(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Absent | Value::Unknown(_) | Value::Nobody(_) => out.extend_from_slice(b"null"),
        Value::Word(word) => string::push(out, word),
        Value::Text(text) => string::push(out, &String::from_utf8_lossy(text)),
        Value::Number(number) | Value::Hexadecimal(number) => number::push(out, *number),
        Value::Amount(amount) => number::push(out, amount.0),
        // Writing to a Vec cannot fail.
        Value::Rate(rate) => drop(write!(out, "{}", amount::bits_per_second(*rate))),
        Value::Span(span) => number::push(out, span.0),
        Value::Moment(moment) => {
            let start = out.len();
            out.push(b'"');
            if time::push_rfc3339(out, *moment) {
                out.push(b'"');
            } else {
                out.truncate(start);
                out.extend_from_slice(b"null");
            }
        }
        Value::Address(address) => {
            out.push(b'"');
            address::push(out, *address);
            out.push(b'"');
        }
        Value::Endpoint(_) => {
            out.push(b'"');
            value::plain::push(out, value, value::plain::Untrusted::AsIs);
            out.push(b'"');
        }
        Value::Truth(truth) => drop(write!(out, "{truth}")),
        Value::List(values) => push_list(out, values, push_value),
        Value::Record(fields) => push_object(out, fields),
    }
}

fn push_list<'a>(out: &mut Vec<u8>, values: &[Value<'a>], push: fn(&mut Vec<u8>, &Value<'a>)) {
    out.push(b'[');
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        push(out, value);
    }
    out.push(b']');
}

/// Why the value, or the first of these in a list, is `null`.
fn reason<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Unknown(reason) => Some(reason),
        Value::Moment(moment) if !time::is_in_calendar(*moment) => Some("outside of the calendar"),
        Value::List(values) => values.iter().find_map(reason),
        _ => None,
    }
}

/// Whether a text, or one in a list, is not UTF-8.
fn holds_other_octets(value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) => std::str::from_utf8(text).is_err(),
        Value::List(values) => values.iter().any(holds_other_octets),
        _ => false,
    }
}

fn push_octets(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Text(text) => {
            out.push(b'"');
            out.extend_from_slice(STANDARD.encode(text).as_bytes());
            out.push(b'"');
        }
        Value::List(values) => push_list(out, values, push_octets),
        _ => out.extend_from_slice(b"null"),
    }
}
