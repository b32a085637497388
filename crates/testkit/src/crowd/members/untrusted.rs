//! Names that a terminal must never see raw: control characters, escape sequences, invalid UTF-8.

use std::ffi::OsStr;
use std::os::fd::OwnedFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener};

use anyhow::Result;

use super::owners::one;
use crate::crowd::cast::{Member, Part};
use crate::lab;

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "newline", comm: b"new\nline", user: 0, cgroup: "", part: Part::Untrusted, act: one },
    Member { name: "escape", comm: b"\x1b[31mred", user: 0, cgroup: "", part: Part::Untrusted, act: one },
    Member { name: "invalid", comm: b"\xff\xfe\xc3", user: 0, cgroup: "", part: Part::Untrusted, act: one },
    Member { name: "controls", comm: b"\t\r\x07\x7f", user: 0, cgroup: "", part: Part::Untrusted, act: one },
    Member { name: "paths", comm: b"paths", user: 0, cgroup: "", part: Part::Untrusted, act: paths },
];

fn paths() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    std::env::set_current_dir(lab::PATHS)?;
    for name in [&b"new\nline"[..], b"\x1b]0;title\x07", b"\xff\xfe", b"tab\there", b"\x7f", b"\xc2\x9b31m"] {
        held.push(UnixListener::bind(OsStr::from_bytes(name))?.into());
        held.push(UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(name)?)?.into());
    }
    Ok(held)
}
