//! What the operands name, together with -l, -s, -p and -U: whom to connect to, or where to listen.

use super::address::{self, Address, Transport};
use super::read::Options;
use super::{refused, shown};
use crate::applets::nc::request::ListenAt;
use crate::failure::Failure;
use relay::address::UnixName;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// What was named, and what its name says of how to get there.
pub(super) struct Named {
    pub(super) place: Place,
    pub(super) transport: Transport,
}

/// A place to go to, or to wait at.
pub(super) enum Place {
    /// Ports of a host, as they were written.
    Peer { host: OsString, ports: Vec<OsString> },
    /// A UNIX socket to connect to.
    UnixPeer(UnixName),
    /// Wait here.
    Listen(ListenAt),
}

/// What the operands name.
pub(super) fn named(options: &Options, words: Vec<OsString>) -> Result<Named, Failure> {
    let unsaid = |place| Named { place, transport: Transport::Unsaid };
    match (options.listens, options.is_unix) {
        (true, true) => unix_listener(options, words).map(unsaid),
        (true, false) => listener(options, words),
        (false, true) => unix_peer(options, words).map(unsaid),
        (false, false) => peer(options, words),
    }
}

fn unix_listener(options: &Options, words: Vec<OsString>) -> Result<Place, Failure> {
    refuse_port(options)?;
    let path = match <[OsString; 1]>::try_from(words) {
        Ok([path]) if options.local_address.is_none() => path,
        Ok(_) => return Err(refused("-s names the socket already: leave out the path behind it")),
        Err(words) if words.is_empty() => {
            options.local_address.clone().ok_or_else(|| refused("no path to listen at: nc -lU PATH"))?
        }
        Err(_) => return Err(unix_port()),
    };
    Ok(Place::Listen(ListenAt::Unix(address::unix_name(path.as_bytes()))))
}

fn listener(options: &Options, words: Vec<OsString>) -> Result<Named, Failure> {
    let has_names = options.local_address.is_some() || options.local_port.is_some();
    if has_names && !words.is_empty() {
        return Err(refused(
            "where to listen is named twice: either by -s and -p (nc -l -s ADDRESS -p PORT) or by what follows (nc -l ADDRESS PORT)",
        ));
    }
    let unsaid =
        |host, port| Named { place: Place::Listen(ListenAt::Internet { host, port }), transport: Transport::Unsaid };
    match words.as_slice() {
        [] => match &options.local_port {
            Some(port) => Ok(unsaid(options.local_address.clone(), port.clone())),
            None => Err(refused("no port to listen at: nc -l PORT, or nc -l -p PORT")),
        },
        [word] => Ok(match address::read(word)? {
            None => unsaid(None, word.clone()),
            Some(Address::Unix(name)) => {
                Named { place: Place::Listen(ListenAt::Unix(name)), transport: Transport::Unsaid }
            }
            Some(Address::Internet { transport, host, port }) => {
                let host = Some(host).filter(|host| !host.is_empty());
                Named { place: Place::Listen(ListenAt::Internet { host, port }), transport }
            }
        }),
        [host, port] => Ok(unsaid(Some(without_brackets(host)), port.clone())),
        _ => Err(refused("a listener has one port: nc -l [ADDRESS] PORT")),
    }
}

fn unix_peer(options: &Options, words: Vec<OsString>) -> Result<Place, Failure> {
    match <[OsString; 1]>::try_from(words) {
        Ok([path]) => {
            refuse_port(options)?;
            Ok(Place::UnixPeer(address::unix_name(path.as_bytes())))
        }
        Err(words) if words.is_empty() => Err(refused("no socket to connect to: nc -U PATH")),
        Err(_) => Err(unix_port()),
    }
}

fn peer(options: &Options, mut words: Vec<OsString>) -> Result<Named, Failure> {
    if words.is_empty() {
        return Err(refused("nobody to connect to: nc HOST PORT connects, nc -l PORT listens, nc -h tells more"));
    }
    let host = words.remove(0);
    if !words.is_empty() {
        if address::is_marked(&host) {
            return Err(refused(format!("{} names its port already: nothing may follow", shown(&host))));
        }
        let place = Place::Peer { host: without_brackets(&host), ports: words };
        return Ok(Named { place, transport: Transport::Unsaid });
    }
    match address::read(&host)? {
        None => Err(refused(format!("no port: nc {} PORT", host.to_string_lossy()))),
        Some(Address::Internet { host, .. }) if host.is_empty() => Err(refused("the address names no host")),
        Some(Address::Internet { transport, host, port }) => {
            Ok(Named { place: Place::Peer { host, ports: vec![port] }, transport })
        }
        Some(Address::Unix(name)) => {
            refuse_port(options)?;
            Ok(Named { place: Place::UnixPeer(name), transport: Transport::Unsaid })
        }
    }
}

fn refuse_port(options: &Options) -> Result<(), Failure> {
    if options.local_port.is_some() { Err(unix_port()) } else { Ok(()) }
}

fn unix_port() -> Failure {
    refused("a UNIX socket has a path and no port")
}

fn without_brackets(host: &OsStr) -> OsString {
    OsString::from_vec(address::unbracketed(host.as_bytes()).to_vec())
}
