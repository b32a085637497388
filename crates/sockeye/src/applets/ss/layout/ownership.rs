//! Who the processes are that hold a socket, or why there are none (`--owner`).
//!
//! This is ours, so its form is free: `owner:(pid=7,start=…,exe=/usr/sbin/nginx,…)` for each process, or `owner:(none,"reason")`. What has
//! odd characters stands in quotes, with quotes and backslashes behind a backslash and everything that a terminal would obey escaped,
//! wherever the output goes: no program that reads it can be led to take a part of a name for another field.

use super::{Layout, Lookups, Owner};
use model::{Ancestor, Container, NoOwner, Pod, Socket};
use render::escape::escape;
use render::table::Cell;

impl<L: Lookups> Layout<'_, L> {
    /// Appends every process that holds the socket, newest first and each once, or the reason why there is none.
    pub(super) fn push_owner(&self, cell: &mut Cell, socket: &Socket<'_>) {
        let mut holders = self.lookups.holders(socket.inode).peekable();
        if holders.peek().is_none() {
            return push_reason(cell, self.lookups.no_owner(socket));
        }
        let mut before = None;
        let mut has_owner = false;
        for holder in holders {
            // Descriptors and threads of one process come one after the other.
            if before.replace(holder.task.process) == Some(holder.task.process) {
                continue;
            }
            if let Some(owner) = self.lookups.owner(holder.task) {
                push_owner(cell, self.details.numeric, &owner);
                has_owner = true;
            }
        }
        if !has_owner {
            push_reason(cell, NoOwner::LostRace);
        }
    }
}

fn push_reason(cell: &mut Cell, reason: NoOwner) {
    cell.push_bytes(b" owner:(none,\"");
    cell.push_str(&reason.to_string());
    cell.push_bytes(b"\")");
}

fn push_owner(cell: &mut Cell, numeric: bool, owner: &Owner) {
    let process = &*owner.process;
    cell.push_bytes(b" owner:(pid=");
    cell.push_u64(process.id.0.into());
    if let Some(started) = &owner.started {
        cell.push_bytes(b",start=");
        cell.push_str(started);
    }
    if let Some(executable) = &process.executable {
        push_field(cell, b",exe=", &[&executable.path]);
        if executable.is_deleted {
            cell.push_bytes(b",deleted=yes");
        }
    }
    if let Some(user) = process.user {
        match owner.user.as_deref().filter(|_| !numeric) {
            Some(name) => push_field(cell, b",user=", &[name.as_bytes()]),
            None => {
                cell.push_bytes(b",user=");
                cell.push_u64(user.0.into());
            }
        }
    }
    push_known(cell, b",unit=", process.unit.as_deref());
    push_known(cell, b",user-unit=", process.user_unit.as_deref());
    if let Some(container) = &process.container {
        push_container(cell, container);
    }
    match (&owner.network_namespace, process.network_namespace) {
        (Some(name), _) => push_field(cell, b",netns=", &[name]),
        (None, Some(id)) => {
            cell.push_bytes(b",netns=");
            cell.push_u64(id.inode);
        }
        (None, None) => {}
    }
    push_parents(cell, &process.parents);
    cell.push_bytes(b")");
}

fn push_container(cell: &mut Cell, container: &Container) {
    push_field(cell, b",container=", &[container.runtime.name().as_bytes(), b":", container.label()]);
    push_known(cell, b",image=", container.image.as_deref());
    match &container.pod {
        Some(Pod { name: Some(name), namespace: Some(namespace), .. }) => {
            push_field(cell, b",pod=", &[namespace, b"/", name]);
        }
        Some(Pod { name: Some(name), .. }) => push_field(cell, b",pod=", &[name]),
        Some(Pod { uid: Some(uid), .. }) => push_field(cell, b",pod=", &[uid]),
        _ => {}
    }
}

/// Appends `NAME/PID` of each, the nearest first.
fn push_parents(cell: &mut Cell, parents: &[Ancestor]) {
    if parents.is_empty() {
        return;
    }
    let mut chain = Vec::new();
    for (place, parent) in parents.iter().enumerate() {
        if place > 0 {
            chain.push(b'<');
        }
        chain.extend_from_slice(&parent.name);
        chain.push(b'/');
        chain.extend_from_slice(parent.id.to_string().as_bytes());
    }
    push_field(cell, b",parents=", &[&chain]);
}

fn push_known(cell: &mut Cell, name: &[u8], value: Option<&[u8]>) {
    if let Some(value) = value {
        push_field(cell, name, &[value]);
    }
}

/// Appends a field whose value is the parts in a row, in quotes unless all of it is plain.
fn push_field(cell: &mut Cell, name: &[u8], parts: &[&[u8]]) {
    cell.push_bytes(name);
    let is_plain = |octet: &u8| octet.is_ascii_alphanumeric() || b"/._-:@+<%".contains(octet);
    if parts.iter().all(|part| part.iter().all(is_plain)) {
        return parts.iter().for_each(|part| cell.push_bytes(part));
    }
    cell.push_bytes(b"\"");
    for part in parts {
        for piece in part.split_inclusive(|octet| b"\"\\".contains(octet)) {
            let (text, mark) = match piece {
                [text @ .., mark @ (b'"' | b'\\')] => (text, Some(*mark)),
                text => (text, None),
            };
            cell.push_bytes(&escape(text));
            if let Some(mark) = mark {
                cell.push_bytes(&[b'\\', mark]);
            }
        }
    }
    cell.push_bytes(b"\"");
}
