//! Texts against patterns, without regard to the case of ASCII letters.

use super::ends::printable;
use crate::ast::{TextFact, TextPattern};
use crate::glob;
use model::{Socket, SocketFamily};

/// Whether the text looks so.
pub(super) fn fits(pattern: &TextPattern, text: &[u8]) -> bool {
    match pattern {
        TextPattern::Glob(glob) => glob::matches(glob, text),
        TextPattern::Contains(part) => contains(text, part),
    }
}

/// Whether the part stands somewhere in the text.
fn contains(text: &[u8], part: &[u8]) -> bool {
    part.is_empty() || text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

/// Whether a text in the socket's own record looks so; `None`: it stands elsewhere.
pub(super) fn of_socket(fact: TextFact, pattern: &TextPattern, socket: &Socket<'_>) -> Option<bool> {
    match fact {
        TextFact::Congestion => Some(match &socket.family {
            SocketFamily::Inet(inet) => inet.congestion_control.is_some_and(|name| fits(pattern, name)),
            _ => false,
        }),
        TextFact::Path => Some(match &socket.family {
            SocketFamily::Unix(unix) => unix.name.is_some_and(|name| fits(pattern, &printable(name))),
            _ => false,
        }),
        _ => None,
    }
}
