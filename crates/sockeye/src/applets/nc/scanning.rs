//! Looks which ports answer (-z), many at a time, and tells it as if one had been tried after the other.

use super::connecting::{Way, unopened};
use super::outcome::{Outcome, Stop, reason};
use super::told::NotConnected;
use relay::congestion::Congestion;
use relay::opening::Opening;
use relay::rules::Kind;
use relay::scan::{self, Answer, Failed, Outcome as Answered, Plan, Probes};
use std::ffi::OsStr;

/// Looks at these ports of a host, in this order.
///
/// # Errors
/// Something that would be no better with the next port.
pub(super) fn run(way: &Way<'_>, host: &OsStr, ports: &[u16]) -> Result<Outcome, Stop> {
    let (request, told) = (way.request, way.told);
    let Some(first) = ports.first() else {
        return Ok(Outcome::Nobody);
    };
    let hosts = way.look_up(host, OsStr::new(&first.to_string()))?;
    // What makes octets flow faster is of no use to connections without any, and costs calls for each.
    let congestion = match &request.extras.congestion {
        named @ Congestion::Named(_) => named,
        _ => &Congestion::AsConfigured,
    };
    let opening = Opening { congestion, ..way.opening.clone() };
    let plan = Plan { hosts: &hosts, limit: request.limit, is_serial: request.local_port.is_some() };
    let mut outcome = Outcome::Nobody;
    let tell = |answers: &[Answer]| {
        for answer in answers {
            match answer.outcome {
                Answered::Open => outcome = Outcome::Done,
                // Of UDP the last port decides, as it does in the original.
                Answered::Refused => outcome = Outcome::Nobody,
                Answered::Failed(_) | Answered::TimedOut => {}
            }
        }
        if told.is_verbose {
            let lines: Vec<_> = answers.iter().filter_map(|answer| line(way, host, answer)).collect();
            if !lines.is_empty() {
                told.lines(&lines);
            }
        }
    };
    let (ports, open) = (ports.iter().copied(), scan::sockets(&opening));
    let scanned = match request.kind {
        Kind::Stream => scan::tcp(&plan, ports, open, tell),
        Kind::Datagram => {
            // The original sends probes only where it tells what it has found.
            let probes = told.is_verbose.then(|| Probes::within(request.limit));
            scan::udp(&plan, probes, ports, open, tell)
        }
    };
    match scanned {
        Ok(()) => Ok(outcome),
        Err(Failed::Hopeless(error)) => Err(unopened(error)),
        Err(Failed::Waiting(error)) => Err(Stop::of("waiting for answers", &error)),
    }
}

/// What is told of an answer, if anything.
fn line(way: &Way<'_>, host: &OsStr, Answer { peer, outcome }: &Answer) -> Option<String> {
    let (told, kind) = (way.told, way.request.kind);
    match outcome {
        Answered::Open => Some(told.connection(host, Some(peer), peer.port(), kind)),
        Answered::Refused => None,
        Answered::Failed(error) => {
            Some(told.no_connection(host, Some(peer), &peer.port(), kind, NotConnected::Failed(&reason(error))))
        }
        Answered::TimedOut => Some(told.no_connection(host, Some(peer), &peer.port(), kind, NotConnected::TimedOut)),
    }
}
