//! Why TLS could not be set up or went wrong, in plain words, with what to do about it as a value: the applet knows how its
//! options are called.
//!
//! Alerts: RFC 8446 section 6.2. Names and other text in here may come from the peer; whoever shows it escapes it.

use rustls::{AlertDescription, CertificateError, PeerIncompatible};
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::PathBuf;

/// What was to be read from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Certificates of authorities to trust.
    Authorities,
    /// The own certificate, and those that lead to its authority.
    Certificate,
    /// The own key.
    Key,
}

impl Content {
    fn words(self) -> &'static str {
        match self {
            Self::Authorities => "certificates of authorities",
            Self::Certificate => "a certificate",
            Self::Key => "a private key",
        }
    }
}

/// Why there is no connection by TLS, or no more.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Unreadable {
        /// What it should have held.
        content: Content,
        /// Its path.
        file: PathBuf,
        /// What the kernel says.
        error: io::Error,
    },
    /// A file is not PEM (RFC 7468), or has nothing of that in it.
    NotFound {
        /// What it should have held.
        content: Content,
        /// Its path.
        file: PathBuf,
    },
    /// A file is PEM and yet does not hold what it says.
    Malformed {
        /// What it should have held.
        content: Content,
        /// Its path.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The key is encrypted by a password.
    EncryptedKey {
        /// Its path.
        file: PathBuf,
    },
    /// The key is not that of the certificate.
    KeyOfAnother {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
    },
    /// The system has no certificates of authorities, or none that can be read.
    NoSystemAuthorities {
        /// What is wrong.
        reason: String,
    },
    /// A protocol to be agreed on (ALPN, RFC 7301) has no octets, or more than 255.
    BadProtocol {
        /// As it was given.
        name: String,
    },
    /// What the peer is called here cannot be in a certificate.
    BadName {
        /// As it was given.
        name: String,
    },
    /// Nothing says which name the peer's certificate should have.
    NoName,
    /// The peer did not answer in time.
    TimedOut,
    /// The socket failed during the handshake.
    Socket(io::Error),
    /// The peer ended the connection during the handshake.
    EndedInHandshake,
    /// What came is no TLS.
    NotTls,
    /// The peer ended the stream without saying that this was its end.
    Truncated,
    /// The peer refused, by an alert.
    Refused(AlertDescription),
    /// Both have no version of TLS in common.
    NoCommonVersion,
    /// Both have nothing else in common that is needed.
    Incompatible(PeerIncompatible),
    /// The peer's certificate leads to no authority that is trusted.
    UnknownAuthority,
    /// The peer's certificate is for others.
    WrongName {
        /// The name that was asked for.
        expected: String,
        /// The names that it has.
        presented: Vec<String>,
    },
    /// The peer's certificate was valid until then, in seconds since 1970.
    Expired {
        /// When that was.
        until: Option<i64>,
    },
    /// The peer's certificate will be valid from then on, in seconds since 1970.
    NotYetValid {
        /// When that will be.
        from: Option<i64>,
    },
    /// The peer's certificate is that of an authority, which may not speak for itself.
    OfAnAuthority,
    /// The peer has no certificate, and needs one.
    NoCertificate,
    /// The peer's certificate is unusable otherwise.
    BadCertificate(CertificateError),
    /// The peer does not keep to the protocol, or something else that TLS cannot go on after.
    Protocol(rustls::Error),
}

/// What can be done about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Name a file with the authority's certificate, if it is to be trusted.
    TrustAuthority,
    /// Name one for the system's are missing.
    NameAuthorities,
    /// Say which name the certificate has.
    NameThePeer,
    /// Give a certificate of one's own.
    PresentCertificate,
    /// Take the password off the key.
    DecryptKey,
    /// Connect without TLS.
    WithoutTls,
}

impl Failure {
    /// What can be done, where that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::UnknownAuthority => Some(Remedy::TrustAuthority),
            Self::OfAnAuthority => Some(Remedy::TrustAuthority),
            Self::NoSystemAuthorities { .. } => Some(Remedy::NameAuthorities),
            Self::WrongName { presented, .. } if presented.is_empty() => None,
            Self::WrongName { .. } | Self::BadName { .. } | Self::NoName => Some(Remedy::NameThePeer),
            Self::Refused(AlertDescription::CertificateRequired) => Some(Remedy::PresentCertificate),
            Self::EncryptedKey { .. } => Some(Remedy::DecryptKey),
            Self::NotTls => Some(Remedy::WithoutTls),
            _ => None,
        }
    }

    /// As an error of input or output, from which [`Failure::within`] finds it again.
    pub fn into_io(self) -> io::Error {
        let kind = match &self {
            Self::Socket(error) => error.kind(),
            Self::TimedOut => io::ErrorKind::TimedOut,
            Self::Truncated | Self::EndedInHandshake => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, self)
    }

    /// The failure that an error of input or output carries, if it came from here.
    pub fn within(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { content, file, error } => {
                write!(f, "cannot read {} from {}: {error}", content.words(), file.display())
            }
            Self::NotFound { content, file } => {
                write!(f, "{} has nothing between the lines of PEM that would be {}", file.display(), content.words())
            }
            Self::Malformed { content, file, reason } => {
                write!(f, "what {} has as {} cannot be used: {reason}", file.display(), content.words())
            }
            Self::EncryptedKey { file } => write!(f, "the key in {} is encrypted by a password", file.display()),
            Self::KeyOfAnother { certificate, key } => {
                write!(
                    f,
                    "the key in {} does not belong to the certificate in {}",
                    key.display(),
                    certificate.display()
                )
            }
            Self::NoSystemAuthorities { reason } => {
                write!(f, "this system has no certificates of authorities to verify the peer by ({reason})")
            }
            Self::BadProtocol { name } => {
                write!(f, "'{name}' cannot be agreed on as a protocol: it takes 1 to 255 octets")
            }
            Self::BadName { name } => write!(f, "'{name}' cannot be the name in a certificate"),
            Self::NoName => f.write_str("it is not known which name the peer's certificate should have"),
            Self::TimedOut => f.write_str("the peer did not finish the TLS handshake in time"),
            Self::Socket(error) => write!(f, "the connection failed during the TLS handshake: {error}"),
            Self::EndedInHandshake => f.write_str("the peer ended the connection during the TLS handshake"),
            Self::NotTls => f.write_str("the peer does not speak TLS"),
            Self::Truncated => {
                f.write_str("the peer broke the connection off without the end that TLS asks for: data may be missing")
            }
            Self::Refused(alert) => write!(f, "the peer refused: {}", refusal(*alert)),
            Self::NoCommonVersion => f.write_str("the peer speaks neither TLS 1.2 nor TLS 1.3"),
            Self::Incompatible(reason) => write!(f, "the peer has nothing in common with us ({reason:?})"),
            Self::UnknownAuthority => {
                f.write_str("the peer's certificate is not from an authority that is trusted here")
            }
            Self::WrongName { expected, presented } if presented.is_empty() => {
                write!(f, "the peer's certificate has no names (subjectAltName), so it is not for {expected}")
            }
            Self::WrongName { expected, presented } => {
                write!(f, "the peer's certificate is not for {expected}, but for {}", presented.join(", "))
            }
            Self::Expired { until } => write!(f, "the peer's certificate has expired{}", at(" on ", *until)),
            Self::NotYetValid { from } => write!(f, "the peer's certificate is not yet valid{}", at(" before ", *from)),
            Self::OfAnAuthority => {
                f.write_str("the peer's certificate is that of an authority itself, not trusted here")
            }
            Self::NoCertificate => f.write_str("the peer has no certificate, which is asked of it"),
            Self::BadCertificate(reason) => write!(f, "the peer's certificate cannot be used: {reason}"),
            Self::Protocol(error) => write!(f, "TLS failed: {error}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<rustls::Error> for Failure {
    fn from(error: rustls::Error) -> Self {
        match error {
            rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => Self::NoCommonVersion,
            rustls::Error::AlertReceived(alert) => Self::Refused(alert),
            rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType)
            | rustls::Error::InvalidMessage(rustls::InvalidMessage::UnknownProtocolVersion) => Self::NotTls,
            rustls::Error::PeerIncompatible(
                PeerIncompatible::ServerDoesNotSupportTls12Or13
                | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
                | PeerIncompatible::SupportedVersionsExtensionRequired
                | PeerIncompatible::Tls12NotOffered
                | PeerIncompatible::Tls12NotOfferedOrEnabled,
            ) => Self::NoCommonVersion,
            rustls::Error::PeerIncompatible(reason) => Self::Incompatible(reason),
            rustls::Error::NoCertificatesPresented => Self::NoCertificate,
            rustls::Error::InvalidCertificate(reason) => of_certificate(reason),
            other => Self::Protocol(other),
        }
    }
}

fn of_certificate(reason: CertificateError) -> Failure {
    let seconds = |time: rustls::pki_types::UnixTime| i64::try_from(time.as_secs()).ok();
    match reason {
        CertificateError::UnknownIssuer => Failure::UnknownAuthority,
        CertificateError::Expired => Failure::Expired { until: None },
        CertificateError::ExpiredContext { not_after, .. } => Failure::Expired { until: seconds(not_after) },
        CertificateError::NotValidYet => Failure::NotYetValid { from: None },
        CertificateError::NotValidYetContext { not_before, .. } => Failure::NotYetValid { from: seconds(not_before) },
        CertificateError::NotValidForNameContext { expected, presented } => Failure::WrongName {
            expected: expected.to_str().into_owned(),
            presented: presented.iter().map(|name| presented_name(name).to_owned()).collect(),
        },
        reason if super::verifier::is_of_an_authority(&reason) => Failure::OfAnAuthority,
        reason => Failure::BadCertificate(reason),
    }
}

/// A name out of the library's way of writing it: `DnsName("example.com")`, `IpAddress(192.0.2.1)`.
fn presented_name(written: &str) -> &str {
    let inner = |kind: &str, end: &str| written.strip_prefix(kind)?.strip_suffix(end);
    inner("DnsName(\"", "\")").or_else(|| inner("IpAddress(", ")")).unwrap_or(written)
}

/// A moment, after these words; nothing where it is not known.
fn at(words: &str, seconds: Option<i64>) -> String {
    match seconds.map(jiff::Timestamp::from_second) {
        Some(Ok(moment)) => format!("{words}{}", moment.strftime("%Y-%m-%d %H:%M:%S UTC")),
        _ => String::new(),
    }
}

fn refusal(alert: AlertDescription) -> String {
    let words = match alert {
        AlertDescription::CertificateRequired => "it asks for a certificate",
        AlertDescription::UnknownCA => "it does not trust the authority of our certificate",
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateUnknown => "it does not accept our certificate",
        AlertDescription::CertificateExpired => "our certificate has expired",
        AlertDescription::CertificateRevoked => "our certificate has been revoked",
        AlertDescription::HandshakeFailure => "it has no cipher suite or key exchange in common with us",
        AlertDescription::NoApplicationProtocol => "it speaks none of the protocols offered (ALPN)",
        AlertDescription::UnrecognisedName => "it does not know the name asked for (SNI)",
        AlertDescription::AccessDenied => "it denies access",
        other => return format!("alert {}, {other:?}", u8::from(other)),
    };
    words.to_owned()
}
