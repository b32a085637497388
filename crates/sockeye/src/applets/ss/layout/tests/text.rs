//! Rows of the text tables of /proc/net, which have no cookies and tell less.

use super::*;
use wire::proc_net;

const EVERYTHING: Details =
    Details { options: true, extended: true, memory: true, info: true, processes: true, tipc: true, ..NUMERIC };

/// The details in the row of a line of `/proc/net/tcp` that starts with ends and state.
fn told(columns: &str) -> String {
    let line = format!("0: 0100007F:04D2 0100007F:0050 01 {columns}");
    said(EVERYTHING, &proc_net::inet::socket(line.as_bytes(), Transport::Tcp).unwrap())
}

#[test]
fn a_tcp_row_tells_what_its_columns_have() {
    assert_eq!(
        told("0:0 01:00001B39 3 1000 2 5001 1 ffff888012345678 20 4 3 10 7"),
        "timer:(on,1min9sec,3) uid:1000 ino:5001 sk:ffff888012345678 rto:0.2 ato:0.04 qack:1 bidir cwnd:10 ssthresh:7 \
         retrans:3/0 reordering:0"
    );
    assert_eq!(told("0:0 00:0 0 0 0 9 1 0 20 0 13 0 -1"), "ino:9 sk:0 rto:0.2 qack:6 reordering:0");
    assert_eq!(
        told("0:0 00:0 0 5 0 99 1 ab 300 0 0 10 -1 some tail text  "),
        "uid:5 ino:99 sk:ab opt:\"some tail text  \" cwnd:10 reordering:0"
    );
    assert_eq!(
        told("0:0 00:0 0 5 0 99 1 ab 3000 41 7 0 5"),
        "uid:5 ino:99 sk:ab rto:30 ato:0.41 qack:3 bidir ssthresh:5 reordering:0"
    );
}

#[test]
fn a_tcp_row_that_ends_early_tells_less() {
    assert_eq!(
        told("0:0 03:000003E8 0 5 0 99 1 ab 3000"),
        "timer:(timewait,10sec,0) uid:5 ino:99 sk:ab rto:30 reordering:0"
    );
    assert_eq!(told("0:0 0:0 0 5 0 99 1 ab"), "uid:5 ino:99 sk:ab cwnd:2 reordering:0");
    assert_eq!(told("0:0 03:000003E8 0 5 0"), "timer:(timewait,10sec,0) uid:5 ino:0 sk:0 cwnd:2 reordering:0");
    assert_eq!(told(""), "ino:0 sk:0 cwnd:2 reordering:0");
}

#[test]
fn rows_of_udp_and_raw_sockets_tell_nothing_more() {
    let line = b"0: 0100007F:04D2 0100007F:0050 01 1:2 01:9 4 1000 3 98 2 ffff000012345678 5  ";
    for transport in [Transport::Udp, Transport::Raw] {
        assert_eq!(said(EVERYTHING, &proc_net::inet::socket(line, transport).unwrap()), "");
    }
}

#[test]
fn of_a_unix_name_the_first_word_is_shown() {
    let shown = |name: &str| {
        let line = format!("0000000000000000: 00000003 00000000 00000000 0001 03 20002{name}");
        row(EVERYTHING, &proc_net::unix::socket(line.as_bytes()).unwrap())
    };
    assert_eq!(shown(" /run/with blank"), "u_str ESTAB 0      0      /run/with 20002 * 0\n");
    assert_eq!(shown(" @abstract@x"), "u_str ESTAB 0      0      @abstract@x 20002 * 0\n");
    assert_eq!(shown("   "), "u_str ESTAB 0      0      * 20002 * 0\n");
    assert_eq!(shown(""), "u_str ESTAB 0      0      * 20002 * 0\n");
}

#[test]
fn a_netlink_row_tells_where_its_socket_is_and_what_it_listens_to() {
    let line = b"ffff888012345678 15  7 00000111 0  0  1 2 0  40001";
    let row = row(EVERYTHING, &proc_net::netlink::socket(line).unwrap());
    assert_eq!(row.trim_end().split_once("* ").unwrap().1.trim(), "sk=ffff888012345678 cb=1 groups=0x00000111");
}
