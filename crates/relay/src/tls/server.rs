//! The end that listens: the certificate that it shows, and whether it asks clients for theirs.

use super::Session;
use super::failure::Failure;
use super::files::{self, Identity};
use super::machine::End;
use super::verifier::ClientsOfAuthorities;
use rustls::ServerConfig;
use rustls::server::{NoServerSessionStorage, UnbufferedServerConnection};
use rustls::sign::SingleCertAndKey;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What a server wants.
#[derive(Clone, Copy, Debug)]
pub struct ServerSettings<'a> {
    /// The certificate that it shows.
    pub identity: Identity<'a>,
    /// Whether clients need a certificate.
    pub verifies_clients: bool,
    /// A file of certificates that clients' must lead to, in place of the system's.
    pub authorities: Option<&'a Path>,
    /// Protocols to agree on by ALPN (RFC 7301), the best one first.
    pub protocols: &'a [String],
}

/// A server that is ready to speak TLS over connections.
pub struct Server {
    config: Arc<ServerConfig>,
    verifies_clients: bool,
}

impl Server {
    /// Reads what the settings name.
    ///
    /// # Errors
    /// A file cannot be used, or a name.
    pub fn new(settings: &ServerSettings<'_>) -> Result<Self, Failure> {
        let provider = super::provider();
        let builder = ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
        let builder = if settings.verifies_clients {
            let trusted = files::trusted(settings.authorities)?;
            let verifier = ClientsOfAuthorities::new(trusted, provider.clone());
            builder.with_client_cert_verifier(Arc::new(
                verifier.map_err(|reason| Failure::NoSystemAuthorities { reason })?,
            ))
        } else {
            builder.with_no_client_auth()
        };
        let identity = files::identity(settings.identity, &provider)?;
        let mut config = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(identity)));
        config.alpn_protocols = super::protocols(settings.protocols)?;
        // Nobody comes back to resume, and a ticket that a client leaves unread resets the connection under what it has sent.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self { config: Arc::new(config), verifies_clients: settings.verifies_clients })
    }

    /// Speaks TLS over a connection that was accepted. Octets of the client are waited for until `deadline`.
    ///
    /// # Errors
    /// The handshake fails; the client is told why.
    pub fn secure(&self, socket: OwnedFd, deadline: Option<Instant>) -> Result<Session, Failure> {
        let connection = UnbufferedServerConnection::new(self.config.clone())?;
        Session::begin(socket, End::Server(connection), self.verifies_clients, deadline)
    }
}
