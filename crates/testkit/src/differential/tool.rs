//! One run of one tool: on a pipe or a terminal, under a fixed pid, and what came out.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{ErrorKind, Read, Seek};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};
use nix::pty::{OpenptyResult, Winsize, openpty};
use nix::sys::termios::{self, SetArg};

/// The pid under which every tool runs, so that its own sockets and process look the same each time.
pub const TOOL_PID: u32 = 31_000;

/// Where a tool's standard output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// To a pipe.
    Pipe,
    /// To a terminal of so many columns.
    Terminal(u16),
}

impl std::fmt::Display for Output {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pipe => formatter.write_str("on a pipe"),
            Self::Terminal(columns) => write!(formatter, "on a terminal of {columns} columns"),
        }
    }
}

/// How a tool is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// The program; its last component is the process name.
    program: PathBuf,
    /// `argv[0]`, and the arguments that come before a case's.
    words: Vec<OsString>,
    /// What its environment says beside what all are told.
    variable: Option<(String, String)>,
}

impl Tool {
    /// The original, under its own name, as found on PATH.
    ///
    /// # Errors
    /// It is not installed.
    pub fn original(name: &str) -> Result<Self> {
        let program = PATH
            .split(':')
            .map(|folder| Path::new(folder).join(name))
            .find(|path| path.is_file())
            .with_context(|| format!("the original {name} is not installed, so nothing was compared"))?;
        Ok(Self { program, words: vec![name.into()], variable: None })
    }

    /// Ours: `sockeye NAME …`, started through a link called NAME in `links`, so that the process name, which tools
    /// print, is the original's.
    ///
    /// # Errors
    /// The binary does not exist, or the link cannot be made.
    pub fn ours(binary: &Path, name: &str, links: &Path) -> Result<Self> {
        let binary = fs::canonicalize(binary)
            .with_context(|| format!("our binary {} does not exist, so nothing was compared", binary.display()))?;
        fs::create_dir_all(links).with_context(|| format!("make {}", links.display()))?;
        let program = links.join(name);
        std::os::unix::fs::symlink(&binary, &program).with_context(|| format!("link {}", program.display()))?;
        Ok(Self { program, words: vec!["sockeye".into(), name.into()], variable: None })
    }

    /// The same tool, with a variable in its environment.
    #[must_use]
    pub fn told(self, variable: Option<(String, String)>) -> Self {
        Self { variable, ..self }
    }

    /// The command that runs it, in surroundings that are always the same.
    pub fn command(&self, arguments: &[String]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg0(&self.words[0])
            .args(&self.words[1..])
            .args(arguments)
            .env_clear()
            .envs([("PATH", PATH), ("LC_ALL", "C.UTF-8"), ("TERM", "xterm")])
            .envs(self.variable.clone())
            .current_dir("/")
            .stdin(Stdio::null());
        command
    }

    /// Runs it once, to its end.
    ///
    /// # Errors
    /// It could not be started, or not under [`TOOL_PID`].
    pub fn run(&self, arguments: &[String], output: Output) -> Result<Outcome> {
        self.observe(arguments, &[], output, start_under_fixed_pid)
    }

    /// Runs it once, to its end, under any pid and with these variables in its environment.
    ///
    /// # Errors
    /// It could not be started.
    pub fn run_in(&self, environment: &[(&str, &OsStr)], arguments: &[String], output: Output) -> Result<Outcome> {
        self.observe(arguments, environment, output, |command| command.spawn().context("start it"))
    }

    fn observe(
        &self,
        arguments: &[String],
        environment: &[(&str, &OsStr)],
        output: Output,
        start: fn(&mut Command) -> Result<Child>,
    ) -> Result<Outcome> {
        let mut errors = tempfile()?;
        let mut command = self.command(arguments);
        command.envs(environment.iter().copied());
        command.stderr(errors.try_clone().context("share the file for standard error")?);
        let (stdout, status) = match output {
            Output::Pipe => run_on_pipe(command, start),
            Output::Terminal(columns) => run_on_terminal(command, start, columns),
        }
        .with_context(|| format!("run {}", self.program.display()))?;
        let mut stderr = Vec::new();
        errors.rewind().and_then(|()| errors.read_to_end(&mut stderr)).context("read standard error")?;
        Ok(Outcome { stdout, stderr, status })
    }
}

const PATH: &str = "/usr/sbin:/usr/bin:/sbin:/bin";

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Standard output, raw.
    pub stdout: Vec<u8>,
    /// Standard error, raw; never a terminal.
    pub stderr: Vec<u8>,
    /// Exit status.
    pub status: ExitStatus,
}

impl Outcome {
    /// The exit status as a shell has it: 128 and the signal's number when killed.
    pub fn code(&self) -> i32 {
        self.status.code().or(self.status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
    }
}

fn run_on_pipe(mut command: Command, start: fn(&mut Command) -> Result<Child>) -> Result<(Vec<u8>, ExitStatus)> {
    command.stdout(Stdio::piped());
    let mut child = start(&mut command)?;
    let mut bytes = Vec::new();
    child.stdout.take().context("no pipe")?.read_to_end(&mut bytes).context("read the pipe")?;
    Ok((bytes, child.wait()?))
}

/// A terminal of so many columns: raw, so that what is read at its master is what was written to its slave.
pub(crate) fn open_terminal(columns: u16) -> Result<OpenptyResult> {
    let size = Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    let terminal = openpty(&size, None).context("open a terminal")?;
    let mut modes = termios::tcgetattr(&terminal.slave)?;
    termios::cfmakeraw(&mut modes);
    termios::tcsetattr(&terminal.slave, SetArg::TCSANOW, &modes)?;
    Ok(terminal)
}

fn run_on_terminal(
    mut command: Command,
    start: fn(&mut Command) -> Result<Child>,
    columns: u16,
) -> Result<(Vec<u8>, ExitStatus)> {
    let terminal = open_terminal(columns)?;
    command.stdout(terminal.slave);
    let mut child = start(&mut command)?;
    // The command holds the last copy of our end of the terminal, which would keep it open.
    drop(command);
    let mut master = fs::File::from(terminal.master);
    let mut bytes = Vec::new();
    read_terminal(&mut master, &mut bytes)?;
    let status = child.wait()?;
    // The kernel may report the end while the last writes are still on their way through the terminal; what was
    // written before the process ended is certainly there on a second look.
    read_terminal(&mut master, &mut bytes)?;
    Ok((bytes, status))
}

/// Reads a terminal until it says that its other end is closed, which it does by an error.
pub(crate) fn read_terminal(master: &mut fs::File, bytes: &mut Vec<u8>) -> Result<()> {
    match master.read_to_end(bytes) {
        Err(error) if error.raw_os_error() == Some(nix::libc::EIO) => Ok(()),
        result => result.map(drop).context("read the terminal"),
    }
}

/// The kernel gives the next process the pid after this file's; see proc(5), and CONFIG_CHECKPOINT_RESTORE.
fn start_under_fixed_pid(command: &mut Command) -> Result<Child> {
    let path = "/proc/sys/kernel/ns_last_pid";
    for _ in 0..3 {
        fs::write(path, (TOOL_PID - 1).to_string()).with_context(|| format!("write {path}"))?;
        match command.spawn() {
            Ok(child) if child.id() == TOOL_PID => return Ok(child),
            Ok(mut other) => drop(other.wait()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
    }
    bail!("no process could be started under pid {TOOL_PID}: something else starts processes in the lab")
}

/// A file without a name.
fn tempfile() -> Result<fs::File> {
    use nix::sys::memfd::{MFdFlags, memfd_create};
    Ok(memfd_create("stderr", MFdFlags::MFD_CLOEXEC).context("make a file for standard error")?.into())
}
