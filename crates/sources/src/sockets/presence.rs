//! Whether there are sockets of a kind at all: `/proc/net/protocols` counts them, whoever may list them.

use std::path::Path;

/// What is known of the number of sockets of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// There are some.
    Present,
    /// There are none, or the kernel does not even know the kind.
    Absent,
    /// Nobody says.
    Unknown,
}

/// Looks for sockets counted under one of these names. Without names nothing is counted.
pub(crate) fn presence(proc_root: &Path, names: &[&str]) -> Presence {
    match std::fs::read_to_string(proc_root.join("net/protocols")) {
        Ok(table) if !names.is_empty() => counted(&table, names),
        _ => Presence::Unknown,
    }
}

/// The third column is the number of sockets (`proto_seq_printf` in `net/core/sock.c`).
fn counted(table: &str, names: &[&str]) -> Presence {
    let lines = table.lines().map(|line| {
        let mut words = line.split_whitespace();
        (words.next(), words.nth(1))
    });
    for (name, sockets) in lines {
        if name.is_some_and(|name| names.contains(&name)) {
            match sockets.and_then(|number| number.parse::<i64>().ok()) {
                Some(0) => {}
                Some(_) => return Presence::Present,
                None => return Presence::Unknown,
            }
        }
    }
    Presence::Absent
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "protocol  size sockets  memory press\nAF_VSOCK  1240      0      -1   NI\n\
                         SCTP      2064      3       7   no\nXDP       1088      x      -1   NI\n";

    #[test]
    fn sockets_are_counted_by_name() {
        assert_eq!(counted(TABLE, &["AF_VSOCK"]), Presence::Absent);
        assert_eq!(counted(TABLE, &["SCTP"]), Presence::Present);
        assert_eq!(counted(TABLE, &["TIPC"]), Presence::Absent);
        assert_eq!(counted(TABLE, &["XDP"]), Presence::Unknown);
        assert_eq!(counted(TABLE, &["AF_VSOCK", "SCTP"]), Presence::Present);
    }
}
