//! The options of `lsof` (lsof(8), version 4.95 on Linux), in the order in which the help lists them.

use crate::manual::{Entry, Value};
use std::fmt;

/// What an option asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Help,
    Version,
    And,
    Internet,
    States,
    Unix,
    WithoutInternet,
    Processes,
    Groups,
    Users,
    Commands,
    CommandWidth,
    Descriptors,
    Directory,
    DirectoryTree,
    Crossing,
    Nfs,
    Links,
    NoLinks,
    Tasks,
    Numeric,
    NumericPorts,
    PortRegistrations,
    NumericUsers,
    Parent,
    Offset,
    TcpInfo,
    Endpoints,
    EndpointFiles,
    FileStructures,
    Contexts,
    Terse,
    Fields,
    Repeat,
    Verbose,
    VainSearch,
    Warnings,
    NoWarnings,
    AvoidBlocking,
    Exempt,
    MountSupplement,
    KernelMemory,
    NoOverhead,
    Timeout,
}

/// The signs with which an option has a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// Either, without difference.
    Any,
    /// Either, and the difference is told apart by the reader.
    Both,
    Minus,
    Plus,
}

/// One option.
pub(super) struct OptionRow {
    pub(super) letter: u8,
    pub(super) signs: Signs,
    pub(super) meaning: Meaning,
    /// What its value stands for, in brackets if it may be left out; empty if it takes none.
    value: &'static str,
    help: &'static str,
}

const fn row(letter: u8, signs: Signs, meaning: Meaning, value: &'static str, help: &'static str) -> OptionRow {
    OptionRow { letter, signs, meaning, value, help }
}

/// Every option.
pub(super) const OPTIONS: &[OptionRow] = &[
    row(b'h', Signs::Any, Meaning::Help, "", "show this text"),
    row(b'?', Signs::Any, Meaning::Help, "", "the same"),
    row(b'v', Signs::Any, Meaning::Version, "", "show the version"),
    row(b'i', Signs::Any, Meaning::Internet, "[ADDRESS]", "network files: [46][PROTOCOL][@HOST][:PORTS]"),
    row(
        b's',
        Signs::Any,
        Meaning::States,
        "[TCP:STATES]",
        "alone: the size of files always; TCP and UDP files in these states",
    ),
    row(b'U', Signs::Any, Meaning::Unix, "", "UNIX domain sockets"),
    row(b'X', Signs::Any, Meaning::WithoutInternet, "", "do not look into TCP and UDP"),
    row(b'p', Signs::Any, Meaning::Processes, "LIST", "processes with these numbers"),
    row(b'g', Signs::Any, Meaning::Groups, "[LIST]", "show process groups; processes of these"),
    row(b'u', Signs::Any, Meaning::Users, "LIST", "processes of these users, by name or number"),
    row(b'c', Signs::Minus, Meaning::Commands, "COMMAND", "processes whose names begin so, or match /PATTERN/[bix]"),
    row(b'd', Signs::Minus, Meaning::Descriptors, "LIST", "descriptors: numbers, ranges, fd, cwd, rtd, txt, mem, DEL"),
    row(b'd', Signs::Plus, Meaning::Directory, "DIRECTORY", "open files in this directory"),
    row(b'D', Signs::Both, Meaning::DirectoryTree, "DIRECTORY", "open files in this directory and all below it"),
    row(
        b'x',
        Signs::Any,
        Meaning::Crossing,
        "[fl]",
        "with +d and +D, cross into file systems (f), follow symbolic links (l)",
    ),
    row(b'N', Signs::Any, Meaning::Nfs, "", "files on NFS"),
    row(b'L', Signs::Plus, Meaning::Links, "[N]", "show counts of links; files with fewer than N links"),
    row(b'L', Signs::Minus, Meaning::NoLinks, "", "do not show counts of links"),
    row(b'K', Signs::Any, Meaning::Tasks, "[i]", "tasks (threads) of processes; -Ki leaves them out"),
    row(
        b'f',
        Signs::Both,
        Meaning::FileStructures,
        "[gG]",
        "+fg, +fG: flags of files as letters, as a number; -f, +f: names are those of files, of file systems",
    ),
    row(b'a', Signs::Any, Meaning::And, "", "what is listed must meet the conditions of all options, not of one"),
    row(b'n', Signs::Any, Meaning::Numeric, "", "show hosts as addresses"),
    row(b'P', Signs::Any, Meaning::NumericPorts, "", "show ports as numbers"),
    row(b'l', Signs::Any, Meaning::NumericUsers, "", "show users as numbers"),
    row(b'M', Signs::Both, Meaning::PortRegistrations, "", "accepted: what rpcbind knows of ports is not shown"),
    row(b'R', Signs::Any, Meaning::Parent, "", "show parents of processes"),
    row(
        b'T',
        Signs::Any,
        Meaning::TcpInfo,
        "[fqs]",
        "show socket options (f), queues (q), states (s); alone: none of them",
    ),
    row(b'o', Signs::Any, Meaning::Offset, "[DIGITS]", "show offsets always; how many digits one may have in decimal"),
    row(b'c', Signs::Plus, Meaning::CommandWidth, "WIDTH", "width of the names of commands (0: whole)"),
    row(b'E', Signs::Minus, Meaning::Endpoints, "", "show who holds the other end of pipes, sockets and the like"),
    row(b'E', Signs::Plus, Meaning::EndpointFiles, "", "the same, and list the other ends too"),
    row(b'Z', Signs::Any, Meaning::Contexts, "[CONTEXT]", "security contexts of processes"),
    row(b't', Signs::Any, Meaning::Terse, "", "show only the numbers of processes"),
    row(
        b'F',
        Signs::Any,
        Meaning::Fields,
        "[LETTERS]",
        "one field a line, for other programs; -F? explains the letters",
    ),
    row(
        b'r',
        Signs::Both,
        Meaning::Repeat,
        "[SECONDS][mFORMAT]",
        "list again and again, with a line of this format between; +r: until nothing is found",
    ),
    row(b'V', Signs::Any, Meaning::Verbose, "", "say what was searched for and not found"),
    row(b'Q', Signs::Any, Meaning::VainSearch, "", "not to find what was searched for is no failure"),
    row(b'w', Signs::Plus, Meaning::Warnings, "", "show warnings"),
    row(b'w', Signs::Minus, Meaning::NoWarnings, "", "do not show warnings"),
    row(b'b', Signs::Any, Meaning::AvoidBlocking, "", "ask the kernel nothing that might block"),
    row(b'e', Signs::Both, Meaning::Exempt, "PATH", "not supported: every file that is listed is asked what it is"),
    row(
        b'm',
        Signs::Plus,
        Meaning::MountSupplement,
        "[FILE]",
        "show the device numbers of file systems; read them from a file",
    ),
    row(b'm', Signs::Minus, Meaning::KernelMemory, "FILE", "not on Linux"),
    row(
        b'S',
        Signs::Any,
        Meaning::Timeout,
        "[SECONDS]",
        "accepted: no child asks the kernel here, so none is waited for",
    ),
    row(b'O', Signs::Any, Meaning::NoOverhead, "", "accepted, for the same reason"),
];

/// Every option as a page shows it.
pub(super) fn entries() -> Vec<Entry> {
    OPTIONS.iter().map(entry).collect()
}

fn entry(row: &OptionRow) -> Entry {
    let signs: &[char] = match row.signs {
        Signs::Any | Signs::Minus => &['-'],
        Signs::Plus => &['+'],
        Signs::Both => &['-', '+'],
    };
    let letter = char::from(row.letter);
    let optional = row.value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    Entry {
        names: signs.iter().map(|sign| format!("{sign}{letter}")).collect(),
        value: match (row.value, optional) {
            ("", _) => Value::None,
            (_, Some(optional)) => Value::Optional(optional),
            (needed, None) => Value::Required(needed),
        },
        help: row.help.to_owned(),
    }
}

/// The lines of help for all options.
pub(super) struct Help;

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Usage: lsof [OPTIONS] [--] [FILES AND FILE SYSTEMS]\n")?;
        for row in OPTIONS {
            let sign = match row.signs {
                Signs::Any | Signs::Minus => "-",
                Signs::Plus => "+",
                Signs::Both => "±",
            };
            let written = format!("{sign}{} {}", char::from(row.letter), row.value);
            writeln!(f, "   {written:<24} {}", row.help)?;
        }
        f.write_str(
            "LIST: items between commas; ^ITEM leaves out. Options may stand together, and most behind + as well.\n",
        )
    }
}
