//! What stands in a cell, before it is text: native views, JSON and CSV write the same values, each in its own way.

use model::{Bytes, BytesPerSecond, Micros};
use std::borrow::Cow;
use std::net::IpAddr;
use std::time::SystemTime;

/// One fact of a row. It borrows from the record that it is taken from.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// There is no such fact: a UDP socket has no round-trip time, a listener no peer.
    Absent,
    /// There is one, and it could not be seen, for this reason: one clause without control characters.
    Unknown(Cow<'static, str>),
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
    /// Yes or no.
    Truth(bool),
    /// Several of one kind, such as the processes that hold a socket.
    List(Vec<Value<'a>>),
}
