//! Options of sockets that have no safe call elsewhere (socket(7), ip(7), ipv6(7)).

use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

/// `IPV6_MINHOPCOUNT` of <linux/in6.h>.
const IPV6_MINHOPCOUNT: libc::c_int = 73;

/// Lets the socket be debugged (`SO_DEBUG`), which needs `CAP_NET_ADMIN`.
///
/// # Errors
/// The kernel's.
pub fn set_debug(socket: BorrowedFd<'_>) -> io::Result<()> {
    set(socket, libc::SOL_SOCKET, libc::SO_DEBUG, &1_i32)
}

/// poll(2) tells of received octets when there are so many (`SO_RCVLOWAT`, socket(7)), of the end at once.
///
/// # Errors
/// The kernel's.
pub fn set_receive_low_water(socket: BorrowedFd<'_>, octets: u32) -> io::Result<()> {
    set(socket, libc::SOL_SOCKET, libc::SO_RCVLOWAT, &i32::try_from(octets).unwrap_or(i32::MAX))
}

/// IPv4 packets that have a lower TTL than this are dropped (`IP_MINTTL`).
///
/// # Errors
/// The kernel's.
pub fn set_least_ttl(socket: BorrowedFd<'_>, ttl: u8) -> io::Result<()> {
    set(socket, libc::IPPROTO_IP, libc::IP_MINTTL, &i32::from(ttl))
}

/// IPv6 packets that have a lower hop limit than this are dropped (`IPV6_MINHOPCOUNT`).
///
/// # Errors
/// The kernel's.
pub fn set_least_hop_limit(socket: BorrowedFd<'_>, hops: u8) -> io::Result<()> {
    set(socket, libc::IPPROTO_IPV6, IPV6_MINHOPCOUNT, &i32::from(hops))
}

/// Signs and checks every segment of a TCP connection, whoever the peer is (`TCP_MD5SIG_EXT`; RFC 2385).
///
/// # Errors
/// The kernel's: it may have been built without; and `InvalidInput` for a key that is empty or longer than 80 octets.
pub fn sign_with_md5(socket: BorrowedFd<'_>, peer: SocketAddr, key: &[u8]) -> io::Result<()> {
    if key.is_empty() || key.len() > MD5_KEY_OCTETS {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the password must have 1 to 80 octets"));
    }
    let mut signing = TcpMd5Signature {
        family: if peer.is_ipv4() { libc::AF_INET as u16 } else { libc::AF_INET6 as u16 },
        address: [0; 126],
        flags: PREFIX,
        prefix_bits: 0,
        key_octets: key.len() as u16,
        interface: 0,
        key: [0; MD5_KEY_OCTETS],
    };
    signing.key[..key.len()].copy_from_slice(key);
    set(socket, libc::IPPROTO_TCP, TCP_MD5SIG_EXT, &signing)
}

/// `TCP_MD5SIG_EXT` of <linux/tcp.h>.
const TCP_MD5SIG_EXT: libc::c_int = 32;
/// `TCP_MD5SIG_FLAG_PREFIX`: the key is for all addresses that begin alike.
const PREFIX: u8 = 1;
/// `TCP_MD5SIG_MAXKEYLEN`.
const MD5_KEY_OCTETS: usize = 80;

/// `struct tcp_md5sig` of <linux/tcp.h>. The address, of which no bit counts here, is a `sockaddr_storage`.
#[repr(C, align(8))]
#[derive(Clone, Copy)]
struct TcpMd5Signature {
    family: u16,
    address: [u8; 126],
    flags: u8,
    prefix_bits: u8,
    key_octets: u16,
    interface: i32,
    key: [u8; MD5_KEY_OCTETS],
}

/// A type that an option's value may have: plain octets, without padding.
trait Value: Copy {}
impl Value for i32 {}
impl Value for TcpMd5Signature {}

fn set<V: Value>(socket: BorrowedFd<'_>, level: libc::c_int, option: libc::c_int, value: &V) -> io::Result<()> {
    let length = size_of::<V>() as libc::socklen_t;
    let descriptor = socket.as_fd().as_raw_fd();
    // SAFETY: the kernel reads `length` octets of a value that lives through the call, and the descriptor is borrowed.
    let done = unsafe { libc::setsockopt(descriptor, level, option, std::ptr::from_ref(value).cast(), length) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixDatagram;

    #[test]
    fn keys_have_1_to_80_octets() {
        let (socket, _other) = UnixDatagram::pair().expect("a pair");
        for key in [&[][..], &[0; 81]] {
            let error = sign_with_md5(socket.as_fd(), ([127, 0, 0, 1], 7).into(), key).expect_err("no key");
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        }
        let error = sign_with_md5(socket.as_fd(), ([127, 0, 0, 1], 7).into(), &[0; 80]).expect_err("no TCP");
        assert_ne!(error.kind(), io::ErrorKind::InvalidInput);
    }
}
