//! What both ends have agreed on, and who the peer is.

use super::subject;
use rustls::{CommonState, ProtocolVersion};
use std::fmt::{self, Display, Formatter, Write};

/// What a handshake came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// "TLS 1.3"
    pub version: &'static str,
    /// The cipher suite by its name in the registry of TLS: "TLS_AES_256_GCM_SHA384".
    pub cipher_suite: String,
    /// The protocol by ALPN, if one was agreed on.
    pub protocol: Option<String>,
    /// Who the peer is, if it has shown a certificate.
    pub peer: Option<Certificate>,
    /// Whether that certificate was verified.
    pub is_verified: bool,
}

/// What identifies a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is (RFC 4514): "CN=example.com,O=Example". It may be empty, and is whatever the peer wrote.
    pub subject: String,
    /// SHA-256 of the whole.
    pub fingerprint: [u8; 32],
}

impl Agreed {
    /// What a finished handshake came to.
    pub(super) fn of(connection: &CommonState, is_verified: bool) -> Self {
        let suite = connection.negotiated_cipher_suite().and_then(|suite| suite.suite().as_str());
        let certificate = connection.peer_certificates().and_then(|chain| chain.first());
        Self {
            version: match connection.protocol_version() {
                Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
                _ => "TLS 1.3",
            },
            // The library tells the suites of TLS 1.3 by a prefix of its own.
            cipher_suite: suite.unwrap_or_default().replacen("TLS13_", "TLS_", 1),
            protocol: connection.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned()),
            peer: certificate.map(|certificate| Certificate::of(certificate)),
            is_verified: is_verified && certificate.is_some(),
        }
    }
}

impl Certificate {
    fn of(encoded: &[u8]) -> Self {
        let digest = ring::digest::digest(&ring::digest::SHA256, encoded);
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(digest.as_ref());
        Self { subject: subject::of_certificate(encoded).unwrap_or_default(), fingerprint }
    }
}

impl Display for Agreed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.version, self.cipher_suite)?;
        if let Some(protocol) = &self.protocol {
            write!(f, ", ALPN {protocol}")?;
        }
        match &self.peer {
            None => f.write_str(", the peer has no certificate"),
            Some(certificate) if self.is_verified => write!(f, ", peer {certificate}"),
            Some(certificate) => write!(f, ", peer {certificate}, not verified"),
        }
    }
}

impl Display for Certificate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.subject.is_empty() {
            write!(f, "{} ", self.subject)?;
        }
        f.write_str("SHA-256 ")?;
        for (index, octet) in self.fingerprint.iter().enumerate() {
            if index > 0 {
                f.write_char(':')?;
            }
            write!(f, "{octet:02X}")?;
        }
        Ok(())
    }
}
