//! The table: columns as wide as what stands in them, so that all rows are measured before the first is written.

use super::args::{FlagStyle, SizeColumn};
use super::cells::{self, decimal_digits, push_decimal};
use super::line::{Line, push_flag_letters, push_flag_number, push_offset};
use super::listing::Listing;
use super::shown::{Extent, Names, Shown};
use model::FileProcess;
use std::io::{self, Write};

/// Bytes that are gathered before they are written.
const PAGE: usize = 64 * 1024;

/// A column. Those of a process come first; NAME is behind all of them and has no width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Command,
    Process,
    Task,
    TaskCommand,
    Parent,
    Group,
    User,
    Slot,
    Kind,
    Flags,
    Device,
    Size,
    Links,
    Node,
}

use Column::{Command, Device, Flags, Group, Kind, Links, Node, Parent, Process, Size, Slot, Task, TaskCommand, User};

const PROCESS_COLUMNS: [Column; 7] = [Command, Process, Task, TaskCommand, Parent, Group, User];
const FILE_COLUMNS: [Column; 7] = [Slot, Kind, Flags, Device, Size, Links, Node];
const COLUMNS: usize = PROCESS_COLUMNS.len() + FILE_COLUMNS.len();

impl Column {
    fn title(self, shown: Shown<'_>) -> &'static str {
        match self {
            Command => "COMMAND",
            Process => "PID",
            Task => "TID",
            TaskCommand => "TASKCMD",
            Parent => "PPID",
            Group => "PGID",
            User => "USER",
            // Two blanks for the letters of access and lock.
            Slot => "FD  ",
            Kind => "TYPE",
            Flags => "FILE-FLAG",
            Device => "DEVICE",
            Size => match shown.details.size_column {
                SizeColumn::Either => "SIZE/OFF",
                SizeColumn::Size => "SIZE",
                SizeColumn::Offset => "OFFSET",
            },
            Links => "NLINK",
            Node => "NODE",
        }
    }

    fn is_shown(self, shown: Shown<'_>) -> bool {
        match self {
            Task | TaskCommand => shown.tasks,
            Parent => shown.details.parent,
            Group => shown.details.group,
            Flags => shown.details.file_flags.is_some(),
            Links => shown.details.links,
            _ => true,
        }
    }

    fn is_left_aligned(self) -> bool {
        matches!(self, Command | TaskCommand)
    }

    fn push_of_process(self, out: &mut Vec<u8>, process: &FileProcess, shown: Shown<'_>, names: &mut Names) {
        match self {
            Command => shown.push_command(out, &process.name),
            Process => push_decimal(out, process.id.0.into()),
            Task => process.task.into_iter().for_each(|task| push_decimal(out, task.0.into())),
            TaskCommand => process.task_name.iter().for_each(|name| shown.push_command(out, name)),
            Parent => push_decimal(out, process.parent.0.into()),
            Group => push_decimal(out, process.group.0.into()),
            User => {
                let user = process.user.map(|user| names.user(user, shown.details));
                out.extend_from_slice(user.unwrap_or_default().as_bytes());
            }
            _ => {}
        }
    }

    /// How long the cell of a file is, where that can be told without its text: a socket's nearly always.
    fn extent_of_file(self, line: &Line<'_>) -> Option<usize> {
        match (self, line.device, line.node) {
            (Kind, _, _) => Some(line.kind.len()),
            (Device, cells::Device::Inode(inode), _) | (Node, _, cells::Node::Inode(inode)) => {
                Some(decimal_digits(inode.0))
            }
            (Node, _, cells::Node::Protocol(name)) => Some(name.len()),
            _ => None,
        }
    }

    fn push_of_file(self, out: &mut Vec<u8>, line: &Line<'_>, shown: Shown<'_>) {
        match self {
            Slot => {
                line.slot.push_padded(out);
                out.extend_from_slice(&[line.access, line.lock]);
            }
            Kind => out.extend_from_slice(line.kind.as_bytes()),
            Flags => match (line.flags, shown.details.file_flags) {
                (Some(flags), Some(FlagStyle::Letters)) => push_flag_letters(out, flags),
                (Some(flags), Some(FlagStyle::Number)) => push_flag_number(out, flags),
                _ => {}
            },
            Device => line.device.push(out),
            Size => match shown.extent(line) {
                Extent::Size(size) => push_decimal(out, size),
                Extent::Offset(offset) => push_offset(out, offset, shown.details.offset_digits),
                Extent::Nothing => {}
            },
            Links => line.links.into_iter().for_each(|links| push_decimal(out, links)),
            Node => line.node.push(out),
            _ => {}
        }
    }
}

/// Writes the table, with its titles; nothing where there is no file.
///
/// # Errors
/// Those of writing.
pub(super) fn write(listing: &Listing, shown: Shown<'_>, names: &mut Names, out: &mut impl Write) -> io::Result<()> {
    if listing.is_empty() {
        return Ok(());
    }
    let mut table = Table::measured(listing, shown, names);
    table.titles();
    for (process, lines) in listing.processes() {
        let prefix = table.process(process, names);
        for line in lines {
            table.file(&prefix, &line, names);
            if table.page.len() >= PAGE {
                out.write_all(&table.page)?;
                table.page.clear();
            }
        }
    }
    out.write_all(&table.page)
}

struct Table<'s> {
    shown: Shown<'s>,
    widths: [usize; COLUMNS],
    /// What is to be written next.
    page: Vec<u8>,
    /// The text of one cell.
    cell: Vec<u8>,
}

impl<'s> Table<'s> {
    fn measured(listing: &Listing, shown: Shown<'s>, names: &mut Names) -> Self {
        let mut widths = [0; COLUMNS];
        for column in PROCESS_COLUMNS.into_iter().chain(FILE_COLUMNS) {
            widths[column as usize] = column.title(shown).len();
        }
        let mut cell = Vec::new();
        let mut widen = |column: Column, extent: usize| {
            let width = &mut widths[column as usize];
            *width = extent.max(*width);
        };
        for (process, lines) in listing.processes() {
            for column in PROCESS_COLUMNS.into_iter().filter(|column| column.is_shown(shown)) {
                cell.clear();
                column.push_of_process(&mut cell, process, shown, names);
                widen(column, cell.len());
            }
            let commands = [(Command, Some(&process.name)), (TaskCommand, process.task_name.as_ref())];
            for (column, name) in commands {
                name.into_iter().for_each(|name| widen(column, shown.command_extent(name)));
            }
            for line in lines {
                for column in FILE_COLUMNS.into_iter().filter(|column| column.is_shown(shown)) {
                    let known = column.extent_of_file(&line);
                    let extent = known.unwrap_or_else(|| {
                        cell.clear();
                        column.push_of_file(&mut cell, &line, shown);
                        cell.len()
                    });
                    widen(column, extent);
                }
            }
        }
        Self { shown, widths, page: Vec::with_capacity(PAGE + PAGE / 4), cell }
    }

    fn titles(&mut self) {
        let shown = self.shown;
        for column in PROCESS_COLUMNS.into_iter().chain(FILE_COLUMNS).filter(|column| column.is_shown(shown)) {
            self.cell.clear();
            self.cell.extend_from_slice(column.title(shown).as_bytes());
            self.close(column);
        }
        self.page.extend_from_slice(b"NAME\n");
    }

    /// What stands before every file of this process.
    fn process(&mut self, process: &FileProcess, names: &mut Names) -> Vec<u8> {
        let (shown, start) = (self.shown, self.page.len());
        for column in PROCESS_COLUMNS.into_iter().filter(|column| column.is_shown(shown)) {
            self.cell.clear();
            column.push_of_process(&mut self.cell, process, shown, names);
            self.close(column);
        }
        self.page.split_off(start)
    }

    fn file(&mut self, prefix: &[u8], line: &Line<'_>, names: &Names) {
        let shown = self.shown;
        self.page.extend_from_slice(prefix);
        for column in FILE_COLUMNS.into_iter().filter(|column| column.is_shown(shown)) {
            self.cell.clear();
            column.push_of_file(&mut self.cell, line, shown);
            self.close(column);
        }
        line.name.push(&mut self.page, &names.ends, shown.charset);
        self.page.extend_from_slice(line.remark);
        shown.push_connection(&mut self.page, line);
        self.page.push(b'\n');
    }

    /// Appends the cell, filled up to its column's width, and the blank behind it.
    fn close(&mut self, column: Column) {
        let missing = self.widths[column as usize].saturating_sub(self.cell.len());
        let blanks = std::iter::repeat_n(b' ', missing);
        if column.is_left_aligned() {
            self.page.extend_from_slice(&self.cell);
            self.page.extend(blanks);
        } else {
            self.page.extend(blanks);
            self.page.extend_from_slice(&self.cell);
        }
        self.page.push(b' ');
    }
}
