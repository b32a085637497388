//! Whose certificate is accepted: what leads to a trusted authority, what is trusted itself, or anything at all.
//!
//! RFC 5280 does not let the certificate of an authority stand for a server, but the simplest way to make a certificate
//! (`openssl req -x509`) makes such a one, and those who name exactly this one as trusted mean it. So it is accepted then.

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme};
use std::sync::Arc;

/// The certificates that are trusted.
pub(super) struct Trusted {
    /// Those that others may be signed by.
    pub(super) roots: Arc<RootCertStore>,
    /// The same whole: of these the peer may have one itself.
    pub(super) certificates: Vec<CertificateDer<'static>>,
}

impl Trusted {
    /// Whether a certificate that failed is accepted for being trusted itself. What the library checks before (that it is valid
    /// now) has been checked.
    fn accepts(&self, certificate: &CertificateDer<'_>, failure: &Error) -> bool {
        matches!(failure, Error::InvalidCertificate(reason) if is_of_an_authority(reason))
            && self.certificates.contains(certificate)
    }
}

/// Whether a certificate was refused because it is that of an authority.
pub(super) fn is_of_an_authority(reason: &CertificateError) -> bool {
    let CertificateError::Other(error) = reason else { return false };
    matches!(error.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}

/// Accepts servers that a trusted authority vouches for, for the name that they are asked by.
pub(super) struct ServersOfAuthorities {
    library: Arc<WebPkiServerVerifier>,
    trusted: Trusted,
}

impl ServersOfAuthorities {
    pub(super) fn new(trusted: Trusted, provider: Arc<CryptoProvider>) -> Result<Self, String> {
        let library = WebPkiServerVerifier::builder_with_provider(trusted.roots.clone(), provider)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { library, trusted })
    }
}

impl std::fmt::Debug for ServersOfAuthorities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.library.fmt(f)
    }
}

impl ServerCertVerifier for ServersOfAuthorities {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.library.verify_server_cert(certificate, others, name, ocsp, now) {
            Err(failure) if self.trusted.accepts(certificate, &failure) => {
                let parsed = rustls::server::ParsedCertificate::try_from(certificate)?;
                rustls::client::verify_server_name(&parsed, name)?;
                Ok(ServerCertVerified::assertion())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.library.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.library.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.library.supported_verify_schemes()
    }
}

/// Accepts any server. That it has the key of its certificate is still checked.
#[derive(Debug)]
pub(super) struct AnyServer(pub(super) Arc<CryptoProvider>);

impl ServerCertVerifier for AnyServer {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Accepts clients that a trusted authority vouches for.
pub(super) struct ClientsOfAuthorities {
    library: Arc<dyn ClientCertVerifier>,
    trusted: Trusted,
}

impl ClientsOfAuthorities {
    pub(super) fn new(trusted: Trusted, provider: Arc<CryptoProvider>) -> Result<Self, String> {
        let library = WebPkiClientVerifier::builder_with_provider(trusted.roots.clone(), provider)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { library, trusted })
    }
}

impl std::fmt::Debug for ClientsOfAuthorities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.library.fmt(f)
    }
}

impl ClientCertVerifier for ClientsOfAuthorities {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.library.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        match self.library.verify_client_cert(certificate, others, now) {
            Err(failure) if self.trusted.accepts(certificate, &failure) => Ok(ClientCertVerified::assertion()),
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.library.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.library.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.library.supported_verify_schemes()
    }
}
