//! TLS 1.2 and 1.3 around a connection (RFC 5246, RFC 8446): a client or a server is made from settings, and makes of a connected
//! socket a [`Session`], which carries octets as a bare socket does.
//!
//! Whoever is not verified is not spoken to, unless that was asked for. What was agreed is told as [`Agreed`], and why it could not
//! be as [`Failure`].

mod agreed;
mod buffers;
mod client;
mod failure;
mod files;
mod machine;
mod server;
mod session;
mod subject;
#[cfg(test)]
mod tests;
mod verifier;

pub use agreed::{Agreed, Certificate};
pub use client::{Client, ClientSettings};
pub use failure::{Content, Failure, Remedy};
pub use files::Identity;
pub use server::{Server, ServerSettings};
pub use session::Session;

use rustls::crypto::CryptoProvider;
use std::sync::Arc;

/// The cipher suites, and how they are computed.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Names of protocols as ALPN has them: octets, each with its length before it (RFC 7301 section 3.1).
fn protocols(names: &[String]) -> Result<Vec<Vec<u8>>, Failure> {
    let fits = |name: &String| (1..=255).contains(&name.len());
    match names.iter().find(|name| !fits(name)) {
        Some(name) => Err(Failure::BadProtocol { name: name.clone() }),
        None => Ok(names.iter().map(|name| name.clone().into_bytes()).collect()),
    }
}
