//! Processes and the files that they have open, of every kind, from /proc (proc(5)).
//!
//! For each process: the directory it works in, its root directory, its program, what is mapped into its memory, its descriptors in
//! ascending order; then the same for its other threads, where asked for. Processes come in ascending order. They are looked at on all
//! cores, some hundred at a time, so that what is held does not grow with the host. Only what is asked for is read: a descriptor costs
//! one system call where nothing but its socket counts, and up to six where everything does.

mod class;
mod descriptor_info;
mod descriptors;
pub mod endpoints;
mod locks;
mod maps;
pub mod named;
mod process;
mod socket_protocol;

use crate::mounts;
use crate::owners::spread;
pub use socket_protocol::socket_protocol;

use crate::folder::Folder;
use crate::proc_files::ProcFiles;
use locks::Locks;
use model::{DeviceNumber, FileProcess, Gap, OpenFile, ProcessId};
use process::Reader;

/// Processes that are looked at before what they hold is handed on.
const AT_A_TIME: usize = 256;
/// The name of the file system of message queues.
const MESSAGE_QUEUES: &str = "mqueue";

/// What to read.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Which processes there may be; `None`: every one.
    pub among: Option<&'a [ProcessId]>,
    /// Whether a process, or a thread, is looked into. The rest is passed over.
    pub is_wanted: &'a (dyn Fn(&FileProcess) -> bool + Sync),
    /// Look at threads beside the first of a process, too.
    pub tasks: bool,
    /// Which of their files.
    pub slots: Slots,
    /// What of each descriptor.
    pub details: Details,
}

/// Which files of a process to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// The directory that it works in.
    pub current_directory: bool,
    /// Its root directory.
    pub root_directory: bool,
    /// Its program.
    pub text: bool,
    /// What is mapped into its memory.
    pub memory: bool,
    /// What it has descriptors of.
    pub descriptors: Descriptors,
}

impl Slots {
    /// All of them.
    pub const ALL: Self =
        Self { current_directory: true, root_directory: true, text: true, memory: true, descriptors: Descriptors::All };
}

/// Which descriptors to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Descriptors {
    /// None.
    None,
    /// Those of sockets: of what they are nothing but the inode, and where asked for the flags, is read.
    Sockets,
    /// Every one.
    All,
}

/// What to read of descriptors beside what is always told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The locks on them.
    pub locks: bool,
    /// The offset also of files that have a size.
    pub offsets: bool,
    /// With which flags they are open.
    pub flags: bool,
}

/// A process or thread, and its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The process or thread.
    pub process: FileProcess,
    /// Its files, in the order of their slots.
    pub files: Vec<OpenFile>,
}

/// Reads the files of processes and hands each process on, in ascending order. Processes that end meanwhile are passed over.
///
/// # Errors
/// Where there is no list of processes. What a process does not let be read is told as a file of its own.
pub fn read(proc_files: &ProcFiles, ask: &Ask<'_>, mut visit: impl FnMut(Opened)) -> Result<(), Gap> {
    let unreadable = |error: rustix::io::Errno| {
        Gap::new(format!("reading processes from {}", proc_files.root().display()), error.to_string())
            .with_remedy("mount proc there to see open files")
    };
    let root = Folder::open(proc_files.root()).map_err(unreadable)?;
    let processes = match ask.among {
        Some(among) => {
            let mut processes: Vec<u32> = among.iter().map(|process| process.0).collect();
            processes.sort_unstable();
            processes.dedup();
            processes
        }
        None => root.numbers().map_err(unreadable)?,
    };
    let locks = if ask.details.locks { Locks::read(&proc_files.path("locks")) } else { Locks::default() };
    let message_queues = message_queue_devices(proc_files);
    let reader = Reader::new(proc_files.root(), &root, ask, &locks, &message_queues);
    for some in processes.chunks(AT_A_TIME) {
        for opened in spread::map(some, |&process| reader.process(process)) {
            opened.into_iter().for_each(&mut visit);
        }
    }
    Ok(())
}

/// The devices of the file systems of message queues, which hold no regular files although they say so.
fn message_queue_devices(proc_files: &ProcFiles) -> Vec<DeviceNumber> {
    let mounts = mounts::all(proc_files.root(), MESSAGE_QUEUES).unwrap_or_default();
    mounts.into_iter().map(|mount| mounts::device(mount.device)).collect()
}

#[cfg(test)]
mod tests;
