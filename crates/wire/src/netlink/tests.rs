//! Framing: what is built is read back, and what is broken ends without harm.

use super::*;
use proptest::prelude::*;

fn only(datagram: &[u8]) -> Message<'_> {
    let mut messages = messages(datagram);
    let message = messages.next().expect("there is a message").expect("it is whole");
    assert_eq!(messages.next(), None);
    message
}

fn error_body(errno: i32, quoted: &[u8], attributes: &[(u16, &[u8])]) -> Vec<u8> {
    let mut body = errno.to_ne_bytes().to_vec();
    body.extend_from_slice(quoted);
    for (kind, value) in attributes {
        push_attribute(&mut body, *kind, value).expect("it fits");
    }
    body
}

#[test]
fn a_message_comes_back_as_it_was_built() {
    let bytes = message(20, NLM_F_REQUEST | NLM_F_DUMP, 123_456, &[1, 2, 3, 4, 5]);
    assert_eq!(bytes.len(), 24);
    let expected = Message { kind: 20, flags: 0x301, sequence: 123_456, port_id: 0, payload: &[1, 2, 3, 4, 5] };
    assert_eq!(only(&bytes), expected);
    assert_eq!(expected.control(), None);
}

#[test]
fn messages_follow_each_other_at_multiples_of_four() {
    let mut datagram = message(20, 0, 1, &[7]);
    datagram.extend(message(20, 0, 2, &[8, 9]));
    let sequences: Vec<_> = messages(&datagram).map(|message| message.map(|message| message.sequence)).collect();
    assert_eq!(sequences, [Ok(1), Ok(2)]);
}

#[test]
fn a_last_message_may_lack_its_padding() {
    let bytes = message(20, 0, 1, &[7]);
    assert_eq!(only(&bytes[..17]).payload, [7]);
}

#[test]
fn a_cut_message_is_an_error_and_the_end() {
    let bytes = message(20, 0, 1, &[0; 16]);
    for length in 1..bytes.len() {
        let seen: Vec<_> = messages(&bytes[..length]).collect();
        assert_eq!(seen, [Err(Truncated)], "cut to {length}");
    }
    assert_eq!(messages(&[]).next(), None);
}

#[test]
fn a_length_shorter_than_the_header_is_an_error() {
    let mut bytes = message(20, 0, 1, &[0; 16]);
    bytes[..4].copy_from_slice(&8u32.to_ne_bytes());
    assert_eq!(messages(&bytes).collect::<Vec<_>>(), [Err(Truncated)]);
}

#[test]
fn the_end_of_a_dump_has_its_error_number() {
    let whole = message(NLMSG_DONE, NLM_F_MULTI, 1, &0i32.to_ne_bytes());
    assert_eq!(only(&whole).control(), Some(Control::Done { errno: 0 }));
    let broken = message(NLMSG_DONE, NLM_F_MULTI, 1, &(-12i32).to_ne_bytes());
    assert_eq!(only(&broken).control(), Some(Control::Done { errno: 12 }));
    let bare = message(NLMSG_DONE, 0, 1, &[]);
    assert_eq!(only(&bare).control(), Some(Control::Done { errno: 0 }));
}

#[test]
fn the_kernels_words_are_found_behind_a_quoted_request() {
    let request = message(20, NLM_F_REQUEST, 1, &[0; 7]);
    let body = error_body(-22, &request, &[(1, b"no such family\0"), (2, &17u32.to_ne_bytes()), (99, b"?")]);
    let datagram = message(NLMSG_ERROR, NLM_F_ACK_TLVS, 1, &body);
    let expected = Control::Error { errno: 22, words: Some(b"no such family"), offset: Some(17) };
    assert_eq!(only(&datagram).control(), Some(expected));
}

#[test]
fn the_kernels_words_are_found_behind_a_capped_request() {
    let header = &message(20, NLM_F_REQUEST, 1, &[0; 64])[..HEADER_LENGTH];
    let body = error_body(-1, header, &[(1, b"denied\0")]);
    let datagram = message(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, 1, &body);
    let expected = Control::Error { errno: 1, words: Some(b"denied"), offset: None };
    assert_eq!(only(&datagram).control(), Some(expected));
}

#[test]
fn an_error_without_words_is_a_number() {
    let request = message(20, NLM_F_REQUEST, 1, &[0; 56]);
    let datagram = message(NLMSG_ERROR, 0, 1, &error_body(-2, &request, &[(1, b"not flagged\0")]));
    assert_eq!(only(&datagram).control(), Some(Control::Error { errno: 2, words: None, offset: None }));
}

#[test]
fn an_error_without_a_number_is_still_an_error() {
    let datagram = message(NLMSG_ERROR, NLM_F_ACK_TLVS, 1, &[1]);
    assert_eq!(only(&datagram).control(), Some(Control::Error { errno: 71, words: None, offset: None }));
}

#[test]
fn other_control_messages_are_told_apart() {
    for (kind, control) in [(NLMSG_NOOP, Control::Noop), (NLMSG_OVERRUN, Control::Overrun), (9, Control::Noop)] {
        assert_eq!(only(&message(kind, 0, 1, &[])).control(), Some(control));
    }
}

#[test]
fn attributes_come_back_without_flags_and_padding() {
    let mut body = Vec::new();
    push_attribute(&mut body, 0x8000 | 19, &[1]).expect("it fits");
    push_attribute(&mut body, 0x4000 | 7, &[2, 3, 4, 5, 6]).expect("it fits");
    push_attribute(&mut body, 3, &[]).expect("it fits");
    let seen: Vec<_> = attributes(&body).map(|attribute| (attribute.kind, attribute.payload.to_vec())).collect();
    assert_eq!(seen, [(19, vec![1]), (7, vec![2, 3, 4, 5, 6]), (3, vec![])]);
}

#[test]
fn a_bad_attribute_length_ends_the_walk() {
    let mut body = Vec::new();
    push_attribute(&mut body, 1, &[1, 2, 3, 4]).expect("it fits");
    for length in [0u16, 3, 200] {
        let mut broken = body.clone();
        broken.extend_from_slice(&length.to_ne_bytes());
        broken.extend_from_slice(&[5, 0, 0, 0]);
        assert_eq!(attributes(&broken).count(), 1, "length {length}");
    }
}

#[test]
fn a_value_too_long_for_an_attribute_is_refused() {
    let mut body = Vec::new();
    assert_eq!(push_attribute(&mut body, 1, &[0; 65_532]), Err(TooLong { length: 65_532 }));
    assert!(body.is_empty());
    assert_eq!(push_attribute(&mut body, 1, &[0; 65_531]), Ok(()));
}

proptest! {
    #[test]
    fn no_bytes_make_the_walkers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..512), flags: u16, kind in 0u16..20) {
        for message in messages(&bytes).flatten() {
            let _ = message.control();
        }
        let _ = Message { kind, flags, sequence: 0, port_id: 0, payload: &bytes }.control();
        prop_assert!(attributes(&bytes).count() <= bytes.len() / 4);
    }
}
