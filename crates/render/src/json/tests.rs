//! Rows as another library reads them back.

use super::{Json, Shape, push_object};
use crate::value::Value;
use model::{Bytes, BytesPerSecond, InetEndpoint, Micros};
use proptest::prelude::*;
use std::time::{Duration, UNIX_EPOCH};

fn object(fields: &[(&'static str, Value<'_>)]) -> String {
    let mut out = Vec::new();
    push_object(&mut out, fields);
    String::from_utf8(out).unwrap()
}

#[test]
fn each_value_has_its_form() {
    let endpoint = InetEndpoint { address: "::1".parse().unwrap(), port: 443 };
    for (value, expected) in [
        (Value::Absent, "{}"),
        (Value::Nobody("kernel"), "{}"),
        (Value::Unknown("needs root".into()), r#"{"x":null,"unknown":{"x":"needs root"}}"#),
        (Value::Word("LISTEN"), r#"{"x":"LISTEN"}"#),
        (Value::Text(b"a\"\\\n\x1b"[..].into()), r#"{"x":"a\"\\\n\u001b"}"#),
        (Value::Text("a\u{202e}b\u{e0001}\u{9b}".as_bytes().into()), r#"{"x":"a\u202eb\udb40\udc01\u009b"}"#),
        (Value::Text(b"a\xff"[..].into()), "{\"x\":\"a\u{fffd}\",\"x_base64\":\"Yf8=\"}"),
        (Value::Number(u64::MAX), r#"{"x":18446744073709551615}"#),
        (Value::Hexadecimal(26), r#"{"x":26}"#),
        (Value::Amount(Bytes(1536)), r#"{"x":1536}"#),
        (Value::Rate(BytesPerSecond(u64::MAX)), r#"{"x":147573952589676412920}"#),
        (Value::Span(Micros(12_400)), r#"{"x":12400}"#),
        (Value::Moment(UNIX_EPOCH + Duration::from_nanos(5)), r#"{"x":"1970-01-01T00:00:00.000000005Z"}"#),
        (
            Value::Moment(UNIX_EPOCH + Duration::from_secs(1 << 50)),
            r#"{"x":null,"unknown":{"x":"outside of the calendar"}}"#,
        ),
        (Value::Address([127, 0, 0, 1].into()), r#"{"x":"127.0.0.1"}"#),
        (Value::Endpoint(endpoint), r#"{"x":"[::1]:443"}"#),
        (Value::Truth(true), r#"{"x":true}"#),
        (Value::List(vec![]), r#"{"x":[]}"#),
        (
            Value::List(vec![Value::Text(b"a"[..].into()), Value::Text(b"\xff"[..].into())]),
            "{\"x\":[\"a\",\"\u{fffd}\"],\"x_base64\":[\"YQ==\",\"/w==\"]}",
        ),
        (
            Value::List(vec![Value::Record(vec![("y", Value::Unknown("gone".into())), ("z", Value::Number(1))])]),
            r#"{"x":[{"y":null,"z":1,"unknown":{"y":"gone"}}]}"#,
        ),
    ] {
        assert_eq!(object(&[("x", value)]), expected);
    }
}

#[test]
fn a_character_of_any_kind_may_stand_anywhere_in_a_long_text() {
    for special in ["\n", "\"", "\u{7f}", "ü", "\u{202e}", "🐟"] {
        for place in 0..100 {
            let text = format!("{}{special}{}", "a".repeat(place), "b".repeat(100 - place));
            let read: serde_json::Value =
                serde_json::from_str(&object(&[("x", Value::Text(text.as_bytes().into()))])).unwrap();
            assert_eq!(read["x"].as_str(), Some(text.as_str()));
        }
    }
}

#[test]
fn rows_are_lines_or_an_array() {
    let print = |shape, rows: u64| {
        let mut json = Json::new(shape, Vec::new());
        for row in 0..rows {
            json.row(&[("n", Value::Number(row))]).unwrap();
        }
        String::from_utf8(json.finish().unwrap()).unwrap()
    };
    assert_eq!(print(Shape::Array, 0), "[]\n");
    assert_eq!(print(Shape::Array, 2), "[\n{\"n\":0},\n{\"n\":1}\n]\n");
    assert_eq!(print(Shape::Lines, 0), "");
    assert_eq!(print(Shape::Lines, 2), "{\"n\":0}\n{\"n\":1}\n");
}

proptest! {
    #[test]
    fn text_comes_back_as_it_was(text: String) {
        let read: serde_json::Value = serde_json::from_str(&object(&[("x", Value::Text(text.as_bytes().into()))])).unwrap();
        prop_assert_eq!(read["x"].as_str(), Some(text.as_str()));
        prop_assert_eq!(read.as_object().unwrap().len(), 1);
    }

    #[test]
    fn nothing_commands_a_terminal_and_no_octet_is_lost(bytes: Vec<u8>) {
        let written = object(&[("x", Value::Text((&bytes[..]).into()))]);
        prop_assert_eq!(crate::escape::escape(written.as_bytes()), written.as_bytes());
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(read.get("x_base64").is_none(), std::str::from_utf8(&bytes).is_ok());
    }
}
