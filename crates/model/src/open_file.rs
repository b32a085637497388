//! A file that a process has open, maps, runs or stands in, of whatever kind (proc(5)).
//!
//! Plain facts as the kernel gives them; how a tool words them is its own affair. Names and paths are whatever processes made them:
//! untrusted bytes. What could not be read is absent, and where the file itself could not be reached, [`FileKind::Unknown`] says why.

use crate::{Bytes, Inode, ProcessId, UserId};

/// A process, or one of its threads, whose files are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProcess {
    /// Its number.
    pub id: ProcessId,
    /// The number of the thread, where the files are those of a thread other than the process's first.
    pub task: Option<ProcessId>,
    /// Its parent. Zero: none, or one outside of the PID namespace.
    pub parent: ProcessId,
    /// Its process group.
    pub group: ProcessId,
    /// As whom it acts; `None` where that could not be read.
    pub user: Option<UserId>,
    /// The name of the process. Untrusted bytes.
    pub name: Box<[u8]>,
    /// The name of the thread, where there is one. Untrusted bytes.
    pub task_name: Option<Box<[u8]>>,
}

/// One open file of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    /// How the process holds it.
    pub slot: FileSlot,
    /// For what a descriptor is open.
    pub access: Option<Access>,
    /// A lock that the process holds on it.
    pub lock: Option<FileLock>,
    /// What it is.
    pub kind: FileKind,
    /// The device of the file system that it is on.
    pub device: Option<DeviceNumber>,
    /// The device that a special file stands for.
    pub special_device: Option<DeviceNumber>,
    /// Its size, where it is of a kind that has one.
    pub size: Option<Bytes>,
    /// Where a descriptor would read or write next, in octets from the start.
    pub offset: Option<u64>,
    /// Names that it has on its file system.
    pub links: Option<u64>,
    /// Its number on its file system.
    pub inode: Option<Inode>,
    /// With which flags a descriptor is open, as open(2) numbers them.
    pub flags: Option<u32>,
    /// What tells it from others of its kind, where its device and inode do not.
    pub identity: Option<FileIdentity>,
    /// Its path as the kernel writes it (with its mark of deletion), or what it is called in place of one. Untrusted bytes.
    pub name: Box<[u8]>,
    /// What is to be said behind the name.
    pub note: Option<FileNote>,
}

/// How a process holds a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileSlot {
    /// As the directory in which it works.
    CurrentDirectory,
    /// As its root directory.
    RootDirectory,
    /// As the program that it runs.
    Text,
    /// Mapped into its memory.
    Memory,
    /// Mapped into its memory, and deleted or replaced since.
    DeletedMemory,
    /// By a descriptor.
    Descriptor(u32),
    /// By descriptors, of which the list could not be read: the file is the directory that lists them.
    NoDescriptors,
}

/// For what a descriptor is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// To read.
    Read,
    /// To write.
    Write,
    /// For both, or for neither.
    Both,
}

/// A lock held on a file (proc_locks(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileLock {
    /// Whether it keeps readers out, too.
    pub is_exclusive: bool,
    /// Whether it covers the file from its start on without an end.
    pub is_whole: bool,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A regular file.
    Regular,
    /// A directory.
    Directory,
    /// A special file that stands for a character device.
    Character,
    /// A special file that stands for a block device.
    Block,
    /// A pipe, with a name or without.
    Fifo,
    /// A socket.
    Socket,
    /// A symbolic link, opened itself.
    Link,
    /// A queue of messages (mq_overview(7)).
    MessageQueue,
    /// What has a descriptor and no file, such as an epoll instance.
    Anonymous,
    /// Of a type for which there is no name: the bits of its mode (inode(7)).
    Other(u32),
    /// Whatever could not be reached; the note says why.
    Unknown,
}

/// What tells files of a kind from each other that share an inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileIdentity {
    /// The number of an eventfd (eventfd(2)).
    Event(i64),
    /// It is the master side of the pseudoterminal with this number (pty(7)).
    MasterOf(u32),
}

/// What is to be said of a file behind its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNote {
    /// An operation on it failed: which, and the number of the error (errno(3)).
    Failed(FileOperation, i32),
    /// It is mapped, and another file stands at its path now: this is what was mapped.
    PathIsOther {
        /// The device of what stands at the path, where it differs from that of the map.
        device: Option<DeviceNumber>,
        /// The inode of what stands at the path, where it differs.
        inode: Option<Inode>,
    },
}

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileOperation {
    /// To read where a link leads.
    ReadLink,
    /// To ask what it is.
    Stat,
    /// To list a directory.
    OpenDirectory,
}

/// The number of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceNumber {
    /// Which driver.
    pub major: u32,
    /// Which of its devices.
    pub minor: u32,
}

impl DeviceNumber {
    /// Both parts in one number, as stat(2) gives it and makedev(3) packs it.
    pub const fn packed(self) -> u64 {
        let (major, minor) = (self.major as u64, self.minor as u64);
        (major & 0xFFF) << 8 | (major & !0xFFF) << 32 | minor & 0xFF | (minor & !0xFF) << 12
    }
}
