//! The end that connects: what it asks of a server's certificate, and what it has to show itself.

use super::Session;
use super::failure::Failure;
use super::files::{self, Identity};
use super::machine::End;
use super::verifier::{AnyServer, ServersOfAuthorities};
use rustls::ClientConfig;
use rustls::client::danger::ServerCertVerifier;
use rustls::client::{Resumption, UnbufferedClientConnection};
use rustls::pki_types::ServerName;
use rustls::sign::SingleCertAndKey;
use std::net::{IpAddr, Ipv4Addr};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What a client wants.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClientSettings<'a> {
    /// A file of certificates to trust, in place of the system's.
    pub authorities: Option<&'a Path>,
    /// Whether any certificate will do.
    pub accepts_any: bool,
    /// A certificate, for servers that ask for one.
    pub identity: Option<Identity<'a>>,
    /// The name that the server must have, in place of that by which it was connected to.
    pub server_name: Option<&'a str>,
    /// Protocols to offer by ALPN (RFC 7301), the best one first.
    pub protocols: &'a [String],
}

/// A client that is ready to speak TLS over connections.
pub struct Client {
    config: Arc<ClientConfig>,
    server_name: Option<ServerName<'static>>,
    accepts_any: bool,
}

impl Client {
    /// Reads what the settings name.
    ///
    /// # Errors
    /// A file cannot be used, or a name.
    pub fn new(settings: &ClientSettings<'_>) -> Result<Self, Failure> {
        let provider = super::provider();
        let verifier: Arc<dyn ServerCertVerifier> = if settings.accepts_any {
            Arc::new(AnyServer(provider.clone()))
        } else {
            let trusted = files::trusted(settings.authorities)?;
            let verifier = ServersOfAuthorities::new(trusted, provider.clone());
            Arc::new(verifier.map_err(|reason| Failure::NoSystemAuthorities { reason })?)
        };
        let builder = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        let mut config = match settings.identity {
            None => builder.with_no_client_auth(),
            Some(files) => {
                let identity = files::identity(files, &provider)?;
                builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity)))
            }
        };
        config.alpn_protocols = super::protocols(settings.protocols)?;
        // There is one connection a run: nothing to resume.
        config.resumption = Resumption::disabled();
        let server_name = settings.server_name.map(name_in_certificate).transpose()?;
        Ok(Self { config: Arc::new(config), server_name, accepts_any: settings.accepts_any })
    }

    /// Speaks TLS over a connection. `host` is what was connected to: a name, an address of IP, or nothing of the kind. Octets of
    /// the server are waited for until `deadline`.
    ///
    /// # Errors
    /// The handshake fails; the server is told why.
    pub fn secure(&self, socket: OwnedFd, host: Option<&str>, deadline: Option<Instant>) -> Result<Session, Failure> {
        let name = match (&self.server_name, host) {
            (Some(name), _) => name.clone(),
            (None, Some(host)) if !self.accepts_any => name_in_certificate(host)?,
            (None, None) if !self.accepts_any => return Err(Failure::NoName),
            // No certificate is compared with it, and an address is not told to the server.
            (None, host) => host
                .and_then(|host| name_in_certificate(host).ok())
                .unwrap_or_else(|| IpAddr::from(Ipv4Addr::UNSPECIFIED).into()),
        };
        let connection = UnbufferedClientConnection::new(self.config.clone(), name)?;
        Session::begin(socket, End::Client(connection), !self.accepts_any, deadline)
    }
}

/// A host as certificates name it: by its name, or by its address without the interface (RFC 4007 section 11).
fn name_in_certificate(host: &str) -> Result<ServerName<'static>, Failure> {
    let without_interface = host.split_once('%').map_or(host, |(address, _)| address);
    if let Ok(address) = without_interface.parse::<IpAddr>() {
        return Ok(address.into());
    }
    ServerName::try_from(host.to_owned()).map_err(|_| Failure::BadName { name: host.to_owned() })
}
