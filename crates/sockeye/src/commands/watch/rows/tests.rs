//! The table on screens of several widths, column for column.

use super::*;
use crate::commands::watch::samples;
use model::Why;
use render::style::Colours;
use unicode_width::UnicodeWidthStr;

/// A connection, its end, and one that failed, with the time of day left out, which depends on the time zone.
fn shown(width: Option<u16>) -> Vec<String> {
    let mut around = Around::new(&[]).expect("no filter is a filter");
    let mut rows = Rows::new(false, Screen { width, colours: Colours::Never }, Vec::new());
    let other = samples::event(80, 40_000, 9).process;
    let failed = Event {
        kind: EventKind::State { old: Some(model::State::SynSent), new: model::State::Close },
        ..samples::end(40_001, 81, 7, Why::Refused)
    };
    for (event, other) in
        [(samples::event(40_000, 80, 7), other), (samples::end(40_000, 80, 7, Why::Closed), other), (failed, None)]
    {
        rows.row(&event, other.as_ref(), &mut around).expect("memory takes it");
    }
    let out = String::from_utf8(rows.finish().expect("memory takes it")).expect("it is text");
    out.lines().map(str::to_owned).collect()
}

fn without_time(line: &str) -> &str {
    line.get(26..).unwrap_or("").trim_start()
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for width in [20, 40, 80, 120, 200] {
        for line in shown(Some(width)) {
            assert!(line.width() <= usize::from(width), "{width}: {line}");
        }
    }
}

#[test]
fn narrow_screens_keep_what_says_most() {
    let lines = shown(Some(80)).join("\n");
    for word in [" → ESTABLISHED  127.0.0.1:40000  127.0.0.1:80", " → TIME-WAIT ", " refused ", "curl 7"] {
        assert!(lines.contains(word), "{word}: {lines}");
    }
    assert!(lines.contains("columns left out: peer-process, lived"), "{lines}");
    let lines = shown(Some(40)).join("\n");
    assert!(lines.contains(" → ESTABLISHED  127.0.0.1:40000\n"), "{lines}");
}

#[test]
fn a_pipe_has_every_column() {
    let lines = shown(None);
    assert!(lines[0].starts_with("TIME"), "{lines:?}");
    let cells = |line: &str| without_time(line).split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    assert!(cells(&lines[1]).ends_with("→ ESTABLISHED 127.0.0.1:40000 127.0.0.1:80 curl 7 curl 9 -"), "{}", lines[1]);
    assert!(lines[2].ends_with("1.5 ms       873 B    12.1 KiB     25 µs      2  closed"), "{}", lines[2]);
    assert!(lines[3].ends_with("refused"), "{}", lines[3]);
}
