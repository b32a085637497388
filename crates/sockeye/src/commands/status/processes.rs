//! Which processes are to be seen, and what of them (proc(5), pid_namespaces(7)).

use super::finding::{Answer, Finding, Group};
use super::namespace_number;
use std::io::ErrorKind;
use std::path::Path;

/// The inode of the first PID namespace (`PROC_PID_INIT_INO`, include/linux/proc_ns.h).
const FIRST_PID_NAMESPACE: u64 = 0xEFFF_FFFC;

/// What there is to tell of processes.
pub(super) fn group(proc_root: &Path) -> Group {
    Group {
        title: "Processes",
        findings: vec![own(proc_root), first_namespace(proc_root), shown(proc_root), descriptors(proc_root)],
    }
}

fn own(proc_root: &Path) -> Finding {
    let answer = match std::fs::read_link(proc_root.join("self")) {
        Ok(process) if process.as_os_str() == &*std::process::id().to_string() => Answer::Yes(None),
        Ok(_) => Answer::no("it shows another PID namespace").with_remedy("mount one for this PID namespace"),
        Err(error) => Answer::no(error.to_string()).with_remedy("mount proc there"),
    };
    Finding {
        name: "/proc of our own",
        gives: "holders of sockets, counters, sockets without diagnostics",
        commands: &["list", "ss -p", "netstat", "lsof"],
        answer,
    }
}

fn first_namespace(proc_root: &Path) -> Finding {
    let answer = match namespace_number(proc_root, "pid") {
        Ok(FIRST_PID_NAMESPACE) => Answer::Yes(None),
        Ok(_) => Answer::no("in another one: processes outside of it are not seen")
            .with_remedy("run in the host's, for example docker run --pid=host"),
        Err(reason) => Answer::unknown(reason),
    };
    Finding {
        name: "first PID namespace",
        gives: "processes of the whole host",
        commands: &["list", "ss -p", "lsof"],
        answer,
    }
}

/// Options with which proc hides what belongs to others.
fn shown(proc_root: &Path) -> Finding {
    let answer = match std::fs::read_to_string(proc_root.join("self/mountinfo")) {
        Ok(mounts) => match options(&mounts, proc_root) {
            None => Answer::unknown(format!("nothing is mounted at {}", proc_root.display())),
            Some(options) => hiding(options).map_or(Answer::Yes(None), |option| {
                let remedy =
                    format!("run as root, or with a member of the group that gid= names; mount it without {option}");
                Answer::no(format!("it is mounted with {option}")).with_remedy(remedy)
            }),
        },
        Err(error) => Answer::unknown(format!("reading mountinfo: {error}")),
    };
    Finding { name: "all of /proc", gives: "processes of other users", commands: &["list", "ss -p", "lsof"], answer }
}

/// The options of the file system that is seen at this directory (proc_pid_mountinfo(5)): the last one that was mounted there.
fn options<'m>(mounts: &'m str, directory: &Path) -> Option<&'m str> {
    let at = |line: &&str| line.split(' ').nth(4).is_some_and(|point| Path::new(point) == directory);
    mounts.lines().rfind(at)?.split(' ').next_back()
}

/// The option that hides something, if there is one.
fn hiding(options: &str) -> Option<&str> {
    options.split(',').find(|option| match option.split_once('=') {
        Some(("hidepid", value)) => !matches!(value, "0" | "off"),
        Some(("subset", _)) => true,
        _ => false,
    })
}

fn descriptors(proc_root: &Path) -> Finding {
    let (mut open, mut closed) = (0_usize, 0_usize);
    let entries = std::fs::read_dir(proc_root).into_iter().flatten().flatten();
    let is_process = |name: &std::ffi::OsStr| name.as_encoded_bytes().iter().all(u8::is_ascii_digit);
    for entry in entries.filter(|entry| is_process(&entry.file_name())) {
        match std::fs::read_dir(entry.path().join("fd")) {
            Ok(_) => open += 1,
            Err(error) if error.kind() == ErrorKind::PermissionDenied => closed += 1,
            // It has ended meanwhile.
            Err(_) => {}
        }
    }
    let answer = match closed {
        0 => Answer::yes(format!("{open} processes")),
        _ => Answer::no(format!("of {closed} processes out of {} they may not be read", open + closed))
            .with_remedy("run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH"),
    };
    Finding {
        name: "all descriptors",
        gives: "who holds each socket",
        commands: &["list", "port", "ss -p", "netstat -p", "lsof"],
        answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_processes_is_found_in_the_options_of_the_mount_that_is_seen() {
        let mounts = "22 27 0:21 / /proc rw - proc proc rw,hidepid=invisible\n\
                      23 27 0:21 / /sys rw - sysfs sysfs rw\n\
                      24 27 0:22 / /proc rw,nosuid shared:1 - proc none rw,gid=4,hidepid=2\n";
        assert_eq!(options(mounts, Path::new("/proc")), Some("rw,gid=4,hidepid=2"));
        assert_eq!(options(mounts, Path::new("/none")), None);
        assert_eq!(hiding("rw,gid=4,hidepid=2"), Some("hidepid=2"));
        assert_eq!(hiding("rw,subset=pid"), Some("subset=pid"));
        assert_eq!(hiding("rw,hidepid=0"), None);
        assert_eq!(hiding("rw"), None);
    }
}
