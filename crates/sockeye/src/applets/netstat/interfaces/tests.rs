//! Interfaces made by hand, laid out as the original lays out such ones.

use super::*;
use crate::applets::netstat::args::{Args, View};
use crate::texts::Texts;
use model::{
    DeviceMap, HardwareAddress, Interface, InterfaceCounters, InterfaceFlags, InterfaceIndex, Ipv4InterfaceAddress,
    Ipv6InterfaceAddress, Received, Sent,
};
use sources::interfaces::Interfaces;
use sources::proc_files::ProcFiles;
use std::path::Path;

fn setting() -> Setting {
    let args = Args { view: View::Interfaces, ..Args::default() };
    let files = ProcFiles::beside_kernel(Path::new("/nonexistent"));
    Setting { args, texts: Texts::english(), files, is_terminal: false }
}

fn interface(index: u32, name: &str, flags: u32) -> Interface {
    Interface {
        index: InterfaceIndex(index),
        name: name.as_bytes().into(),
        flags: InterfaceFlags(flags),
        hardware: 1,
        hardware_address: HardwareAddress::new(&[0x2a, 0xbb, 0x17, 0xe3, 0xe3, 0x9e]),
        mtu: 1500,
        queue_length: 1000,
        map: DeviceMap::default(),
        counters: InterfaceCounters {
            received: Received { bytes: 1800, packets: 20, ..Received::default() },
            sent: Sent { bytes: 1212, packets: 16, ..Sent::default() },
        },
    }
}

fn address(index: u32, label: &str, last: u8) -> Ipv4InterfaceAddress {
    Ipv4InterfaceAddress {
        interface: InterfaceIndex(index),
        label: label.as_bytes().into(),
        local: [10, 9, 0, last].into(),
        peer: [10, 9, 0, 2].into(),
        broadcast: [10, 9, 0, 255].into(),
        prefix_length: 24,
    }
}

fn laid(lay: fn(&mut Vec<u8>, &Row<'_>, &Setting), found: &Interfaces) -> String {
    let mut text = Vec::new();
    for row in &rows::of(found).0 {
        lay(&mut text, row, &setting());
    }
    String::from_utf8(text).unwrap()
}

#[test]
fn the_table_has_a_line_for_interfaces_and_aliases() {
    assert_eq!(
        short::headings(&Texts::english()),
        "Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n"
    );
    let mut busy = interface(3, "br0", 0x1003);
    busy.counters = InterfaceCounters {
        received: Received {
            packets: u64::MAX,
            errors: 99_999,
            dropped: 7,
            overruns: 7_777_777,
            ..Received::default()
        },
        sent: Sent { packets: 1, errors: 2, dropped: 3, overruns: 456_789, ..Sent::default() },
    };
    let found = Interfaces {
        interfaces: vec![interface(2, "va0", 0x1043), busy],
        ipv4_addresses: vec![address(2, "va0", 1), address(2, "va0:odd", 2), address(2, "va0:odd", 3)],
        ..Interfaces::default()
    };
    assert_eq!(
        laid(short::lay, &found),
        "br0              1500 18446744073709551615  99999      7 7777777        1      2      3 456789 BMU\n\
         va0              1500       20      0      0 0            16      0      0      0 BMRU\n\
         va0:odd          1500      - no statistics available -                        BMRU\n"
    );
}

#[test]
fn the_long_form_has_addresses_counters_and_the_device() {
    let mut first = interface(2, "va0", 0x1053);
    first.map = DeviceMap { memory_start: 1, memory_end: 2, base_address: 0x300, interrupt: 4, dma: 5 };
    let ipv6 = |last: u16, scope| Ipv6InterfaceAddress {
        interface: InterfaceIndex(2),
        address: [0x2001, 0xdb8, 0, 0, 0, 0, 0, last].into(),
        prefix_length: 64,
        scope,
    };
    let found = Interfaces {
        interfaces: vec![first],
        ipv4_addresses: vec![address(2, "va0", 1), address(2, "va0:1", 12)],
        ipv6_addresses: vec![ipv6(1, 0), ipv6(2, 0xF0), ipv6(3, 1), ipv6(4, 0x80)],
    };
    assert_eq!(
        laid(long::lay, &found),
        "va0: flags=4179<UP,BROADCAST,POINTOPOINT,RUNNING,MULTICAST>  mtu 1500\n\
        \x20       inet 10.9.0.1  netmask 255.255.255.0  broadcast 10.9.0.255  destination 10.9.0.2\n\
        \x20       inet6 2001:db8::1  prefixlen 64  scopeid 0x0<global>\n\
        \x20       inet6 2001:db8::2  prefixlen 64  scopeid 0xf0<compat,link,site,host>\n\
        \x20       inet6 2001:db8::3  prefixlen 64  scopeid 0x1\n\
        \x20       inet6 2001:db8::4  prefixlen 64  scopeid 0x80<compat,global>\n\
        \x20       ether 2a:bb:17:e3:e3:9e  txqueuelen 1000  (Ethernet)\n\
        \x20       RX packets 20  bytes 1800 (1.7 KiB)\n\
        \x20       RX errors 0  dropped 0  overruns 0  frame 0\n\
        \x20       TX packets 16  bytes 1212 (1.1 KiB)\n\
        \x20       TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\
        \x20       device interrupt 4  base 0x300  memory 0x1-2    dma 0x5\n\
        \n\
        va0:1: flags=4179<UP,BROADCAST,POINTOPOINT,RUNNING,MULTICAST>  mtu 1500\n\
        \x20       inet 10.9.0.12  netmask 255.255.255.0  broadcast 10.9.0.255  destination 10.9.0.2\n\
        \x20       ether 2a:bb:17:e3:e3:9e  txqueuelen 1000  (Ethernet)\n\
        \x20       device interrupt 4  base 0x300  memory 0x1-2    dma 0x5\n\
        \n"
    );
}

#[test]
fn compressing_lines_say_how_much() {
    let mut line = interface(1, "sl0", 0);
    line.hardware = 257;
    line.queue_length = u32::MAX;
    line.counters.received.compressed = 4;
    line.counters.sent.compressed = 14;
    let found = Interfaces { interfaces: vec![line], ..Interfaces::default() };
    let shown = laid(long::lay, &found);
    let lines: Vec<_> = shown.lines().map(str::trim_start).collect();
    assert_eq!(lines[..2], ["sl0: flags=0<  mtu 1500", "cslip  (VJ Serial Line IP)"]);
    assert_eq!((lines[3], lines[6]), ("RX compressed:4", "TX compressed 14"));
}

#[test]
fn a_name_that_is_no_interfaces_is_told() {
    let found = Interfaces {
        interfaces: vec![interface(2, "eth9", 1)],
        ipv4_addresses: vec![address(2, "eth99", 1), address(7, "gone", 2)],
        ..Interfaces::default()
    };
    let (rows, stray) = rows::of(&found);
    assert_eq!(rows.len(), 1);
    assert_eq!(stray.as_deref(), Some(&b"eth99"[..]));
}
