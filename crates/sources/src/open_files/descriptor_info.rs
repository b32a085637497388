//! What `/proc/PID/fdinfo/N` tells of a descriptor (proc_pid_fdinfo(5)).

use crate::folder::Folder;
use std::ffi::CStr;
use std::io::Read;

/// Room for what is read, in octets: enough for the targets of an epoll instance that count.
const ROOM: usize = 8 * 1024;
/// So many targets of an epoll instance are told.
pub(super) const MOST_TARGETS: usize = 32;

/// What is told of a descriptor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DescriptorInfo {
    /// Where it would read or write next, in octets.
    pub(super) offset: Option<u64>,
    /// With which flags it is open.
    pub(super) flags: Option<u32>,
    /// The number of an eventfd, the same for all who share it.
    pub(super) event: Option<i64>,
    /// The process of a pidfd; -1 once it has ended, 0 where it is outside of the PID namespace.
    pub(super) process: Option<i64>,
    /// The number of the terminal whose master side it is.
    pub(super) terminal: Option<u32>,
    /// The first descriptors that an epoll instance watches, in the kernel's order.
    pub(super) targets: Vec<u32>,
    /// Whether it watches more.
    pub(super) has_more_targets: bool,
}

impl DescriptorInfo {
    /// Reads it from the folder `fdinfo`. What cannot be read is absent.
    pub(super) fn read(folder: &Folder, name: &CStr) -> Self {
        let Ok(mut file) = folder.file(name) else { return Self::default() };
        let mut room = [0; ROOM];
        let mut length = 0;
        // What is told comes in pieces of a page at most, whole lines each.
        while let Some(rest) = room.get_mut(length..).filter(|rest| !rest.is_empty()) {
            match file.read(rest) {
                Ok(0) | Err(_) => break,
                Ok(more) => length += more,
            }
        }
        Self::parse(&room[..length])
    }

    fn parse(text: &[u8]) -> Self {
        let mut info = Self::default();
        for line in text.split(|&octet| octet == b'\n') {
            let Some(colon) = line.iter().position(|&octet| octet == b':') else { continue };
            let Ok(value) = std::str::from_utf8(&line[colon + 1..]) else { continue };
            match &line[..colon] {
                b"pos" => info.offset = value.trim().parse().ok(),
                b"flags" => info.flags = u32::from_str_radix(value.trim(), 8).ok(),
                b"eventfd-id" => info.event = value.trim().parse().ok(),
                b"Pid" => info.process = value.trim().parse().ok(),
                b"tty-index" => info.terminal = value.trim().parse().ok(),
                b"tfd" => match value.split_ascii_whitespace().next().and_then(|target| target.parse().ok()) {
                    Some(target) if info.targets.len() < MOST_TARGETS => info.targets.push(target),
                    Some(_) => info.has_more_targets = true,
                    None => {}
                },
                _ => {}
            }
        }
        info
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn what_each_kind_of_descriptor_tells_is_read() {
        let parse = |text: &str| DescriptorInfo::parse(text.as_bytes());
        let plain = parse("pos:\t3000000000\nflags:\t02100002\nmnt_id:\t24\nino:\t91\ntty-index:\t5\n");
        assert_eq!((plain.offset, plain.flags, plain.terminal), (Some(3_000_000_000), Some(0o210_0002), Some(5)));
        assert_eq!(parse("eventfd-count:                0\neventfd-id: 7\n").event, Some(7));
        assert_eq!(parse("Pid:\t-1\nNSpid:\t-1\n").process, Some(-1));
        assert_eq!(parse("pos:\t-4\nflags:\t9\n"), DescriptorInfo::default());
    }

    #[test]
    fn only_the_first_targets_of_an_epoll_instance_are_told() {
        let text = (0..40).fold(String::new(), |mut text, target| {
            writeln!(text, "tfd: {target:8} events: 1f data: 7f1b00000014  pos:0 ino:40e sdev:10").unwrap();
            text
        });
        let info = DescriptorInfo::parse(text.as_bytes());
        assert_eq!(info.targets, (0..32).collect::<Vec<_>>());
        assert!(info.has_more_targets);
    }
}
