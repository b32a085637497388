//! What is opened, what is refused, and what of a session is left when it is over.

use super::*;
use crate::applets::nc::farewells::Farewells;
use relay::address::Address;
use relay::pump::{Cause, Troubles};
use relay::rules::{Kind, Role};
use relay::traffic::Direction;
use std::fs;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A directory that goes when it is dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// One of its own, whatever runs beside.
    pub(super) fn new(name: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("sockeye-taps-{}-{number}-{name}", std::process::id()));
        fs::create_dir(&path).expect("a directory can be made");
        Self(path)
    }

    /// A path in it.
    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A TCP client between these.
pub(super) fn internet(local: &str, peer: &str) -> Ends {
    let address = |text: &str| Some(Address::Internet(text.parse().expect("an address")));
    Ends { role: Role::Client, kind: Kind::Stream, local: address(local), peer: address(peer) }
}

fn whole() -> Result<Ending, Failed> {
    Ok(Ending { cause: Cause::BothEnded, quits_after: None, troubles: Troubles::default() })
}

#[test]
fn connections_are_counted_and_each_octet_is_seen_by_all() {
    let folder = Folder::new("all");
    let (record, hex_dump) = (folder.join("record"), folder.join("dump"));
    let extras = Extras { record: Some(record.clone()), hex_dump: Some(hex_dump.clone()), ..Extras::default() };
    let mut taps = Taps::open(&extras, &Farewells::default()).unwrap();
    for text in ["one", "two"] {
        let mut session = taps.connected(&internet("127.0.0.1:1", "127.0.0.1:2"), None).unwrap();
        for tap in &mut session.taps {
            tap.passed(Direction::Received, text.as_bytes()).unwrap();
        }
        session.ended(&whole()).unwrap();
    }
    let record = fs::read_to_string(record).unwrap();
    assert_eq!(record.lines().count(), 6);
    assert!(record.lines().take(3).all(|line| line.contains("\"connection\":1,")), "{record}");
    assert!(record.lines().skip(3).all(|line| line.contains("\"connection\":2,")), "{record}");
    let dump = fs::read_to_string(hex_dump).unwrap();
    assert_eq!(
        dump.lines().map(|line| line.ends_with("one") || line.ends_with("two")).collect::<Vec<_>>(),
        [false, true, false, true]
    );
}

#[test]
fn nothing_is_watched_unless_it_is_asked_for() {
    let mut taps = Taps::open(&Extras::default(), &Farewells::default()).unwrap();
    let session = taps.connected(&internet("127.0.0.1:1", "127.0.0.1:2"), None).unwrap();
    assert!(session.taps.is_empty() && session.recorder.is_none() && session.shown.is_none());
    session.ended(&whole()).unwrap();
}

#[test]
fn a_path_that_cannot_be_written_is_told_at_once() {
    let extras = Extras { hex_dump: Some("/nonexistent/dump".into()), ..Extras::default() };
    let failure = Taps::open(&extras, &Farewells::default()).err().expect("there is no such directory");
    assert_eq!(failure.status(), 1);
    assert!(failure.into_message().starts_with("--hex-dump \"/nonexistent/dump\": No such file"));
}

#[test]
fn one_file_is_not_for_two() {
    let folder = Folder::new("two");
    let path = folder.join("file");
    let both = |path: &Path| Extras { record: Some(path.into()), hex_dump: Some(path.into()), ..Extras::default() };
    let failure = Taps::open(&both(&path), &Farewells::default()).err().expect("each would overwrite the other");
    assert_eq!((failure.status(), failure.into_message().contains("the same file")), (1, true));
    assert!(Taps::open(&both(Path::new("/dev/null")), &Farewells::default()).is_ok());
}

#[test]
fn only_files_have_a_length() {
    let folder = Folder::new("length");
    let path = folder.join("file");
    fs::write(&path, "0123456789").unwrap();
    let mut file = File::open(&path).unwrap();
    assert_eq!(rest_of_file(file.as_fd()).unwrap(), Some(10));
    file.read_exact(&mut [0; 4]).unwrap();
    assert_eq!(rest_of_file(file.as_fd()).unwrap(), Some(6));
    assert_eq!(rest_of_file(File::open("/proc/self/stat").unwrap().as_fd()).unwrap(), None);
    assert_eq!(rest_of_file(File::open(Path::new("/dev/zero")).unwrap().as_fd()).unwrap(), None);
    let (read, mut write) = io::pipe().unwrap();
    write.write_all(b"a").unwrap();
    assert_eq!(rest_of_file(read.as_fd()).unwrap(), None);
}
