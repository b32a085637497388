//! Messages made by hand, whole and broken.

use super::*;
use crate::netlink::{messages, push_attribute};
use model::{DeviceMap, InterfaceFlags, InterfaceIndex};
use proptest::prelude::*;

fn link(attributes: &[(u16, &[u8])]) -> Vec<u8> {
    let mut body = vec![0, 0];
    body.extend_from_slice(&772u16.to_ne_bytes());
    body.extend_from_slice(&7u32.to_ne_bytes());
    body.extend_from_slice(&0x1_0049u32.to_ne_bytes());
    body.extend_from_slice(&0u32.to_ne_bytes());
    for (kind, value) in attributes {
        push_attribute(&mut body, *kind, value).expect("it fits");
    }
    body
}

#[test]
fn requests_ask_for_everything() {
    let request = interfaces_request(7);
    let whole = messages(&request).next().expect("a message").expect("whole");
    assert_eq!((whole.kind, whole.flags, whole.sequence, whole.payload.len()), (18, 0x301, 7, 16));
    let request = ipv4_addresses_request(8);
    let whole = messages(&request).next().expect("a message").expect("whole");
    assert_eq!((whole.kind, whole.payload), (22, &[2, 0, 0, 0, 0, 0, 0, 0][..]));
}

#[test]
fn an_interface_is_read() {
    let statistics: Vec<u8> = (1..=25u64).flat_map(u64::to_ne_bytes).collect();
    let mut map = [0; 32];
    map[16] = 3;
    map[26] = 5;
    let payload = link(&[
        (1, &[2, 0, 0, 0, 9, 1]),
        (3, b"eth0\0"),
        (4, &1500u32.to_ne_bytes()),
        (13, &1000u32.to_ne_bytes()),
        (14, &map),
        (23, &statistics),
        (999, b"unknown"),
    ]);
    let interface = decode_interface(&payload).expect("it is whole");
    assert_eq!(&*interface.name, b"eth0");
    assert_eq!((interface.index, interface.hardware), (InterfaceIndex(7), 772));
    assert_eq!((interface.mtu, interface.queue_length), (1500, 1000));
    assert_eq!(interface.flags, InterfaceFlags(0x1_0049));
    assert_eq!(interface.hardware_address.octets(), [2, 0, 0, 0, 9, 1]);
    assert_eq!(interface.hardware_address.padded::<8>(), [2, 0, 0, 0, 9, 1, 0, 0]);
    assert_eq!(interface.map.dma, 5);
    #[cfg(target_endian = "little")]
    assert_eq!(interface.map, DeviceMap { base_address: 3, dma: 5, ..DeviceMap::default() });
    let received = interface.counters.received;
    assert_eq!((received.packets, received.bytes, received.errors), (1, 3, 5));
    assert_eq!((received.dropped, received.overruns, received.compressed), (7 + 16, 15, 22));
    assert_eq!(received.frame_errors, 11 + 12 + 13 + 14);
    let sent = interface.counters.sent;
    assert_eq!((sent.packets, sent.bytes, sent.errors, sent.dropped), (2, 4, 6, 8));
    assert_eq!((sent.collisions, sent.overruns, sent.compressed), (10, 19, 23));
    assert_eq!(sent.carrier_errors, 17 + 18 + 20 + 21);
}

#[test]
fn short_structs_count_as_zero_and_a_name_is_needed() {
    let interface =
        decode_interface(&link(&[(3, b"x"), (4, &[1]), (14, &[1; 3]), (23, &[1; 9])])).expect("it has a name");
    assert_eq!((interface.mtu, interface.counters.received.bytes), (0, 0));
    assert_eq!(decode_interface(&link(&[])), Err(DecodeError::Nameless));
    assert_eq!(decode_interface(&[0; 15]), Err(DecodeError::Short(15)));
}

#[test]
fn an_address_is_read() {
    let mut payload = vec![2, 24, 0, 0];
    payload.extend_from_slice(&4u32.to_ne_bytes());
    for (kind, value) in [(1, &[10, 8, 0, 2][..]), (2, &[10, 8, 0, 1]), (3, b"tun0:1\0"), (4, &[10, 8, 0, 255])] {
        push_attribute(&mut payload, kind, value).expect("it fits");
    }
    let address = decode_ipv4_address(&payload).expect("it is whole");
    assert_eq!((address.interface, &*address.label), (InterfaceIndex(4), &b"tun0:1"[..]));
    assert_eq!((address.local, address.peer), ([10, 8, 0, 1].into(), [10, 8, 0, 2].into()));
    assert_eq!((address.broadcast, address.prefix_length), ([10, 8, 0, 255].into(), 24));
    payload[0] = 10;
    assert_eq!(decode_ipv4_address(&payload), Err(DecodeError::Family(10)));
    assert_eq!(decode_ipv4_address(&payload[..7]), Err(DecodeError::Short(7)));
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoders_panic(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        let _ = decode_interface(&bytes);
        let _ = decode_ipv4_address(&bytes);
    }
}
