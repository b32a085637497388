//! The processes that hold a socket (`-p`), their threads (`-T`) and SELinux contexts (`-Z`, `-z`).

use super::{Contexts, Layout, Lookups};
use model::{Holder, Inode, SecurityContexts};
use render::table::Cell;

/// What stands for a context that the kernel did not tell.
const UNAVAILABLE: &[u8] = b"unavailable";

impl<L: Lookups> Layout<'_, L> {
    /// Appends who holds the socket, where that is asked for.
    pub(super) fn push_owners(&self, cell: &mut Cell, inode: Inode) {
        if self.details.processes {
            push(cell, self.details.contexts, self.lookups.holders(inode));
        }
    }
}

fn push(cell: &mut Cell, shown: Contexts, holders: &[Holder]) {
    if holders.is_empty() {
        return;
    }
    cell.push_bytes(b" users:(");
    for (place, holder) in holders.iter().enumerate() {
        cell.push_bytes(if place > 0 { b",(\"" } else { b"(\"" });
        push_holder(cell, shown, holder);
        cell.push_bytes(b")");
    }
    cell.push_bytes(b")");
}

fn push_holder(cell: &mut Cell, shown: Contexts, holder: &Holder) {
    cell.push_untrusted(&holder.name);
    cell.push_bytes(b"\",pid=");
    cell.push_u64(holder.process.0.into());
    if let Some(thread) = holder.thread {
        cell.push_bytes(b",tid=");
        cell.push_u64(thread.0.into());
    }
    let context = |of: fn(&SecurityContexts) -> &Option<Box<[u8]>>| {
        holder.contexts.as_deref().and_then(|contexts| of(contexts).as_deref())
    };
    if shown != Contexts::Hidden {
        cell.push_bytes(b",proc_ctx=");
        push_context(cell, context(|contexts| &contexts.process));
    }
    cell.push_bytes(b",fd=");
    cell.push_u64(holder.descriptor.into());
    if shown == Contexts::OfProcessesAndSockets {
        cell.push_bytes(b",sock_ctx=");
        push_context(cell, context(|contexts| &contexts.socket));
    }
}

/// Appends a context.
pub(super) fn push_context(cell: &mut Cell, context: Option<&[u8]>) {
    match context {
        Some(context) => cell.push_untrusted(context),
        None => cell.push_bytes(UNAVAILABLE),
    }
}
