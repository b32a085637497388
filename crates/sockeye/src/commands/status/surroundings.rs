//! Where sockets live beside this network namespace: other namespaces, cgroups, containers.

use super::finding::{Answer, Finding, Group};
use sources::mounts;
use sources::namespaces::{self, Visitor};
use sources::owners::containers::Containers;
use std::io::ErrorKind;
use std::path::Path;

/// Where runtimes keep what they know of containers, below the root.
const RUNTIMES: &[(&str, &str)] = &[
    ("Docker", "var/lib/docker/containers"),
    ("Podman", "var/lib/containers/storage"),
    ("CRI-O", "run/containers/storage"),
    ("containerd", "run/containerd"),
    ("runc", "run/runc"),
    ("crun", "run/crun"),
    ("systemd-nspawn", "run/systemd/machines"),
];

/// What there is to tell of namespaces, cgroups and containers, on the host with this root (`/`).
pub(super) fn group(root: &Path) -> Group {
    let proc_root = root.join("proc");
    Group { title: "Surroundings", findings: vec![namespaces(root, &proc_root), cgroups(&proc_root), containers(root)] }
}

fn namespaces(root: &Path, proc_root: &Path) -> Finding {
    let mut containers = Containers::new(root);
    let seen = namespaces::discover(proc_root, &mut containers);
    let count = seen.found.len();
    let refusals: Vec<_> = seen
        .found
        .iter()
        .filter(|namespace| !namespace.facts.is_own)
        .filter_map(|namespace| Visitor::enter(namespace).err())
        .collect();
    let answer = match (refusals.first(), seen.gaps.into_iter().next()) {
        (Some(gap), _) => {
            let reason = format!("{} of {count} cannot be entered: {}", refusals.len(), gap.reason);
            Answer::no(reason).with_remedy(gap.remedy.as_deref().unwrap_or("CAP_SYS_ADMIN enters them"))
        }
        (None, Some(gap)) => {
            let answer = Answer::unknown(format!("{count} found, perhaps not all: {}: {}", gap.operation, gap.reason));
            match gap.remedy {
                Some(remedy) => answer.with_remedy(remedy),
                None => answer,
            }
        }
        (None, None) => Answer::yes(format!("{count} found, all can be entered")),
    };
    Finding {
        name: "network namespaces",
        gives: "sockets of containers and of other namespaces",
        commands: &["list --all-netns", "ss --all-netns"],
        answer,
    }
}

fn cgroups(proc_root: &Path) -> Finding {
    let answer = match mounts::file_systems(proc_root) {
        Ok(mounts) => match mounts.iter().find(|mount| mount.kind == b"cgroup2") {
            Some(mount) => Answer::yes(mount.point.display().to_string()),
            None => Answer::no("no cgroup2 file system is mounted").with_remedy("mount one to see paths of cgroups"),
        },
        Err(error) => Answer::unknown(error.to_string()),
    };
    Finding { name: "cgroups", gives: "paths of cgroups by their numbers", commands: &["ss --cgroup", "watch"], answer }
}

/// Which runtimes keep files here, and whether they can be read.
fn containers(root: &Path) -> Finding {
    let (mut readable, mut closed) = (Vec::new(), Vec::new());
    for (name, folder) in RUNTIMES {
        match std::fs::read_dir(root.join(folder)) {
            Ok(_) => readable.push(*name),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => closed.push(format!("{name}: {error}")),
        }
    }
    let answer = match (readable.as_slice(), closed.as_slice()) {
        ([], []) => Answer::no("no runtime that is known keeps files here"),
        (_, []) => Answer::yes(readable.join(", ")),
        _ => Answer::no(closed.join(", ")).with_remedy("run as root"),
    };
    Finding {
        name: "container runtimes",
        gives: "names and images of containers",
        commands: &["list", "ss --owner"],
        answer,
    }
}
