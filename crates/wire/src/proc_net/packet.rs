//! `/proc/net/packet` (`packet_seq_show` in the kernel's net/packet/af_packet.c).

use super::{BadLine, Fields, rows};
use crate::netlink::sock_diag::packet::transport;
use model::{Inode, InterfaceIndex, PacketSocket, Socket, SocketFamily, UserId};

/// Reads the table.
pub fn sockets(table: &[u8]) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    rows(table, b"sk ").map(socket)
}

/// Reads a row.
///
/// # Errors
/// When a column is missing or not a number, or the type is unknown.
pub fn socket(line: &[u8]) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["address", "reference count"])?;
    let transport = transport(fields.decimal("type")?).ok_or(fields.bad("known type"))?;
    let protocol = fields.hexadecimal("protocol")?;
    let interface = InterfaceIndex(fields.decimal("interface")?);
    fields.skip(&["running flag"])?;
    let receive_queue = fields.decimal("receive queue")?;
    let user = UserId(fields.decimal("user")?);
    let inode = Inode(fields.decimal("inode")?);
    Ok(Socket {
        receive_queue,
        inode,
        user: Some(user),
        ..Socket::blank(
            transport,
            SocketFamily::Packet(PacketSocket { protocol, interface, ..PacketSocket::default() }),
        )
    })
}
