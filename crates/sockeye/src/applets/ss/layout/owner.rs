//! The processes that hold a socket (`-p`).

use model::Holder;
use render::table::Cell;

/// Appends the holders, if there are any.
pub(super) fn push(cell: &mut Cell, holders: &[Holder]) {
    if holders.is_empty() {
        return;
    }
    cell.push_bytes(b" users:(");
    for (place, holder) in holders.iter().enumerate() {
        cell.push_bytes(if place > 0 { b",(\"" } else { b"(\"" });
        cell.push_untrusted(&holder.name);
        cell.push_bytes(b"\",pid=");
        cell.push_u64(holder.process.0.into());
        cell.push_bytes(b",fd=");
        cell.push_u64(holder.descriptor.into());
        cell.push_bytes(b")");
    }
    cell.push_bytes(b")");
}
