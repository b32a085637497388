//! Programs that run beside a test: what they read, what they write, how they end.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long anything may take, on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// What a program gets to read.
pub(crate) enum Input {
    /// This, and then the end.
    Ends(Vec<u8>),
    /// This, and no end before the program's.
    Stays(Vec<u8>),
}

/// What came of a program.
pub(crate) struct Outcome {
    /// `None` if a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) output: Vec<u8>,
    pub(crate) errors: String,
}

/// A program that runs. It is ended with the test.
pub(crate) struct Running {
    pub(crate) child: Child,
    output: Option<JoinHandle<Vec<u8>>>,
    errors: Option<JoinHandle<Vec<u8>>>,
}

impl Running {
    /// Starts a program in a folder.
    pub(crate) fn start(program: &Path, words: &[&str], folder: &Path, input: Input) -> Self {
        let mut child = Command::new(program)
            .args(words)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("start {}: {error}", program.display()));
        let mut stdin = child.stdin.take().expect("it was piped");
        let (output, errors) = (collect(child.stdout.take()), collect(child.stderr.take()));
        match input {
            Input::Ends(octets) => {
                std::thread::spawn(move || stdin.write_all(&octets));
            }
            Input::Stays(octets) => {
                std::thread::spawn(move || {
                    // Whoever goes early does not read it, which the test sees by what came.
                    let _ = stdin.write_all(&octets);
                    std::thread::sleep(LIMIT);
                });
            }
        }
        Self { child, output: Some(output), errors: Some(errors) }
    }

    /// Waits until somebody listens at a port of TCP.
    pub(crate) fn listening(self, port: u16) -> Self {
        let wanted = format!(":{port:04X} ");
        let listens = |table: &str| {
            let table = std::fs::read_to_string(table).unwrap_or_default();
            table.lines().any(|line| line.contains(&wanted) && line.contains(" 0A "))
        };
        let limit = Instant::now() + LIMIT;
        while !listens("/proc/net/tcp") && !listens("/proc/net/tcp6") {
            assert!(Instant::now() < limit, "nobody listens at port {port}");
            std::thread::sleep(Duration::from_millis(10));
        }
        self
    }

    /// Waits for its end.
    pub(crate) fn outcome(mut self) -> Outcome {
        let limit = Instant::now() + LIMIT;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("wait for a program") {
                break status.code();
            }
            assert!(Instant::now() < limit, "a program did not end in time");
            std::thread::sleep(Duration::from_millis(10));
        };
        let all = |stream: Option<JoinHandle<Vec<u8>>>| stream.map(|thread| thread.join().expect("read its output"));
        let (output, errors) = (all(self.output.take()), all(self.errors.take()));
        let errors = String::from_utf8_lossy(&errors.unwrap_or_default()).into_owned();
        Outcome { status, output: output.unwrap_or_default(), errors }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut octets = Vec::new();
        if let Some(mut stream) = stream {
            // What was read before an error counts.
            let _ = stream.read_to_end(&mut octets);
        }
        octets
    })
}

/// A port at which nobody listens now.
pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("listen on loopback");
    listener.local_addr().expect("it has an address").port()
}
