//! The processes that hold a socket (`-p`), their threads (`-T`) and SELinux contexts (`-Z`, `-z`).

use super::{Contexts, Layout, Lookups};
use model::{Holder, Holders, Socket};
use render::table::Cell;

/// What stands for a context that the kernel did not tell.
const UNAVAILABLE: &[u8] = b"unavailable";

impl<L: Lookups> Layout<'_, L> {
    /// Appends who holds the socket, where that is asked for.
    pub(super) fn push_owners(&self, cell: &mut Cell, socket: &Socket<'_>) {
        if self.details.processes {
            push(cell, self.details.contexts, self.lookups.holders(socket.inode));
        }
        if self.details.owner {
            self.push_owner(cell, socket);
        }
    }
}

fn push(cell: &mut Cell, shown: Contexts, holders: Holders<'_>) {
    let mut before: &[u8] = b" users:((\"";
    for holder in holders {
        cell.push_bytes(before);
        push_holder(cell, shown, &holder);
        cell.push_bytes(b")");
        before = b",(\"";
    }
    if before.starts_with(b",") {
        cell.push_bytes(b")");
    }
}

fn push_holder(cell: &mut Cell, shown: Contexts, holder: &Holder<'_>) {
    cell.push_untrusted(&holder.task.name);
    cell.push_bytes(b"\",pid=");
    cell.push_u64(holder.task.process.0.into());
    if let Some(thread) = holder.task.thread {
        cell.push_bytes(b",tid=");
        cell.push_u64(thread.0.into());
    }
    if shown != Contexts::Hidden {
        cell.push_bytes(b",proc_ctx=");
        push_context(cell, holder.task.context.as_deref());
    }
    cell.push_bytes(b",fd=");
    cell.push_u64(holder.descriptor.into());
    if shown == Contexts::OfProcessesAndSockets {
        cell.push_bytes(b",sock_ctx=");
        push_context(cell, holder.socket_context);
    }
}

/// Appends a context.
pub(super) fn push_context(cell: &mut Cell, context: Option<&[u8]>) {
    match context {
        Some(context) => cell.push_untrusted(context),
        None => cell.push_bytes(UNAVAILABLE),
    }
}
