//! Real containers of real runtimes, each with a listener in a network namespace of its own.
//!
//! The runtime says which process it started and under which name; ours must say the same from outside. Cgroups are those of the lab, made by
//! the runtimes themselves (cgroupfs driver); limits are left out, because not every machine delegates controllers or lets limits be raised.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use nix::mount::{MsFlags, mount};

use super::{BUSYBOX, ensure_says, network_namespace, owner_of_listener};
use crate::lab::PATHS;

/// The image that the containers say they are made from.
const IMAGE: &str = "lab/busybox:1";

/// A bundle of the OCI runtime specification: a program, and how it is to be run.
fn configuration(port: u16) -> String {
    format!(
        r#"{{
  "ociVersion": "1.0.2",
  "process": {{
    "terminal": false, "cwd": "/", "user": {{ "uid": 0, "gid": 0 }}, "env": ["PATH=/bin"],
    "args": ["/bin/busybox", "nc", "-l", "-p", "{port}"]
  }},
  "root": {{ "path": "rootfs", "readonly": true }},
  "hostname": "contained",
  "mounts": [{{ "destination": "/proc", "type": "proc", "source": "proc" }}],
  "linux": {{ "namespaces": [
    {{ "type": "pid" }}, {{ "type": "network" }}, {{ "type": "ipc" }}, {{ "type": "uts" }}, {{ "type": "mount" }}
  ] }},
  "annotations": {{ "org.opencontainers.image.ref.name": "{IMAGE}" }}
}}"#
    )
}

/// A root directory with busybox and nothing else.
fn root_directory(bundle: &Path) -> Result<PathBuf> {
    let root = bundle.join("rootfs");
    for folder in ["bin", "proc", "dev", "sys", "etc", "run", "tmp"] {
        fs::create_dir_all(root.join(folder)).with_context(|| format!("make {folder} in {}", root.display()))?;
    }
    fs::copy(BUSYBOX, root.join("bin/busybox")).context("copy busybox")?;
    Ok(root)
}

/// Runs a container runtime's command line to its end, and returns what it printed.
fn runtime(program: &str, words: &[&str]) -> Result<String> {
    // A container keeps standard output and error open: they go to a file, so that nobody waits for its end.
    let printed = format!("{PATHS}/{program}.out");
    let out = fs::File::create(&printed).with_context(|| format!("make {printed}"))?;
    let status = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stderr(out.try_clone()?)
        .stdout(out)
        .status()
        .with_context(|| format!("run {program}"))?;
    let text = fs::read_to_string(&printed)?;
    ensure!(status.success(), "{program} {}: {status}: {text}", words.join(" "));
    Ok(text.trim().to_owned())
}

/// Ends a container and takes away what its runtime made, however a check ends.
struct Removal {
    program: &'static str,
    words: Vec<&'static str>,
}

impl Drop for Removal {
    fn drop(&mut self) {
        if let Err(error) = runtime(self.program, &self.words) {
            println!("   not removed: {error:#}");
        }
    }
}

pub(super) fn runc(ours: &Path) -> Result<()> {
    bare(ours, "runc", "lab-runc", 7111)
}

pub(super) fn crun(ours: &Path) -> Result<()> {
    bare(ours, "crun", "lab-crun", 7112)
}

/// A container of a runtime that nobody orders.
fn bare(ours: &Path, program: &'static str, id: &'static str, port: u16) -> Result<()> {
    let bundle = format!("{PATHS}/{id}");
    root_directory(Path::new(&bundle))?;
    fs::write(format!("{bundle}/config.json"), configuration(port)).context("write the bundle's configuration")?;
    let pid_file = format!("{bundle}/pid");
    runtime(program, &["run", "--detach", "--bundle", &bundle, "--pid-file", &pid_file, id])?;
    let _removal = Removal { program, words: vec!["delete", "--force", id] };
    let process = fs::read_to_string(&pid_file).context("read the container's pid")?.trim().parse()?;
    let container = format!(",container={program}:{id},image={IMAGE},");
    is_told(ours, port, process, &container)
}

/// A container of Podman, which has runc run it.
pub(super) fn podman(ours: &Path) -> Result<()> {
    const PORT: u16 = 7113;
    let storage = "/var/lib/containers";
    fs::create_dir_all(storage).with_context(|| format!("make {storage}"))?;
    // Of the lab's own mounts: nothing of it stays.
    mount(Some("tmpfs"), storage, Some("tmpfs"), MsFlags::empty(), None::<&str>)
        .with_context(|| format!("mount {storage}"))?;
    let bundle = PathBuf::from(format!("{PATHS}/podman"));
    let root = root_directory(&bundle)?;
    let archive = bundle.join("root.tar");
    let packed = Command::new("tar").arg("-C").arg(&root).arg("-cf").arg(&archive).arg(".").status();
    ensure!(packed.context("run tar")?.success(), "tar failed");
    runtime("podman", &["import", &archive.to_string_lossy(), IMAGE])?;
    let words = ["--runtime=runc", "--cgroup-manager=cgroupfs", "--events-backend=none", "run", "--detach"];
    let limits = ["--ulimit=host", "--pids-limit=0", "--network=none", "--name=lab-podman"];
    let program = ["/bin/busybox", "nc", "-l", "-p", "7113"];
    runtime("podman", &[words.as_slice(), &limits, &[IMAGE], &program].concat())?;
    let _removal = Removal { program: "podman", words: vec!["rm", "--force", "--time=0", "lab-podman"] };
    let process = runtime("podman", &["inspect", "--format={{.State.Pid}}", "lab-podman"])?.parse()?;
    let container = format!(",container=podman:lab-podman,image=localhost/{IMAGE},");
    is_told(ours, PORT, process, &container)
}

/// The listener's owner is this process, in this container and in the network namespace that the runtime made.
fn is_told(ours: &Path, port: u16, process: u32, container: &str) -> Result<()> {
    let owner = owner_of_listener(ours, port, &[])?;
    let namespace = network_namespace(process)?;
    let own = network_namespace(std::process::id())?;
    ensure!(namespace != own, "the container has no network namespace of its own");
    let (process, namespace) = (format!("owner:(pid={process},"), format!(",netns={namespace},"));
    ensure_says(&owner, &[&process, ",exe=/bin/busybox,", container, &namespace])
}
