//! Connecting through a proxy (nc(1): -x, -X, -P): SOCKS 4, 4a and 5, and HTTP's CONNECT.
//!
//! What the proxy is sent and what its refusals are called is what the original nc sends and says. Of what the proxy sends exactly
//! its answer is taken: the peer's first octets may follow at once, and belong to the session.
//!
//! Nobody is named to a proxy that does not ask: it is tried without a name first, and when it wants one, again on a connection of its
//! own. SOCKS 4 alone cannot ask, and is told the user's name at once.

mod conversation;
mod destination;
mod error;
mod http;
mod socks4;
mod socks5;

pub use conversation::{Conversation, OverSocket};
pub use destination::Destination;
pub use error::Error;
pub use rustix::io::Errno;

use std::io;
use std::os::fd::AsFd;
use std::time::Duration;
use sys::passphrase::Passphrase;

/// How often a password may be wrong.
const MOST_PASSWORDS: usize = 3;

/// How to speak to a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SOCKS 4: IPv4 only; names are looked up here.
    Socks4,
    /// SOCKS 4a: names are looked up by the proxy.
    Socks4a,
    /// SOCKS 5 (RFC 1928).
    Socks5,
    /// The method CONNECT of HTTP (RFC 9110 section 9.3.6).
    HttpConnect,
}

/// Through which proxy, to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route<'a> {
    /// How to speak to the proxy.
    pub protocol: Protocol,
    /// The proxy's host, as the user knows it.
    pub proxy: &'a str,
    /// The user's name there, for a proxy that asks.
    pub user: Option<&'a [u8]>,
    /// Whom to connect to.
    pub destination: Destination<'a>,
    /// How long the proxy may take from when it is connected; `None` is for ever.
    pub limit: Option<Duration>,
}

/// What connecting through a proxy takes from around it.
pub trait Surroundings {
    /// A connection to the proxy.
    type Connection: AsFd;
    /// Why there is none.
    type Failure;

    /// Connects to the proxy. Asked again where the proxy wants to know who is there.
    ///
    /// # Errors
    /// The proxy cannot be reached; nothing more is tried then.
    fn dial(&mut self) -> Result<Self::Connection, Self::Failure>;

    /// Asks the user for the password.
    ///
    /// # Errors
    /// There is nobody to ask.
    fn ask_password(&mut self, prompt: &str) -> io::Result<Passphrase>;

    /// The proxy did not take the password. The original says `Proxy authentication failed` then, without its own name before it.
    fn tell_wrong_password(&mut self);
}

/// Why nothing was connected.
#[derive(Debug)]
pub enum Failed<F> {
    /// The proxy was not reached.
    Dial(F),
    /// It was, and did not connect.
    Proxy(Error),
}

/// Connects through a proxy. Whatever the connection says after this comes from the destination.
///
/// # Errors
/// The proxy was not reached, or did not connect.
pub fn connect<S: Surroundings>(surroundings: &mut S, route: &Route<'_>) -> Result<S::Connection, Failed<S::Failure>> {
    let mut password: Option<Passphrase> = None;
    for attempt in 0..=MOST_PASSWORDS {
        let connection = surroundings.dial().map_err(Failed::Dial)?;
        let mut conversation = OverSocket::new(connection.as_fd(), route.limit);
        let who = match (route.user, &password) {
            (None, _) => Who::Nobody,
            (Some(name), None) => Who::OnRequest { name },
            (Some(name), Some(password)) => Who::User { name, password: password.as_bytes() },
        };
        match negotiate(&mut conversation, route.protocol, &route.destination, who).map_err(Failed::Proxy)? {
            Answer::Connected => return Ok(connection),
            Answer::WantsPassword => {}
        }
        drop(connection);
        if password.is_some() {
            surroundings.tell_wrong_password();
        }
        if attempt < MOST_PASSWORDS {
            let name = String::from_utf8_lossy(route.user.unwrap_or_default());
            let given = surroundings.ask_password(&format!("Proxy password for {name}@{}: ", route.proxy));
            password = Some(given.map_err(|_| Failed::Proxy(Error::NobodyToAsk))?);
        }
    }
    Err(Failed::Proxy(Error::WrongPasswords))
}

/// Who asks the proxy to connect.
#[derive(Clone, Copy)]
pub enum Who<'a> {
    /// Somebody.
    Nobody,
    /// Somebody who has a name, and a password if need be.
    OnRequest {
        /// The name.
        name: &'a [u8],
    },
    /// This user.
    User {
        /// The user's name.
        name: &'a [u8],
        /// The user's password.
        password: &'a [u8],
    },
}

impl Who<'_> {
    /// Whether there is a name, and so a password to ask for.
    fn has_name(self) -> bool {
        !matches!(self, Self::Nobody)
    }
}

/// What a proxy says that is no refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// What follows is the destination's.
    Connected,
    /// It wants to know who asks, or does not take what it was told, on another connection. Only said to who has a name.
    WantsPassword,
}

/// Asks the proxy at the other end of a conversation to connect, and takes exactly its answer.
///
/// # Errors
/// It does not, or says what cannot be understood.
pub fn negotiate(
    conversation: &mut dyn Conversation,
    protocol: Protocol,
    destination: &Destination<'_>,
    who: Who<'_>,
) -> Result<Answer, Error> {
    match protocol {
        Protocol::Socks4 => socks4::negotiate(conversation, destination, socks4::Names::LookUp, who),
        Protocol::Socks4a => socks4::negotiate(conversation, destination, socks4::Names::Send, who),
        Protocol::Socks5 => socks5::negotiate(conversation, destination, who),
        Protocol::HttpConnect => http::negotiate(conversation, destination, who),
    }
}

#[cfg(test)]
mod tests;
