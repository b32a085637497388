//! Looks which ports answer (-z), many at a time, and tells it as if one had been tried after the other.

use super::connecting::{Way, unopened};
use super::outcome::{Outcome, Stop, reason};
use super::told::NotConnected;
use relay::rules::Kind;
use relay::scan::{self, Answer, Failed, Outcome as Answered, Plan, Probes};
use std::ffi::OsStr;

/// Looks at these ports of a host.
///
/// # Errors
/// Something that would be no better with the next port.
pub(super) fn run(way: &Way<'_>, host: &OsStr, ports: &[u16]) -> Result<Outcome, Stop> {
    let request = way.request;
    let Some(first) = ports.first() else { return Ok(Outcome::Nobody) };
    let hosts = way.look_up(host, OsStr::new(&first.to_string()))?;
    let plan = Plan { hosts: &hosts, limit: request.limit, is_serial: request.local_port.is_some() };
    let open = scan::sockets(&way.opening);
    let mut outcome = Outcome::Nobody;
    let tell = |answers: &[Answer]| {
        let mut lines = Vec::new();
        for Answer { peer, outcome: answered } in answers {
            let line = match answered {
                Answered::Open => {
                    outcome = Outcome::Done;
                    Some(way.told.connection(host, Some(peer), peer.port(), request.kind))
                }
                Answered::Refused => {
                    outcome = Outcome::Nobody;
                    None
                }
                Answered::Failed(error) => {
                    let why = reason(error);
                    Some(way.told.no_connection(host, peer, request.kind, NotConnected::Failed(&why)))
                }
                Answered::TimedOut => Some(way.told.no_connection(host, peer, request.kind, NotConnected::TimedOut)),
            };
            lines.extend(line.filter(|_| way.told.is_verbose));
        }
        if !lines.is_empty() {
            way.told.lines(&lines.join("\n"));
        }
    };
    let ports = ports.iter().copied();
    let scanned = match request.kind {
        Kind::Stream => scan::tcp(&plan, ports, open, tell),
        Kind::Datagram => scan::udp(&plan, Some(Probes::within(request.limit)), ports, open, tell),
    };
    match scanned {
        Ok(()) => Ok(outcome),
        Err(Failed::Hopeless(error)) => Err(unopened(error)),
        Err(Failed::Waiting(error)) => Err(Stop::of("waiting for answers", &error)),
    }
}
