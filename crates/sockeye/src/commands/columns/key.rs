//! Values as octets that compare as the values do, so that rows are sorted, grouped and counted by one comparison of memory.
//!
//! Numbers come before addresses, these before text; a list compares value by value. What is absent comes last, then what is unknown,
//! also where the order is reversed. No key is the beginning of another, so that keys of several columns stand one behind the other.

use render::value::Value;
use std::net::IpAddr;
use std::time::UNIX_EPOCH;

/// Which way rows go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The lowest first.
    #[default]
    Ascending,
    /// The highest first.
    Descending,
}

/// What a key begins with, one for each kind of value. None is the reverse of another.
const NUMBER: u8 = 0x10;
const MOMENT: u8 = 0x11;
const ADDRESS: u8 = 0x12;
const TEXT: u8 = 0x13;
const ABSENT: u8 = 0xFE;
const UNKNOWN: u8 = 0xFF;
/// Between what is told and what is absent; the reverse of no other.
const NOBODY: u8 = 0xFD;
/// Ends a key, and a text in it.
const END: u8 = 0;
/// Stands behind a NUL in a text, which is not its end.
const NO_END: u8 = 0xFF;

/// Appends the key of a value.
pub(crate) fn push(key: &mut Vec<u8>, value: &Value<'_>, direction: Direction) {
    match value {
        Value::Absent => return key.extend([ABSENT, END]),
        Value::Unknown(_) => return key.extend([UNKNOWN, END]),
        Value::Nobody(_) => {
            push_parts(key, value);
            return key.push(END);
        }
        _ => {}
    }
    let start = key.len();
    push_parts(key, value);
    key.push(END);
    if direction == Direction::Descending {
        key[start..].iter_mut().for_each(|octet| *octet = !*octet);
    }
}

fn push_parts(key: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Absent => key.push(ABSENT),
        Value::Unknown(_) => key.push(UNKNOWN),
        Value::Nobody(why) => {
            key.push(NOBODY);
            push_text(key, why.as_bytes());
        }
        Value::Word(word) => push_text(key, word.as_bytes()),
        Value::Text(text) => push_text(key, text),
        Value::Number(number) | Value::Hexadecimal(number) => push_number(key, *number),
        Value::Amount(amount) => push_number(key, amount.0),
        Value::Rate(rate) => push_number(key, rate.0),
        Value::Span(span) => push_number(key, span.0),
        Value::Truth(truth) => push_number(key, u64::from(*truth)),
        Value::Moment(moment) => {
            // Nothing here is older.
            let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
            key.push(MOMENT);
            key.extend(since.as_secs().to_be_bytes());
            key.extend(since.subsec_nanos().to_be_bytes());
        }
        Value::Address(address) => push_address(key, *address),
        Value::Endpoint(end) => {
            push_address(key, end.address);
            // Behind the address alone.
            key.push(END + 1);
            key.extend(end.port.to_be_bytes());
        }
        Value::List(values) => values.iter().for_each(|value| push_parts(key, value)),
        Value::Record(fields) => fields.iter().for_each(|(_, value)| push_parts(key, value)),
    }
}

fn push_number(key: &mut Vec<u8>, number: u64) {
    key.push(NUMBER);
    key.extend(number.to_be_bytes());
}

fn push_address(key: &mut Vec<u8>, address: IpAddr) {
    key.push(ADDRESS);
    match address.to_canonical() {
        IpAddr::V4(address) => {
            key.push(4);
            key.extend(address.octets());
        }
        IpAddr::V6(address) => {
            key.push(6);
            key.extend(address.octets());
        }
    }
}

fn push_text(key: &mut Vec<u8>, text: &[u8]) {
    key.push(TEXT);
    for &octet in text {
        key.push(octet);
        if octet == END {
            key.push(NO_END);
        }
    }
    key.extend([END, END]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Bytes, InetEndpoint};
    use std::time::Duration;

    fn key(value: &Value<'_>, direction: Direction) -> Vec<u8> {
        let mut key = Vec::new();
        push(&mut key, value, direction);
        key
    }

    fn text(text: &'static [u8]) -> Value<'static> {
        Value::Text(text.into())
    }

    fn end(address: &str, port: u16) -> Value<'static> {
        Value::Endpoint(InetEndpoint { address: address.parse().unwrap(), port })
    }

    #[test]
    fn keys_compare_as_values_do_and_what_is_missing_comes_last_either_way() {
        let ascending = [
            Value::Number(9),
            Value::Amount(Bytes(10)),
            Value::Number(1 << 40),
            Value::Moment(UNIX_EPOCH + Duration::from_secs(1)),
            Value::Moment(UNIX_EPOCH + Duration::from_millis(1500)),
            end("9.0.0.1", 80),
            end("10.0.0.1", 9),
            end("10.0.0.1", 80),
            end("::1", 1),
            text(b""),
            text(b"a"),
            text(b"a\0"),
            text(b"a\0b"),
            Value::List(vec![text(b"a"), text(b"b")]),
            text(b"a\x01"),
            Value::Word("b"),
        ];
        for pair in ascending.windows(2) {
            let [low, high] = pair else { unreachable!("windows are pairs") };
            let is_list = |value: &Value<'_>| matches!(value, Value::List(_));
            if !is_list(low) && !is_list(high) {
                assert!(key(low, Direction::Ascending) < key(high, Direction::Ascending), "{low:?} {high:?}");
                assert!(key(low, Direction::Descending) > key(high, Direction::Descending), "{low:?} {high:?}");
            }
        }
        for direction in [Direction::Ascending, Direction::Descending] {
            for value in &ascending {
                assert!(key(value, direction) < key(&Value::Absent, direction), "{value:?}");
            }
            assert!(key(&Value::Absent, direction) < key(&Value::Unknown("x".into()), direction));
        }
    }

    #[test]
    fn no_key_is_the_beginning_of_another() {
        let values = [
            text(b"a"),
            text(b"a\0"),
            Value::List(vec![text(b"a"), text(b"b")]),
            Value::Address("10.0.0.1".parse().unwrap()),
            end("10.0.0.1", 0),
            Value::Number(0),
        ];
        for (place, one) in values.iter().enumerate() {
            for other in values.iter().skip(place + 1) {
                let (one, other) = (key(one, Direction::Ascending), key(other, Direction::Ascending));
                assert!(!one.starts_with(&other) && !other.starts_with(&one), "{one:?} {other:?}");
            }
        }
    }
}
