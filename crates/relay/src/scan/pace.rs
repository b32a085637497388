//! How many attempts may be under way: as many as there are sockets, but of those that were only just sent no more than a network bears.

use std::net::SocketAddr;
use std::time::Duration;

/// An attempt that has had no answer for so long has passed the network, or was lost.
pub(super) const YOUTH: Duration = Duration::from_millis(200);

/// How many may be younger. An interface of Linux queues 1,000 packets by default and drops the rest.
const MOST_YOUNG: usize = 1000;

/// How many attempts may be younger than [`YOUTH`]. This host loses none of its own.
pub(super) fn most_young(hosts: &[SocketAddr]) -> usize {
    if hosts.iter().all(|host| host.ip().is_loopback()) { usize::MAX } else { MOST_YOUNG }
}

/// How many ports of another host are probed at a time. A datagram that is lost looks like one that was taken.
const MOST_PROBED: usize = 128;

/// How many ports may be probed at a time.
pub(super) fn most_probed(hosts: &[SocketAddr]) -> usize {
    if hosts.iter().all(|host| host.ip().is_loopback()) { usize::MAX } else { MOST_PROBED }
}
