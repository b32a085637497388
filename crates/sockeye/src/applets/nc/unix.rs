//! UNIX sockets (-U): connects to one, or listens at a name.

mod temporary;

use super::conversing::{After, Conversations};
use super::farewells::Farewells;
use super::listening::{not_tied, serve_for_ever};
use super::outcome::{Outcome, Stop, reason};
use super::request::Request;
use super::taps::Ends;
use super::told::{Told, of_unix};
use relay::address::{Address, UnixName};
use relay::datagram::tie_to_first_peer;
use relay::rules::{Kind, Role};
use relay::sandbox::Remaining;
use relay::unix::{self, accept_peer, start_listening};
use std::io;
use std::os::fd::AsFd;
use temporary::Temporary;

/// Connects, and talks, if there is anybody to talk for (not with -z).
///
/// # Errors
/// There is nobody at this name, or the own one cannot be had.
pub(super) fn connect(
    name: &UnixName,
    conversations: Option<&mut Conversations<'_>>,
    farewells: &Farewells,
    request: &Request,
    told: &Told,
) -> Result<Outcome, Stop> {
    let failed = |name: &UnixName| {
        let name = of_unix(name);
        move |error| Stop::of(name, &error)
    };
    let (own, temporary) = match (request.kind, &request.local_address) {
        (Kind::Stream, _) => (None, None),
        (Kind::Datagram, Some(own)) => (Some(UnixName::written(own)), None),
        (Kind::Datagram, None) => {
            let temporary = Temporary::new(farewells)
                .map_err(|error| Stop::of("making a folder in /tmp for the own socket", &error))?;
            (Some(UnixName::Path(temporary.socket())), Some(temporary))
        }
    };
    let socket = unix::open(request.kind, own.as_ref()).map_err(failed(own.as_ref().unwrap_or(name)))?;
    if let Some(own) = &own {
        told.at_name("Bound on", own);
    }
    unix::connect_to(socket.as_fd(), name).map_err(failed(name))?;
    let Some(conversations) = conversations else { return Ok(Outcome::Done) };
    let ends = Ends {
        role: Role::Client,
        kind: request.kind,
        local: own.map(Address::Unix),
        peer: Some(Address::Unix(name.clone())),
    };
    let removes = temporary.as_ref().map_or_else(Vec::new, Temporary::paths);
    conversations.confine(&Remaining { removes, ..Remaining::default() })?;
    // There is one peer: what could follow does not matter.
    let _: After = conversations.hold(socket, None, &ends)?;
    Ok(Outcome::Done)
}

/// Listens at a name, and talks to who comes: one after the other with -k.
///
/// # Errors
/// It cannot listen there, or a session failed and no other will come.
pub(super) fn listen(
    name: &UnixName,
    keeps_listening: bool,
    conversations: &mut Conversations<'_>,
    request: &Request,
    told: &Told,
) -> Result<Outcome, Stop> {
    let socket = unix::open(request.kind, Some(name)).map_err(|error| not_bound(name, &error))?;
    told.at_name("Bound on", name);
    let mut ends =
        Ends { role: Role::Listener, kind: request.kind, local: Some(Address::Unix(name.clone())), peer: None };
    match (request.kind, keeps_listening) {
        (Kind::Datagram, true) => serve_for_ever(&socket, &ends, conversations),
        (Kind::Datagram, false) => {
            ends.peer = tie_to_first_peer(socket.as_fd()).map_err(not_tied)?;
            told.at_name("Connection received on", name);
            conversations.confine(&Remaining::default())?;
            let _: After = conversations.hold(socket, None, &ends)?;
            Ok(Outcome::Done)
        }
        (Kind::Stream, keeps_listening) => {
            start_listening(socket.as_fd()).map_err(|error| Stop::of("listen", &error))?;
            told.at_name("Listening on", name);
            loop {
                let connection = accept_peer(socket.as_fd()).map_err(|error| Stop::of("accept", &error))?;
                told.at_name("Connection received on", name);
                conversations.confine(&Remaining::default())?;
                match conversations.hold(connection, None, &ends) {
                    Ok(After::Another) if keeps_listening => {}
                    Ok(_) => return Ok(Outcome::Done),
                    Err(stop) if keeps_listening => told.stopped(&stop),
                    Err(stop) => return Err(stop),
                }
            }
        }
    }
}

/// Why a name is not to be had. The original leaves the name out.
fn not_bound(name: &UnixName, error: &io::Error) -> Stop {
    match of_unix(name) {
        empty if empty.is_empty() => Stop(reason(error)),
        name => Stop::of(name, error),
    }
}
