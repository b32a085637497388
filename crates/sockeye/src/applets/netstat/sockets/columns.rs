//! What a row of sockets says behind its state, in any family: user and inode, program, context.

use super::lookups::Lookups;
use super::page::Page;
use crate::applets::netstat::args::Args;
use model::{Inode, UserId};
use std::io::Write;

/// Widths of the columns, in octets.
pub(super) const USER: usize = 10;
pub(super) const INODE: usize = 10;
pub(super) const PROGRAM: usize = 20;
pub(super) const CONTEXT: usize = 50;

/// Which columns there are beside those that every row has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// User and inode.
    pub(super) identity: bool,
    /// The program.
    pub(super) program: bool,
    /// Its SELinux context.
    pub(super) context: bool,
    /// The timer.
    pub(super) timer: bool,
    /// Addresses are not cut.
    pub(super) wide: bool,
}

impl Columns {
    /// Those that were asked for. A context brings its program with it.
    pub(super) fn of(args: &Args) -> Self {
        Self {
            identity: args.extended > 0,
            program: args.programs || args.contexts,
            context: args.contexts,
            timer: args.timers,
            wide: args.wide,
        }
    }
}

/// Appends the user and the inode of a socket.
pub(super) fn push_identity<W: Write>(page: &mut Page<W>, user: UserId, inode: Inode, lookups: &mut Lookups) {
    page.push(b" ");
    let start = page.here();
    match lookups.user(user) {
        Some(name) => page.push_untrusted(name.as_bytes()),
        // As printf(3) shows it: the highest numbers are negative.
        None => page.push((user.0 as i32).to_string().as_bytes()),
    }
    page.pad(start, USER);
    page.push(b" ");
    let start = page.here();
    page.push_number(inode.0);
    page.pad(start, INODE);
}

/// Appends the program that has a socket, and its context, where they are asked for.
pub(super) fn push_program<W: Write>(page: &mut Page<W>, columns: Columns, inode: Inode, lookups: &mut Lookups) {
    if !columns.program {
        return;
    }
    let program = lookups.program(inode);
    push_column(page, program.as_ref().map(|program| &*program.name), PROGRAM);
    if columns.context {
        push_column(page, program.as_ref().and_then(|program| program.context.as_deref()), CONTEXT);
    }
}

fn push_column<W: Write>(page: &mut Page<W>, text: Option<&[u8]>, width: usize) {
    page.push(b" ");
    let start = page.here();
    page.push_untrusted(text.unwrap_or(b"-"));
    page.pad(start, width);
}
