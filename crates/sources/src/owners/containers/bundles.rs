//! Bundles of the OCI runtime specification, whose `config.json` has the annotations, and the records by which runc and crun find theirs.

use super::files::{Files, entry};
use super::{Description, annotations};
use crate::owners::cgroup_path::Placement;
use model::Runtime;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The file in every bundle.
const CONFIGURATION: &str = "config.json";
/// Where containerd keeps the bundles of what runs: on its own, in k3s and RKE2, in MicroK8s.
const TASKS: [&str; 3] = [
    "run/containerd/io.containerd.runtime.v2.task",
    "run/k3s/containerd/io.containerd.runtime.v2.task",
    "var/snap/microk8s/common/run/containerd/io.containerd.runtime.v2.task",
];
/// Where CRI-O keeps them.
const CRI_O: [&str; 2] = ["run/containers/storage/overlay-containers", "var/lib/containers/storage/overlay-containers"];

/// What containerd says of the container with this id, in whichever of its namespaces it is.
pub(super) fn containerd(files: &Files, id: &[u8]) -> Option<Description> {
    let id = entry(id)?;
    TASKS.iter().map(Path::new).find_map(|tasks| {
        let namespaces = files.names(tasks);
        namespaces
            .iter()
            .find_map(|namespace| files.json(&tasks.join(namespace).join(id).join(CONFIGURATION)))
            .map(described)
    })
}

/// The same of one of its namespaces, where containers may have any name. None of it need exist.
pub(super) fn containerd_in(files: &Files, namespace: &[u8], id: &[u8]) -> Option<Description> {
    let (namespace, id) = (entry(namespace)?, entry(id)?);
    let mut bundles = TASKS.iter().map(|tasks| Path::new(tasks).join(namespace).join(id));
    bundles.find_map(|bundle| files.json_if_any(&bundle.join(CONFIGURATION))).map(described)
}

/// What CRI-O says of the container with this id.
pub(super) fn cri_o(files: &Files, id: &[u8]) -> Option<Description> {
    let id = entry(id)?;
    let bundles = CRI_O.iter().map(|containers| Path::new(containers).join(id).join("userdata"));
    // Podman, which shares the folder, is told apart by not saying so.
    bundles.filter_map(|bundle| files.json(&bundle.join(CONFIGURATION))).find_map(|config| {
        let annotations = &config["annotations"];
        (annotations["io.container.manager"] == "cri-o").then(|| annotations::describe(annotations))
    })
}

/// What runc or crun says of a container of this name: `None` where it has none whose cgroup this is, else what its bundle says.
pub(super) fn bare(
    files: &Files,
    runtime: Runtime,
    name: &[u8],
    placement: &Placement<'_>,
) -> Option<Option<Description>> {
    let name = entry(name)?;
    let (folder, file) = if runtime == Runtime::Crun { ("crun", "status") } else { ("runc", "state.json") };
    let rootless = placement.user.map(|user| PathBuf::from(format!("run/user/{user}")));
    let mut folders = rootless.into_iter().chain([PathBuf::from("run")]);
    let record = folders.find_map(|parent| files.json_if_any(&parent.join(folder).join(name).join(file)))?;
    let is_its_cgroup = match runtime {
        Runtime::Crun => is_cgroup(&record["cgroup-path"], placement),
        _ => record["cgroup_paths"]
            .as_object()
            .is_some_and(|paths| paths.values().any(|path| is_cgroup(path, placement))),
    };
    is_its_cgroup
        .then(|| bundle(&record).and_then(|bundle| files.json_if_any(&bundle.join(CONFIGURATION))).map(described))
}

/// Whether a recorded path, on its file system or from its hierarchy's root on, is that of the placement.
fn is_cgroup(recorded: &Value, placement: &Placement<'_>) -> bool {
    recorded.as_str().is_some_and(|path| path.as_bytes().ends_with(placement.path))
}

/// Where the bundle lies: crun has a field for it, runc a label.
fn bundle(record: &Value) -> Option<&Path> {
    let of_label = || {
        let labels = record["config"]["labels"].as_array()?;
        labels.iter().find_map(|label| label.as_str()?.strip_prefix("bundle="))
    };
    record["bundle"].as_str().or_else(of_label).map(Path::new)
}

/// What the configuration in a bundle says.
fn described(config: Value) -> Description {
    annotations::describe(&config["annotations"])
}
