//! What a person sees of a grid, at several widths.

use super::{Align, Column, Cut, Grid, Screen};
use crate::style::{Colours, Style};

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

fn print(width: Option<u16>) -> String {
    let mut grid = Grid::new(columns(), screen(width), Vec::new()).with_remedy("--columns");
    for row in ROWS {
        for cell in row {
            grid.cell(Style::Plain, cell.as_bytes());
        }
        grid.end_row().unwrap();
    }
    String::from_utf8(grid.finish().unwrap()).unwrap()
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
    Process
LISTEN         0.0.0.0:22
    sshd 812
LISTEN            [::]:8080
    java 40121
ESTAB   192.168.100.17:22
    sshd 9120
ESTAB   [2001:db8::17]:8080
    java 40121
… 3 columns left out: peer, unit,
sent (wider terminal, or --columns)
";
    shows(Some(35), expected);
}
