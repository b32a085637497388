//! Owners from `/proc/PID/fd`: one pass over all processes, for anyone (proc_pid_fd(5)).

use super::OwnerMap;
use crate::processes;
use model::{Facts, Gap, Holder, Inode, ProcessId};
use rustix::fs::{CWD, Mode, OFlags, RawDir};
use rustix::io::Errno;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;

const DIRECTORY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// Room for directory entries of one `getdents64`, in octets.
const ENTRIES: usize = 32 * 1024;

/// Reads the descriptors of every process under `proc_root` (`/proc`). Processes that end meanwhile are passed over;
/// those that may not be examined are counted in a gap.
pub fn scan(proc_root: &Path) -> Facts<OwnerMap> {
    let mut scan = Scan::default();
    let unreadable = |reason: String| {
        let operation = format!("reading processes from {}", proc_root.display());
        vec![Gap::new(operation, reason).with_remedy("mount proc there to see owners")]
    };
    let gaps = match scan.processes(proc_root) {
        Ok(0) => unreadable("it lists none, not even this one".into()),
        Ok(_) => scan.gaps(),
        Err(error) => unreadable(error.to_string()),
    };
    Facts { found: OwnerMap::from_ascending(scan.found), gaps }
}

#[derive(Default)]
struct Scan {
    found: Vec<(Inode, Holder)>,
    refused: usize,
}

impl Scan {
    /// Looks at every process and returns how many there are.
    fn processes(&mut self, proc_root: &Path) -> rustix::io::Result<usize> {
        let root = rustix::fs::openat(CWD, proc_root, DIRECTORY, Mode::empty())?;
        let mut processes: Vec<u32> = Vec::new();
        for_each_number(&root, |process| processes.push(process))?;
        processes.sort_unstable();
        for &process in &processes {
            // Any other failure means that the process ended between listing and reading.
            if let Err(Errno::ACCESS | Errno::PERM) = self.descriptors(&root, process) {
                self.refused += 1;
            }
        }
        Ok(processes.len())
    }

    fn descriptors(&mut self, root: &OwnedFd, process: u32) -> rustix::io::Result<()> {
        let directory = rustix::fs::openat(root, format!("{process}/fd"), DIRECTORY, Mode::empty())?;
        let mut name: Option<Arc<[u8]>> = None;
        let mut sockets: Vec<(u32, Inode)> = Vec::new();
        for_each_number(&directory, |descriptor| {
            if let Some(inode) = socket_inode(&directory, descriptor) {
                sockets.push((descriptor, inode));
            }
        })?;
        sockets.sort_unstable_by_key(|(descriptor, _)| *descriptor);
        for (descriptor, inode) in sockets {
            let name = name.get_or_insert_with(|| processes::name_below(root, process).unwrap_or_default()).clone();
            self.found.push((inode, Holder { process: ProcessId(process), descriptor, name }));
        }
        Ok(())
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
