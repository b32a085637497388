//! Ends, states, timers and identities of inet sockets.

use super::*;
use model::{Millis, Shutdown, UserId};

const EXTENDED: Details = Details { options: true, extended: true, ..NUMERIC };

fn tcp(inet: InetSocket<'_>) -> Socket<'_> {
    socket(Transport::Tcp, SocketFamily::Inet(inet))
}

#[test]
fn addresses_read_as_glibc_writes_them() {
    let cases = [
        ("0.0.0.0", "0.0.0.0"),
        ("255.100.10.1", "255.100.10.1"),
        ("::", "*"),
        ("::1", "[::1]"),
        ("fe80::1", "[fe80::1]"),
        ("::ffff:1.2.3.4", "[::ffff:1.2.3.4]"),
        ("::ffff:0:0", "[::ffff:0.0.0.0]"),
        ("::1.2.3.4", "[::1.2.3.4]"),
        ("::1:2", "[::0.1.0.2]"),
        ("64:ff9b::1.2.3.4", "[64:ff9b::102:304]"),
        ("1:0:0:2:0:0:0:3", "[1:0:0:2::3]"),
        ("1:0:2:0:0:3:4:5", "[1:0:2::3:4:5]"),
        ("1:0:0:2:3:0:0:4", "[1::2:3:0:0:4]"),
        ("1:2:3:4:5:6:7:0", "[1:2:3:4:5:6:7:0]"),
        ("1:2:3:4:5:6::", "[1:2:3:4:5:6::]"),
        ("0:2:3:4:5:6:7:8", "[0:2:3:4:5:6:7:8]"),
        ("2001:db8:abcd:f0:1234:5678:9abc:def0", "[2001:db8:abcd:f0:1234:5678:9abc:def0]"),
    ];
    for (address, expected) in cases {
        let row = row(NUMERIC, &tcp(inet(address, address)));
        assert_eq!(row, format!("tcp ESTAB 0      0      {expected}:1234 {expected}:80\n"), "{address}");
    }
}

#[test]
fn a_star_is_both_versions_and_an_interface_follows_the_near_address() {
    let listener = |v6_only, interface| {
        let ends = InetSocket { peer: end("::", 0), v6_only, interface: InterfaceIndex(interface), ..inet("::", "::") };
        row(NUMERIC, &Socket { state: State::Listen, ..tcp(ends) })
    };
    assert_eq!(listener(None, 0), "tcp LISTEN 0      0      *:1234 *:*\n");
    assert_eq!(listener(Some(false), 1), "tcp LISTEN 0      0      *%lo:1234 *:*\n");
    assert_eq!(listener(Some(true), 77), "tcp LISTEN 0      0      [::]%if77:1234 [::]:*\n");
}

#[test]
fn names_stand_for_ports_and_hosts_where_they_are_known() {
    let ends = InetSocket { local: end("127.0.0.1", 22), ..inet("127.0.0.1", "0.0.0.0") };
    let named = Details { resolve: true, ..Details::default() };
    assert_eq!(row(named, &tcp(ends.clone())), "tcp ESTAB 0      0      localhost:ssh 0.0.0.0:80\n");
    let udp = socket(Transport::Udp, SocketFamily::Inet(ends));
    assert_eq!(row(Details::default(), &udp), "udp ESTAB 0      0      127.0.0.1:22 0.0.0.0:80\n");
}

#[test]
fn raw_sockets_are_called_after_their_protocol() {
    let raw = |cookie, protocol| {
        let ends = InetSocket { local: end("0.0.0.0", protocol), peer: end("0.0.0.0", 0), ..inet("::", "::") };
        let socket = Socket { state: State::Close, cookie, ..socket(Transport::Raw, SocketFamily::Inet(ends)) };
        row(Details::default(), &socket)
    };
    let cookie = Some(Cookie(1));
    assert_eq!(raw(cookie, 0), "raw UNCONN 0      0      0.0.0.0:* 0.0.0.0:*\n");
    assert_eq!(raw(cookie, 58), "icmp6 UNCONN 0      0      0.0.0.0:ipv6-icmp 0.0.0.0:*\n");
    assert_eq!(raw(cookie, 255), "??? UNCONN 0      0      0.0.0.0:ipproto-255 0.0.0.0:*\n");
    assert_eq!(raw(None, 58), "raw UNCONN 0      0      0.0.0.0:ipv6-icmp 0.0.0.0:*\n");
}

#[test]
fn queues_are_signed_and_fill_six_bytes() {
    let full = Socket { receive_queue: u32::MAX, send_queue: 1_000_000, ..tcp(inet("1.2.3.4", "1.2.3.4")) };
    assert_eq!(row(NUMERIC, &full), "tcp ESTAB -1     1000000 1.2.3.4:1234 1.2.3.4:80\n");
}

#[test]
fn timers_show_the_units_that_matter() {
    let cases = [
        (0, ""),
        (1, "001ms"),
        (999, "999ms"),
        (1000, "1sec"),
        (1001, "1.001ms"),
        (9999, "9.999ms"),
        (10_999, "10sec"),
        (59_999, "59sec"),
        (60_001, "1min"),
        (61_000, "1min1sec"),
        (119_999, "1min59sec"),
        (600_000, "10min"),
        (7_199_000, "119min"),
        (u64::from(u32::MAX), "71582min"),
    ];
    for (expires, expected) in cases {
        let timer = Timer { kind: TimerKind::Retransmit, expires: Millis(expires), retransmits: 3 };
        let shown =
            said(Details { options: true, ..NUMERIC }, &tcp(InetSocket { timer, ..inet("1.2.3.4", "1.2.3.4") }));
        assert_eq!(shown, format!("timer:(on,{expected},3)"), "{expires}");
    }
    for (number, expected) in ["", "on", "keepalive", "timewait", "persist", "unknown"].into_iter().enumerate() {
        let timer = Timer { kind: TimerKind::from_kernel(number as u8), expires: Millis(3000), retransmits: 2 };
        let socket = tcp(InetSocket { timer, ..inet("1.2.3.4", "1.2.3.4") });
        let expected = if expected.is_empty() { String::new() } else { format!("timer:({expected},3sec,2)") };
        assert_eq!(said(Details { options: true, ..NUMERIC }, &socket), expected);
    }
}

#[test]
fn identity_follows_in_one_order() {
    let ends = InetSocket {
        v6_only: Some(true),
        mark: Some(5),
        cgroup: Some(CgroupId(0xf423f)),
        tos: Some(16),
        traffic_class: Some(0),
        class_id: Some(u32::MAX),
        ..inet("::1", "::1")
    };
    let all = Socket {
        user: Some(UserId(1000)),
        inode: Inode(99999),
        cookie: Some(Cookie(0xabc_ffff_ffff)),
        shutdown: Some(Shutdown(1)),
        ..tcp(ends)
    };
    let details = Details { type_of_service: true, cgroup: true, ..EXTENDED };
    assert_eq!(
        said(details, &all),
        "uid:1000 ino:99999 sk:abcffffffff fwmark:0x5 cgroup:unreachable:f423f v6only:1 --> tos:0x10 tclass:0 \
         class_id:0xffffffff cgroup:unreachable:f423f"
    );
    let rooted = InetSocket { cgroup: Some(CgroupId(1)), mark: Some(0), ..inet("1.2.3.4", "1.2.3.4") };
    assert_eq!(said(EXTENDED, &Socket { user: Some(UserId(0)), ..tcp(rooted) }), "ino:0 sk:1 cgroup:/");
    for (bits, arrow) in ["<->", "-->", "<--", "---"].into_iter().enumerate() {
        let half = Socket { shutdown: Some(Shutdown(bits as u8)), ..tcp(inet("1.2.3.4", "1.2.3.4")) };
        assert_eq!(said(EXTENDED, &half), format!("ino:0 sk:1 {arrow}"));
    }
}

/// Threads and contexts as the original printed them, SELinux's answers being made up for it.
#[test]
fn threads_and_contexts_stand_with_their_holder() {
    let told = |context: &str| (!context.is_empty()).then(|| context.as_bytes().into());
    let task = |thread, context| Task {
        process: ProcessId(7),
        thread,
        started: None,
        name: b"a"[..].into(),
        context: told(context),
    };
    let users = |contexts, holders: Vec<(Task, u32, &str)>| {
        let mut owners = OwnerTable::default();
        for (task, descriptor, context) in holders {
            owners.begin_task(task);
            owners.hold_in_context(Inode(5), descriptor, told(context));
        }
        let socket = Socket { inode: Inode(5), ..tcp(inet("1.2.3.4", "1.2.3.4")) };
        let row = rows(
            Details { processes: true, contexts, ..NUMERIC },
            &mut Known { owners, ..Known::default() },
            &[socket],
        );
        row.split_once("users:").unwrap().1.trim_end().to_owned()
    };
    assert_eq!(
        users(Contexts::Hidden, vec![(task(Some(ProcessId(7)), ""), 3, ""), (task(Some(ProcessId(9)), ""), 4, "")]),
        "((\"a\",pid=7,tid=9,fd=4),(\"a\",pid=7,tid=7,fd=3))"
    );
    let labelled = || vec![(task(None, ""), 3, ""), (task(None, "u:r:a:s0"), 4, "u:o:b:s0")];
    assert_eq!(
        users(Contexts::OfProcesses, labelled()),
        "((\"a\",pid=7,proc_ctx=u:r:a:s0,fd=4),(\"a\",pid=7,proc_ctx=unavailable,fd=3))"
    );
    assert_eq!(
        users(Contexts::OfProcessesAndSockets, labelled()),
        "((\"a\",pid=7,proc_ctx=u:r:a:s0,fd=4,sock_ctx=u:o:b:s0),\
         (\"a\",pid=7,proc_ctx=unavailable,fd=3,sock_ctx=unavailable))"
    );
}

#[test]
fn holders_stand_before_everything_else() {
    let mut known = Known::default();
    for (process, descriptor, name) in [(7556, 4, "x"), (7597, 50, "(kid\"\u{1}")] {
        let (process, name) = (ProcessId(process), name.as_bytes().into());
        known.owners.begin_task(Task { process, thread: None, started: None, name, context: None });
        known.owners.hold(Inode(5), descriptor);
    }
    let sockets = [
        Socket { inode: Inode(5), ..tcp(inet("1.2.3.4", "1.2.3.4")) },
        Socket { inode: Inode(0), ..tcp(inet("1.2.3.4", "1.2.3.4")) },
    ];
    assert_eq!(
        rows(Details { processes: true, ..EXTENDED }, &mut known, &sockets),
        "tcp ESTAB 0      0      1.2.3.4:1234 1.2.3.4:80 users:((\"(kid\"\u{1}\",pid=7597,fd=50),(\"x\",pid=7556,fd=4)) \
         ino:5 sk:1\n\
         tcp ESTAB 0      0      1.2.3.4:1234 1.2.3.4:80 ino:0 sk:1\n"
    );
}
