//! Socket options of IP (`--inet-sockopt`).

use model::SocketOptions;
use render::table::Cell;

/// Appends the options that are set.
pub(super) fn push(cell: &mut Cell, options: SocketOptions) {
    let names: [(&[u8], bool); 11] = [
        (b" recverr", options.receive_errors()),
        (b" is_icsk", options.is_connection_socket()),
        (b" freebind", options.free_bind()),
        (b" hdrincl", options.header_included()),
        (b" mc_loop", options.multicast_loop()),
        (b" transparent", options.transparent()),
        (b" mc_all", options.multicast_all()),
        (b" nodefrag", options.no_defragmentation()),
        (b" bind_addr_no_port", options.bind_address_no_port()),
        (b" recverr_rfc4884", options.receive_errors_rfc4884()),
        (b" defer_connect", options.defer_connect()),
    ];
    cell.push_bytes(b"inet-sockopt: (");
    for (name, _) in names.iter().filter(|(_, is_set)| *is_set) {
        cell.push_bytes(name);
    }
    cell.push_bytes(b")");
}
