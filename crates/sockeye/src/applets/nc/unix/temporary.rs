//! A place for the socket by which a client of datagrams can be answered: a UNIX socket that has no name of its own cannot be.

use crate::applets::nc::farewells::Farewells;
use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The letters of mkdtemp(3).
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// How many stand at the end of the folder's name.
const LENGTH: usize = 6;
/// How many names are tried. That even two are taken is hardly seen.
const ATTEMPTS: usize = 100;

/// A folder of this user's alone in /tmp. It goes when this does, and when a signal ends the process.
pub(super) struct Temporary(PathBuf);

impl Temporary {
    /// Makes one.
    pub(super) fn new(farewells: &Farewells) -> io::Result<Self> {
        let mut attempts = (0..ATTEMPTS).map(|_| {
            let folder = PathBuf::from(format!("/tmp/nc-{}", random_letters()));
            DirBuilder::new().mode(0o700).create(&folder).map(|()| folder)
        });
        let is_free =
            |made: &io::Result<_>| !matches!(made, Err(error) if error.kind() == io::ErrorKind::AlreadyExists);
        let folder = attempts.find(is_free).unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))?;
        let temporary = Self(folder.clone());
        farewells.add(move || remove(&folder))?;
        Ok(temporary)
    }

    /// Where the socket is to be.
    pub(super) fn socket(&self) -> PathBuf {
        socket_in(&self.0)
    }

    /// What is to be removed in the end.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        vec![self.socket(), self.0.clone()]
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn socket_in(folder: &Path) -> PathBuf {
    folder.join("recv.sock")
}

fn remove(folder: &Path) {
    // Somebody who cleans /tmp may have been here; what is gone is gone.
    let _ = fs::remove_file(socket_in(folder));
    let _ = fs::remove_dir(folder);
}

fn random_letters() -> String {
    // Keys at random for each state are what the standard library has: the folder is made or not, a guess gains nothing.
    let mut number = RandomState::new().hash_one(LENGTH);
    let mut letter = || {
        let chosen = LETTERS[(number % LETTERS.len() as u64) as usize];
        number /= LETTERS.len() as u64;
        char::from(chosen)
    };
    (0..LENGTH).map(|_| letter()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixDatagram;

    #[test]
    fn nothing_stays() {
        let temporary = Temporary::new(&Farewells::default()).expect("a folder");
        let folder = temporary.0.clone();
        assert_eq!(fs::metadata(&folder).expect("it is there").permissions().mode() & 0o777, 0o700);
        let socket = UnixDatagram::bind(temporary.socket()).expect("a socket");
        drop(temporary);
        assert!(!folder.exists());
        drop(socket);
    }
}
