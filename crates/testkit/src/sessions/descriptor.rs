//! The receiver of a descriptor that a tool passes (nc -F; unix(7), SCM_RIGHTS): it goes on with the connection.

use std::io::{IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::net::{Shutdown, TcpStream};
use std::os::fd::BorrowedFd;

use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};

/// What the receiver says to the peer.
const GREETING: &[u8] = b"from the receiver\n";

/// Takes the descriptor, greets the peer over it, and keeps what that answers.
pub(super) fn take_over(channel: BorrowedFd, mut keep: impl FnMut(&[u8])) {
    let mut octets = [0; 64];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(4))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let Ok(message) = recvmsg(channel, &mut [IoSliceMut::new(&mut octets)], &mut control, RecvFlags::CMSG_CLOEXEC)
    else {
        return keep(b"(no message)");
    };
    let passed: Vec<_> = control
        .drain()
        .flat_map(|message| match message {
            RecvAncillaryMessage::ScmRights(descriptors) => descriptors.collect(),
            _ => Vec::new(),
        })
        .collect();
    keep(format!("({} descriptors with {} octets)", passed.len(), message.bytes).as_bytes());
    for descriptor in passed {
        let mut stream = TcpStream::from(descriptor);
        // It comes as the tool had it, which did not wait for it.
        let sent = stream.set_nonblocking(false);
        let sent = sent.and_then(|()| stream.write_all(GREETING)).and_then(|()| stream.shutdown(Shutdown::Write));
        let mut answer = Vec::new();
        match sent.and_then(|()| stream.read_to_end(&mut answer)) {
            Ok(_) => keep(&answer),
            Err(error) => keep(format!("({error})").as_bytes()),
        }
    }
}
