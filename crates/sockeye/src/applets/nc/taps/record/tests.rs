//! A record is what its schema says, and has every octet.

use super::*;
use crate::applets::nc::taps::tests::{Folder, internet};
use crate::commands::columns::schema::{View, assert_valid};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use relay::address::{Address, UnixName};
use relay::pump::{Cause, Troubles};
use relay::rules::{Kind, Role};
use serde_json::Value;
use std::fs;

const SENT: Direction = Direction::Sent;
const RECEIVED: Direction = Direction::Received;

fn ended(cause: Cause) -> Result<Ending, Failed> {
    Ok(Ending { cause, quits_after: None, troubles: Troubles::default() })
}

/// The record of a connection over which these have passed.
fn recorded(ends: &Ends, passed: &[(Direction, Vec<u8>)], outcome: &Result<Ending, Failed>) -> Vec<u8> {
    let folder = Folder::new("record");
    let path = folder.join("record");
    let sink = Rc::new(Sink::only_new("--record", &path).unwrap());
    let recorder = Recorder::begin(sink, 3, ends).unwrap();
    let (mut tap, totals) = (recorder.of_octets(), Totals::default());
    for (direction, octets) in passed {
        tap.passed(*direction, octets).unwrap();
        totals.add(*direction, octets.len() as u64);
    }
    recorder.end(&totals, outcome).unwrap();
    fs::read(&path).unwrap()
}

fn lines(record: &[u8]) -> Vec<Value> {
    let lines = record.split_inclusive(|&octet| octet == b'\n');
    lines.map(|line| serde_json::from_slice(line).expect("each line is JSON")).collect()
}

/// What went this way, read back as docs/nc.md tells programs to.
fn reassembled(lines: &[Value], direction: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    for line in lines.iter().filter(|line| line["direction"] == direction) {
        assert_eq!(line["offset"], octets.len());
        match (&line["text"], &line["base64"]) {
            (Value::String(text), Value::Null) => octets.extend_from_slice(text.as_bytes()),
            (Value::Null, Value::String(text)) => octets.extend(STANDARD.decode(text).expect("it is base64")),
            other => panic!("neither text nor base64: {other:?}"),
        }
    }
    octets
}

#[test]
fn a_conversation_is_told_in_order() {
    let passed = [(SENT, b"hello\n".to_vec()), (RECEIVED, b"\xff\0".to_vec()), (SENT, Vec::new())];
    let record = recorded(&internet("127.0.0.1:40000", "[::1]:80"), &passed, &ended(Cause::PeerEnded));
    let lines = lines(&record);
    assert_eq!(assert_valid(View::Session, &record), 5);
    let values = |name: &str| -> Vec<Value> {
        lines.iter().map(|line| line[name].clone()).filter(|value| !value.is_null()).collect()
    };
    assert_eq!(values("event"), ["connected", "data", "data", "data", "ended"]);
    assert_eq!(values("connection"), [3; 5]);
    assert_eq!(values("direction"), ["sent", "received", "sent"]);
    assert_eq!(values("bytes"), [6, 2, 0]);
    assert_eq!(values("text"), ["hello\n", ""]);
    assert_eq!(values("base64"), ["/wA="]);
    let (first, last) = (&lines[0], &lines[4]);
    assert_eq!((&first["role"], &first["network.transport"]), (&"client".into(), &"tcp".into()));
    assert_eq!((&first["source.address"], &first["source.port"]), (&"127.0.0.1".into(), &40000.into()));
    assert_eq!((&first["destination.address"], &first["destination.port"]), (&"::1".into(), &80.into()));
    assert_eq!((&last["sent_bytes"], &last["received_bytes"]), (&6.into(), &2.into()));
    assert_eq!((&last["reason"], &last["error"]), (&"peer_ended".into(), &Value::Null));
}

#[test]
fn every_kind_of_connection_and_of_end_is_in_the_schema() {
    let path = Address::Unix(UnixName::Path("/tmp/a\u{202e}".into()));
    let hidden = Address::Unix(UnixName::Abstract(b"a\xff".to_vec()));
    let mapped = internet("[::ffff:10.0.0.1]:1", "[::ffff:10.0.0.2]:2");
    let of_unix = Ends { role: Role::Listener, kind: Kind::Stream, local: Some(path), peer: None };
    let of_datagrams = Ends { kind: Kind::Datagram, local: Some(hidden), ..of_unix.clone() };
    let anybody = Ends { kind: Kind::Datagram, role: Role::Listener, peer: None, ..mapped.clone() };
    for ends in [of_unix, of_datagrams, anybody, mapped] {
        let troubles = Troubles { receiving: Some(io::ErrorKind::ConnectionReset.into()), ..Troubles::default() };
        let reset = Ok(Ending { cause: Cause::BothEnded, quits_after: None, troubles });
        for outcome in [ended(Cause::Idle), reset, Err(Failed::Tap(io::Error::other("full")))] {
            assert_eq!(assert_valid(View::Session, &recorded(&ends, &[], &outcome)), 2);
        }
    }
}

#[test]
fn what_went_wrong_is_told() {
    let ends = internet("127.0.0.1:1", "127.0.0.1:2");
    let troubles = Troubles { receiving: Some(io::ErrorKind::ConnectionReset.into()), ..Troubles::default() };
    let reset = Ok(Ending { cause: Cause::BothEnded, quits_after: None, troubles });
    assert_eq!(lines(&recorded(&ends, &[], &reset))[1]["error"], "receiving: connection reset");
    let failed = Err(Failed::Tap(io::Error::other("full")));
    assert_eq!(lines(&recorded(&ends, &[], &failed))[1]["reason"], "failed");
}

#[test]
fn a_reader_of_the_record_on_a_terminal_is_safe() {
    let hostile = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}".as_bytes().to_vec();
    let record = recorded(&internet("127.0.0.1:1", "127.0.0.1:2"), &[(RECEIVED, hostile.clone())], &ended(Cause::Idle));
    assert!(record.iter().all(|octet| matches!(octet, b' '..=b'~' | b'\n')));
    assert_eq!(reassembled(&lines(&record), "received"), hostile);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_octet_comes_back(passed in prop::collection::vec((any::<bool>(), prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
    ]), 0..6)) {
        let passed: Vec<_> = passed.into_iter().map(|(sent, octets)| (if sent { SENT } else { RECEIVED }, octets)).collect();
        let record = recorded(&internet("127.0.0.1:1", "127.0.0.1:2"), &passed, &ended(Cause::Idle));
        assert_valid(View::Session, &record);
        for (direction, name) in [(SENT, "sent"), (RECEIVED, "received")] {
            let went: Vec<u8> =
                passed.iter().filter(|(way, _)| *way == direction).flat_map(|(_, octets)| octets.clone()).collect();
            prop_assert_eq!(reassembled(&lines(&record), name), went);
        }
    }
}
