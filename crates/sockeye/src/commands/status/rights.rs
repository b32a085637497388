//! Who this run is and what the kernel lets it do (credentials(7), capabilities(7), user_namespaces(7)).

use super::finding::{Answer, Finding, Group};
use super::namespace_number;
use model::UserId;
use names::Users;
use std::path::Path;
use sys::capability::{Capability, Effective};
use sys::process;

/// The inode of the first user namespace (`PROC_USER_INIT_INO`, include/linux/proc_ns.h).
const FIRST_USER_NAMESPACE: u64 = 0xEFFF_FFFD;

/// Over what a capability counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// What belongs to the user namespace in which it is held.
    Namespace,
    /// The host, and so nothing unless it is held in the first user namespace.
    Host,
}

/// A capability, over what it counts, what it opens, and to which commands.
type Row = (Capability, Reach, &'static str, &'static [&'static str]);

const CAPABILITIES: &[Row] = &[
    (
        Capability::NetAdmin,
        Reach::Namespace,
        "closing sockets; their marks, MD5 keys and TLS",
        &["kill", "ss -K", "ss -e", "ss -i"],
    ),
    (
        Capability::SysPtrace,
        Reach::Namespace,
        "who holds sockets of other users",
        &["port", "ss -p", "netstat -p", "lsof"],
    ),
    (
        Capability::DacReadSearch,
        Reach::Namespace,
        "files of others: open ones, names of containers",
        &["list", "ss --owner", "lsof +D"],
    ),
    (Capability::SysAdmin, Reach::Namespace, "sockets of other network namespaces", &["list --all-netns", "ss -N"]),
    (Capability::Bpf, Reach::Host, "programs in the kernel: owners, events", &["watch", "ss -p"]),
    (Capability::Perfmon, Reach::Host, "the same, for what they read there", &["watch", "ss -p"]),
    (Capability::SysResource, Reach::Host, "memory for the same, before Linux 5.11", &["watch"]),
    (Capability::Kill, Reach::Namespace, "ending processes of other users", &["kill --process"]),
    (Capability::NetRaw, Reach::Namespace, "capturing packets", &[]),
    (Capability::NetBindService, Reach::Namespace, "listening on ports below 1024", &[]),
];

/// What there is to tell of rights.
pub(super) fn group(proc_root: &Path) -> Group {
    let number = UserId(process::effective_user());
    let is_root = number.0 == 0;
    let in_first = namespace_number(proc_root, "user").map(|inode| inode == FIRST_USER_NAMESPACE);
    let effective = Effective::of_this_thread().map_err(|error| error.to_string());
    let capabilities = CAPABILITIES.iter().map(|&(capability, reach, gives, commands)| {
        let is_held = effective.as_ref().map(|effective| effective.has(capability)).map_err(Clone::clone);
        Finding {
            name: capability.name(),
            gives,
            commands,
            answer: held(capability, reach, is_held, is_root, &in_first),
        }
    });
    let findings = [user(number, is_root), user_namespace(&in_first)].into_iter().chain(capabilities).collect();
    Group { title: "Rights", findings }
}

fn user(number: UserId, is_root: bool) -> Finding {
    let name = Users::default().name(number).map_or_else(|| number.to_string(), |name| format!("{name} ({number})"));
    let answer =
        if is_root { Answer::yes(name) } else { Answer::no(name).with_remedy("sudo, or the capabilities below") };
    Finding { name: "root", gives: "all rights that were not taken away", commands: &[], answer }
}

fn user_namespace(in_first: &Result<bool, String>) -> Finding {
    let answer = match in_first {
        Ok(true) => Answer::Yes(None),
        Ok(false) => Answer::no("in another one: capabilities count only for what belongs to it")
            .with_remedy("run outside of the container, or in one that shares the host's users"),
        Err(reason) => Answer::unknown(reason),
    };
    Finding { name: "first user namespace", gives: "capabilities that count everywhere", commands: &[], answer }
}

fn held(
    capability: Capability,
    reach: Reach,
    is_held: Result<bool, String>,
    is_root: bool,
    in_first: &Result<bool, String>,
) -> Answer {
    let remedy = match is_root {
        true => format!("give {} to the service or container", capability.name()),
        false => format!("run as root, or with {}", capability.name()),
    };
    match (is_held, reach, in_first) {
        (Err(reason), ..) => Answer::unknown(reason),
        (Ok(false), ..) if is_root => Answer::no("taken away from this root").with_remedy(remedy),
        (Ok(false), ..) => Answer::no("not held").with_remedy(remedy),
        (Ok(true), Reach::Host, Ok(false)) => {
            Answer::no("held in this user namespace, and counts only in the first").with_remedy("run outside of it")
        }
        (Ok(true), Reach::Namespace, Ok(false)) => Answer::yes("for what belongs to this user namespace"),
        (Ok(true), ..) => Answer::Yes(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_in_another_user_namespace_is_none_over_the_host() {
        let answer = |reach, is_held, in_first| held(Capability::Bpf, reach, Ok(is_held), true, &Ok(in_first));
        assert_eq!(answer(Reach::Host, true, true), Answer::Yes(None));
        assert!(matches!(answer(Reach::Host, true, false), Answer::No(_)));
        assert!(matches!(answer(Reach::Namespace, true, false), Answer::Yes(Some(_))));
        assert!(matches!(answer(Reach::Namespace, false, true), Answer::No(lack) if lack.remedy.is_some()));
    }
}
