//! Socket diagnostics: a request per family, one message per socket in answer (sock_diag(7)).
//!
//! One file per family, each with a `Request` that becomes bytes and a `decode` that makes a [`model::Socket`] of an
//! answer's payload. Decoders take the whole of what a kernel may send and keep what they know: missing attributes are
//! `None`, unknown ones are passed over.

mod error;
pub mod inet;
mod memory;
pub mod netlink;
pub mod packet;
mod request;
#[cfg(test)]
mod tests;
pub mod tipc;
pub mod unix;
pub mod vsock;
pub mod xdp;

pub use error::DecodeError;

use super::{NLM_F_DUMP, NLM_F_REQUEST};
use zerocopy::{FromBytes, Immutable, KnownLayout};

/// The kind of every request for sockets and of every socket in answer (`include/uapi/linux/sock_diag.h`).
pub const SOCK_DIAG_BY_FAMILY: u16 = 20;
/// The kind of a request to close a socket.
pub const SOCK_DESTROY: u16 = 21;

/// A request for everything that matches.
fn dump_request(sequence: u32, body: &[u8]) -> Vec<u8> {
    super::message(SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, sequence, body)
}

/// The fixed part of an answer, and what follows it.
#[inline]
fn fixed_part<T: FromBytes + KnownLayout + Immutable>(payload: &[u8]) -> Result<(T, &[u8]), DecodeError> {
    T::read_from_prefix(payload).map_err(|_| DecodeError::Short { needed: size_of::<T>(), length: payload.len() })
}

/// A cookie from its two halves, the lower first.
#[inline]
fn cookie([low, high]: [u32; 2]) -> model::Cookie {
    model::Cookie(u64::from(high) << 32 | u64::from(low))
}
