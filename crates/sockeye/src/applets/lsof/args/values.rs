//! What options other than those of selection ask for.

use super::field_letters::FieldLetters;
use std::ffi::OsString;

/// What to say of each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Details {
    /// `-n`: hosts as addresses.
    pub(crate) numeric_hosts: bool,
    /// `-P`: ports as numbers.
    pub(crate) numeric_ports: bool,
    /// `-l`: users as numbers.
    pub(crate) numeric_users: bool,
    /// `+M`: what rpcbind knows of ports.
    pub(crate) port_registrations: bool,
    /// `-R`: the column PPID.
    pub(crate) parent: bool,
    /// `-g`: the column PGID.
    pub(crate) group: bool,
    /// `+L`: the column NLINK.
    pub(crate) links: bool,
    /// `+f`: the column FILE-FLAG.
    pub(crate) file_flags: Option<FlagStyle>,
    /// `+c`: how many characters of a command's name are shown, with escapes counted as they are shown; zero: all.
    pub(crate) command_width: usize,
    /// `-s`, `-o`: what stands in the column of sizes and offsets.
    pub(crate) size_column: SizeColumn,
    /// `-o N`: the most digits of an offset that is shown in decimal; zero: any number.
    pub(crate) offset_digits: u32,
    /// `-T`.
    pub(crate) tcp_info: TcpInfo,
    /// `-E`, `+E`.
    pub(crate) endpoints: Endpoints,
}

impl Default for Details {
    fn default() -> Self {
        Self {
            numeric_hosts: false,
            numeric_ports: false,
            numeric_users: false,
            port_registrations: false,
            parent: false,
            group: false,
            links: false,
            file_flags: None,
            command_width: 9,
            size_column: SizeColumn::Either,
            offset_digits: 8,
            tcp_info: TcpInfo { states: true, ..TcpInfo::NOTHING },
            endpoints: Endpoints::Hidden,
        }
    }
}

/// How flags of files are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlagStyle {
    /// As abbreviations: `+fg`.
    Letters,
    /// As a hexadecimal number: `+fG`.
    Number,
}

/// What stands in the column of sizes and offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SizeColumn {
    /// Whichever a file has.
    Either,
    /// Sizes: `-s`.
    Size,
    /// Offsets: `-o`.
    Offset,
}

/// What is said of a TCP or UDP socket behind its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TcpInfo {
    /// `s`: the state.
    pub(crate) states: bool,
    /// `q`: the lengths of its queues.
    pub(crate) queues: bool,
    /// `f`: its options.
    pub(crate) options: bool,
}

impl TcpInfo {
    /// Nothing: `-T` alone.
    pub(crate) const NOTHING: Self = Self { states: false, queues: false, options: false };
}

/// Whether the other ends of pipes, sockets and the like are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoints {
    Hidden,
    /// In the names of listed files: `-E`.
    Named,
    /// There, and as files of their own: `+E`.
    Listed,
}

/// The form of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// A table with headings.
    #[default]
    Columns,
    /// Numbers of processes: `-t`.
    Terse,
    /// Fields for other programs: `-F`.
    Fields(FieldLetters),
}

/// How the kernel is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asking {
    /// `-b`: neither stat(2) nor readlink(2) of files that are not the kernel's own.
    pub(crate) avoid_blocking: bool,
    /// `+m FILE`: where the device numbers of file systems stand.
    pub(crate) mount_supplement: Option<OsString>,
    /// Unless `-w` or `-t`: warnings on standard error.
    pub(crate) warnings: bool,
}

impl Default for Asking {
    fn default() -> Self {
        Self { avoid_blocking: false, mount_supplement: None, warnings: true }
    }
}

/// How a listing is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// Seconds between two listings; never zero.
    pub(crate) seconds: u32,
    /// `+r`: until one listing is empty.
    pub(crate) until_empty: bool,
    /// How many listings there are; `None`: without end.
    pub(crate) times: Option<u32>,
    /// The line behind each listing, as a format of strftime(3).
    pub(crate) marker: Option<Vec<u8>>,
}

/// Which tasks (threads) are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tasks {
    /// Where nothing at all is selected: those that differ from their process.
    #[default]
    Unsaid,
    /// `-K`: as a condition of selection.
    Selected,
    /// `-Ki`: none.
    Ignored,
}

/// A directory whose files are searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    pub(crate) path: OsString,
    /// `+D`: all directories below it too.
    pub(crate) whole_tree: bool,
}

/// What `+d` and `+D` cross.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Crossing {
    /// Into file systems mounted below.
    pub(crate) file_systems: bool,
    /// Symbolic links.
    pub(crate) links: bool,
}

/// What the names on the command line are taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NamesAre {
    /// A file system where one is mounted there, a file otherwise.
    #[default]
    Either,
    /// Files: `-f`.
    Files,
    /// File systems: `+f`.
    FileSystems,
}
