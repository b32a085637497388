use super::*;
use crate::applets::lsof::args::{Crossing, Directory};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

/// A directory of its own, which goes with the test.
struct Scene(PathBuf);

impl Scene {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sockeye-file-names-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("sub")).unwrap();
        let scene = Self(fs::canonicalize(path).unwrap());
        fs::write(scene.path("file"), "").unwrap();
        fs::write(scene.path("sub/inner"), "").unwrap();
        fs::hard_link(scene.path("file"), scene.path("hard")).unwrap();
        symlink(scene.path("sub/inner"), scene.path("link")).unwrap();
        symlink(scene.path("nowhere"), scene.path("dangling")).unwrap();
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn criteria(&self, names: &[&str]) -> Criteria {
        let names = names.iter().map(|name| self.path(name).into_os_string()).collect();
        Criteria { names, ..Criteria::default() }
    }

    fn searched(&self, whole_tree: bool, links: bool) -> FileNames {
        let directories = vec![Directory { path: self.0.clone().into_os_string(), whole_tree }];
        let crossing = Crossing { links, file_systems: false };
        FileNames::look_up(&Criteria { directories, crossing, ..Criteria::default() }, &[]).unwrap().0
    }

    fn finds(&self, names: &mut FileNames, name: &str) -> bool {
        let metadata = fs::symlink_metadata(self.path(name)).unwrap();
        names.find(Some(device_of(&metadata)), Some(Inode(metadata.ino())), None)
    }

    /// The last parts of the names that were not found.
    fn missing(names: &FileNames) -> Vec<String> {
        let name = |missing| match missing {
            Missing::File(name) | Missing::FileSystem(name) => {
                Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned()
            }
            other => panic!("{other:?}"),
        };
        names.missing().map(name).collect()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn files_are_found_by_inode_and_the_later_name_finds_them() {
    let scene = Scene::new("inode");
    let (mut names, errors) = FileNames::look_up(&scene.criteria(&["file", "hard", "link", "sub"]), &[]).unwrap();
    assert!(errors.is_empty());
    assert!(scene.finds(&mut names, "file"));
    assert!(scene.finds(&mut names, "sub/inner"));
    assert!(!names.find(None, Some(Inode(1)), None));
    assert_eq!(Scene::missing(&names), ["sub", "file"]);
}

#[test]
fn names_that_are_not_there_are_told_and_the_others_searched_for() {
    let scene = Scene::new("missing");
    let criteria = scene.criteria(&["nowhere", "dangling", "file"]);
    let (mut names, errors) = FileNames::look_up(&criteria, &[]).unwrap();
    assert_eq!(errors.len(), 2);
    assert!(!FileNames::are_all_missing(&criteria, &errors));
    assert!(scene.finds(&mut names, "file"));
    let criteria = scene.criteria(&["nowhere"]);
    let (_, errors) = FileNames::look_up(&criteria, &[]).unwrap();
    assert!(FileNames::are_all_missing(&criteria, &errors));
}

#[test]
fn a_directory_on_which_something_is_mounted_is_a_file_system() {
    let scene = Scene::new("mounted");
    let device = DeviceNumber { major: 0, minor: 77 };
    let mounted = [FileSystem { point: scene.path("sub"), source: "tmpfs".into(), kind: b"tmpfs".to_vec(), device }];
    let mut criteria = scene.criteria(&["sub"]);
    let (mut names, _) = FileNames::look_up(&criteria, &mounted).unwrap();
    assert!(!scene.finds(&mut names, "sub"));
    assert!(names.missing().eq([Missing::FileSystem(&criteria.names[0])]));
    assert!(names.find(Some(device), Some(Inode(5)), None));
    assert_eq!(names.missing().count(), 0);
    criteria.names_are = NamesAre::Files;
    let (mut names, _) = FileNames::look_up(&criteria, &mounted).unwrap();
    assert!(scene.finds(&mut names, "sub"));
    let criteria = Criteria { names_are: NamesAre::FileSystems, ..scene.criteria(&["sub", "file"]) };
    let (_, errors) = FileNames::look_up(&criteria, &mounted).unwrap();
    assert!(matches!(errors[..], [NameError::NoFileSystem(_)]));
}

#[test]
fn sockets_are_found_by_the_path_as_it_was_given() {
    let scene = Scene::new("socket");
    let _listener = UnixListener::bind(scene.path("sock")).unwrap();
    let (mut names, _) = FileNames::look_up(&scene.criteria(&["sock"]), &[]).unwrap();
    assert!(!names.find(None, Some(Inode(1)), Some(b"sock")));
    assert!(names.find(None, Some(Inode(1)), Some(scene.path("sock").as_os_str().as_bytes())));
}

#[test]
fn directories_are_searched_as_deep_as_asked_and_links_followed_only_if_asked() {
    let scene = Scene::new("tree");
    let mut names = scene.searched(false, false);
    assert!(scene.finds(&mut names, "") && scene.finds(&mut names, "sub") && scene.finds(&mut names, "file"));
    assert!(!scene.finds(&mut names, "sub/inner"));
    assert_eq!(Scene::missing(&names).len(), 1, "one of the two names of the file");
    assert!(scene.finds(&mut scene.searched(false, true), "sub/inner"));
    assert!(scene.finds(&mut scene.searched(true, false), "sub/inner"));
}

#[test]
fn what_is_no_directory_ends_the_search() {
    let scene = Scene::new("none");
    let searched = |name: &str| {
        let directories = vec![Directory { path: scene.path(name).into_os_string(), whole_tree: false }];
        FileNames::look_up(&Criteria { directories, ..Criteria::default() }, &[]).map(|_| ())
    };
    assert!(matches!(searched("nowhere"), Err(DirectoryError::Lookup(..))));
    assert!(matches!(searched("file"), Err(DirectoryError::NoDirectory(_))));
}
