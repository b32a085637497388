//! Numbers that programs count up, each processor its own (`BPF_MAP_TYPE_PERCPU_ARRAY`).

use super::call::{Attributes, Command, ask};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// `BPF_MAP_TYPE_PERCPU_ARRAY`.
pub(super) const KIND: u32 = 6;
/// The processors for which the kernel keeps an element, as ranges such as `0-3,8`.
const POSSIBLE: &str = "/sys/devices/system/cpu/possible";

/// An array of numbers of 64 bits, one for each processor.
#[derive(Debug)]
pub struct Counters {
    map: OwnedFd,
    /// The numbers of one element.
    room: Vec<u64>,
}

/// `BPF_MAP_LOOKUP_ELEM`.
#[repr(C)]
struct LookUp {
    map: u32,
    padding: u32,
    key: u64,
    value: u64,
    flags: u64,
}
// SAFETY: the key has four octets, the value eight for each possible processor, as such a map has (`sum`).
unsafe impl Attributes for LookUp {
    const COMMAND: Command = Command::MapLookUpElement;
}

impl Counters {
    /// The counters of a map whose values have eight octets.
    pub(super) fn new(map: OwnedFd) -> io::Result<Self> {
        let possible = std::fs::read_to_string(POSSIBLE)?;
        let processors = count(possible.trim()).ok_or(io::ErrorKind::InvalidData)?;
        Ok(Self { map, room: vec![0; processors] })
    }

    /// What all processors have counted up in this element.
    ///
    /// # Errors
    /// There is no such element.
    pub fn sum(&mut self, element: u32) -> io::Result<u64> {
        ask(&LookUp {
            map: self.map.as_raw_fd() as u32,
            padding: 0,
            key: (&raw const element).addr() as u64,
            value: self.room.as_mut_ptr().addr() as u64,
            flags: 0,
        })?;
        Ok(self.room.iter().sum())
    }
}

/// How many processors a list of ranges has.
fn count(ranges: &str) -> Option<usize> {
    let mut processors = 0usize;
    for range in ranges.split(',') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        processors = processors.checked_add(last.checked_sub(first)?.checked_add(1)?)?;
    }
    Some(processors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_are_counted_over_ranges() {
        assert_eq!(count("0"), Some(1));
        assert_eq!(count("0-3,8,10-11"), Some(7));
        assert_eq!(count("3-0"), None);
        assert_eq!(count(""), None);
        let possible = std::fs::read_to_string(POSSIBLE).unwrap();
        assert!(count(possible.trim()).is_some_and(|processors| processors > 0));
    }
}
