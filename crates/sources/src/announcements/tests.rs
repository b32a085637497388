//! The stream against a stand-in for the kernel.

use super::*;
use model::{SocketFamily, Transport};
use std::collections::VecDeque;
use wire::netlink::{message, push_attribute};

/// Brings these datagrams and errors, then breaks.
struct Scripted(VecDeque<Result<Vec<u8>, i32>>);

impl Diagnostics for Scripted {
    fn send(&mut self, _request: &[u8]) -> io::Result<()> {
        panic!("nothing is asked of a stream")
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let next = self.0.pop_front().ok_or(io::ErrorKind::UnexpectedEof)?;
        let datagram = next.map_err(io::Error::from_raw_os_error)?;
        buffer[..datagram.len()].copy_from_slice(&datagram);
        Ok(datagram.len())
    }
}

fn ended(protocol: u8, port: u16) -> Vec<u8> {
    let mut body = vec![0; 72];
    body[0] = 2;
    body[1] = 7;
    body[4..6].copy_from_slice(&port.to_be_bytes());
    push_attribute(&mut body, 10, &[protocol]).unwrap();
    message(20, 0, 0, &body)
}

/// What the stream brings until it breaks, in words.
fn followed(script: Vec<Result<Vec<u8>, i32>>, room: usize) -> (Vec<String>, StreamError) {
    let mut seen = Vec::new();
    let mut stream = Announcements::new(Box::new(Scripted(script.into())));
    let end = stream.follow(&mut |announcement| {
        if seen.len() == room {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        seen.push(match announcement {
            Announcement::Ended(socket) => {
                let SocketFamily::Inet(inet) = &socket.family else { panic!("not an inet socket") };
                let kind = if socket.transport == Transport::Tcp { "tcp" } else { "udp" };
                format!("{kind} {}", inet.local.port)
            }
            Announcement::Missed(gap) => gap.to_string(),
        });
        Ok(())
    });
    (seen, end)
}

#[test]
fn sockets_come_in_the_kernels_order_until_the_connection_breaks() {
    let (seen, end) = followed(vec![Ok(ended(6, 1)), Ok([ended(17, 2), ended(6, 3)].concat())], usize::MAX);
    assert_eq!(seen, ["tcp 1", "udp 2", "tcp 3"]);
    assert!(matches!(end, StreamError::Source(gap) if gap.to_string().contains("connection failed")));
}

#[test]
fn losses_are_counted_and_the_stream_goes_on() {
    let script = vec![Err(NO_BUFFER_SPACE), Ok(ended(6, 1)), Err(NO_BUFFER_SPACE), Ok(ended(6, 2))];
    let (seen, _) = followed(script, usize::MAX);
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert!(seen[0].contains("dropped some, once"), "{}", seen[0]);
    assert!(seen[2].contains("dropped some, 2 times"), "{}", seen[2]);
    assert_eq!(seen[3], "tcp 2");
}

#[test]
fn what_cannot_be_read_is_said_and_the_stream_goes_on() {
    let nameless = message(20, 0, 0, &[&[2][..], &[0; 71]].concat());
    let (seen, _) = followed(vec![Ok(nameless), Ok(vec![1, 2, 3]), Ok(ended(6, 1))], usize::MAX);
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen[0].starts_with("reading the announcement"), "{}", seen[0]);
    assert!(seen[1].starts_with("reading the announcement"), "{}", seen[1]);
}

#[test]
fn a_full_sink_ends_the_stream() {
    let (seen, end) = followed(vec![Ok([ended(6, 1), ended(6, 2)].concat())], 1);
    assert_eq!(seen.len(), 1);
    assert!(matches!(end, StreamError::Sink(error) if error.kind() == io::ErrorKind::BrokenPipe));
}
