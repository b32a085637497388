//! What differs between two runs of the same tool over sockets at rest: each by name, and why.
//!
//! A masked value keeps its length (each of its octets becomes `#`), because column widths depend on it. A value
//! that grows by a digit between two runs shows as unrest, and the comparison is made again.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// One volatile value.
#[derive(Debug)]
pub struct Mask {
    /// What it is called in the output.
    pub name: &'static str,
    /// Finds it; its first group is the volatile part.
    pattern: &'static str,
    /// Why it moves.
    pub why: &'static str,
}

/// All of them.
pub const MASKS: &[Mask] = &[
    Mask { name: "timer", pattern: r"timer:\([a-z]+,([0-9a-z.]+),", why: "the time that remains until a timer fires" },
    Mask {
        name: "seconds",
        pattern: r" (?:on|keepalive|timewait|probe) \(([0-9]+\.[0-9]{2})/[0-9]+/[0-9]+\)",
        why: "the time that remains until a timer fires, as netstat tells it",
    },
    Mask { name: "lastsnd", pattern: r"lastsnd:([0-9]+)", why: "milliseconds since the last octet was sent" },
    Mask { name: "lastrcv", pattern: r"lastrcv:([0-9]+)", why: "milliseconds since the last octet was received" },
    Mask { name: "lastack", pattern: r"lastack:([0-9]+)", why: "milliseconds since the last acknowledgement" },
    Mask {
        name: "busy",
        pattern: r"(?:busy|rwnd_limited|sndbuf_limited):([0-9]+ms(?:\([0-9.]+%\))?)",
        why: "time spent with data in flight, and limited by what; it runs while the peer is silent",
    },
    Mask {
        name: "TCP",
        pattern: r"^TCP:   ([0-9]+) \(estab ",
        why: "all TCP sockets of the machine, whoever makes them",
    },
    Mask { name: "closed", pattern: r"closed ([0-9]+), orphaned ", why: "the same, but for those of the namespace" },
    Mask {
        name: "orphaned",
        pattern: r", orphaned ([0-9]+), timewait ",
        why: "sockets without a process, of the machine",
    },
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    // A pattern that does not compile masks nothing; the tests see to it that all do.
    MASKS.iter().filter_map(|mask| Regex::new(mask.pattern).ok()).collect()
});

/// Blots out everything in a line that a mask names.
pub fn blot(line: &[u8]) -> Vec<u8> {
    let mut blotted = line.to_vec();
    for groups in PATTERNS.iter().flat_map(|pattern| pattern.captures_iter(line)) {
        if let Some(volatile) = groups.get(1) {
            blotted[volatile.range()].fill(b'#');
        }
    }
    blotted
}

/// The index of the first line that differs when volatile values are blotted out; nothing when none does.
pub fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    let mut lines = [one, other].map(|text| text.split(|&byte| byte == b'\n'));
    for index in 0.. {
        match [lines[0].next(), lines[1].next()] {
            [None, None] => return None,
            [Some(one), Some(other)] if one == other || blot(one) == blot(other) => {}
            _ => return Some(index),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        String::from_utf8(blot(text.as_bytes())).unwrap()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), MASKS.len());
    }

    #[test]
    fn only_the_volatile_part_goes_and_its_length_stays() {
        assert_eq!(masked("timer:(on,4.552ms,5) ino:7"), "timer:(on,#######,5) ino:7");
        assert_eq!(masked("timer:(keepalive,119min,0)"), "timer:(keepalive,######,0)");
        assert_eq!(masked("ESTABLISHED keepalive (6996.08/0/0)"), "ESTABLISHED keepalive (#######/0/0)");
        assert_eq!(masked("lastsnd:120 lastrcv:7 rto:204"), "lastsnd:### lastrcv:# rto:204");
        assert_eq!(
            masked("TCP:   84744 (estab 60, closed 84635, orphaned 157, timewait 3)"),
            "TCP:   ##### (estab 60, closed #####, orphaned ###, timewait 3)"
        );
        assert_eq!(masked("busy:12ms rwnd_limited:8ms(66.7%)"), "busy:#### rwnd_limited:##########");
    }

    #[test]
    fn the_first_line_that_differs_is_found() {
        assert_eq!(first_difference(b"a lastsnd:1\nb\n", b"a lastsnd:2\nb\n"), None);
        assert_eq!(first_difference(b"a lastsnd:1\nb\n", b"a lastsnd:2\nc\n"), Some(1));
        assert_eq!(first_difference(b"a\n", b"a\nb\n"), Some(1));
    }
}
