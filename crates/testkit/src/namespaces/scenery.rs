//! Network namespaces kept in every way in which one can be kept, each with sockets of its own.

use std::fs::{self, File};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};

use crate::lab::{PATHS, Process};

/// What keeps a namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// A name, as `ip netns add` gives one.
    Named,
    /// A mount elsewhere, as container runtimes make one.
    Mounted,
    /// A process in it.
    Process,
    /// A process in it whose cgroup is called as Docker calls those of containers.
    Container,
    /// An open descriptor.
    Descriptor,
    /// A thread of a process that is elsewhere.
    Thread,
}

/// How many of each there are.
const CAST: [(Kept, usize); 6] = [
    (Kept::Named, 8),
    (Kept::Mounted, 3),
    (Kept::Process, 3),
    (Kept::Container, 1),
    (Kept::Descriptor, 3),
    (Kept::Thread, 2),
];
/// The start of the container's id, which is all that is known of it.
const CONTAINER: &str = "0123456789ab";

/// A namespace, and what keeps it until this is dropped.
pub(super) struct Scene {
    pub(super) kept: Kept,
    /// Its name or path, where it has one, or the number of its inode.
    pub(super) label: String,
    /// What its container is called.
    pub(super) container: Option<&'static str>,
    /// A file by which it can be entered.
    pub(super) door: String,
    _sockets: Sockets,
    _descriptor: Option<File>,
    /// Its process, if it has one.
    pub(super) process: Option<Process>,
    _thread: Option<Parked>,
}

/// Sockets of most kinds.
struct Sockets {
    _tcp: Vec<TcpListener>,
    _udp: UdpSocket,
    _unix: UnixListener,
}

/// A thread that waits until this is dropped.
struct Parked {
    leave: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Parked {
    fn drop(&mut self) {
        self.leave = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Makes them all. The place of each in the list tells it from the others, as part of its ports and paths.
pub(super) fn raise() -> Result<Vec<Scene>> {
    let cast = CAST.iter().flat_map(|&(kept, count)| std::iter::repeat_n(kept, count));
    cast.enumerate().map(|(place, kept)| scene(kept, place)).collect()
}

/// Makes one, on a thread that moves into it.
fn scene(kept: Kept, place: usize) -> Result<Scene> {
    let (made, receive) = mpsc::channel();
    let (leave, left) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        let scene = scene_here(kept, place);
        let stays = scene.is_ok() && kept == Kept::Thread;
        let _ = made.send(scene);
        if stays {
            let _ = left.recv();
        }
    });
    let mut scene = receive.recv().context("the thread in the namespace died")??;
    let mut parked = Parked { leave: Some(leave), thread: Some(thread) };
    if kept == Kept::Thread {
        scene._thread = Some(parked);
    } else {
        // Only what is meant to keep the namespace may do so.
        parked.leave = None;
    }
    Ok(scene)
}

fn scene_here(kept: Kept, place: usize) -> Result<Scene> {
    const OWN: &str = "/proc/thread-self/ns/net";
    unshare(CloneFlags::CLONE_NEWNET).context("unshare a network namespace")?;
    let inode = fs::read_link(OWN)?.to_string_lossy().trim_matches(|c: char| !c.is_ascii_digit()).to_owned();
    let thread = fs::read_link("/proc/thread-self")?;
    let mut scene = Scene {
        kept,
        label: inode,
        container: None,
        door: String::new(),
        _sockets: sockets(place)?,
        _descriptor: None,
        process: None,
        _thread: None,
    };
    match kept {
        Kept::Named | Kept::Mounted => {
            let folder = if kept == Kept::Named { "/run/netns" } else { PATHS };
            let file = format!("{folder}/namespace {place}");
            File::create(&file).with_context(|| format!("make {file}"))?;
            mount(Some(OWN), Path::new(&file), None::<&str>, MsFlags::MS_BIND, None::<&str>)
                .with_context(|| format!("mount a namespace on {file}"))?;
            scene.label = if kept == Kept::Named { format!("namespace {place}") } else { file.clone() };
            scene.door = file;
        }
        Kept::Process | Kept::Container => {
            let process = Command::new("sleep").arg("1000").stdin(Stdio::null()).spawn().context("run sleep")?;
            if kept == Kept::Container {
                let cgroup = format!("/sys/fs/cgroup/docker-{CONTAINER}{}.scope", "0".repeat(52));
                fs::create_dir(&cgroup).with_context(|| format!("make {cgroup}"))?;
                fs::write(format!("{cgroup}/cgroup.procs"), process.id().to_string())
                    .with_context(|| format!("put a process in {cgroup}"))?;
                scene.container = Some(CONTAINER);
            }
            scene.door = format!("/proc/{}/ns/net", process.id());
            scene.process = Some(Process(process));
        }
        Kept::Descriptor => {
            use std::os::fd::AsRawFd;
            let file = File::open(OWN).context("open the namespace")?;
            scene.door = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd());
            scene._descriptor = Some(file);
        }
        Kept::Thread => scene.door = format!("/proc/{}/ns/net", thread.display()),
    }
    Ok(scene)
}

/// Different in each namespace, and the UNIX one alike in all but the path.
fn sockets(place: usize) -> Result<Sockets> {
    let port = 7000 + u16::try_from(place)?;
    let tcp = [format!("0.0.0.0:{port}"), "0.0.0.0:22".to_owned(), format!("[::]:{}", port + 1000)];
    Ok(Sockets {
        _tcp: tcp.iter().map(TcpListener::bind).collect::<Result<_, _>>().context("listen")?,
        _udp: UdpSocket::bind(("0.0.0.0", port)).context("bind a datagram socket")?,
        _unix: UnixListener::bind(format!("{PATHS}/listener {place}")).context("listen at a path")?,
    })
}
