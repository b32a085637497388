//! The kernel, and what keeps its programs (BPF) or this process within bounds.

use super::finding::{Answer, Finding, Group};
use model::Transport;
use sources::announcements::Announcements;
use sources::events;
use sources::owners::{OwnerDetails, Search, Way};
use std::io::ErrorKind;
use std::path::Path;
use wire::netlink::sock_diag::inet::{self, IpVersion};

/// What the kernel tells of its types.
const TYPES: &str = "sys/kernel/btf/vmlinux";
/// Whether and how far the kernel is locked down (kernel_lockdown(7)), below the root.
const LOCKDOWN: &str = "sys/kernel/security/lockdown";
/// The security modules at work, below the root.
const MODULES: &str = "sys/kernel/security/lsm";

/// What there is to tell of the kernel and of bounds, on the host with this root (`/`).
pub(super) fn group(root: &Path) -> Group {
    let proc_root = root.join("proc");
    let findings = vec![
        version(&proc_root),
        types(root),
        owners_by_bpf(&proc_root),
        events_by_bpf(),
        announcements(),
        bpf_for_users(&proc_root),
        lockdown(root),
        system_calls(&proc_root),
        confinement(&proc_root),
        landlock(root),
    ];
    Group { title: "Kernel", findings }
}

fn version(proc_root: &Path) -> Finding {
    let answer = match read(&proc_root.join("sys/kernel/osrelease")) {
        Ok(release) => Answer::yes(release),
        Err(reason) => Answer::unknown(reason),
    };
    Finding { name: "Linux", gives: "release", commands: &[], answer }
}

fn types(root: &Path) -> Finding {
    let path = root.join(TYPES);
    let answer = match std::fs::File::open(&path) {
        Ok(_) => Answer::Yes(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Answer::no(format!("there is no {}", path.display()))
            .with_remedy("a kernel with CONFIG_DEBUG_INFO_BTF, and /sys"),
        Err(error) => Answer::unknown(format!("opening {}: {error}", path.display())),
    };
    Finding { name: "types (BTF)", gives: "fitting BPF programs to this kernel", commands: &["watch", "ss -p"], answer }
}

/// Loads and runs the program that finds owners.
fn owners_by_bpf(proc_root: &Path) -> Finding {
    let search = Search::new(proc_root, OwnerDetails { way: Way::Bpf, ..OwnerDetails::default() });
    let sockets = search.found().len();
    let failure = search.facts().and_then(|facts| facts.gaps.iter().find(|gap| gap.operation.ends_with("by BPF")));
    let answer = match failure {
        None => Answer::yes(format!("found those of {sockets}")),
        // What is wrong with /proc is found there.
        Some(gap) if gap.reason.contains("/proc") => Answer::no(gap.reason.clone()),
        Some(gap) => Answer::no(gap.reason.clone()).with_remedy("CAP_BPF and CAP_PERFMON, types, Linux 5.17"),
    };
    Finding {
        name: "owners by BPF",
        gives: "owners of sockets without reading /proc",
        commands: &["list", "ss -p", "netstat -p"],
        answer,
    }
}

/// Starts the programs that tell events, and ends them at once.
fn events_by_bpf() -> Finding {
    let answer = match events::open(&events::Request { all_namespaces: false, way: Some(events::Way::Bpf) }) {
        // What else it says is of processes, of which there are findings of their own.
        Ok(opened) => match opened.gaps.into_iter().find(|gap| gap.operation.starts_with("watching")) {
            None => Answer::Yes(None),
            Some(gap) => Answer::yes(format!("but not all: {gap}")),
        },
        Err(gap) => Answer::of_gap(Some(gap)),
    };
    Finding { name: "events by BPF", gives: "every change of each connection", commands: &["watch"], answer }
}

/// Joins one group, and leaves it at once.
fn announcements() -> Finding {
    let groups = [inet::Group { transport: Transport::Tcp, version: IpVersion::V4 }];
    let answer = Answer::of_gap(Announcements::join(&groups).err());
    Finding { name: "announcements", gives: "sockets as they end", commands: &["ss -E", "watch"], answer }
}

fn bpf_for_users(proc_root: &Path) -> Finding {
    let answer = match read(&proc_root.join("sys/kernel/unprivileged_bpf_disabled")).as_deref() {
        Ok("0") => Answer::no("open to every user").with_remedy("sysctl kernel.unprivileged_bpf_disabled=2 closes it"),
        Ok(number) => Answer::yes(format!("kernel.unprivileged_bpf_disabled is {number}")),
        Err(reason) => Answer::unknown(reason),
    };
    Finding { name: "BPF kept for root", gives: "safety; nothing here needs it open", commands: &[], answer }
}

fn lockdown(root: &Path) -> Finding {
    let path = root.join(LOCKDOWN);
    let answer = match std::fs::read_to_string(&path) {
        // The level at work stands in brackets.
        Ok(levels) => match levels.split(['[', ']']).nth(1) {
            Some("none") => Answer::Yes(None),
            Some(level) => {
                Answer::no(format!("locked down to {level}")).with_remedy("Secure Boot and lockdown= decide on it")
            }
            None => Answer::unknown(format!("{} has no level", path.display())),
        },
        Err(error) => not_mounted(&path, &error),
    };
    Finding {
        name: "no lockdown",
        gives: "BPF programs that read the kernel's memory",
        commands: &["watch", "ss -p"],
        answer,
    }
}

fn system_calls(proc_root: &Path) -> Finding {
    let answer = match read(&proc_root.join("self/status")) {
        Ok(status) => match status.lines().find_map(|line| line.strip_prefix("Seccomp:")).map(str::trim) {
            Some("0") => Answer::Yes(None),
            Some(_) => Answer::no("a seccomp filter refuses some")
                .with_remedy("a profile that allows netlink sockets, bpf and setns"),
            None => Answer::unknown("the kernel does not tell of seccomp"),
        },
        Err(reason) => Answer::unknown(reason),
    };
    Finding { name: "all system calls", gives: "every way to facts", commands: &[], answer }
}

fn confinement(proc_root: &Path) -> Finding {
    let answer = match std::fs::read(proc_root.join("self/attr/current")) {
        Ok(context) => {
            let context = String::from_utf8_lossy(&context);
            let context = context.trim_end_matches(['\0', '\n']);
            match context {
                "" | "unconfined" | "kernel" => Answer::Yes(None),
                other if other.contains(":unconfined_t:") => Answer::yes(other),
                other => {
                    Answer::no(format!("confined as {other}")).with_remedy("see the audit log for what was denied")
                }
            }
        }
        // No module keeps such labels.
        Err(error) if error.kind() == ErrorKind::InvalidInput || error.kind() == ErrorKind::NotFound => {
            Answer::Yes(None)
        }
        Err(error) => Answer::unknown(format!("reading our security label: {error}")),
    };
    Finding { name: "no confinement", gives: "what SELinux or AppArmor would deny", commands: &[], answer }
}

fn landlock(root: &Path) -> Finding {
    let path = root.join(MODULES);
    let answer = match std::fs::read_to_string(&path) {
        Ok(modules) if modules.trim().split(',').any(|module| module == "landlock") => {
            Answer::unknown("the kernel tells no process whether it is in a sandbox of Landlock")
        }
        Ok(_) => Answer::Yes(None),
        Err(error) => not_mounted(&path, &error),
    };
    Finding { name: "no Landlock", gives: "files that a sandbox would hide", commands: &[], answer }
}

fn not_mounted(path: &Path, error: &std::io::Error) -> Answer {
    let answer = Answer::unknown(format!("reading {}: {error}", path.display()));
    if error.kind() == ErrorKind::NotFound { answer.with_remedy("mount securityfs to see it") } else { answer }
}

fn read(path: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("reading {}: {error}", path.display()))?;
    Ok(text.trim_end().to_owned())
}
