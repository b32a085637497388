//! What a session still needs once it has begun, and so what the process gives up before it touches the octets of a peer.
//!
//! By then names are looked up, files are open, sockets are bound and connected. What may come later is little, and follows from
//! the options:
//!
//! | option | what is still needed |
//! | --- | --- |
//! | none of these | nothing: no file, no socket |
//! | -k | nothing more: accepting is not connecting |
//! | -v with -k, without -n | the names of later peers: files that are read, sockets to ask |
//! | several ports | connecting to those that are left; -p and -s: tying sockets to that port |
//! | -u with several ports, -U | sockets |
//! | -U with -u | removing the file of the own socket at the end |

use std::io;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use sys::sandbox::{Confinement, Files, Ports};

pub use sys::sandbox::Enforced;

/// So many ports are allowed one by one; where more are left, all are, because each rule takes time.
const MOST_PORTS: usize = 256;

/// What is still to be done after octets have begun to pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remaining {
    /// TCP ports that will be connected to.
    pub tcp_ports: Vec<RangeInclusive<u16>>,
    /// The TCP port to which sockets for them are tied first (-p, or 0 with -s alone).
    pub own_port: Option<u16>,
    /// Whether sockets that are not TCP will be made: UDP, UNIX.
    pub opens_other_sockets: bool,
    /// Whether names will be looked up, by whatever the system has for it.
    pub looks_up_names: bool,
    /// Whether abstract UNIX sockets will be sent to that nothing is connected to yet.
    pub reaches_abstract_sockets: bool,
    /// Files and folders that will be removed at the end.
    pub removes: Vec<PathBuf>,
}

impl Remaining {
    /// Gives up everything else, for good, for this thread and those that it starts from now on.
    ///
    /// # Errors
    /// The kernel has what it takes and yet refuses, or what is to be removed at the end is not there.
    pub fn confine(&self) -> io::Result<Enforced> {
        self.confinement().enforce()
    }

    fn confinement(&self) -> Confinement {
        let has_ports = !self.tcp_ports.is_empty();
        Confinement {
            files: if self.looks_up_names { Files::Read } else { Files::None },
            removes: self.removes.clone(),
            opens_sockets: has_ports || self.opens_other_sockets || self.looks_up_names,
            // Servers of names are asked by TCP where an answer is long, and at ports that only they know.
            connects_to: if self.looks_up_names { Ports::Any } else { listed(&self.tcp_ports) },
            binds_to: Ports::Only(self.own_port.filter(|_| has_ports).into_iter().collect()),
            reaches_abstract_sockets: self.reaches_abstract_sockets,
        }
    }
}

fn listed(spans: &[RangeInclusive<u16>]) -> Ports {
    let count: usize = spans.iter().map(ExactSizeIterator::len).sum();
    if count > MOST_PORTS { Ports::Any } else { Ports::Only(spans.iter().cloned().flatten().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_alone_needs_nothing() {
        let confinement = Remaining::default().confinement();
        let nothing = Confinement {
            files: Files::None,
            removes: Vec::new(),
            opens_sockets: false,
            connects_to: Ports::NONE,
            binds_to: Ports::NONE,
            reaches_abstract_sockets: false,
        };
        assert_eq!(confinement, nothing);
    }

    #[test]
    fn names_need_files_and_servers_but_no_ports_of_their_own() {
        let confinement = Remaining { looks_up_names: true, ..Remaining::default() }.confinement();
        assert_eq!((confinement.files, confinement.opens_sockets), (Files::Read, true));
        assert_eq!((confinement.connects_to, confinement.binds_to), (Ports::Any, Ports::NONE));
    }

    #[test]
    fn ports_that_are_left_stay_open_from_the_own_port() {
        let remaining = Remaining { tcp_ports: vec![80..=81, 443..=443], own_port: Some(0), ..Remaining::default() };
        let confinement = remaining.confinement();
        assert_eq!(confinement.connects_to, Ports::Only(vec![80, 81, 443]));
        assert_eq!(confinement.binds_to, Ports::Only(vec![0]));
        assert!(confinement.opens_sockets && confinement.files == Files::None);
        let remaining = Remaining { own_port: Some(1024), ..Remaining::default() };
        assert_eq!(remaining.confinement().binds_to, Ports::NONE);
    }

    #[test]
    fn many_ports_are_not_told_apart() {
        let remaining = Remaining { tcp_ports: vec![1..=65535], ..Remaining::default() };
        assert_eq!(remaining.confinement().connects_to, Ports::Any);
    }
}
