//! TLS as the command line asks for it, and its failures with the option that helps.

use super::outcome::{Stop, reason};
use super::request::{Request, Task, Tls};
use relay::rules::Role;
use relay::tls::{self, Client, ClientSettings, Identity, Remedy, Server, ServerSettings};
use std::time::{Duration, Instant};

/// How long a handshake may take where nothing else is said (-w): a peer that does not speak TLS may wait for ever to be spoken to.
const HANDSHAKE: Duration = Duration::from_secs(30);

/// What is around the connections of a run.
pub(super) enum Security {
    /// Nothing.
    None,
    /// TLS, this end being the client.
    Client(Client),
    /// TLS, this end being the server.
    Server(Server),
}

impl Security {
    /// What a command line asks for.
    ///
    /// # Errors
    /// A file cannot be used.
    pub(super) fn of(request: &Request) -> Result<Self, Stop> {
        let Some(tls) = &request.extras.tls else { return Ok(Self::None) };
        if let Task::Listen { .. } = request.task {
            let Some(identity) = identity(tls) else {
                return Err(Stop("a server of TLS needs --tls-cert and --tls-key".into()));
            };
            let settings = ServerSettings {
                identity,
                verifies_clients: tls.verifies_clients,
                authorities: tls.authorities.as_deref(),
                protocols: &tls.protocols,
            };
            Server::new(&settings).map(Self::Server).map_err(|failure| stop(&failure, Role::Listener))
        } else {
            let settings = ClientSettings {
                authorities: tls.authorities.as_deref(),
                accepts_any: tls.accepts_any,
                identity: identity(tls),
                server_name: tls.server_name.as_deref(),
                protocols: &tls.protocols,
            };
            Client::new(&settings).map(Self::Client).map_err(|failure| stop(&failure, Role::Client))
        }
    }
}

fn identity(tls: &Tls) -> Option<Identity<'_>> {
    let (certificate, key) = (tls.certificate.as_deref()?, tls.key.as_deref()?);
    Some(Identity { certificate, key })
}

/// Until when a handshake must be done.
pub(super) fn deadline(limit: Option<Duration>) -> Option<Instant> {
    Instant::now().checked_add(limit.unwrap_or(HANDSHAKE))
}

/// Why there is no connection by TLS, and what helps.
pub(super) fn stop(failure: &tls::Failure, role: Role) -> Stop {
    let why = match failure {
        tls::Failure::Socket(error) => reason(error),
        failure => failure.to_string(),
    };
    let remedy = failure.remedy().and_then(|remedy| words(remedy, role));
    Stop(remedy.map_or_else(|| format!("TLS: {why}"), |remedy| format!("TLS: {why}: {remedy}")))
}

fn words(remedy: Remedy, role: Role) -> Option<&'static str> {
    match (remedy, role) {
        (Remedy::TrustAuthority, _) => Some("to trust it, name its authority's certificate with --tls-ca FILE"),
        (Remedy::NameAuthorities, _) => Some("name those to trust with --tls-ca FILE"),
        (Remedy::NameThePeer, Role::Client) => Some("if that is the right peer, name it with --tls-name NAME"),
        (Remedy::NameThePeer, Role::Listener) => None,
        (Remedy::PresentCertificate, _) => Some("give one with --tls-cert FILE and --tls-key FILE"),
        (Remedy::DecryptKey, _) => Some("write it without a password first"),
        (Remedy::WithoutTls, Role::Client) => Some("connect without --tls"),
        (Remedy::WithoutTls, Role::Listener) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_told_with_the_option_that_helps() {
        let line = |failure, role| {
            let Stop(line) = stop(&failure, role);
            line
        };
        let unknown = line(tls::Failure::UnknownAuthority, Role::Client);
        assert!(unknown.starts_with("TLS: ") && unknown.ends_with("--tls-ca FILE"), "{unknown}");
        assert!(line(tls::Failure::NotTls, Role::Client).ends_with(": connect without --tls"));
        // Whoever listens has nobody else to turn to.
        assert!(!line(tls::Failure::NotTls, Role::Listener).contains("--"));
    }

    #[test]
    fn handshakes_end() {
        let now = Instant::now();
        assert!(deadline(None).is_some_and(|then| then >= now + HANDSHAKE));
        assert!(deadline(Some(Duration::from_secs(1))).is_some_and(|then| then < now + HANDSHAKE));
    }
}
