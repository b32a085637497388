//! The thread writes while a session goes on, when it ends, and never keeps it waiting.

use super::*;
use std::io::Read;

fn started(out: impl Into<std::os::fd::OwnedFd>) -> Progress {
    let (orders, received) = mpsc::channel();
    let painter = Painter::new(File::from(out.into()), Others::None);
    std::thread::spawn(move || follow(&received, painter));
    Progress { orders }
}

#[test]
fn each_session_has_a_last_line() {
    let (mut read, write) = io::pipe().expect("a pipe");
    let progress = started(write);
    for octets in [3, 0] {
        let totals = Arc::new(Totals::default());
        let shown = progress.show(Arc::clone(&totals), None);
        totals.add(Direction::Received, octets);
        drop(shown);
    }
    drop(progress);
    let mut text = String::new();
    read.read_to_string(&mut text).expect("text");
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("received 3 B at ") && lines[0].contains(" in "), "{lines:?}");
    assert!(lines[1].starts_with("nothing passed in ") && lines.len() == 2, "{lines:?}");
}

#[test]
fn standard_error_that_takes_nothing_keeps_nobody_waiting_for_ever() {
    let (read, mut write) = io::pipe().expect("a pipe");
    write.write_all(&vec![0; 1 << 16]).expect("an empty pipe takes so much");
    let progress = started(write);
    let began = Instant::now();
    drop(progress.show(Arc::new(Totals::default()), None));
    assert!(began.elapsed() >= PATIENCE);
    drop(read);
}

#[test]
fn nobody_who_reads_is_no_trouble() {
    let (read, write) = io::pipe().expect("a pipe");
    drop(read);
    let progress = started(write);
    for _ in 0..2 {
        drop(progress.show(Arc::new(Totals::default()), None));
    }
}

/// A painter of a line that is written over, and what it has written.
fn painted(others: Others, paint: impl FnOnce(&mut Painter)) -> String {
    let (mut read, write) = io::pipe().expect("a pipe");
    let mut painter = Painter { out: File::from(std::os::fd::OwnedFd::from(write)), others, writes_over: true };
    paint(&mut painter);
    drop(painter);
    let mut text = String::new();
    read.read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_line_is_written_over_until_something_else_is_written() {
    let with_others = |others| {
        painted(others, |painter| {
            for received in [0, 1] {
                painter.look(received);
                painter.show(|columns| "a".repeat(columns.min(60)));
            }
            painter.last("b");
        })
    };
    let narrow = "a".repeat(NARROW - 1);
    assert_eq!(with_others(Others::None), format!("\r{narrow}\x1b[K\r{narrow}\x1b[K\rb\x1b[K\n"));
    assert_eq!(with_others(Others::Received), format!("\r{narrow}\x1b[K{}\nb\n", "a".repeat(60)));
}
