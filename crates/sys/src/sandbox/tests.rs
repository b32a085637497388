//! A confined process tries what it may and what it may not. It is a process of its own, because nothing of it can be taken back:
//! this test's own program, told by its environment what to try.

use super::{Confinement, Files, Ports};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The variable that has the case.
const CASE: &str = "SOCKEYE_SANDBOX_CASE";

/// What a process that only moves octets needs.
fn nothing() -> Confinement {
    Confinement {
        files: Files::None,
        removes: Vec::new(),
        opens_sockets: false,
        connects_to: Ports::NONE,
        binds_to: Ports::NONE,
        reaches_abstract_sockets: false,
    }
}

/// What the process of a case tells. It has `hello` as its input, and `path` as a file to remove.
fn told_by(case: &str, path: &Path, port: u16) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sandbox::tests::the_confined_process", "--ignored", "--nocapture"])
        .env(CASE, case)
        .env("PATH_TO_REMOVE", path)
        .env("PORT", port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"hello").unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    text
}

fn word<T>(name: &str, outcome: io::Result<T>) {
    let answer = match outcome {
        Ok(_) => "yes".to_owned(),
        Err(error) => error.raw_os_error().map_or_else(|| error.to_string(), |number| number.to_string()),
    };
    println!("{name}={answer}");
}

#[test]
#[ignore = "it is a part of the other tests, in a process of its own"]
fn the_confined_process() {
    let Ok(case) = std::env::var(CASE) else { return };
    let port: u16 = std::env::var("PORT").unwrap().parse().unwrap();
    let path = std::env::var("PATH_TO_REMOVE").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let abstract_address = SocketAddr::from_abstract_name(format!("sockeye-sandbox-{}", std::process::id())).unwrap();
    let _own = UnixListener::bind_addr(&abstract_address).unwrap();
    let outer = SocketAddr::from_abstract_name(format!("sockeye-sandbox-{port}")).unwrap();
    let confinement = match case.as_str() {
        "nothing" => nothing(),
        "removes" => Confinement { removes: vec![path.clone().into()], ..nothing() },
        "names" => Confinement {
            files: Files::Read,
            opens_sockets: true,
            connects_to: Ports::Any,
            reaches_abstract_sockets: true,
            ..nothing()
        },
        "port" => Confinement { opens_sockets: true, connects_to: Ports::Only(vec![port]), ..nothing() },
        other => panic!("no case {other}"),
    };
    let start = Instant::now();
    let enforced = confinement.enforce().unwrap();
    println!("\nmicroseconds={}", start.elapsed().as_micros());
    println!("complete={}", enforced.is_complete());
    println!("gaps={:?}", enforced.gaps());
    word("read", std::fs::File::open("/etc/passwd"));
    word("write", std::fs::File::create(format!("{path}.new")));
    word("remove", std::fs::remove_file(&path));
    word("program", Command::new("/bin/true").status());
    word("udp", UdpSocket::bind("127.0.0.1:0"));
    word("bind", TcpListener::bind("127.0.0.1:0"));
    word("connect", TcpStream::connect(("127.0.0.1", port)));
    word("connect elsewhere", TcpStream::connect(address));
    word("abstract", UnixStream::connect_addr(&outer));
    let mut input = String::new();
    word("input", io::stdin().read_to_string(&mut input));
    assert_eq!(input, "hello");
    word("thread", std::thread::spawn(|| ()).join().map_err(|_| io::ErrorKind::Other.into()));
    drop(listener);
}

/// What a process tells whose confinement this is, beside a listener that it may or may not reach.
fn run(case: &str) -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let name = SocketAddr::from_abstract_name(format!("sockeye-sandbox-{port}")).unwrap();
    let _outer = UnixListener::bind_addr(&name).unwrap();
    let path = std::env::temp_dir().join(format!("sockeye-sandbox-{}-{case}", std::process::id()));
    std::fs::write(&path, "").unwrap();
    let text = told_by(case, &path, port);
    let _ = std::fs::remove_file(&path);
    text.lines().map(str::to_owned).collect()
}

fn has(lines: &[String], expected: &[&str]) {
    for line in expected {
        assert!(lines.iter().any(|told| told == line), "no {line} in {lines:#?}");
    }
}

#[test]
fn a_process_that_only_moves_octets_can_do_nothing_else() {
    let lines = run("nothing");
    has(&lines, &["read=13", "write=13", "program=1", "udp=13", "bind=13", "connect=13", "abstract=13"]);
    has(&lines, &["connect elsewhere=13", "input=yes", "thread=yes"]);
    if lines.contains(&"complete=true".to_owned()) {
        has(&lines, &["remove=13", "gaps=[]"]);
    }
}

#[test]
fn what_is_to_be_removed_can_be_and_nothing_else() {
    has(&run("removes"), &["remove=yes", "read=13", "write=13"]);
}

#[test]
fn names_can_be_looked_up_where_that_is_needed() {
    let lines = run("names");
    has(&lines, &["read=yes", "program=1", "udp=yes", "connect=yes", "abstract=yes", "input=yes"]);
    if lines.contains(&"complete=true".to_owned()) {
        has(&lines, &["write=13", "bind=13", "remove=13"]);
    }
}

#[test]
fn ports_that_are_left_can_be_connected_to() {
    let lines = run("port");
    has(&lines, &["connect=yes", "read=13"]);
    if lines.contains(&"complete=true".to_owned()) {
        has(&lines, &["connect elsewhere=13", "bind=13", "abstract=1"]);
    }
}
