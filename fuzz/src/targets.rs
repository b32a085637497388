//! What must cope with any input: one function each, with seeds that reach deep.

use crate::{Target, filters, open_files, proxies, secured, sessions};
use model::{Socket, StateSet, Transport};
use render::table::{Align, Column, Table, Width};
use sources::owners::cgroup_path::Placement;
use sources::proc_files::ProcFiles;
use sources::sockets::{Diagnostics, InetQuery, SocketQuery, SocketSink, SocketSource};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::sock_diag::unix;
use wire::netlink::{NLM_F_MULTI, NLMSG_DONE, message, push_attribute};

/// Every target.
pub fn all() -> Vec<Target> {
    vec![
        Target { name: "cgroups", seeds: cgroup_seeds(), try_input: cgroups },
        Target { name: "command-lines", seeds: command_line_seeds(), try_input: command_lines },
        Target { name: "decoders", seeds: decoder_seeds(), try_input: decoders },
        Target { name: "dump", seeds: decoder_seeds(), try_input: dump },
        Target { name: "files", seeds: decoder_seeds(), try_input: files },
        Target { name: "filter", seeds: filters::seeds(), try_input: filters::of_ss },
        Target { name: "filter-native", seeds: filters::native_seeds(), try_input: filters::of_our_own },
        Target { name: "open-files", seeds: open_files::seeds(), try_input: open_files::read },
        Target { name: "proxies", seeds: proxies::seeds(), try_input: proxies::talk },
        Target { name: "secured", seeds: secured::seeds(), try_input: secured::speak },
        Target { name: "sessions", seeds: sessions::seeds(), try_input: sessions::talk },
        Target { name: "table", seeds: filters::seeds(), try_input: table },
    ]
}

/// What a process's cgroups tell.
fn cgroups(input: &[u8]) -> u64 {
    let mut shape = DefaultHasher::new();
    let placement = Placement::of_process(input);
    let container = placement.container.map(|mark| (mark.runtime, mark.pod_uid.is_some()));
    (container, placement.unit.is_some(), placement.user_unit.is_some(), placement.user.is_some()).hash(&mut shape);
    placement.unmarked.is_some().hash(&mut shape);
    shape.finish()
}

fn cgroup_seeds() -> Vec<Vec<u8>> {
    let id = "0123456789abcdef".repeat(4);
    let rows = [
        format!("0::/system.slice/docker-{id}.scope/system.slice/a.service"),
        format!("0::/kubepods.slice/kubepods-pod0b5b6f5c_9ae0_f2a1_a1a7_f5f0d8cbb4cb.slice:cri-containerd:{id}"),
        format!("4:pids:/kubepods/pod0b5b6f5c-9ae0-f2a1-a1a7-f5f0d8cbb4cb/{id}\n1:name=systemd:/lxc/a"),
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/a.scope".into(),
        "0::/machine.slice/machine-a\\x2db.scope/payload\n0::/lxc.payload.a/x (deleted)".into(),
    ];
    rows.map(String::into_bytes).into()
}

/// What people type, a word in each line.
fn command_lines(input: &[u8]) -> u64 {
    sockeye::exercise(input) as u64
}

fn command_line_seeds() -> Vec<Vec<u8>> {
    let lines: [&[u8]; 8] = [
        b"-nP\n-iTCP@127.0.0.1:22,80-90\n-sTCP:LISTEN,^CLOSE_WAIT\n-a\n-u^root,7",
        b"-i6UDP@[fe80::1%1]:domain\n-i:1-65535\n-F0pcn\n+c15",
        b"-c/^s[[:alpha:]]*d$/x\n-d^mem,0-9,cwd\n+r5m%H:%M\n-Tqs\n--\n/tmp",
        b"-tulpn\n-4\n--numeric-hosts\n-A\ninet,unix\n-c",
        b"-tanpoemi\n--inet-sockopt\n-f\ninet\nstate\nestablished\nsport\n=\n:22",
        b"-ree\n-6\n--interfaces=lo\n-sw",
        b"-zvnw1\n-Tef\n-Xconnect\n-x\n[::1]:80\n-q-1\nhost\n20-30\nhttp",
        b"-lk\n--tls-cert=c\n--tls-key\nk\n--tls-alpn=h2,http/1.1\ntls://[fe80::1%lo]:443/",
    ];
    lines.map(<[u8]>::to_vec).into()
}

/// Every decoder of `wire` over the same octets.
fn decoders(input: &[u8]) -> u64 {
    wire::exercise(input) as u64
}

/// Answers with the input in pieces, as a kernel that has lost its mind.
struct Pieces {
    rest: Vec<u8>,
}

impl Diagnostics for Pieces {
    fn send(&mut self, _request: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let length = self.rest.len().min(buffer.len()).min(2048);
        buffer[..length].copy_from_slice(&self.rest[..length]);
        self.rest.drain(..length);
        Ok(length)
    }
}

struct Count(u64);

impl SocketSink for Count {
    fn accept(&mut self, _socket: &Socket<'_>) -> io::Result<()> {
        self.0 += 1;
        Ok(())
    }

    fn forget_table(&mut self) -> bool {
        true
    }
}

/// The socket source over a connection that says anything: it must come to an end.
fn dump(input: &[u8]) -> u64 {
    let answer = input.to_vec();
    let open = Box::new(move || Ok(Box::new(Pieces { rest: answer.clone() }) as Box<dyn Diagnostics>));
    count(&mut SocketSource::new(open, Path::new("/nonexistent")), &every_tcp_socket())
}

/// A file that is taken for a recording and for text tables.
fn files(input: &[u8]) -> u64 {
    let path = std::env::temp_dir().join(format!("sockeye-fuzz-{}", std::process::id()));
    if std::fs::write(&path, input).is_err() {
        return 0;
    }
    let mut files = ProcFiles::instead_of_kernel(Path::new("/nonexistent"));
    for name in ["net/tcp", "net/unix"] {
        files.replace(name, path.clone());
    }
    let from_text = || SocketSource::new(Box::new(|| Err(io::ErrorKind::Unsupported.into())), files.clone());
    let unix = SocketQuery::Unix(unix::Request { states: StateSet::ALL, show: 0 });
    let tcp = every_tcp_socket();
    let counts = [
        count(&mut from_text(), &tcp),
        count(&mut from_text(), &unix),
        count(&mut from_text().replaying_tcp(Some(path.clone())), &tcp),
    ];
    // What remains of the last input tells nothing.
    let _ = std::fs::remove_file(path);
    counts.iter().fold(0, |shape, count| shape << 20 | count)
}

fn every_tcp_socket() -> SocketQuery {
    SocketQuery::Inet(InetQuery {
        transport: Transport::Tcp,
        versions: vec![IpVersion::V4, IpVersion::V6],
        states: StateSet::ALL,
        extensions: Extensions::NONE,
        bytecode: None,
        bpf_storages: BpfStorages::Unasked,
    })
}

/// How many sockets a source lists.
fn count(source: &mut SocketSource, query: &SocketQuery) -> u64 {
    let mut sockets = Count(0);
    let gaps = source.list(query, &mut sockets);
    assert!(gaps.is_ok(), "only the sink can fail, and it did not");
    sockets.0
}

static COLUMNS: [Column; 3] = [
    Column { header: "State", align: Align::Left, delimiter: "" },
    Column { header: "Address:", align: Align::Right, delimiter: " " },
    Column { header: "Port", align: Align::Left, delimiter: "" },
];

/// Untrusted cells on a terminal of any width: no control character of theirs may come through.
fn table(input: &[u8]) -> u64 {
    let width = u16::from(input.first().copied().unwrap_or_default());
    let mut table = Table::new(&COLUMNS, Width::Terminal(width), Vec::new());
    table.header();
    for cell in input.split(|&octet| octet == b' ') {
        table.text().push_untrusted(cell);
        let closed = table.next_cell();
        assert!(closed.is_ok(), "memory takes everything");
    }
    let printed = table.finish().unwrap_or_default();
    let text = String::from_utf8_lossy(&printed);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "a control character came through: {text:?}");
    printed.len() as u64
}

/// `struct inet_diag_msg` of a connection, with every attribute at some length.
pub(crate) fn sample_socket() -> Vec<u8> {
    let mut body = vec![0; 72];
    body[..2].copy_from_slice(&[2, 1]);
    body[4..8].copy_from_slice(&[0, 22, 0x9c, 0x40]);
    body[8..12].copy_from_slice(&[127, 0, 0, 1]);
    body[24..28].copy_from_slice(&[127, 0, 0, 1]);
    for kind in 1..=22u16 {
        let length = [1, 2, 4, 8, 16, 36, 64, 280][usize::from(kind) % 8];
        // A value of so few octets always fits.
        let _ = push_attribute(&mut body, kind, &vec![kind as u8; length]);
    }
    body
}

const TABLES: &[&str] = &[
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 99 1 0000000000000000 100 0 0 10 0\n",
    "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 02:00000000 00000000     0        0 99 1\n",
    "Num       RefCount Protocol Flags    Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 01 1234 /run/a b\n0000000000000000: 00000002 00000000 00000000 0002 03 1235 @abstract\n",
    "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n0000000000000000 3      3    0003   1     1 0      0      77\n",
    "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n0000000000000000 0   100        00000111 0        0        0     2        0        12\n",
    "sockets: used 15\nTCP: inuse 1 orphan 0 tw 0 alloc 1 mem 264\nFRAG: inuse 0 memory 0\n",
    "Tcp: RtoAlgorithm CurrEstab\nTcp: 1 5\n",
];

fn decoder_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = TABLES.iter().map(|table| table.as_bytes().to_vec()).collect();
    for family in [1u8, 2, 10, 16, 17, 30, 40, 44] {
        let mut body = sample_socket();
        body[0] = family;
        seeds.push([message(20, NLM_F_MULTI, 1, &body), message(NLMSG_DONE, NLM_F_MULTI, 1, &[0; 4])].concat());
        seeds.push(body);
    }
    seeds
}
