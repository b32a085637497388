//! Listens at an address of the Internet, and talks to who comes: one after the other with -k.

use super::connecting::no_congestion;
use super::conversing::{After, Conversations};
use super::outcome::{Outcome, Stop, reason};
use super::request::Request;
use super::taps::Ends;
use super::told::Told;
use relay::address::Address;
use relay::datagram::{TieError, tie_to_first_peer};
use relay::listen::{ListenError, Listener, local_address};
use relay::resolve::{self, Wanted};
use relay::rules::{Kind, Role};
use relay::sandbox::Remaining;
use std::ffi::OsStr;
use std::net::SocketAddr;
use std::os::fd::{AsFd, OwnedFd};

/// Where to listen, and for how long.
pub(super) struct Place<'a> {
    /// The host; without one, all its addresses.
    pub(super) host: Option<&'a OsStr>,
    /// The port, by number or name.
    pub(super) port: &'a OsStr,
    /// Whether others may come after the first (-k).
    pub(super) keeps_listening: bool,
}

/// Listens until it is done.
///
/// # Errors
/// It cannot listen there, or a session failed and no other will come.
pub(super) fn run(
    place: &Place<'_>,
    request: &Request,
    md5_key: Option<&[u8]>,
    conversations: &mut Conversations<'_>,
    told: &Told,
) -> Result<Outcome, Stop> {
    let wanted =
        Wanted { kind: request.kind, version: request.version, is_numeric: request.is_numeric, is_local: true };
    let addresses = resolve::addresses(place.host, Some(place.port), wanted)
        .map_err(|error| Stop(format!("getaddrinfo: {error}")))?;
    let listener = Listener::at(&addresses, request.kind, &request.tuning, md5_key, &request.extras.congestion)
        .map_err(not_listening)?;
    match request.kind {
        Kind::Stream => told.at_address("Listening on", &listener.local()),
        Kind::Datagram => told.at_address("Bound on", &listener.local()),
    }
    match (request.kind, place.keeps_listening) {
        (Kind::Stream, keeps_listening) => serve_streams(&listener, keeps_listening, conversations, told),
        (Kind::Datagram, true) => serve_all_senders(listener, request, conversations),
        (Kind::Datagram, false) => serve_first_sender(listener, request, conversations, told),
    }
}

/// Takes one peer after the other, or one. The place stays taken until the session is over.
fn serve_streams(
    listener: &Listener,
    keeps_listening: bool,
    conversations: &mut Conversations<'_>,
    told: &Told,
) -> Result<Outcome, Stop> {
    // Others that come are named, and names are looked up.
    let looks_up_names = keeps_listening && told.is_verbose && !told.is_numeric;
    let remaining = Remaining { looks_up_names, ..Remaining::default() };
    loop {
        let (connection, peer) = listener.accept().map_err(|error| Stop::of("accept", &error))?;
        told.at_address("Connection received on", &peer);
        let ends = ends(Kind::Stream, local_address(connection.as_fd()).ok(), Some(peer));
        conversations.confine(&remaining)?;
        match conversations.hold(connection, None, &ends) {
            Ok(After::Another) if keeps_listening => {}
            Ok(_) => return Ok(Outcome::Done),
            // What one peer did is no reason not to serve the next one.
            Err(stop) if keeps_listening => told.stopped(&stop),
            Err(stop) => return Err(stop),
        }
    }
}

/// Waits for a datagram, and talks to whoever has sent it, alone.
fn serve_first_sender(
    listener: Listener,
    request: &Request,
    conversations: &mut Conversations<'_>,
    told: &Told,
) -> Result<Outcome, Stop> {
    let local = listener.local();
    let peer = tie_to_first_peer(listener.as_socket()).map_err(not_tied)?;
    if let Some(Address::Internet(peer)) = &peer {
        told.at_address("Connection received on", peer);
    }
    let ends = Ends { peer, ..ends(request.kind, Some(local), None) };
    // There is no other to come.
    conversations.confine(&Remaining::default())?;
    let _: After = conversations.hold(listener.into_socket(), None, &ends)?;
    Ok(Outcome::Done)
}

/// Takes datagrams of everybody, and answers nobody.
fn serve_all_senders(
    listener: Listener,
    request: &Request,
    conversations: &mut Conversations<'_>,
) -> Result<Outcome, Stop> {
    let ends = ends(request.kind, Some(listener.local()), None);
    serve_for_ever(&listener.into_socket(), &ends, conversations)
}

/// Takes datagrams of everybody. An empty one ends a session, and another begins.
pub(super) fn serve_for_ever(
    socket: &OwnedFd,
    ends: &Ends,
    conversations: &mut Conversations<'_>,
) -> Result<Outcome, Stop> {
    conversations.confine(&Remaining::default())?;
    loop {
        if conversations.hold_open(socket, ends)? == After::End {
            return Ok(Outcome::Done);
        }
    }
}

fn ends(kind: Kind, local: Option<SocketAddr>, peer: Option<SocketAddr>) -> Ends {
    Ends { role: Role::Listener, kind, local: local.map(Address::Internet), peer: peer.map(Address::Internet) }
}

fn not_listening(error: ListenError) -> Stop {
    match error {
        ListenError::Bind(error) => Stop(reason(&error)),
        ListenError::Step(operation, error) => Stop::of(operation, &error),
        ListenError::Option(refused) => Stop::of(refused.operation, &refused.error),
        ListenError::Congestion(refused) => no_congestion(&refused),
    }
}

/// Why a socket is tied to nobody.
pub(super) fn not_tied(error: TieError) -> Stop {
    match error {
        TieError::Receive(error) => Stop::of("recvfrom", &error),
        TieError::Connect(error) => Stop::of("connect", &error),
    }
}
