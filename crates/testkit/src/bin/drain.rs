//! `drain [info]`: reads a dump of all TCP sockets from the kernel and throws it away, the floor under any listing.
//!
//! It asks what `ss -tan` asks, or with `info` what `ss -tani` asks.

use std::process::ExitCode;
use sys::netlink::{DATAGRAM_CAPACITY, NetlinkSocket};

/// `INET_DIAG_INFO`, `INET_DIAG_VEGASINFO` and `INET_DIAG_CONG` as extension bits (bit N-1 for attribute N).
const INFO_EXTENSIONS: u8 = 1 << 1 | 1 << 2 | 1 << 3;
/// Every state that ss asks for.
const ALL_STATES: u32 = 0xFFF;
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;

fn main() -> ExitCode {
    let extensions = if std::env::args().any(|word| word == "info") { INFO_EXTENSIONS } else { 0 };
    match drain(extensions) {
        Ok(octets) => {
            println!("{octets} octets");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("drain: reading TCP sockets from the kernel: {error}");
            ExitCode::FAILURE
        }
    }
}

fn drain(extensions: u8) -> std::io::Result<usize> {
    let socket = NetlinkSocket::sock_diag()?;
    let mut buffer = vec![0; DATAGRAM_CAPACITY];
    let mut octets = 0;
    for family in [libc::AF_INET, libc::AF_INET6] {
        socket.send(&request(family as u8, extensions))?;
        loop {
            let length = socket.receive(&mut buffer)?;
            octets += length;
            if ends_dump(&buffer[..length]) {
                break;
            }
        }
    }
    Ok(octets)
}

/// `struct nlmsghdr` and `struct inet_diag_req_v2` (linux/netlink.h, linux/inet_diag.h).
fn request(family: u8, extensions: u8) -> [u8; 72] {
    let mut request = [0; 72];
    request[..4].copy_from_slice(&72u32.to_ne_bytes());
    request[4..6].copy_from_slice(&20u16.to_ne_bytes());
    request[6..8].copy_from_slice(&0x301u16.to_ne_bytes());
    request[16] = family;
    request[17] = libc::IPPROTO_TCP as u8;
    request[18] = extensions;
    request[20..24].copy_from_slice(&ALL_STATES.to_ne_bytes());
    request
}

/// A dump's end stands alone in its datagram or behind the last sockets: only headers are looked at.
fn ends_dump(datagram: &[u8]) -> bool {
    let mut rest = datagram;
    while let Some((header, _)) = rest.split_at_checked(16) {
        let length = u32::from_ne_bytes([header[0], header[1], header[2], header[3]]) as usize;
        let kind = u16::from_ne_bytes([header[4], header[5]]);
        if kind == NLMSG_DONE || kind == NLMSG_ERROR {
            return true;
        }
        rest = rest.get(length.max(16).next_multiple_of(4)..).unwrap_or_default();
    }
    false
}
