//! Links in a folder of their own: what is made, what is taken away, and what is never touched.

use super::path::warnings;
use super::settle::{Outcome, Program, Task, settle};
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

const MAKE: Task = Task { removes: false, is_dry: false };
const REMOVE: Task = Task { removes: true, is_dry: false };

/// A folder with a program and another folder `bin`, removed in the end.
struct Scene(PathBuf);

impl Scene {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("sockeye-link-{name}-{}", std::process::id()));
        let scene = Self(root);
        fs::create_dir_all(scene.0.join("bin")).unwrap();
        scene.executable("program");
        scene
    }

    fn executable(&self, name: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, name).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn program(&self) -> Program {
        Program::at(self.0.join("program")).unwrap()
    }

    fn bin(&self, name: &str) -> PathBuf {
        self.0.join("bin").join(name)
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_link_is_made_once_and_taken_away_once() {
    let scene = Scene::new("once");
    let (program, path) = (scene.program(), scene.bin("ss"));
    let dry = |task: Task| Task { is_dry: true, ..task };
    assert_eq!(settle(&program, &path, dry(MAKE)), Ok(Outcome::Made));
    assert!(!path.exists());
    assert_eq!(settle(&program, &path, MAKE), Ok(Outcome::Made));
    assert_eq!(fs::read_link(&path).unwrap(), program.path());
    assert_eq!(settle(&program, &path, MAKE), Ok(Outcome::There));
    assert_eq!(settle(&program, &path, dry(REMOVE)), Ok(Outcome::Removed));
    assert!(path.exists());
    assert_eq!(settle(&program, &path, REMOVE), Ok(Outcome::Removed));
    assert_eq!(settle(&program, &path, REMOVE), Ok(Outcome::Absent));
}

#[test]
fn a_link_is_known_by_where_it_leads() {
    let scene = Scene::new("leads");
    let program = scene.program();
    // By way of another link, and by a relative path.
    symlink("../program", scene.bin("relative")).unwrap();
    symlink("relative", scene.bin("ss")).unwrap();
    assert_eq!(settle(&program, &scene.bin("ss"), MAKE), Ok(Outcome::There));
    assert_eq!(settle(&program, &scene.bin("ss"), REMOVE), Ok(Outcome::Removed));
    // One that leads nowhere, but names the program.
    symlink(program.path(), scene.bin("lsof")).unwrap();
    fs::remove_file(program.path()).unwrap();
    assert_eq!(settle(&program, &scene.bin("lsof"), REMOVE), Ok(Outcome::Removed));
}

#[test]
fn what_is_not_ours_is_never_touched() {
    let scene = Scene::new("foreign");
    let program = scene.program();
    scene.executable("bin/ss");
    scene.executable("other");
    symlink(scene.0.join("other"), scene.bin("lsof")).unwrap();
    symlink(scene.0.join("nowhere"), scene.bin("netstat")).unwrap();
    fs::hard_link(program.path(), scene.bin("nc")).unwrap();
    fs::create_dir(scene.bin("tcpdump")).unwrap();
    for name in ["ss", "lsof", "netstat", "nc", "tcpdump"] {
        let before = fs::symlink_metadata(scene.bin(name)).unwrap().file_type();
        assert!(settle(&program, &scene.bin(name), MAKE).is_err(), "{name}");
        assert_eq!(settle(&program, &scene.bin(name), REMOVE), Ok(Outcome::Foreign), "{name}");
        assert_eq!(fs::symlink_metadata(scene.bin(name)).unwrap().file_type(), before);
    }
    assert_eq!(fs::read_link(scene.bin("netstat")).unwrap(), scene.0.join("nowhere"));
}

#[test]
fn a_shell_that_finds_the_original_first_is_a_warning() {
    let scene = Scene::new("path");
    let program = scene.program();
    scene.executable("original/ss");
    let (bin, original) = (scene.0.join("bin"), scene.0.join("original"));
    let search = |folders: &[&PathBuf]| -> OsString { std::env::join_paths(folders).unwrap() };
    let said = |folders: &[&PathBuf]| warnings(&bin, &search(folders), &program);
    assert_eq!(said(&[&bin, &original]), [""; 0]);
    assert!(matches!(said(&[&original]).as_slice(), [line] if line.contains("is not in PATH")));
    assert!(matches!(said(&[&original, &bin]).as_slice(), [line] if line.contains("original/ss comes before")));
}
