//! `/proc/net/netlink` (`netlink_native_seq_show` in the kernel's net/netlink/af_netlink.c).
//!
//! Of the groups it shows the first 32, and a peer not at all.

use super::{BadLine, Fields, rows};
use model::{Inode, NetlinkProtocol, NetlinkSocket, NetlinkText, Socket, SocketFamily, Transport};

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
    let address = fields.hexadecimal("address")?;
    let protocol = NetlinkProtocol(fields.decimal("protocol")?);
    let port_id = fields.decimal("port id")?;
    let groups = fields.hexadecimal("groups")?;
    let receive_queue = fields.decimal("receive queue")?;
    let send_queue = fields.decimal("send queue")?;
    let dump: u64 = fields.hexadecimal("dump flag")?;
    fields.skip(&["locks", "drops"])?;
    let inode = Inode(fields.decimal("inode")?);
    Ok(Socket {
        receive_queue,
        send_queue,
        inode,
        ..Socket::blank(
            Transport::Netlink,
            SocketFamily::Netlink(NetlinkSocket {
                protocol,
                port_id,
                text: Some(NetlinkText { address, groups, dump_running: dump != 0 }),
                ..NetlinkSocket::default()
            }),
        )
    })
}
