//! Network interfaces with their addresses and counters.
//!
//! Two netlink dumps tell of all interfaces at once what would otherwise take eight system calls for each. The IPv6 addresses come
//! from /proc/net/if_inet6, because their order there is what people know, and netlink has another.

#[cfg(test)]
mod tests;

use crate::proc_files::ProcFiles;
use crate::sockets::{Connections, DumpError, End, Open, Pace, dump_all};
use crate::tables::{TableError, hand_on, in_pieces};
use crate::unread::Unread;
use model::{Facts, Gap, Interface, Ipv4InterfaceAddress, Ipv6InterfaceAddress};
use std::io;
use sys::netlink::NetlinkSocket;
use wire::netlink::route;

/// How often dumps that were interrupted are read again before they are taken as they are.
const REPETITIONS: usize = 4;

/// Interfaces of a network namespace, and their addresses. What belongs to an interface has its index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interfaces {
    /// In the order of their indices.
    pub interfaces: Vec<Interface>,
    /// Each interface's primary addresses stand before its others.
    pub ipv4_addresses: Vec<Ipv4InterfaceAddress>,
    /// In the order of the kernel's hash table.
    pub ipv6_addresses: Vec<Ipv6InterfaceAddress>,
}

/// Lists interfaces, as often as asked.
pub struct InterfaceSource {
    connections: Connections,
    files: ProcFiles,
}

impl InterfaceSource {
    /// Asks the running kernel; the files are those of its /proc.
    pub fn live(files: ProcFiles) -> Self {
        Self::new(Box::new(|| Ok(Box::new(NetlinkSocket::route()?))), files)
    }

    /// Asks any other place that answers like the kernel.
    pub fn new(open: Open, files: ProcFiles) -> Self {
        Self { connections: Connections::new(open), files }
    }

    /// Lists every interface, and says what could not be seen.
    ///
    /// # Errors
    /// The kernel did not answer.
    pub fn list(&mut self) -> Result<Facts<Interfaces>, Gap> {
        let mut facts = self.by_netlink()?;
        let found = &mut facts.found.ipv6_addresses;
        let mut unread = Unread::default();
        let listed = in_pieces(&self.files.path("net/if_inet6"), &mut |piece| {
            hand_on(wire::proc_net::ipv6_addresses::addresses(piece), &mut unread, |address| {
                found.push(*address);
                Ok(())
            })
        });
        facts.gaps.extend(unread.gap("IPv6 addresses"));
        match listed {
            Ok(()) => {}
            // A kernel without IPv6 has no file for it.
            Err(TableError::Unreadable(_)) if !self.files.path("net/if_inet6").exists() => {}
            Err(TableError::Unreadable(gap)) => facts.gaps.push(gap),
            Err(TableError::Sink(error)) => facts.gaps.push(Gap::new(OPERATION, error.to_string())),
        }
        Ok(facts)
    }

    fn by_netlink(&mut self) -> Result<Facts<Interfaces>, Gap> {
        let requests = [route::interfaces_request(1), route::ipv4_addresses_request(2)];
        let mut interrupted = 0;
        loop {
            let mut found = Interfaces::default();
            let mut unread = Unread::default();
            let outcome = dump_all(&mut self.connections, &requests, Pace::InTurn, &mut |message| {
                let decoded = match message.kind {
                    route::NEW_LINK => {
                        route::decode_interface(message.payload).map(|interface| found.interfaces.push(interface))
                    }
                    route::NEW_ADDRESS => {
                        route::decode_ipv4_address(message.payload).map(|address| found.ipv4_addresses.push(address))
                    }
                    _ => Ok(()),
                };
                if let Err(error) = decoded {
                    unread.note(&error);
                }
                Ok(())
            });
            let mut gaps: Vec<Gap> = unread.gap("interfaces").into_iter().collect();
            match outcome.map_err(refused)? {
                End::Complete => {}
                End::Interrupted if interrupted < REPETITIONS => {
                    interrupted += 1;
                    continue;
                }
                End::Interrupted => gaps.push(
                    Gap::new(OPERATION, "they changed while the kernel listed them")
                        .with_remedy("some may be missing or double; list again"),
                ),
            }
            return Ok(Facts { found, gaps });
        }
    }
}

const OPERATION: &str = "listing interfaces";

fn refused(error: DumpError) -> Gap {
    let reason = match error {
        DumpError::Refused { errno, words } => {
            let number = io::Error::from_raw_os_error(errno);
            words.map_or_else(
                || format!("the kernel answered: {number}"),
                |words| format!("the kernel answered: {words} ({number})"),
            )
        }
        DumpError::Connection(error) | DumpError::Sink(error) => format!("the netlink connection failed: {error}"),
        DumpError::Malformed => "the kernel's answer was not netlink".into(),
    };
    Gap::new(OPERATION, reason)
}
