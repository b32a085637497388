//! The thread writes while a session goes on, when it ends, and never keeps it waiting.

use super::*;
use std::io::Read;

fn started(out: impl Into<std::os::fd::OwnedFd>) -> Progress {
    let (orders, received) = mpsc::channel();
    let painter = Painter { out: File::from(out.into()), writes_over: false };
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
