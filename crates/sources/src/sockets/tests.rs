//! The source against a stand-in for the kernel: what it reads, repeats, falls back to and says.

use super::*;
use crate::proc_files::ProcFiles;
use model::{Gap, Socket, State, StateSet, Transport};
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::{NLM_F_DUMP_INTR, NLM_F_MULTI, NLMSG_DONE, NLMSG_ERROR, message};

/// Answers each request with the next list of datagrams.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<VecDeque<Vec<Vec<u8>>>>>);

struct Scripted {
    script: Script,
    answer: VecDeque<Vec<u8>>,
}

impl Diagnostics for Scripted {
    fn send(&mut self, _request: &[u8]) -> io::Result<()> {
        self.answer = self.script.0.lock().unwrap().pop_front().expect("a request that the script foresees").into();
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let datagram = self.answer.pop_front().ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer[..datagram.len()].copy_from_slice(&datagram);
        Ok(datagram.len())
    }
}

pub(super) fn source(answers: Vec<Vec<Vec<u8>>>, proc_root: &Path) -> SocketSource {
    let script = Script(Arc::new(Mutex::new(answers.into())));
    let open: Open = Box::new(move || Ok(Box::new(Scripted { script: script.clone(), answer: VecDeque::new() })));
    SocketSource::new(open, proc_root)
}

/// A TCP socket as the kernel sends it: its local port tells it from others.
pub(super) fn tcp(port: u16, flags: u16) -> Vec<u8> {
    let mut body = vec![0; 72];
    body[0] = 2;
    body[1] = 1;
    body[4..6].copy_from_slice(&port.to_be_bytes());
    message(20, NLM_F_MULTI | flags, 1, &body)
}

pub(super) fn done(errno: i32) -> Vec<u8> {
    message(NLMSG_DONE, NLM_F_MULTI, 1, &(-errno).to_ne_bytes())
}

pub(super) fn refusal(errno: i32) -> Vec<u8> {
    message(NLMSG_ERROR, 0, 1, &[&(-errno).to_ne_bytes()[..], &[0; 16]].concat())
}

/// Keeps what it is given.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) ports: Vec<u16>,
    pub(super) table: usize,
    pub(super) out_of_hand: bool,
    pub(super) room: Option<usize>,
}

impl SocketSink for Kept {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if self.room.is_some_and(|room| self.ports.len() >= room) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let model::SocketFamily::Inet(inet) = &socket.family else { panic!("not an inet socket: {socket:?}") };
        self.ports.push(inet.local.port);
        Ok(())
    }

    fn begin_table(&mut self) {
        self.table = self.ports.len();
    }

    fn forget_table(&mut self) -> bool {
        if !self.out_of_hand {
            self.ports.truncate(self.table);
        }
        !self.out_of_hand
    }
}

pub(super) fn query(transport: Transport, versions: &[IpVersion]) -> SocketQuery {
    SocketQuery::Inet(InetQuery {
        transport,
        versions: versions.to_vec(),
        states: StateSet::ALL,
        extensions: Extensions::NONE,
        bytecode: None,
        bpf_storages: BpfStorages::Unasked,
    })
}

fn listed(answers: Vec<Vec<Vec<u8>>>, mut sink: Kept) -> (Vec<u16>, Vec<Gap>) {
    let mut source = source(answers, Path::new("/nonexistent"));
    let gaps = source.list(&query(Transport::Tcp, &[IpVersion::V4, IpVersion::V6]), &mut sink).unwrap();
    (sink.ports, gaps)
}

#[test]
fn both_versions_are_listed_in_order() {
    let v4 = vec![[tcp(1, 0), tcp(2, 0)].concat(), done(0)];
    let v6 = vec![[tcp(3, 0), done(0)].concat()];
    assert_eq!(listed(vec![v4, v6], Kept::default()), (vec![1, 2, 3], vec![]));
}

#[test]
fn a_long_dump_keeps_its_order_across_threads() {
    let datagrams =
        |from: u16| -> Vec<Vec<u8>> { (from..from + 3000).map(|port| tcp(port, 0)).chain([done(0)]).collect() };
    let (ports, gaps) = listed(vec![datagrams(1), datagrams(10_000)], Kept::default());
    assert_eq!(gaps, []);
    assert_eq!(ports, (1..3001).chain(10_000..13_000).collect::<Vec<u16>>());
}

#[test]
fn an_interrupted_dump_is_read_again_without_a_trace() {
    let interrupted = vec![[tcp(1, 0), tcp(1, NLM_F_DUMP_INTR)].concat(), done(0)];
    let nothing = vec![done(0)];
    let again = vec![[tcp(1, 0), tcp(2, 0)].concat(), done(0)];
    let answers = vec![interrupted, nothing.clone(), again, nothing];
    assert_eq!(listed(answers, Kept::default()), (vec![1, 2], vec![]));
}

#[test]
fn an_interrupted_dump_that_is_out_of_hand_is_said() {
    let interrupted = vec![tcp(1, NLM_F_DUMP_INTR), done(0)];
    let (ports, gaps) = listed(vec![interrupted, vec![done(0)]], Kept { out_of_hand: true, ..Kept::default() });
    assert_eq!(ports, [1]);
    assert_eq!(gaps.len(), 1);
    assert!(gaps[0].to_string().contains("changed while the kernel listed them"), "{}", gaps[0]);
}

#[test]
fn a_dump_that_is_always_interrupted_ends_and_is_said() {
    let answers = (0..20).map(|_| vec![tcp(1, NLM_F_DUMP_INTR), done(0)]).collect();
    let (_, gaps) = listed(answers, Kept::default());
    assert_eq!(gaps.len(), 1);
}

#[test]
fn a_record_that_cannot_be_read_is_counted_and_the_rest_is_shown() {
    let short = message(20, NLM_F_MULTI, 1, &[2, 1, 0]);
    let (ports, gaps) =
        listed(vec![vec![[tcp(1, 0), short, tcp(2, 0)].concat(), done(0)], vec![done(0)]], Kept::default());
    assert_eq!(ports, [1, 2]);
    assert!(gaps[0].to_string().starts_with("reading 1 of the TCP sockets"), "{}", gaps[0]);
}

#[test]
fn a_full_sink_ends_the_listing_in_turn_and_across_threads() {
    for length in [2, 5000] {
        let datagrams: Vec<_> = (0..length).map(|_| tcp(1, 0)).chain([done(0)]).collect();
        let mut source = source(vec![datagrams, vec![done(0)]], Path::new("/nonexistent"));
        let mut sink = Kept { room: Some(length - 1), ..Kept::default() };
        let error = source.list(&query(Transport::Tcp, &[IpVersion::V4, IpVersion::V6]), &mut sink).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}

fn fake_proc(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = std::env::temp_dir().join(format!("sockeye-sockets-{test}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("net")).unwrap();
    for (name, text) in files {
        std::fs::write(root.join("net").join(name), text).unwrap();
    }
    root
}

const RAW: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n\
   1: 0100007F:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 99 2 0000000000000000 0\n\
   2: rubbish\n";

#[test]
fn where_the_module_is_missing_the_text_file_answers() {
    let root = fake_proc("raw", &[("raw", RAW)]);
    let mut sink = Kept::default();
    let mut source = source(vec![vec![done(2)]], &root);
    let gaps = source.list(&query(Transport::Raw, &[IpVersion::V4, IpVersion::V6]), &mut sink).unwrap();
    assert_eq!(sink.ports, [1]);
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert!(gaps[0].operation.starts_with("reading 1 of the raw sockets"), "{}", gaps[0]);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn text_files_are_sieved_by_state() {
    let root = fake_proc("states", &[("raw", RAW)]);
    let mut sink = Kept::default();
    let mut raw = query(Transport::Raw, &[IpVersion::V4]);
    let SocketQuery::Inet(inet) = &mut raw else { unreachable!() };
    inet.states = State::Established.into();
    source(vec![vec![done(2)]], &root).list(&raw, &mut sink).unwrap();
    assert!(sink.ports.is_empty());
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_missing_right_is_said_with_its_remedy() {
    let root = fake_proc("refused", &[("tcp", RAW)]);
    let mut sink = Kept::default();
    let gaps = source(vec![vec![refusal(1)]], &root).list(&query(Transport::Tcp, &[IpVersion::V4]), &mut sink).unwrap();
    assert_eq!(sink.ports, [1]);
    assert!(gaps[0].remedy.as_ref().unwrap().contains("root"), "{}", gaps[0]);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_kernel_without_such_sockets_hides_nothing() {
    let root = fake_proc("absent", &[("protocols", "protocol  size sockets\nSCTP 1 0\nDCCP 1 2\n")]);
    let list = |transport| {
        let query = query(transport, &[IpVersion::V4]);
        source(vec![vec![done(2)]], &root).list(&query, &mut Kept::default()).unwrap()
    };
    assert_eq!(list(Transport::Sctp), []);
    assert_eq!(list(Transport::Mptcp), []);
    assert_eq!(list(Transport::Dccp).len(), 1);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn where_no_netlink_socket_may_be_opened_the_text_files_answer_and_it_is_said() {
    let root = fake_proc("sandbox", &[("tcp", RAW)]);
    let mut sink = Kept::default();
    let open: Open = Box::new(|| Err(io::Error::from_raw_os_error(1)));
    let gaps =
        SocketSource::new(open, root.as_path()).list(&query(Transport::Tcp, &[IpVersion::V4]), &mut sink).unwrap();
    assert_eq!(sink.ports, [1]);
    assert!(gaps[0].to_string().contains("netlink connection failed"), "{}", gaps[0]);
    assert!(gaps[0].remedy.as_ref().unwrap().contains("sandbox"), "{}", gaps[0]);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_long_text_file_is_read_in_pieces() {
    let header = RAW.lines().next().unwrap();
    let rows = (1..=20_000).map(|port| {
        format!("\n{port:6}: 0100007F:{port:04X} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 99 2 0000000000000000 0")
    });
    let table = rows.fold(header.to_owned(), |table, row| table + &row);
    let root = fake_proc("long", &[("tcp", &table)]);
    let mut sink = Kept::default();
    let files = ProcFiles::instead_of_kernel(&root);
    let gaps = source_of(files).list(&query(Transport::Tcp, &[IpVersion::V4]), &mut sink).unwrap();
    assert_eq!(gaps, []);
    assert_eq!(sink.ports, (1..=20_000).collect::<Vec<u16>>());
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn an_endless_file_is_no_table() {
    let mut files = ProcFiles::beside_kernel(Path::new("/nonexistent"));
    files.replace("net/tcp", "/dev/zero".into());
    let mut sink = Kept::default();
    let gaps = source_of(files).list(&query(Transport::Tcp, &[IpVersion::V4]), &mut sink).unwrap();
    assert_eq!((sink.ports.len(), gaps.len()), (0, 1));
    assert!(gaps[0].to_string().contains("/dev/zero: it has a line without end"), "{}", gaps[0]);
}

/// A source that must not ask the kernel.
fn source_of(files: ProcFiles) -> SocketSource {
    SocketSource::new(Box::new(|| panic!("the kernel was asked")), files)
}

#[test]
fn files_alone_are_read_in_their_order_and_by_version() {
    let row = |port: u16| format!("   0: 0100007F:{port:04X} 00000000:0000 07 0:0 0:0 0 0 0 {}\n", 70 - port);
    let unix = "Num       RefCount Protocol Flags    Type St Inode Path\n\
         0: 00000002 00000000 00010000 0002 01 9 /b\n0: 00000002 00000000 00010000 0001 01 3 /a\n";
    let root = fake_proc("alone", &[("raw", &row(1)), ("raw6", &(row(3) + &row(2))), ("unix", unix)]);
    let source = source_of(ProcFiles::beside_kernel(&root));
    for (versions, ports) in [
        (&[IpVersion::V4][..], &[1_u16][..]),
        (&[IpVersion::V6], &[3, 2]),
        (&[IpVersion::V4, IpVersion::V6], &[1, 3, 2]),
    ] {
        let mut sink = Kept::default();
        assert_eq!(source.list_text(&query(Transport::Raw, versions), &mut sink).unwrap(), []);
        assert_eq!(sink.ports, ports);
    }
    let mut inodes = Inodes::default();
    let unix = SocketQuery::Unix(wire::netlink::sock_diag::unix::Request { states: StateSet::ALL, show: 0 });
    assert_eq!(source.list_text(&unix, &mut inodes).unwrap(), []);
    assert_eq!(inodes.0, [9, 3]);
    std::fs::remove_dir_all(root).unwrap();
}

/// Keeps the inodes of sockets.
#[derive(Default)]
struct Inodes(Vec<u64>);

impl SocketSink for Inodes {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        self.0.push(socket.inode.0);
        Ok(())
    }
}
