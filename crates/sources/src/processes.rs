//! Processes by number: what /proc tells of each (proc(5)).

use model::{ClockTicks, ProcessId};
use rustix::fs::{CWD, Mode, OFlags};
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::Arc;

/// Room for `/proc/PID/stat` up to the end of the name: a pid, the name (63 octets for kernel workers) and brackets.
const STAT_START: usize = 128;
/// Room for `/proc/PID/stat` as a whole: 52 numbers and a name.
const STAT: usize = 1280;
/// Fields from the name's closing bracket to the state.
const STATE_BEHIND_NAME: usize = 1;
/// The state of what has ended.
const ZOMBIE: &[u8] = b"Z";
/// Fields from the name's closing bracket to the parent, which is the 4th.
const PARENT_BEHIND_NAME: usize = 2;
/// Fields from there to the process group, which is the 5th.
const GROUP_BEHIND_NAME: usize = 3;
/// Fields from there to the start time, which proc_pid_stat(5) counts as the 22nd.
const START_TIME_BEHIND_NAME: usize = 20;

/// The name of a process that lives, as the kernel keeps it. Untrusted bytes.
pub fn name(proc_root: &Path, process: u32) -> Option<Arc<[u8]>> {
    let path = proc_root.join(process.to_string()).join("stat");
    let file = rustix::fs::openat(CWD, &path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    let mut start = [0; STAT_START];
    let length = rustix::io::read(file, &mut start[..]).ok()?;
    name_in(start.get(..length)?).map(Arc::from)
}

/// What `/proc/PID/stat` tells of a process or thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stat {
    /// Its name. Untrusted bytes.
    pub(crate) name: Box<[u8]>,
    /// Its parent; zero where that is outside of the PID namespace, or there is none.
    pub(crate) parent: Option<ProcessId>,
    /// Its process group; zero where that is outside of the PID namespace.
    pub(crate) group: Option<ProcessId>,
    /// Whether it has ended, and is listed until its parent takes notice.
    pub(crate) has_ended: bool,
    /// When it started.
    pub(crate) started: Option<ClockTicks>,
}

impl Stat {
    /// Reads it from the open folder of the process or thread.
    pub(crate) fn read(folder: impl AsFd) -> Option<Self> {
        let file = rustix::fs::openat(folder, "stat", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
        let mut line = [0; STAT];
        let length = rustix::io::read(file, &mut line[..]).ok()?;
        Self::parse(line.get(..length)?)
    }

    fn parse(line: &[u8]) -> Option<Self> {
        // The name may hold brackets and blanks; nothing behind it does.
        let behind = line.iter().rposition(|&octet| octet == b')')? + 1;
        let field = |place| line[behind..].split(|&octet| octet == b' ').nth(place);
        let number = |place| std::str::from_utf8(field(place)?).ok()?.parse::<u64>().ok();
        let process = |place| number(place).and_then(|process| u32::try_from(process).ok()).map(ProcessId);
        Some(Self {
            name: name_in(line)?.into(),
            parent: process(PARENT_BEHIND_NAME),
            group: process(GROUP_BEHIND_NAME),
            has_ended: field(STATE_BEHIND_NAME) == Some(ZOMBIE),
            started: number(START_TIME_BEHIND_NAME).map(ClockTicks),
        })
    }
}

/// A name as tools of old print it: up to its first closing bracket.
pub(crate) fn cut_name(name: &[u8]) -> &[u8] {
    name.split(|&octet| octet == b')').next().unwrap_or(name)
}

/// The name in a line of `/proc/PID/stat`, cut.
fn name_in(stat: &[u8]) -> Option<&[u8]> {
    Some(cut_name(stat.get(stat.iter().position(|&octet| octet == b'(')? + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_blanks_in_a_name_move_nothing() {
        let line = b"7 (x) R (y) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 99911 8192 1 1844\n";
        let stat = Stat::parse(line).unwrap();
        assert_eq!((&*stat.name, stat.started), (&b"x"[..], Some(ClockTicks(99911))));
        assert_eq!((stat.parent, stat.group, stat.has_ended), (Some(ProcessId(1)), Some(ProcessId(7)), false));
        assert!(Stat::parse(b"7 (x) Z 1").unwrap().has_ended);
        for length in 0..line.len() {
            Stat::parse(&line[..length]);
        }
        assert_eq!(Stat::parse(b"7 () S").unwrap(), Stat::default());
        assert_eq!(Stat::parse(b"7"), None);
    }
}
