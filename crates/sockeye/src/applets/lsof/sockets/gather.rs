//! Reads the tables of sockets: from the diagnostics, which are faster, and as text where only text tells what lsof shows.

use super::table::{Mark, SocketTable};
use super::{InetFacts, SocketFacts, UnixFacts};
use model::{Gap, Socket, SocketFamily, StateSet, Transport};
use sources::proc_files::ProcFiles;
use sources::sockets::{InetQuery, Reach, SocketQuery, SocketSink, SocketSource};
use std::fs::File;
use std::io::{self, Read};
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::sock_diag::{netlink, packet, unix};
use wire::proc_net;

/// Octets of the table of ICMP sockets that are read: more than ten thousand sockets.
const LONGEST_ICMP_TABLE: u64 = 2 << 20;

/// Which tables of the Internet's sockets to read.
#[derive(Clone, Debug)]
pub(in super::super) struct InetTables {
    /// TCP, UDP, UDP-Lite.
    pub(in super::super) transports: Vec<Transport>,
    /// IP versions.
    pub(in super::super) versions: Vec<IpVersion>,
    /// States of TCP sockets.
    pub(in super::super) tcp_states: StateSet,
    /// A filter for the kernel, which may let too much through.
    pub(in super::super) bytecode: Option<Vec<u8>>,
}

impl InetTables {
    /// Every transport that lsof takes for the Internet's.
    pub(in super::super) const TRANSPORTS: [Transport; 3] = [Transport::Tcp, Transport::Udp, Transport::UdpLite];

    /// All of them.
    pub(in super::super) fn all() -> Self {
        Self {
            transports: Self::TRANSPORTS.to_vec(),
            versions: vec![IpVersion::V4, IpVersion::V6],
            tcp_states: StateSet::ALL,
            bytecode: None,
        }
    }
}

impl SocketTable {
    /// Reads sockets of the Internet, those that are wanted. Returns what could not be seen.
    pub(in super::super) fn read_inet(
        &mut self,
        files: &ProcFiles,
        tables: &InetTables,
        wants: &mut dyn FnMut(&InetFacts) -> bool,
    ) -> Vec<Gap> {
        let queries = tables.transports.iter().map(|&transport| {
            let states = if transport == Transport::Tcp { tables.tcp_states } else { StateSet::ALL };
            let bytecode = tables.bytecode.clone();
            SocketQuery::Inet(inet(transport, tables.versions.clone(), states, bytecode))
        });
        self.read(&mut SocketSource::live(files.clone(), Reach::PublicFacts), queries, wants)
    }

    /// Reads UNIX sockets: as text, because only that has their addresses in the kernel.
    pub(in super::super) fn read_unix(&mut self, files: &ProcFiles) -> Vec<Gap> {
        let mut files = files.clone();
        files.replace("net/unix", files.path("net/unix"));
        let query = SocketQuery::Unix(unix::Request { states: StateSet::ALL, show: unix::SHOW_NAME });
        self.read(&mut SocketSource::live(files, Reach::PublicFacts), [query], &mut |_| true)
    }

    /// Reads netlink, link-layer, raw and ICMP sockets.
    pub(in super::super) fn read_others(&mut self, files: &ProcFiles) -> Vec<Gap> {
        let versions = vec![IpVersion::V4, IpVersion::V6];
        let queries = [
            SocketQuery::Netlink(netlink::Request { protocol: None, show: 0 }),
            SocketQuery::Packet(packet::Request { show: packet::SHOW_INFO }),
            SocketQuery::Inet(inet(Transport::Raw, versions, StateSet::ALL, None)),
        ];
        let mut gaps = self.read(&mut SocketSource::live(files.clone(), Reach::PublicFacts), queries, &mut |_| true);
        gaps.extend(self.read_icmp(files));
        gaps
    }

    /// The diagnostics do not list the sockets of ping(8), and lsof reads those of IPv4 only.
    fn read_icmp(&mut self, files: &ProcFiles) -> Option<Gap> {
        let path = files.path("net/icmp");
        let mut text = Vec::new();
        let outcome = File::open(&path).and_then(|file| file.take(LONGEST_ICMP_TABLE).read_to_end(&mut text));
        for socket in proc_net::inet::sockets(&text, Transport::OtherIp(1)).flatten() {
            if let Some(facts) = facts(&socket) {
                self.insert(socket.inode, &facts);
            }
        }
        let error = outcome.err().filter(|error| error.kind() != io::ErrorKind::NotFound)?;
        Some(Gap::new(format!("reading ICMP sockets from {}", path.display()), error.to_string()))
    }

    fn read(
        &mut self,
        source: &mut SocketSource,
        queries: impl IntoIterator<Item = SocketQuery>,
        wants: &mut dyn FnMut(&InetFacts) -> bool,
    ) -> Vec<Gap> {
        let mark = self.mark();
        let mut gatherer = Gatherer { table: self, mark, wants };
        // Gathering does not fail.
        queries.into_iter().flat_map(|query| source.list(&query, &mut gatherer).unwrap_or_default()).collect()
    }
}

fn inet(transport: Transport, versions: Vec<IpVersion>, states: StateSet, bytecode: Option<Vec<u8>>) -> InetQuery {
    let (extensions, bpf_storages) = (Extensions::NONE, BpfStorages::Unasked);
    InetQuery { transport, versions, states, extensions, bytecode, bpf_storages }
}

/// Takes sockets down.
struct Gatherer<'t> {
    table: &'t mut SocketTable,
    /// How much there was before the table of the kernel that is being read.
    mark: Mark,
    wants: &'t mut dyn FnMut(&InetFacts) -> bool,
}

impl SocketSink for Gatherer<'_> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        // Neither do others have descriptors.
        if socket.inode.0 == 0 {
            return Ok(());
        }
        match facts(socket) {
            Some(SocketFacts::Inet(facts)) if !(self.wants)(&facts) => {}
            Some(facts) => self.table.insert(socket.inode, &facts),
            None => {}
        }
        Ok(())
    }

    fn begin_table(&mut self) {
        self.mark = self.table.mark();
    }

    fn forget_table(&mut self) -> bool {
        self.table.rewind(self.mark);
        true
    }
}

/// What lsof tells of this socket; `None`: nothing.
fn facts<'s>(socket: &'s Socket<'_>) -> Option<SocketFacts<'s>> {
    let transport = socket.transport;
    Some(match &socket.family {
        SocketFamily::Inet(inet) => SocketFacts::Inet(InetFacts {
            transport,
            local: inet.local,
            peer: inet.peer,
            state: socket.state,
            receive_queue: socket.receive_queue,
            send_queue: if socket.state == model::State::Listen { 0 } else { socket.send_queue },
        }),
        SocketFamily::Unix(unix) => SocketFacts::Unix(UnixFacts {
            address: unix.address.unwrap_or_default(),
            transport,
            state: socket.state,
            name: unix.name.unwrap_or_default(),
        }),
        SocketFamily::Netlink(netlink) => SocketFacts::Netlink(netlink.protocol),
        SocketFamily::Packet(packet) => SocketFacts::Packet { transport, protocol: packet.protocol },
        _ => return None,
    })
}
