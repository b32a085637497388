//! `/proc/net/netlink` (`netlink_native_seq_show` in the kernel's net/netlink/af_netlink.c).
//!
//! Of the groups it shows the first 32 bits as text, which the record cannot lend: they stay unknown, as does a peer.

use super::{BadLine, Fields, rows};
use crate::blank;
use model::{Inode, NetlinkProtocol, NetlinkSocket, Socket, SocketFamily, Transport};

/// Reads the table.
pub fn sockets(table: &[u8]) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    rows(table, b"sk ").map(socket)
}

/// Reads a row.
///
/// # Errors
/// When a column is missing or not a number.
pub fn socket(line: &[u8]) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["address"])?;
    let protocol = NetlinkProtocol(fields.decimal("protocol")?);
    let port_id = fields.decimal("port id")?;
    fields.skip(&["groups"])?;
    let receive_queue = fields.decimal("receive queue")?;
    let send_queue = fields.decimal("send queue")?;
    let dump: u64 = fields.hexadecimal("dump flag")?;
    fields.skip(&["locks", "drops"])?;
    let inode = Inode(fields.decimal("inode")?);
    Ok(Socket {
        receive_queue,
        send_queue,
        inode,
        ..blank::socket(
            Transport::Netlink,
            SocketFamily::Netlink(NetlinkSocket {
                protocol,
                port_id,
                dump_running: Some(dump != 0),
                ..NetlinkSocket::default()
            }),
        )
    })
}
