//! `/proc/net/sctp/eps` (endpoints) and `assocs` (associations), as the kernel's net/sctp/proc.c writes them.
//!
//! A socket may have several addresses at either end.

use super::{BadLine, Fields, rows};
use model::{Inode, State, UserId};
use std::net::IpAddr;

/// Marks the primary address.
const PRIMARY: u8 = b'*';
/// Stands between the local and the peer's addresses.
const BETWEEN: &[u8] = b"<->";

/// A row of either table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SctpSocket<'a> {
    /// The state of the socket, numbered as TCP's.
    pub state: State,
    /// Octets waiting for the program.
    pub receive_queue: u32,
    /// Octets not yet sent.
    pub send_queue: u32,
    /// Who created it.
    pub user: UserId,
    /// Its inode on sockfs.
    pub inode: Inode,
    /// The port at this end.
    pub local_port: u16,
    /// The port at the other end; `None`: it is an endpoint.
    pub peer_port: Option<u16>,
    addresses: &'a [u8],
}

impl<'a> SctpSocket<'a> {
    /// The addresses of this end.
    pub fn local_addresses(&self) -> impl Iterator<Item = IpAddr> + use<'a> {
        addresses(self.addresses.split(u8::is_ascii_whitespace))
    }

    /// The addresses of the other end.
    pub fn peer_addresses(&self) -> impl Iterator<Item = IpAddr> + use<'a> {
        let mut words = self.addresses.split(u8::is_ascii_whitespace);
        // An endpoint has no such sign, and nothing behind it.
        words.find(|word| *word == BETWEEN);
        addresses(words)
    }
}

/// Reads addresses up to the first word that is none: the sign between the ends, or the next column.
fn addresses<'a>(words: impl Iterator<Item = &'a [u8]>) -> impl Iterator<Item = IpAddr> {
    let read = words.filter(|word| !word.is_empty()).map_while(|word| {
        let text = word.strip_prefix(&[PRIMARY]).unwrap_or(word);
        std::str::from_utf8(text).ok()?.parse().ok()
    });
    // Behind what is no address the other end has some.
    read.fuse()
}

/// Reads the endpoints.
pub fn endpoints(table: &[u8]) -> impl Iterator<Item = Result<SctpSocket<'_>, BadLine<'_>>> {
    rows(table, b"ENDPT ").map(endpoint)
}

/// Reads the associations.
pub fn associations(table: &[u8]) -> impl Iterator<Item = Result<SctpSocket<'_>, BadLine<'_>>> {
    rows(table, b"ASSOC ").map(association)
}

fn endpoint(line: &[u8]) -> Result<SctpSocket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["endpoint", "socket", "type"])?;
    let state = State::from_kernel(fields.decimal("socket state")?);
    fields.skip(&["bucket"])?;
    let local_port = fields.decimal("port")?;
    let user = UserId(fields.decimal("user")?);
    let inode = Inode(fields.decimal("inode")?);
    let addresses = fields.remainder();
    Ok(SctpSocket { state, receive_queue: 0, send_queue: 0, user, inode, local_port, peer_port: None, addresses })
}

fn association(line: &[u8]) -> Result<SctpSocket<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["association", "socket", "type"])?;
    let state = State::from_kernel(fields.decimal("socket state")?);
    fields.skip(&["association state", "bucket", "association id"])?;
    let send_queue = fields.decimal("send queue")?;
    let receive_queue = fields.decimal("receive queue")?;
    let user = UserId(fields.decimal("user")?);
    let inode = Inode(fields.decimal("inode")?);
    let local_port = fields.decimal("local port")?;
    let peer_port = Some(fields.decimal("remote port")?);
    Ok(SctpSocket {
        state,
        receive_queue,
        send_queue,
        user,
        inode,
        local_port,
        peer_port,
        addresses: fields.remainder(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(addresses: impl Iterator<Item = IpAddr>) -> Vec<String> {
        addresses.map(|address| address.to_string()).collect()
    }

    #[test]
    fn endpoints_have_one_end() {
        let table = b" ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS
00000000a 00000000b 2   10  29   11168   200 273361 10.0.0.102 *10.0.0.70 \n";
        let rows: Vec<_> = endpoints(table).map(|row| row.expect("a row")).collect();
        assert_eq!((rows[0].state, rows[0].inode, rows[0].user), (State::Listen, Inode(273_361), UserId(200)));
        assert_eq!((rows[0].local_port, rows[0].peer_port), (11168, None));
        assert_eq!(texts(rows[0].local_addresses()), ["10.0.0.102", "10.0.0.70"]);
        assert_eq!(rows[0].peer_addresses().count(), 0);
    }

    #[test]
    fn associations_have_two_ends_and_more_columns() {
        let table = b" ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS
00000000a 00000000b 2   1   4  1205  963        6        7     200 273167 11567 11166  10.0.0.102 *::1 <-> *10.0.0.109 10.0.0.77 \t    1000     2     2   10
cut 1 2 3\n";
        let rows: Vec<_> = associations(table).collect();
        let row = rows[0].as_ref().expect("a row");
        assert_eq!((row.state, row.user), (State::Established, UserId(200)));
        assert_eq!((row.send_queue, row.receive_queue), (6, 7));
        assert_eq!((row.local_port, row.peer_port), (11_567, Some(11_166)));
        assert_eq!(texts(row.local_addresses()), ["10.0.0.102", "::1"]);
        assert_eq!(texts(row.peer_addresses()), ["10.0.0.109", "10.0.0.77"]);
        let mut locals = row.local_addresses();
        assert_eq!(locals.by_ref().count(), 2);
        assert_eq!(locals.next(), None);
        assert!(rows[1].is_err());
    }
}
