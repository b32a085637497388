//! What `sockeye nc` gives up when a session begins, seen from outside (proc_pid_status(5)), and that what is still needed goes on: the
//! input and the output, a record, names of later peers, further ports. What is refused then is tested with `sys::sandbox` itself.
//!
//! On loopback alone. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
#[path = "support/programs.rs"]
mod programs;

use programs::{Input, Outcome, Running, free_port};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// Runs `nc` with these words.
fn nc(words: &str, input: Input) -> Running {
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = [&["nc"], &words[..]].concat();
    Running::start(&binary::sockeye(), &words, &std::env::temp_dir(), input)
}

/// What the kernel says of a process: whether it can gain rights no more, and how its system calls are filtered.
fn bounds(process: u32) -> (String, String) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.expect("the kernel tells it").trim().to_owned()
    };
    (field("NoNewPrivs:"), field("Seccomp:"))
}

/// A session of a client with a peer here: what bounds it has in the middle of it, and what came of it.
fn session(options: &str) -> ((String, String), Outcome) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listen on loopback");
    let port = listener.local_addr().expect("it has an address").port();
    let client = nc(&format!("{options} -N 127.0.0.1 {port}"), Input::Ends(b"hello".to_vec()));
    let (mut connection, _) = listener.accept().expect("the client comes");
    let mut heard = Vec::new();
    connection.read_to_end(&mut heard).expect("read from the client");
    assert_eq!(heard, b"hello");
    let bounds = bounds(client.child.id());
    connection.write_all(b"answer").expect("answer the client");
    drop(connection);
    (bounds, client.outcome())
}

fn well(outcome: &Outcome) {
    assert_eq!((outcome.status, &outcome.output[..]), (Some(0), &b"answer"[..]), "{}", outcome.errors);
}

#[test]
fn a_session_is_confined_unless_that_is_refused() {
    let (bounds, outcome) = session("");
    assert_eq!(bounds, ("1".into(), "2".into()));
    well(&outcome);
    let (bounds, outcome) = session("--no-sandbox");
    assert_eq!(bounds, ("0".into(), "0".into()));
    well(&outcome);
}

#[test]
fn whoever_insists_is_confined_or_told_why_not() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listen on loopback");
    let port = listener.local_addr().expect("it has an address").port();
    let client = nc(&format!("--sandbox -d 127.0.0.1 {port}"), Input::Ends(Vec::new()));
    drop(listener.accept());
    let outcome = client.outcome();
    let is_told = outcome.errors.starts_with("nc: --sandbox: this kernel cannot restrict ");
    assert!(outcome.status == Some(0) || (outcome.status == Some(1) && is_told), "{}", outcome.errors);
}

#[test]
fn a_record_goes_on() {
    let path = std::env::temp_dir().join(format!("sockeye-nc-sandbox-{}", std::process::id()));
    let (bounds, outcome) = session(&format!("--record {}", path.display()));
    let record = std::fs::read_to_string(&path);
    let _ = std::fs::remove_file(&path);
    assert_eq!(bounds.1, "2");
    well(&outcome);
    let record = record.expect("there is a record");
    assert!(record.lines().count() >= 2, "{record}");
}

#[test]
fn later_peers_are_named() {
    let port = free_port();
    let mut server = nc(&format!("-lkv 127.0.0.1 {port}"), Input::Stays(Vec::new())).listening(port);
    for _ in 0..2 {
        let mut connection = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        connection.write_all(b"x").expect("the server reads");
        connection.shutdown(std::net::Shutdown::Write).expect("it is connected");
        let _ = connection.read_to_end(&mut Vec::new());
        assert_eq!(bounds(server.child.id()).1, "2");
    }
    server.child.kill().expect("it runs");
    let outcome = server.outcome();
    assert_eq!(outcome.output, b"xx");
    assert_eq!(outcome.errors.matches("Connection received on localhost ").count(), 2, "{}", outcome.errors);
}

#[test]
fn further_ports_are_connected_to() {
    let listeners = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").expect("listen on loopback"));
    let ports: Vec<String> =
        listeners.iter().map(|listener| listener.local_addr().expect("it has an address").port().to_string()).collect();
    for options in ["-v", "-v -n", "-v -s 127.0.0.1"] {
        let client = nc(&format!("{options} -N 127.0.0.1 {}", ports.join(" ")), Input::Ends(Vec::new()));
        for listener in &listeners {
            drop(listener.accept());
        }
        let outcome = client.outcome();
        assert_eq!(outcome.status, Some(0), "{options}: {}", outcome.errors);
        assert_eq!(outcome.errors.matches("succeeded!").count(), 3, "{options}: {}", outcome.errors);
    }
}
