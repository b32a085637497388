//! Descriptors that whoever started this process left open in it.

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::io;
use std::os::fd::BorrowedFd;

/// Closes all of them but standard input, output and error (close_range(2)). To be called before anything is opened.
pub fn close_descriptors() {
    // SAFETY: at the start nothing of ours is open but those three, and what others handed over without our knowledge nobody here uses.
    // It fails on kernels before 5.9, where they stay open and show in listings.
    unsafe {
        libc::syscall(libc::SYS_close_range, 3 as libc::c_uint, libc::c_uint::MAX, 0 as libc::c_uint);
    }
}

/// Writes all of these octets to a descriptor that others may have open, too. They may have made it non-blocking (`O_NONBLOCK` is
/// theirs as well as ours, open(2)): then it is waited until it takes more.
///
/// # Errors
/// Those of write(2) and poll(2), but for those that mean only to go on.
pub fn write_all(descriptor: BorrowedFd<'_>, octets: &[u8]) -> io::Result<()> {
    let mut rest = octets;
    while !rest.is_empty() {
        match rustix::io::write(descriptor, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = &rest[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => match poll(&mut [PollFd::from_borrowed_fd(descriptor, PollFlags::OUT)], None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::fd::AsFd;

    #[test]
    fn a_pipe_that_does_not_block_is_waited_for() {
        let (mut read, write) = io::pipe().expect("a pipe");
        rustix::io::ioctl_fionbio(&write, true).expect("it is made non-blocking");
        let octets: Vec<u8> = (0..1_000_000_u32).map(|place| (place % 251) as u8).collect();
        let reader = std::thread::spawn(move || {
            let mut got = Vec::new();
            read.read_to_end(&mut got).map(|_| got)
        });
        write_all(write.as_fd(), &octets).expect("all is written");
        drop(write);
        assert!(reader.join().expect("it reads").expect("all is read") == octets);
    }

    #[test]
    fn a_full_device_says_so() {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("there is one");
        let error = write_all(full.as_fd(), b"a").expect_err("it is full");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
