//! What bpf/owners.bpf.c puts into its ring buffer: `struct task_item` and `struct sockets_item`.

use crate::processes::cut_name;
use model::ClockTicks;

/// `ITEM_TASK` and `ITEM_SOCKETS`.
const TASK: u32 = 1;
const SOCKETS: u32 = 2;
/// `USER_HZ`: clock ticks of a second in what the kernel tells programs, the same on every architecture that this runs on.
const TICKS_PER_SECOND: u64 = 100;
const NANOSECONDS_PER_TICK: u64 = 1_000_000_000 / TICKS_PER_SECOND;

/// One item.
pub(super) enum Item<I> {
    /// A task. Its sockets follow.
    Task(TaskItem),
    /// Inodes and descriptors of sockets of the task told last.
    Sockets(I),
}

/// A task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TaskItem {
    pub(super) process: u32,
    pub(super) thread: u32,
    /// Whether its descriptors are those of its process's first thread: then no sockets follow.
    pub(super) shares_table: bool,
    pub(super) started: ClockTicks,
    name: [u8; 16],
}

impl TaskItem {
    /// Its name, cut as in `/proc/PID/stat`.
    pub(super) fn name(&self) -> &[u8] {
        let end = self.name.iter().position(|&octet| octet == 0).unwrap_or(self.name.len());
        cut_name(&self.name[..end])
    }
}

fn number(octets: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(*octets.get(place..)?.first_chunk()?))
}

impl Item<()> {
    /// Reads one; `None` where it is neither.
    pub(super) fn read(octets: &[u8]) -> Option<Item<impl Iterator<Item = (u32, u32)> + '_>> {
        match number(octets, 0)? {
            TASK => {
                let started = u64::from_ne_bytes(*octets.get(16..)?.first_chunk()?);
                Some(Item::Task(TaskItem {
                    process: number(octets, 4)?,
                    thread: number(octets, 8)?,
                    shares_table: number(octets, 12)? != 0,
                    started: ClockTicks(started / NANOSECONDS_PER_TICK),
                    name: *octets.get(24..)?.first_chunk()?,
                }))
            }
            SOCKETS => {
                let count = number(octets, 4)? as usize;
                let pairs = octets.get(8..)?.chunks_exact(8).take(count);
                Some(Item::Sockets(pairs.filter_map(|pair| Some((number(pair, 0)?, number(pair, 4)?)))))
            }
            _ => None,
        }
    }
}
