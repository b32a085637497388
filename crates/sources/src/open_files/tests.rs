//! Open files of this very process, and of a /proc that is made up.

use super::*;
use model::{Access, FileKind, FileNote, FileOperation, FileSlot};
use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

fn read_one(proc_files: &ProcFiles, process: u32, slots: Slots, details: Details) -> Vec<Opened> {
    let mut found = Vec::new();
    let among = [ProcessId(process)];
    let ask = Ask { among: Some(&among), is_wanted: &|_| true, tasks: false, slots, details };
    read(proc_files, &ask, |opened| found.push(opened)).expect("/proc is there");
    found
}

fn own(slots: Slots, details: Details) -> Opened {
    let mut found = read_one(&ProcFiles::from(Path::new("/proc")), std::process::id(), slots, details);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn slot(file: &impl AsRawFd) -> FileSlot {
    FileSlot::Descriptor(u32::try_from(file.as_raw_fd()).expect("it is open"))
}

fn at(opened: &Opened, slot: FileSlot) -> &OpenFile {
    opened.files.iter().find(|file| file.slot == slot).expect("it is open")
}

fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("sockeye-open-files-{}-{name}", std::process::id()))
}

#[test]
fn a_process_is_told_with_its_directories_program_libraries_and_descriptors() {
    let path = temporary("plain");
    let file = File::create(&path).expect("the folder is writable");
    file.set_len(7).expect("it is open");
    fs::remove_file(&path).expect("it is there");
    let opened = own(Slots::ALL, Details { flags: true, ..Details::default() });
    let slots: Vec<_> = opened.files.iter().map(|file| file.slot).collect();
    assert!(slots.starts_with(&[FileSlot::CurrentDirectory, FileSlot::RootDirectory, FileSlot::Text]));
    let descriptors = slots.iter().filter(|slot| matches!(slot, FileSlot::Descriptor(_)));
    assert!(descriptors.is_sorted());
    let program = at(&opened, FileSlot::Text);
    assert_eq!(program.kind, FileKind::Regular);
    assert!(slots.contains(&FileSlot::Memory));
    assert_eq!(opened.files.iter().filter(|file| file.inode == program.inode).count(), 1);
    let deleted = at(&opened, slot(&file));
    assert_eq!((deleted.access, deleted.links, deleted.size), (Some(Access::Write), Some(0), Some(model::Bytes(7))));
    assert!(deleted.name.ends_with(b" (deleted)"));
    assert_eq!(deleted.flags.map(|flags| flags & 3), Some(1));
    assert_eq!(opened.process.parent, ProcessId(std::os::unix::process::parent_id()));
}

#[test]
fn pipes_and_sockets_are_told_without_asking_what_they_are() {
    let (reader, _writer) = std::io::pipe().expect("there are descriptors left");
    let (socket, _) = std::os::unix::net::UnixStream::pair().expect("there are descriptors left");
    let all = own(Slots { memory: false, ..Slots::ALL }, Details::default());
    let pipe = at(&all, slot(&reader));
    let stat = rustix::fs::fstat(&reader).expect("it is open");
    assert_eq!((pipe.kind, pipe.access, &*pipe.name), (FileKind::Fifo, Some(Access::Read), &b"pipe"[..]));
    assert_eq!((pipe.inode.map(|inode| inode.0), pipe.links), (Some(stat.st_ino), Some(1)));
    assert_eq!(pipe.device, Some(class::device_of(&stat)));
    let stat = rustix::fs::fstat(&socket).expect("it is open");
    let held = at(&all, slot(&socket));
    assert_eq!((held.inode.map(|inode| inode.0), held.device), (Some(stat.st_ino), Some(class::device_of(&stat))));

    let none = Slots { current_directory: false, root_directory: false, text: false, memory: false, ..Slots::ALL };
    let sockets = own(Slots { descriptors: Descriptors::Sockets, ..none }, Details::default());
    assert!(sockets.files.iter().all(|file| file.kind == FileKind::Socket));
    assert_eq!(at(&sockets, slot(&socket)).inode, held.inode);
}

#[test]
fn only_whoever_is_wanted_is_looked_into_and_each_once_in_ascending_order() {
    let own = std::process::id();
    let among = [ProcessId(own), ProcessId(1), ProcessId(own)];
    let asked = std::sync::Mutex::new(Vec::new());
    let is_wanted = |process: &FileProcess| {
        asked.lock().expect("no thread fails").push(process.id.0);
        process.id.0 == own
    };
    let slots = Slots { memory: false, descriptors: Descriptors::None, ..Slots::ALL };
    let ask = Ask { among: Some(&among), is_wanted: &is_wanted, tasks: false, slots, details: Details::default() };
    let mut found = Vec::new();
    read(&ProcFiles::from(Path::new("/proc")), &ask, |opened| found.push(opened.process.id.0)).expect("/proc is there");
    assert_eq!(found, [own]);
    assert_eq!(*asked.lock().expect("no thread fails"), [1, own]);
}

#[test]
fn threads_come_behind_their_process() {
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    let (named, is_named) = std::sync::mpsc::channel();
    let thread = std::thread::Builder::new()
        .name("listed".into())
        .spawn(move || {
            // A thread takes its name itself, before anything else.
            named.send(()).expect("it is waited for");
            receiver.recv()
        })
        .expect("there are threads left");
    is_named.recv().expect("it runs");
    let among = [ProcessId(std::process::id())];
    let slots = Slots { memory: false, ..Slots::ALL };
    let ask = Ask { among: Some(&among), is_wanted: &|_| true, tasks: true, slots, details: Details::default() };
    let mut found = Vec::new();
    read(&ProcFiles::from(Path::new("/proc")), &ask, |opened| found.push(opened)).expect("/proc is there");
    drop(sender);
    thread.join().expect("it ends well").expect_err("nothing was sent");
    assert_eq!(found[0].process.task, None);
    assert!(found.is_sorted_by_key(|opened| opened.process.task));
    let listed = found.iter().find(|opened| opened.process.task_name.as_deref() == Some(b"listed"));
    let listed = listed.expect("it was running");
    assert_eq!(at(listed, FileSlot::Text), at(&found[0], FileSlot::Text));
    assert_eq!(at(listed, FileSlot::Descriptor(0)), at(&found[0], FileSlot::Descriptor(0)));
}

#[test]
fn what_has_ended_or_cannot_be_read_is_no_failure() {
    let root = temporary("proc");
    for process in ["7", "8", "9", "self"] {
        fs::create_dir_all(root.join(process)).expect("the folder is writable");
    }
    // A descriptor that leads nowhere a process could have it from, a zombie, and one that ended while it was read.
    fs::create_dir_all(root.join("7/fd")).expect("the folder is writable");
    for (link, target) in [("7/cwd", "/"), ("7/root", "/"), ("7/fd/5", "mystery:[5]"), ("9/cwd", "/")] {
        std::os::unix::fs::symlink(target, root.join(link)).expect("the folder is writable");
    }
    fs::write(root.join("7/stat"), "7 (odd) name) S 1 6 6 0").expect("the folder is writable");
    fs::write(root.join("8/stat"), "8 (dead) Z 1 6 6 0").expect("the folder is writable");
    let mut found = Vec::new();
    let ask = Ask {
        among: None,
        is_wanted: &|_| true,
        tasks: true,
        slots: Slots::ALL,
        details: Details { locks: true, offsets: true, flags: true },
    };
    read(&ProcFiles::instead_of_kernel(&root), &ask, |opened| found.push(opened)).expect("there is a list");
    assert_eq!(found.len(), 1);
    assert_eq!((&*found[0].process.name, found[0].process.group), (&b"odd"[..], ProcessId(6)));
    let text = at(&found[0], FileSlot::Text);
    assert_eq!((text.kind, &text.note), (FileKind::Unknown, &None));
    let odd = at(&found[0], FileSlot::Descriptor(5));
    assert!(matches!(odd.note, Some(FileNote::Failed(FileOperation::Stat, _))));
    assert_eq!(&*odd.name, b"mystery");
    fs::remove_dir_all(&root).expect("it is ours");
    read(&ProcFiles::instead_of_kernel(&root), &ask, |_| {}).expect_err("there is none");
}
