//! TIME-WAIT: the kernel ends it after 60 seconds whatever a program does, so the same connections are made anew
//! before that, for as long as the scene lasts.

use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::Socket;

use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::{listen_tcp, tcp_pair};

pub(super) const MEMBERS: &[Member] =
    &[Member { name: "time-wait", comm: b"nginx", user: 0, cgroup: "", part: Part::Main, act: time_wait }];

/// Well before the kernel's 60 seconds (TCP_TIMEWAIT_LEN in include/net/tcp.h).
const RENEWAL: Duration = Duration::from_secs(40);

fn time_wait() -> Result<Vec<OwnedFd>> {
    let v4 = listen_tcp("127.0.0.1:8200".parse()?, 8)?;
    let v6 = listen_tcp("[::1]:8200".parse()?, 8)?;
    let held = vec![v4.try_clone()?.into(), v6.try_clone()?.into()];
    make(&v4, &v6)?;
    std::thread::spawn(move || {
        loop {
            sleep(RENEWAL);
            if let Err(error) = make(&v4, &v6) {
                eprintln!("the TIME-WAIT connections were not renewed: {error:#}");
                return;
            }
        }
    });
    Ok(held)
}

/// The side that closes first keeps the state; here once the client and once the server.
fn make(v4: &Socket, v6: &Socket) -> Result<()> {
    for (from, listener) in [("127.0.0.1:44001", v4), ("127.0.0.1:44002", v4), ("[::1]:44003", v6)] {
        let from: SocketAddr = from.parse()?;
        let (client, accepted) = tcp_pair(from, listener).context("make a connection to end in TIME-WAIT")?;
        if from.port() == 44002 {
            drop(accepted);
            drop(client);
        } else {
            drop(client);
            drop(accepted);
        }
    }
    Ok(())
}
