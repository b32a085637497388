//! Why an answer could not be read as a socket.

use std::fmt;

/// Why an answer could not be read as a socket. Everything else that is odd in one is tolerated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It ends within its fixed part.
    Short {
        /// Octets of the fixed part.
        needed: usize,
        /// Octets that came.
        length: usize,
    },
    /// Its address family is not the one that was asked for.
    Family(u8),
    /// Its socket type (`SOCK_*`) is none that its family has.
    SocketType(u8),
    /// An attribute without which a socket of its family is nothing (by its number) is missing.
    Missing(u16),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short { needed, length } => write!(f, "a socket's record of {length} octets, shorter than {needed}"),
            Self::Family(number) => write!(f, "a socket of address family {number}, which was not asked for"),
            Self::SocketType(number) => write!(f, "a socket of type {number}, which its family does not have"),
            Self::Missing(number) => write!(f, "a socket's record without attribute {number}"),
        }
    }
}

impl std::error::Error for DecodeError {}
