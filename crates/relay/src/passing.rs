//! Handing a descriptor to whoever is at the other end of a UNIX socket (unix(7), `SCM_RIGHTS`).

use rustix::io::Errno;
use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::os::fd::BorrowedFd;

/// Passes a descriptor, with the one octet, 0, that such a message cannot do without.
///
/// # Errors
/// Those of sendmsg(2): most of all that `over` is no socket.
pub fn pass(descriptor: BorrowedFd<'_>, over: BorrowedFd<'_>) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let rights = [descriptor];
    loop {
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        if !ancillary.push(SendAncillaryMessage::ScmRights(&rights)) {
            return Err(Errno::NOBUFS.into());
        }
        match sendmsg(over, &[IoSlice::new(&[0])], &mut ancillary, SendFlags::NOSIGNAL) {
            Ok(_) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};
    use std::fs::File;
    use std::io::IoSliceMut;
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;

    #[test]
    fn what_is_passed_arrives() {
        let (one, other) = UnixStream::pair().expect("a pair");
        pass(File::open("/dev/null").expect("a file").as_fd(), one.as_fd()).expect("passed");
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        let mut octet = [7_u8; 2];
        let received = recvmsg(&other, &mut [IoSliceMut::new(&mut octet)], &mut ancillary, RecvFlags::empty());
        assert_eq!((received.expect("a message").bytes, octet[0]), (1, 0));
        let passed = ancillary.drain().filter_map(|message| match message {
            RecvAncillaryMessage::ScmRights(descriptors) => Some(descriptors.count()),
            _ => None,
        });
        assert_eq!(passed.sum::<usize>(), 1);
    }

    #[test]
    fn what_is_no_socket_takes_none() {
        let file = File::options().write(true).open("/dev/null").expect("a file");
        let error = pass(file.as_fd(), file.as_fd()).expect_err("no socket");
        assert_eq!(error.raw_os_error(), Some(Errno::NOTSOCK.raw_os_error()));
    }
}
