//! Records of which only what every source knows is filled in; decoders add what their source tells.

use model::{
    InetEndpoint, InetSocket, Inode, InterfaceIndex, Millis, Socket, SocketFamily, State, Timer, TimerKind, Transport,
};

/// A socket of which only its family knows more yet.
#[inline]
pub(crate) fn socket(transport: Transport, family: SocketFamily<'_>) -> Socket<'_> {
    Socket {
        transport,
        state: State::Close,
        receive_queue: 0,
        send_queue: 0,
        inode: Inode(0),
        cookie: None,
        user: None,
        memory: None,
        shutdown: None,
        family,
    }
}

/// An inet socket of which only the ends are known yet.
#[inline]
pub(crate) fn inet<'a>(local: InetEndpoint, peer: InetEndpoint) -> InetSocket<'a> {
    InetSocket {
        local,
        peer,
        interface: InterfaceIndex(0),
        timer: Timer { kind: TimerKind::Off, expires: Millis(0), retransmits: 0 },
        v6_only: None,
        tos: None,
        traffic_class: None,
        class_id: None,
        mark: None,
        cgroup: None,
        options: None,
        legacy_memory: None,
        congestion_control: None,
        congestion: None,
        tcp: None,
        mptcp: None,
        sctp: None,
        ulp: None,
        local_addresses: None,
        peer_addresses: None,
        md5_keys: None,
        bpf_storage: None,
        text: None,
    }
}
