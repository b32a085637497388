//! A netlink socket: requests to the kernel and its datagrams back (netlink(7)).

use rustix::net::netlink::{self, SocketAddrNetlink};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, sockopt};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// The kernel never fills more than this into one datagram of a dump (`netlink_dump`, `NLMSG_GOODSIZE` growth), in octets.
pub const DATAGRAM_CAPACITY: usize = 32 * 1024;

/// Octets that wait in the kernel for this socket at the most. Dumps need one datagram; the value is the customary one,
/// so that this socket looks like its peers when sockets list themselves.
const RECEIVE_BUFFER: usize = 1024 * 1024;
const SEND_BUFFER: usize = 32 * 1024;
/// Octets of announcements that wait in the kernel at the most, where this process may ask for so many: some 20,000 closed
/// TCP sockets, for they are closed in bursts.
const ANNOUNCEMENT_BUFFER: usize = 16 * 1024 * 1024;

/// A netlink socket bound to an address that the kernel chose.
#[derive(Debug)]
pub struct NetlinkSocket {
    descriptor: OwnedFd,
}

impl NetlinkSocket {
    /// Opens a socket to the kernel's socket diagnostics (sock_diag(7)).
    ///
    /// # Errors
    /// The kernel's answer where it has no such protocol or a sandbox forbids it.
    pub fn sock_diag() -> io::Result<Self> {
        Self::open_sock_diag(0)
    }

    /// Opens a socket to which the kernel announces sockets as they end: those of these groups, a bit each (`1 << (SKNLGRP_… - 1)`,
    /// `include/uapi/linux/sock_diag.h`).
    ///
    /// # Errors
    /// As [`Self::sock_diag`].
    pub fn sock_diag_announcements(groups: u32) -> io::Result<Self> {
        let socket = Self::open_sock_diag(groups)?;
        // Only who administers the network may have more than others; with less, more is lost, which `receive` tells.
        let _ = sockopt::set_socket_recv_buffer_size_force(&socket.descriptor, ANNOUNCEMENT_BUFFER);
        Ok(socket)
    }

    fn open_sock_diag(groups: u32) -> io::Result<Self> {
        let descriptor = rustix::net::socket_with(
            AddressFamily::NETLINK,
            SocketType::RAW,
            SocketFlags::CLOEXEC,
            Some(netlink::SOCK_DIAG),
        )?;
        sockopt::set_socket_send_buffer_size(&descriptor, SEND_BUFFER)?;
        sockopt::set_socket_recv_buffer_size(&descriptor, RECEIVE_BUFFER)?;
        let socket = Self { descriptor };
        socket.ask_for_extended_errors();
        rustix::net::bind(&socket.descriptor, &SocketAddrNetlink::new(0, groups))?;
        Ok(socket)
    }

    /// Opens a socket as [`Self::sock_diag`] does, but one that may not administer the network, whoever opens it. The kernel
    /// then leaves out firewall marks, MD5 keys and upper layer protocols, and lists TCP sockets a tenth faster.
    ///
    /// # Errors
    /// As [`Self::sock_diag`].
    pub fn sock_diag_without_net_admin() -> io::Result<Self> {
        // The kernel asks for the rights of whoever opened the socket.
        crate::capability::without_net_admin(Self::sock_diag)
    }

    /// Opens a socket to the kernel's interfaces, addresses and routes (rtnetlink(7)).
    ///
    /// # Errors
    /// As [`Self::sock_diag`].
    pub fn route() -> io::Result<Self> {
        // Its protocol is zero, which any family takes for none.
        let descriptor = rustix::net::socket_with(AddressFamily::NETLINK, SocketType::RAW, SocketFlags::CLOEXEC, None)?;
        let socket = Self { descriptor };
        socket.ask_for_extended_errors();
        rustix::net::bind(&socket.descriptor, &SocketAddrNetlink::new(0, 0))?;
        Ok(socket)
    }

    /// Errors then come with the kernel's own words. Kernels before 4.12 refuse, and errors stay plain numbers.
    fn ask_for_extended_errors(&self) {
        let on: libc::c_int = 1;
        // SAFETY: the descriptor is open, and the kernel reads exactly the size of `on` from its address.
        unsafe {
            libc::setsockopt(
                self.descriptor.as_raw_fd(),
                libc::SOL_NETLINK,
                libc::NETLINK_EXT_ACK,
                (&raw const on).cast(),
                size_of_val(&on) as libc::socklen_t,
            );
        }
    }

    /// Sends one request to the kernel.
    ///
    /// # Errors
    /// The kernel's, when it does not take the request.
    pub fn send(&self, request: &[u8]) -> io::Result<()> {
        rustix::net::sendto(&self.descriptor, request, SendFlags::empty(), &SocketAddrNetlink::new(0, 0))?;
        Ok(())
    }

    /// Waits for the next datagram from the kernel and returns its length; what other processes send is passed over.
    ///
    /// # Errors
    /// `ENOBUFS` when the kernel had to drop messages; `InvalidData` when a datagram did not fit into `buffer`.
    pub fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let (_, length, sender) = match rustix::net::recvfrom(&self.descriptor, &mut *buffer, RecvFlags::TRUNC) {
                Err(rustix::io::Errno::INTR) => continue,
                answer => answer?,
            };
            let from_kernel = sender
                .and_then(|address| SocketAddrNetlink::try_from(address).ok())
                .is_some_and(|address| address.pid() == 0);
            if !from_kernel {
                continue;
            }
            if length > buffer.len() {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("the kernel sent {length} octets at once, more than the {} that fit", buffer.len()),
                ));
            }
            return Ok(length);
        }
    }
}
