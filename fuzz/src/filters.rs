//! Filters in both languages: whatever the words, they are read, reduced, lowered and evaluated, or refused in one clean
//! line.

use crate::targets::sample_socket;
use model::{
    CgroupId, Family, InterfaceIndex, Micros, NetlinkProtocol, NetworkNamespace, Process, ProcessId, Socket, Transport,
    UserId,
};
use query::ast::{Filter, PortRange};
use query::lower::{Capabilities, KernelSupport};
use query::native::Selection;
use query::ss::{ScopeBuilder, Table, read_query};
use query::{Holder, Resolver, Surroundings, native};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Display;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{IpAddr, Ipv4Addr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// A host on which some names are known.
struct Host;

impl Resolver for Host {
    fn service(&self, name: &str, _transport: Transport) -> Option<u16> {
        (name == "ssh").then_some(22)
    }

    fn addresses(&self, host: &str, _family: Family) -> Vec<IpAddr> {
        if host == "localhost" { vec![Ipv4Addr::LOCALHOST.into()] } else { Vec::new() }
    }

    fn interface(&self, name: &str) -> Option<InterfaceIndex> {
        (name == "lo").then_some(InterfaceIndex(1))
    }

    fn cgroup(&self, path: &Path) -> Option<CgroupId> {
        (path == Path::new("/")).then_some(CgroupId(1))
    }

    fn user(&self, name: &str) -> Option<UserId> {
        (name == "root").then_some(UserId(0))
    }

    fn netlink_protocol(&self, name: &str) -> Option<NetlinkProtocol> {
        (name == "rtnl").then_some(NetlinkProtocol(0))
    }

    fn ethernet_protocol(&self, name: &str) -> Option<u16> {
        (name == "ip").then_some(0x800)
    }

    fn local_ports(&self) -> PortRange {
        PortRange { first: 32768, last: 60999 }
    }
}

/// Somebody holds every socket.
struct Somebody;

impl Surroundings for Somebody {
    fn holders(&self, _socket: &Socket<'_>, each: &mut dyn FnMut(Holder<'_>) -> bool) {
        let holder = Holder { process: ProcessId(7), descriptor: Some(3), name: b"a", facts: None };
        let _ = each(holder) && each(holder);
    }

    fn age(&self, _process: &Process) -> Option<Micros> {
        Some(Micros(1))
    }

    fn user_name(&self, _user: UserId) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(b"root"))
    }

    fn interface_name(&self, _interface: InterfaceIndex) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(b"lo"))
    }

    fn network_namespace(&self, _socket: &Socket<'_>) -> Option<&NetworkNamespace> {
        None
    }
}

/// Words of a filter of ss, one a line: read, evaluated, lowered.
pub(crate) fn of_ss(input: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(input);
    let words: Vec<&str> = text.split('\n').collect();
    let mut shape = DefaultHasher::new();
    match read_query(ScopeBuilder::default(), &words, &Host) {
        Ok(query) => {
            if let Some(filter) = &query.filter {
                lower(filter, &mut shape);
                let sample = sample_socket();
                if let Ok(socket) = wire::netlink::sock_diag::inet::decode(&sample, Transport::Tcp) {
                    filter.matches(&socket).hash(&mut shape);
                }
            }
        }
        Err(error) => {
            error.status().hash(&mut shape);
            check_line(&error, &mut shape);
        }
    }
    shape.finish()
}

/// Words of a filter of our own, one a line.
pub(crate) fn of_our_own(input: &[u8]) -> u64 {
    let words: Vec<&OsStr> = input.split(|octet| *octet == b'\n').map(OsStr::from_bytes).collect();
    let mut shape = DefaultHasher::new();
    match native::parse(&words, &Host) {
        Ok(selection) => {
            let sample = sample_socket();
            if let (Some(filter), Ok(socket)) =
                (&selection.filter, wire::netlink::sock_diag::inet::decode(&sample, Transport::Tcp))
            {
                lower(filter, &mut shape);
                check_answers(&selection, filter, &socket).hash(&mut shape);
            }
            selection.parts().count().hash(&mut shape);
            selection.scope.states.bits().hash(&mut shape);
        }
        Err(error) => {
            std::mem::discriminant(&error.kind).hash(&mut shape);
            check_line(&error, &mut shape);
        }
    }
    shape.finish()
}

/// Whether the socket fits: the same whoever is asked.
fn check_answers(selection: &Selection, filter: &Filter, socket: &Socket<'_>) -> bool {
    let fits = filter.matches_in(socket, &Somebody);
    if let Some(decided) = filter.decide(socket) {
        assert_eq!(decided, fits, "what the record settles is so");
    }
    let part = selection.parts().find(|part| part.table == Table::Tcp && part.scope.states.contains(socket.state));
    let in_part = part.is_some_and(|part| part.filter.is_none_or(|filter| filter.matches_in(socket, &Somebody)));
    assert_eq!(in_part, fits, "what is left of the filter for a table says the same");
    fits
}

fn lower(filter: &Filter, shape: &mut DefaultHasher) {
    let lowering = filter.lower(KernelSupport::default(), Capabilities { net_admin: true });
    if let Some(bytecode) = &lowering.bytecode {
        assert_eq!(bytecode.len() % 4, 0, "the kernel takes bytecode in whole instructions only");
    }
    std::mem::discriminant(&lowering.exactness).hash(shape);
    lowering.bytecode.map(|bytecode| bytecode.len()).hash(shape);
}

fn check_line(error: &dyn Display, shape: &mut DefaultHasher) {
    let line = error.to_string();
    assert!(!line.contains(|c: char| c.is_control()), "an error is one clean line: {line:?}");
    line.len().hash(shape);
}

const FILTERS: &[&str] = &[
    "state\nestablished\n(\ndport = :443\nor sport = :22 )",
    "exclude\nbucket\nnot src 192.168/16",
    "src [::1]:443 and ! dst *:ssh",
    "( sport >= :1024 && dport lt 30000 ) || dev = lo",
    "fwmark = 0x1/0xff\nor\ncgroup = /",
    "autobound",
    "src unix:/run/*[a-c]?",
    "dst link:ip:1\nsrc netlink:rtnl:5\nsrc vsock:2:1024",
    "src localhost dst 10",
    "state all state listening exclude big sport != :1 and dport neq :2 | sport geq 3",
];

/// Filters of ss.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    FILTERS.iter().map(|words| words.as_bytes().to_vec()).collect()
}

const OF_OUR_OWN: &[&str] = &[
    "tcp\nport 80,443,8000-8100\nor\nhost 192.168/16",
    "( process = ng*x or process ~ 'a b' ) and !loopback",
    "exposed not user root age < 1.5h",
    "user != 0 user = w?w container = 3f00 image ~ x pod a/b unit=c parent 1 netns own",
    "rtt>20ms rttvar < 5us retrans != 0 bytes-sent >= 1.5MiB delivery-rate >= 10mbit/s",
    "recv_q > 0 or send-q = 10k or backlog > 5 or drops > 0 or inode 0x7 or cookie sk:1f or pid 5 or fd != 3",
    "unix path = \"/run/\\\"*\" or path = none or unix-dgram",
    "state established exclude bucket interface = l* dev lo mark 0x1/0xff cgroup /",
    "FIN_WAIT1 or CLOSE_WAIT or bound or ipv6 listener congestion != bbr",
    "command ~\na b\nexe = /usr/*/x(1)",
];

/// Filters of our own.
pub(crate) fn native_seeds() -> Vec<Vec<u8>> {
    FILTERS.iter().chain(OF_OUR_OWN).map(|words| words.as_bytes().to_vec()).collect()
}
