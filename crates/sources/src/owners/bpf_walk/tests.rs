//! The walk's items by hand, and the walk itself against /proc.

use super::*;
use model::ClockTicks;

fn task(process: u32, thread: u32, shares_table: bool) -> Vec<u8> {
    let mut octets: Vec<u8> =
        [1, process, thread, shares_table.into()].iter().flat_map(|number: &u32| number.to_ne_bytes()).collect();
    octets.extend_from_slice(&20_000_000u64.to_ne_bytes());
    octets.extend_from_slice(b"a) b\0\0\0\0\0\0\0\0\0\0\0\0");
    octets
}

fn sockets(pairs: &[(u32, u32)]) -> Vec<u8> {
    let numbers = [2, pairs.len() as u32].into_iter().chain(pairs.iter().flat_map(|&(inode, number)| [inode, number]));
    numbers.flat_map(u32::to_ne_bytes).collect()
}

fn told(each_thread: bool, items: &[Vec<u8>]) -> Vec<(u32, Option<u32>, u64, u32)> {
    let mut walk = Walk { each_thread, found: Vec::new(), sockets: Vec::new() };
    items.iter().for_each(|item| walk.take(item));
    let table = walk.finish();
    let shown = table.all().map(|(inode, holder)| {
        let thread = holder.task.thread.map(|thread| thread.0);
        (holder.task.process.0, thread, inode.0, holder.descriptor)
    });
    shown.collect()
}

#[test]
fn threads_come_with_their_process_and_share_its_sockets() {
    let items = [
        task(5, 5, false),
        sockets(&[(70, 3), (71, 4)]),
        sockets(&[(72, 64)]),
        task(9, 9, false),
        sockets(&[(70, 1)]),
        task(5, 12, true),
        task(5, 13, false),
        sockets(&[(80, 3)]),
        task(10, 14, true),
    ];
    let each = told(true, &items);
    let of_five = |thread| [(5, Some(thread), 70, 3), (5, Some(thread), 71, 4), (5, Some(thread), 72, 64)];
    let expected = [&of_five(5)[..], &of_five(12), &[(5, Some(13), 80, 3), (9, Some(9), 70, 1)]].concat();
    assert_eq!(each, expected);
    assert_eq!(told(false, &items[..5]), [(5, None, 70, 3), (5, None, 71, 4), (5, None, 72, 64), (9, None, 70, 1)]);
}

#[test]
fn a_task_has_a_name_and_a_start() {
    let Some(Item::Task(item)) = Item::read(&task(1, 1, false)) else { panic!("it is a task") };
    assert_eq!((item.name(), item.started), (&b"a"[..], ClockTicks(2)));
}

#[test]
fn items_that_are_cut_or_of_another_kind_are_passed_over() {
    for whole in [task(5, 5, false), sockets(&[(70, 3), (71, 4)])] {
        for length in 0..whole.len() {
            told(false, &[task(1, 1, false), whole[..length].to_vec()]);
        }
    }
    // Sockets of nobody, and more than there are.
    assert_eq!(told(false, &[sockets(&[(70, 3)]), vec![7; 64]]), []);
    let mut more = sockets(&[(70, 3)]);
    more[4..8].copy_from_slice(&u32::MAX.to_ne_bytes());
    assert_eq!(told(false, &[task(1, 1, false), more]), [(1, None, 70, 3)]);
}

/// Needs the right to load BPF programs: the rest of this crate's tests do not.
#[test]
fn the_kernel_tells_what_proc_shows() {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::MetadataExt;
    if !rustix::process::geteuid().is_root() {
        eprintln!("NOT RUN: only root may load BPF programs");
        return;
    }
    // More than one step of the walk, and more than one in a row without any.
    let ours: Vec<_> = (0..300).map(|_| std::os::unix::net::UnixDatagram::unbound().unwrap()).collect();
    let table = walk(Path::new("/proc"), OwnerDetails::default()).expect("root may load BPF programs");
    for socket in &ours {
        let inode = std::fs::metadata(format!("/proc/self/fd/{}", socket.as_raw_fd())).unwrap().ino();
        let holders: Vec<_> = table.holders(Inode(inode)).collect();
        assert_eq!(holders.len(), 1, "{inode}");
        assert_eq!(holders[0].task.process, ProcessId(std::process::id()));
        assert_eq!(holders[0].descriptor, socket.as_raw_fd() as u32);
        let scanned = crate::processes::Stat::read(std::fs::File::open("/proc/self").unwrap()).unwrap();
        assert_eq!(holders[0].task.started, scanned.started);
    }
}
