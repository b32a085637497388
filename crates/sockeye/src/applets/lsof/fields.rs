//! The output for other programs, `-F`: one field a line, or with `0` one set of fields a line and a NUL behind each.
//! Its letters stand in lsof(8), OUTPUT FOR OTHER PROGRAMS.

use super::args::{FieldLetters, SizeColumn};
use super::cells::{Device, Node, push_decimal, push_formatted};
use super::line::{Line, push_flag_number, push_offset};
use super::listing::Listing;
use super::printable;
use super::shown::{Names, Shown, connection};
use model::FileProcess;
use std::io::{self, Write};

/// Bytes that are gathered before they are written.
const PAGE: usize = 64 * 1024;

/// Writes the fields of every process and file.
///
/// # Errors
/// Those of writing.
pub(super) fn write(
    listing: &Listing,
    fields: FieldLetters,
    shown: Shown<'_>,
    names: &mut Names,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut writer = Writer::new(fields, shown);
    for (process, lines) in listing.processes() {
        writer.process(process, names);
        for line in lines {
            writer.file(&line, names);
            if writer.page.len() >= PAGE {
                out.write_all(&writer.page)?;
                writer.page.clear();
            }
        }
    }
    out.write_all(&writer.page)
}

struct Writer<'s> {
    fields: FieldLetters,
    shown: Shown<'s>,
    page: Vec<u8>,
    /// Where the present set of fields begins in the page.
    set: usize,
}

impl<'s> Writer<'s> {
    fn new(fields: FieldLetters, shown: Shown<'s>) -> Self {
        Self { fields, shown, page: Vec::with_capacity(PAGE + PAGE / 4), set: 0 }
    }

    /// Whether a field is shown. What belongs to whom could not be told without the process.
    fn is_shown(&self, letter: u8) -> bool {
        letter == b'p' || self.fields.has(letter)
    }

    /// Appends a field, if it is shown.
    fn field(&mut self, letter: u8, push: impl FnOnce(&mut Vec<u8>)) {
        if self.is_shown(letter) {
            self.page.push(letter);
            push(&mut self.page);
            self.page.push(if self.fields.end_with_nul { 0 } else { b'\n' });
        }
    }

    fn begin_set(&mut self) {
        self.set = self.page.len();
    }

    fn end_set(&mut self) {
        if self.fields.end_with_nul && self.page.len() > self.set {
            self.page.push(b'\n');
        }
    }

    fn process(&mut self, process: &FileProcess, names: &mut Names) {
        let charset = self.shown.charset;
        self.begin_set();
        self.field(b'p', |out| push_decimal(out, process.id.0.into()));
        if let Some(task) = process.task {
            self.field(b'K', |out| push_decimal(out, task.0.into()));
        }
        if let Some(name) = &process.task_name {
            self.field(b'M', |out| printable::push(out, name, charset));
        }
        self.field(b'g', |out| push_decimal(out, process.group.0.into()));
        self.field(b'R', |out| push_decimal(out, process.parent.0.into()));
        self.field(b'c', |out| printable::push(out, &process.name, charset));
        if let Some(user) = process.user {
            self.field(b'u', |out| push_decimal(out, user.0.into()));
            if self.is_shown(b'L')
                && let Some(name) = names.users.name(user)
            {
                self.field(b'L', |out| out.extend_from_slice(name.as_bytes()));
            }
        }
        self.end_set();
    }

    fn file(&mut self, line: &Line<'_>, names: &Names) {
        self.begin_set();
        self.field(b'f', |out| line.slot.push(out));
        self.field(b'a', |out| out.push(line.access));
        self.field(b'l', |out| out.push(line.lock));
        if !line.kind.is_empty() {
            self.field(b't', |out| out.extend_from_slice(line.kind.as_bytes()));
        }
        if let Some(flags) = line.flags {
            self.field(b'G', |out| push_flag_number(out, flags));
        }
        match (line.device, line.holding_device) {
            (_, Some(device)) => self.field(b'D', |out| push_formatted(out, format_args!("{device:#x}"))),
            (Device::None, None) => {}
            (device, None) => self.field(b'd', |out| device.push(out)),
        }
        if let Some(device) = line.raw_device {
            self.field(b'r', |out| push_formatted(out, format_args!("{device:#x}")));
        }
        self.extent(line);
        match line.node {
            Node::None => {}
            Node::Inode(inode) => self.field(b'i', |out| push_decimal(out, inode.0)),
            node => self.field(b'P', |out| node.push(out)),
        }
        if let Some(links) = line.links {
            self.field(b'k', |out| push_decimal(out, links));
        }
        let charset = self.shown.charset;
        self.field(b'n', |out| {
            line.name.push(out, &names.ends, charset);
            out.extend_from_slice(line.remark);
        });
        self.connection(line);
        self.end_set();
    }

    /// The size, or else the offset.
    fn extent(&mut self, line: &Line<'_>) {
        let wants_size = self.is_shown(b's') && self.shown.details.size_column != SizeColumn::Offset;
        let digits = self.shown.details.offset_digits;
        match (line.size.filter(|_| wants_size), line.offset) {
            (Some(size), _) => self.field(b's', |out| push_decimal(out, size)),
            (None, Some(offset)) => self.field(b'o', |out| push_offset(out, offset, digits)),
            (None, None) => {}
        }
    }

    fn connection(&mut self, line: &Line<'_>) {
        let Some(socket) = line.name.socket() else { return };
        let asked = self.shown.details.tcp_info;
        for part in connection(socket, asked) {
            let label = if part.contains('=') { "" } else { "ST=" };
            self.field(b'T', |out| push_formatted(out, format_args!("{label}{part}")));
        }
    }
}
