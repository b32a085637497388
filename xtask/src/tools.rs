//! The real tools that the tests compare with, from Debian's packages.

use crate::run::{Outcome, run};
use std::path::Path;

/// A program or file that the tests need, and the package that has it.
const TOOLS: &[(&str, &str)] = &[
    ("ss", "iproute2"),
    ("netstat", "net-tools"),
    ("lsof", "lsof"),
    ("tcpdump", "tcpdump"),
    ("nload", "nload"),
    ("iftop", "iftop"),
    ("nc.openbsd", "netcat-openbsd"),
    ("iperf3", "iperf3"),
    ("socat", "socat"),
    ("nc.traditional", "netcat-traditional"),
    ("ncat", "ncat"),
    ("openssl", "openssl"),
    ("unshare", "util-linux"),
    ("ip", "iproute2"),
    ("sysctl", "procps"),
    ("clang-14", "clang-14"),
    ("llvm-strip-14", "llvm-14"),
    ("/usr/include/bpf/bpf_helpers.h", "libbpf-dev"),
    ("/etc/services", "netbase"),
    ("/bin/busybox", "busybox-static"),
    ("man", "man-db"),
    ("mandoc", "mandoc"),
    ("zsh", "zsh"),
    ("fish", "fish"),
    ("runc", "runc"),
    ("crun", "crun"),
    ("podman", "podman"),
];

/// Makes sure that every tool is there: as root by installing what is missing, otherwise by saying what to install.
pub(crate) fn provide() -> Outcome {
    let missing = missing_packages();
    if missing.is_empty() {
        return Ok(());
    }
    if !am_root() {
        return Err(format!(
            "these packages are missing: {0}\ninstall them with: apt-get install {0}",
            missing.join(" ")
        ));
    }
    run("apt-get", ["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"];
    install.extend(&missing);
    run("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get"].into_iter().chain(install))?;
    match missing_packages().as_slice() {
        [] => Ok(()),
        still => Err(format!("installed, yet their programs are not on the PATH: {}", still.join(" "))),
    }
}

fn missing_packages() -> Vec<&'static str> {
    let mut packages: Vec<&str> =
        TOOLS.iter().filter(|(program, _)| !on_path(program)).map(|(_, package)| *package).collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

fn on_path(program: &str) -> bool {
    // Administrators' folders are not on everybody's PATH, but the tools are run from there all the same.
    let path = std::env::var("PATH").unwrap_or_default();
    path.split(':').chain(["/usr/sbin", "/sbin"]).any(|folder| Path::new(folder).join(program).is_file())
}

/// Whether namespaces and packages may be touched.
pub(crate) fn am_root() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status
            .lines()
            .any(|line| line.strip_prefix("Uid:").is_some_and(|ids| ids.split_whitespace().nth(1) == Some("0")))
    })
}
