//! The scan against folders shaped like /proc, and the map against what it was made from.

use super::proc_scan::scan;
use super::*;
use model::{Holder, Inode, OwnerTable, ProcessId};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

fn fake_proc(test: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("sockeye-owners-{test}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    root
}

fn process(root: &Path, pid: u32, stat: &[u8], descriptors: &[(u32, &str)]) {
    let folder = root.join(pid.to_string());
    std::fs::create_dir_all(folder.join("fd")).unwrap();
    std::fs::write(folder.join("stat"), stat).unwrap();
    for (descriptor, link) in descriptors {
        symlink(link, folder.join("fd").join(descriptor.to_string())).unwrap();
    }
}

fn seen(map: &OwnerTable, inode: u64) -> Vec<(u32, u32, String)> {
    let shown = |holder: Holder<'_>| {
        (holder.task.process.0, holder.descriptor, String::from_utf8_lossy(&holder.task.name).into_owned())
    };
    map.holders(Inode(inode)).map(shown).collect()
}

#[test]
fn newest_process_and_highest_descriptor_come_first() {
    let root = fake_proc("order");
    process(&root, 9, b"9 (low) S 1", &[(3, "socket:[700]"), (12, "socket:[700]")]);
    process(&root, 10, b"10 (high) S 1", &[(0, "/dev/null"), (4, "socket:[700]"), (5, "socket:[701]")]);
    let facts = scan(&root, OwnerDetails::default());
    assert_eq!(facts.gaps, []);
    let name = |name: &str| name.to_owned();
    assert_eq!(seen(&facts.found, 700), [(10, 4, name("high")), (9, 12, name("low")), (9, 3, name("low"))]);
    assert_eq!(seen(&facts.found, 701), [(10, 5, name("high"))]);
    assert_eq!(seen(&facts.found, 702), []);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn names_are_cut_at_the_first_bracket_and_may_be_empty() {
    let root = fake_proc("names");
    process(&root, 1, b"1 (x) R (y) S", &[(1, "socket:[1]")]);
    process(&root, 2, b"2 () S", &[(1, "socket:[2]")]);
    process(&root, 3, b"3 (\xff\n\x1b[31m) S", &[(1, "socket:[3]")]);
    process(&root, 4, b"", &[(1, "socket:[4]")]);
    let map = scan(&root, OwnerDetails::default()).found;
    let name = |inode| map.holders(Inode(inode)).next().unwrap().task.name.to_vec();
    assert_eq!(name(1), b"x");
    assert_eq!(name(2), b"");
    assert_eq!(name(3), b"\xff\n\x1b[31m");
    assert_eq!(name(4), b"");
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn links_that_are_no_sockets_are_passed_over() {
    let root = fake_proc("links");
    let links = ["socket:[", "socket:[]", "socket:[x]", "socket:[-1]", "pipe:[5]", "socket:[99999999999999999999999]"];
    let numbered: Vec<_> = (0..).zip(links).collect();
    process(&root, 1, b"1 (a) S", &numbered);
    assert!(scan(&root, OwnerDetails::default()).found.is_empty());
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn threads_are_told_apart_by_number_name_and_descriptors() {
    let root = fake_proc("threads");
    process(&root, 9, b"9 (first) S 1", &[(3, "socket:[700]")]);
    process(&root.join("9/task"), 9, b"9 (first) S 1", &[(3, "socket:[700]")]);
    process(&root.join("9/task"), 11, b"11 (unshared) S 1", &[(3, "socket:[700]"), (4, "socket:[701]")]);
    process(&root.join("9/task"), 10, b"10 (second) S 1", &[(3, "socket:[700]")]);
    let map = scan(&root, OwnerDetails { threads: Threads::Each, ..OwnerDetails::default() }).found;
    let threads = |inode| -> Vec<_> {
        map.holders(Inode(inode)).map(|holder| (holder.task.process.0, holder.task.thread.unwrap().0)).collect()
    };
    assert_eq!(threads(700), [(9, 11), (9, 10), (9, 9)]);
    assert_eq!(threads(701), [(9, 11)]);
    assert_eq!(seen(&map, 701), [(9, 4, "unshared".to_owned())]);
    let processes = scan(&root, OwnerDetails::default()).found;
    assert_eq!(seen(&processes, 700), [(9, 3, "first".to_owned())]);
    assert!(processes.holders(Inode(700)).all(|holder| holder.task.thread.is_none()));
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn contexts_come_from_the_task_and_from_what_its_descriptor_leads_to() {
    let root = fake_proc("contexts");
    process(&root, 5, b"5 (a) S 1", &[(3, "socket:[700]"), (4, "socket:[701]")]);
    std::fs::create_dir_all(root.join("5/attr")).unwrap();
    std::fs::write(root.join("5/attr/current"), b"system_u:system_r:a_t:s0\0").unwrap();
    // What is a socket there is a file here. Only root may label it.
    let file = root.join("5/fd/socket:[700]");
    std::fs::write(&file, "").unwrap();
    let label = b"system_u:object_r:a_t:s0\0";
    let is_labelled = rustix::fs::setxattr(&file, "security.selinux", label, rustix::fs::XattrFlags::empty()).is_ok();
    let map = scan(&root, OwnerDetails { contexts: true, ..OwnerDetails::default() }).found;
    let holder = |inode| map.holders(Inode(inode)).next().unwrap();
    let of_process: Box<[u8]> = b"system_u:system_r:a_t:s0"[..].into();
    let of_socket: Box<[u8]> = b"system_u:object_r:a_t:s0"[..].into();
    assert_eq!(holder(700).task.context, Some(of_process));
    assert_eq!(holder(700).socket_context, is_labelled.then_some(&*of_socket));
    assert_eq!(holder(701).socket_context, None);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_missing_proc_is_a_gap_with_a_remedy() {
    let facts = scan(Path::new("/nonexistent/proc"), OwnerDetails::default());
    assert_eq!(facts.gaps.len(), 1);
    assert!(facts.gaps[0].remedy.is_some());
    let empty = fake_proc("empty");
    assert_eq!(scan(&empty, OwnerDetails::default()).gaps.len(), 1);
    std::fs::remove_dir_all(empty).unwrap();
}

#[test]
fn own_descriptors_are_found_in_the_real_proc() {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::MetadataExt;
    let socket = std::os::unix::net::UnixDatagram::unbound().unwrap();
    let inode = std::fs::metadata(format!("/proc/self/fd/{}", socket.as_raw_fd())).unwrap().ino();
    let map = scan(Path::new("/proc"), OwnerDetails::default()).found;
    let holders: Vec<_> = map.holders(Inode(inode)).collect();
    assert_eq!(holders.len(), 1);
    assert_eq!(holders[0].task.process, ProcessId(std::process::id()));
    assert_eq!(holders[0].descriptor, socket.as_raw_fd() as u32);
}
