//! Closing against a stand-in for the kernel.

use super::*;
use model::{Cookie, State};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use wire::netlink::sock_diag::inet::decode;
use wire::netlink::sock_diag::unix;
use wire::netlink::{NLMSG_ERROR, message};

/// A kernel that answers each request with the next error number; a negative one breaks the connection.
#[derive(Clone, Default)]
struct Kernel {
    answers: Arc<Mutex<VecDeque<i32>>>,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

struct Connection {
    kernel: Kernel,
    sequence: u32,
}

impl Diagnostics for Connection {
    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.sequence = u32::from_ne_bytes(request[8..12].try_into().unwrap());
        self.kernel.requests.lock().unwrap().push(request.to_vec());
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let errno = self.kernel.answers.lock().unwrap().pop_front().expect("a request that the script foresees");
        if errno < 0 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let answer =
            |sequence, errno: i32| message(NLMSG_ERROR, 0, sequence, &[&(-errno).to_ne_bytes()[..], &[0; 16]].concat());
        // An answer to something else first, as from a request that was given up.
        let datagram = [answer(self.sequence - 1, 22), answer(self.sequence, errno)].concat();
        buffer[..datagram.len()].copy_from_slice(&datagram);
        Ok(datagram.len())
    }
}

fn closer(answers: &[i32]) -> (Closer, Kernel) {
    let kernel = Kernel { answers: Arc::new(Mutex::new(answers.iter().copied().collect())), requests: Arc::default() };
    let place = kernel.clone();
    (Closer::new(Box::new(move || Ok(Box::new(Connection { kernel: place.clone(), sequence: 0 })))), kernel)
}

fn bytes() -> Vec<u8> {
    let mut bytes = vec![0; 72];
    bytes[..2].copy_from_slice(&[2, 1]);
    bytes[44..48].copy_from_slice(&77u32.to_ne_bytes());
    bytes
}

fn told(closer: &Closer) -> Vec<String> {
    closer.gaps().iter().map(ToString::to_string).collect()
}

#[test]
fn a_socket_is_closed_by_its_cookie() {
    let (mut closer, kernel) = closer(&[0, 2]);
    let bytes = bytes();
    let socket = decode(&bytes, Transport::Tcp).unwrap();
    assert_eq!(socket.cookie, Some(Cookie(77)));
    assert_eq!(closer.close(&socket), Fate::Closed);
    assert_eq!(closer.close(&socket), Fate::Gone);
    assert_eq!(told(&closer), [""; 0]);
    let requests = kernel.requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0][16 + 48..16 + 52], 77u32.to_ne_bytes());
}

#[test]
fn a_missing_right_is_asked_for_once_and_told_for_all() {
    let (mut closer, kernel) = closer(&[1]);
    let bytes = bytes();
    let socket = decode(&bytes, Transport::Tcp).unwrap();
    assert_eq!([closer.close(&socket), closer.close(&socket)], [Fate::Open, Fate::Open]);
    assert_eq!(kernel.requests.lock().unwrap().len(), 1);
    let told = told(&closer);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("closing 2 sockets") && told[0].contains("CAP_NET_ADMIN"), "{told:?}");
}

#[test]
fn each_refusal_is_told_by_itself_and_the_next_socket_is_tried() {
    let (mut closer, _) = closer(&[95, 22, -1, 0]);
    let bytes = bytes();
    let socket = decode(&bytes, Transport::Udp).unwrap();
    assert_eq!([(); 4].map(|()| closer.close(&socket)), [Fate::Open, Fate::Open, Fate::Open, Fate::Closed]);
    let told = told(&closer);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("closing 1 UDP socket:") && told[0].contains("CONFIG_INET_DIAG_DESTROY"), "{told:?}");
    assert!(told[1].contains("Invalid argument"), "{told:?}");
    assert!(told[2].contains("whether they are closed"), "{told:?}");
}

#[test]
fn what_the_kernel_cannot_close_is_never_asked_for() {
    let (mut closer, kernel) = closer(&[]);
    let bytes = bytes();
    let mptcp = decode(&bytes, Transport::Mptcp).unwrap();
    let unnamed = Socket { cookie: None, ..decode(&bytes, Transport::Raw).unwrap() };
    let unix_bytes = [&[1u8, 1, 1, 0][..], &[0; 12]].concat();
    let unix = unix::decode(&unix_bytes).unwrap();
    assert_eq!(unix.state, State::Established);
    for socket in [&mptcp, &unnamed, &unix] {
        assert_eq!(closer.close(socket), Fate::Open);
    }
    assert_eq!(kernel.requests.lock().unwrap().len(), 0);
    let told = told(&closer);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().any(|line| line.contains("1 raw socket: left open: the text file")), "{told:?}");
}
