//! What /proc tells of a process and its files, where it tells anything at all.

use model::{FileNote, FileSlot, OpenFile, ProcessId};
use sources::open_files::{self, Ask, Details, Slots};
use sources::proc_files::ProcFiles;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

/// The files that hold the input, each of a form of its own.
const FILES: [&str; 4] = ["locks", "7/stat", "7/maps", "7/fdinfo/0"];

/// Reads the open files of a process of which every file in /proc holds the input.
pub(crate) fn read(input: &[u8]) -> u64 {
    let root = std::env::temp_dir().join(format!("sockeye-fuzz-proc-{}", std::process::id()));
    let mut shape = DefaultHasher::new();
    if write(&root, input).is_ok() {
        let ask = Ask {
            among: Some(&[ProcessId(7)]),
            is_wanted: &|_| true,
            tasks: false,
            slots: Slots::ALL,
            details: Details { locks: true, offsets: true, flags: true },
        };
        // A process that cannot be read is passed over.
        let _ = open_files::read(&ProcFiles::instead_of_kernel(&root), &ask, |opened| {
            opened.files.iter().for_each(|file| shape_of(file).hash(&mut shape));
        });
    }
    // What remains of the last input tells nothing.
    let _ = fs::remove_dir_all(root);
    shape.finish()
}

/// What a fuzzer is to tell files apart by.
fn shape_of(file: &OpenFile) -> (u32, bool, bool, bool, bool) {
    let is_other = matches!(file.note, Some(FileNote::PathIsOther { .. }));
    let kind = match file.slot {
        FileSlot::Descriptor(_) => 1,
        FileSlot::Memory => 2,
        FileSlot::DeletedMemory => 3,
        _ => 0,
    };
    (kind, is_other, file.offset.is_some(), file.identity.is_some(), file.lock.is_some())
}

fn write(root: &Path, input: &[u8]) -> io::Result<()> {
    for folder in ["7/fd", "7/fdinfo", "self"] {
        fs::create_dir_all(root.join(folder))?;
    }
    for (link, target) in [("7/cwd", "/"), ("7/root", "/"), ("7/fd/0", "/dev/ptmx")] {
        symlink(target, root.join(link))?;
    }
    FILES.map(|file| root.join(file)).iter().try_for_each(|file| fs::write(file, input))
}

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let files = [
        "7 (a) b) S 1 7 7 0 -1 4194304 2954 6610 2 0 0 0 0 0 20 0 1 0 99911",
        "7 (a) S 1\n7f1ba6dd7000-7f1ba6dda000 r--p 00007000 fe:00 21569      /usr/lib/a b.so\n\
         7f1ba7a1a000-7f1ba7a1b000 rw-s 00000000 00:01 533795                     /dev/zero (deleted)",
        "7 (a) S 1\npos:\t3000000000\nflags:\t02100002\nmnt_id:\t24\nino:\t91\ntty-index:\t5\nPid:\t-1\neventfd-id: 7\n\
         tfd:       18 events:       1f data:               12  pos:0 ino:1dcd692 sdev:f",
        "7 (a) S 1\n2: POSIX  ADVISORY  WRITE 7 fe:00:94 1 EOF\n5: -> FLOCK  ADVISORY  WRITE 8 fe:00:93 0 EOF",
    ];
    files.map(|file| file.as_bytes().to_vec()).into()
}
