//! What `-h` and `-V` print.
//!
//! The groups and their order are the original's, for the eyes of those who know them; the words are ours. As there, the
//! families that have routes go to standard error.

use crate::message;
use std::io::{self, Write};

/// What `-V` prints first, for scripts that look for the version whose output they get.
pub(super) const VERSION: &str = concat!("net-tools 2.10\nsockeye ", env!("CARGO_PKG_VERSION"), "\n");

const HELP: &str = "\
usage: netstat [-vWnNcaeolpZ] [PROTOCOL]... [FAMILY]...   sockets
       netstat -r [-vWeenNcCF] [FAMILY]...                routes
       netstat -i [-vWeenNac]                             interfaces
       netstat -s [-tuUSw] [-4|-6]                        counters
       netstat -g [-nc46]                                 multicast groups
       netstat -M [-cnNe]                                 masqueraded connections
       netstat {-V|--version|-h|--help}

        -r, --route              routes, one table for each FAMILY
        -i, --interfaces         interfaces and their counters
        -g, --groups             memberships of multicast groups
        -s, --statistics         counters of the protocols
        -M, --masquerade         masqueraded connections

        -v, --verbose            say what this system does not support
        -W, --wide               show addresses whole
        -n, --numeric            show hosts, ports and users as numbers
        --numeric-hosts          show hosts as numbers
        --numeric-ports          show ports as numbers
        --numeric-users          show users as numbers
        -N, --symbolic           show names of hardware
        -e, --extend             show more; twice for all there is
        -p, --programs           the process that holds a socket, and its name
        -o, --timers             the timer that runs on a socket
        -c, --continuous         show it again each second

        -l, --listening          only sockets that wait for peers
        -a, --all                sockets in every state (otherwise those with a peer); with -i also what is down
        -F, --fib                routes of the table (what -r shows without -C)
        -C, --cache              routes of the cache
        -Z, --context            the SELinux context of the process that holds a socket

  PROTOCOL: -t --tcp, -u --udp, -U --udplite, -S --sctp, -w --raw, -x --unix, -2 --l2cap, -f --rfcomm
  FAMILY:   -4, -6, -A LIST or --protocol=LIST (names separated by commas), or the name as an option (--inet);
            inet where none is given
";

/// Families that `-A` knows.
const FAMILIES: &str =
    "families with routes: inet inet6 ax25 netrom rose ipx ddp x25; others: unix econet ash bluetooth";

/// Writes the help.
///
/// # Errors
/// The output takes no more.
pub(super) fn help(out: &mut impl Write) -> io::Result<()> {
    out.write_all(HELP.as_bytes())?;
    out.flush()?;
    message::say("sockeye netstat", &FAMILIES);
    Ok(())
}
