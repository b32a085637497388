//! A mass of descriptors of which few are sockets, as servers have them: what finding owners costs where there is little to find.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::fd::OwnedFd;

use anyhow::{Result, ensure};

use super::{Crowd, descriptor_limit, raise_descriptor_limit, share, sockets};

/// Of this many descriptors one is a socket (UDP, bound to a port of 127.0.0.0/8), one of four a file, the others ends of pipes.
const GROUP: usize = 20;

/// The first of the ports; each socket of a process takes the next.
const FIRST_PORT: u16 = 10_000;

/// Descriptors that a member has open before it makes its own.
const OTHER_DESCRIPTORS: usize = 8;

/// Starts `processes` members that hold `descriptors` open files in all, and waits for them.
///
/// # Errors
/// More descriptors per process than are allowed, or a member failed.
pub fn gather(descriptors: usize, processes: usize) -> Result<Crowd> {
    ensure!((1..=40_000).contains(&processes), "1 to 40000 processes, not {processes}");
    let (most, limit) = (descriptors.div_ceil(processes) + OTHER_DESCRIPTORS, descriptor_limit()?);
    ensure!(most as u64 <= limit, "{most} descriptors in a process, and the limit is {limit}: take more processes");
    let mut crowd = Crowd::default();
    for index in 0..processes {
        let count = share(descriptors, index, processes).to_string();
        crowd.start(&["descriptors".to_owned(), index.to_string(), count])?;
    }
    crowd.wait_ready(0)?;
    Ok(crowd)
}

/// The part of process number `index`: so many descriptors, held.
pub(super) fn play(index: usize, count: usize) -> Result<Vec<OwnedFd>> {
    sockets::name_process(format!("keeper-{index:03}").as_bytes())?;
    raise_descriptor_limit()?;
    let address = Ipv4Addr::new(127, u8::try_from(1 + index / 250)?, u8::try_from(1 + index % 250)?, 1);
    let mut held: Vec<OwnedFd> = Vec::with_capacity(count);
    while held.len() < count {
        match held.len() % GROUP {
            0 => {
                let port = FIRST_PORT + u16::try_from(held.len() / GROUP)?;
                held.push(sockets::bind_udp(SocketAddr::new(address.into(), port))?.into());
            }
            place if place % 4 == 1 || held.len() + 1 == count => held.push(File::open("/dev/null")?.into()),
            _ => {
                let (read, write) = nix::unistd::pipe()?;
                held.extend([read, write]);
            }
        }
    }
    Ok(held)
}
