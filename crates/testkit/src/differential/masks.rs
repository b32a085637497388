//! What differs between two runs of the same tool over sockets at rest: each by name, and why.
//!
//! A masked value keeps its length (each of its octets becomes `#`), because column widths depend on it. A value
//! that grows by a digit between two runs shows as unrest, and the comparison is made again.

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
    Mask { name: "lastsnd", pattern: r"lastsnd:([0-9]+)", why: "milliseconds since the last octet was sent" },
    Mask { name: "lastrcv", pattern: r"lastrcv:([0-9]+)", why: "milliseconds since the last octet was received" },
    Mask { name: "lastack", pattern: r"lastack:([0-9]+)", why: "milliseconds since the last acknowledgement" },
    Mask {
        name: "busy",
        pattern: r"(?:busy|rwnd_limited|sndbuf_limited):([0-9]+ms(?:\([0-9.]+%\))?)",
        why: "time spent with data in flight, and limited by what; it runs while the peer is silent",
    },
    Mask {
        name: "own socket",
        pattern: r"tcpdiag:ss/31000 [^\n]*? (sk=[0-9a-f]+) ",
        why: "the tool's own netlink socket is new in each run: another address in the kernel",
    },
];

/// Blots out everything that a mask names.
pub fn apply(bytes: &[u8], masks: &[(&Mask, Regex)]) -> Vec<u8> {
    let mut masked = bytes.to_vec();
    for (_, pattern) in masks {
        for groups in pattern.captures_iter(bytes) {
            if let Some(volatile) = groups.get(1) {
                masked[volatile.range()].fill(b'#');
            }
        }
    }
    masked
}

/// The masks with their patterns compiled, for [`apply`].
pub fn compile() -> Vec<(&'static Mask, Regex)> {
    MASKS.iter().filter_map(|mask| Some((mask, Regex::new(mask.pattern).ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        String::from_utf8(apply(text.as_bytes(), &compile())).unwrap()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(compile().len(), MASKS.len());
    }

    #[test]
    fn only_the_volatile_part_goes_and_its_length_stays() {
        assert_eq!(masked("timer:(on,4.552ms,5) ino:7"), "timer:(on,#######,5) ino:7");
        assert_eq!(masked("timer:(keepalive,119min,0)"), "timer:(keepalive,######,0)");
        assert_eq!(masked("lastsnd:120 lastrcv:7 rto:204"), "lastsnd:### lastrcv:# rto:204");
        assert_eq!(masked("busy:12ms rwnd_limited:8ms(66.7%)"), "busy:#### rwnd_limited:##########");
    }
}
