//! What runtimes write on containers for each other: annotations of containers and labels of Docker's, which mean the same.

use super::Description;
use super::files::text;
use model::Pod;
use serde_json::Value;

/// Keys of containerd for Kubernetes, of Kubernetes itself (CRI-O, Docker), and of nerdctl.
const NAME: [&str; 3] = ["io.kubernetes.cri.container-name", "io.kubernetes.container.name", "nerdctl/name"];
/// The same, and that of the OCI image specification.
const IMAGE: [&str; 3] =
    ["io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName", "org.opencontainers.image.ref.name"];
const POD_NAME: [&str; 2] = ["io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name"];
const POD_NAMESPACE: [&str; 2] = ["io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace"];
const POD_UID: [&str; 2] = ["io.kubernetes.cri.sandbox-uid", "io.kubernetes.pod.uid"];

/// What these annotations say.
pub(super) fn describe(annotations: &Value) -> Description {
    let first = |keys: &[&str]| keys.iter().find_map(|key| text(&annotations[*key]));
    Description {
        name: first(&NAME),
        image: first(&IMAGE),
        pod: Pod { uid: first(&POD_UID), namespace: first(&POD_NAMESPACE), name: first(&POD_NAME) },
    }
}
