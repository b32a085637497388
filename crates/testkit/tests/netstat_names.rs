//! `sockeye netstat` names hosts as the original does, and does not wait for one name after the other: with a name server that takes its
//! time, in a network of its own.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use std::fs;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use sockeye_testkit::differential::{Output, Tool};

/// What the server takes for each answer.
const DELAY: Duration = Duration::from_millis(200);
/// Hosts that have a socket each.
const HOSTS: u8 = 15;

#[test]
fn names_are_those_of_the_original_and_are_awaited_together() {
    let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join("netstat-names");
    let _ = fs::remove_dir_all(&below);
    fs::create_dir_all(&below).expect("make the folder");
    let original = Tool::original("netstat").expect("the original");
    let ours = Tool::ours(&binary::sockeye(), "netstat", &below.join("links")).expect("our binary");
    let compared = in_a_network_with_a_slow_name_server(&below, || {
        let sockets = listen_on_each_host()?;
        let arguments = ["-ltW".to_owned()];
        let start = Instant::now();
        let ours = ours.run_in(&[], &arguments, Output::Pipe)?;
        let taken = start.elapsed();
        let start = Instant::now();
        let original = original.run_in(&[], &arguments, Output::Pipe)?;
        let taken_by_original = start.elapsed();
        drop(sockets);
        ensure!(
            ours.stdout == original.stdout,
            "ours:\n{}original:\n{}",
            String::from_utf8_lossy(&ours.stdout),
            String::from_utf8_lossy(&original.stdout)
        );
        ensure!(String::from_utf8_lossy(&ours.stdout).contains("host-7.example.test:"), "nobody was named");
        ensure!(taken_by_original > DELAY * HOSTS.into(), "the name server was not slow");
        ensure!(taken < taken_by_original / 4, "it took {taken:?}, and the original {taken_by_original:?}");
        Ok(())
    });
    compared.expect("compare");
}

fn address(host: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 1, host)
}

fn listen_on_each_host() -> Result<Vec<TcpListener>> {
    // An IPv4 address on an IPv6 socket is asked for in its own way.
    let mapped = TcpListener::bind((address(HOSTS + 1).to_ipv6_mapped(), 7001));
    let others = (1..=HOSTS).map(|host| TcpListener::bind((address(host), 7000)));
    others.chain([mapped]).map(|listener| listener.context("listen")).collect()
}

/// Does `work` in a network and with files of name resolution of its own.
fn in_a_network_with_a_slow_name_server(below: &Path, work: impl FnOnce() -> Result<()> + Send) -> Result<()> {
    let files = [
        ("resolv.conf", "nameserver 127.0.0.1\noptions timeout:10 attempts:1\n"),
        ("nsswitch.conf", "hosts: dns\nservices: files\nprotocols: files\n"),
    ];
    for (name, text) in files {
        fs::write(below.join(name), text).with_context(|| format!("write {name}"))?;
    }
    thread::scope(|scope| {
        // Namespaces are a thread's own once it has unshared them, and pass to what it starts.
        let done = scope.spawn(|| {
            unshare(CloneFlags::CLONE_NEWNS | CloneFlags::CLONE_NEWNET).context("unshare (this needs root)")?;
            let none: Option<&str> = None;
            mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none).context("make all mounts private")?;
            for (name, _) in files {
                let place = Path::new("/etc").join(name);
                mount(Some(&below.join(name)), &place, none, MsFlags::MS_BIND, none)
                    .with_context(|| format!("mount over {}", place.display()))?;
            }
            let status = Command::new("ip").args(["link", "set", "lo", "up"]).status().context("run ip")?;
            ensure!(status.success(), "bring loopback up: {status}");
            let server = UdpSocket::bind("127.0.0.1:53").context("serve names")?;
            // It ends with the test.
            thread::spawn(move || serve(&server));
            work()
        });
        done.join().map_err(|_| anyhow!("the work in the network panicked"))?
    })
}

/// Answers each question after a while; questions that come meanwhile are answered at their own time.
fn serve(server: &UdpSocket) {
    let mut question = [0; 512];
    while let Ok((length, asker)) = server.recv_from(&mut question) {
        let (Some(answer), Ok(server)) = (answer(&question[..length]), server.try_clone()) else { continue };
        thread::spawn(move || {
            thread::sleep(DELAY);
            let _ = server.send_to(&answer, asker);
        });
    }
}

/// The answer to a question for the name of an address (RFC 1035, 4.1): its first label is the host's number.
fn answer(question: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 12;
    /// Response, recursion desired and available; one question, one answer.
    const ANSWERED: [u8; 10] = [0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
    /// The name of the question, a pointer (PTR) on the Internet for a minute.
    const RECORD: [u8; 10] = [0xC0, HEADER as u8, 0, 12, 0, 1, 0, 0, 0, 60];
    const TYPE_AND_CLASS: usize = 4;
    let labels = question.get(HEADER..)?;
    let first = labels.get(1..1 + usize::from(*labels.first()?))?;
    let end = labels.iter().position(|&octet| octet == 0)? + 1 + TYPE_AND_CLASS;
    let mut name = Vec::new();
    for label in [&[b"host-", first].concat()[..], b"example", b"test", b""] {
        name.push(u8::try_from(label.len()).ok()?);
        name.extend(label);
    }
    let length = u16::try_from(name.len()).ok()?.to_be_bytes();
    Some([question.get(..2)?, &ANSWERED, labels.get(..end)?, &RECORD, &length, &name].concat())
}
