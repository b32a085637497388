//! A host made up for tests: processes in a folder shaped like /proc, and the sockets that they hold, strange ones among them.

use crate::commands::gather::{Host, Subject, SubjectSink};
use crate::host::place::Place;
use model::*;
use sources::owners::Way;
use std::net::SocketAddr;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// When the host was booted, in seconds of the epoch: 2026-11-20 08:00:00 UTC.
const BOOT: u64 = 1_795_161_600;
/// The moment of the listing: 25 hours later.
const NOW: u64 = BOOT + 25 * 3600;

/// A process's name that takes a terminal over, turns text round and ends a line.
pub(crate) const HOSTILE: &[u8] = b"\x1b[2J\n\xe2\x80\xaeevil";

/// The host.
pub(crate) struct MadeUp {
    folder: PathBuf,
    pub(crate) host: Host,
    pub(crate) place: Place,
}

impl MadeUp {
    /// With processes, for this test alone.
    pub(crate) fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sockeye-columns-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let files = Files(folder.clone());
        files.write("stat", format!("cpu 0\nbtime {BOOT}\n").as_bytes());
        files.write("sys/kernel/random/boot_id", b"11111111-2222-3333-4444-555555555555\n");
        files.process(1, 0, b"systemd", b"/sbin/init\0", "0::/init.scope\n", 0, &[]);
        files.process(810, 1, b"nginx", b"nginx: master process\0", "0::/system.slice/nginx.service\n", 0, &[100]);
        files.process(
            811,
            810,
            b"nginx",
            b"nginx: worker process\0",
            "0::/system.slice/nginx.service\n",
            33,
            &[100, 101],
        );
        let id = "c0ffee".repeat(11)[..64].to_owned();
        let container = format!("0::/system.slice/docker-{id}.scope\n");
        files.process(900, 1, b"postgres", b"postgres\0-D\0/data\0", &container, 0, &[102, 103]);
        let settings = br#"{"Name":"/shop-db","Config":{"Image":"docker.io/library/postgres:17"}}"#;
        files.write(&format!("var/lib/docker/containers/{id}/config.v2.json"), settings);
        files.process(950, 1, HOSTILE, b"\x1b]0;title\x07\0\xff\xfe\0", "0::/user.slice\n", 0, &[104, 105, 107]);
        symlink("/usr/bin/curl (deleted)", folder.join("950/exe")).unwrap();
        let host = Host::of(&folder, &folder, Way::Proc).at(UNIX_EPOCH + Duration::from_secs(NOW));
        let id = NamespaceId { device: 4, inode: 4_026_531_840 };
        let facts = NetworkNamespace { id, is_own: true, ..NetworkNamespace::default() };
        Self { folder, host, place: Place { facts, visitor: None } }
    }

    /// The moment of the listing.
    pub(crate) fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(NOW)
    }

    /// Hands its sockets to a view.
    pub(crate) fn show(&self, sink: &mut dyn SubjectSink) {
        sink.begin_table();
        for socket in sockets() {
            sink.accept(&Subject { socket: &socket, place: &self.place, host: &self.host })
                .expect("memory takes everything");
        }
    }

    /// Hands some of its sockets to a view.
    pub(crate) fn each(&self, mut look: impl FnMut(&Subject<'_>)) {
        for socket in sockets() {
            look(&Subject { socket: &socket, place: &self.place, host: &self.host });
        }
    }
}

impl Drop for MadeUp {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

struct Files(PathBuf);

impl Files {
    fn write(&self, path: &str, content: &[u8]) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    #[allow(clippy::too_many_arguments)] // Each stands once per process, in the order of proc(5).
    fn process(&self, id: u32, parent: u32, name: &[u8], command: &[u8], cgroup: &str, user: u32, sockets: &[u64]) {
        let started = u64::from(id) * 100;
        let mut stat = format!("{id} (").into_bytes();
        stat.extend_from_slice(name);
        let behind = format!(") S {parent} 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 {started} 0 0\n");
        stat.extend_from_slice(behind.as_bytes());
        self.write(&format!("{id}/stat"), &stat);
        self.write(&format!("{id}/cmdline"), command);
        self.write(&format!("{id}/cgroup"), cgroup.as_bytes());
        self.write(&format!("{id}/status"), format!("Uid:\t{user}\t{user}\t{user}\t{user}\n").as_bytes());
        let descriptors = self.0.join(format!("{id}/fd"));
        std::fs::create_dir_all(&descriptors).unwrap();
        for (descriptor, inode) in (3..).zip(sockets) {
            symlink(format!("socket:[{inode}]"), descriptors.join(format!("{descriptor}"))).unwrap();
        }
    }
}

fn end(text: &str) -> InetEndpoint {
    let end: SocketAddr = text.parse().expect("an endpoint");
    InetEndpoint { address: end.ip(), port: end.port() }
}

fn inet(transport: Transport, state: State, local: &str, peer: &str, inode: u64) -> Socket<'static> {
    let inet = InetSocket { mark: Some(0), ..InetSocket::between(end(local), end(peer)) };
    let socket = Socket::blank(transport, SocketFamily::Inet(inet));
    Socket { state, inode: Inode(inode), cookie: Some(Cookie(inode + 0x1000)), user: Some(UserId(0)), ..socket }
}

fn with_tcp_info(mut socket: Socket<'static>) -> Socket<'static> {
    if let SocketFamily::Inet(inet) = &mut socket.family {
        inet.congestion_control = Some(b"cubic");
        inet.timer = Timer { kind: TimerKind::Keepalive, expires: Millis(61_000), retransmits: 0 };
        inet.tcp = Some(TcpInfo {
            length: 248,
            rtt: Micros(12_400),
            rttvar: Micros(800),
            min_rtt: Micros(832),
            rto: Micros(212_000),
            snd_cwnd: 10,
            snd_mss: 1448,
            pmtu: 1500,
            total_retrans: 3,
            unacked: 2,
            lost: 1,
            bytes_sent: Bytes(3 << 20),
            bytes_received: Bytes(1536),
            bytes_acked: Bytes(2 << 20),
            bytes_retrans: Bytes(4344),
            delivery_rate: BytesPerSecond(1_537_500),
            pacing_rate: BytesPerSecond(2_500_000),
            last_data_sent: Millis(80),
            last_data_recv: Millis(4),
            ..TcpInfo::default()
        });
    }
    Socket { receive_queue: 0, send_queue: 2896, ..socket }
}

fn unix(
    transport: Transport,
    state: State,
    name: Option<&'static [u8]>,
    peer: Option<u64>,
    inode: u64,
) -> Socket<'static> {
    let unix = UnixSocket { name, peer: peer.map(Inode), ..UnixSocket::default() };
    let socket = Socket::blank(transport, SocketFamily::Unix(unix));
    Socket { state, inode: Inode(inode), cookie: Some(Cookie(inode + 0x1000)), user: Some(UserId(0)), ..socket }
}

/// A path longer than any screen, with what a terminal obeys.
fn long_path() -> &'static [u8] {
    static PATH: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    PATH.get_or_init(|| [b"/run/\x1b[31m\n".as_slice(), &b"x".repeat(4096), b"/end"].concat())
}

/// One of each kind.
pub(crate) fn sockets() -> Vec<Socket<'static>> {
    use State::{CloseWait, Established, FinWait1, Listen, TimeWait};
    let listener = |local, inode, waiting, limit| {
        let any = if str::starts_with(local, "[") { "[::]:0" } else { "0.0.0.0:0" };
        Socket { receive_queue: waiting, send_queue: limit, ..inet(Transport::Tcp, Listen, local, any, inode) }
    };
    let unheld = |socket: Socket<'static>| Socket { inode: Inode(0), ..socket };
    let mut raw = inet(Transport::Raw, State::Close, "0.0.0.0:1", "0.0.0.0:0", 107);
    raw.receive_queue = 212;
    let mut bound = inet(Transport::Udp, State::Close, "127.0.0.53:53", "0.0.0.0:0", 107);
    if let SocketFamily::Inet(inet) = &mut bound.family {
        inet.interface = InterfaceIndex(4_000_000);
    }
    let (name, long): (&[u8], &[u8]) = (b"\0evil\x1b[0m\0end", long_path());
    let packet = PacketSocket { protocol: 0x0800, ..PacketSocket::default() };
    let netlink = NetlinkSocket { protocol: NetlinkProtocol(16), port_id: 950, ..NetlinkSocket::default() };
    let vsock = VsockSocket { local: VsockAddress { cid: 3, port: 1024 }, peer: VsockAddress { cid: 2, port: 22 } };
    vec![
        listener("0.0.0.0:443", 100, 129, 128),
        listener("[::]:443", 100, 0, 511),
        with_tcp_info(inet(Transport::Tcp, Established, "192.0.2.10:443", "203.0.113.9:50222", 101)),
        listener("172.17.0.2:5432", 102, 0, 244),
        with_tcp_info(inet(Transport::Tcp, Established, "[::ffff:172.17.0.2]:5432", "[::ffff:172.17.0.1]:40112", 103)),
        with_tcp_info(inet(
            Transport::Tcp,
            CloseWait,
            "[2001:db8:85a3:8d3:1319:8a2e:370:7348]:51514",
            "[2606:2800:220:1:248:1893:25c8:1946]:443",
            104,
        )),
        unheld(inet(Transport::Tcp, TimeWait, "192.0.2.10:443", "203.0.113.9:50220", 0)),
        unheld(inet(Transport::Tcp, FinWait1, "192.0.2.10:443", "198.51.100.7:61000", 0)),
        inet(Transport::Tcp, Established, "127.0.0.1:9000", "127.0.0.1:40000", 199),
        bound,
        inet(Transport::Udp, Established, "192.0.2.10:37000", "192.0.2.53:53", 105),
        raw,
        unix(Transport::UnixStream, Listen, Some(long), None, 106),
        unix(Transport::UnixStream, Established, None, Some(106), 105),
        unix(Transport::UnixDatagram, State::Close, Some(name), None, 107),
        Socket { inode: Inode(107), ..Socket::blank(Transport::PacketRaw, SocketFamily::Packet(packet)) },
        Socket { inode: Inode(107), ..Socket::blank(Transport::Netlink, SocketFamily::Netlink(netlink)) },
        Socket {
            state: Established,
            inode: Inode(107),
            ..Socket::blank(Transport::VsockStream, SocketFamily::Vsock(vsock))
        },
    ]
}

/// The folder of this crate's documents.
pub(crate) fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}
