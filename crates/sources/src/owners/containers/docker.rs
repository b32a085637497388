//! Docker's own record of a container.

use super::files::{Files, entry, text};
use super::{Description, annotations};
use model::UserId;
use std::path::{Path, PathBuf};

/// Where Docker keeps its data unless its configuration says otherwise: its own package's place, and the snap's.
const DATA: [&str; 2] = ["var/lib/docker", "var/snap/docker/common/var-lib-docker"];
/// Where the configuration says so.
const CONFIGURATION: &str = "etc/docker/daemon.json";
/// The place below the home of a user who runs a Docker of theirs.
const ROOTLESS: &str = ".local/share/docker";

/// What Docker says of the container with this id, which belongs to a Docker of this user's if there is one.
pub(super) fn describe(files: &Files, id: &[u8], user: Option<UserId>) -> Option<Description> {
    let id = entry(id)?;
    let configured = files.json_if_any(Path::new(CONFIGURATION));
    let configured = configured.and_then(|all| all["data-root"].as_str().map(PathBuf::from));
    let rootless = user.and_then(|user| Some(files.home(user)?.join(ROOTLESS)));
    let folders = rootless.into_iter().chain(configured).chain(DATA.map(PathBuf::from));
    let record = folders
        .map(|folder| folder.join("containers").join(id).join("config.v2.json"))
        .find_map(|path| files.json(&path))?;
    let config = &record["Config"];
    let labelled = annotations::describe(&config["Labels"]);
    // Docker's names begin with a slash.
    let name = record["Name"].as_str().map(|name| name.strip_prefix('/').unwrap_or(name));
    let name = name.filter(|name| !name.is_empty()).map(|name| name.as_bytes().into());
    Some(Description { name: labelled.name.or(name), image: text(&config["Image"]), pod: labelled.pod })
}
