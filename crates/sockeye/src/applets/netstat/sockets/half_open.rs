//! Half-open connections: requests that were answered and not yet confirmed.
//!
//! Of these the diagnostics tell neither the user nor how often their timer ran out, which `/proc/net/tcp` does. It takes long to read where
//! there are many sockets, so that it is read once in a round, when the first such connection is met.

use model::{InetEndpoint, InetSocket, Socket, SocketFamily, State, StateSet, Transport, UserId};
use sources::proc_files::ProcFiles;
use sources::sockets::{InetQuery, Reach, SocketQuery, SocketSink, SocketSource};
use std::collections::HashMap;
use std::io;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};

/// What is known of a half-open connection beside its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// The user of the listener.
    pub(super) user: UserId,
    /// How often its timer ran out.
    pub(super) timeouts: u32,
}

/// The half-open connections of the host, read when first asked for.
#[derive(Debug)]
pub(super) struct HalfOpen {
    files: ProcFiles,
    requests: Option<HashMap<(InetEndpoint, InetEndpoint), Request>>,
}

impl HalfOpen {
    pub(super) fn new(files: ProcFiles) -> Self {
        Self { files, requests: None }
    }

    /// Forgets what it has read.
    pub(super) fn forget(&mut self) {
        self.requests = None;
    }

    /// What is known of this one; nothing, if it has ended meanwhile.
    pub(super) fn get(&mut self, inet: &InetSocket<'_>) -> Request {
        let requests = self.requests.get_or_insert_with(|| read(&self.files));
        requests.get(&(inet.local, inet.peer)).copied().unwrap_or_default()
    }
}

fn read(files: &ProcFiles) -> HashMap<(InetEndpoint, InetEndpoint), Request> {
    let query = SocketQuery::Inet(InetQuery {
        transport: Transport::Tcp,
        versions: vec![IpVersion::V4, IpVersion::V6],
        states: StateSet::from(State::SynRecv),
        extensions: Extensions::NONE,
        bytecode: None,
        bpf_storages: BpfStorages::Unasked,
    });
    let mut requests = Requests::default();
    // What cannot be read leaves what the diagnostics said.
    let _ = SocketSource::live(files.clone(), Reach::PublicFacts).list_text(&query, &mut requests);
    requests.0
}

/// Keeps requests by their ends.
#[derive(Default)]
struct Requests(HashMap<(InetEndpoint, InetEndpoint), Request>);

impl SocketSink for Requests {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if let SocketFamily::Inet(inet) = &socket.family {
            let timeouts = inet.text.map(|text| text.retransmits).unwrap_or_default();
            self.0.insert((inet.local, inet.peer), Request { user: socket.user.unwrap_or_default(), timeouts });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const TCP: &str = "\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0016 0200007F:1234 03 00000000:00000000 01:00000010 00000002  1000        0 0
   1: 0100007F:0016 0300007F:1234 01 00000000:00000000 00:00000000 00000000  1001        0 9
";

    #[test]
    fn requests_are_found_by_their_ends() {
        let root = std::env::temp_dir().join(format!("sockeye-half-open-{}", std::process::id()));
        std::fs::create_dir_all(root.join("net")).unwrap();
        std::fs::write(root.join("net/tcp"), TCP).unwrap();
        let mut half_open = HalfOpen::new(ProcFiles::beside_kernel(&root));
        let end = |address: &str, port| InetEndpoint { address: address.parse().unwrap(), port };
        let mut get = |peer| half_open.get(&InetSocket::between(end("127.0.0.1", 22), end(peer, 0x1234)));
        assert_eq!(get("127.0.0.2"), Request { user: UserId(1000), timeouts: 2 });
        assert_eq!(get("127.0.0.3"), Request::default());
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn without_the_file_nothing_is_known() {
        let mut half_open = HalfOpen::new(ProcFiles::beside_kernel(Path::new("/nonexistent")));
        let end = InetEndpoint { address: std::net::Ipv4Addr::LOCALHOST.into(), port: 1 };
        assert_eq!(half_open.get(&InetSocket::between(end, end)), Request::default());
    }
}
