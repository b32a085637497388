//! Searches in a folder that is made for each test.

use super::*;
use crate::open_files::class::known;
use model::FileSlot;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

struct Folder(PathBuf);

impl Folder {
    /// `x/file` with a second name, links to it, a circle of links, and a directory in a directory.
    fn new(name: &str) -> Self {
        let root = fs::canonicalize(std::env::temp_dir()).expect("it is there");
        let root = root.join(format!("sockeye-named-{}-{name}", std::process::id()));
        fs::create_dir_all(root.join("x/sub/deep")).expect("it is writable");
        fs::write(root.join("x/file"), "").expect("it is writable");
        fs::hard_link(root.join("x/file"), root.join("x/sub/again")).expect("it is writable");
        for (link, target) in [("v", "x"), ("two", "v/file"), ("loop", "loop"), ("x/sub/up", "..")] {
            symlink(target, root.join(link)).expect("it is writable");
        }
        symlink(root.join("two"), root.join("three")).expect("it is writable");
        Self(root)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.join(below)
    }

    fn open(&self, below: &str) -> OpenFile {
        let path = self.path(below);
        let bytes = path.as_os_str().as_bytes();
        known(FileSlot::Descriptor(3), bytes.into(), &stat(bytes).expect("it is there"))
    }

    fn name(&self, below: &str) -> Vec<u8> {
        self.path(below).into_os_string().into_encoded_bytes()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn add(named: &mut NamedFiles, path: &Path) -> Result<(), NameError> {
    named.add(path.as_os_str(), NameMeaning::Either, &[])
}

#[test]
fn a_file_is_found_by_any_path_and_named_as_given_without_links() {
    let folder = Folder::new("paths");
    for (given, shown) in [
        ("x/file", "x/file"),
        ("x/../x//file/", "x/../x//file"),
        ("v/file", "x/file"),
        ("three", "x/file"),
        ("x/sub/up/file", "x/sub/../file"),
    ] {
        let mut named = NamedFiles::default();
        add(&mut named, &folder.path(given)).expect("it is there");
        let term = named.find(&folder.open("x/sub/again")).expect("it is the same file");
        assert_eq!(String::from_utf8_lossy(&term.name), String::from_utf8_lossy(&folder.name(shown)), "{given}");
        assert!(named.find(&folder.open("x/sub")).is_none());
        assert!(named.terms()[0].is_found);
    }
}

#[test]
fn what_was_given_is_kept_beside_what_is_shown() {
    let folder = Folder::new("given");
    let mut named = NamedFiles::default();
    add(&mut named, &folder.path("v//file/")).expect("it is there");
    named.add_directory(folder.path("v/sub//").as_os_str(), false, TreeCrossing::default()).expect("it is there");
    let mut terms: Vec<_> = named.terms().iter().map(|term| (term.given.to_vec(), term.name.to_vec())).collect();
    terms[2..].sort();
    let both = |given: &str, name: &str| (folder.name(given), folder.name(name));
    assert_eq!(terms[..2], [both("v//file/", "x//file"), both("x/sub//", "x/sub")]);
    assert_eq!(terms[2..], ["x/sub//again", "x/sub//deep"].map(|path| both(path, path)));
}

#[test]
fn of_two_names_for_a_file_the_last_counts() {
    let folder = Folder::new("last");
    let mut named = NamedFiles::default();
    add(&mut named, &folder.path("x/file")).expect("it is there");
    add(&mut named, &folder.path("x/sub/again")).expect("it is there");
    assert_eq!(&*named.find(&folder.open("x/file")).expect("it is named").name, folder.name("x/sub/again"));
    assert_eq!(named.terms().iter().map(|term| term.is_found).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn what_cannot_be_searched_for_is_told() {
    let folder = Folder::new("errors");
    let mut named = NamedFiles::default();
    let path = |below: &str| folder.name(below).into_boxed_slice();
    assert_eq!(add(&mut named, &folder.path("none")), Err(NameError::Stat(path("none"), Errno::NOENT)));
    assert_eq!(add(&mut named, &folder.path("loop")), Err(NameError::Stat(path("loop"), Errno::LOOP)));
    let system = named.add(folder.path("x").as_os_str(), NameMeaning::FileSystem, &[]);
    assert_eq!(system, Err(NameError::NotAFileSystem(path("x"))));
    let directory = named.add_directory(folder.path("x/file").as_os_str(), false, TreeCrossing::default());
    assert_eq!(directory, Err(NameError::NotADirectory(path("x/file"))));
    assert!(named.is_empty());
}

#[test]
fn a_file_system_is_named_by_its_point_or_by_what_is_mounted() {
    let folder = Folder::new("mounts");
    let device = folder.open("x").device.expect("it has one");
    let system = FileSystem { point: folder.path("x"), source: "disk".into(), kind: b"any".to_vec(), device };
    let systems = [system];
    let mut named = NamedFiles::default();
    let point = folder.path("x");
    named.add(point.as_os_str(), NameMeaning::Either, &systems).expect("it is mounted");
    assert!(named.find(&folder.open("x/sub")).expect("it is there").is_file_system);
    named.add(point.as_os_str(), NameMeaning::File, &systems).expect("it is there");
    assert!(!named.find(&folder.open("x")).expect("it is there").is_file_system);
    assert!(named.add(OsStr::new("disk"), NameMeaning::FileSystem, &systems).is_ok());
    assert!(named.add(OsStr::new("disk"), NameMeaning::Either, &systems).is_err());
}

#[test]
fn a_directory_is_searched_with_what_is_in_it() {
    let folder = Folder::new("directory");
    let names = |whole_tree, links| {
        let mut named = NamedFiles::default();
        let crossing = TreeCrossing { file_systems: false, links };
        let problems = named.add_directory(folder.path("x").as_os_str(), whole_tree, crossing).expect("it is there");
        assert_eq!(problems, []);
        let mut names: Vec<_> = named.terms().iter().map(|term| term.name.to_vec()).collect();
        names.sort();
        names
    };
    let below = |names: &[&str]| names.iter().map(|name| folder.name(name)).collect::<Vec<_>>();
    assert_eq!(names(false, false), below(&["x", "x/file", "x/sub"]));
    assert_eq!(names(true, false), below(&["x", "x/file", "x/sub", "x/sub/again", "x/sub/deep"]));
    assert_eq!(names(true, true), below(&["x", "x/file", "x/sub", "x/sub/again", "x/sub/deep", "x/sub/up"]));
}

#[test]
fn a_socket_is_found_by_the_path_that_it_is_bound_to() {
    let folder = Folder::new("socket");
    let path = folder.path("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).expect("it is writable");
    let mut named = NamedFiles::default();
    add(&mut named, &path).expect("it is there");
    assert!(named.find_socket(b"socket").is_none());
    assert!(named.find_socket(&folder.name("socket")).is_some());
}
