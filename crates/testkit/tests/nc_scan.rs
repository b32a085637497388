//! `nc -z` tells of ports what the original tells, in the same order and with the same status, and does not wait for one port after the
//! other.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::mount::{MsFlags, mount};
use sockeye_testkit::network::with_empty_network;

/// Command lines, each run in a network of its own: TCP listens at 127.0.0.1 8001 and 8003, and at ::1 8004; UDP takes what comes at
/// 127.0.0.1 8001 and 8003; 10.9.9.2 is silent.
const CASES: &str = "\
-z 127.0.0.1 8001
-z 127.0.0.1 8002
-z 127.0.0.1 8000-8004
-zv 127.0.0.1 8001
-zv 127.0.0.1 8002
-zv 127.0.0.1 8000-8004
-zv 127.0.0.1 8004-8000
-zvv 127.0.0.1 8000-8004
-znv 127.0.0.1 8000-8004
-zv 127.0.0.1 8001 8002
-zv 127.0.0.1 8002 8001
-zv 127.0.0.1 8001 8001 8002 8002 8001
-zv 127.0.0.1 8003 8000-8002 8001
-zv 127.0.0.1 http 8001 ssh domain
-zv 127.0.0.1 7000-7999 8000-8999
-zv ::1 8003-8004
-zv both 8001-8004
-z both 8002
-zv4 both 8001-8004
-zv6 both 8001-8004
-zv two 8001-8003
-zv6 127.0.0.1 8001
-znv both 8001
-zv nobody.invalid 8001 8002
-zv -w 1 127.0.0.1 8001-8003
-zv -w 1 mixed 8001 8002
-zv -w 1 10.9.9.2 8001 8002
-z -w 1 10.9.9.2 8001 8002
-zv -w 1 10.9.9.3 8001
-zv 10.1.1.1 8001 8002
-z 10.1.1.1 8001
-zv -s 127.0.0.9 127.0.0.1 8000-8003
-zv -s 10.7.7.7 127.0.0.1 8001 8002
-zv -s 127.0.0.9 both 8001
-zv -s ::1 127.0.0.1 8001
-zv -p 7000 127.0.0.1 8000-8003
-zv -p 7000 127.0.0.1 8002 8000
-zv -p 8001 127.0.0.1 8002 8001
-zv -T lowdelay -M 9 -I 4000 -O 4000 127.0.0.1 8001 8002
-zv -i 1 127.0.0.1 8001 8002 8003
-zvN 127.0.0.1 8001
-zvd 127.0.0.1 8001
-zvr 127.0.0.1 8000-8010
-zvr 127.0.0.1 8000-8003 9000-9010 8001
-uz 127.0.0.1 8001
-uz 127.0.0.1 8002
-uz 10.1.1.1 8001
-uzv 127.0.0.1 8001
-uzv 127.0.0.1 8002
-uzv 127.0.0.1 8001 8002
-uzv 127.0.0.1 8002 8001
-uzv 127.0.0.1 8001-8003
-uzv -w 0 127.0.0.1 8000-8003
-uzv -w 1 127.0.0.1 8000-8003
-uzv -w 1 127.0.0.1 8003 8001
-uzv -w 1 10.9.9.2 8001
-uzv -w 1 both 8001 8002
-uzv -w 1 mixed 8001 8002
-uzv -w 1 127.0.0.1 domain 8001
-uzv -w 1 -p 7000 127.0.0.1 8001 8002 8003
-uzv -s 10.7.7.7 127.0.0.1 8001
-uzv 10.1.1.1 8001
";

/// Names of the network.
const HOSTS: &str = "::1 both\n127.0.0.1 both\n127.0.0.1 two\n127.0.0.2 two\n127.0.0.1 mixed\n10.9.9.2 mixed\n";

/// How many networks stand at a time.
const AT_ONCE: usize = 4;

/// The programs to compare, both called `nc`.
struct Programs {
    original: PathBuf,
    ours: PathBuf,
    hosts: PathBuf,
}

impl Programs {
    fn find(folder: &str) -> Self {
        let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let _ = fs::remove_dir_all(&below);
        fs::create_dir_all(&below).expect("make the folder");
        let (ours, hosts) = (below.join("nc"), below.join("hosts"));
        std::os::unix::fs::symlink(binary::sockeye(), &ours).expect("link our binary");
        fs::write(&hosts, HOSTS).expect("write the hosts");
        Self { original: "/usr/bin/nc.openbsd".into(), ours, hosts }
    }

    /// Runs one of them in a network of its own, and tells how long it took.
    fn run(&self, program: &Path, arguments: &str) -> Result<(Output, Duration)> {
        with_empty_network(|| {
            build(&self.hosts)?;
            serve()?;
            let begun = Instant::now();
            let output = Command::new(program)
                .arg0("nc")
                .args(arguments.split_ascii_whitespace())
                .env_clear()
                .env("LC_ALL", "C.UTF-8")
                .stdin(Stdio::null())
                .output()
                .with_context(|| format!("run {}", program.display()))?;
            Ok((output, begun.elapsed()))
        })
    }
}

/// Makes the network, with names of its own and a host that says nothing.
fn build(hosts: &Path) -> Result<()> {
    const INTERFACES: &str = "\
link set lo up
link add near type veth peer name far
addr add 10.9.9.1/24 dev near
link set near up
link set far up
neigh add 10.9.9.2 lladdr 02:00:00:00:00:02 dev near nud permanent
";
    let none: Option<&str> = None;
    mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none).context("make all mounts private")?;
    for (file, place) in [(hosts, "/etc/hosts"), (Path::new("/dev/null"), "/etc/resolv.conf")] {
        mount(Some(file), place, none, MsFlags::MS_BIND, none).with_context(|| format!("mount over {place}"))?;
    }
    let mut ip = Command::new("ip").args(["-batch", "-"]).stdin(Stdio::piped()).spawn().context("run ip")?;
    ip.stdin.take().context("no pipe")?.write_all(INTERFACES.as_bytes())?;
    ensure!(ip.wait()?.success(), "make the interfaces");
    Ok(())
}

/// Opens the ports. They stay until the test ends.
fn serve() -> Result<()> {
    for address in ["127.0.0.1:8001", "127.0.0.1:8003", "[::1]:8004"] {
        let listener = TcpListener::bind(address).with_context(|| format!("listen at {address}"))?;
        // The tool closes first, so that the port that it came from waits (TIME_WAIT) each time and not sometimes.
        thread::spawn(move || {
            listener.incoming().flatten().for_each(|mut stream| {
                let _ = stream.read(&mut [0]);
            })
        });
    }
    for address in ["127.0.0.1:8001", "127.0.0.1:8003"] {
        let socket = UdpSocket::bind(address).with_context(|| format!("receive at {address}"))?;
        thread::spawn(move || while socket.recv(&mut [0; 8]).is_ok() {});
    }
    Ok(())
}

/// What differs, if anything.
fn compare(programs: &Programs, arguments: &str) -> Result<Option<String>> {
    let told = |program: &Path| -> Result<String> {
        let (output, _) = programs.run(program, arguments)?;
        let mut errors: Vec<&[u8]> = output.stderr.split_inclusive(|octet| *octet == b'\n').collect();
        if arguments.contains('r') {
            errors.sort_unstable();
        }
        Ok(format!(
            "{}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&errors.concat())
        ))
    };
    let (original, ours) = (told(&programs.original)?, told(&programs.ours)?);
    Ok((original != ours).then(|| format!("nc {arguments}\noriginal: {original}ours: {ours}")))
}

#[test]
fn ports_are_told_of_as_the_original_tells_of_them() {
    let programs = Programs::find("nc-scan");
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(arguments) = CASES.lines().nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let difference = compare(&programs, arguments).unwrap_or_else(|error| Some(format!("{error:#}")));
                    found.lock().unwrap_or_else(PoisonError::into_inner).extend(difference);
                }
            });
        }
    });
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert!(found.is_empty(), "{} of {} differ:\n{}", found.len(), CASES.lines().count(), found.join("\n"));
}

#[test]
fn ports_that_say_nothing_are_awaited_together() {
    let programs = Programs::find("nc-scan-silent");
    for (arguments, lines) in
        [("-zv -w 1 10.9.9.2 1-1000", 1000), ("-uzv 10.9.9.2 1-200", 200), ("-uzv 127.0.0.1 1-9999", 2)]
    {
        let (output, taken) = programs.run(&programs.ours, arguments).expect("run ours");
        let told = String::from_utf8_lossy(&output.stderr);
        let ports: Vec<u32> =
            told.lines().filter_map(|line| line.split(' ').find_map(|word| word.parse().ok())).collect();
        assert_eq!(ports.len(), lines, "nc {arguments}");
        assert!(ports.is_sorted(), "nc {arguments}: out of order");
        assert!(taken < Duration::from_secs(15), "nc {arguments} took {taken:?}");
    }
}

/// Every port of this host: the original is quick here too, because this host answers at once.
#[test]
fn every_port_of_this_host_is_told_of_in_order() {
    let programs = Programs::find("nc-scan-all");
    let (output, taken) = programs.run(&programs.ours, "-zv 127.0.0.1 1-65535").expect("run ours");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{:?}", output.status);
    assert!(taken < Duration::from_secs(30), "it took {taken:?}");
    let expected = (1..=65535).map(|port| match port {
        8001 => "Connection to 127.0.0.1 8001 port [tcp/*] succeeded!".to_owned(),
        8003 => "Connection to 127.0.0.1 8003 port [tcp/*] succeeded!".to_owned(),
        closed => format!("nc: connect to 127.0.0.1 port {closed} (tcp) failed: Connection refused"),
    });
    for (line, expected) in told.lines().zip(expected) {
        assert_eq!(line, expected);
    }
    assert_eq!(told.lines().count(), 65535);
}
