//! One socket and the host around it: what every native view shows some of.

use super::Host;
use crate::host::place::Place;
use measure::ends::End;
use model::{Exposure, Holder, Inode, NoOwner, Process, Socket, SocketFamily, State, Task, Transport, UnixSocket};
use std::sync::Arc;

/// A socket, lent while it is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    /// Its record.
    pub(crate) socket: &'a Socket<'a>,
    /// The network namespace that it is in.
    pub(crate) place: &'a Place,
    /// The host.
    pub(crate) host: &'a Host,
}

/// A process that holds a socket.
#[derive(Clone, Debug)]
pub(crate) struct HoldingProcess<'a> {
    /// The process, or the thread of it, as it was seen with the socket.
    pub(crate) task: &'a Task,
    /// Its lowest descriptor of the socket.
    pub(crate) descriptor: u32,
    /// How many it has.
    pub(crate) descriptors: usize,
    /// Who it is; `None` where it has ended since.
    pub(crate) process: Option<Arc<Process>>,
}

impl<'a> Subject<'a> {
    /// The processes that hold it, the oldest number first, each once.
    pub(crate) fn processes(&self) -> Vec<HoldingProcess<'a>> {
        processes(self.host, self.host.holders(self.socket))
    }

    /// The processes that hold the other end of a UNIX connection.
    pub(crate) fn unix_peer_processes(&self) -> Vec<HoldingProcess<'a>> {
        match &self.socket.family {
            SocketFamily::Unix(UnixSocket { peer: Some(peer), .. }) => self.host.processes_of(*peer),
            _ => Vec::new(),
        }
    }

    /// The processes that hold the other end of a connection, where that is known to be on this host: of a UNIX socket always, of another
    /// if [`Wants::both_ends`](super::Wants) was asked for.
    pub(crate) fn peer_processes(&self) -> Vec<HoldingProcess<'a>> {
        match &self.socket.family {
            SocketFamily::Inet(inet) => {
                let namespace = self.place.facts.id;
                let end = End { transport: self.socket.transport, namespace, local: inet.local, peer: inet.peer };
                self.host.other_end(&end).map(|other| self.host.processes_of(other)).unwrap_or_default()
            }
            _ => self.unix_peer_processes(),
        }
    }

    /// Why nobody is seen to hold it.
    pub(crate) fn no_owner(&self) -> NoOwner {
        self.host.no_owner(self.socket)
    }

    /// Whether it waits for others to connect or to send: a listener, or an unconnected datagram socket with a port.
    pub(crate) fn is_offered(&self) -> bool {
        match &self.socket.family {
            SocketFamily::Inet(inet) => match self.socket.state {
                State::Listen => true,
                State::Close => self.socket.transport != Transport::Tcp && inet.local.port != 0,
                _ => false,
            },
            SocketFamily::Vsock(_) | SocketFamily::Tipc(_) => self.socket.state == State::Listen,
            // A listening UNIX socket is in this state; so is a bound datagram socket, to which others send.
            SocketFamily::Unix(unix) => match self.socket.transport {
                Transport::UnixDatagram => unix.name.is_some(),
                _ => self.socket.state == State::Listen,
            },
            _ => false,
        }
    }

    /// From where it can be reached, for what waits for others on an IP address.
    pub(crate) fn exposure(&self) -> Option<Exposure> {
        match &self.socket.family {
            SocketFamily::Inet(inet) if self.is_offered() => Some(Exposure::of(inet.local.address, inet.interface)),
            _ => None,
        }
    }
}

impl Host {
    /// The processes that hold the socket with this inode, the oldest number first, each once.
    pub(crate) fn processes_of(&self, inode: Inode) -> Vec<HoldingProcess<'_>> {
        processes(self, self.holders_of(inode))
    }
}

/// Holders come newest first, and those of one process together.
fn processes<'a>(host: &'a Host, holders: impl Iterator<Item = Holder<'a>>) -> Vec<HoldingProcess<'a>> {
    let mut found: Vec<HoldingProcess<'a>> = Vec::new();
    for holder in holders {
        match found.last_mut() {
            Some(last) if last.task.process == holder.task.process => {
                last.descriptor = last.descriptor.min(holder.descriptor);
                last.descriptors += 1;
            }
            _ => found.push(HoldingProcess {
                task: holder.task,
                descriptor: holder.descriptor,
                descriptors: 1,
                process: host.process(holder.task),
            }),
        }
    }
    found.reverse();
    found
}
