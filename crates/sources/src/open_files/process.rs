//! One process and its threads: who they are, and their files.

use super::class;
use super::descriptors::DescriptorReader;
use super::locks::Locks;
use super::{Ask, Descriptors, Opened, maps};
use crate::folder::{Folder, LinkRoom};
use crate::proc_files::ProcFiles;
use crate::processes::Stat;
use model::{DeviceNumber, FileKind, FileOperation, FileProcess, FileSlot, OpenFile, ProcessId, UserId};
use rustix::io::Errno;
use std::path::Path;

/// Reads processes below one root, as one [`Ask`] asks.
pub(super) struct Reader<'a> {
    /// The path of `root`, as it stands before the names of what could not be reached.
    root_path: String,
    root: &'a Folder,
    ask: &'a Ask<'a>,
    descriptors: DescriptorReader<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        root_path: &Path,
        root: &'a Folder,
        ask: &'a Ask<'a>,
        locks: &'a Locks,
        message_queues: &'a [DeviceNumber],
    ) -> Self {
        let descriptors = DescriptorReader::new(ask.slots.descriptors, ask.details, locks, message_queues);
        Self { root_path: root_path.to_string_lossy().into_owned(), root, ask, descriptors }
    }

    /// A process and, where asked for, its other threads in ascending order. Nothing of one that has ended.
    pub(super) fn process(&self, process: u32) -> Vec<Opened> {
        let mut found = Vec::new();
        let Ok(folder) = self.root.folder(&process.to_string()) else { return found };
        let Some(stat) = Stat::read(&folder).filter(|stat| !stat.has_ended) else { return found };
        let first = FileProcess {
            id: ProcessId(process),
            task: None,
            parent: stat.parent.unwrap_or_default(),
            group: stat.group.unwrap_or_default(),
            user: user(&folder),
            name: stat.name,
            task_name: None,
        };
        if (self.ask.is_wanted)(&first) {
            let files = self.files(&first, &folder, &format!("{}/{process}", self.root_path), None);
            found.extend(files.map(|files| Opened { process: first.clone(), files }));
        }
        if self.ask.tasks {
            self.tasks(&first, &folder, &mut found);
        }
        found
    }

    fn tasks(&self, first: &FileProcess, folder: &Folder, found: &mut Vec<Opened>) {
        let Ok(tasks) = folder.folder("task") else { return };
        let Ok(numbers) = tasks.numbers() else { return };
        for number in numbers.into_iter().filter(|&number| number != first.id.0) {
            let Ok(folder) = tasks.folder(&number.to_string()) else { continue };
            let Some(stat) = Stat::read(&folder).filter(|stat| !stat.has_ended) else { continue };
            let task = FileProcess {
                task: Some(ProcessId(number)),
                user: user(&folder),
                task_name: Some(stat.name),
                ..first.clone()
            };
            if (self.ask.is_wanted)(&task) {
                let path = format!("{}/{}/task/{number}", self.root_path, first.id);
                let files = self.files(&task, &folder, &path, found.first());
                found.extend(files.map(|files| Opened { process: task, files }));
            }
        }
    }

    /// The files of a process or thread whose open folder this is. `None` where it has ended. `kin` is a thread of the same process that
    /// was read before.
    fn files(&self, process: &FileProcess, folder: &Folder, path: &str, kin: Option<&Opened>) -> Option<Vec<OpenFile>> {
        let slots = self.ask.slots;
        let mut files = Vec::new();
        for (is_wanted, slot, name) in [
            (slots.current_directory, FileSlot::CurrentDirectory, "cwd"),
            (slots.root_directory, FileSlot::RootDirectory, "root"),
        ] {
            if is_wanted {
                match linked(slot, folder, name, path) {
                    Ok(file) => files.push(file),
                    Err(Errno::NOENT | Errno::SRCH) => return None,
                    Err(error) => files.push(unread(slot, path, name, FileOperation::ReadLink, error)),
                }
            }
        }
        if slots.text || slots.memory {
            match kin.and_then(|kin| reached(kin, is_of_memory)) {
                // Threads share their memory, always.
                Some(shared) => files.extend(shared),
                None => self.memory(folder, path, &mut files)?,
            }
        }
        if slots.descriptors != Descriptors::None {
            let sharing = kin.filter(|kin| self.share_descriptors(&kin.process, process));
            match sharing.and_then(|kin| reached(kin, is_of_descriptors)) {
                Some(shared) => files.extend(shared),
                None => self.descriptors(process.id, folder, path, &mut files)?,
            }
        }
        Some(files)
    }

    /// Appends the program and what is mapped. `None` where the process or thread has ended.
    fn memory(&self, folder: &Folder, path: &str, files: &mut Vec<OpenFile>) -> Option<()> {
        let text = match linked(FileSlot::Text, folder, "exe", path) {
            Ok(file) => file,
            // A thread of the kernel runs no file: there is nothing that failed.
            Err(Errno::NOENT) => class::bare(FileSlot::Text, format!("{path}/exe").into_bytes().into()),
            Err(Errno::SRCH) => return None,
            Err(error) => unread(FileSlot::Text, path, "exe", FileOperation::ReadLink, error),
        };
        let program = text.device.zip(text.inode);
        if self.ask.slots.text {
            files.push(text);
        }
        if self.ask.slots.memory
            && let Ok(table) = folder.file("maps")
        {
            maps::read(table, program, files);
        }
        Some(())
    }

    /// Appends what there are descriptors of. `None` where the process or thread has ended.
    fn descriptors(&self, process: ProcessId, folder: &Folder, path: &str, files: &mut Vec<OpenFile>) -> Option<()> {
        match self.descriptors.read(process, folder, path, files) {
            Ok(()) => {}
            Err(Errno::NOENT | Errno::SRCH) => return None,
            Err(_) if self.ask.slots.descriptors == Descriptors::Sockets => {}
            Err(error) => {
                files.push(unread(FileSlot::NoDescriptors, path, "fd", FileOperation::OpenDirectory, error));
            }
        }
        Some(())
    }

    /// Whether the kernel says that two threads have one table of descriptors. It is asked about processes of its own /proc alone.
    fn share_descriptors(&self, one: &FileProcess, other: &FileProcess) -> bool {
        let number = |process: &FileProcess| process.task.unwrap_or(process.id).0;
        self.root_path == ProcFiles::ROOT
            && sys::process::share_descriptors(number(one), number(other)).unwrap_or(false)
    }
}

/// The files of a thread in such slots, if there are any and each could be reached: what could not names that very thread.
fn reached(thread: &Opened, is_such: fn(FileSlot) -> bool) -> Option<Vec<OpenFile>> {
    let such: Vec<_> = thread.files.iter().filter(|file| is_such(file.slot)).cloned().collect();
    let is_reached = !such.is_empty() && such.iter().all(|file| file.kind != FileKind::Unknown);
    is_reached.then_some(such)
}

fn is_of_memory(slot: FileSlot) -> bool {
    matches!(slot, FileSlot::Text | FileSlot::Memory | FileSlot::DeletedMemory)
}

fn is_of_descriptors(slot: FileSlot) -> bool {
    matches!(slot, FileSlot::Descriptor(_) | FileSlot::NoDescriptors)
}

/// The file to which a link in the folder of a process leads.
fn linked(slot: FileSlot, folder: &Folder, name: &str, path: &str) -> Result<OpenFile, Errno> {
    let mut room = LinkRoom::new();
    let target = folder.link(name, &mut room)?;
    Ok(match folder.target(name) {
        Ok(stat) => class::known(slot, target.into(), &stat),
        Err(error) => unread(slot, path, name, FileOperation::Stat, error),
    })
}

fn unread(slot: FileSlot, path: &str, name: &str, operation: FileOperation, error: Errno) -> OpenFile {
    class::unreached(slot, format!("{path}/{name}").into_bytes().into(), operation, error)
}

/// As whom a process or thread acts, whose folder belongs to its effective user.
fn user(folder: &Folder) -> Option<UserId> {
    folder.itself().ok().map(|stat| UserId(stat.st_uid))
}
