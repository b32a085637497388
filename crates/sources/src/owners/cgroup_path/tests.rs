//! Paths as hosts have them, and paths that nobody should have.

use super::*;
use model::Runtime::*;

const ID: &str = "593873d47ee74f90f6e588c976986c44339ca7f072c67d2b6ef75d32759309af";
const OUTER: &str = "0a5b6f5c9ae0f2a1a1a7f5f0d8cbb4cbe7f1d1a9c3a1b2c3d4e5f60718293a4b";
const UID: &str = "7f0c9c53-0b52-4f0a-9c58-2f1c8d0b7a6e";
const MANIFEST: &str = "c0ffee00c0ffee00c0ffee00c0ffee00";

/// What a path must say: runtime, id, pod uid, unit.
type Said<'s> = (Runtime, &'s str, Option<&'s str>, Option<&'s str>);

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The path with `{}` for the id, `{outer}` for another, `{uid}` for a pod's and `{u_i_d}` for the same as systemd has it.
fn path(template: &str) -> String {
    let path = template.replace("{}", ID).replace("{outer}", OUTER).replace("{manifest}", MANIFEST);
    path.replace("{uid}", UID).replace("{u_i_d}", &UID.replace('-', "_"))
}

#[track_caller]
fn assert_container(template: &str, (runtime, id, pod, unit): Said<'_>) {
    let (path, unit) = (path(template), unit.map(path));
    let placement = Placement::of_path(path.as_bytes());
    let mark = placement.container.as_ref().unwrap_or_else(|| panic!("no container in {path}"));
    assert_eq!((mark.runtime, text(&mark.id)), (runtime, id), "{path}");
    assert_eq!(mark.pod_uid.as_deref().map(text), pod, "{path}");
    assert_eq!(placement.unit.map(text), unit.as_deref(), "{path}");
    assert_eq!(placement.unmarked, None, "{path}");
}

#[test]
fn runtimes_with_the_systemd_driver() {
    let pod = Some(UID);
    assert_container("/system.slice/docker-{}.scope", (Docker, ID, None, Some("docker-{}.scope")));
    assert_container("/system.slice/docker-{}.scope/init.scope", (Docker, ID, None, Some("init.scope")));
    assert_container("/machine.slice/libpod-{}.scope", (Podman, ID, None, Some("libpod-{}.scope")));
    assert_container("/machine.slice/libpod-{}.scope/container", (Podman, ID, None, Some("libpod-{}.scope")));
    assert_container("/system.slice/web.service/libpod-payload-{}", (Podman, ID, None, Some("web.service")));
    assert_container("/system.slice/nerdctl-{}.scope", (Containerd, ID, None, Some("nerdctl-{}.scope")));
    let best_effort = "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod{u_i_d}.slice";
    let under = |scope: &str| format!("{best_effort}/{scope}");
    assert_container(&under("cri-containerd-{}.scope"), (Containerd, ID, pod, Some("cri-containerd-{}.scope")));
    assert_container(&under("crio-{}.scope"), (CriO, ID, pod, Some("crio-{}.scope")));
    assert_container(&under("crio-{}.scope/container"), (CriO, ID, pod, Some("crio-{}.scope")));
    assert_container(&under("docker-{}.scope"), (Docker, ID, pod, Some("docker-{}.scope")));
    let guaranteed = "/kubepods.slice/kubepods-pod{u_i_d}.slice/crio-{}.scope";
    assert_container(guaranteed, (CriO, ID, pod, Some("crio-{}.scope")));
    let manifest = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{manifest}.slice/crio-{}.scope";
    assert_container(manifest, (CriO, ID, Some(MANIFEST), Some("crio-{}.scope")));
    assert_container("/system.slice/runc-web.scope", (Runc, "web", None, Some("runc-web.scope")));
    assert_container("/user.slice/crun-a.b_c.scope", (Crun, "a.b_c", None, Some("crun-a.b_c.scope")));
}

#[test]
fn runtimes_with_the_cgroupfs_driver() {
    let pod = Some(UID);
    assert_container("/docker/{}", (Docker, ID, None, None));
    assert_container("/libpod_parent/libpod-{}", (Podman, ID, None, None));
    assert_container("/default/{}", (Unknown, ID, None, None));
    assert_container("/kubepods/burstable/pod{uid}/{}", (Unknown, ID, pod, None));
    assert_container("/kubepods/pod{uid}/{}", (Unknown, ID, pod, None));
    assert_container("/kubepods/besteffort/pod{manifest}/crio-{}", (CriO, ID, Some(MANIFEST), None));
    // k3s, in its own service.
    let k3s = "/system.slice/k3s.service/kubepods/besteffort/pod{uid}/{}";
    assert_container(k3s, (Unknown, ID, pod, Some("k3s.service")));
    // A runtime without the systemd driver that is given its names.
    let colons = "/system.slice/containerd.service/kubepods-burstable-pod{u_i_d}.slice:cri-containerd:{}";
    assert_container(colons, (Containerd, ID, pod, Some("containerd.service")));
    assert_container("/system.slice:docker:{}", (Docker, ID, None, None));
    assert_container("/ecs/0123456789abcdef/{}", (Unknown, ID, None, None));
}

#[test]
fn containers_in_containers() {
    let kind = "/system.slice/docker-{outer}.scope/kubelet.slice/kubelet-kubepods.slice/\
                kubelet-kubepods-pod{u_i_d}.slice/cri-containerd-{}.scope";
    assert_container(kind, (Containerd, ID, Some(UID), Some("cri-containerd-{}.scope")));
    assert_container("/docker/{outer}/kubelet/kubepods/besteffort/pod{uid}/{}", (Unknown, ID, Some(UID), None));
    assert_container("/docker/{outer}/docker/{}", (Docker, ID, None, None));
    assert_container("/kubepods/pod{uid}/{outer}/docker/{}", (Docker, ID, Some(UID), None));
    let in_lxc = "/lxc.payload.c1/system.slice/docker-{}.scope";
    assert_container(in_lxc, (Docker, ID, None, Some("docker-{}.scope")));
    // Seen from inside another cgroup namespace.
    assert_container("/../../cri-containerd-{}.scope", (Containerd, ID, None, Some("cri-containerd-{}.scope")));
}

#[test]
fn lxc_and_machines() {
    assert_container("/lxc.payload.web-1", (Lxc, "web-1", None, None));
    assert_container("/lxc.payload/web", (Lxc, "web", None, None));
    assert_container("/lxc/web", (Lxc, "web", None, None));
    let inside = "/lxc.payload.web/system.slice/nginx.service";
    assert_container(inside, (Lxc, "web", None, Some("nginx.service")));
    let nspawn = "/machine.slice/systemd-nspawn@web.service/payload/system.slice/nginx.service";
    assert_container(nspawn, (Nspawn, "web", None, Some("nginx.service")));
    let scope = "/machine.slice/machine-old\\x2dweb.scope";
    assert_container(scope, (Nspawn, "old-web", None, Some("machine-old\\x2dweb.scope")));
    let libvirt = "/machine.slice/machine-lxc\\x2d17\\x2dweb.scope/libvirt";
    assert_container(libvirt, (Unknown, "lxc-17-web", None, Some("machine-lxc\\x2d17\\x2dweb.scope")));
}

#[test]
fn what_only_belongs_to_a_container_is_not_in_it() {
    for template in [
        "/machine.slice/libpod-conmon-{}.scope",
        "/system.slice/crio-conmon-{}.scope",
        "/lxc.monitor.web",
        "/machine.slice/systemd-nspawn@web.service/supervisor",
        "/machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
        "/system.slice/docker.service",
        "/kubepods.slice/kubepods-pod{u_i_d}.slice",
    ] {
        assert_eq!(Placement::of_path(path(template).as_bytes()).container, None, "{template}");
    }
}

#[test]
fn units_of_the_system_and_of_users() {
    let units = |path: &'static str| {
        let placement = Placement::of_path(path.as_bytes());
        assert_eq!(placement.container, None, "{path}");
        (placement.unit.map(text), placement.user_unit.map(text), placement.user.map(|user| user.0))
    };
    assert_eq!(units("/system.slice/ssh.service"), (Some("ssh.service"), None, None));
    assert_eq!(units("/init.scope"), (Some("init.scope"), None, None));
    assert_eq!(units("/system.slice/system-getty.slice/getty@tty1.service"), (Some("getty@tty1.service"), None, None));
    assert_eq!(units("/user.slice/user-1000.slice/session-3.scope"), (Some("session-3.scope"), None, Some(1000)));
    let app = "/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-x.scope";
    assert_eq!(units(app), (Some("user@1000.service"), Some("app-gnome-x.scope"), Some(1000)));
    assert_eq!(units("/system.slice/_cgroup.service"), (Some("cgroup.service"), None, None));
    // What a service does below itself is not systemd's: it cannot pass for another service.
    assert_eq!(units("/system.slice/web.service/ssh.service"), (Some("web.service"), None, None));
    assert_eq!(units("/system.slice/web.service/sub/ssh.service"), (Some("web.service"), None, None));
    assert_eq!(units("/sub/ssh.service"), (None, None, None));
    assert_eq!(units("/"), (None, None, None));
    assert_eq!(units(""), (None, None, None));
}

#[test]
fn a_name_without_a_mark_is_kept_for_those_who_can_look_it_up() {
    let unmarked =
        |path: &'static str| Placement::of_path(path.as_bytes()).unmarked.map(|at| (text(at.parent), text(at.name)));
    assert_eq!(unmarked("/web"), Some(("", "web")));
    assert_eq!(unmarked("/default/redis"), Some(("default", "redis")));
    assert_eq!(unmarked("/user.slice/user-0.slice/session-1.scope/web"), Some(("session-1.scope", "web")));
    for path in ["/", "/system.slice", "/system.slice/ssh.service", "/..", "/../..", "/a b", "/.web"] {
        assert_eq!(unmarked(path), None, "{path}");
    }
}

#[test]
fn of_several_hierarchies_the_one_that_tells_most_is_taken() {
    let of = |table: &str| {
        let table = path(table);
        let placement = Placement::of_process(table.as_bytes());
        (
            text(placement.path).to_owned(),
            placement.container.is_some(),
            placement.unit.map(|unit| text(unit).to_owned()),
        )
    };
    // Cgroup v1, docker with the cgroupfs driver.
    let version1 = "12:pids:/docker/{}\n11:cpu,cpuacct:/docker/{}\n1:name=systemd:/docker/{}\n";
    assert_eq!(of(version1), (path("/docker/{}"), true, None));
    // A hybrid host whose v2 hierarchy only systemd uses, and one where a runtime only uses v1.
    let hybrid =
        "4:memory:/system.slice/a.service\n1:name=systemd:/system.slice/a.service\n0::/system.slice/b.service\n";
    assert_eq!(of(hybrid), ("/system.slice/b.service".into(), false, Some("b.service".into())));
    assert_eq!(of("4:memory:/docker/{}\n0::/system.slice/docker.service\n"), (path("/docker/{}"), true, None));
    assert_eq!(of("9:name=systemd:/web\n4:memory:/x/y/web\n0::/web\n"), ("/web".into(), false, None));
    assert_eq!(of("0::/system.slice/a:b.service (deleted)\n").0, "/system.slice/a:b.service");
    assert_eq!(of("0::/\n").0, "/");
    assert_eq!(of("rubbish\n\n::\n").0, "");
}

#[test]
fn hostile_bytes_are_only_bytes() {
    let hostile: [&[u8]; 9] = [
        b"/docker/\xff\xfe",
        b"/system.slice/docker-.scope",
        b"/lxc.payload.\x1b[31m/..",
        b"////",
        b"/machine.slice/machine-.scope",
        b"/machine.slice/machine-\\x2.scope",
        b"/machine.slice/machine-\\xzz\\.scope",
        b"/kubepods/pod/pod-pod.slice/-pod.slice/:docker:/::",
        b"0::/a\n0:/b:c\n:::::\n0::",
    ];
    for path in hostile {
        Placement::of_path(path);
        Placement::of_process(path);
    }
    assert_eq!(Placement::of_path(b"/lxc.payload.\x1b[31m").container.unwrap().id, &b"\x1b[31m"[..]);
    let upper = path("/docker/{}").to_uppercase();
    assert_eq!(Placement::of_path(upper.as_bytes()).container, None);
}
