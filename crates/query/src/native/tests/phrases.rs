//! What a socket is known by without asking who holds it.

use super::{Around, check, connection};
use crate::fixtures::{tcp, unix, vsock};
use model::{Socket, State, Transport};

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
            ("!udp&&port=443", true),
            ("((tcp))not(udp)", true),
            ("(state listening)or(state=established)", true),
            ("rtt>20ms", true),
            ("rtt gt 20ms", true),
            ("udp or tcp and listening", false),
            ("udp or ( tcp and listening )", false),
            ("tcp or udp and listening", false),
            ("tcp or ( udp and listening )", true),
        ],
    );
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
fn ip_versions_are_told_by_the_packets() {
    let mapped = tcp(("::ffff:10.1.2.3", 22), ("::ffff:10.1.2.4", 9));
    let nobody = Around::nobody();
    check(&mapped, &nobody, &[("ipv4", true), ("ipv6", false), ("host 10/8", true), ("src inet:10.1.2.3", true)]);
    let six = tcp(("::", 22), ("::", 0));
    check(&six, &nobody, &[("ipv4", false), ("ipv6", true), ("local 0.0.0.0", false), ("sport = inet6:22", true)]);
    check(&six, &nobody, &[("local ::", true), ("src [::]:22", true), ("src any", true), ("src *:22", true)]);
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
