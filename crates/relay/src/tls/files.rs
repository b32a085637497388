//! Certificates and keys out of files of PEM (RFC 7468), and those that the system trusts.

use super::failure::{Content, Failure};
use super::verifier::Trusted;
use rustls::RootCertStore;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::path::Path;
use std::sync::Arc;

/// A certificate of one's own, by files.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'a> {
    /// The certificate, and after it those that lead to its authority.
    pub certificate: &'a Path,
    /// Its key: PKCS #8, or as RSA and elliptic curves have had it before.
    pub key: &'a Path,
}

/// The certificates to trust: of a file, or else of the system.
pub(super) fn trusted(file: Option<&Path>) -> Result<Trusted, Failure> {
    match file {
        Some(file) => of_file(file),
        None => of_system(),
    }
}

fn of_file(file: &Path) -> Result<Trusted, Failure> {
    let content = Content::Authorities;
    let certificates = certificates(content, file)?;
    let mut roots = RootCertStore::empty();
    for certificate in &certificates {
        roots.add(certificate.clone()).map_err(|error| malformed(content, file, &error))?;
    }
    Ok(Trusted { roots: Arc::new(roots), certificates })
}

fn of_system() -> Result<Trusted, Failure> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    // A system may have some that no longer conform; the others still hold.
    let (usable, _) = roots.add_parsable_certificates(found.certs);
    if usable > 0 {
        return Ok(Trusted { roots: Arc::new(roots), certificates: Vec::new() });
    }
    let reason = found.errors.first().map_or_else(|| "none were found".to_owned(), ToString::to_string);
    Err(Failure::NoSystemAuthorities { reason })
}

/// A certificate of one's own with its key, which belong together.
pub(super) fn identity(files: Identity<'_>, provider: &CryptoProvider) -> Result<CertifiedKey, Failure> {
    let chain = certificates(Content::Certificate, files.certificate)?;
    let key = key(files.key)?;
    CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => {
            Failure::KeyOfAnother { certificate: files.certificate.to_owned(), key: files.key.to_owned() }
        }
        rustls::Error::InvalidCertificate(_) => malformed(Content::Certificate, files.certificate, &error),
        error => malformed(Content::Key, files.key, &error),
    })
}

fn certificates(content: Content, file: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let text = read(content, file)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    match found {
        Ok(certificates) if certificates.is_empty() => Err(Failure::NotFound { content, file: file.to_owned() }),
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(malformed(content, file, &error)),
    }
}

fn key(file: &Path) -> Result<PrivateKeyDer<'static>, Failure> {
    let content = Content::Key;
    let text = read(content, file)?;
    PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        _ if is_encrypted(&text) => Failure::EncryptedKey { file: file.to_owned() },
        pem::Error::NoItemsFound => Failure::NotFound { content, file: file.to_owned() },
        error => malformed(content, file, &error),
    })
}

/// Whether a key has a password: PKCS #8 names it in the first line (RFC 7468 section 11), keys before it in a header
/// (RFC 1421 section 4.6.1.1).
fn is_encrypted(text: &[u8]) -> bool {
    let has = |words: &[u8]| text.windows(words.len()).any(|window| window == words);
    has(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") || has(b"Proc-Type: 4,ENCRYPTED")
}

fn read(content: Content, file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file).map_err(|error| Failure::Unreadable { content, file: file.to_owned(), error })
}

fn malformed(content: Content, file: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::Malformed { content, file: file.to_owned(), reason: error.to_string() }
}
