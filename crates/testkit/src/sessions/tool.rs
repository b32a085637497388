//! A tool that plays: started with its input and output, taken through its steps, and watched to its end.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::pty::{OpenptyResult, openpty};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use rustix::pipe::{PipeFlags, pipe_with};

use super::descriptor;
use super::record::End;
use super::script::{Actor, Input, Output, Part, Scenario, Step};
use super::stage::{FOLDER, Scene, join};
use super::stream::Stream;

/// What every tool is called as, and so calls itself.
pub(super) const NAME: &str = "nc";
/// What a slow reader reads at once, and how long it rests in between.
const SLOW_READ: usize = 4096;
const SLOW_PAUSE: Duration = Duration::from_millis(4);
/// How long a reader waits before it looks whether it is to stop.
const LOOK: u16 = 20;

/// What is kept here of a tool's descriptors.
struct Held {
    input: Mutex<Option<File>>,
    output: Mutex<Option<File>>,
    /// The terminal, which is also standard error.
    terminal: Option<File>,
}

/// Plays one part with a tool.
pub(super) fn play(number: usize, actor: &Actor, tool: &Path, scenario: &Scenario, scene: &Scene) -> Result<()> {
    let start = actor.steps.iter().position(|step| *step == Step::Start).unwrap_or_default();
    let (before, after) = actor.steps.split_at(start);
    scene.wait_for_listeners(scenario, number);
    for step in before {
        take_in_waiting(number, step, scene);
    }
    let (mut child, held) = bring_on(number, actor, tool)?;
    let errors = child.stderr.take();
    let pid = Pid::from_raw(child.id().try_into().context("a process number")?);
    thread::scope(|scope| -> Result<()> {
        let reading = scope.spawn(|| {
            read(number, actor, &held, scene);
            Ok(())
        });
        let hearing = scope.spawn(|| {
            let keep = |octets: &[u8]| scene.tell(number, |told| told.errors.extend(octets));
            if let Some(errors) = errors {
                read_all(errors, keep);
            } else if let Some(terminal) = &held.terminal {
                read_all(terminal, keep);
            }
            Ok(())
        });
        if actor.part == Part::Listener {
            scope.spawn(|| scene.come_on(number, pid));
        }
        let stepping = scope.spawn(|| {
            after.iter().for_each(|step| take(number, step, pid, &held, scene));
            scene.is_done(number);
            Ok(())
        });
        // The end is told once all output is there: others wait for the one and then look at the other.
        let ending = scope.spawn(move || {
            let status = child.wait().context("wait for the tool")?;
            let at = scene.now();
            join(hearing)?;
            join(reading)?;
            let end = status.signal().map_or_else(|| End::Status(status.code().unwrap_or_default()), End::Signal);
            scene.tell(number, |told| told.end = Some((end, at)));
            Ok(())
        });
        scene.wait_for_end(number);
        if scene.is_over() {
            // It may have ended at this moment.
            let _ = kill(pid, Signal::SIGKILL);
            held.leave_output();
        }
        join(ending)?;
        join(stepping)
    })?;
    if actor.output == Output::File {
        let written = fs::read(output_file(number)).context("read what the tool wrote")?;
        scene.tell_afterwards(number, |told| told.output = written);
    }
    Ok(())
}

fn output_file(number: usize) -> PathBuf {
    Path::new(FOLDER).join(format!("output-{number}"))
}

/// Starts the tool.
fn bring_on(number: usize, actor: &Actor, tool: &Path) -> Result<(Child, Held)> {
    let redirections = match (&actor.input, actor.output) {
        (Input::Closed, Output::Closed) => "<&- >&-",
        (Input::Closed, _) => "<&-",
        (_, Output::Closed) => ">&-",
        _ => "",
    };
    let mut command = if redirections.is_empty() && actor.input != Input::Terminal {
        let mut command = Command::new(tool);
        command.arg0(NAME);
        command
    } else {
        // What only a shell or setsid(1) can do; both become the tool, under the same process number.
        let exec = format!("exec -a {NAME} \"$0\" \"$@\" {redirections}");
        let mut command = Command::new(if actor.input == Input::Terminal { "setsid" } else { "bash" });
        command.args(if actor.input == Input::Terminal { &["--ctty", "bash", "-c"][..] } else { &["-c"] });
        command.arg(exec).arg(tool);
        command
    };
    command.args(&actor.arguments).env_clear().current_dir(FOLDER);
    command.envs([("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), ("LC_ALL", "C.UTF-8"), ("HOME", FOLDER)]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut held = Held { input: Mutex::new(None), output: Mutex::new(None), terminal: None };
    match &actor.input {
        Input::Pipe => {
            let (reader, writer) = pipe_with(PipeFlags::CLOEXEC).context("make a pipe")?;
            command.stdin(reader);
            held.input = Mutex::new(Some(writer.into()));
        }
        Input::Null | Input::Closed => (),
        Input::File(text) => {
            let path = Path::new(FOLDER).join(format!("input-{number}"));
            fs::write(&path, text).context("write an input")?;
            command.stdin(File::open(&path).context("open an input")?);
        }
        Input::Terminal => {
            let OpenptyResult { master, slave } = openpty(None, None).context("open a terminal")?;
            for end in [&master, &slave] {
                fcntl(end, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).context("keep a terminal from other tools")?;
            }
            command.stdin(slave.try_clone()?).stderr(slave);
            held.input = Mutex::new(Some(master.try_clone()?.into()));
            held.terminal = Some(master.into());
        }
    }
    match actor.output {
        Output::Read | Output::Slow | Output::Unread | Output::Gone => {
            let (reader, writer) = pipe_with(PipeFlags::CLOEXEC).context("make a pipe")?;
            command.stdout(writer);
            if actor.output != Output::Gone {
                held.output = Mutex::new(Some(reader.into()));
            }
        }
        Output::Closed => (),
        Output::Full => {
            command.stdout(File::options().write(true).open("/dev/full").context("open /dev/full")?);
        }
        Output::File => {
            command.stdout(File::create(output_file(number)).context("make an output")?);
        }
        Output::Descriptor => {
            let (ours, theirs) = UnixStream::pair().context("make a pair of sockets")?;
            command.stdout(OwnedFd::from(theirs));
            held.output = Mutex::new(Some(OwnedFd::from(ours).into()));
        }
    }
    let child = command.spawn().with_context(|| format!("start {}", tool.display()))?;
    Ok((child, held))
}

impl Held {
    fn write(&self, octets: &[u8]) {
        // A clone, so that the lock is not held while a pipe is full.
        let clone = |input: &Option<File>| input.as_ref().and_then(|input| input.try_clone().ok());
        let input = clone(&self.input.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(mut input) = input {
            // A tool that has ended reads no more; that it ended is seen elsewhere.
            let _ = input.write_all(octets);
        }
    }

    fn end_input(&self) {
        const END_OF_TRANSMISSION: u8 = 4;
        if self.terminal.is_some() {
            self.write(&[END_OF_TRANSMISSION]);
        } else {
            drop(self.input.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
    }

    fn leave_output(&self) {
        drop(self.output.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// What can be done before a tool is started.
fn take_in_waiting(number: usize, step: &Step, scene: &Scene) {
    match step {
        Step::Pause(time) => thread::sleep(*time),
        Step::Wait(condition) => scene.wait(number, condition),
        other => scene.happened(number, format!("cannot be done before it is there: {other:?}")),
    }
}

fn take(number: usize, step: &Step, pid: Pid, held: &Held, scene: &Scene) {
    match step {
        Step::Start => (),
        Step::Send(octets) => held.write(octets),
        Step::SendMany(count) => Stream::default().chunks(*count).for_each(|chunk| held.write(&chunk)),
        Step::End | Step::Close => held.end_input(),
        Step::Signal(signal) => {
            // It may have ended already, which is seen elsewhere.
            let _ = kill(pid, *signal);
        }
        Step::LeaveOutput => held.leave_output(),
        Step::Pause(_) | Step::Wait(_) | Step::Reset => take_in_waiting(number, step, scene),
    }
}

/// Reads what the tool writes, as the scenario wants it read.
fn read(number: usize, actor: &Actor, held: &Held, scene: &Scene) {
    if !matches!(actor.output, Output::Read | Output::Slow | Output::Descriptor) {
        return;
    }
    let mut buffer = [0; 1 << 16];
    let limit = if actor.output == Output::Slow { SLOW_READ } else { buffer.len() };
    loop {
        let guard = held.output.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut output) = guard.as_ref() else { return };
        let mut waiting = [PollFd::new(output.as_fd(), PollFlags::POLLIN)];
        if poll(&mut waiting, PollTimeout::from(LOOK)) == Ok(0) {
            continue;
        }
        if actor.output == Output::Descriptor {
            return descriptor::take_over(output.as_fd(), |octets| {
                scene.tell(number, |told| told.output.extend(octets))
            });
        }
        match output.read(&mut buffer[..limit]) {
            Ok(0) | Err(_) => return,
            Ok(count) => scene.tell(number, |told| told.output.extend(&buffer[..count])),
        }
        drop(guard);
        if actor.output == Output::Slow {
            thread::sleep(SLOW_PAUSE);
        }
    }
}

fn read_all(mut from: impl Read, mut keep: impl FnMut(&[u8])) {
    let mut buffer = [0; 4096];
    // A terminal that nobody holds any more ends with an error.
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        keep(&buffer[..count]);
    }
}
