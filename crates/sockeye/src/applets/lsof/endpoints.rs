//! The other ends of pipes, terminals, UNIX sockets and connections (`-E`, `+E`): who can talk with whom on this host.
//!
//! To know the holders of an end every descriptor of every process is looked at. A UNIX socket has one other end to lsof: its peer, or
//! the first socket that the kernel tells to be connected to it, or that waits to be accepted.

use super::args::Details;
use super::cells::{push_decimal, push_formatted};
use super::printable::{self, Charset};
use super::sockets::SocketTable;
use model::{
    FileIdentity, FileKind, FileProcess, FileSlot, Gap, Inode, OpenFile, Socket, SocketFamily, State, StateSet,
};
use sources::open_files::endpoints::{End, Endpoints};
use sources::proc_files::ProcFiles;
use sources::sockets::{Reach, SocketQuery, SocketSink, SocketSource};
use std::collections::HashMap;
use std::io;
use wire::netlink::sock_diag::unix;

/// Who holds which end.
#[derive(Debug, Default)]
pub(super) struct Ends {
    channels: Endpoints,
    /// Holders of sockets, in ascending order.
    sockets: HashMap<Inode, Vec<End>>,
    peers: Peers,
    /// The other end of a connection within this host.
    opposites: HashMap<Inode, Inode>,
}

/// The other end of each UNIX socket.
#[derive(Debug, Default)]
struct Peers(HashMap<Inode, Inode>);

impl Ends {
    /// Adds a file of a process. Threads share nearly all descriptors with their process, and add nothing.
    pub(super) fn add(&mut self, process: &FileProcess, file: &OpenFile) {
        self.channels.add(process, file);
        if let (FileKind::Socket, Some(inode), FileSlot::Descriptor(descriptor), None) =
            (file.kind, file.inode, file.slot, process.task)
        {
            let end = End { process: process.id, name: process.name.clone(), descriptor, access: file.access };
            self.sockets.entry(inode).or_default().push(end);
        }
    }

    /// Reads which UNIX sockets belong together. Returns what could not be seen.
    pub(super) fn read_peers(&mut self, files: &ProcFiles) -> Vec<Gap> {
        let show = unix::SHOW_PEER | unix::SHOW_PENDING;
        let query = SocketQuery::Unix(unix::Request { states: StateSet::ALL, show });
        // Taking them down does not fail.
        SocketSource::live(files.clone(), Reach::PublicFacts).list(&query, &mut self.peers).unwrap_or_default()
    }

    /// Finds the connections of which both ends are on this host, and of one IP version.
    pub(super) fn find_opposites(&mut self, sockets: &SocketTable) {
        let connected = || sockets.inet().filter(|(_, facts)| facts.is_network() && facts.state == State::Established);
        let by_ends: HashMap<_, _> =
            connected().map(|(inode, facts)| ((facts.transport, facts.local, facts.peer), inode)).collect();
        for (inode, facts) in connected() {
            if let Some(opposite) = by_ends.get(&(facts.transport, facts.peer, facts.local)) {
                self.opposites.insert(inode, *opposite);
            }
        }
    }

    /// The descriptors at the other end of a file of a process.
    pub(super) fn others<'e>(&'e self, process: &FileProcess, file: &'e OpenFile) -> impl Iterator<Item = &'e End> {
        let inode = file.inode.filter(|_| file.kind == FileKind::Socket);
        let opposite = inode.and_then(|inode| self.opposites.get(&inode).copied());
        let peer = self.peer(file).or(opposite).and_then(|peer| self.sockets.get(&peer));
        self.channels.others(process.id, file).chain(peer.into_iter().flatten().rev())
    }

    /// What is said of the other end behind a file's name, with the blank before it.
    pub(super) fn remark(
        &self,
        process: &FileProcess,
        file: &OpenFile,
        details: &Details,
        charset: Charset,
    ) -> Vec<u8> {
        let mut out = Vec::new();
        let mut others = self.others(process, file).peekable();
        if let Some(peer) = self.peer(file) {
            push_formatted(&mut out, format_args!(" ->INO={peer}"));
        } else if let (Some(FileIdentity::MasterOf(number)), Some(_)) = (file.identity, others.peek()) {
            push_formatted(&mut out, format_args!(" ->/dev/pts/{number}"));
        }
        for end in others {
            out.push(b' ');
            push_decimal(&mut out, end.process.0.into());
            out.push(b',');
            // `+c 0`, which takes all of a name elsewhere, takes nothing of it here.
            printable::push(&mut out, end.name.get(..details.command_width).unwrap_or(&end.name), charset);
            out.push(b',');
            push_decimal(&mut out, end.descriptor.into());
            out.push(super::listing::access_letter(end.access));
        }
        out
    }

    fn peer(&self, file: &OpenFile) -> Option<Inode> {
        let inode = file.inode.filter(|_| file.kind == FileKind::Socket)?;
        self.peers.0.get(&inode).copied()
    }
}

impl Peers {
    /// Notes that a socket is the other end of another one, unless that has one already.
    fn note(&mut self, socket: Inode, peer: Inode) {
        if socket.0 != 0 && peer.0 != 0 {
            self.0.entry(socket).or_insert(peer);
        }
    }
}

impl SocketSink for Peers {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        let SocketFamily::Unix(unix) = &socket.family else { return Ok(()) };
        let waiting = unix.pending.unwrap_or_default().chunks_exact(size_of::<u32>());
        for waiting in waiting {
            let inode = u32::from_ne_bytes(waiting.try_into().unwrap_or_default());
            self.note(socket.inode, Inode(inode.into()));
        }
        if let Some(peer) = unix.peer {
            self.note(socket.inode, peer);
            self.note(peer, socket.inode);
        }
        Ok(())
    }

    fn forget_table(&mut self) -> bool {
        self.0.clear();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Transport, UnixSocket};

    #[test]
    fn the_first_that_is_told_is_the_other_end() {
        let mut peers = Peers::default();
        let mut accept = |inode, unix| {
            let socket =
                Socket { inode: Inode(inode), ..Socket::blank(Transport::UnixStream, SocketFamily::Unix(unix)) };
            peers.accept(&socket).expect("it takes everything");
        };
        let connected = |peer| UnixSocket { peer: Some(Inode(peer)), ..UnixSocket::default() };
        let waiting: Vec<u8> = [0_u32, 50, 51].iter().flat_map(|inode| inode.to_ne_bytes()).collect();
        accept(7, connected(5));
        accept(6, connected(5));
        accept(5, connected(9));
        accept(40, UnixSocket { pending: Some(&waiting), ..UnixSocket::default() });
        accept(50, connected(0));
        let peer = |inode| peers.0.get(&Inode(inode)).map(|peer| peer.0);
        assert_eq!([5, 6, 7, 9, 40, 50].map(peer), [Some(7), Some(5), Some(5), Some(5), Some(50), None]);
    }
}
