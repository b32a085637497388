//! What `sockeye nc` keeps and tells of a session (--record, --hex-dump, --progress) against what went over the connection, which
//! the other end, here in the test, knows.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// Built once for all tests.
static OURS: LazyLock<PathBuf> = LazyLock::new(binary::sockeye);

/// A session of ours with the test.
struct Session {
    ours: Child,
    peer: TcpStream,
}

impl Session {
    fn start(arguments: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("it has one").port().to_string();
        let ours = Command::new(&*OURS)
            .arg("nc")
            .args(arguments)
            .args(["127.0.0.1", &port])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("sockeye starts");
        let (peer, _) = listener.accept().expect("it connects");
        peer.set_read_timeout(Some(PATIENCE)).expect("a socket takes it");
        Self { ours, peer }
    }

    /// What the process that has ended says. The connection has to be over, or it waits for ever.
    fn end(self) -> Output {
        drop(self.peer);
        self.ours.wait_with_output().expect("it ends")
    }
}

/// A directory of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nc-taps").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a directory can be made");
    folder
}

/// Octets that look like anything, the same each time.
fn noise(mut seed: u64, length: usize) -> Vec<u8> {
    let next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

fn lines(record: &Path) -> Vec<Value> {
    let text = fs::read_to_string(record).expect("a record is text");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect()
}

/// What went this way by the record.
fn reassembled(lines: &[Value], direction: &str) -> Vec<u8> {
    let of_direction = lines.iter().filter(|line| line["direction"] == direction);
    of_direction
        .flat_map(|line| match (line["text"].as_str(), line["base64"].as_str()) {
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, Some(text)) => decoded(text),
            other => panic!("neither text nor base64: {other:?}"),
        })
        .collect()
}

/// Octets out of base64 (RFC 4648 section 4).
fn decoded(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.trim_end_matches('=').bytes();
    let values: Vec<u32> =
        digits.map(|digit| DIGITS.iter().position(|known| *known == digit).expect("a digit") as u32).collect();
    let octets = values.chunks(4).flat_map(|group| {
        let number = (0..4).fold(0, |number, place| (number << 6) | group.get(place).copied().unwrap_or(0));
        number.to_be_bytes()[1..group.len()].to_vec()
    });
    octets.collect()
}

#[test]
fn a_record_has_all_that_went_over() {
    let folder = folder("all");
    let (record, dump) = (folder.join("record"), folder.join("dump"));
    let mut session =
        Session::start(&["-N", "--record", &record.to_string_lossy(), "--hex-dump", &dump.to_string_lossy()]);
    let (sent, received) = (noise(7, 300_001), "größe 魚 \u{1b}[31m\r\n".repeat(20_000).into_bytes());
    let mut input = session.ours.stdin.take().expect("a pipe");
    let to_ours = session.peer.try_clone().expect("a second handle");
    let (got, printed) = thread::scope(|scope| {
        scope.spawn(|| input.write_all(&sent).map(|()| drop(input)).expect("ours reads"));
        scope.spawn(|| {
            (&to_ours).write_all(&received).expect("ours receives");
            to_ours.shutdown(Shutdown::Write).expect("it is connected");
        });
        let got = scope.spawn(|| {
            let mut got = Vec::new();
            session.peer.read_to_end(&mut got).expect("ours sends, and ends");
            got
        });
        let mut printed = Vec::new();
        session.ours.stdout.take().expect("a pipe").read_to_end(&mut printed).expect("ours prints");
        (got.join().expect("it was received"), printed)
    });
    drop(to_ours);
    let output = session.end();
    assert!(output.status.success(), "{output:?}");
    assert!(got == sent && printed == received, "the session itself went wrong");

    let lines = lines(&record);
    assert!(reassembled(&lines, "sent") == sent, "what was sent is not what was recorded");
    assert!(reassembled(&lines, "received") == received, "what was received is not what was recorded");
    assert!(lines.iter().all(|line| line["bytes"] != 0), "the end of a stream is nothing that passes");
    let (first, last) = (&lines[0], lines.last().expect("it has lines"));
    assert_eq!((&first["event"], &last["event"]), (&"connected".into(), &"ended".into()));
    assert_eq!((&last["sent_bytes"], &last["received_bytes"]), (&sent.len().into(), &received.len().into()));

    let dump = fs::read(&dump).expect("there is a dump");
    assert!(dump.iter().all(|octet| matches!(octet, b'\t' | b'\n' | b' '..=b'~')), "the dump could command a terminal");
    let dumped = dump.split(|octet| *octet == b'\n').filter(|line| line.starts_with(b"\t")).map(|line| {
        let digits = line.iter().skip_while(|octet| **octet != b':').skip(1).take(42);
        digits.filter(|octet| **octet != b' ').count() / 2
    });
    assert_eq!(dumped.sum::<usize>(), sent.len() + received.len());
}

#[test]
fn a_killed_session_leaves_what_passed_before() {
    let record = folder("killed").join("record");
    let mut session = Session::start(&["--record", &record.to_string_lossy()]);
    session.peer.write_all(b"before\n").expect("ours receives");
    let mut printed = [0; 7];
    session.ours.stdout.as_mut().expect("a pipe").read_exact(&mut printed).expect("ours prints");
    session.ours.kill().expect("it runs");
    let output = session.end();
    assert_eq!(output.status.signal(), Some(Signal::SIGKILL as i32));
    let lines = lines(&record);
    assert_eq!(reassembled(&lines, "received"), b"before\n");
    assert_eq!(lines.last().expect("it has lines")["event"], "data");
}

#[test]
fn a_record_that_cannot_be_kept_ends_the_session() {
    let session = Session::start(&["--record", "/dev/full"]);
    let output = session.end();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("/dev/full") && message.contains("No space left"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn evidence_is_not_overwritten() {
    let record = folder("evidence").join("record");
    fs::write(&record, "evidence").expect("a file can be made");
    let output = Command::new(&*OURS)
        .args(["nc", "--record", &record.to_string_lossy(), "127.0.0.1", "1"])
        .stdin(Stdio::null())
        .output()
        .expect("sockeye starts");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), message.lines().count()), (Some(1), 1), "{message}");
    assert!(message.contains("overwrites nothing"), "{message}");
    assert_eq!(fs::read(&record).expect("it is there"), b"evidence");
}

#[test]
fn progress_has_a_last_line() {
    let mut session = Session::start(&["-N", "--progress"]);
    drop(session.ours.stdin.take());
    session.peer.write_all(&vec![b'a'; 2048]).expect("ours receives");
    let output = session.end();
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.starts_with("received 2.0 KiB at ") && told.contains(" in ") && told.ends_with('\n'), "{told:?}");
    assert!(!told.contains(['\r', '\x1b']), "{told:?}");
}

#[test]
fn a_signal_ends_it_after_the_last_line() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let mut session = Session::start(&["--progress"]);
        session.peer.write_all(b"a").expect("ours receives");
        let mut printed = [0; 1];
        session.ours.stdout.as_mut().expect("a pipe").read_exact(&mut printed).expect("ours prints");
        let process = Pid::from_raw(i32::try_from(session.ours.id()).expect("a process"));
        // What was printed is counted right after.
        thread::sleep(Duration::from_millis(50));
        let began = Instant::now();
        kill(process, signal).expect("it runs");
        let status = session.ours.wait().expect("it ends");
        assert!(began.elapsed() < PATIENCE);
        assert_eq!(status.signal(), Some(signal as i32));
        let mut told = String::new();
        session.ours.stderr.take().expect("a pipe").read_to_string(&mut told).expect("text");
        assert!(told.starts_with("received 1 B at ") && told.lines().count() == 1, "{told:?}");
    }
}
