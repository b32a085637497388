//! What was found, in the order of the output: processes, and the files of each. It is kept until all of it is known, because
//! the widths of the columns depend on every row.

use super::cells::{Device, Node};
use super::line::{Line, Name, Slot};
use super::sockets::{SocketId, SocketTable};
use model::{Access, DeviceNumber, FileKind, FileLock, FileNote, FileOperation, FileProcess, FileSlot, OpenFile};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Processes with files to show.
#[derive(Debug, Default)]
pub(super) struct Listing {
    processes: Vec<Listed>,
    rows: Vec<Row>,
    files: Vec<OpenFile>,
    /// What is said behind the names of some of them: the rest has nothing.
    remarks: HashMap<u32, Box<[u8]>>,
    /// The sockets that rows refer to.
    pub(super) sockets: SocketTable,
}

/// A process, and where its rows are.
#[derive(Debug)]
struct Listed {
    process: FileProcess,
    rows: Range<usize>,
}

/// One file: of a million sockets each takes its row, so that it is as small as can be.
#[derive(Clone, Copy, Debug)]
enum Row {
    /// A socket of which nothing matters but what its table tells.
    Socket { descriptor: u32, socket: SocketId },
    /// Anything else, at this place of `files`.
    File(u32),
}

impl Listing {
    /// Begins a process, to which what is added next belongs.
    pub(super) fn begin_process(&mut self, process: FileProcess) {
        self.processes.push(Listed { process, rows: self.rows.len()..self.rows.len() });
    }

    /// Adds a socket that the process begun last has as this descriptor.
    pub(super) fn add_socket(&mut self, descriptor: u32, socket: SocketId) {
        self.add(Row::Socket { descriptor, socket });
    }

    /// Adds a file of the process begun last.
    pub(super) fn add_file(&mut self, file: OpenFile) {
        // A host has fewer descriptors than 2³².
        let place = self.files.len() as u32;
        self.files.push(file);
        self.add(Row::File(place));
    }

    /// Adds a file of the process begun last, with what is to be said behind its name: printable, a blank before it.
    pub(super) fn add_remarked_file(&mut self, file: OpenFile, remark: Vec<u8>) {
        if !remark.is_empty() {
            self.remarks.insert(self.files.len() as u32, remark.into());
        }
        self.add_file(file);
    }

    fn add(&mut self, row: Row) {
        if let Some(process) = self.processes.last_mut() {
            self.rows.push(row);
            process.rows.end = self.rows.len();
        }
    }

    /// Whether there is no file to show.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every process that has files to show, and those.
    pub(super) fn processes(&self) -> impl Iterator<Item = (&FileProcess, impl Iterator<Item = Line<'_>>)> {
        let shown = self.processes.iter().filter(|listed| !listed.rows.is_empty());
        shown.map(|listed| (&listed.process, self.rows[listed.rows.clone()].iter().map(|row| self.line(*row))))
    }

    fn line(&self, row: Row) -> Line<'_> {
        match row {
            Row::Socket { descriptor, socket } => self.socket_line(socket, Slot::Descriptor(descriptor)),
            Row::File(place) => {
                let file = &self.files[place as usize];
                let socket = file.inode.filter(|_| file.kind == FileKind::Socket);
                let line = match socket.and_then(|inode| self.sockets.find(inode)) {
                    Some(socket) => Line {
                        access: access_letter(file.access),
                        lock: lock(file.lock),
                        flags: file.flags,
                        ..self.socket_line(socket, slot(file.slot))
                    },
                    None => file_line(file),
                };
                Line { remark: self.remarks.get(&place).map_or(&[], |remark| remark), ..line }
            }
        }
    }

    fn socket_line<'l>(&'l self, socket: SocketId, slot: Slot<'l>) -> Line<'l> {
        let (inode, facts) = self.sockets.get(socket);
        Line {
            slot,
            access: b'u',
            lock: b' ',
            kind: Cow::Borrowed(facts.kind()),
            flags: None,
            device: facts.device(inode),
            holding_device: None,
            raw_device: None,
            size: None,
            offset: Some(0),
            links: None,
            node: facts.node(inode),
            name: Name::Socket(facts),
            remark: &[],
        }
    }
}

fn file_line(file: &OpenFile) -> Line<'_> {
    let shown = match file.kind {
        FileKind::Character | FileKind::Block => file.special_device.or(file.device),
        _ => file.device,
    };
    Line {
        slot: slot(file.slot),
        access: access_letter(file.access),
        lock: lock(file.lock),
        // What stands for all descriptors is no file of any type.
        kind: if file.slot == FileSlot::NoDescriptors { Cow::Borrowed("") } else { kind(file.kind) },
        flags: file.flags,
        device: shown.map_or(Device::None, |device| Device::Numbers(device.major, device.minor)),
        holding_device: file.device.map(DeviceNumber::packed),
        raw_device: file.special_device.map(DeviceNumber::packed),
        size: file.size.map(|size| size.0),
        offset: file.offset,
        links: file.links,
        node: file.inode.map_or(Node::None, Node::Inode),
        name: Name::File { name: &file.name, note: file.note.as_ref().map_or(Cow::Borrowed(""), note) },
        remark: &[],
    }
}

fn slot(slot: FileSlot) -> Slot<'static> {
    match slot {
        FileSlot::Descriptor(number) => Slot::Descriptor(number),
        other => Slot::Word(slot_name(other)),
    }
}

/// What stands under FD for what is no descriptor.
pub(super) fn slot_name(slot: FileSlot) -> &'static str {
    match slot {
        FileSlot::CurrentDirectory => "cwd",
        FileSlot::RootDirectory => "rtd",
        FileSlot::Text => "txt",
        FileSlot::Memory => "mem",
        FileSlot::DeletedMemory => "DEL",
        FileSlot::NoDescriptors => "NOFD",
        FileSlot::Descriptor(_) => "fd",
    }
}

/// How a descriptor's access is shown behind its number.
pub(super) fn access_letter(access: Option<Access>) -> u8 {
    match access {
        Some(Access::Read) => b'r',
        Some(Access::Write) => b'w',
        Some(Access::Both) => b'u',
        None => b' ',
    }
}

/// A letter for the kind of lock, large where it is on the whole file.
fn lock(lock: Option<FileLock>) -> u8 {
    match lock {
        Some(FileLock { is_exclusive: true, is_whole: true }) => b'W',
        Some(FileLock { is_exclusive: true, is_whole: false }) => b'w',
        Some(FileLock { is_exclusive: false, is_whole: true }) => b'R',
        Some(FileLock { is_exclusive: false, is_whole: false }) => b'r',
        None => b' ',
    }
}

fn kind(kind: FileKind) -> Cow<'static, str> {
    Cow::Borrowed(match kind {
        FileKind::Regular => "REG",
        FileKind::Directory => "DIR",
        FileKind::Character => "CHR",
        FileKind::Block => "BLK",
        FileKind::Fifo => "FIFO",
        FileKind::Socket => "sock",
        FileKind::Link => "LINK",
        FileKind::MessageQueue => "PSXMQ",
        FileKind::Anonymous => "a_inode",
        FileKind::Unknown => "unknown",
        FileKind::Other(bits) => return Cow::Owned(format!("{bits:04o}")),
    })
}

fn note(note: &FileNote) -> Cow<'static, str> {
    Cow::Owned(match note {
        FileNote::Failed(operation, number) => {
            let operation = match operation {
                FileOperation::ReadLink => "readlink",
                FileOperation::Stat => "stat",
                FileOperation::OpenDirectory => "opendir",
            };
            format!("({operation}: {})", error_text(*number))
        }
        FileNote::PathIsOther { device, inode } => {
            let device = device.map(|device| format!("dev={},{}", device.major, device.minor));
            let inode = inode.map(|inode| format!("inode={inode}"));
            let parts: Vec<_> = device.into_iter().chain(inode).collect();
            format!("(path {})", parts.join(", "))
        }
    })
}

/// What strerror(3) says of an error. (The standard library's text has the number behind it.)
fn error_text(number: i32) -> String {
    let text = std::io::Error::from_raw_os_error(number).to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
