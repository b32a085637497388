//! All holders of all sockets, to be asked for by inode.
//!
//! A million descriptors are nothing special, so there is one small entry for each, no sorting and nothing allocated for one
//! alone: entries of one socket are a chain through the list of all, newest first, which is the order in which `ss` names them.

use super::{Holder, Task};
use crate::Inode;
use std::collections::HashMap;

/// The end of a chain, and an empty slot.
const NONE: u32 = u32::MAX;
/// A place in the table of sockets.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The low half of the inode, which nearly always tells it from others without a look at the entry.
    inode: u32,
    /// The newest entry of the socket.
    newest: u32,
}

const EMPTY: Slot = Slot { inode: 0, newest: NONE };
/// Slots of one cache line. Sockets made one after the other have inodes in a row, so that asking for them in that order
/// meets the same line again.
const LINE: u64 = 8;
/// 2⁶⁴ divided by the golden ratio: spreads lines over the table. The kernel counts inodes up, so nobody can choose them.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
/// Slots of the smallest table: two lines.
const SMALLEST: usize = 2 * LINE as usize;

/// One descriptor.
#[derive(Clone, Copy, Debug)]
struct Entry {
    inode: u64,
    task: u32,
    descriptor: u32,
    /// The entry of the same socket that was put in before.
    older: u32,
}

/// Which descriptors of which tasks refer to which sockets.
#[derive(Clone, Debug, Default)]
pub struct OwnerTable {
    tasks: Vec<Task>,
    /// In the order in which they were put in.
    entries: Vec<Entry>,
    /// Each socket's at the place that its inode leads to or the next free one. A power of two, at most half full.
    slots: Vec<Slot>,
    socket_contexts: HashMap<u32, Box<[u8]>>,
}

impl OwnerTable {
    /// Begins with a task, to which what is put in next belongs. Tasks come in ascending order of process and thread.
    pub fn begin_task(&mut self, task: Task) {
        self.tasks.push(task);
    }

    /// Puts in that the task begun last has the socket with this inode as this descriptor. Descriptors come in ascending order.
    pub fn hold(&mut self, inode: Inode, descriptor: u32) {
        // A host has less than 2³² descriptors: their numbers and the memory for them end before. And who holds belongs to a task.
        let (Ok(place), Some(task)) = (u32::try_from(self.entries.len()), self.tasks.len().checked_sub(1)) else {
            return;
        };
        if self.slots.len() < 2 * (self.entries.len() + 1) {
            self.grow();
        }
        let slot = self.slot(inode.0);
        self.entries.push(Entry { inode: inode.0, task: task as u32, descriptor, older: self.slots[slot].newest });
        self.slots[slot] = Slot { inode: inode.0 as u32, newest: place };
    }

    /// As [`Self::hold`], with the SELinux context of the socket's file.
    pub fn hold_in_context(&mut self, inode: Inode, descriptor: u32, context: Option<Box<[u8]>>) {
        if let (Some(context), Ok(place)) = (context, u32::try_from(self.entries.len())) {
            self.socket_contexts.insert(place, context);
        }
        self.hold(inode, descriptor);
    }

    /// The holders of the socket with this inode: newest process (or thread) first, higher descriptor first.
    pub fn holders(&self, inode: Inode) -> Holders<'_> {
        let next = if self.slots.is_empty() { NONE } else { self.slots[self.slot(inode.0)].newest };
        Holders { table: Some(self), next }
    }

    /// Every socket and who holds it, in ascending order of process, thread and descriptor.
    pub fn all(&self) -> impl Iterator<Item = (Inode, Holder<'_>)> {
        (0..self.entries.len() as u32).map(|place| (Inode(self.entries[place as usize].inode), self.holder(place)))
    }

    /// How many descriptors there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn holder(&self, place: u32) -> Holder<'_> {
        let entry = &self.entries[place as usize];
        Holder {
            task: &self.tasks[entry.task as usize],
            descriptor: entry.descriptor,
            socket_context: self.socket_contexts.get(&place).map(|context| &**context),
        }
    }

    /// The slot of a socket, or the empty one where it would stand.
    fn slot(&self, inode: u64) -> usize {
        let last = self.slots.len() - 1;
        let line = (inode / LINE).wrapping_mul(SPREAD) >> 32;
        let mut slot = (line * LINE + inode % LINE) as usize & last;
        loop {
            let Slot { inode: low, newest } = self.slots[slot];
            if newest == NONE || low == inode as u32 && self.entries[newest as usize].inode == inode {
                return slot;
            }
            slot = (slot + 1) & last;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![EMPTY; (self.slots.len() * 2).max(SMALLEST)];
        for place in 0..self.entries.len() {
            let inode = self.entries[place].inode;
            let slot = self.slot(inode);
            self.entries[place].older = self.slots[slot].newest;
            self.slots[slot] = Slot { inode: inode as u32, newest: place as u32 };
        }
    }
}

/// The holders of one socket.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holders<'a> {
    table: Option<&'a OwnerTable>,
    next: u32,
}

impl<'a> Iterator for Holders<'a> {
    type Item = Holder<'a>;

    fn next(&mut self) -> Option<Holder<'a>> {
        let table = self.table.filter(|_| self.next != NONE)?;
        let place = self.next;
        self.next = table.entries[place as usize].older;
        Some(table.holder(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProcessId;

    fn task(process: u32) -> Task {
        Task { process: ProcessId(process), thread: None, started: None, name: (*b"a").into(), context: None }
    }

    fn seen(table: &OwnerTable, inode: u64) -> Vec<(u32, u32)> {
        table.holders(Inode(inode)).map(|holder| (holder.task.process.0, holder.descriptor)).collect()
    }

    #[test]
    fn who_came_last_is_named_first() {
        let mut table = OwnerTable::default();
        assert_eq!(seen(&table, 0), []);
        table.begin_task(task(5));
        table.hold(Inode(70), 3);
        table.hold(Inode(71), 4);
        table.hold(Inode(70), 9);
        table.begin_task(task(6));
        table.hold_in_context(Inode(70), 0, Some((*b"label").into()));
        assert_eq!(seen(&table, 70), [(6, 0), (5, 9), (5, 3)]);
        assert_eq!(seen(&table, 71), [(5, 4)]);
        assert_eq!(seen(&table, 72), []);
        let contexts: Vec<_> = table.holders(Inode(70)).map(|holder| holder.socket_context).collect();
        assert_eq!(contexts, [Some(&b"label"[..]), None, None]);
        assert_eq!(Holders::default().count(), 0);
        let all: Vec<_> = table.all().map(|(inode, holder)| (inode.0, holder.descriptor)).collect();
        assert_eq!(all, [(70, 3), (71, 4), (70, 9), (70, 0)]);
    }

    #[test]
    fn every_one_of_many_is_found_however_their_numbers_lie() {
        for stride in [1, 16, 1 << 20, 1 << 32, 3 << 40] {
            let mut table = OwnerTable::default();
            table.begin_task(task(1));
            (0..10_000).for_each(|number: u32| table.hold(Inode(u64::from(number) * stride), number));
            for number in 0..10_000 {
                assert_eq!(seen(&table, u64::from(number) * stride), [(1, number)]);
            }
        }
    }
}
