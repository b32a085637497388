//! Scripted proxies, and runs of nc before them.

use nix::pty::openpty;
use nix::sys::termios::{LocalFlags, tcgetattr};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How much of what the tool says a proxy waits for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hear {
    /// So many octets.
    Octets(usize),
    /// Up to an empty line.
    Head,
    /// Until the tool ends the connection.
    ToTheEnd,
}

/// What a proxy waits for, and what it says then.
#[derive(Clone, Copy)]
pub(crate) struct Turn<'a> {
    pub(crate) hear: Hear,
    pub(crate) say: &'a [u8],
}

impl fmt::Debug for Turn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} then \"{}\"", self.hear, self.say.escape_ascii())
    }
}

/// What the tool reads.
#[derive(Clone, Copy)]
pub(crate) enum Typed<'a> {
    /// Its input is empty, and it has no terminal.
    Nothing,
    /// This is its input, and it has no terminal.
    Input(&'a [u8]),
    /// Its input is empty, and at its terminal this is typed, one for each question.
    Passwords(&'a [&'a str]),
}

/// How a run went, with the proxy's port masked.
#[derive(PartialEq, Eq)]
pub(crate) struct Outcome {
    /// What the proxy heard, by connection.
    pub(crate) heard: Vec<Vec<u8>>,
    pub(crate) output: Vec<u8>,
    pub(crate) errors: String,
    /// As a shell tells it: a signal counts from 128.
    pub(crate) status: Option<i32>,
    /// What the terminal showed.
    pub(crate) terminal: String,
    /// Whether it shows in the end what is typed.
    pub(crate) echoes: bool,
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "status {:?}, output \"{}\", errors {:?}", self.status, self.output.escape_ascii(), self.errors)?;
        for heard in &self.heard {
            writeln!(f, "  heard \"{}\"", heard.escape_ascii())?;
        }
        write!(f, "  terminal {:?}, echoes: {}", self.terminal, self.echoes)
    }
}

/// A proxy that plays each of these in turn, and then is not there any more.
pub(crate) struct Proxy<'a> {
    pub(crate) connections: &'a [Vec<Turn<'a>>],
    /// Whether each octet arrives alone.
    pub(crate) is_slow: bool,
}

/// Nobody types as soon as the question is there.
const BEFORE_TYPING: Duration = Duration::from_millis(100);

/// No run takes longer.
const LIMIT: Duration = Duration::from_secs(20);

impl Proxy<'_> {
    /// Runs a tool through this proxy.
    pub(crate) fn run(&self, tool: &Path, words: &[&str], typed: Typed<'_>) -> Outcome {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("listen on loopback");
        let port = listener.local_addr().expect("the listener's address").port();
        let proxy = format!("127.0.0.1:{port}");
        let words = [&["-x", &proxy], words].concat();
        thread::scope(|scope| {
            let serving = scope.spawn(|| self.serve(&listener));
            let mut outcome = run_tool(tool, &words, typed);
            // Connections that the tool did not make are made now, and say nothing.
            while !serving.is_finished() {
                let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
                thread::sleep(Duration::from_millis(2));
            }
            outcome.heard = serving.join().expect("the proxy ends");
            outcome.errors = outcome.errors.replace(&port.to_string(), "PORT");
            outcome
        })
    }

    fn serve(&self, listener: &TcpListener) -> Vec<Vec<u8>> {
        let served = self.connections.iter().map(|turns| {
            let (mut stream, _) = listener.accept().expect("accept a connection");
            let mut heard = Vec::new();
            // A connection that the tool ends early is an outcome like others.
            let _ = self.play(&mut stream, turns, &mut heard);
            heard
        });
        // What did not come, or said nothing, is not told of.
        served.filter(|heard| !heard.is_empty()).collect()
    }

    fn play(&self, stream: &mut TcpStream, turns: &[Turn<'_>], heard: &mut Vec<u8>) -> io::Result<()> {
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_nodelay(true)?;
        for turn in turns {
            let before = heard.len();
            while !is_heard(turn.hear, &heard[before..]) {
                let mut octet = [0];
                if stream.read(&mut octet)? == 0 {
                    break;
                }
                heard.extend(octet);
            }
            if self.is_slow {
                for octet in turn.say {
                    stream.write_all(&[*octet])?;
                    thread::sleep(Duration::from_micros(20));
                }
            } else {
                stream.write_all(turn.say)?;
            }
        }
        stream.shutdown(Shutdown::Write)?;
        stream.read_to_end(heard)?;
        Ok(())
    }
}

fn is_heard(what: Hear, heard: &[u8]) -> bool {
    match what {
        Hear::Octets(count) => heard.len() >= count,
        Hear::Head => heard.ends_with(b"\r\n\r\n"),
        Hear::ToTheEnd => false,
    }
}

/// Runs a tool by the name `nc`, with no proxy of ours, no input and no terminal.
pub(crate) fn run_alone(tool: &Path, words: &[&str]) -> Outcome {
    run_tool(tool, words, Typed::Nothing)
}

/// Both tools tell the name by which they were called, and ours goes by it.
fn as_nc(tool: &Path) -> PathBuf {
    let name = tool.file_name().expect("a tool has a name");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nc-proxy").join(name);
    fs::create_dir_all(&folder).expect("make a folder");
    let link = folder.join("nc");
    match symlink(tool, &link) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => panic!("link {}: {error}", link.display()),
        _ => link,
    }
}

fn run_tool(tool: &Path, words: &[&str], typed: Typed<'_>) -> Outcome {
    let nc = as_nc(tool);
    let mut command = Command::new("setsid");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    match typed {
        Typed::Nothing => finish(start(command.arg(nc).args(words)), |_| ()),
        Typed::Input(octets) => {
            let child = start(command.arg(nc).args(words).stdin(Stdio::piped()));
            finish(child, |child| {
                // A tool that ends early does not take it all.
                let _ = child.stdin.take().expect("its input is a pipe").write_all(octets);
            })
        }
        Typed::Passwords(passwords) => {
            let pair = openpty(None, None).expect("open a terminal (devpts)");
            let slave = Stdio::from(pair.slave.try_clone().expect("a second descriptor of the terminal"));
            let child = start(
                command
                    .args(["--ctty", "env", "--default-signal", "sh", "-c", "exec \"$0\" \"$@\" < /dev/null"])
                    .arg(nc)
                    .args(words)
                    .stdin(slave),
            );
            let mut terminal = File::from(pair.master);
            let settings = pair.slave.try_clone().expect("a third descriptor of the terminal");
            // It reports the end only when no descriptor of the other side is open.
            drop(pair.slave);
            drop(command);
            let mut outcome = None;
            let shown = thread::scope(|scope| {
                let reader = scope.spawn(|| type_when_asked(&mut terminal, passwords));
                outcome = Some(finish(child, |_| ()));
                let echoes = tcgetattr(&settings).is_ok_and(|flags| flags.local_flags.contains(LocalFlags::ECHO));
                drop(settings);
                (reader.join().expect("the terminal is read"), echoes)
            });
            let outcome = outcome.expect("the tool has run");
            Outcome { terminal: shown.0, echoes: shown.1, ..outcome }
        }
    }
}

fn start(command: &mut Command) -> Child {
    command.spawn().expect("run setsid (util-linux)")
}

/// Answers each question, and tells all that was shown.
fn type_when_asked(terminal: &mut File, passwords: &[&str]) -> String {
    let mut shown = String::new();
    let mut passwords = passwords.iter();
    let mut octets = [0; 512];
    // The end of a terminal is an error.
    while let Ok(count @ 1..) = terminal.read(&mut octets) {
        shown.push_str(&String::from_utf8_lossy(&octets[..count]));
        if shown.ends_with(": ") {
            let Some(password) = passwords.next() else { continue };
            // The original takes a key that comes between its question and its reading for nothing, and waits on.
            thread::sleep(BEFORE_TYPING);
            terminal.write_all(password.as_bytes()).expect("type at the terminal");
        }
    }
    shown
}

fn finish(mut child: Child, feed: impl FnOnce(&mut Child)) -> Outcome {
    feed(&mut child);
    let output = read_all(child.stdout.take());
    let errors = read_all(child.stderr.take());
    let status = wait(&mut child);
    let text = |thread: thread::JoinHandle<Vec<u8>>| thread.join().expect("its output is read");
    Outcome {
        heard: Vec::new(),
        output: text(output),
        errors: String::from_utf8_lossy(&text(errors)).into_owned(),
        status: status.code().or_else(|| status.signal().map(|signal| 128 + signal)),
        terminal: String::new(),
        echoes: true,
    }
}

fn read_all(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    let mut pipe = pipe.expect("its output is a pipe");
    thread::spawn(move || {
        let mut octets = Vec::new();
        // What was read before it failed is told.
        let _ = pipe.read_to_end(&mut octets);
        octets
    })
}

fn wait(child: &mut Child) -> ExitStatus {
    let end = Instant::now() + LIMIT;
    loop {
        match child.try_wait().expect("wait for the tool") {
            Some(status) => return status,
            None if Instant::now() > end => child.kill().expect("end the tool"),
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
}
