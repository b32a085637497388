//! What is asked of those who hold a socket, and only where that matters.

use super::{Around, check, connection, filter};
use model::{Inode, Socket, State, UserId};

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
