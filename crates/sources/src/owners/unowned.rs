//! Why a socket has no owner that could be told.
//!
//! The kernel gives a socket the inode number of its file; where that is zero no process has it, and its state says why. Otherwise somebody
//! or something keeps it, and what the reader was able to see decides what its absence means.

use model::{Gap, Inode, NoOwner, Privilege, Socket, SocketFamily, State, TimerKind};
use std::path::Path;

/// The inode of the first PID namespace, which every other one is inside of (`PROC_PID_INIT_INO`, include/linux/proc_ns.h).
const FIRST_PID_NAMESPACE: u64 = 0xEFFF_FFFC;

/// Which processes the reader was able to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// All of the host's.
    All,
    /// All of this PID namespace, which is inside of another.
    ThisPidNamespace,
    /// Only some, for want of this privilege.
    Without(Privilege),
}

impl Visibility {
    /// What a search for owners among the processes of `proc_root` (`/proc`) was able to see, given its gaps.
    pub fn of_search(proc_root: &Path, gaps: &[Gap]) -> Self {
        let has = |path: &str| std::fs::exists(proc_root.join(path)).unwrap_or(false);
        if !gaps.is_empty() {
            // Every PID namespace has a first process.
            let privilege = if has("1") { Privilege::ExamineProcesses } else { Privilege::SeeProcesses };
            return Self::Without(privilege);
        }
        let namespace = std::fs::read_link(proc_root.join("self/ns/pid"));
        match namespace {
            Ok(link) if link.as_os_str() != format!("pid:[{FIRST_PID_NAMESPACE}]").as_str() => Self::ThisPidNamespace,
            _ => Self::All,
        }
    }
}

/// Why nobody holds this socket, of which a search with this view found no holder.
pub fn reason(socket: &Socket<'_>, visible: Visibility) -> NoOwner {
    if matches!(&socket.family, SocketFamily::Netlink(netlink) if netlink.port_id == 0) {
        return NoOwner::Kernel;
    }
    if socket.inode == Inode(0)
        && let Some(reason) = of_state(socket)
    {
        return reason;
    }
    match visible {
        Visibility::Without(privilege) => NoOwner::NeedsPrivilege(privilege),
        Visibility::ThisPidNamespace => NoOwner::OtherPidNamespace,
        Visibility::All => NoOwner::NoDescriptor,
    }
}

/// What the state of a socket without a file says.
fn of_state(socket: &Socket<'_>) -> Option<NoOwner> {
    // What remains of a connection in FIN-WAIT-2 is a record like that of TIME-WAIT.
    let is_record = matches!(&socket.family, SocketFamily::Inet(inet) if inet.timer.kind == TimerKind::TimeWait);
    match socket.state {
        State::TimeWait => Some(NoOwner::TimeWait),
        State::FinWait2 if is_record => Some(NoOwner::TimeWait),
        State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck => Some(NoOwner::Orphan),
        State::SynRecv | State::NewSynRecv | State::Established | State::CloseWait => Some(NoOwner::NotAccepted),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{InetEndpoint, InetSocket, Millis, NetlinkSocket, Timer, Transport, UnixSocket};

    fn tcp(state: State, inode: u64) -> Socket<'static> {
        let end = InetEndpoint { address: [127, 0, 0, 1].into(), port: 1 };
        let inet = InetSocket::between(end, end);
        let socket = Socket::blank(Transport::Tcp, SocketFamily::Inet(inet));
        Socket { state, inode: Inode(inode), ..socket }
    }

    #[test]
    fn a_socket_without_a_file_is_explained_by_its_state() {
        use NoOwner::*;
        for (state, expected) in [
            (State::TimeWait, TimeWait),
            (State::FinWait1, Orphan),
            (State::FinWait2, Orphan),
            (State::Closing, Orphan),
            (State::LastAck, Orphan),
            (State::SynRecv, NotAccepted),
            (State::Established, NotAccepted),
            (State::CloseWait, NotAccepted),
            (State::Close, NoDescriptor),
            (State::Other(99), NoDescriptor),
        ] {
            assert_eq!(reason(&tcp(state, 0), Visibility::All), expected, "{state:?}");
        }
        let mut record = tcp(State::FinWait2, 0);
        if let SocketFamily::Inet(inet) = &mut record.family {
            inet.timer = Timer { kind: TimerKind::TimeWait, expires: Millis(60_000), retransmits: 0 };
        }
        assert_eq!(reason(&record, Visibility::All), TimeWait);
        // Privilege would not help.
        let blind = Visibility::Without(Privilege::ExamineProcesses);
        assert_eq!(reason(&tcp(State::TimeWait, 0), blind), TimeWait);
        let unix = Socket::blank(Transport::UnixStream, SocketFamily::Unix(UnixSocket::default()));
        assert_eq!(reason(&Socket { state: State::Established, ..unix }, blind), NotAccepted);
    }

    #[test]
    fn a_socket_with_a_file_is_explained_by_what_was_seen() {
        let socket = tcp(State::Listen, 7);
        assert_eq!(reason(&socket, Visibility::All), NoOwner::NoDescriptor);
        assert_eq!(reason(&socket, Visibility::ThisPidNamespace), NoOwner::OtherPidNamespace);
        let privilege = Privilege::SeeProcesses;
        assert_eq!(reason(&socket, Visibility::Without(privilege)), NoOwner::NeedsPrivilege(privilege));
    }

    #[test]
    fn the_kernels_end_of_netlink_is_the_kernels() {
        let netlink = |port_id| SocketFamily::Netlink(NetlinkSocket { port_id, ..NetlinkSocket::default() });
        let socket = |port_id| Socket::blank(Transport::Netlink, netlink(port_id));
        assert_eq!(reason(&socket(0), Visibility::ThisPidNamespace), NoOwner::Kernel);
        assert_eq!(reason(&socket(7), Visibility::All), NoOwner::NoDescriptor);
    }

    #[test]
    fn what_was_seen_follows_from_proc_and_from_gaps() {
        let root = std::env::temp_dir().join(format!("sockeye-visibility-{}", std::process::id()));
        std::fs::create_dir_all(root.join("self/ns")).unwrap();
        let gaps = [Gap::new("looking", "not permitted")];
        let without = |privilege| Visibility::Without(privilege);
        assert_eq!(Visibility::of_search(&root, &gaps), without(Privilege::SeeProcesses));
        std::fs::create_dir_all(root.join("1")).unwrap();
        assert_eq!(Visibility::of_search(&root, &gaps), without(Privilege::ExamineProcesses));
        assert_eq!(Visibility::of_search(&root, &[]), Visibility::All);
        for (link, expected) in
            [("pid:[4026531836]", Visibility::All), ("pid:[4026532180]", Visibility::ThisPidNamespace)]
        {
            std::os::unix::fs::symlink(link, root.join("self/ns/pid")).unwrap();
            assert_eq!(Visibility::of_search(&root, &[]), expected, "{link}");
            std::fs::remove_file(root.join("self/ns/pid")).unwrap();
        }
        std::fs::remove_dir_all(root).unwrap();
    }
}
