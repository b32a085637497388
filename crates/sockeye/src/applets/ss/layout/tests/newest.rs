//! What versions after iproute2 6.1 tell, and that it is told only to whoever asks. The formats are those of their sources, as
//! no such version is at hand to be run.

use super::*;
use model::{MptcpInfo, TcpInfo};
use wire::netlink::push_attribute;

const INFO: Details = Details { info: true, options: true, one_line: true, ..NUMERIC };
const NEWEST: Details = Details { newest: true, ..INFO };

fn tcp(info: TcpInfo) -> Socket<'static> {
    let family = InetSocket { tcp: Some(info), ..inet("1.2.3.4", "1.2.3.4") };
    socket(Transport::Tcp, SocketFamily::Inet(family))
}

#[test]
fn the_receive_window_and_new_paths_are_told_last() {
    let info = TcpInfo { options: 1 | 64, reordering: 3, snd_wnd: 1, rcv_wnd: 2, rehash: 3, ..TcpInfo::default() };
    let said_by = |details| said(details, &tcp(info));
    assert!(said_by(INFO).starts_with("ts ") && said_by(INFO).ends_with(" snd_wnd:1"), "{}", said_by(INFO));
    assert!(said_by(NEWEST).starts_with("ts usec_ts "), "{}", said_by(NEWEST));
    assert!(said_by(NEWEST).ends_with(" snd_wnd:1 rcv_wnd:2 rehash:3"), "{}", said_by(NEWEST));
}

#[test]
fn mptcp_tells_sequences_in_decimal_and_what_it_carried() {
    let info = MptcpInfo {
        token: 10,
        write_seq: 11,
        snd_una: 12,
        rcv_nxt: 13,
        local_addr_used: 1,
        local_addr_max: 2,
        csum_enabled: 1,
        retransmits: 3,
        bytes_retrans: 4,
        bytes_sent: 5,
        bytes_received: 6,
        bytes_acked: 7,
        subflows_total: 8,
        last_data_sent_ms: 9,
        last_data_recv_ms: 10,
        last_ack_recv_ms: 11,
        ..MptcpInfo::default()
    };
    let family = InetSocket { mptcp: Some(info), ..inet("1.2.3.4", "1.2.3.4") };
    let connection = socket(Transport::Mptcp, SocketFamily::Inet(family));
    assert_eq!(
        said(NEWEST, &connection),
        "token:a write_seq:11 snd_una:12 rcv_nxt:13 local_addr_used:1 local_addr_max:2 csum_enabled:1 retransmits:3 \
         bytes_retrans:4 bytes_sent:5 bytes_received:6 bytes_acked:7 subflows_total:8 last_data_sent:9 last_data_recv:10 \
         last_ack_recv:11"
    );
}

#[test]
fn queues_can_be_left_out() {
    let mut table = columns::table(columns::Origins::Hidden, Width::Unlimited, Vec::new());
    columns::switch(&mut table, true, true, false);
    table.header();
    let mut known = Known::default();
    Layout::new(NUMERIC, &mut known).row(&mut table, &tcp(TcpInfo::default())).unwrap();
    let text = String::from_utf8(table.finish().unwrap()).unwrap();
    let words: Vec<&str> = text.split_whitespace().collect();
    assert_eq!(words[..6].join(" "), "Netid State Local Address:Port Peer Address:PortProcess");
    assert_eq!(words[6..].join(" "), "tcp ESTAB 1.2.3.4:1234 1.2.3.4:80");
}

#[test]
fn storages_of_bpf_are_octets_below_the_row() {
    let mut nest = Vec::new();
    push_attribute(&mut nest, 2, &7u32.to_ne_bytes()).unwrap();
    push_attribute(&mut nest, 3, &[0x2a, 0]).unwrap();
    let mut raw = Vec::new();
    push_attribute(&mut raw, 1, &nest).unwrap();
    let family = InetSocket { bpf_storage: Some(&raw), ..inet("1.2.3.4", "1.2.3.4") };
    let connection = socket(Transport::Tcp, SocketFamily::Inet(family));
    assert_eq!(said(NUMERIC, &connection), "\tmap_id:7 [\n\t\t2a 00\n\t]");
    assert_eq!(said(Details { one_line: true, ..NUMERIC }, &connection), "map_id:7 [2a 00]");
}
