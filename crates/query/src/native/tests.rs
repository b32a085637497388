//! Phrases of our own language against sockets and their surroundings, and where they are looked for.

use super::{FIELDS, Needs, Selection, WORDS, parse};
use crate::ast::Filter;
use crate::evaluate::{Holder, Surroundings};
use crate::fixtures::{Host, tcp, tcp_of, unix, vsock};
use crate::ss::{FamilySet, Table};
use model::{
    Ancestor, ClockTicks, Container, Executable, Family, InetSocket, Inode, InterfaceIndex, Micros, NamespaceId,
    NetworkNamespace, Pod, Process, ProcessId, Runtime, Socket, SocketFamily, SocketMemory, State, StateSet, TcpInfo,
    Transport, UserId,
};
use std::borrow::Cow;
use std::sync::Arc;

fn select(words: &str) -> Selection {
    parse(&[words], &Host).unwrap_or_else(|error| panic!("{words}: {error}"))
}

fn filter(words: &str) -> Filter {
    select(words).filter.unwrap()
}

fn refusal(words: &[&str]) -> String {
    parse(words, &Host).unwrap_err().to_string()
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

fn listener(address: &str, port: u16) -> Socket<'static> {
    let any = if address.contains(':') { "::" } else { "0.0.0.0" };
    Socket { state: State::Listen, receive_queue: 4, send_queue: 128, ..tcp((address, port), (any, 0)) }
}

fn datagram(state: State, port: u16) -> Socket<'static> {
    Socket { state, transport: Transport::Udp, ..tcp(("0.0.0.0", port), ("0.0.0.0", 0)) }
}

#[test]
fn a_connection_is_known_by_its_own_record() {
    check(
        &connection(),
        &Around::nobody(),
        &[
            ("port = 443", true),
            ("port 443", true),
            ("port=443", true),
            ("port :http", false),
            ("port 40000", true),
            ("port 80,443", true),
            ("port 400-500", true),
            ("port 80,400-442", false),
            ("port != 443", false),
            ("port != 80", true),
            ("port < 1024", true),
            ("port > 40000", false),
            ("port >= 40000", true),
            ("sport 39999-40001", true),
            ("lport = 443", false),
            ("rport = 443", true),
            ("Local_Port = 40000", true),
            ("peer-port lt 443", false),
            ("dport le :443", true),
            ("host 192.0.2.7", true),
            ("host 192.0.2.7:443", true),
            ("host 192.0.2.7:80", false),
            ("addr 10/8", true),
            ("addr 10.1/16", true),
            ("addr != 10/8", false),
            ("local 192.0.2.7", false),
            ("peer 192.0.2.0/24", true),
            ("src = 10.1.2.3", true),
            ("dst 192.0.2.7 and dport = :443", true),
            ("host ::1", false),
            ("host [::1]:443", false),
            ("tcp", true),
            ("not udp", true),
            ("udp or tcp", true),
            ("inet", true),
            ("ipv4", true),
            ("ipv6", false),
            ("established", true),
            ("ESTAB", true),
            ("state established", true),
            ("state = connected", true),
            ("state != listening", true),
            ("exclude established", false),
            ("state listening state established", true),
            ("tcp exclude listening exclude time-wait", true),
            ("big", true),
            ("loopback", false),
            ("exposed", false),
            ("listener", false),
            ("dev 2", true),
            ("interface = eth*", true),
            ("interface ~ TH", true),
            ("interface !~ TH", false),
            ("interface = none", false),
            ("mark 0x10/0xf0", true),
            ("fwmark != 18", false),
            ("inode 7", true),
            ("cookie 31", true),
            ("cookie 0x1f", true),
            ("cookie sk:1f", true),
            ("recv-q > 0", true),
            ("recv_q >= 1k", false),
            ("backlog > 0", false),
            ("drops 2", true),
            ("rtt > 20ms", true),
            ("rtt > 20", true),
            ("rtt < 20.5", false),
            ("rtt <= 20.5", true),
            ("min-rtt > 0", false),
            ("not min-rtt > 0", true),
            ("min-rtt != 7", false),
            ("retrans != 0", true),
            ("bytes-sent = 10k", true),
            ("delivery-rate >= 10mbit", true),
            ("congestion bbr", true),
            ("congestion = cubic", false),
            ("congestion != cubic", true),
            ("congestion ~ B", true),
            ("cc = none", false),
            ("path = /run/*", false),
            ("path != /run/*", false),
            ("tcp and ( port 80 or port 443 ) and !loopback", true),
            ("(tcp)and(port=443)", true),
            ("tcp && !udp || udp", true),
        ],
    );
}

#[test]
fn holders_are_asked_when_the_record_does_not_settle_it() {
    let socket = connection();
    check(
        &socket,
        &Around::nginx(),
        &[
            ("process = nginx", true),
            ("process nginx", true),
            ("process = NGINX", true),
            ("process = ngin", false),
            ("process = ng*", true),
            ("process = \"ng*\"", false),
            ("process != nginx", false),
            ("process ~ gin", true),
            ("process !~ gin", false),
            ("process = none", false),
            ("process != none", true),
            ("process = \"none\"", false),
            ("owner = none", false),
            ("pid 71", true),
            ("pid != 71", false),
            ("pid > 71", false),
            ("pid >= 71", true),
            ("fd 5", true),
            ("fd 7", false),
            ("command ~ '-c /etc'", true),
            ("command = 'nginx: worker -c /etc/nginx.conf'", true),
            ("exe = nginx", true),
            ("exe = /usr/sbin/nginx", true),
            ("exe = /usr/*", true),
            ("exe = sbin", false),
            ("user 33", true),
            ("user 1000", true),
            ("user = root", true),
            ("user != root", false),
            ("user = daemon", false),
            ("user = www-*", true),
            ("user ~ www", true),
            ("user = none", false),
            ("container web", true),
            ("container 3f00", true),
            ("container 3f0", false),
            ("container = 3f*", true),
            ("container = other", false),
            ("container = none", false),
            ("image ~ nginx", true),
            ("pod front-7", true),
            ("pod shop/front-7", true),
            ("unit nginx.service", true),
            ("unit = none", false),
            ("parent systemd", true),
            ("parent 1", true),
            ("parent != 1", false),
            ("parent 2", false),
            ("age < 2m", true),
            ("age > 71s", false),
            ("age >= 71s", true),
            ("netns blue", true),
            ("netns 4026531840", true),
            ("netns own", false),
            ("udp process = nginx", false),
            ("tcp or process = other", true),
        ],
    );
    check(
        &socket,
        &Around::nobody(),
        &[
            ("process = nginx", false),
            ("process != nginx", true),
            ("process = none", true),
            ("owner != none", false),
            ("user = 1000", true),
            ("user != 1000", false),
            ("container = none", true),
            ("netns own", true),
            ("age > 0", false),
        ],
    );
    assert_eq!(filter("process = nginx").decide(&socket), None);
    assert_eq!(filter("udp process = nginx").decide(&socket), Some(false));
    assert_eq!(filter("tcp or process = nginx").decide(&socket), Some(true));
    assert_eq!(filter("user 1000").decide(&socket), Some(true));
}

#[test]
fn a_name_longer_than_the_kernel_keeps_is_found_by_what_it_keeps() {
    let mut around = Around::nginx();
    around.processes[0].name = (*b"systemd-resolve").into();
    check(&connection(), &around, &[("process systemd-resolved", true), ("process systemd-resolvex*", false)]);
}

#[test]
fn root_is_not_said_to_have_made_what_is_left_of_a_socket() {
    let rest = Socket { state: State::TimeWait, inode: Inode(0), user: Some(UserId(0)), ..connection() };
    check(&rest, &Around::nobody(), &[("user root", false), ("time-wait", true)]);
}

#[test]
fn listeners_are_told_by_where_they_can_be_reached() {
    let nobody = Around::nobody();
    let cases = [
        (listener("0.0.0.0", 22), true, true, false),
        (listener("::", 22), true, true, false),
        (listener("10.0.0.1", 22), true, true, false),
        (listener("127.0.0.1", 22), true, false, true),
        (listener("::1", 22), true, false, true),
        (listener("::ffff:127.0.0.1", 22), true, false, true),
        (datagram(State::Close, 53), true, true, false),
        (datagram(State::Close, 0), false, false, false),
        (datagram(State::Established, 53), false, false, false),
        (Socket { state: State::Established, ..tcp(("127.0.0.1", 1), ("127.0.0.1", 2)) }, false, false, true),
        (Socket { state: State::Established, ..tcp(("127.0.0.1", 1), ("10.0.0.1", 2)) }, false, false, false),
        (Socket { state: State::Listen, ..unix(5, Some(b"/run/a")) }, true, false, false),
    ];
    for (socket, waits, exposed, loopback) in cases {
        check(&socket, &nobody, &[("listener", waits), ("exposed", exposed), ("loopback", loopback)]);
    }
    check(
        &listener("0.0.0.0", 22),
        &nobody,
        &[("backlog > 3", true), ("rtt < 5", false), ("port < 1024", true), ("peer-port < 1024", false)],
    );
}

#[test]
fn ip_versions_are_told_by_the_packets() {
    let mapped = tcp(("::ffff:10.1.2.3", 22), ("::ffff:10.1.2.4", 9));
    let nobody = Around::nobody();
    check(&mapped, &nobody, &[("ipv4", true), ("ipv6", false), ("host 10/8", true), ("src inet:10.1.2.3", true)]);
    let six = tcp(("::", 22), ("::", 0));
    check(&six, &nobody, &[("ipv4", false), ("ipv6", true), ("local 0.0.0.0", false), ("sport = inet6:22", true)]);
    check(&six, &nobody, &[("local ::", true), ("src [::]:22", true), ("src any", true), ("src *:22", true)]);
}

#[test]
fn other_families_have_their_words() {
    let nobody = Around::nobody();
    let path = unix(77, Some(b"/run/systemd/notify"));
    check(
        &path,
        &nobody,
        &[
            ("unix", true),
            ("unix-stream", true),
            ("unix-dgram", false),
            ("path = /run/*", true),
            ("path /RUN/systemd/notify", true),
            ("path ~ notify", true),
            ("path != /tmp/*", true),
            ("path = none", false),
            ("src unix:/run/*", true),
            ("sport = unix:77", false),
            ("port 77", false),
            ("loopback", false),
        ],
    );
    check(&unix(1, None), &nobody, &[("path = none", true), ("path != none", false), ("path = *", false)]);
    check(&unix(1, Some(b"\0a")), &nobody, &[("path = @a", true)]);
    check(&vsock(2, 1024), &nobody, &[("vsock port 1024", true), ("src vsock:2:1024", true), ("inet", false)]);
}

#[test]
fn tables_families_and_states_follow_from_the_filter() {
    use Table::{Dccp, Mptcp, Raw, Sctp, Tcp, Udp, UdpLite, UnixDatagram, UnixSeqpacket, UnixStream};
    let inet = vec![Raw, Udp, UdpLite, Tcp, Dccp, Sctp, Mptcp];
    let unix = [UnixDatagram, UnixStream, UnixSeqpacket];
    let all = StateSet::ALL.bits();
    let cases: Vec<(&str, Vec<Table>, u32)> = vec![
        ("", inet.clone(), all),
        ("tcp", vec![Tcp], all),
        ("tcp or udp", vec![Udp, Tcp], all),
        ("not tcp", vec![Raw, Udp, UdpLite, Dccp, Sctp, Mptcp], all),
        ("tcp listening", vec![Tcp], 1 << 10),
        ("listening", inet.clone(), 1 << 10),
        ("tcp and ( established or listening )", vec![Tcp], 1 << 10 | 1 << 1),
        ("state established state listening", inet.clone(), 1 << 10 | 1 << 1),
        ("tcp not listening", vec![Tcp], 0xBFE),
        ("port 443", inet.clone(), all),
        ("process = a", inet.clone(), all),
        ("unix", unix.to_vec(), all),
        ("path = /run/*", unix.to_vec(), all),
        ("unix-stream or tcp", vec![UnixStream, Tcp], all),
        ("not unix", inet.clone(), all),
        ("unix or port 80", [&unix[..], &inet[..]].concat(), all),
        ("rtt > 5ms", vec![Tcp], 0xBFE),
        ("backlog > 5", inet.clone(), 1 << 10),
        ("exposed", inet.clone(), 1 << 10 | 1 << 7),
        ("exposed udp", vec![Udp], 1 << 10 | 1 << 7),
        ("tcp bound", vec![Tcp], 1 << 13 | 1 << 7),
        ("src unix:x", unix.to_vec(), all),
        ("congestion bbr", vec![Tcp], all),
    ];
    for (words, tables, states) in cases {
        let scope = select(words).scope;
        assert_eq!(scope.tables_to_list().collect::<Vec<_>>(), tables, "{words}");
        assert_eq!(scope.states, StateSet::from_bits(states), "{words}: {:#x}", scope.states.bits());
    }
    assert_eq!(select("tcp src inet6:[::1]").scope.families, Family::Inet6.into());
    assert_eq!(select("tcp ipv4").scope.families, FamilySet::INET, "mapped addresses are IPv4 too");
}

#[test]
fn each_table_is_asked_for_what_is_open_about_it() {
    let parts = |words: &str| -> Vec<_> {
        let described = |part: super::Part| {
            let filter = part.filter.map(|filter| filter.to_string());
            (part.table, part.scope.states.bits(), filter.unwrap_or_default())
        };
        select(words).parts().map(described).collect()
    };
    assert_eq!(parts("tcp listening"), [(Table::Tcp, 1 << 10, String::new())]);
    assert_eq!(
        parts("( tcp listening ) or ( udp port :53 )"),
        [
            (Table::Udp, StateSet::ALL.bits(), "( src *:53 or dst *:53 )".to_owned()),
            (Table::Tcp, 1 << 10, String::new())
        ]
    );
    assert_eq!(parts("unix-stream").len(), 1);
}

#[test]
fn what_must_be_known_is_said() {
    let none = Needs::default();
    let cases = [
        ("tcp port 443 established", none),
        ("rtt > 5", Needs { tcp_info: true, ..none }),
        ("drops > 0", Needs { memory: true, ..none }),
        ("congestion bbr", Needs { congestion: true, ..none }),
        ("process a", Needs { owners: true, ..none }),
        ("pid 5", Needs { owners: true, ..none }),
        ("user root", Needs { owners: true, processes: true, ..none }),
        ("not ( tcp or unit a )", Needs { owners: true, processes: true, ..none }),
        ("netns blue", Needs { namespaces: true, ..none }),
    ];
    for (words, needs) in cases {
        assert_eq!(select(words).needs, needs, "{words}");
    }
}

#[test]
fn a_word_of_the_command_line_is_a_whole_text() {
    let part = |words: &[&str]| parse(words, &Host).unwrap().filter.unwrap().to_string();
    assert_eq!(part(&["command", "~", "a b"]), r#"command ~ "a b""#);
    assert_eq!(part(&["command ~ 'a b' tcp"]), r#"( command ~ "a b" ( tcp ) )"#.replace("\" (", "\" and ("));
    assert_eq!(part(&["(", "command", "~", "a b)"]), r#"command ~ "a b""#);
    assert_eq!(part(&["process=(sd-pam)"]), r#"process = "(sd-pam)""#);
    assert_eq!(part(&["(process=(sd-pam))"]), r#"process = "(sd-pam)""#);
    assert_eq!(part(&["process", "=", "unix"]), r#"process = "unix""#);
    assert_eq!(part(&["process = [kworker]"]), r#"process = "\\[kworker]""#);
    assert_eq!(part(&["process = \"and\""]), r#"process = "and""#);
}

#[test]
fn mistakes_are_told_in_one_line() {
    let cases: [(&[&str], &str); 22] = [
        (&["recvq", ">", "5"], r#"filter: "recvq" (word 1) is not known: did you mean recv-q?"#),
        (&["tcp", "listning"], r#"filter: "listning" (word 2) is not known: did you mean listening?"#),
        (&["tcp and prot 5"], r#"filter: "prot" (word 1 from its octet 9) is not known: did you mean port?"#),
        (&["xyzzy"], r#"filter: "xyzzy" (word 1) is not known: take a field"#),
        (&["10.0.0.1"], r#"filter: "10.0.0.1" (word 1) is not known: take a field"#),
        (&["port"], "filter: a port, a range such as 8000-8100, a service such as https, or several"),
        (&["port", "and", "tcp"], r#"filter: "and" (word 2) cannot stand here: port needs a port"#),
        (&["(", "port", ")"], r#"filter: ")" (word 3) cannot stand here: port needs a port"#),
        (&["port", "80800"], r#"filter: "80800" (word 2) is nothing for port: take a port"#),
        (&["port", "nosuch"], r#"filter: "nosuch" (word 2) is nothing for port: take a port"#),
        (&["port", "100-5"], r#"filter: "100-5" (word 2) is nothing for port: take a port"#),
        (&["port", "shell"], r#"filter: "shell" (word 2) has different ports over TCP and UDP"#),
        (&["port", "<", "5,6"], r#"filter: "5,6" (word 3) is nothing for port: take a port"#),
        (&["host", "nosuch"], r#"filter: "nosuch" (word 2) is nothing for host: take an address"#),
        (&["process", "<", "5"], r#"filter: "<" (word 2) cannot stand after process: take one of = != ~ !~"#),
        (&["rtt", "~", "5"], r#"filter: "~" (word 2) cannot stand after rtt: take one of = != < <= > >="#),
        (&["rtt", ">", "fast"], r#"filter: "fast" (word 3) is nothing for rtt: take a time such as 20ms"#),
        (&["user", "nosuch"], r#"filter: "nosuch" (word 2) is no user of this host"#),
        (&["dev", "nosuch"], r#"filter: "nosuch" (word 2) is no interface"#),
        (&["state", "establishd"], r#"filter: "establishd" (word 2) is not known: did you mean established?"#),
        (&["tcp", "udp"], "filter: no socket can meet it, because conditions side by side must all hold"),
        (&["process = 'a"], r#"filter: "'a" (word 1 from its octet 11) has a quote that nothing closes"#),
    ];
    for (words, expected) in cases {
        let line = refusal(words);
        assert!(line.starts_with(expected), "{words:?}: {line}");
        assert!(!line.contains('\n'));
    }
    assert_eq!(refusal(&["( tcp"]), "filter: a closing parenthesis is missing at its end");
    assert_eq!(refusal(&["tcp", "or"]), "filter: a condition is missing at its end");
    assert!(refusal(&["tcp )"]).starts_with(r#"filter: ")" (word 1 from its octet 5) cannot stand here"#));
    assert!(refusal(&["not ".repeat(5000).as_str()]).contains("nested too deeply"));
    assert!(refusal(&["( ".repeat(5000).as_str()]).contains("nested too deeply"));
}

#[test]
fn every_name_stands_in_the_tables_once() {
    let names: Vec<_> =
        FIELDS.iter().flat_map(|field| field.names()).chain(WORDS.iter().flat_map(|w| w.names())).collect();
    for (index, name) in names.iter().enumerate() {
        assert!(!names[..index].contains(name), "{name} twice");
        assert_eq!(**name, name.to_ascii_lowercase().replace('_', "-"), "{name} could never be found");
        assert!(!matches!(*name, "and" | "or" | "not" | "none" | "all" | "eq" | "lt" | "gt" | "le" | "ge"), "{name}");
    }
    for word in WORDS {
        assert!(word.names().all(|name| parse(&[name], &Host).is_ok()), "{}", word.name);
    }
}

#[test]
fn no_words_choose_what_is_over_ip() {
    let selection = parse::<&str>(&[], &Host).unwrap();
    assert_eq!((selection.filter.is_none(), selection.needs), (true, Needs::default()));
    assert_eq!(selection.parts().count(), 7);
    assert!(selection.parts().all(|part| part.filter.is_none()));
}
