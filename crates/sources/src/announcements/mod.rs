//! Sockets as they end: the kernel announces each TCP and UDP socket of the network namespace when it frees it
//! (`SKNLGRP_*` of sock_diag(7)).
//!
//! Announcements wait in a buffer of the kernel. When they come faster than they are read it drops some, and says that it did but not
//! how many; the stream goes on and tells each such loss.

#[cfg(test)]
mod tests;

use crate::sockets::Diagnostics;
use model::{Gap, Socket};
use std::io;
use sys::netlink::{DATAGRAM_CAPACITY, NetlinkSocket};
use wire::netlink::sock_diag::inet::{Group, decode_announcement};
use wire::netlink::{self, Control, Message};

/// `ENOBUFS` (errno(3)): the kernel dropped messages.
const NO_BUFFER_SPACE: i32 = 105;

/// What the stream brings.
#[derive(Debug)]
pub enum Announcement<'a> {
    /// A socket ended. The record is its last: no file refers to it any more.
    Ended(&'a Socket<'a>),
    /// Something was announced and could not be seen.
    Missed(Gap),
}

/// Why the stream ended; by itself it never does.
#[derive(Debug)]
pub enum StreamError {
    /// Whoever took the announcements could not take more.
    Sink(io::Error),
    /// The kernel sends no more.
    Source(Gap),
}

/// A stream of announcements.
pub struct Announcements {
    connection: Box<dyn Diagnostics>,
    losses: u64,
}

impl Announcements {
    /// Joins these groups of the running kernel; those that it does not have bring nothing.
    ///
    /// # Errors
    /// Where it does not let us.
    pub fn join(groups: &[Group]) -> Result<Self, Gap> {
        let bits = groups.iter().filter_map(|group| group.bit()).fold(0, |all, bit| all | bit);
        NetlinkSocket::sock_diag_announcements(bits).map(|connection| Self::new(Box::new(connection))).map_err(
            |error| {
                Gap::new("following sockets that end", format!("the kernel answered: {error}"))
                    .with_remedy("let the sandbox open netlink sockets; the kernel needs CONFIG_INET_DIAG")
            },
        )
    }

    /// Any other place that announces like the kernel.
    pub fn new(connection: Box<dyn Diagnostics>) -> Self {
        Self { connection, losses: 0 }
    }

    /// Hands on every announcement as it comes.
    ///
    /// # Errors
    /// Always ends with one: the consumer's, or that of a connection that broke.
    pub fn follow(&mut self, each: &mut dyn FnMut(Announcement<'_>) -> io::Result<()>) -> StreamError {
        let mut buffer = vec![0; DATAGRAM_CAPACITY];
        loop {
            let outcome = match self.connection.receive(&mut buffer) {
                Ok(length) => datagram(&buffer[..length], each),
                Err(error) if error.raw_os_error() == Some(NO_BUFFER_SPACE) => {
                    self.losses += 1;
                    each(Announcement::Missed(loss(self.losses)))
                }
                Err(error) => {
                    let reason = format!("the netlink connection failed: {error}");
                    return StreamError::Source(Gap::new("following sockets that end", reason));
                }
            };
            if let Err(error) = outcome {
                return StreamError::Sink(error);
            }
        }
    }
}

fn loss(losses: u64) -> Gap {
    let times = match losses {
        1 => "once".to_owned(),
        more => format!("{more} times"),
    };
    Gap::new(
        "following sockets that end",
        format!("they end faster than they are read: the kernel dropped some, {times} by now"),
    )
    .with_remedy("follow fewer kinds of sockets, or read the output faster")
}

fn datagram(datagram: &[u8], each: &mut dyn FnMut(Announcement<'_>) -> io::Result<()>) -> io::Result<()> {
    netlink::messages(datagram).try_for_each(|message| match message {
        Ok(message) => announced(&message, each),
        Err(truncated) => each(unread(&truncated)),
    })
}

fn announced(message: &Message<'_>, each: &mut dyn FnMut(Announcement<'_>) -> io::Result<()>) -> io::Result<()> {
    match message.control() {
        None => match decode_announcement(message.payload) {
            Ok(socket) => each(Announcement::Ended(&socket)),
            Err(error) => each(unread(&error)),
        },
        Some(Control::Error { .. } | Control::Done { .. } | Control::Noop | Control::Overrun) => Ok(()),
    }
}

fn unread(why: &dyn std::fmt::Display) -> Announcement<'static> {
    Announcement::Missed(Gap::new("reading the announcement of a socket that ended", why.to_string()))
}
