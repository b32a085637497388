//! Made-up sockets, counted.

use super::counting::{Counting, Counts};
use super::options::Args;
use super::*;
use crate::commands::columns::made_up::{MadeUp, sockets};
use crate::commands::gather::SubjectSink;

/// What is counted by this command line, as labels of its format and counts.
fn counted(test: &str, line: &str) -> (Vec<(String, u64)>, Counts) {
    let made_up = MadeUp::new(test);
    let words = line.split(' ').chain(["--no-config"]).filter(|word| !word.is_empty()).map(OsString::from);
    let args = Args::read(words.collect()).expect("a command line");
    let screen = Screen { width: None, colours: render::style::Colours::Never };
    let clock = Clock::new(jiff::tz::TimeZone::UTC, MadeUp::now());
    let writer = Writer { args: &args, fields: fields_of(&args.by), screen, clock };
    let (manner, label) = (Manner::new(false), |row: &Row<'_>| writer.label(row));
    let mut counting = Counting::new(&args.by, &manner, &label);
    made_up.show(&mut counting);
    // A table that is read again is counted once.
    made_up.show(&mut counting);
    assert!(counting.forget_table());
    let counts = counting.finish();
    let text = |label: &[u8]| {
        let cells = packed::cells(label).map(|(_, said, text)| match said {
            Said::Text => String::from_utf8_lossy(text).into_owned(),
            Said::Absent => "-".to_owned(),
            Said::Unknown => "?".to_owned(),
        });
        cells.collect::<Vec<_>>().join(" ")
    };
    let rows = writer.sorted(&counts).into_iter().map(|row| (text(row.label), row.count)).collect();
    (rows, counts)
}

#[test]
fn the_highest_counts_come_first_and_then_by_key() {
    let (rows, counts) = counted("states", "");
    assert_eq!(counts.total(), sockets().len() as u64);
    let expected =
        [("ESTABLISHED", 6), ("UNCONNECTED", 5), ("LISTEN", 4), ("CLOSE-WAIT", 1), ("FIN-WAIT-1", 1), ("TIME-WAIT", 1)];
    assert_eq!(rows, expected.map(|(state, count)| (state.to_owned(), count)));
    let (by_key, _) = counted("keys", "--sort key --top 2");
    assert_eq!(by_key, [("CLOSE-WAIT", 1), ("ESTABLISHED", 6)].map(|(state, count)| (state.to_owned(), count)));
}

#[test]
fn peers_are_hosts_and_mapped_addresses_are_folded() {
    let (rows, counts) = counted("peers", "--by peer");
    let of = |peer: &str| rows.iter().find(|(known, _)| known == peer).map(|(_, count)| *count);
    assert_eq!((of("203.0.113.9"), of("172.17.0.1"), of("-")), (Some(2), Some(1), Some(9)));
    // What has no peer has none that differs from others.
    assert_eq!((counts.distinct(), counts.kinds()), (rows.len() - 1, rows.len()));
}

#[test]
fn what_is_not_known_is_a_kind_of_its_own() {
    let (rows, _) = counted("processes", "--by process,state");
    assert!(rows.iter().any(|(key, count)| key == "(no process) ESTABLISHED" && *count == 1), "{rows:?}");
    assert!(rows.iter().any(|(key, _)| key == "(closed) TIME-WAIT"), "{rows:?}");
}
