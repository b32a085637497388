//! `/proc/net/unix` (`unix_seq_show` in the kernel's net/unix/af_unix.c).
//!
//! A path may hold newlines, which the kernel writes as they are: a line that does not start as a row does belongs to the
//! path before it. Of an abstract name each NUL is written as `@`; as paths may start with `@` too, it stays `@`.

use super::fields::hexadecimal;
use super::{BadLine, Fields};
use crate::netlink::sock_diag::unix::transport;
use model::{Inode, Socket, SocketFamily, State, UnixSocket};

/// `__SO_ACCEPTCON`: the socket listens.
const LISTENS: u32 = 1 << 16;
const HEADER: &[u8] = b"Num ";
/// Hexadecimal digits of the columns after the first, with which a row starts: references, protocol, flags, type, state.
const COLUMN_DIGITS: [usize; 5] = [8, 8, 8, 4, 2];

/// Reads the table.
pub fn sockets(table: &[u8]) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    Records { rest: table }.skip_while(|record| record.starts_with(HEADER)).map(socket)
}

/// Reads a row, which may be several lines.
///
/// # Errors
/// When a column is missing or not a number, or the type is unknown.
pub fn socket(record: &[u8]) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(record);
    let address = fields.halves("address").ok().and_then(|(address, _)| hexadecimal(address));
    let references = fields.hexadecimal("reference count")?;
    fields.skip(&["protocol"])?;
    let flags: u32 = fields.hexadecimal("flags")?;
    let transport = transport(fields.hexadecimal("type")?).ok_or(fields.bad("known type"))?;
    let state: u8 = fields.hexadecimal("state")?;
    let inode = Inode(fields.decimal("inode")?);
    let name = fields.remainder();
    let unix = UnixSocket {
        name: (!name.is_empty()).then_some(name),
        file: None,
        peer: None,
        pending: None,
        references: Some(references),
        flags: Some(flags),
        address,
    };
    Ok(Socket {
        state: if flags & LISTENS != 0 { State::Listen } else { connection_state(state) },
        inode,
        ..Socket::blank(transport, SocketFamily::Unix(unix))
    })
}

/// The column tells `SS_UNCONNECTED` … `SS_DISCONNECTING` (`include/uapi/linux/net.h`), the diagnostics TCP's states.
fn connection_state(number: u8) -> State {
    match number {
        1 => State::Close,
        2 => State::SynSent,
        3 => State::Established,
        4 => State::Closing,
        other => State::from_kernel(other),
    }
}

/// Rows with the lines that belong to them.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let ends = self.rest.iter().enumerate().filter(|&(_, &byte)| byte == b'\n').map(|(index, _)| index);
        let end = ends.into_iter().find(|&end| {
            let next = &self.rest[end + 1..];
            next.is_empty() || starts_a_row(next)
        });
        let (record, rest) = match end {
            Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
            None => (self.rest, &[][..]),
        };
        self.rest = rest;
        Some(record)
    }
}

/// Whether these bytes start with an address, a colon and columns of the widths that the kernel writes.
fn starts_a_row(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let Some(mut rest) = bytes[digits..].strip_prefix(b":").filter(|_| digits > 0) else { return false };
    for width in COLUMN_DIGITS {
        match rest.strip_prefix(b" ").and_then(|rest| rest.split_at_checked(width)) {
            Some((column, after)) if column.iter().all(u8::is_ascii_hexdigit) => rest = after,
            _ => return false,
        }
    }
    rest.starts_with(b" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_counted_in_hexadecimal() {
        let socket = socket(b"0: 00000011 00000000 00010000 0001 01 7 /a").expect("a row");
        let SocketFamily::Unix(unix) = socket.family else { panic!("a UNIX socket") };
        assert_eq!(unix.references, Some(17));
    }
}
