//! Who else holds the other end: descriptors that share a pipe, an eventfd, a queue of messages or a pseudoterminal.
//!
//! An index that is filled with every descriptor of every process and then asked; it does no I/O.

use model::{Access, DeviceNumber, FileIdentity, FileKind, FileProcess, FileSlot, Inode, OpenFile, ProcessId};
use std::collections::{HashMap, HashSet};

/// The first and the last major number of the slave sides of pseudoterminals (`UNIX98_PTY_SLAVE_MAJOR` and how many there are, the
/// kernel's include/uapi/linux/major.h).
const SLAVES: std::ops::RangeInclusive<u32> = 136..=143;
/// Slaves that one major number has room for.
const SLAVES_PER_MAJOR: u32 = 1 << 20;

/// What descriptors have in common whose holders can talk with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Channel {
    Pipe(DeviceNumber, Inode),
    MessageQueue(DeviceNumber, Inode),
    Event(i64),
    /// The master side of a pseudoterminal, by its number.
    Master(u32),
    /// The slave side.
    Slave(u32),
}

/// A descriptor at one end of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Whose it is.
    pub process: ProcessId,
    /// The name of that process. Untrusted bytes.
    pub name: Box<[u8]>,
    /// Its number.
    pub descriptor: u32,
    /// For what it is open.
    pub access: Option<Access>,
}

/// Which channels are held by whom.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    ends: HashMap<Channel, Vec<End>>,
    added: HashSet<(Channel, ProcessId, u32)>,
}

impl Endpoints {
    /// Adds a file of a process, if it is a descriptor of a channel. That the threads of a process share it adds nothing.
    pub fn add(&mut self, process: &FileProcess, file: &OpenFile) {
        if let (Some(channel), FileSlot::Descriptor(descriptor)) = (held(file), file.slot) {
            if self.added.insert((channel, process.id, descriptor)) {
                let end = End { process: process.id, name: process.name.clone(), descriptor, access: file.access };
                self.ends.entry(channel).or_default().push(end);
            }
        }
    }

    /// The descriptors at the other end of a file of a process, in the order in which they were added: of a pseudoterminal those of its
    /// other side, of anything else all but this one.
    pub fn others(&self, process: ProcessId, file: &OpenFile) -> impl Iterator<Item = &End> {
        let ends = held(file).and_then(|channel| self.ends.get(&other_side(channel)));
        let slot = file.slot;
        ends.into_iter()
            .flatten()
            .filter(move |end| end.process != process || FileSlot::Descriptor(end.descriptor) != slot)
    }
}

/// The number of the pseudoterminal whose slave side a file is.
#[must_use]
pub fn slave_number(file: &OpenFile) -> Option<u32> {
    let device = file.special_device.filter(|_| file.kind == FileKind::Character)?;
    let major = SLAVES.contains(&device.major).then(|| device.major - SLAVES.start())?;
    device.minor.checked_add(major * SLAVES_PER_MAJOR)
}

fn held(file: &OpenFile) -> Option<Channel> {
    match (file.kind, file.identity) {
        (FileKind::Fifo, _) => Some(Channel::Pipe(file.device?, file.inode?)),
        (FileKind::MessageQueue, _) => Some(Channel::MessageQueue(file.device?, file.inode?)),
        (_, Some(FileIdentity::Event(number))) => Some(Channel::Event(number)),
        (_, Some(FileIdentity::MasterOf(number))) => Some(Channel::Master(number)),
        _ => slave_number(file).map(Channel::Slave),
    }
}

fn other_side(channel: Channel) -> Channel {
    match channel {
        Channel::Master(number) => Channel::Slave(number),
        Channel::Slave(number) => Channel::Master(number),
        shared => shared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open_files::class::bare;

    fn process(id: u32) -> FileProcess {
        FileProcess {
            id: ProcessId(id),
            task: None,
            parent: ProcessId(0),
            group: ProcessId(0),
            user: None,
            name: (*b"x").into(),
            task_name: None,
        }
    }

    fn file(descriptor: u32, kind: FileKind) -> OpenFile {
        OpenFile { kind, ..bare(FileSlot::Descriptor(descriptor), Box::default()) }
    }

    fn others(endpoints: &Endpoints, id: u32, file: &OpenFile) -> Vec<(u32, u32)> {
        endpoints.others(ProcessId(id), file).map(|end| (end.process.0, end.descriptor)).collect()
    }

    #[test]
    fn the_ends_of_a_pipe_are_all_but_oneself() {
        let pipe = |descriptor, inode| OpenFile {
            device: Some(DeviceNumber { major: 0, minor: 15 }),
            inode: Some(Inode(inode)),
            ..file(descriptor, FileKind::Fifo)
        };
        let mut endpoints = Endpoints::default();
        endpoints.add(&process(7), &pipe(3, 99));
        endpoints.add(&process(7), &pipe(4, 99));
        endpoints.add(&process(8), &pipe(3, 99));
        endpoints.add(&FileProcess { task: Some(ProcessId(9)), ..process(7) }, &pipe(4, 99));
        endpoints.add(&process(8), &pipe(5, 100));
        assert_eq!(others(&endpoints, 7, &pipe(3, 99)), [(7, 4), (8, 3)]);
        assert_eq!(others(&endpoints, 8, &pipe(5, 100)), []);
        assert_eq!(others(&endpoints, 8, &file(6, FileKind::Fifo)), []);
    }

    #[test]
    fn each_side_of_a_terminal_has_the_other_as_its_end() {
        let master = OpenFile { identity: Some(FileIdentity::MasterOf(5)), ..file(3, FileKind::Character) };
        let slave = |descriptor, major, minor| OpenFile {
            special_device: Some(DeviceNumber { major, minor }),
            ..file(descriptor, FileKind::Character)
        };
        let mut endpoints = Endpoints::default();
        endpoints.add(&process(7), &master);
        endpoints.add(&process(8), &slave(0, 136, 5));
        endpoints.add(&process(8), &slave(1, 136, 5));
        endpoints.add(&process(8), &slave(2, 1, 5));
        assert_eq!(others(&endpoints, 7, &master), [(8, 0), (8, 1)]);
        assert_eq!(others(&endpoints, 8, &slave(0, 136, 5)), [(7, 3)]);
        assert_eq!(others(&endpoints, 8, &slave(2, 1, 5)), []);
        assert_eq!(slave_number(&slave(0, 137, 1)), Some(SLAVES_PER_MAJOR + 1));
        assert_eq!(slave_number(&slave(0, 136, u32::MAX)), Some(u32::MAX));
        assert_eq!(slave_number(&slave(0, 143, u32::MAX)), None);
    }
}
