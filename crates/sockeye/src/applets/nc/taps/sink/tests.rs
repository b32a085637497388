//! What may be written to, and what is left alone.

use super::*;
use crate::applets::nc::taps::tests::Folder;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

#[track_caller]
fn refused(path: &Path, expected: &str) {
    let failure = Sink::only_new("--record", path).expect_err("it is refused");
    assert_eq!(failure.status(), 1);
    let message = failure.into_message();
    assert!(message.starts_with("--record \"") && message.contains(expected), "{message}");
}

#[test]
fn a_new_file_is_for_its_owner_alone() {
    let folder = Folder::new("new");
    for (name, open) in [("record", Sink::only_new as fn(&str, &Path) -> _), ("dump", Sink::anew)] {
        let path = folder.join(name);
        open("--record", &path).unwrap().write(b"a\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"a\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    }
}

#[test]
fn evidence_is_not_overwritten_and_no_link_to_a_file_is_followed() {
    let folder = Folder::new("evidence");
    let (full, empty) = (folder.join("full"), folder.join("empty"));
    fs::write(&full, "evidence").unwrap();
    fs::write(&empty, "").unwrap();
    refused(&full, "it exists, and a record overwrites nothing");
    for (target, name) in [(&full, "to-full"), (&empty, "to-empty")] {
        symlink(target, folder.join(name)).unwrap();
        refused(&folder.join(name), "it is a link to a file");
    }
    symlink(folder.join("nothing"), folder.join("to-nothing")).unwrap();
    refused(&folder.join("to-nothing"), "No such file");
    refused(&folder.join("."), "directory");
    refused(&folder.join("none/record"), "No such file");
    assert_eq!(fs::read(&full).unwrap(), b"evidence");
    Sink::only_new("--record", &empty).unwrap().write(b"a").unwrap();
    assert_eq!(fs::read(&empty).unwrap(), b"a");
}

#[test]
fn a_dump_takes_the_place_of_the_last_one() {
    let folder = Folder::new("dump");
    let path = folder.join("dump");
    fs::write(&path, "of yesterday").unwrap();
    Sink::anew("--hex-dump", &path).unwrap().write(b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn devices_are_written_to_and_tell_when_they_are_full() {
    let sink = Sink::only_new("--record", Path::new("/dev/full")).unwrap();
    let message = sink.write(b"a").unwrap_err().to_string();
    assert!(message.starts_with("writing to \"/dev/full\": No space left on device"), "{message}");
    Sink::only_new("--record", Path::new("/dev/null")).unwrap().write(b"a").unwrap();
}
