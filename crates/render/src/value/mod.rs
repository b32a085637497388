//! What stands in a cell, before it is text: native views, JSON and CSV write the same values, each in its own way.

pub mod plain;
#[cfg(test)]
mod tests;
pub mod text;

use crate::address;
use model::{Bytes, BytesPerSecond, InetEndpoint, Micros};
use std::borrow::Cow;
use std::io::Write;
use std::net::IpAddr;
use std::time::SystemTime;

/// One fact of a row. It borrows from the record that it is taken from.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// There is no such fact: a UDP socket has no round-trip time, a listener no peer.
    Absent,
    /// There is one, and it could not be seen, for this reason: one clause without control characters.
    Unknown(Cow<'static, str>),
    /// There is none, and why, in a word or two of ours: people see it in brackets, programs see nothing.
    Nobody(&'static str),
    /// A word of ours, such as a state.
    Word(&'static str),
    /// Text of strangers: names, paths, command lines. Untrusted bytes, escaped where they are written.
    Text(Cow<'a, [u8]>),
    /// A plain number: an id, a count.
    Number(u64),
    /// A number that is written in hexadecimal for people.
    Hexadecimal(u64),
    /// An amount of data.
    Amount(Bytes),
    /// A rate.
    Rate(BytesPerSecond),
    /// A span of time.
    Span(Micros),
    /// A moment.
    Moment(SystemTime),
    /// An address; unspecified means any.
    Address(IpAddr),
    /// An address and a port; zero means any.
    Endpoint(InetEndpoint),
    /// Yes or no.
    Truth(bool),
    /// Several of one kind, such as the processes that hold a socket.
    List(Vec<Value<'a>>),
    /// Facts that belong together, each with its name, such as what is known of one of these processes.
    Record(Vec<(&'static str, Value<'a>)>),
}

/// Appends `address:port`, an IPv6 address in brackets (RFC 3986), `any` in place of port zero.
fn push_endpoint(out: &mut Vec<u8>, endpoint: InetEndpoint, any: &[u8]) {
    let is_ipv6 = endpoint.address.is_ipv6();
    if is_ipv6 {
        out.push(b'[');
    }
    address::push(out, endpoint.address);
    out.extend_from_slice(if is_ipv6 { b"]:" } else { b":" });
    match endpoint.port {
        0 => out.extend_from_slice(any),
        // Writing to a Vec cannot fail.
        port => drop(write!(out, "{port}")),
    }
}
