//! What `-h` and `-V` print.
//!
//! The groups and their order are the original's, for the eyes of those who know them; the words are ours.

use super::options;
use super::setting::Listed;
use crate::manual::{Entry, Page};
use crate::texts::{Phrase, Texts};
use std::io::Write;

/// What `-V` prints. Scripts that look for a version find, first, the one whose output they get.
pub(super) const VERSION: &str = concat!("net-tools 2.10\nsockeye ", env!("CARGO_PKG_VERSION"), "\n");

/// How the command is written, behind `usage:`.
const FORMS: &[&str] = &[
    "netstat [-vWnNcaeolpZ] [<Socket>...] [<AF>...]    netstat {-V|--version|-h|--help}",
    "netstat -r [-vWeenNcCF] [<AF>...]                 netstat -i [-vWeenNac]",
    "netstat -s [-tuUSw] [-4|-6]                       netstat {-g [-nc46] | -M [-cnNe]}",
];

/// The same for the manual.
const PAGE_FORMS: &[&str] =
    &["[OPTIONS] [FAMILY]", "-r [OPTIONS]", "-i [OPTIONS]", "-s [OPTIONS]", "-g [OPTIONS]", "-M [OPTIONS]"];

const USAGE: Phrase = Phrase::new("usage", "usage:");

/// An option, and what it does.
type Row = (&'static str, Phrase);

/// The options, a paragraph for each kind.
const OPTIONS: &[&[Row]] = &[
    &[
        ("-r, --route", Phrase::new("usage-route", "routes, a table for each <AF>")),
        ("-i, --interfaces", Phrase::new("usage-interfaces", "interfaces and their counters")),
        ("-g, --groups", Phrase::new("usage-groups", "memberships of multicast groups")),
        ("-s, --statistics", Phrase::new("usage-statistics", "counters of the protocols")),
        ("-M, --masquerade", Phrase::new("usage-masquerade", "masqueraded connections")),
    ],
    &[
        ("-v, --verbose", Phrase::new("usage-verbose", "also say what this system does not support")),
        ("-W, --wide", Phrase::new("usage-wide", "show addresses whole")),
        ("-n, --numeric", Phrase::new("usage-numeric", "show hosts, ports and users as numbers")),
        ("--numeric-hosts", Phrase::new("usage-numeric-hosts", "show hosts as numbers")),
        ("--numeric-ports", Phrase::new("usage-numeric-ports", "show ports as numbers")),
        ("--numeric-users", Phrase::new("usage-numeric-users", "show users as numbers")),
        ("-N, --symbolic", Phrase::new("usage-symbolic", "show the names of hardware")),
        ("-e, --extend", Phrase::new("usage-extend", "show more; twice for all there is")),
        ("-p, --programs", Phrase::new("usage-programs", "show the process that holds a socket")),
        ("-o, --timers", Phrase::new("usage-timers", "show the timer that runs on a socket")),
        ("-c, --continuous", Phrase::new("usage-continuous", "show it again each second")),
    ],
    &[
        ("-l, --listening", Phrase::new("usage-listening", "only sockets that wait for peers")),
        ("-a, --all", Phrase::new("usage-all", "all sockets (otherwise those with a peer); all interfaces")),
        ("-F, --fib", Phrase::new("usage-fib", "routes of the table (unless -C is given)")),
        ("-C, --cache", Phrase::new("usage-cache", "routes of the cache")),
        ("-Z, --context", Phrase::new("usage-context", "show the SELinux context of that process")),
    ],
];

/// What `<Socket>` stands for.
const SOCKETS: &str = "  <Socket>={-t|--tcp} {-u|--udp} {-U|--udplite} {-S|--sctp} {-w|--raw} {-x|--unix}";
const FAMILIES: Phrase = Phrase::new("usage-families", "-4, -6, -A <AF>[,<AF>...] or --<AF>; inet where none is given");
const ROUTED_FAMILIES: Phrase = Phrase::new("usage-routed-families", "Address families that have routes:");
/// Said where `--tcpip` is given.
pub(super) const IDLE_TCPIP: Phrase =
    Phrase::new("usage-idle-tcpip", "--tcpip chooses nothing, as in the original; --inet chooses IPv4");
/// The families that have routes.
const ROUTED: &str = "inet inet6 ax25 netrom rose ipx ddp x25";

/// What there is to tell of it beside this help.
pub(super) fn page() -> Page {
    let mut options = Entry::of_table(options::OPTIONS);
    for entry in options.iter_mut().filter(|entry| entry.help.is_empty()) {
        let help = OPTIONS.iter().copied().flatten().find(|(names, _)| names.split(", ").eq(&entry.names));
        if let Some((_, phrase)) = help {
            phrase.english.clone_into(&mut entry.help);
        }
    }
    Page { forms: PAGE_FORMS, options, text: include_str!("manual.txt") }
}

/// Shows the help.
///
/// # Errors
/// The output takes no more.
pub(super) fn help(texts: &Texts, out: &mut impl Write) -> Listed {
    let usage = texts.say(&USAGE);
    let mut before = usage.into_owned();
    for form in FORMS {
        writeln!(out, "{before} {form}")?;
        before = " ".repeat(before.chars().count());
    }
    for paragraph in OPTIONS {
        writeln!(out)?;
        for (option, about) in *paragraph {
            writeln!(out, "        {option:<24} {}", texts.say(about))?;
        }
    }
    writeln!(out, "\n{SOCKETS}\n  <AF>={}", texts.say(&FAMILIES))?;
    writeln!(out, "  {}\n    {ROUTED}", texts.say(&ROUTED_FAMILIES))?;
    Ok(())
}

/// All phrases of the help.
#[cfg(test)]
pub(super) fn phrases() -> impl Iterator<Item = &'static Phrase> {
    [&USAGE, &FAMILIES, &ROUTED_FAMILIES, &IDLE_TCPIP]
        .into_iter()
        .chain(OPTIONS.iter().copied().flatten().map(|(_, about)| about))
}
