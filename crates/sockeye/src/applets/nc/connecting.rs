//! Connects to a host's ports, one after the other, and talks to each (nc(1)); through a proxy also where ports are only looked at (-z).

use super::conversing::{After, Conversations};
use super::outcome::{Outcome, Stop, reason};
use super::proxying::Proxied;
use super::request::{Proxy, Request, Target, Task};
use super::taps::Ends;
use super::told::{NotConnected, Told};
use super::{ports, scanning};
use relay::address::Address;
use relay::connect::{self, ConnectError};
use relay::listen::local_address;
use relay::opening::{OpenError, Opening};
use relay::passing;
use relay::resolve::{self, Wanted};
use relay::rules::{Kind, Role};
use relay::sandbox::Remaining;
use relay::scan::{Probes, probe};
use std::ffi::OsStr;
use std::fmt::Display;
use std::net::SocketAddr;
use std::os::fd::{AsFd, OwnedFd};

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// Octets.
    Talk,
    /// To be handed to another program (-F).
    Pass,
    /// To know that there is one (-z).
    Look,
}

/// A connection, and where it leads.
pub(super) struct Connection {
    /// It.
    pub(super) socket: OwnedFd,
    /// To whom.
    pub(super) peer: SocketAddr,
}

/// Connects as the request says.
///
/// # Errors
/// Something that would be no better with the next port.
pub(super) fn run(
    request: &Request,
    md5_key: Option<&[u8]>,
    conversations: &mut Conversations<'_>,
    told: &Told,
) -> Result<Outcome, Stop> {
    let (target, proxy, purpose) = match &request.task {
        Task::Connect { target, proxy, passes_descriptor: false } => (target, proxy, Purpose::Talk),
        Task::Connect { target, proxy, passes_descriptor: true } => (target, proxy, Purpose::Pass),
        Task::Scan { target, proxy } => (target, proxy, Purpose::Look),
        Task::Listen { .. } => return Ok(Outcome::Nobody),
    };
    let Target::Internet { host, ports: spans, is_shuffled } = target else { return Ok(Outcome::Nobody) };
    let ports = ports::in_order(spans, *is_shuffled);
    let way = Way { request, opening: opening(request, md5_key), told };
    if purpose == Purpose::Look && proxy.is_none() {
        return scanning::run(&way, host, &ports);
    }
    let mut proxied = proxy.as_ref().map(|proxy| Proxied::new(&way, proxy));
    let mut outcome = Outcome::Nobody;
    let mut addresses = None;
    for (index, &port) in ports.iter().enumerate() {
        let connection = match &mut proxied {
            Some(proxied) => proxied.connect(host, port)?,
            None => {
                let known = match &addresses {
                    Some(known) => known,
                    None => addresses.insert(way.look_up(host, OsStr::new(&port.to_string()))?),
                };
                way.connect_to_any(&Place { host, port: &port, shows_address: true }, known, port)?
            }
        };
        let Some(Connection { socket, peer }) = connection else { continue };
        if request.kind == Kind::Datagram && told.is_verbose && !probe(socket.as_fd(), Probes::within(request.limit)) {
            // As with -z, whatever came before.
            outcome = Outcome::Nobody;
            continue;
        }
        outcome = Outcome::Done;
        if told.is_verbose {
            told.line(&told.connection(host, proxy.is_none().then_some(&peer), port, request.kind));
        }
        match purpose {
            Purpose::Look => {}
            Purpose::Pass => {
                let output = std::io::stdout();
                passing::pass(socket.as_fd(), output.as_fd()).map_err(|error| Stop::of("sendmsg", &error))?;
                return Ok(Outcome::Done);
            }
            Purpose::Talk => {
                let local = local_address(socket.as_fd()).ok();
                conversations.confine(&remaining(request, proxy.as_ref(), local, &ports[index + 1..]))?;
                let ends = Ends {
                    role: Role::Client,
                    kind: request.kind,
                    local: local.map(Address::Internet),
                    peer: Some(Address::Internet(peer)),
                };
                if conversations.hold(socket, Some(host), &ends)? == After::End {
                    return Ok(Outcome::Done);
                }
            }
        }
    }
    Ok(outcome)
}

/// Whom to connect to, as it was written.
pub(super) struct Place<'a> {
    /// The host.
    pub(super) host: &'a OsStr,
    /// The port.
    pub(super) port: &'a dyn Display,
    /// Whether the host's address is told with it.
    pub(super) shows_address: bool,
}

/// How to come to a host.
pub(super) struct Way<'a> {
    /// What was asked for.
    pub(super) request: &'a Request,
    /// What sockets are to be like.
    pub(super) opening: Opening<'a>,
    /// Who tells of it.
    pub(super) told: &'a Told,
}

impl Way<'_> {
    /// The addresses of a host.
    ///
    /// # Errors
    /// It has none.
    pub(super) fn look_up(&self, host: &OsStr, port: &OsStr) -> Result<Vec<SocketAddr>, Stop> {
        let request = self.request;
        let (kind, version, is_numeric) = (request.kind, request.version, request.is_numeric);
        resolve::addresses(Some(host), Some(port), Wanted { kind, version, is_numeric, is_local: false }).map_err(
            |error| {
                let (host, port) = (host.to_string_lossy(), port.to_string_lossy());
                Stop(format!("getaddrinfo for host \"{host}\" port {port}: {error}"))
            },
        )
    }

    /// Connects to the first of these addresses of a place that answers at this port.
    ///
    /// # Errors
    /// No socket can be had that would connect.
    pub(super) fn connect_to_any(
        &self,
        place: &Place<'_>,
        addresses: &[SocketAddr],
        port: u16,
    ) -> Result<Option<Connection>, Stop> {
        for address in addresses {
            let mut peer = *address;
            peer.set_port(port);
            let socket = match self.opening.open(&peer) {
                Ok(socket) => socket,
                // A version of IP that this host does not have: the original says nothing either.
                Err(OpenError::Socket(_)) => continue,
                Err(error) => return Err(unopened(error)),
            };
            match connect::connect(socket.as_fd(), &peer, self.request.limit) {
                Ok(()) => return Ok(Some(Connection { socket, peer })),
                Err(error) if self.told.is_verbose => self.told_not(place, &peer, &error),
                Err(_) => {}
            }
        }
        Ok(None)
    }

    fn told_not(&self, place: &Place<'_>, peer: &SocketAddr, error: &ConnectError) {
        let kind = self.request.kind;
        let (host, port, peer) = (place.host, place.port, place.shows_address.then_some(peer));
        let line = match error {
            ConnectError::Failed(error) => {
                self.told.no_connection(host, peer, port, kind, NotConnected::Failed(&reason(error)))
            }
            ConnectError::TimedOut => self.told.no_connection(host, peer, port, kind, NotConnected::TimedOut),
        };
        self.told.line(&line);
    }
}

/// Why there is no socket to connect with.
pub(super) fn unopened(error: OpenError) -> Stop {
    match error {
        OpenError::Socket(error) => Stop::of("socket", &error),
        OpenError::Lookup(error) => Stop(format!("getaddrinfo: {error}")),
        OpenError::Bind(error) => Stop::of("bind failed", &error),
        OpenError::Option(refused) => Stop::of(refused.operation, &refused.error),
        OpenError::Congestion(refused) => no_congestion(&refused),
    }
}

/// Why a congestion control is not to be had.
pub(super) fn no_congestion(refused: &relay::congestion::Refused) -> Stop {
    let why = match refused.error.kind() {
        std::io::ErrorKind::NotFound => "the kernel does not have it".into(),
        std::io::ErrorKind::PermissionDenied => "it is not allowed".into(),
        _ => reason(&refused.error),
    };
    let allowed = "/proc/sys/net/ipv4/tcp_allowed_congestion_control has those that are";
    Stop(format!("--congestion {}: {why}: {allowed}", refused.name))
}

fn opening<'a>(request: &'a Request, md5_key: Option<&'a [u8]>) -> Opening<'a> {
    Opening {
        kind: request.kind,
        local_host: request.local_address.clone(),
        local_port: request.local_port.clone(),
        tuning: &request.tuning,
        md5_key,
        congestion: &request.extras.congestion,
    }
}

/// What is needed to connect to the ports that are left, after a connection from this address.
fn remaining(request: &Request, proxy: Option<&Proxy>, local: Option<SocketAddr>, ports: &[u16]) -> Remaining {
    let names_itself = request.local_address.is_some() || request.local_port.is_some();
    let own_port = request.local_port.as_ref().and(local).map_or(0, |local| local.port());
    match (ports, request.kind, proxy) {
        ([], ..) => Remaining::default(),
        (_, Kind::Datagram, _) => {
            Remaining { opens_other_sockets: true, looks_up_names: names_itself, ..Remaining::default() }
        }
        (ports, Kind::Stream, proxy) => Remaining {
            tcp_ports: match proxy {
                None => ports.iter().map(|&port| port..=port).collect(),
                // It is looked up each time, its port too.
                Some(_) => vec![0..=u16::MAX],
            },
            own_port: names_itself.then_some(own_port),
            // The own address and port may be names.
            looks_up_names: names_itself || proxy.is_some(),
            ..Remaining::default()
        },
    }
}

#[cfg(test)]
mod tests;
