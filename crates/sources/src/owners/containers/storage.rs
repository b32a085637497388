//! The list of containers that Podman's storage keeps (containers-storage(1)): one for the host, and one for each user.

use super::Description;
use super::files::{Files, text};
use model::{Pod, UserId};
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

/// The host's storage.
const STORAGE: &str = "var/lib/containers/storage";
/// That of a user, below their home.
const ROOTLESS: &str = ".local/share/containers/storage";
/// A storage keeps its list in a folder called after how it keeps images.
const FOLDERS: [&str; 4] = ["overlay-containers", "vfs-containers", "btrfs-containers", "zfs-containers"];

/// Storages that were looked at, each read once.
#[derive(Debug, Default)]
pub(super) struct Storages {
    by_user: HashMap<Option<UserId>, Names>,
}

/// What is said of each container, by its id.
type Names = HashMap<Box<[u8]>, Description>;

impl Storages {
    /// What the storage of this user, or else the host's, says of the container with this id.
    pub(super) fn describe(&mut self, files: &Files, id: &[u8], user: Option<UserId>) -> Option<Description> {
        let of_user = user.and_then(|user| self.look_up(files, id, Some(user)));
        of_user.or_else(|| self.look_up(files, id, None))
    }

    fn look_up(&mut self, files: &Files, id: &[u8], user: Option<UserId>) -> Option<Description> {
        let names = self.by_user.entry(user).or_insert_with(|| read(files, user));
        names.get(id).cloned()
    }
}

fn read(files: &Files, user: Option<UserId>) -> Names {
    let storage = match user {
        None => Some(PathBuf::from(STORAGE)),
        Some(user) => files.home(user).map(|home| home.join(ROOTLESS)),
    };
    let lists = storage.into_iter().flat_map(|storage| FOLDERS.map(|folder| storage.join(folder)));
    let lists = lists.filter_map(|folder| files.json(&folder.join("containers.json")));
    lists
        .filter_map(|list| if let Value::Array(list) = list { Some(list) } else { None })
        .flatten()
        .filter_map(named)
        .collect()
}

/// The id of an entry and what it says. Its metadata is JSON once more, in a string.
fn named(entry: Value) -> Option<(Box<[u8]>, Description)> {
    let metadata: Value =
        entry["metadata"].as_str().and_then(|metadata| serde_json::from_str(metadata).ok()).unwrap_or_default();
    let (name, image) = (text(&entry["names"][0]), text(&metadata["image-name"]));
    Some((text(&entry["id"])?, Description { name, image, pod: Pod::default() }))
}
