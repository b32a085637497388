//! Counts that the kernel keeps: how many sockets of each protocol there are, and what each protocol has done.

mod protocols;
mod socket_summary;

pub use protocols::{CounterFile, CounterSink, Reading, read};
pub(crate) use socket_summary::tcp_sockets;
pub use socket_summary::{SocketSummary, socket_summary};
