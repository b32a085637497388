//! Families and states that kernels seldom have, or are built without: the original is answered from files by a library that is
//! loaded before libc's (answers.c), ours by a source that answers the same.

use crate::compare::{OUTPUTS, Tools, first_difference, folder};
use crate::dumps::{self, kind};
use crate::messages::{Inet, done, nest, socket, words};
use model::{CgroupId, Holders, Inode, InterfaceIndex, NetlinkProtocol, NoOwner, ProcessId, StateSet, Task, Transport};
use render::table::{Table, Width};
use sockeye::applets::ss::layout::{Details, Layout, Lookups, Owner, columns};
use sources::sockets::{Diagnostics, InetQuery, Open, SocketQuery, SocketSink, SocketSource};
use std::collections::HashMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::{fs, io};
use testkit::differential::Output;
use wire::netlink::HEADER_LENGTH;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::sock_diag::{tipc, vsock, xdp};

/// Messages by family and protocol, as the second octets of a request's body name them.
type Answers = HashMap<(u8, u8), Vec<u8>>;

/// Options and what they ask for. Numbers everywhere: names are the surroundings' part.
fn details() -> Vec<(&'static str, Details)> {
    let plain = Details { numeric: true, ..Details::default() };
    let timers = Details { options: true, ..plain };
    let extended = Details { extended: true, ..timers };
    let memory = Details { memory: true, ..plain };
    let info = Details { info: true, ..plain };
    let everything = Details { memory: true, info: true, ..extended };
    vec![
        ("-n", plain),
        ("-no", timers),
        ("-ne", extended),
        ("-nm", memory),
        ("-ni", info),
        ("-nO", Details { one_line: true, ..plain }),
        ("-noemi", everything),
        ("-noemiO", Details { one_line: true, ..everything }),
        ("-n --tos --inet-sockopt", Details { type_of_service: true, socket_options: true, ..plain }),
        ("-ne --tipcinfo", Details { tipc: true, ..extended }),
    ]
}

/// Shows the answers by both, with every detail, and compares.
fn compare(name: &str, option: &str, query: &SocketQuery, answers: &Answers) {
    let folder = folder(name);
    for ((family, protocol), messages) in answers {
        fs::write(folder.join(format!("{family}-{protocol}")), messages).expect("write an answer");
    }
    let library = library(&folder);
    let tools = Tools::new(&folder);
    let environment = [("LD_PRELOAD", library.as_os_str()), ("ANSWERS", folder.as_os_str())];
    for (words, details) in details() {
        for output in OUTPUTS {
            let words = format!("{option} -a {words}");
            let original = tools.original_on(&environment, &words, output);
            assert_eq!(String::from_utf8_lossy(&original.stderr), "", "ss {words}");
            let ours = listing(query, answers, details, output);
            assert!(original.stdout == ours, "ss {words} {output}: {}", first_difference(&original.stdout, &ours));
        }
    }
}

/// The library, built by the compiler that Rust links with.
fn library(folder: &Path) -> PathBuf {
    let library = folder.join("answers.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/replay/answers.c");
    let compiler = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
    assert!(compiler.expect("run cc").success(), "answers.c could not be compiled, so nothing was compared");
    library
}

/// What ours prints.
fn listing(query: &SocketQuery, answers: &Answers, details: Details, output: Output) -> Vec<u8> {
    let width = match output {
        Output::Pipe => Width::Unlimited,
        Output::Terminal(columns) => Width::Terminal(columns),
    };
    let mut table = columns::table(columns::Origins::Hidden, width, Vec::new());
    columns::switch(&mut table, false, true, true);
    table.header();
    let answers = answers.clone();
    let open: Open = Box::new(move || Ok(Box::new(Kernel { answers: answers.clone(), answer: Vec::new() })));
    let mut lookups = Nothing;
    let mut rows = Rows { layout: Layout::new(details, &mut lookups), table: &mut table };
    let gaps = SocketSource::new(open, Path::new("/nonexistent")).list(query, &mut rows).expect("memory takes all");
    assert_eq!(gaps, []);
    table.finish().expect("memory takes all")
}

/// Answers requests by family and protocol.
struct Kernel {
    answers: Answers,
    answer: Vec<u8>,
}

impl Diagnostics for Kernel {
    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        let asked = (request[HEADER_LENGTH], request[HEADER_LENGTH + 1]);
        self.answer = self.answers.get(&asked).cloned().unwrap_or_else(done);
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer[..self.answer.len()].copy_from_slice(&self.answer);
        Ok(self.answer.len())
    }
}

struct Rows<'t, 'l> {
    table: &'t mut Table<Vec<u8>>,
    layout: Layout<'l, Nothing>,
}

impl SocketSink for Rows<'_, '_> {
    fn accept(&mut self, socket: &model::Socket<'_>) -> io::Result<()> {
        self.layout.row(self.table, socket)
    }
}

/// Surroundings in which nothing but loopback has a name.
#[derive(Debug)]
struct Nothing;

impl Lookups for Nothing {
    fn interface(&mut self, index: InterfaceIndex) -> Option<&[u8]> {
        (index.0 == 1).then_some(b"lo")
    }
    fn service(&mut self, _: Transport, _: u16) -> Option<&[u8]> {
        None
    }
    fn ip_protocol(&mut self, _: u16) -> Option<&[u8]> {
        None
    }
    fn host(&mut self, _: IpAddr) -> Option<&[u8]> {
        None
    }
    fn cgroup(&mut self, _: CgroupId) -> Option<&[u8]> {
        None
    }
    fn holders(&self, _: Inode) -> Holders<'_> {
        Holders::default()
    }
    fn owner(&self, _: &Task) -> Option<Rc<Owner>> {
        None
    }
    fn no_owner(&self, _: &model::Socket<'_>) -> NoOwner {
        NoOwner::NoDescriptor
    }
    fn security_context(&mut self, _: ProcessId) -> Option<&[u8]> {
        None
    }
    fn process(&mut self, _: ProcessId) -> Option<&[u8]> {
        None
    }
    fn netlink_protocol(&mut self, _: NetlinkProtocol) -> Option<&[u8]> {
        None
    }
    fn ether_type(&mut self, _: u16) -> Option<&[u8]> {
        None
    }
}

const AF_INET: u8 = 2;
const AF_INET6: u8 = 10;
const SOCK_STREAM: u8 = 1;

fn inet(transport: Transport) -> SocketQuery {
    SocketQuery::Inet(InetQuery {
        transport,
        versions: vec![IpVersion::V4, IpVersion::V6],
        states: StateSet::ALL,
        extensions: Extensions::NONE,
        bytecode: None,
        bpf_storages: BpfStorages::Unasked,
    })
}

/// Answers about the sockets of one IP protocol, sorted by IP version.
fn of_protocol(protocol: u8, sockets: &[Inet]) -> Answers {
    let of_family = |family| {
        let messages = sockets.iter().filter(|socket| socket.family() == family).map(Inet::message);
        ((family, protocol), messages.chain([done()]).flatten().collect())
    };
    [AF_INET, AF_INET6].map(of_family).into()
}

#[test]
fn dccp_in_every_state() {
    let sockets = [dumps::states(), dumps::accounts()[..8].to_vec()].concat();
    compare("dccp", "-d", &inet(Transport::Dccp), &of_protocol(33, &sockets));
}

#[test]
fn raw_sockets_of_every_protocol() {
    let of_protocols = [1, 2, 6, 17, 33, 58, 89, 132, 136, 255];
    let sockets = of_protocols.map(|protocol| {
        let socket = Inet::new(7, ("0.0.0.0", protocol), ("0.0.0.0", 0)).queues(1, 2);
        socket.attribute(kind::PROTOCOL, &[protocol as u8])
    });
    compare("raw", "-w", &inet(Transport::Raw), &of_protocol(255, &sockets));
}

#[test]
fn sctp_endpoints_and_associations() {
    let address = |text: &str| {
        let mut octets = match text.parse().expect("an address") {
            IpAddr::V4(address) => [&[2, 0, 0x1F, 0x90][..], &address.octets()].concat(),
            IpAddr::V6(address) => [&[10, 0, 0x1F, 0x90, 0, 0, 0, 0][..], &address.octets()].concat(),
        };
        octets.resize(128, 0);
        octets
    };
    let mut info: Vec<u8> = (0..).map(|number: u32| number as u8).take(480).collect();
    // The original dies of a state that it has no name for.
    info[4..8].copy_from_slice(&5u32.to_ne_bytes());
    let mut sockets = Vec::new();
    for (local, peer) in [("192.0.2.1", "198.51.100.7"), ("2001:db8::1", "2001:db8::2")] {
        let anyone = if local.contains(':') { "::" } else { "0.0.0.0" };
        sockets.push(Inet::new(10, (local, 8080), (anyone, 0)).inode(77));
        sockets.extend((0..8).map(|state| {
            Inet::new(state, (local, 8080), (peer, 9000 + u16::from(state)))
                .inode(77)
                .timer(state % 3, 3000, state)
                .attribute(kind::LOCAL_ADDRESSES, &[address("192.0.2.1"), address("2001:db8::1")].concat())
                .attribute(kind::PEER_ADDRESSES, &address(peer))
                .attribute(kind::INFO, &info[..if state % 2 == 0 { 480 } else { 200 }])
                .attribute(kind::MEMORY, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9]))
        }));
        sockets.push(Inet::new(7, (local, 8081), (peer, 0)).inode(78).attribute(kind::INFO, &[0; 480]));
    }
    compare("sctp", "-S", &inet(Transport::Sctp), &of_protocol(132, &sockets));
}

#[test]
fn mptcp_in_every_state() {
    let account = |length: usize, flags: u32| {
        let mut account = [&[1, 2, 3, 4, 5, 6, 0, 0][..], &words(&[flags, 0xCAFE])].concat();
        account.extend((0..24u64).flat_map(|number| (number * 0x0101_0101_0101).to_ne_bytes()));
        account.truncate(length);
        account
    };
    let mut sockets = dumps::states();
    let ends = (("192.0.2.1", 80), ("192.0.2.2", 443));
    sockets.extend([(8, 0), (40, 3), (44, 1), (48, 2), (96, 3), (160, 0)].map(|(length, flags)| {
        Inet::new(1, ends.0, ends.1)
            .attribute(kind::INFO, &account(length, flags))
            .attribute(kind::ULP, &nest(&[(1, b"mptcp\0")]))
            .attribute(kind::MEMORY, &words(&[9; 9]))
    }));
    // The protocol does not fit its octet: the original sends the lower half of it, ours a number that has no meaning there.
    let answers = of_protocol(6, &sockets).into_iter().chain(of_protocol(255, &sockets)).collect();
    compare("mptcp", "-M", &inet(Transport::Mptcp), &answers);
}

#[test]
fn vsock_in_every_state() {
    let ends = [([2, 1024], [3, 9]), ([u32::MAX, 1024], [u32::MAX, u32::MAX]), ([1, 0], [0, 0x8000_0000])];
    let messages = (0..12u8).map(|state| {
        let (local, peer) = ends[usize::from(state) % ends.len()];
        let body = words(&[local[0], local[1], peer[0], peer[1], 5000 + u32::from(state), 6, 7]);
        socket(&[&[40, SOCK_STREAM, state, state % 4][..], &body].concat())
    });
    let query = SocketQuery::Vsock(vsock::Request { states: StateSet::ALL });
    let answers = [((40, 0), messages.chain([done()]).flatten().collect())].into();
    compare("vsock", "-A vsock_stream", &query, &answers);
}

#[test]
fn tipc_sockets() {
    let told = |socket_type: u32, state: u32, connection: Option<Vec<u8>>| {
        let statistics = nest(&[(0, &words(&[11])), (1, &words(&[12])), (2, &[]), (3, &[]), (4, &words(&[13]))]);
        let mut attributes = vec![
            (6, words(&[socket_type])),
            (9, words(&[state])),
            (7, words(&[4711])),
            (10, 0x1_0000_0002u64.to_ne_bytes().to_vec()),
            (8, words(&[1000])),
            (1, words(&[0x0100_1001])),
            (2, words(&[0xABCD])),
            (5, statistics),
        ];
        attributes.extend(connection.map(|connection| (3, connection)));
        let attributes: Vec<(u16, &[u8])> = attributes.iter().map(|(kind, value)| (*kind, &value[..])).collect();
        socket(&nest(&[(2, &nest(&attributes))]))
    };
    let connection = |via: bool| {
        let mut attributes: Vec<(u16, Vec<u8>)> = vec![(2, words(&[0x0100_1002])), (3, words(&[99]))];
        if via {
            attributes.extend([(1, Vec::new()), (4, words(&[5])), (5, words(&[6]))]);
        }
        nest(&attributes.iter().map(|(kind, value)| (*kind, &value[..])).collect::<Vec<_>>())
    };
    let messages = [
        told(1, 10, None),
        told(2, 7, None),
        told(5, 1, Some(connection(false))),
        told(1, 1, Some(connection(true))),
        told(4, 7, None),
        told(1, 11, None),
    ];
    let query = SocketQuery::Tipc(tipc::Request { states: StateSet::ALL });
    let answers = [((30, 0), messages.into_iter().chain([done()]).flatten().collect())].into();
    compare("tipc", "--tipc", &query, &answers);
}

#[test]
fn xdp_sockets() {
    let told =
        |attributes: &[(u16, &[u8])]| socket(&[&[44, 3, 0, 0][..], &words(&[77, 5, 6]), &nest(attributes)].concat());
    let memory = [&64u64.to_ne_bytes()[..], &words(&[1, 2, 3, 4, 5, 6, 1, 2])].concat();
    let losses: Vec<u8> = (1..7u64).flat_map(u64::to_ne_bytes).collect();
    let messages = [
        told(&[]),
        told(&[(1, &words(&[4_000_000, 3])), (2, &words(&[1000]))]),
        told(&[
            (1, &words(&[4_000_001, 0])),
            (2, &words(&[0])),
            (3, &words(&[64])),
            (4, &words(&[65])),
            (5, &memory),
            (6, &words(&[66])),
            (7, &words(&[67])),
            (8, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9])),
            (9, &losses),
        ]),
    ];
    let query = SocketQuery::Xdp(xdp::Request { show: 0 });
    let answers = [((44, 0), messages.into_iter().chain([done()]).flatten().collect())].into();
    compare("xdp", "--xdp", &query, &answers);
}
