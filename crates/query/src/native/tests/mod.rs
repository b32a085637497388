//! Phrases of our own language against sockets and their surroundings.

mod holders;
mod phrases;
mod plans;
mod reading;

use super::{Selection, parse};
use crate::ast::Filter;
use crate::evaluate::{Holder, Surroundings};
use crate::fixtures::{Host, tcp, tcp_of};
use model::{
    Ancestor, ClockTicks, Container, Executable, InetSocket, Inode, InterfaceIndex, Micros, NamespaceId,
    NetworkNamespace, Pod, Process, ProcessId, Runtime, Socket, SocketFamily, SocketMemory, State, TcpInfo, UserId,
};
use std::borrow::Cow;
use std::sync::Arc;

fn select(words: &str) -> Selection {
    parse(&[words], &Host).unwrap_or_else(|error| panic!("{words}: {error}"))
}

fn filter(words: &str) -> Filter {
    select(words).filter.unwrap()
}

/// What stands around the sockets of these tests: two processes of one program hold each.
struct Around {
    processes: Vec<Process>,
    namespace: NetworkNamespace,
}

impl Around {
    fn nobody() -> Self {
        Self { processes: Vec::new(), namespace: NetworkNamespace { is_own: true, ..NetworkNamespace::default() } }
    }

    fn nginx() -> Self {
        let pod = Pod { uid: None, namespace: Some((*b"shop").into()), name: Some((*b"front-7").into()) };
        let container = Container {
            name: Some((*b"web").into()),
            image: Some((*b"docker.io/library/nginx:latest").into()),
            pod: Some(pod),
            ..Container::new(Runtime::Docker, *b"3f00aa11223344556677889900aabbccddeeff00112233445566778899aabbcc")
        };
        let process = |id: u32, user: u32| Process {
            id: ProcessId(id),
            started: ClockTicks(u64::from(id)),
            name: (*b"nginx").into(),
            command_line: (*b"nginx: worker\0-c\0/etc/nginx.conf\0").into(),
            executable: Some(Executable { path: (*b"/usr/sbin/nginx").into(), is_deleted: false }),
            user: Some(UserId(user)),
            parents: vec![Ancestor { id: ProcessId(1), name: (*b"systemd").into() }],
            cgroup: None,
            unit: Some((*b"nginx.service").into()),
            user_unit: None,
            container: Some(Arc::new(container.clone())),
            network_namespace: None,
        };
        let namespace = NetworkNamespace {
            id: NamespaceId { device: 4, inode: 4_026_531_840 },
            names: vec![(*b"blue").into()],
            ..NetworkNamespace::default()
        };
        Self { processes: vec![process(70, 0), process(71, 33)], namespace }
    }
}

impl Surroundings for Around {
    fn holders(&self, _socket: &Socket<'_>, each: &mut dyn FnMut(Holder<'_>) -> bool) {
        for (descriptor, process) in (5..).zip(&self.processes) {
            let facts = Some(process);
            if !each(Holder { process: process.id, descriptor: Some(descriptor), name: &process.name, facts }) {
                return;
            }
        }
    }

    fn age(&self, process: &Process) -> Option<Micros> {
        Some(Micros(process.started.0 * 1_000_000))
    }

    fn user_name(&self, user: UserId) -> Option<Cow<'_, [u8]>> {
        (user.0 == 33).then_some(Cow::Borrowed(b"www-data"))
    }

    fn interface_name(&self, interface: InterfaceIndex) -> Option<Cow<'_, [u8]>> {
        (interface.0 == 2).then_some(Cow::Borrowed(b"eth0"))
    }

    fn network_namespace(&self, _socket: &Socket<'_>) -> Option<&NetworkNamespace> {
        Some(&self.namespace)
    }
}

fn check(socket: &Socket<'_>, around: &Around, cases: &[(&str, bool)]) {
    for (words, expected) in cases {
        let filter = filter(words);
        assert_eq!(filter.matches_in(socket, around), *expected, "{words}");
        if let Some(decided) = filter.decide(socket) {
            assert_eq!(decided, *expected, "{words}, decided by the record alone");
        }
    }
}

fn connection() -> Socket<'static> {
    let Socket { family: SocketFamily::Inet(between), .. } = tcp(("10.1.2.3", 40000), ("192.0.2.7", 443)) else {
        unreachable!()
    };
    let info = TcpInfo {
        length: 280,
        rtt: Micros(20_500),
        min_rtt: Micros(u64::from(u32::MAX)),
        total_retrans: 3,
        bytes_sent: model::Bytes(10_000),
        delivery_rate: model::BytesPerSecond(1_250_000),
        ..TcpInfo::default()
    };
    let inet = InetSocket {
        tcp: Some(info),
        congestion_control: Some(b"bbr"),
        interface: InterfaceIndex(2),
        mark: Some(0x12),
        ..between
    };
    Socket {
        state: State::Established,
        inode: Inode(7),
        cookie: Some(model::Cookie(0x1f)),
        user: Some(UserId(1000)),
        receive_queue: 5,
        memory: Some(SocketMemory { drops: Some(2), ..SocketMemory::default() }),
        ..tcp_of(inet)
    }
}
