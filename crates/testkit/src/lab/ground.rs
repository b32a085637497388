//! The inner half of entering a lab: fresh /proc and /run, a cgroup tree, names that resolve, two network
//! namespaces joined by a veth pair.
//!
//! The near namespace is the one under observation. The far one (`ip netns` name [`FAR_NAMESPACE`]) is what a peer on
//! the wire would be: its sockets do not show in the near one.
//!
//! | | near | far |
//! | --- | --- | --- |
//! | interface | `va0` 02:00:00:00:09:01 | `vb0` 02:00:00:00:09:02 |
//! | addresses | 10.9.0.1/24 10.9.0.11/24 fd09::1/64 | 10.9.0.2/24 .3 .4 fd09::2/64 |

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, unshare};
use nix::sys::signal::Signal;
use nix::unistd::sethostname;

use super::Inside;

/// Name of the network namespace at the other end of the veth pair.
pub const FAR_NAMESPACE: &str = "far";

/// The folder in which the lab's sockets and files live; on a tmpfs that goes away with the lab.
pub const PATHS: &str = "/run/lab";

const NONE: Option<&str> = None;

/// Settings of the near network namespace: half-open states last, addresses are usable at once, the same everywhere.
const SETTINGS: [(&str, &str); 10] = [
    ("ipv4/tcp_syn_retries", "127"),
    ("ipv4/tcp_synack_retries", "127"),
    ("ipv4/tcp_syn_linear_timeouts", "0"),
    ("ipv4/tcp_tw_reuse", "1"),
    ("ipv4/tcp_congestion_control", "reno"),
    ("ipv4/ping_group_range", "0 2147483647"),
    ("ipv4/ip_local_port_range", "32768 60999"),
    ("ipv6/conf/all/accept_dad", "0"),
    ("ipv6/conf/default/accept_dad", "0"),
    ("ipv6/conf/default/router_solicitations", "0"),
];

const NEAR: &str = "\
link set lo up
link add va0 address 02:00:00:00:09:01 type veth peer name vb0 address 02:00:00:00:09:02
link set vb0 netns far
addr add 10.9.0.1/24 dev va0
addr add 10.9.0.11/24 dev va0
addr add fd09::1/64 dev va0 nodad
link set va0 up
";

const FAR: &str = "\
link set lo up
addr add 10.9.0.2/24 dev vb0
addr add 10.9.0.3/24 dev vb0
addr add 10.9.0.4/24 dev vb0
addr add fd09::2/64 dev vb0 nodad
link set vb0 up
";

const HOSTS: &str = "\
127.0.0.1 localhost
::1 localhost ip6-localhost
10.9.0.1 near.example.test near
10.9.0.2 a-rather-long-name-for-a-host.far.example.test far
fd09::1 near6.example.test
fd09::2 far6.example.test
";

/// Lays the ground; run as pid 1 of the lab's pid namespace. `cgroup` is the lab's own cgroup outside.
pub(super) fn lay(cgroup: &Path) -> Result<Inside> {
    ensure!(std::process::id() == 1, "not pid 1: start the lab by its outer half");
    // Pid 1 of a namespace does not hear an interrupt; so that it ends with the outer half, which does.
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL).context("tie the lab to its outer half")?;
    // The old /proc still tells which pid the outside gave us.
    let host_pid = fs::read_link("/proc/self").context("read the link /proc/self")?;
    let host_pid = host_pid.to_string_lossy().parse().context("the link /proc/self is no pid")?;
    fs::write(cgroup.join("cgroup.procs"), "0").context("join the lab's cgroup")?;
    // Only here, as the outer half still needs the machine's mounts to clean up.
    unshare(CloneFlags::CLONE_NEWCGROUP | CloneFlags::CLONE_NEWNS).context("unshare cgroups and mounts")?;
    sethostname("lab").context("set the host name")?;
    mount_files()?;
    for (name, value) in SETTINGS {
        let path = format!("/proc/sys/net/{name}");
        fs::write(&path, value).with_context(|| format!("write {value} to {path}"))?;
    }
    ip(&["netns", "add", FAR_NAMESPACE], "")?;
    // Alone in its own namespace, the far end has its own defaults.
    ip(&["netns", "exec", FAR_NAMESPACE, "sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad"], "")?;
    ip(&["-batch", "-"], NEAR)?;
    ip(&["-n", FAR_NAMESPACE, "-batch", "-"], FAR)?;
    Ok(Inside { host_pid })
}

/// Mounts that show the lab and hide the machine; private, so that none of them reaches the outside.
fn mount_files() -> Result<()> {
    mount(NONE, "/", NONE, MsFlags::MS_REC | MsFlags::MS_PRIVATE, NONE).context("make all mounts private")?;
    mount(Some("proc"), "/proc", Some("proc"), MsFlags::empty(), NONE).context("mount /proc")?;
    mount(Some("tmpfs"), "/run", Some("tmpfs"), MsFlags::empty(), Some("mode=755")).context("mount /run")?;
    umount2("/sys/fs/cgroup", MntFlags::MNT_DETACH).context("take /sys/fs/cgroup down")?;
    mount(Some("cgroup2"), "/sys/fs/cgroup", Some("cgroup2"), MsFlags::empty(), NONE).context("mount cgroup2")?;
    fs::create_dir(PATHS).with_context(|| format!("make {PATHS}"))?;
    for (path, text) in [("/etc/hosts", HOSTS), ("/etc/nsswitch.conf", "hosts: files\nservices: files\n")] {
        let stand_in = Path::new(PATHS).join(path.trim_start_matches("/etc/"));
        fs::write(&stand_in, text).with_context(|| format!("write {}", stand_in.display()))?;
        mount(Some(&stand_in), path, NONE, MsFlags::MS_BIND, NONE).with_context(|| format!("mount over {path}"))?;
    }
    Ok(())
}

/// Runs ip(8) with `input` on its standard input.
pub(crate) fn ip(arguments: &[&str], input: &str) -> Result<()> {
    let mut child = Command::new("ip").args(arguments).stdin(Stdio::piped()).spawn().context("run ip (iproute2)")?;
    child.stdin.take().context("ip has no standard input")?.write_all(input.as_bytes()).context("write to ip")?;
    let status = child.wait().context("wait for ip")?;
    ensure!(status.success(), "ip {} failed: {status}", arguments.join(" "));
    Ok(())
}
