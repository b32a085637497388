//! The options that the original lacks: what they say one by one, and what they do not go with.

use super::{refused, shown};
use crate::applets::nc::options::Meaning;
use crate::applets::nc::request::{Congestion, ListenAt, Request, Target, Task, Tls};
use crate::failure::Failure;
use relay::rules::Kind;
use std::ffi::{OsStr, OsString};

/// The longest name of a protocol (RFC 7301, 3.1: its length is an octet).
const MOST_PROTOCOL_NAME: usize = 255;

/// Sets what an option says of TLS. Each asks for TLS, so that none is without effect.
pub(super) fn set_tls(tls: &mut Tls, meaning: Meaning, value: OsString) -> Result<(), Failure> {
    match meaning {
        Meaning::TlsAuthorities => tls.authorities = Some(value.into()),
        Meaning::TlsCertificate => tls.certificate = Some(value.into()),
        Meaning::TlsKey => tls.key = Some(value.into()),
        Meaning::TlsName => tls.server_name = Some(text("--tls-name", &value)?),
        Meaning::TlsProtocols => tls.protocols = protocols(&value)?,
        Meaning::TlsInsecure => tls.accepts_any = true,
        Meaning::TlsVerifyClient => tls.verifies_clients = true,
        _ => {}
    }
    Ok(())
}

fn text(option: &str, value: &OsStr) -> Result<String, Failure> {
    let text = value.to_str().filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| refused(format!("{option} takes a name, not {}", shown(value))))
}

fn protocols(value: &OsStr) -> Result<Vec<String>, Failure> {
    let names: Vec<String> = text("--tls-alpn", value)?.split(',').map(str::to_owned).collect();
    if names.iter().all(|name| (1..=MOST_PROTOCOL_NAME).contains(&name.len())) {
        return Ok(names);
    }
    Err(refused(format!("--tls-alpn takes names separated by commas (h2,http/1.1), not {}", shown(value))))
}

/// Refuses what does not go together.
pub(super) fn check(request: &Request) -> Result<(), Failure> {
    if let Some(tls) = &request.extras.tls {
        check_tls(tls, request)?;
    }
    check_taps(request)?;
    let is_tcp = request.kind == Kind::Stream && !is_unix(request);
    if matches!(request.extras.congestion, Congestion::Named(_)) && !is_tcp {
        return Err(refused("--congestion is of TCP alone: leave it out, or -u or the UNIX socket"));
    }
    Ok(())
}

/// With what TLS cannot be, and what it needs.
fn check_tls(tls: &Tls, request: &Request) -> Result<(), Failure> {
    if request.kind == Kind::Datagram {
        return Err(refused("TLS needs a stream, and -u makes datagrams"));
    }
    if tls.certificate.is_some() != tls.key.is_some() {
        return Err(refused("a certificate and its key go together: --tls-cert FILE --tls-key FILE"));
    }
    match &request.task {
        Task::Connect { passes_descriptor: true, .. } => {
            Err(refused("-F hands on a descriptor, which has no TLS around it"))
        }
        Task::Scan { .. } => Err(refused("-z sends nothing, so there is nothing for TLS to protect")),
        Task::Connect { target, .. } => check_client(tls, target),
        Task::Listen { .. } => check_listener(tls),
    }
}

fn check_client(tls: &Tls, target: &Target) -> Result<(), Failure> {
    if tls.verifies_clients {
        return Err(refused("--tls-verify-client is for who listens (-l)"));
    }
    if tls.accepts_any && tls.authorities.is_some() {
        return Err(refused("--tls-insecure takes any certificate, so --tls-ca has no effect: leave one out"));
    }
    if matches!(target, Target::Unix(_)) && tls.server_name.is_none() && !tls.accepts_any {
        return Err(refused("a UNIX socket has no host's name: say which name the server proves (--tls-name NAME)"));
    }
    Ok(())
}

fn check_listener(tls: &Tls) -> Result<(), Failure> {
    if tls.certificate.is_none() {
        return Err(refused("who listens with TLS needs a certificate and its key: --tls-cert FILE --tls-key FILE"));
    }
    if tls.server_name.is_some() {
        return Err(refused("--tls-name is for who connects: a listener's name stands in its certificate"));
    }
    if tls.accepts_any {
        return Err(refused(
            "--tls-insecure is for who connects: a listener verifies nobody without --tls-verify-client",
        ));
    }
    match (tls.verifies_clients, &tls.authorities) {
        (true, None) => {
            Err(refused("--tls-verify-client needs the certificates that vouch for clients: --tls-ca FILE"))
        }
        (false, Some(_)) => Err(refused("--tls-ca of a listener needs --tls-verify-client, or else it has no effect")),
        _ => Ok(()),
    }
}

/// What looks at octets needs octets that pass here.
fn check_taps(request: &Request) -> Result<(), Failure> {
    let extras = &request.extras;
    let taps = [
        ("--record", extras.record.is_some()),
        ("--hex-dump", extras.hex_dump.is_some()),
        ("--progress", extras.shows_progress),
    ];
    let Some((option, _)) = taps.into_iter().find(|(_, is_given)| *is_given) else { return Ok(()) };
    match &request.task {
        Task::Scan { .. } => Err(refused(format!("{option} has nothing to show with -z, which sends nothing"))),
        Task::Connect { passes_descriptor: true, .. } => {
            Err(refused(format!("{option} has nothing to show with -F, which hands the connection on")))
        }
        _ => Ok(()),
    }
}

fn is_unix(request: &Request) -> bool {
    match &request.task {
        Task::Connect { target, .. } | Task::Scan { target, .. } => matches!(target, Target::Unix(_)),
        Task::Listen { at, .. } => matches!(at, ListenAt::Unix(_)),
    }
}
