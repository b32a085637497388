//! What a person sees of a grid, at several widths.

use super::{Align, Column, Cut, Grid, Screen};
use crate::style::{Colours, Style};
use crate::time::Clock;
use crate::value::Value;
use model::State;
use proptest::prelude::*;

fn columns() -> Vec<Column> {
    vec![
        Column::new("state", "State").essential(),
        Column::new("local", "Local").align(Align::AtPort).essential(),
        Column::new("peer", "Peer").align(Align::AtPort).importance(200),
        Column::new("process", "Process").cut(Cut::End, 8).essential(),
        Column::new("unit", "Unit").cut(Cut::Middle, 8).importance(50),
        Column::new("sent", "Sent").align(Align::Right).importance(40),
        Column::new("container", "Container").importance(30).only_filled(),
    ]
}

const ROWS: [[&str; 6]; 4] = [
    ["LISTEN", "0.0.0.0:22", "", "sshd 812", "ssh.service", ""],
    ["LISTEN", "[::]:8080", "", "java 40121", "a-rather-long-name.service", ""],
    ["ESTAB", "192.168.100.17:22", "10.1.2.3:52114", "sshd 9120", "session-4.scope", "1.5 MiB"],
    ["ESTAB", "[2001:db8::17]:8080", "[2001:db8:1:2::99]:443", "java 40121", "a-rather-long-name.service", "873 B"],
];

fn screen(width: Option<u16>) -> Screen {
    Screen { width, colours: Colours::Never }
}

fn finish(grid: Grid<Vec<u8>>) -> String {
    String::from_utf8(grid.finish().unwrap()).unwrap()
}

fn print(width: Option<u16>) -> String {
    let mut grid = Grid::new(columns(), screen(width), Vec::new()).with_remedy("--columns");
    for row in ROWS {
        for cell in row {
            grid.cell(Style::Plain, cell.as_bytes());
        }
        grid.end_row().unwrap();
    }
    finish(grid)
}

#[track_caller]
fn shows(width: Option<u16>, expected: &str) {
    assert_eq!(print(width), expected);
}

#[test]
fn a_pipe_gets_every_column_in_full() {
    let expected = "\
State   Local                Peer                      Process     Unit                           Sent  Container
LISTEN         0.0.0.0:22                              sshd 812    ssh.service
LISTEN            [::]:8080                            java 40121  a-rather-long-name.service
ESTAB   192.168.100.17:22              10.1.2.3:52114  sshd 9120   session-4.scope             1.5 MiB
ESTAB   [2001:db8::17]:8080  [2001:db8:1:2::99]:443    java 40121  a-rather-long-name.service    873 B
";
    shows(None, expected);
    // A terminal that does not know its size.
    shows(Some(0), expected);
}

#[test]
fn what_may_be_cut_is_narrowed_first() {
    let expected = "\
State   Local                Peer                      Process     Unit                         Sent
LISTEN         0.0.0.0:22                              sshd 812    ssh.service
LISTEN            [::]:8080                            java 40121  a-rather-lo…name.service
ESTAB   192.168.100.17:22              10.1.2.3:52114  sshd 9120   session-4.scope           1.5 MiB
ESTAB   [2001:db8::17]:8080  [2001:db8:1:2::99]:443    java 40121  a-rather-lo…name.service    873 B
";
    shows(Some(100), expected);
}

#[test]
fn then_the_least_important_columns_are_left_out() {
    let expected = "\
State   Local                Process
LISTEN         0.0.0.0:22    sshd 812
LISTEN            [::]:8080  java 40121
ESTAB   192.168.100.17:22    sshd 9120
ESTAB   [2001:db8::17]:8080  java 40121
… 3 columns left out: peer, unit, sent
(wider terminal, or --columns)
";
    shows(Some(40), expected);
}

#[test]
fn then_rows_are_folded() {
    let expected = "\
State   Local
    Process     Unit           Sent
LISTEN         0.0.0.0:22
    sshd 812    ssh.…rvice
LISTEN            [::]:8080
    java 40121  a-ra…rvice
ESTAB   192.168.100.17:22
    sshd 9120   sess…scope  1.5 MiB
ESTAB   [2001:db8::17]:8080
    java 40121  a-ra…rvice    873 B
… 1 column left out: peer (wider
terminal, or --columns)
";
    shows(Some(35), expected);
}

#[test]
fn at_last_each_line_takes_what_it_can() {
    let expected = "\
State
 Local
 Process
LISTEN
 0.0.0.0:22
 sshd 812
LISTEN
  [::]:8080
 java 40121
ESTAB
 192….17:22
 sshd 9120
ESTAB
 [2…7]:8080
 java 40121
… 3 columns
left out:
peer, unit,
sent (wider
terminal,
or
--columns)
";
    shows(Some(11), expected);
}

#[test]
fn where_nothing_is_essential_the_most_important_column_stays() {
    let columns = vec![Column::new("a", "A").importance(2), Column::new("b", "B").importance(3)];
    let mut grid = Grid::new(columns, screen(Some(4)), Vec::new()).without_headings();
    grid.cell(Style::Plain, b"aaaaaa");
    grid.cell(Style::Plain, b"bbbbbb");
    assert_eq!(finish(grid), "bbb…\n… 1\ncol…\nleft\nout:\na\n(wi…\nter…\n");
}

#[test]
fn lines_between_rows_belong_to_no_column() {
    let mut grid = Grid::new(columns(), screen(Some(20)), Vec::new());
    grid.line(Style::Title, b"Listening").unwrap();
    grid.cell(Style::Plain, b"LISTEN");
    grid.line(Style::Plain, b"").unwrap();
    grid.line(Style::Title, b"a name of 22 letters \x1b").unwrap();
    grid.cell(Style::Plain, b"ESTAB");
    assert_eq!(
        finish(grid),
        "Listening\nState   Local  Peer\n  Process  Unit\nLISTEN\n\na name of 22 letter…\nESTAB\n"
    );
    // Without a row, no headings.
    let mut grid = Grid::new(columns(), screen(None), Vec::new());
    grid.line(Style::Plain, b"Nothing listens.").unwrap();
    assert_eq!(finish(grid), "Nothing listens.\n");
}

#[test]
fn styles_stand_around_texts_and_not_around_blanks() {
    let colours = Screen { width: Some(80), colours: Colours::Always };
    let mut grid = Grid::new(vec![Column::new("a", "A"), Column::new("b", "B")], colours, Vec::new());
    for state in [State::Listen, State::TimeWait] {
        grid.cell(Style::of_state(state), format!("{state:?}").as_bytes());
        grid.value(Style::Name, &Value::Absent, &Clock::local());
        grid.end_row().unwrap();
    }
    let expected = "\x1b[2mA\x1b[0m         \x1b[2mB\x1b[0m\n\
        \x1b[36mListen\x1b[0m    \x1b[2m-\x1b[0m\n\x1b[2mTimeWait\x1b[0m  \x1b[2m-\x1b[0m\n";
    assert_eq!(finish(grid), expected);
}

#[test]
fn a_column_that_says_nothing_is_spared_the_screen() {
    let columns = || vec![Column::new("a", "A"), Column::new("b", "B").only_filled(), Column::new("c", "C")];
    let print = |width, value: Value<'_>| {
        let mut grid = Grid::new(columns(), screen(width), Vec::new());
        grid.cell(Style::Plain, b"1");
        grid.value(Style::Plain, &value, &Clock::local());
        grid.cell(Style::Plain, b"3");
        finish(grid)
    };
    assert_eq!(print(Some(80), Value::Absent), "A  C\n1  3\n");
    assert_eq!(print(Some(80), Value::Unknown("needs root".into())), "A  B  C\n1  ?  3\n");
    assert_eq!(print(None, Value::Absent), "A  B  C\n1  -  3\n");
}

#[test]
fn ports_of_rows_that_come_over_time_stand_below_each_other() {
    let columns = vec![
        Column::new("local", "Local").align(Align::AtPort).cut(Cut::Middle, 21).reserved(21),
        Column::new("process", "Process").cut(Cut::End, 4),
    ];
    let mut grid = Grid::new(columns, screen(Some(32)), Vec::new());
    for (local, process) in [
        ("10.0.0.1:22", "sshd"),
        ("192.168.100.170:44321", "a"),
        ("[2001:db8::1]:51234", "nginx-worker"),
        ("[2001:db8:1:2:3:4:5:6]:80", "b"),
    ] {
        grid.cell(Style::Plain, local.as_bytes());
        grid.cell(Style::Plain, process.as_bytes());
        grid.end_row().unwrap();
        grid.print_so_far().unwrap();
    }
    // No column becomes narrower for another that came to need more.
    let expected = "\
Local                  Process
       10.0.0.1:22     sshd
192.168.100.170:44321  a
  [2001:db8::1]:51234  nginx-wo…
[2001:db8…3:4:5:6]:80  b
";
    assert_eq!(finish(grid), expected);
}

#[test]
fn one_endless_cell_does_not_pad_the_rows_of_a_pipe() {
    let mut grid =
        Grid::new(vec![Column::new("a", ""), Column::new("b", "")], screen(None), Vec::new()).without_headings();
    let endless = "x".repeat(100_000);
    for text in [&endless, "y"] {
        grid.cell(Style::Plain, text.as_bytes());
        grid.cell(Style::Plain, b"end");
        grid.end_row().unwrap();
    }
    assert_eq!(finish(grid), format!("{endless}  end\ny  end\n"));
}

#[test]
fn batches_on_a_pipe_lose_nothing() {
    let mut grid = Grid::new(vec![Column::new("n", "N").align(Align::Right)], screen(None), Vec::new());
    let rows = 300_000;
    for row in 0..rows {
        grid.cell_with(Style::Plain, |text| text.extend_from_slice(row.to_string().as_bytes()));
        grid.end_row().unwrap();
    }
    let text = finish(grid);
    let read: Vec<u32> = text.lines().skip(1).map(|line| line.trim_start().parse().unwrap()).collect();
    assert!(read.into_iter().eq(0..rows));
}

/// What stands in cells: what people write, and what nobody should.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[a-z0-9.:/-]{0,24}".prop_map(String::into_bytes),
        "\\[[0-9a-f:]{2,39}\\]:[0-9]{1,5}".prop_map(String::into_bytes),
        "\\PC{0,20}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..60),
    ]
}

fn any_column() -> impl Strategy<Value = Column> {
    let align = prop_oneof![Just(Align::Left), Just(Align::Right), Just(Align::AtPort)];
    let cut = prop_oneof![Just(Cut::Never), Just(Cut::End), Just(Cut::Middle)];
    (align, cut, 0_u16..30, 0_u16..60, prop_oneof![Just(Column::ESSENTIAL), 0_u8..4], 0_u16..30, any::<bool>())
        .prop_map(|(align, cut, least, most, importance, reserved, only_filled)| {
            let column = Column::new("name", "Title").align(align).cut(cut, least).most(most);
            let column = column.importance(importance).reserved(reserved);
            if only_filled { column.only_filled() } else { column }
        })
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_screen(
        columns in prop::collection::vec(any_column(), 0..8),
        rows in prop::collection::vec(prop::collection::vec(texts(), 0..9), 0..12),
        width in prop_oneof![1_u16..12, 1_u16..200],
        headings: bool,
        every in 1_usize..12,
    ) {
        let grid = Grid::new(columns, screen(Some(width)), Vec::new());
        let mut grid = if headings { grid } else { grid.without_headings() };
        for (place, row) in rows.iter().enumerate() {
            for text in row {
                grid.cell(Style::Plain, text);
            }
            grid.end_row().unwrap();
            if place % every == 0 {
                grid.line(Style::Title, row.first().map_or(b"", Vec::as_slice)).unwrap();
                grid.print_so_far().unwrap();
            }
        }
        for line in finish(grid).lines() {
            prop_assert!(super::cut::width(line) <= usize::from(width), "{width}: {line:?}");
        }
    }

    #[test]
    fn a_cell_is_there_or_its_cut_is_marked(
        columns in prop::collection::vec(any_column(), 1..6),
        row in prop::collection::vec("[a-z]{1,30}", 1..6),
        width in prop_oneof![Just(0_u16), 1_u16..200],
    ) {
        let count = columns.len().min(row.len());
        let mut grid = Grid::new(columns, screen(Some(width)), Vec::new()).without_headings();
        row.iter().for_each(|text| grid.cell(Style::Plain, text.as_bytes()));
        grid.end_row().unwrap();
        let text = finish(grid);
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let shown = |cell: &String| pieces.iter().any(|piece| match piece.split_once('…') {
            None => piece == cell,
            Some((front, back)) => cell.starts_with(front) && cell.ends_with(back),
        });
        let missing = row[..count].iter().filter(|cell| !shown(cell)).count();
        // Pieces that are cut to the mark alone stand for any cell; then there is nothing to tell.
        prop_assert!(missing == 0 || text.contains("left out") || text.contains("…"), "{text}");
        prop_assert!(width > 0 || missing == 0);
    }
}
