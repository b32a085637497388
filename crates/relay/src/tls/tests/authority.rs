//! An authority, and files of certificates by it, in a folder that goes with the test.

use crate::tls::{Client, ClientSettings, Identity, Server, ServerSettings};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder with an authority's certificate, `ca.pem`.
pub(super) struct Authority {
    folder: PathBuf,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate and its key.
pub(super) struct Leaf {
    pub(super) certificate: PathBuf,
    pub(super) key: PathBuf,
}

impl Leaf {
    pub(super) fn identity(&self) -> Identity<'_> {
        Identity { certificate: &self.certificate, key: &self.key }
    }
}

impl Authority {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("sockeye-tls-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, format!("Test Authority {number}"));
        let key = KeyPair::generate().unwrap();
        std::fs::write(folder.join("ca.pem"), params.self_signed(&key).unwrap().pem()).unwrap();
        Self { folder, issuer: Issuer::new(params, key) }
    }

    /// The authority's certificate.
    pub(super) fn file(&self) -> PathBuf {
        self.path("ca.pem")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A certificate for these names, changed by `change` before it is signed.
    pub(super) fn leaf_with(&self, names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name.push(DnType::CommonName, "leaf");
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        self.keep(&certificate.pem(), &key)
    }

    pub(super) fn leaf(&self, names: &[&str]) -> Leaf {
        self.leaf_with(names, |_| {})
    }

    /// A certificate that signs itself, as that of an authority.
    pub(super) fn self_signed(&self, names: &[&str]) -> Leaf {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        self.keep(&certificate.pem(), &key)
    }

    fn keep(&self, certificate: &str, key: &KeyPair) -> Leaf {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let leaf = Leaf { certificate: self.path(&format!("{number}.pem")), key: self.path(&format!("{number}.key")) };
        std::fs::write(&leaf.certificate, certificate).unwrap();
        std::fs::write(&leaf.key, key.serialize_pem()).unwrap();
        leaf
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A client that trusts this file.
pub(super) fn client(authorities: &Path) -> Client {
    Client::new(&ClientSettings { authorities: Some(authorities), ..ClientSettings::default() }).unwrap()
}

/// A server with this certificate.
pub(super) fn server(leaf: &Leaf) -> Server {
    Server::new(&settings(leaf)).unwrap()
}

/// What a server with this certificate wants.
pub(super) fn settings(leaf: &Leaf) -> ServerSettings<'_> {
    ServerSettings { identity: leaf.identity(), verifies_clients: false, authorities: None, protocols: &[] }
}
