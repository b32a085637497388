//! Owners from `/proc/PID/fd`: one pass over all processes, for anyone (proc_pid_fd(5)).

use super::{OwnerDetails, OwnerMap};
use crate::{processes, selinux};
use model::{Facts, Gap, Holder, Inode, ProcessId, SecurityContexts};
use rustix::fs::{CWD, Mode, OFlags, RawDir};
use rustix::io::Errno;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const DIRECTORY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// Room for directory entries of one `getdents64`, in octets.
const ENTRIES: usize = 32 * 1024;

/// Reads the descriptors of every process under `proc_root` (`/proc`). Processes that end meanwhile are passed over;
/// those that may not be examined are counted in a gap.
pub fn scan(proc_root: &Path, details: OwnerDetails) -> Facts<OwnerMap> {
    let mut scan = Scan { proc_root, details, found: Vec::new(), refused: 0 };
    let unreadable = |reason: String| {
        let operation = format!("reading processes from {}", proc_root.display());
        vec![Gap::new(operation, reason).with_remedy("mount proc there to see owners")]
    };
    let gaps = match scan.processes() {
        Ok(0) => unreadable("it lists none, not even this one".into()),
        Ok(_) => scan.gaps(),
        Err(error) => unreadable(error.to_string()),
    };
    Facts { found: OwnerMap::from_ascending(scan.found), gaps }
}

struct Scan<'a> {
    proc_root: &'a Path,
    details: OwnerDetails,
    found: Vec<(Inode, Holder)>,
    refused: usize,
}

/// A process or, where threads are told apart, one of its threads.
struct Task {
    process: ProcessId,
    thread: Option<ProcessId>,
    /// Its folder below /proc.
    folder: String,
}

impl Scan<'_> {
    /// Looks at every process and returns how many there are.
    fn processes(&mut self) -> rustix::io::Result<usize> {
        let root = rustix::fs::openat(CWD, self.proc_root, DIRECTORY, Mode::empty())?;
        let processes = sorted_numbers(&root)?;
        for &process in &processes {
            let thread = self.details.threads.then_some(ProcessId(process));
            let task = Task { process: ProcessId(process), thread, folder: process.to_string() };
            // Any other failure means that the process ended between listing and reading.
            if let Err(Errno::ACCESS | Errno::PERM) = self.descriptors(&root, &task) {
                self.refused += 1;
            }
            if self.details.threads {
                self.threads(&root, process);
            }
        }
        Ok(processes.len())
    }

    /// Looks at the threads of a process after its first, which may have other descriptors or have ended.
    fn threads(&mut self, root: &OwnedFd, process: u32) {
        let listed = rustix::fs::openat(root, format!("{process}/task"), DIRECTORY, Mode::empty());
        let Ok(threads) = listed.and_then(|folder| sorted_numbers(&folder)) else { return };
        for thread in threads.into_iter().filter(|thread| *thread != process) {
            let folder = format!("{process}/task/{thread}");
            let task = Task { process: ProcessId(process), thread: Some(ProcessId(thread)), folder };
            // A refusal was counted with the process; any other failure means that the thread ended.
            let _ = self.descriptors(root, &task);
        }
    }

    fn descriptors(&mut self, root: &OwnedFd, task: &Task) -> rustix::io::Result<()> {
        let directory = rustix::fs::openat(root, format!("{}/fd", task.folder), DIRECTORY, Mode::empty())?;
        let mut sockets: Vec<(u32, Inode)> = Vec::new();
        for_each_number(&directory, |descriptor| {
            if let Some(inode) = socket_inode(&directory, descriptor) {
                sockets.push((descriptor, inode));
            }
        })?;
        if sockets.is_empty() {
            return Ok(());
        }
        sockets.sort_unstable_by_key(|(descriptor, _)| *descriptor);
        let name = processes::name_below(root, &task.folder).unwrap_or_default();
        for (descriptor, inode) in sockets {
            let contexts = self.details.contexts.then(|| Arc::new(self.contexts(task, descriptor)));
            let (process, thread, name) = (task.process, task.thread, name.clone());
            self.found.push((inode, Holder { process, descriptor, name, thread, contexts }));
        }
        Ok(())
    }

    fn contexts(&self, task: &Task, descriptor: u32) -> SecurityContexts {
        let folder: PathBuf = self.proc_root.join(&task.folder);
        SecurityContexts {
            process: selinux::task_context(&folder),
            socket: selinux::file_context(&folder.join(format!("fd/{descriptor}"))),
        }
    }

    fn gaps(&self) -> Vec<Gap> {
        if self.refused == 0 {
            return Vec::new();
        }
        let processes = if self.refused == 1 { "1 process".into() } else { format!("{} processes", self.refused) };
        vec![
            Gap::new(format!("looking for sockets of {processes}"), "not permitted")
                .with_remedy("run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH, to see these owners"),
        ]
    }
}

/// The entries of the directory whose names are numbers, in ascending order.
fn sorted_numbers(directory: &OwnedFd) -> rustix::io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for_each_number(directory, |number| numbers.push(number))?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Calls `each` with every entry of the directory whose name is a number.
fn for_each_number(directory: &OwnedFd, mut each: impl FnMut(u32)) -> rustix::io::Result<()> {
    let mut room = [MaybeUninit::uninit(); ENTRIES];
    let mut entries = RawDir::new(directory, &mut room);
    while let Some(entry) = entries.next() {
        if let Some(number) = decimal(entry?.file_name().to_bytes()) {
            each(number);
        }
    }
    Ok(())
}

fn decimal(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0u32, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The inode behind a descriptor that links to `socket:[INODE]`.
fn socket_inode(directory: &OwnedFd, descriptor: u32) -> Option<Inode> {
    let mut room = [MaybeUninit::uninit(); 64];
    let mut digits = [0u8; 11];
    let (link, _) = rustix::fs::readlinkat_raw(directory, c_decimal(descriptor, &mut digits), &mut room).ok()?;
    let number = link.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    std::str::from_utf8(number).ok()?.parse().ok().map(Inode)
}

/// A number as a C string in `room`, so that no path is allocated per descriptor.
fn c_decimal(number: u32, room: &mut [u8; 11]) -> &std::ffi::CStr {
    let mut start = room.len() - 1;
    room[start] = 0;
    let mut rest = number;
    loop {
        start -= 1;
        room[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    std::ffi::CStr::from_bytes_with_nul(&room[start..]).unwrap_or_default()
}
