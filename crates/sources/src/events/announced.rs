//! The kernel's announcements of sockets that end, read by a thread of its own, so that whoever waits for them may wait for other
//! things too.

use crate::announcements::{Announcement, Announcements, StreamError};
use model::{Bytes, Cookie, Gap, InetEndpoint, Socket, SocketFamily, Traffic, Transport, UserId};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Builder;
use std::time::{Duration, SystemTime};
use wire::netlink::sock_diag::inet::Group;

/// So many announcements wait here at the most; more wait in the kernel, which says when it drops some.
const WAITING: usize = 16_384;

/// What is announced.
#[derive(Debug)]
pub(super) enum Note {
    Ended(Ended),
    Missed(Gap),
}

/// A socket that has ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) at: SystemTime,
    pub(super) transport: Transport,
    pub(super) cookie: Option<Cookie>,
    pub(super) local: InetEndpoint,
    pub(super) peer: InetEndpoint,
    pub(super) user: Option<UserId>,
    pub(super) traffic: Option<Traffic>,
}

/// Announcements as they come.
pub(super) struct Announced {
    notes: Receiver<Note>,
    /// Can be read from when there are some.
    bell: UnixStream,
}

impl Announced {
    /// Joins these groups, in the network namespace of this thread.
    pub(super) fn join(groups: &[Group]) -> Result<Self, Gap> {
        let announcements = Announcements::join(groups)?;
        let failed = |error: io::Error| Gap::new("following sockets that end", error.to_string());
        let (bell, rope) = UnixStream::pair().map_err(failed)?;
        bell.set_nonblocking(true).map_err(failed)?;
        rope.set_nonblocking(true).map_err(failed)?;
        let (sender, notes) = sync_channel(WAITING);
        Builder::new().spawn(move || follow(announcements, &sender, rope)).map_err(failed)?;
        Ok(Self { notes, bell })
    }

    /// Can be read from when there are some.
    pub(super) fn descriptor(&self) -> BorrowedFd<'_> {
        self.bell.as_fd()
    }

    /// The next one that has come already.
    pub(super) fn take(&mut self) -> Option<Note> {
        let note = self.notes.try_recv().ok();
        if note.is_none() {
            // Rung as often as there was something, heard once.
            while matches!(self.bell.read(&mut [0; 64]), Ok(1..)) {}
        }
        note
    }

    /// The next one, waiting for so long at the most.
    pub(super) fn wait(&mut self, longest: Duration) -> Option<Note> {
        self.notes.recv_timeout(longest).ok()
    }
}

fn follow(mut announcements: Announcements, sender: &SyncSender<Note>, mut rope: UnixStream) {
    let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
    let end = announcements.follow(&mut |announcement| {
        let note = match announcement {
            Announcement::Ended(socket) => match ended(socket) {
                Some(ended) => Note::Ended(ended),
                None => return Ok(()),
            },
            Announcement::Missed(gap) => Note::Missed(gap),
        };
        sender.send(note).map_err(|_| gone())?;
        // Where the bell is full it has been rung.
        let _ = rope.write(&[0]);
        Ok(())
    });
    if let StreamError::Source(gap) = end {
        // Nobody there to tell: then it does not matter.
        let _ = sender.send(Note::Missed(gap));
    }
}

fn ended(socket: &Socket<'_>) -> Option<Ended> {
    let SocketFamily::Inet(inet) = &socket.family else { return None };
    let traffic = inet.tcp.as_ref().map(|tcp| Traffic {
        sent: Bytes(tcp.bytes_sent.0.saturating_sub(tcp.bytes_retrans.0)),
        // The end of what the peer sends is counted as one more octet; where nothing else came that can be told.
        received: if tcp.data_segs_in == 0 { Bytes(0) } else { tcp.bytes_received },
        retransmitted: tcp.bytes_retrans,
        retransmits: tcp.total_retrans,
        round_trip: Some(tcp.rtt).filter(|time| time.0 != 0),
        least_round_trip: Some(tcp.min_rtt).filter(|time| time.0 != 0 && time.0 != u64::from(u32::MAX)),
    });
    Some(Ended {
        at: SystemTime::now(),
        transport: socket.transport,
        cookie: socket.cookie,
        local: inet.local,
        peer: inet.peer,
        user: socket.user,
        traffic,
    })
}
