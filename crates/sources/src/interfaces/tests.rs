//! The running kernel, and answers made by hand.

use super::*;
use crate::sockets::Diagnostics;
use std::net::Ipv4Addr;
use std::path::Path;
use wire::netlink::{NLM_F_DUMP_INTR, NLM_F_MULTI, NLMSG_DONE, NLMSG_ERROR, message, push_attribute};

/// Answers each request with the next of these datagrams.
struct Answers(Vec<Vec<u8>>);

impl Diagnostics for Answers {
    fn send(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let datagram = if self.0.len() > 1 { self.0.remove(0) } else { self.0[0].clone() };
        buffer[..datagram.len()].copy_from_slice(&datagram);
        Ok(datagram.len())
    }
}

fn source(answers: Vec<Vec<u8>>) -> InterfaceSource {
    let open = move || Ok(Box::new(Answers(answers.clone())) as Box<dyn Diagnostics>);
    InterfaceSource::new(Box::new(open), Path::new("/nonexistent").into())
}

fn dump(flags: u16, kind: u16, body: &[u8]) -> Vec<u8> {
    let mut datagram = message(kind, NLM_F_MULTI | flags, 1, body);
    datagram.extend(message(NLMSG_DONE, NLM_F_MULTI, 1, &[0; 4]));
    datagram
}

#[test]
fn the_loopback_interface_is_there_with_its_address() {
    let facts = InterfaceSource::live(Path::new("/proc").into()).list().expect("the kernel answers");
    let loopback = facts.found.interfaces.iter().find(|interface| &*interface.name == b"lo").expect("there is lo");
    let addresses = facts.found.ipv4_addresses.iter().filter(|address| address.interface == loopback.index);
    let locals: Vec<_> = addresses.map(|address| address.local).collect();
    assert!(locals.is_empty() || locals.contains(&Ipv4Addr::LOCALHOST), "{locals:?}");
    assert_eq!(loopback.hardware, 772);
}

#[test]
fn a_message_that_cannot_be_read_is_said_and_the_others_taken() {
    let mut named = vec![0; 16];
    push_attribute(&mut named, 3, b"eth0\0").expect("it fits");
    let mut links = message(route::NEW_LINK, NLM_F_MULTI, 1, &[0; 16]);
    links.extend(dump(0, route::NEW_LINK, &named));
    let facts = source(vec![links, dump(0, route::NEW_ADDRESS, &[2, 8, 0, 0, 1, 0, 0, 0])]).list().expect("it answers");
    assert_eq!((facts.found.interfaces.len(), facts.found.ipv4_addresses.len()), (1, 1));
    assert_eq!(facts.gaps.len(), 1, "{:?}", facts.gaps);
}

#[test]
fn what_is_always_interrupted_is_taken_as_it_is_and_said() {
    let facts = source(vec![dump(NLM_F_DUMP_INTR, 99, &[0; 4])]).list().expect("it answers");
    assert_eq!(facts.gaps.len(), 1, "{:?}", facts.gaps);
}

#[test]
fn a_refusal_is_the_kernels_word() {
    let refusal = message(NLMSG_ERROR, 0, 1, &(-1i32).to_ne_bytes());
    let gap = source(vec![refusal]).list().expect_err("it refuses");
    assert!(gap.to_string().contains("Operation not permitted"), "{gap}");
}
