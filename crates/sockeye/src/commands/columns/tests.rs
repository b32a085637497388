//! What the columns say of made-up sockets, and what holds of all of them.

use super::made_up::{HOSTILE, MadeUp, docs, sockets};
use super::schema::View;
use super::{Manner, Row, all, by_name, fields_of};
use render::time::Clock;
use render::value::{Value, text};
use std::collections::HashSet;

/// What the column shows of the made-up socket at this place.
fn said(made_up: &MadeUp, place: usize, column: &str) -> String {
    let column = by_name(column).expect("a column");
    let socket = &sockets()[place];
    let subject = crate::commands::gather::Subject { socket, place: &made_up.place, host: &made_up.host };
    let manner = Manner::new(false);
    let mut out = Vec::new();
    let row = Row::new(&subject, &manner);
    text::push(&mut out, &(column.value)(&row), &Clock::new(jiff::tz::TimeZone::UTC, MadeUp::now()));
    String::from_utf8(out).expect("what is shown is UTF-8")
}

#[test]
fn names_are_all_different_and_every_column_is_explained() {
    let mut names = HashSet::new();
    for column in all() {
        for name in [column.name].iter().chain(column.aliases) {
            assert!(names.insert(*name), "{name} is the name of two columns");
            assert!(name.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'-'), "{name}");
        }
        assert!(
            column.about.ends_with('.') && column.about.is_ascii() || column.about.contains('…'),
            "{}",
            column.name
        );
        assert!(!column.fields().is_empty(), "{}", column.name);
        assert_eq!(column.shape.name, column.name);
    }
    let columns: Vec<_> = all().collect();
    let kinds: HashSet<_> = fields_of(&columns).iter().map(|field| field.name).collect();
    assert_eq!(kinds.len(), fields_of(&columns).len());
}

#[test]
fn ends_are_written_as_their_family_has_them() {
    let made_up = MadeUp::new("ends");
    for (place, local, peer) in [
        (0, "0.0.0.0:443", "-"),
        (1, "[::]:443", "-"),
        (2, "192.0.2.10:443", "203.0.113.9:50222"),
        (4, "172.17.0.2:5432", "172.17.0.1:40112"),
        (9, "127.0.0.53%4000000:53", "-"),
        (11, "0.0.0.0:icmp", "-"),
        (13, "socket:[105]", "socket:[106]"),
        (14, "@evil\\x1b[0m@end", "-"),
        (15, "ip:*", "-"),
        (17, "3:1024", "2:22"),
    ] {
        assert_eq!(said(&made_up, place, "local"), local, "{place}");
        assert_eq!(said(&made_up, place, "peer"), peer, "{place}");
    }
    assert!(said(&made_up, 16, "local").ends_with(":950"));
    assert!(said(&made_up, 12, "local").starts_with("/run/\\x1b[31m\\nxxx"));
}

#[test]
fn holders_are_told_and_why_there_is_none() {
    let made_up = MadeUp::new("holders");
    for (place, column, expected) in [
        (0, "process", "nginx"),
        (0, "pid", "810, 811"),
        (0, "user", "root, www-data"),
        (0, "unit", "nginx.service"),
        (0, "processes", "2"),
        (0, "parents", "systemd"),
        (0, "age", "1 d 1 h"),
        (3, "container", "shop-db"),
        (3, "image", "docker.io/library/postgres:17"),
        (3, "command", "postgres -D /data"),
        (5, "process", "\\x1b[2J\\n\\u{202e}evil"),
        (5, "exe", "/usr/bin/curl"),
        (5, "exe-deleted", "yes"),
        (6, "process", "(closed)"),
        (6, "why", "closed by its process, kept for late segments"),
        (7, "why", "closed by its process, the kernel ends the connection"),
        (8, "process", "(no process)"),
        (2, "state", "ESTABLISHED"),
        (9, "state", "UNCONNECTED"),
        (0, "exposure", "the world"),
        (3, "exposure", "one interface"),
        (2, "rtt", "12.4 ms"),
        (2, "retrans", "3"),
        (2, "community-id", "1:iV3kTwxf3mnzzav7MFVKWzk/2uI="),
        (6, "rtt", "-"),
        (0, "backlog", "129"),
        (0, "recv-q", "-"),
        (2, "send-q", "2.8 KiB"),
        (0, "service", "https"),
        (2, "boot-id", "11111111-2222-3333-4444-555555555555"),
    ] {
        assert_eq!(said(&made_up, place, column), expected, "{column} of {place}");
    }
}

#[test]
fn no_value_of_any_column_breaks_a_terminal() {
    let made_up = MadeUp::new("hostile");
    assert_eq!(HOSTILE.first(), Some(&0x1b));
    for place in 0..sockets().len() {
        for column in all() {
            let seen = said(&made_up, place, column.name);
            assert!(!seen.chars().any(|c| c.is_control() || c == '\u{202e}'), "{} of {place}: {seen:?}", column.name);
        }
    }
}

#[test]
fn what_time_alone_changes_is_known() {
    for name in ["age", "last-sent", "last-received", "timer-expires"] {
        assert!(by_name(name).expect("a column").is_clock, "{name}");
    }
}

#[test]
fn unknown_facts_of_a_holder_are_told_once() {
    let made_up = MadeUp::new("once");
    let columns: Vec<_> = all().collect();
    let manner = Manner::new(false);
    let mut unknown = Vec::new();
    made_up.each(|subject| {
        let row = Row::new(subject, &manner);
        let fields = fields_of(&columns);
        let names = fields.iter().filter(|field| matches!(field.told(&row), Value::Unknown(_)));
        unknown.push(names.map(|field| field.name).filter(|name| name.contains("process")).collect::<Vec<_>>());
    });
    assert_eq!(unknown[8], ["process.pid"]);
    assert_eq!(unknown[6], Vec::<&str>::new());
}

/// To write them anew: `sockeye list --schema > docs/schema/list-1.schema.json`, and so for the others.
#[test]
fn the_committed_schemas_are_those_of_the_program() {
    for view in View::ALL {
        let name = view.name().trim_start_matches("sockeye.").replace('/', "-");
        let path = docs().join(format!("schema/{name}.schema.json"));
        let committed = std::fs::read_to_string(&path).expect("the schema is committed");
        assert!(committed == view.schema(), "{} differs from what the program says", path.display());
    }
}
