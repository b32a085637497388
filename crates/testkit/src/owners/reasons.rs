//! Sockets that nobody can be named for, and what is said instead.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{ensure_says, rows};

/// Connections that were closed, and one that was never accepted.
pub(super) fn of_states(ours: &Path) -> Result<()> {
    const PORT: u16 = 7201;
    let listener = TcpListener::bind(("127.0.0.1", PORT)).context("listen")?;
    let connect = || TcpStream::connect(("127.0.0.1", PORT)).context("connect");
    // Who closes first is left with TIME-WAIT.
    let (first, accepted) = (connect()?, listener.accept().context("accept")?);
    drop(first);
    drop(accepted);
    // Closed by one end alone.
    let (half, (_kept, _)) = (connect()?, listener.accept().context("accept")?);
    drop(half);
    let _waiting = connect()?;
    let shown = |state: &str, end: &str| -> Result<String> {
        let filter = format!("{end} = :{PORT}");
        let found = rows(ours, &["-tn", "state", state, &filter])?;
        ensure!(!found.is_empty(), "nothing is in {state}");
        Ok(found.join("\n"))
    };
    let closed = "owner:(none,\"closed by its process, ";
    ensure_says(&shown("time-wait", "dport")?, &[&format!("{closed}kept for late segments\")")])?;
    ensure_says(&shown("fin-wait-2", "dport")?, &[closed])?;
    ensure_says(&shown("established", "sport")?, &["owner:(none,\"not yet accepted by its listener\")"])?;
    let netlink = rows(ours, &["-A", "netlink", "-an"])?.join("\n");
    ensure_says(&netlink, &["owner:(none,\"a socket of the kernel\")"])
}

/// In a PID namespace of its own the reader does not see the listener's process.
pub(super) fn other_pid_namespace(ours: &Path) -> Result<()> {
    const PORT: u16 = 7202;
    let _listener = TcpListener::bind(("127.0.0.1", PORT)).context("listen")?;
    let output = Command::new("unshare")
        .args(["--pid", "--fork", "--mount-proc"])
        .arg(ours)
        .args(["ss", "-HOtln", "--owner", &format!("sport = :{PORT}")])
        .output()
        .context("run unshare (util-linux)")?;
    let told = String::from_utf8_lossy(&output.stdout);
    ensure_says(&told, &["owner:(none,\"held by no process of this PID namespace\")"])
}

/// Somebody else may not look at the listener's process, and is told what it takes.
pub(super) fn without_rights(ours: &Path) -> Result<()> {
    const PORT: u16 = 7203;
    let _listener = TcpListener::bind(("127.0.0.1", PORT)).context("listen")?;
    let told = |options: &[&str]| -> Result<String> {
        let output = Command::new("unshare")
            .args(["--mount", "sh", "-c"])
            .arg(format!(
                "mount -o remount,{} /proc && exec setpriv --reuid=65534 --regid=65534 --clear-groups \
                 --inh-caps=-all --bounding-set=-all \"$@\"",
                options.join(",")
            ))
            .arg("sh")
            .arg(ours)
            .args(["ss", "-HOtln", "--owner", &format!("sport = :{PORT}")])
            .output()
            .context("run unshare and setpriv (util-linux)")?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let told_of_rights = told(&["hidepid=0"])?;
    ensure_says(&told_of_rights, &["owner:(none,\"needs root, or CAP_SYS_PTRACE"])?;
    let told_of_hiding = told(&["hidepid=2"])?;
    told(&["hidepid=0"])?;
    ensure!(told_of_hiding.contains("owner:(none,\"needs root: /proc hides"), "{told_of_hiding}");
    Ok(())
}
