//! The descriptors of a process: where their links lead, and what is there (proc_pid_fd(5)).

use super::class;
use super::descriptor_info::DescriptorInfo;
use super::locks::Locks;
use super::{Descriptors, Details};
use crate::folder::{Folder, LinkRoom};
use model::{Access, Bytes, DeviceNumber, FileIdentity, FileKind, FileOperation, FileSlot, Inode, OpenFile, ProcessId};
use rustix::fs::Mode;
use rustix::io::Errno;
use std::ffi::CStr;
use std::io::Write;
use std::sync::OnceLock;

/// What stands before the name of a file that has only a descriptor.
const ANONYMOUS: &[u8] = b"anon_inode:";
/// The device of all terminals' master sides (`TTYAUX_MAJOR`, the kernel's include/uapi/linux/major.h).
const MASTER_OF_TERMINALS: DeviceNumber = DeviceNumber { major: 5, minor: 2 };

/// What is the same for the descriptors of all processes.
pub(super) struct DescriptorReader<'a> {
    pub(super) wanted: Descriptors,
    pub(super) details: Details,
    pub(super) locks: &'a Locks,
    /// The devices of file systems of message queues.
    pub(super) message_queues: &'a [DeviceNumber],
    /// The devices of all sockets and of all pipes without a name, once one was seen.
    devices: [OnceLock<DeviceNumber>; 2],
}

/// A file without a path, of a file system whose inodes differ in their numbers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbered {
    Socket,
    Pipe,
}

/// A descriptor that is looked at.
struct Looked<'f> {
    process: ProcessId,
    slot: FileSlot,
    name: &'f CStr,
    folder: &'f Folder,
    infos: Option<&'f Folder>,
}

impl<'a> DescriptorReader<'a> {
    pub(super) fn new(
        wanted: Descriptors,
        details: Details,
        locks: &'a Locks,
        message_queues: &'a [DeviceNumber],
    ) -> Self {
        Self { wanted, details, locks, message_queues, devices: Default::default() }
    }

    /// Appends the files of a process, or of the task whose open folder this is, in ascending order of descriptor. `path` is the
    /// folder's.
    pub(super) fn read(
        &self,
        process: ProcessId,
        task: &Folder,
        path: &str,
        files: &mut Vec<OpenFile>,
    ) -> Result<(), Errno> {
        let folder = task.folder("fd")?;
        let all = self.wanted == Descriptors::All;
        let infos = if all || self.details.flags { task.folder("fdinfo").ok() } else { None };
        let mut room = LinkRoom::new();
        let start = files.len();
        folder.for_each_number(|number, name| {
            let slot = FileSlot::Descriptor(number);
            let looked = Looked { process, slot, name, folder: &folder, infos: infos.as_ref() };
            match folder.link(name, &mut room) {
                Ok(target) => files.extend(self.file(&looked, target)),
                // It was closed meanwhile.
                Err(Errno::NOENT) => {}
                Err(error) if all => {
                    let path = format!("{path}/fd/{number}").into_bytes();
                    files.push(class::unreached(slot, path.into(), FileOperation::ReadLink, error));
                }
                Err(_) => {}
            }
        })?;
        files[start..].sort_unstable_by_key(|file| file.slot);
        Ok(())
    }

    /// The file behind a descriptor whose link says `target`.
    fn file(&self, looked: &Looked<'_>, target: &[u8]) -> Option<OpenFile> {
        if let Some(inode) = numbered(target, b"socket:[") {
            return Some(self.numbered(looked, Numbered::Socket, inode));
        }
        if self.wanted != Descriptors::All {
            return None;
        }
        if let Some(inode) = numbered(target, b"pipe:[") {
            return Some(self.numbered(looked, Numbered::Pipe, inode));
        }
        let name = name_of(target);
        let stat = match looked.folder.target(looked.name) {
            Ok(stat) => stat,
            Err(Errno::NOENT) if target.starts_with(b"/") => return None,
            Err(error) => return Some(class::unreached(looked.slot, name.into(), FileOperation::Stat, error)),
        };
        let mut file = class::known(looked.slot, name.into(), &stat);
        if target.starts_with(ANONYMOUS) {
            file.kind = FileKind::Anonymous;
            file.size = Some(Bytes(0));
        } else if file.device.is_some_and(|device| self.message_queues.contains(&device)) {
            file.kind = FileKind::MessageQueue;
        }
        let has_no_size = file.size.is_none();
        if has_no_size || file.kind == FileKind::Anonymous || self.details.offsets || self.details.flags {
            self.describe(looked, &mut file);
        }
        self.finish(looked, &mut file);
        Some(file)
    }

    /// A socket or pipe: its link tells all that is not the same for each of them.
    fn numbered(&self, looked: &Looked<'_>, kind: Numbered, inode: Inode) -> OpenFile {
        let name: &[u8] = if kind == Numbered::Pipe { b"pipe" } else { b"socket" };
        let mut file = class::bare(looked.slot, name.into());
        file.inode = Some(inode);
        file.offset = Some(0);
        match kind {
            Numbered::Socket => {
                file.kind = FileKind::Socket;
                // A socket is always open for both.
                file.access = Some(Access::Both);
            }
            Numbered::Pipe => {
                file.kind = FileKind::Fifo;
                file.links = Some(1);
            }
        }
        if self.details.flags {
            file.flags = self.info(looked).flags;
        }
        if self.wanted == Descriptors::All {
            file.device = self.device(kind, looked);
            self.finish(looked, &mut file);
        }
        file
    }

    fn device(&self, kind: Numbered, looked: &Looked<'_>) -> Option<DeviceNumber> {
        let known = &self.devices[kind as usize];
        if let Some(device) = known.get() {
            return Some(*device);
        }
        let device = class::device_of(&looked.folder.target(looked.name).ok()?);
        Some(*known.get_or_init(|| device))
    }

    /// What is left to tell of a file whose kind is known.
    fn finish(&self, looked: &Looked<'_>, file: &mut OpenFile) {
        if file.access.is_none() {
            let mode = looked.folder.link_itself(looked.name).map(|link| Mode::from_raw_mode(link.st_mode));
            file.access = mode.ok().map(access);
        }
        if let (Some(device), Some(inode)) = (file.device, file.inode) {
            file.lock = self.locks.get(looked.process, device, inode);
        }
    }

    fn info(&self, looked: &Looked<'_>) -> DescriptorInfo {
        looked.infos.map(|folder| DescriptorInfo::read(folder, looked.name)).unwrap_or_default()
    }

    /// Adds what its descriptor tells.
    fn describe(&self, looked: &Looked<'_>, file: &mut OpenFile) {
        let info = self.info(looked);
        file.offset = info.offset;
        file.flags = info.flags.filter(|_| self.details.flags);
        if let Some(terminal) = info.terminal.filter(|_| file.special_device == Some(MASTER_OF_TERMINALS)) {
            file.identity = Some(FileIdentity::MasterOf(terminal));
        }
        if file.kind != FileKind::Anonymous {
            return;
        }
        if let Some(event) = info.event {
            file.name = format!("[eventfd:{event}]").into_bytes().into();
            file.identity = Some(FileIdentity::Event(event));
        } else if let Some(process) = info.process {
            file.name = format!("[pidfd:{process}]").into_bytes().into();
        } else if !info.targets.is_empty() {
            file.name = watching(info).into();
        }
    }
}

/// How an epoll instance is called: by the descriptors that it watches.
fn watching(mut info: DescriptorInfo) -> Vec<u8> {
    info.targets.sort_unstable();
    let mut name = b"[eventpoll:".to_vec();
    for (position, target) in info.targets.iter().enumerate() {
        let comma = if position == 0 { "" } else { "," };
        // Writing to a Vec cannot fail.
        let _ = write!(name, "{comma}{target}");
    }
    name.extend_from_slice(if info.has_more_targets { b"...]" } else { b"]" });
    name
}

/// The number in a link of the form `KIND:[NUMBER]`.
fn numbered(target: &[u8], kind: &[u8]) -> Option<Inode> {
    let number = target.strip_prefix(kind)?.strip_suffix(b"]")?;
    std::str::from_utf8(number).ok()?.parse().ok().map(Inode)
}

/// How a file is called by the link to it: by its path, or in place of one by its kind alone.
fn name_of(target: &[u8]) -> &[u8] {
    if target.starts_with(b"/") {
        return target;
    }
    if let Some(name) = target.strip_prefix(ANONYMOUS) {
        return name;
    }
    match target.iter().position(|&octet| octet == b':') {
        Some(colon) if target[colon..].starts_with(b":[") => &target[..colon],
        _ => target,
    }
}

/// What the permissions of a link in /proc/PID/fd say of its descriptor.
fn access(mode: Mode) -> Access {
    match (mode.contains(Mode::RUSR), mode.contains(Mode::WUSR)) {
        (true, false) => Access::Read,
        (false, true) => Access::Write,
        _ => Access::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_path_or_a_kind() {
        assert_eq!(name_of(b"/a:[7]"), b"/a:[7]");
        assert_eq!(name_of(b"net:[4026531833]"), b"net");
        assert_eq!(name_of(b"anon_inode:[eventfd]"), b"[eventfd]");
        assert_eq!(name_of(b"anon_inode:bpf-map"), b"bpf-map");
        assert_eq!(name_of(b"odd"), b"odd");
        assert_eq!(numbered(b"pipe:[7]", b"pipe:["), Some(Inode(7)));
        assert_eq!(numbered(b"/pipe:[7]", b"pipe:["), None);
        assert_eq!(numbered(b"pipe:[7] (deleted)", b"pipe:["), None);
    }

    #[test]
    fn an_epoll_instance_is_called_by_what_it_watches() {
        let name = |targets: &[u32], has_more_targets| {
            let info = DescriptorInfo { targets: targets.into(), has_more_targets, ..DescriptorInfo::default() };
            String::from_utf8(watching(info)).unwrap()
        };
        assert_eq!(name(&[17, 4, 83], false), "[eventpoll:4,17,83]");
        assert_eq!(name(&[4], true), "[eventpoll:4...]");
    }
}
