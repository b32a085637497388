//! What people call a container: its name and image, from the files that its runtime keeps, without asking a daemon.
//!
//! A daemon would have to be found, may be asked only by few and may be slow or dead; its files are there as long as the container. None
//! of them is a published interface, so each is read as if it were not there when it looks different. Everything is read below one root,
//! in bounded portions.
//!
//! | runtime | file | what it has |
//! | --- | --- | --- |
//! | Docker | `/var/lib/docker/containers/ID/config.v2.json` | name, image, Kubernetes labels |
//! | Podman | `/var/lib/containers/storage/overlay-containers/containers.json`, the same below a user's home | names, image |
//! | CRI-O | `/run/containers/storage/overlay-containers/ID/userdata/config.json` | annotations |
//! | containerd | `/run/containerd/io.containerd.runtime.v2.task/NAMESPACE/ID/config.json` | annotations |
//! | runc, crun | `/run/runc/ID/state.json`, `/run/crun/ID/status`, and `config.json` of the bundle | cgroup, annotations |
//! | systemd-nspawn | `/run/systemd/machines/NAME` | whether it is a container, its tree |
//!
//! Annotations are those of the OCI runtime specification.

mod annotations;
mod bundles;
mod docker;
mod files;
mod machines;
mod storage;
#[cfg(test)]
mod tests;

use super::cgroup_path::{ContainerMark, Placement};
use files::Files;
use model::{Container, Gap, Pod, Runtime};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// So many containers are remembered. A host has some hundreds; a stranger who makes cgroups must not fill our memory.
const REMEMBERED: usize = 65_536;

/// The containers of a host. Each is looked up once.
#[derive(Debug)]
pub struct Containers {
    files: Files,
    storages: storage::Storages,
    /// By the path of the cgroup.
    known: HashMap<Box<[u8]>, Option<Arc<Container>>>,
}

/// What files tell of a container.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Description {
    name: Option<Box<[u8]>>,
    image: Option<Box<[u8]>>,
    pod: Pod,
}

impl Containers {
    /// Those of the host whose root directory this is: `/`, or a recorded tree.
    pub fn new(root: &Path) -> Self {
        Self { files: Files::below(root), storages: storage::Storages::default(), known: HashMap::new() }
    }

    /// The container that processes with this placement are in.
    pub fn find(&mut self, placement: &Placement<'_>) -> Option<Arc<Container>> {
        if let Some(known) = self.known.get(placement.path) {
            return known.clone();
        }
        let found = match &placement.container {
            Some(mark) => self.marked(mark, placement),
            None => self.unmarked(placement),
        };
        let found = found.map(Arc::new);
        if self.known.len() < REMEMBERED {
            self.known.insert(placement.path.into(), found.clone());
        }
        found
    }

    /// Why some containers have no names, if that is for want of a right.
    pub fn gap(&self) -> Option<Gap> {
        self.files.were_refused().then(|| {
            Gap::new("reading the names of containers", "not permitted").with_remedy("run as root to see them")
        })
    }

    fn marked(&mut self, mark: &ContainerMark<'_>, placement: &Placement<'_>) -> Option<Container> {
        let id = &*mark.id;
        let (runtime, description) = match mark.runtime {
            Runtime::Docker => (Runtime::Docker, docker::describe(&self.files, id, placement.user)),
            Runtime::Podman => (Runtime::Podman, self.storages.describe(&self.files, id, placement.user)),
            Runtime::Containerd => (Runtime::Containerd, bundles::containerd(&self.files, id)),
            Runtime::CriO => (Runtime::CriO, bundles::cri_o(&self.files, id)),
            Runtime::Nspawn => match machines::read(&self.files, id) {
                Some(machine) if !machine.is_container => return None,
                machine => (Runtime::Nspawn, machine.map(|machine| machine.description)),
            },
            Runtime::Runc | Runtime::Crun => {
                (mark.runtime, bundles::bare(&self.files, mark.runtime, id, placement).flatten())
            }
            Runtime::Unknown => self.by_id(id, placement),
            Runtime::Lxc => (Runtime::Lxc, None),
        };
        Some(container(runtime, id, mark.pod_uid.clone(), description.unwrap_or_default()))
    }

    /// Asks every runtime that names cgroups by the id alone.
    fn by_id(&mut self, id: &[u8], placement: &Placement<'_>) -> (Runtime, Option<Description>) {
        let files = &self.files;
        let described = docker::describe(files, id, placement.user)
            .map(|description| (Runtime::Docker, description))
            .or_else(|| bundles::containerd(files, id).map(|description| (Runtime::Containerd, description)))
            .or_else(|| bundles::cri_o(files, id).map(|description| (Runtime::CriO, description)))
            .or_else(|| {
                self.storages.describe(files, id, placement.user).map(|description| (Runtime::Podman, description))
            });
        described.map_or((Runtime::Unknown, None), |(runtime, description)| (runtime, Some(description)))
    }

    /// The container of a runtime that named its cgroup after it and nothing else, if that runtime says so.
    fn unmarked(&mut self, placement: &Placement<'_>) -> Option<Container> {
        let unmarked = placement.unmarked?;
        let bare = [Runtime::Runc, Runtime::Crun].into_iter().find_map(|runtime| {
            Some((runtime, bundles::bare(&self.files, runtime, unmarked.name, placement)?.unwrap_or_default()))
        });
        let (runtime, description) = bare.or_else(|| {
            let description = bundles::containerd_in(&self.files, unmarked.parent, unmarked.name)?;
            Some((Runtime::Containerd, description))
        })?;
        Some(container(runtime, unmarked.name, None, description))
    }
}

/// A container with what both its cgroup's path and files say of it; the path comes from the kernel.
fn container(runtime: Runtime, id: &[u8], pod_uid: Option<Box<[u8]>>, description: Description) -> Container {
    let pod = Pod { uid: pod_uid.or(description.pod.uid), ..description.pod };
    Container {
        runtime,
        id: id.into(),
        name: description.name,
        image: description.image,
        pod: (pod != Pod::default()).then_some(pod),
    }
}
