//! Filters against sockets of every family, with the answers that ss gives.

use crate::ast::Filter;
use crate::fixtures::{Host, netlink, packet, tcp, tcp_of, tipc, unix, vsock};
use crate::ss::{ScopeBuilder, read_query};
use model::{CgroupId, InetEndpoint, InetSocket, InterfaceIndex, Socket};

/// The filter that these words make where nothing was chosen.
fn filter(words: &str) -> Filter {
    read_query(ScopeBuilder::default(), &[words], &Host).unwrap().filter.unwrap()
}

fn check(socket: &Socket<'_>, cases: &[(&str, bool)]) {
    for (words, expected) in cases {
        assert_eq!(filter(words).matches(socket), *expected, "{words} on {:?}", socket.family);
    }
}

#[test]
fn an_ipv4_connection_is_known_by_its_ends() {
    let socket = tcp(("127.0.0.1", 80), ("127.0.0.2", 40000));
    check(
        &socket,
        &[
            ("src 127.0.0.1", true),
            ("src 127.0.0.2", false),
            ("dst 127.0.0.2", true),
            ("src 127/8", true),
            ("src 127", false),
            ("src 127.0.0.0/255.0.0.0", true),
            ("src 128/1", false),
            ("src 127.0.0.1:80", true),
            ("src 127.0.0.1:81", false),
            ("src :http", true),
            ("src localhost", true),
            ("dst localhost", false),
            ("dport = 40000", true),
            ("dport != 40000", false),
            ("dport > 40000", false),
            ("dport >= 40000", true),
            ("dport < 40001", true),
            ("dport <= 39999", false),
            ("sport = 99999", false),
            ("sport < 99999", true),
            ("src any", true),
            ("src ::/0", true),
            ("src [::1]", false),
            ("autobound", false),
        ],
    );
}

#[test]
fn conditions_join_from_the_left_and_not_binds_closest() {
    let socket = tcp(("0.0.0.0", 22), ("0.0.0.0", 0));
    check(
        &socket,
        &[
            ("sport = 22 or sport = 22 and sport = 23", false),
            ("sport = 22 or ( sport = 22 and sport = 23 )", true),
            ("sport = 22 sport = 23 or sport = 22", true),
            ("not sport = 23 sport = 22", true),
            ("not sport = 22 or sport = 22", true),
            ("not ( sport = 22 or sport = 23 )", false),
            ("! ! sport = 22", true),
        ],
    );
}

#[test]
fn a_mapped_address_fits_an_ipv4_prefix() {
    check(
        &tcp(("::ffff:10.1.2.3", 22), ("::", 0)),
        &[("src 10/8", true), ("src 10.1.2.3", true), ("src 11/8", false), ("src [::ffff:10.1.2.3]", true)],
    );
}

#[test]
fn leading_bits_are_compared_whatever_the_family() {
    // So ss hides [::]:22 under "not src 0.0.0.0".
    check(&tcp(("::", 22), ("::", 0)), &[("src 0.0.0.0", true), ("not src 0.0.0.0", false)]);
    check(&tcp(("2001:db8::1", 22), ("::", 0)), &[("src 32.1/16", true)]);
    check(&tcp(("0.0.0.0", 22), ("0.0.0.0", 0)), &[("src [::]", true), ("src [::1]", false)]);
    check(&packet(0x0800, 2), &[("src 0.8.0.0", true), ("src 8.0.0.0", false)]);
}

#[test]
fn mark_cgroup_and_interface_are_asked_of_the_record() {
    let end = |port| InetEndpoint { address: [127, 0, 0, 1].into(), port };
    let facts = InetSocket {
        mark: Some(0x12),
        cgroup: Some(CgroupId(1)),
        interface: InterfaceIndex(1),
        ..InetSocket::between(end(1), end(2))
    };
    check(
        &tcp_of(facts),
        &[
            ("fwmark = 18", true),
            ("fwmark = 0x10/0xf0", true),
            ("fwmark = 0x12/0xf0", false),
            ("fwmark != 0x12", false),
            ("dev = lo", true),
            ("dev != 1", false),
            ("dev = 2", false),
            ("cgroup = /sys/fs/cgroup/unified", true),
        ],
    );
    check(
        &tcp_of(InetSocket::between(end(1), end(2))),
        &[("fwmark = 0", true), ("dev = 0", true), ("fwmark = 1", false)],
    );
}

#[test]
fn unix_names_match_shell_patterns_without_case() {
    check(
        &unix(77, Some(b"/run/Systemd/notify")),
        &[
            ("src unix:/run/*", true),
            ("src unix:/RUN/systemd/*", true),
            ("src unix:", false),
            ("dst unix:*", true),
            ("dst unix:?*", false),
            ("sport = 77", true),
            ("src 0.0.0.0", false),
            ("autobound", false),
        ],
    );
    check(&unix(1, Some(b"\0a\0b")), &[("src unix:@a@b", true), ("autobound", false)]);
    check(&unix(1, Some(b"\x000a2f9")), &[("autobound", true)]);
    check(&unix(1, None), &[("src unix:", true), ("src unix:*", true), ("autobound", true), ("src 0.0.0.0", true)]);
}

#[test]
fn packet_sockets_are_known_by_protocol_and_interface() {
    check(
        &packet(0x0800, 1),
        &[
            ("src link:ip", true),
            ("src link:2048:lo", true),
            ("src link:*:2", false),
            ("src link:all", false),
            ("dst link:0", true),
            ("dev = lo", true),
            ("autobound", false),
        ],
    );
    check(&packet(0, 0), &[("autobound", true)]);
}

#[test]
fn netlink_sockets_are_known_by_protocol_and_port_id() {
    check(
        &netlink(16, 0),
        &[
            ("src netlink:genl", true),
            ("src netlink:genl:kernel", true),
            ("src netlink:rtnl", false),
            ("src netlink::7", false),
            ("dst netlink:rtnl", true),
            ("dport < 0", true),
            ("autobound", false),
        ],
    );
    check(&netlink(0, u32::MAX), &[("autobound", true), ("src netlink:rtnl:-5", false)]);
}

#[test]
fn vm_sockets_are_known_by_context_and_port() {
    check(
        &vsock(2, 1024),
        &[
            ("src vsock:2:1024", true),
            ("src vsock:3:1024", false),
            ("src vsock:*:1024", true),
            ("src vsock::1025", false),
            ("src vsock:2", true),
            ("autobound", true),
        ],
    );
    check(&vsock(2, u32::MAX), &[("autobound", false)]);
}

#[test]
fn no_filter_hides_a_tipc_socket() {
    check(&tipc(), &[("sport = 5", true), ("not src any", true)]);
}
