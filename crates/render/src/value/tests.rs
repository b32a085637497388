//! Each kind of value, for people and for programs.

use super::plain::{self, Untrusted};
use super::{Value, text};
use crate::time::Clock;
use jiff::tz::TimeZone;
use model::{Bytes, BytesPerSecond, InetEndpoint, Micros};
use std::time::{Duration, UNIX_EPOCH};

fn endpoint(text: &str) -> Value<'static> {
    let parsed: std::net::SocketAddr = text.parse().expect("an endpoint");
    Value::Endpoint(InetEndpoint { address: parsed.ip(), port: parsed.port() })
}

#[test]
fn people_read_units_and_programs_base_units() {
    let now = UNIX_EPOCH + Duration::from_secs(1_795_266_000);
    let clock = Clock::new(TimeZone::UTC, now);
    let process = |name: &'static str, id| {
        Value::Record(vec![
            ("process.name", Value::Text(name.as_bytes().into())),
            ("fd", Value::Absent),
            ("process.pid", Value::Number(id)),
        ])
    };
    for (value, for_people, for_programs) in [
        (Value::Absent, "-", ""),
        (Value::Nobody("not accepted"), "(not accepted)", ""),
        (Value::Unknown("needs root".into()), "?", "?"),
        (Value::Word("LISTEN"), "LISTEN", "LISTEN"),
        (Value::Text(b"a\x1b\nb"[..].into()), "a\\x1b\\nb", "a\x1b\nb"),
        (Value::Number(1234), "1234", "1234"),
        (Value::Hexadecimal(26), "0x1a", "26"),
        (Value::Amount(Bytes(1536)), "1.5 KiB", "1536"),
        (Value::Rate(BytesPerSecond(1_537_500)), "12.3 Mbit/s", "12300000"),
        (Value::Span(Micros(12_400)), "12.4 ms", "12400"),
        (Value::Moment(now), "13:00:00", "2026-11-21T13:00:00Z"),
        (Value::Address([127, 0, 0, 1].into()), "127.0.0.1", "127.0.0.1"),
        (endpoint("127.0.0.1:22"), "127.0.0.1:22", "127.0.0.1:22"),
        (endpoint("[::1]:0"), "[::1]:*", "[::1]:0"),
        (Value::Truth(true), "yes", "true"),
        (Value::List(vec![process("a", 1), process("b", 2)]), "a 1, b 2", "a 1,b 2"),
    ] {
        let (mut shown, mut written) = (Vec::new(), Vec::new());
        text::push(&mut shown, &value, &clock);
        plain::push(&mut written, &value, Untrusted::AsIs);
        assert_eq!(String::from_utf8_lossy(&shown), for_people, "{value:?}");
        assert_eq!(String::from_utf8_lossy(&written), for_programs, "{value:?}");
    }
}

#[test]
fn a_terminal_gets_no_plain_bytes_of_strangers() {
    let mut out = Vec::new();
    plain::push(&mut out, &Value::Text(b"a\x1b[2J"[..].into()), Untrusted::Escaped);
    assert_eq!(out, b"a\\x1b[2J");
}
