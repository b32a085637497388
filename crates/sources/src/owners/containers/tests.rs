//! Containers in trees shaped like the state of each runtime.

use super::*;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

const ID: &str = "593873d47ee74f90f6e588c976986c44339ca7f072c67d2b6ef75d32759309af";
const UID: &str = "7f0c9c53-0b52-4f0a-9c58-2f1c8d0b7a6e";

/// A tree of files that goes away with it.
struct Tree(PathBuf);

impl Tree {
    fn new(test: &str) -> Self {
        let root = std::env::temp_dir().join(format!("sockeye-containers-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).unwrap();
        Self(root)
    }

    /// Writes a file, with the id for `{}` in its path.
    fn with(self, path: &str, content: &str) -> Self {
        let path = self.0.join(path.replace("{}", ID));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// The container of a process in this cgroup.
    fn find(&self, cgroup: &str) -> Option<Container> {
        let cgroup = cgroup.replace("{}", ID);
        let found = Containers::new(&self.0).find(&Placement::of_path(cgroup.as_bytes()));
        found.map(Arc::unwrap_or_clone)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &Option<Box<[u8]>>) -> Option<&str> {
    bytes.as_deref().map(|bytes| std::str::from_utf8(bytes).unwrap())
}

#[track_caller]
fn assert_is(found: Option<Container>, runtime: Runtime, name: Option<&str>, image: Option<&str>) {
    let found = found.expect("a container");
    assert_eq!((found.runtime, text(&found.name), text(&found.image)), (runtime, name, image));
}

#[track_caller]
fn assert_pod(found: Option<Container>, uid: &str, namespace: &str, name: &str) {
    let pod = found.expect("a container").pod.expect("it is in a pod");
    assert_eq!((text(&pod.uid), text(&pod.namespace), text(&pod.name)), (Some(uid), Some(namespace), Some(name)));
}

#[test]
fn docker_knows_names_and_images() {
    let record = r#"{"ID":"x","Name":"/web","Config":{"Image":"nginx:latest","Labels":{}}}"#;
    let tree = Tree::new("docker").with("var/lib/docker/containers/{}/config.v2.json", record);
    for cgroup in ["/docker/{}", "/system.slice/docker-{}.scope", "/parent/{}"] {
        assert_is(tree.find(cgroup), Runtime::Docker, Some("web"), Some("nginx:latest"));
    }
    let elsewhere = Tree::new("docker-elsewhere")
        .with("etc/docker/daemon.json", r#"{"data-root":"/srv/docker"}"#)
        .with("srv/docker/containers/{}/config.v2.json", record);
    assert_is(elsewhere.find("/docker/{}"), Runtime::Docker, Some("web"), Some("nginx:latest"));
}

#[test]
fn docker_of_a_user_and_under_kubernetes() {
    let record = r#"{"Name":"/k8s_app_web-0_shop_x_0","Config":{"Image":"sha256:1","Labels":{
        "io.kubernetes.container.name":"app","io.kubernetes.pod.name":"web-0","io.kubernetes.pod.namespace":"shop"}}}"#;
    let tree = Tree::new("docker-user")
        .with("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n")
        .with("home/ann/.local/share/docker/containers/{}/config.v2.json", record);
    let cgroup = "/user.slice/user-1000.slice/user@1000.service/user.slice/docker-{}.scope";
    assert_is(tree.find(cgroup), Runtime::Docker, Some("app"), Some("sha256:1"));
    assert_is(tree.find("/user.slice/user-7.slice/docker-{}.scope"), Runtime::Docker, None, None);
    let pod = format!("/kubepods/pod{UID}/docker-{ID}");
    let tree = Tree::new("docker-pod").with("var/lib/docker/containers/{}/config.v2.json", record);
    assert_pod(tree.find(&pod), UID, "shop", "web-0");
}

#[test]
fn podman_keeps_one_list_for_the_host_and_one_for_each_user() {
    let list = |name: &str| {
        format!(
            r#"[{{"id":"other","names":["no"]}},{{"id":"{ID}","names":["{name}","second"],
            "metadata":"{{\"image-name\":\"localhost/busy:latest\",\"name\":\"{name}\"}}"}}]"#
        )
    };
    let tree = Tree::new("podman")
        .with("etc/passwd", "ann:x:1000:1000::/home/ann:/bin/sh\n")
        .with("var/lib/containers/storage/overlay-containers/containers.json", &list("web"))
        .with("home/ann/.local/share/containers/storage/vfs-containers/containers.json", &list("anns"));
    let image = Some("localhost/busy:latest");
    assert_is(tree.find("/machine.slice/libpod-{}.scope/container"), Runtime::Podman, Some("web"), image);
    assert_is(tree.find("/libpod_parent/libpod-{}"), Runtime::Podman, Some("web"), image);
    assert_is(tree.find("/parent/{}"), Runtime::Podman, Some("web"), image);
    let rootless = "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{}.scope/container";
    assert_is(tree.find(rootless), Runtime::Podman, Some("anns"), image);
}

#[test]
fn containerd_keeps_annotations_in_its_bundles() {
    let config = format!(
        r#"{{"annotations":{{"io.kubernetes.cri.container-name":"coredns",
        "io.kubernetes.cri.image-name":"registry.k8s.io/coredns:v1","io.kubernetes.cri.sandbox-name":"coredns-6d4",
        "io.kubernetes.cri.sandbox-namespace":"kube-system","io.kubernetes.cri.sandbox-uid":"{UID}"}}}}"#
    );
    let image = Some("registry.k8s.io/coredns:v1");
    for tasks in ["run/containerd", "run/k3s/containerd"] {
        let path = format!("{tasks}/io.containerd.runtime.v2.task/k8s.io/{{}}/config.json");
        let tree = Tree::new("containerd").with(&path, &config);
        assert_is(tree.find("/kubepods/besteffort/podx/{}"), Runtime::Containerd, Some("coredns"), image);
        let cgroup = "/kubepods.slice/kubepods-burstable.slice/cri-containerd-{}.scope";
        assert_is(tree.find(cgroup), Runtime::Containerd, Some("coredns"), image);
        assert_pod(tree.find(cgroup), UID, "kube-system", "coredns-6d4");
    }
}

#[test]
fn containerd_without_kubernetes_names_its_cgroups_after_its_namespaces() {
    let tree = Tree::new("ctr")
        .with("run/containerd/io.containerd.runtime.v2.task/default/redis/config.json", r#"{"ociVersion":"1"}"#)
        .with(
            "run/containerd/io.containerd.runtime.v2.task/default/{}/config.json",
            r#"{"annotations":{"nerdctl/name":"web"}}"#,
        );
    assert_is(tree.find("/default/redis"), Runtime::Containerd, None, None);
    assert_eq!(tree.find("/default/redis").unwrap().id, (*b"redis").into());
    assert_is(tree.find("/default/{}"), Runtime::Containerd, Some("web"), None);
    assert_eq!(tree.find("/default/other"), None);
    assert_eq!(tree.find("/other/redis"), None);
}

#[test]
fn cri_o_keeps_annotations_beside_podmans() {
    let config = format!(
        r#"{{"annotations":{{"io.container.manager":"cri-o","io.kubernetes.container.name":"app",
        "io.kubernetes.cri-o.ImageName":"quay.io/app:1","io.kubernetes.pod.name":"web-0",
        "io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"{UID}"}}}}"#
    );
    let path = "run/containers/storage/overlay-containers/{}/userdata/config.json";
    let tree = Tree::new("cri-o").with(path, &config);
    for cgroup in ["/kubepods.slice/crio-{}.scope", "/kubepods/podx/{}"] {
        assert_is(tree.find(cgroup), Runtime::CriO, Some("app"), Some("quay.io/app:1"));
        assert_pod(tree.find(cgroup), UID, "shop", "web-0");
    }
    let podmans = Tree::new("cri-o-podman").with(path, r#"{"annotations":{"io.container.manager":"libpod"}}"#);
    assert_is(podmans.find("/parent/{}"), Runtime::Unknown, None, None);
}

#[test]
fn runc_and_crun_are_asked_about_cgroups_that_say_nothing() {
    let annotations = r#"{"annotations":{"org.opencontainers.image.ref.name":"busy:1"}}"#;
    let tree = Tree::new("bare")
        .with(
            "run/runc/web/state.json",
            r#"{"cgroup_paths":{"":"/sys/fs/cgroup/web"},"config":{"labels":["bundle=/b"]}}"#,
        )
        .with("run/crun/db/status", r#"{"cgroup-path":"/db","bundle":"/b"}"#)
        .with("run/user/1000/crun/anns/status", r#"{"cgroup-path":"/user.slice/user-1000.slice/x/anns"}"#)
        .with("b/config.json", annotations);
    assert_is(tree.find("/web"), Runtime::Runc, None, Some("busy:1"));
    assert_is(tree.find("/db"), Runtime::Crun, None, Some("busy:1"));
    assert_is(tree.find("/user.slice/user-1000.slice/x/anns"), Runtime::Crun, None, None);
    assert_eq!(tree.find("/sub/web"), None, "another cgroup's name");
    assert_eq!(tree.find("/other"), None);
    assert_eq!(tree.find("/"), None);
    // With the systemd driver the name itself says what it is.
    assert_is(tree.find("/system.slice/runc-x.scope"), Runtime::Runc, None, None);
}

#[test]
fn machines_are_containers_unless_their_record_says_otherwise() {
    let tree = Tree::new("machines")
        .with("run/systemd/machines/web", "NAME=web\nCLASS=container\nSERVICE=systemd-nspawn\nROOT=/srv/web\n")
        .with("run/systemd/machines/guest", "NAME=guest\nCLASS=vm\n");
    assert_is(tree.find("/machine.slice/systemd-nspawn@web.service/payload"), Runtime::Nspawn, None, Some("/srv/web"));
    assert_is(tree.find("/machine.slice/machine-new.scope"), Runtime::Nspawn, None, None);
    assert_eq!(tree.find("/machine.slice/machine-guest.scope"), None);
    assert_is(tree.find("/lxc.payload.web"), Runtime::Lxc, None, None);
}

#[test]
fn what_strangers_put_in_the_place_of_files_is_passed_over() {
    let path = "var/lib/docker/containers/{}/config.v2.json";
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"Name":"/web","x":"{}"}}"#, "x".repeat(3 << 20));
    for (test, content) in
        [("deep", deep.as_str()), ("long", &long), ("none", ""), ("cut", r#"{"Name":"/w"#), ("bytes", "\u{0}")]
    {
        let tree = Tree::new(test).with(path, content);
        assert_is(tree.find("/docker/{}"), Runtime::Docker, None, None);
    }
    let odd = Tree::new("odd").with(path, r#"{"Name":7,"Config":[{"Image":{}}]}"#);
    assert_is(odd.find("/docker/{}"), Runtime::Docker, None, None);
    // A pipe would keep its reader waiting, a device might never end.
    let tree = Tree::new("devices").with(path, "");
    let file = tree.0.join(path.replace("{}", ID));
    std::fs::remove_file(&file).unwrap();
    symlink("/dev/zero", &file).unwrap();
    assert_is(tree.find("/docker/{}"), Runtime::Docker, None, None);
    std::fs::remove_file(&file).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &file, rustix::fs::Mode::RUSR).unwrap();
    assert_is(tree.find("/docker/{}"), Runtime::Docker, None, None);
}

#[test]
fn names_that_lead_elsewhere_are_no_names() {
    let tree = Tree::new("paths").with("run/systemd/machines/web", "CLASS=vm\n");
    let found = tree.find("/machine.slice/machine-..\\x2fmachines\\x2fweb.scope");
    assert_is(found, Runtime::Nspawn, None, None);
}

#[test]
fn a_container_is_looked_up_once() {
    let path = "var/lib/docker/containers/{}/config.v2.json";
    let tree = Tree::new("once").with(path, r#"{"Name":"/web"}"#);
    let mut containers = Containers::new(&tree.0);
    let cgroup = format!("/docker/{ID}");
    let first = containers.find(&Placement::of_path(cgroup.as_bytes())).unwrap();
    std::fs::remove_file(tree.0.join(path.replace("{}", ID))).unwrap();
    assert!(Arc::ptr_eq(&first, &containers.find(&Placement::of_path(cgroup.as_bytes())).unwrap()));
    assert_eq!(containers.gap(), None);
}
