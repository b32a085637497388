//! `/proc/net/sctp/eps` (endpoints) and `assocs` (associations), as the kernel's net/sctp/proc.c writes them.
//!
//! A socket may have several addresses at either end. Its record has one: the one marked as primary, or else the first.

use super::{BadLine, Fields, rows};
use model::{InetEndpoint, InetSocket, Inode, Socket, SocketFamily, State, Transport, UserId};
use std::net::{IpAddr, Ipv4Addr};

/// Marks the primary address.
const PRIMARY: u8 = b'*';
/// Stands between the local and the peer's addresses.
const BETWEEN: &[u8] = b"<->";

/// Reads the endpoints.
pub fn endpoints(table: &[u8]) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    rows(table, b"ENDPT ").map(endpoint)
}

/// Reads the associations.
pub fn associations(table: &[u8]) -> impl Iterator<Item = Result<Socket<'_>, BadLine<'_>>> {
    rows(table, b"ASSOC ").map(association)
}

fn endpoint(line: &[u8]) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["endpoint", "socket", "type"])?;
    let state = fields.decimal("socket state")?;
    fields.skip(&["bucket"])?;
    let local_port = fields.decimal("port")?;
    let user = fields.decimal("user")?;
    let inode = fields.decimal("inode")?;
    let local = InetEndpoint { address: primary(&mut fields)?, port: local_port };
    let anyone = match local.address {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(_) => IpAddr::from([0u16; 8]),
    };
    let inet = InetSocket::between(local, InetEndpoint { address: anyone, port: 0 });
    Ok(socket(inet, state, user, inode))
}

fn association(line: &[u8]) -> Result<Socket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["association", "socket", "type"])?;
    let state = fields.decimal("socket state")?;
    fields.skip(&["association state", "bucket", "association id"])?;
    let send_queue = fields.decimal("send queue")?;
    let receive_queue = fields.decimal("receive queue")?;
    let user = fields.decimal("user")?;
    let inode = fields.decimal("inode")?;
    let local_port = fields.decimal("local port")?;
    let peer_port = fields.decimal("remote port")?;
    let local = InetEndpoint { address: primary(&mut fields)?, port: local_port };
    let peer = InetEndpoint { address: primary(&mut fields)?, port: peer_port };
    let inet = InetSocket::between(local, peer);
    Ok(Socket { send_queue, receive_queue, ..socket(inet, state, user, inode) })
}

fn socket(inet: InetSocket<'_>, state: u8, user: u32, inode: u64) -> Socket<'_> {
    Socket {
        state: State::from_kernel(state),
        user: Some(UserId(user)),
        inode: Inode(inode),
        ..Socket::blank(Transport::Sctp, SocketFamily::Inet(inet))
    }
}

/// Reads addresses up to the sign between the ends, or to the first column that is none.
fn primary<'a>(fields: &mut Fields<'a>) -> Result<IpAddr, BadLine<'a>> {
    let mut chosen = None;
    while let Ok(word) = fields.word("address") {
        if word == BETWEEN {
            break;
        }
        let (is_primary, text) = match word.strip_prefix(&[PRIMARY]) {
            Some(text) => (true, text),
            None => (false, word),
        };
        let Some(address) = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()) else { break };
        if is_primary || chosen.is_none() {
            chosen = Some(address);
        }
    }
    chosen.ok_or(fields.bad("address"))
}
