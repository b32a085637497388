//! The reader's end of a ring buffer that programs write (`BPF_MAP_TYPE_RINGBUF`, Documentation/bpf/ringbuf.rst).
//!
//! One page with the reader's position, which is ours to write, one with the writer's, then the octets themselves, mapped twice
//! in a row so that no item is cut at the end.

use rustix::event::{PollFd, PollFlags, poll};
use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::ptr;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

/// `BPF_RINGBUF_HDR_SZ`: the length and what the kernel keeps beside it.
const HEADER: usize = 8;
/// `BPF_RINGBUF_BUSY_BIT`: not written whole yet.
const BUSY: u32 = 1 << 31;
/// `BPF_RINGBUF_DISCARD_BIT`: to be passed over.
const DISCARDED: u32 = 1 << 30;

/// A ring buffer, and how far it has been read.
#[derive(Debug)]
pub struct Ring {
    consumer: Mapping,
    /// The writer's position, and the octets a page later.
    producer: Mapping,
    page: usize,
    octets: usize,
    map: OwnedFd,
}

/// A part of the ring in our memory.
#[derive(Debug)]
struct Mapping {
    start: ptr::NonNull<u8>,
    length: usize,
}

// SAFETY: memory that the kernel shares with any thread of ours; the positions in it are read and written as atomics.
unsafe impl Send for Mapping {}

impl Mapping {
    fn new(map: BorrowedFd<'_>, offset: usize, length: usize, protection: ProtFlags) -> io::Result<Self> {
        // SAFETY: the kernel chooses the place, so nothing of ours lies there.
        let start = unsafe { mmap(ptr::null_mut(), length, protection, MapFlags::SHARED, map, offset as u64) }?;
        let start = ptr::NonNull::new(start.cast()).ok_or(io::ErrorKind::AddrNotAvailable)?;
        Ok(Self { start, length })
    }

    /// The position with which a mapping begins.
    fn position(&self) -> &AtomicU64 {
        // SAFETY: a page begins on a multiple of eight and holds more than eight octets; both sides access it as an atomic.
        unsafe { AtomicU64::from_ptr(self.start.as_ptr().cast()) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: mapped with this length, and whoever borrowed from it is gone. It can only fail for what was not mapped.
        let _ = unsafe { munmap(self.start.as_ptr().cast(), self.length) };
    }
}

impl Ring {
    /// Maps the ring buffer `map` of so many octets.
    pub(super) fn new(map: BorrowedFd<'_>, octets: u32) -> io::Result<Self> {
        let page = rustix::param::page_size();
        let octets = octets as usize;
        let consumer = Mapping::new(map, 0, page, ProtFlags::READ | ProtFlags::WRITE)?;
        let producer = Mapping::new(map, page, page + 2 * octets, ProtFlags::READ)?;
        Ok(Self { consumer, producer, page, octets, map: map.try_clone_to_owned()? })
    }

    /// Waits until there is something in it or `other` can be read from, or for so long. Whether there is something in either.
    ///
    /// # Errors
    /// `Interrupted` when a signal came.
    pub fn wait(&self, longest: Duration, other: Option<BorrowedFd<'_>>) -> io::Result<bool> {
        let ring = PollFd::new(&self.map, PollFlags::IN);
        let longest = longest.try_into().map_err(|_| io::ErrorKind::InvalidInput)?;
        let ready = match &other {
            Some(other) => poll(&mut [ring, PollFd::new(other, PollFlags::IN)], Some(&longest)),
            None => poll(&mut [ring], Some(&longest)),
        };
        Ok(ready? > 0)
    }

    /// Takes out what is in it, item by item, in the order in which it was written.
    pub fn drain(&mut self, mut each: impl FnMut(&[u8])) {
        let mut position = self.consumer.position().load(Ordering::Relaxed);
        while position < self.producer.position().load(Ordering::Acquire) {
            let place = self.page + (position as usize & (self.octets - 1));
            // SAFETY: `place` is within the first copy of the octets, and a header never lies across its end, for items begin
            // on multiples of eight, as the ring's length is.
            let header = unsafe { AtomicU32::from_ptr(self.producer.start.as_ptr().add(place).cast()) };
            let header = header.load(Ordering::Acquire);
            if header & BUSY != 0 {
                return;
            }
            // The kernel writes no item longer than the ring.
            let length = ((header & !DISCARDED) as usize).min(self.octets - HEADER);
            if header & DISCARDED == 0 {
                // SAFETY: the two copies are one after the other, so the item lies whole within them; the kernel does not write
                // there again before our position has passed it, which it has not as long as the slice lives.
                let item =
                    unsafe { std::slice::from_raw_parts(self.producer.start.as_ptr().add(place + HEADER), length) };
                each(item);
            }
            position += (HEADER + length).next_multiple_of(8) as u64;
            self.consumer.position().store(position, Ordering::Release);
        }
    }
}
