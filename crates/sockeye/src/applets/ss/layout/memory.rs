//! What a socket's buffers hold (`-m`).

use model::{LegacyMemory, SocketMemory};
use render::table::Cell;

/// Appends the full account.
pub(super) fn push(cell: &mut Cell, memory: &SocketMemory) {
    let fields: [(&[u8], u64); 7] = [
        (b" skmem:(r", memory.receive.0),
        (b",rb", memory.receive_limit.0),
        (b",t", memory.transmit.0),
        (b",tb", memory.send_limit.0),
        (b",f", memory.forward.0),
        (b",w", memory.send_queued.0),
        (b",o", memory.options.0),
    ];
    push_fields(cell, &fields);
    if let Some(backlog) = memory.backlog {
        push_fields(cell, &[(b",bl", backlog.0)]);
    }
    if let Some(drops) = memory.drops {
        push_fields(cell, &[(b",d", drops)]);
    }
    cell.push_bytes(b")");
}

/// Appends the older account.
pub(super) fn push_legacy(cell: &mut Cell, memory: &LegacyMemory) {
    let fields: [(&[u8], u64); 4] = [
        (b" mem:(r", memory.receive.0),
        (b",w", memory.send_queued.0),
        (b",f", memory.forward.0),
        (b",t", memory.transmit.0),
    ];
    push_fields(cell, &fields);
    cell.push_bytes(b")");
}

fn push_fields(cell: &mut Cell, fields: &[(&[u8], u64)]) {
    for (name, value) in fields {
        cell.push_bytes(name);
        cell.push_u64(*value);
    }
}
