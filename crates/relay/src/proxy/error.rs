//! Why a proxy did not connect, in the words of the original nc, for which scripts look.

use rustix::io::Errno;
use std::ffi::OsString;
use std::fmt;

/// Why a proxy did not connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Something could not be sent.
    Send {
        /// How many octets it had.
        of: usize,
        /// The kernel's reason.
        reason: Errno,
    },
    /// An answer of known length did not come.
    Receive {
        /// How many octets came before the proxy ended.
        received: usize,
        /// How many were to come.
        of: usize,
        /// The kernel's reason; `PIPE` where the proxy ended.
        reason: Errno,
    },
    /// An HTTP answer did not come.
    ReceiveHttp(Errno),
    /// It had a line that is too long to be honest.
    LongHttpLine,
    /// It had too many lines to be honest.
    ManyHttpLines,
    /// An HTTP proxy said no, in this line.
    Http(Vec<u8>),
    /// A SOCKS 4 proxy said no, by this code.
    Socks4(u8),
    /// A SOCKS 5 proxy said no, by this code (RFC 1928 section 6).
    Socks5(u8),
    /// A SOCKS 5 proxy takes none of the ways to authenticate that there are.
    NoMethod,
    /// A SOCKS 5 proxy answered with an address of a kind that RFC 1928 does not have.
    AddressKind,
    /// The host's name cannot stand in an HTTP request.
    HostText,
    /// The host's name is too long for HTTP.
    LongHost,
    /// The host's name is too long for SOCKS.
    LongHostForSocks,
    /// The host has no address that the proxy could be told.
    Lookup {
        /// The host.
        host: OsString,
        /// Its port.
        port: u16,
        /// The resolver's reason.
        reason: String,
    },
    /// The name or the password is longer than the protocol can tell.
    LongPassword,
    /// A password is wanted, and nobody is there to ask for it.
    NobodyToAsk,
    /// No password was right.
    WrongPasswords,
}

/// What SOCKS 4 calls a code.
fn reason_of_socks4(code: u8) -> &'static str {
    match code {
        91 => "Request rejected or failed",
        92 => "SOCKS server cannot connect to identd on the client",
        93 => "Client program and identd report different user-ids",
        _ => "Unknown error",
    }
}

/// What SOCKS 5 calls a code (RFC 1928 section 6).
fn reason_of_socks5(code: u8) -> &'static str {
    match code {
        1 => "General SOCKS server failure",
        2 => "Connection not allowed by ruleset",
        3 => "Network unreachable",
        4 => "Host unreachable",
        5 => "Connection refused",
        6 => "TTL expired",
        7 => "Command not supported",
        8 => "Address type not supported",
        _ => "Unknown error",
    }
}

/// What strerror(3) says: Rust puts the number behind it.
fn words(errno: Errno) -> String {
    let text = errno.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send { of, reason } => write!(f, "write failed (0/{of}): {}", words(*reason)),
            Self::Receive { received, of, reason } => write!(f, "read failed ({received}/{of}): {}", words(*reason)),
            Self::ReceiveHttp(reason) => write!(f, "proxy read: {}", words(*reason)),
            Self::LongHttpLine => f.write_str("proxy read too long"),
            Self::ManyHttpLines => f.write_str("Too many proxy headers received"),
            Self::Http(line) => write!(f, "Proxy error: \"{}\"", String::from_utf8_lossy(line)),
            Self::Socks4(code) => write!(f, "connection failed, SOCKSv4 error: {}", reason_of_socks4(*code)),
            Self::Socks5(code) => write!(f, "connection failed, SOCKSv5 error: {}", reason_of_socks5(*code)),
            Self::NoMethod => f.write_str("authentication method negotiation failed"),
            Self::AddressKind => f.write_str("connection failed, unsupported address type"),
            Self::HostText => f.write_str("Invalid hostname"),
            Self::LongHost => f.write_str("hostname too long"),
            Self::LongHostForSocks => f.write_str("host name too long for SOCKS5"),
            Self::Lookup { host, port, reason } => {
                write!(f, "getaddrinfo(\"{}\", \"{port}\"): {reason}", host.to_string_lossy())
            }
            Self::LongPassword => f.write_str("Proxy username/password too long"),
            Self::NobodyToAsk => f.write_str("Unable to read proxy passphrase"),
            Self::WrongPasswords => f.write_str("Too many authentication failures"),
        }
    }
}

impl std::error::Error for Error {}
