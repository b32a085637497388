//! The proxy to connect through (-x, -X, -P).

use super::{refused, shown};
use crate::applets::nc::request::{Proxy, ProxyProtocol};
use crate::failure::Failure;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// How to speak to a proxy, by the word for it.
pub(super) fn protocol(word: &OsStr) -> Result<ProxyProtocol, Failure> {
    match word.as_bytes() {
        b"4" => Ok(ProxyProtocol::Socks4),
        b"4a" => Ok(ProxyProtocol::Socks4a),
        b"5" => Ok(ProxyProtocol::Socks5),
        other if other.eq_ignore_ascii_case(b"connect") => Ok(ProxyProtocol::HttpConnect),
        _ => Err(refused(format!("-X takes 4, 4a or 5 (SOCKS) or connect (HTTP), not {}", shown(word)))),
    }
}

/// The port of a proxy whose address names none (nc(1): 1080 for SOCKS, 3128 for HTTP).
fn usual_port(protocol: ProxyProtocol) -> &'static str {
    match protocol {
        ProxyProtocol::Socks4 | ProxyProtocol::Socks4a | ProxyProtocol::Socks5 => "1080",
        ProxyProtocol::HttpConnect => "3128",
    }
}

/// The proxy at `HOST`, `HOST:PORT`, `[HOST]` or `[HOST]:PORT`. Without brackets the last colon stands before the port.
pub(super) fn read(word: &OsStr, protocol: ProxyProtocol, user: Option<OsString>) -> Result<Proxy, Failure> {
    let octets = word.as_bytes();
    let (host, port) = match octets.strip_prefix(b"[") {
        Some(bracketed) => {
            let end = bracketed.iter().position(|&octet| octet == b']');
            let end = end.ok_or_else(|| refused(format!("-x {}: the bracket is not closed", shown(word))))?;
            match &bracketed[end + 1..] {
                [] => (&bracketed[..end], None),
                [b':', port @ ..] => (&bracketed[..end], Some(port)),
                _ => return Err(refused(format!("-x {}: only :PORT may follow the bracket", shown(word)))),
            }
        }
        None => match octets.iter().rposition(|&octet| octet == b':') {
            Some(colon) => (&octets[..colon], Some(&octets[colon + 1..])),
            None => (octets, None),
        },
    };
    let owned = |octets: &[u8]| OsStr::from_bytes(octets).to_owned();
    Ok(Proxy { protocol, host: owned(host), port: port.map_or_else(|| usual_port(protocol).into(), owned), user })
}
