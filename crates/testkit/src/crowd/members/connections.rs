//! Established TCP connections: families, services not yet accepted, socket options that show, congestion control.

use std::os::fd::OwnedFd;
use std::time::Duration;

use anyhow::{Context, Result};
use nix::sys::socket::{setsockopt, sockopt};
use socket2::{Socket, TcpKeepalive};

use super::services::link_local;
use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::{bind_tcp, connect_tcp, far, listen_tcp, tcp_pair};

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "clients", comm: b"curl", user: 1000, cgroup: "user", part: Part::Main, act: clients },
    Member { name: "wire", comm: b"backup job", user: 0, cgroup: "user", part: Part::Main, act: over_the_wire },
    Member { name: "options", comm: b"tuned", user: 0, cgroup: "", part: Part::Main, act: with_options },
];

/// Connections to the services, which never accept: those ends have no owner.
fn clients() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for (from, to) in [
        ("127.0.0.1:40001", "127.0.0.1:22"),
        ("127.0.0.2:40002", "127.0.0.1:5432"),
        ("[::1]:40003", "[::1]:80"),
        ("127.0.0.1:40004", "127.0.0.1:80"),
        ("[::1]:40005", "[::1]:443"),
        ("127.0.0.1:40006", "127.0.0.1:8080"),
    ] {
        let socket = connect_tcp(from.parse()?, to.parse()?)?;
        socket.send(b"GET / HTTP/1.0\r\n\r\n")?;
        held.push(socket.into());
    }
    // To the IPv4-mapped address, from an IPv6 socket.
    let mapped = bind_tcp("[::ffff:127.0.0.1]:40007".parse()?)?;
    mapped.connect(&"[::ffff:127.0.0.1]:80".parse::<std::net::SocketAddr>()?.into()).context("connect mapped")?;
    held.push(mapped.into());
    let scoped = connect_tcp(link_local(40008)?, link_local(8084)?)?;
    held.push(scoped.into());
    Ok(held)
}

fn over_the_wire() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for (from, to) in [("10.9.0.1:41001", "10.9.0.2:443"), ("[fd09::1]:41002", "[fd09::2]:443")] {
        let to = to.parse()?;
        let listener = far(|| listen_tcp(to, 8))?;
        let (near_end, far_end) = tcp_pair(from.parse()?, &listener)?;
        exchange(&near_end, &far_end, 20)?;
        held.extend([near_end.into(), far_end.into(), listener.into()]);
    }
    for (from, to) in [("10.9.0.2:50001", "10.9.0.1:22"), ("[fd09::2]:50002", "[fd09::1]:8443")] {
        let (from, to) = (from.parse()?, to.parse()?);
        held.push(far(|| connect_tcp(from, to))?.into());
    }
    Ok(held)
}

/// Sends `rounds` KiB each way, so that the counters of TCP_INFO have something to say.
fn exchange(one: &Socket, other: &Socket, rounds: usize) -> Result<()> {
    let mut buffer = [std::mem::MaybeUninit::uninit(); 1024];
    for _ in 0..rounds {
        for (from, to) in [(one, other), (other, one)] {
            from.send_all(&[b'x'; 1024])?;
            let mut left = 1024;
            while left > 0 {
                left -= to.recv(&mut buffer[..left])?;
            }
        }
    }
    Ok(())
}

/// `send` for blocking stream sockets, to the last octet.
trait SendAll {
    fn send_all(&self, bytes: &[u8]) -> Result<()>;
}

impl SendAll for Socket {
    fn send_all(&self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            bytes = &bytes[self.send(bytes)?..];
        }
        Ok(())
    }
}

fn with_options() -> Result<Vec<OwnedFd>> {
    let v4 = listen_tcp("127.0.0.1:7001".parse()?, 32)?;
    let v6 = listen_tcp("[::1]:7001".parse()?, 32)?;
    let mut held = Vec::new();
    for (port, set) in OPTIONS {
        let listener = if set.v6 { &v6 } else { &v4 };
        let address = if set.v6 { format!("[::1]:{port}") } else { format!("127.0.0.1:{port}") };
        let (client, accepted) = tcp_pair(address.parse()?, listener)?;
        (set.apply)(&client)?;
        exchange(&client, &accepted, 3)?;
        held.extend([client.into(), accepted.into()]);
    }
    held.extend([v4.into(), v6.into()]);
    Ok(held)
}

struct Options {
    v6: bool,
    apply: fn(&Socket) -> Result<()>,
}

/// One connection a row: the client's port and what is set on it.
const OPTIONS: [(u16, Options); 12] = [
    (42001, Options { v6: false, apply: |socket| congestion(socket, "reno") }),
    (42002, Options { v6: false, apply: |socket| congestion(socket, "bbr") }),
    (42003, Options { v6: false, apply: |socket| congestion(socket, "cubic") }),
    (42004, Options { v6: false, apply: keep_alive }),
    (42005, Options { v6: false, apply: |socket| Ok(socket.set_mark(0x2a)?) }),
    (42006, Options { v6: false, apply: |socket| Ok(socket.set_tos_v4(0x10)?) }),
    (42007, Options { v6: true, apply: |socket| Ok(socket.set_tclass_v6(0xb8)?) }),
    (42008, Options { v6: true, apply: |socket| Ok(socket.set_mark(0xffff_ffff)?) }),
    (42009, Options { v6: false, apply: |socket| Ok(setsockopt(socket, sockopt::Priority, &6)?) }),
    (42010, Options { v6: false, apply: |socket| Ok(socket.set_tcp_nodelay(true)?) }),
    (42011, Options { v6: false, apply: |socket| Ok(socket.set_tcp_user_timeout(Some(Duration::from_secs(30)))?) }),
    (42012, Options { v6: false, apply: |socket| Ok(socket.set_send_buffer_size(100_000)?) }),
];

fn congestion(socket: &Socket, name: &str) -> Result<()> {
    let name_value = std::ffi::OsString::from(name);
    setsockopt(socket, sockopt::TcpCongestion, &name_value).with_context(|| format!("set congestion control {name}"))
}

fn keep_alive(socket: &Socket) -> Result<()> {
    let times = TcpKeepalive::new().with_time(Duration::from_secs(7000)).with_interval(Duration::from_secs(75));
    Ok(socket.set_tcp_keepalive(&times)?)
}
