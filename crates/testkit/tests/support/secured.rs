//! Certificates by openssl(1), for the tests of TLS.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of certificates, which goes with the test.
pub(crate) struct Certificates(PathBuf);

impl Certificates {
    /// An authority (`ca.pem`), and by it a server `localhost` (`server.pem`, `server.key`) and a client (`client.pem`,
    /// `client.key`).
    pub(crate) fn make(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sockeye-nc-tls-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("make a folder");
        let made = Self(folder);
        made.openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Authority -keyout ca.key -out ca.pem");
        made.leaf("server", "localhost", "-newkey rsa:2048");
        made.leaf("client", "client", "-newkey ec -pkeyopt ec_paramgen_curve:P-256");
        made
    }

    /// A certificate for a name, with a new key of this kind.
    pub(crate) fn leaf(&self, file: &str, name: &str, key: &str) {
        self.openssl(&format!(
            "req -x509 {key} -nodes -days 2 -subj /CN={name} -addext subjectAltName=DNS:{name} -addext \
             basicConstraints=critical,CA:FALSE -CA ca.pem -CAkey ca.key -keyout {file}.key -out {file}.pem"
        ));
    }

    /// Runs openssl(1) in the folder.
    pub(crate) fn openssl(&self, words: &str) {
        let output = Command::new("openssl").args(words.split_whitespace()).current_dir(&self.0).output();
        let output = output.expect("run openssl (package openssl); nothing was tested");
        assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Certificates {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Octets of which no part is like another.
pub(crate) fn sample(count: u32) -> Vec<u8> {
    (0..count).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}
