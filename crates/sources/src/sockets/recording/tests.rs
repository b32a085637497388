//! Recordings written from a stand-in's answers and read from files, whole and damaged.

use crate::sockets::SocketSource;
use crate::sockets::tests::{Kept, done, query, refusal, source, tcp};
use model::{Gap, Transport};
use std::path::{Path, PathBuf};
use wire::netlink::NLM_F_DUMP_INTR;
use wire::netlink::sock_diag::inet::IpVersion;

const BOTH: [IpVersion; 2] = [IpVersion::V4, IpVersion::V6];

fn recorded(answers: Vec<Vec<Vec<u8>>>) -> (Vec<u8>, Vec<Gap>) {
    let mut octets = Vec::new();
    let mut source = source(answers, Path::new("/nonexistent"));
    let gaps = source.record(&query(Transport::Tcp, &BOTH), &mut octets).unwrap();
    (octets, gaps)
}

#[test]
fn every_datagram_is_written_as_it_came() {
    let (v4, v6) = (vec![[tcp(1, 0), tcp(2, 0)].concat(), done(0)], vec![tcp(3, 0), tcp(4, 0), done(0)]);
    let whole = [v4.concat(), v6.concat()].concat();
    assert_eq!(recorded(vec![v4, v6]), (whole, vec![]));
}

#[test]
fn an_interrupted_or_refused_recording_is_said() {
    let (octets, gaps) = recorded(vec![vec![tcp(1, NLM_F_DUMP_INTR), done(0)], vec![done(0)]]);
    assert_eq!(octets.len(), [tcp(1, 0), done(0), done(0)].concat().len());
    assert!(gaps[0].to_string().contains("changed while the kernel listed them"), "{gaps:?}");
    let (octets, gaps) = recorded(vec![vec![refusal(1)]]);
    assert_eq!(octets, refusal(1));
    assert!(gaps[0].to_string().contains("recording TCP sockets") && gaps[0].remedy.is_some(), "{gaps:?}");
}

#[test]
fn a_full_disk_ends_the_recording() {
    let mut room = [0; 100];
    let mut source = source(vec![vec![tcp(1, 0), tcp(2, 0), done(0)]], Path::new("/nonexistent"));
    let outcome = source.record(&query(Transport::Tcp, &BOTH), &mut &mut room[..]);
    assert_eq!(outcome.unwrap_err().kind(), std::io::ErrorKind::WriteZero);
}

/// Lists a file with these octets.
fn replayed(name: &str, octets: &[u8], mut sink: Kept) -> (std::io::Result<Vec<Gap>>, Vec<u16>) {
    let path = std::env::temp_dir().join(format!("sockeye-recording-{name}-{}", std::process::id()));
    std::fs::write(&path, octets).unwrap();
    let gaps = listed(&path, &mut sink);
    std::fs::remove_file(path).unwrap();
    (gaps, sink.ports)
}

fn listed(path: &Path, sink: &mut Kept) -> std::io::Result<Vec<Gap>> {
    let mut source: SocketSource = source(vec![], Path::new("/nonexistent")).replaying_tcp(Some(PathBuf::from(path)));
    source.list(&query(Transport::Tcp, &[IpVersion::V4]), sink)
}

#[test]
fn the_first_answer_is_listed_and_the_rest_counted() {
    let octets = [tcp(1, 0), tcp(2, 0), done(0), tcp(3, 0), tcp(4, 0), done(0), tcp(5, 0)].concat();
    let (gaps, ports) = replayed("two", &octets, Kept::default());
    assert_eq!(ports, [1, 2]);
    assert!(gaps.unwrap()[0].reason.starts_with("3 more stand behind"));
    let (gaps, ports) = replayed("one", &octets[..2 * tcp(1, 0).len() + done(0).len()], Kept::default());
    assert_eq!((gaps.unwrap(), ports), (vec![], vec![1, 2]));
}

#[test]
fn what_cannot_be_read_is_said_after_what_can() {
    let long = [&(1u32 << 24).to_ne_bytes()[..], &[0; 12]].concat();
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("cut", [tcp(1, 0), tcp(2, 0)[..50].to_vec()].concat(), "it ends before the answer does"),
        ("endless", tcp(1, 0), "it ends before the answer does"),
        ("long", [tcp(1, 0), long].concat(), "it is not netlink"),
        ("zero", [tcp(1, 0), vec![0; 100]].concat(), "it is not netlink"),
        ("refused", [tcp(1, 0), refusal(13)].concat(), "the kernel had answered: Permission denied"),
        ("interrupted", [tcp(1, NLM_F_DUMP_INTR), done(0)].concat(), "they changed while they were recorded"),
    ];
    for (name, octets, reason) in cases {
        let (gaps, ports) = replayed(name, &octets, Kept::default());
        let gaps = gaps.unwrap();
        assert_eq!((ports, gaps.len()), (vec![1], 1), "{name}: {gaps:?}");
        assert!(gaps[0].reason.starts_with(reason), "{name}: {}", gaps[0]);
    }
    let gaps = listed(Path::new("/nonexistent/recording"), &mut Kept::default()).unwrap();
    assert!(gaps[0].to_string().contains("/nonexistent/recording"), "{gaps:?}");
}

#[test]
fn a_full_sink_ends_the_replay() {
    let full = Kept { room: Some(1), ..Kept::default() };
    let (outcome, ports) = replayed("full", &[tcp(1, 0), tcp(2, 0), done(0)].concat(), full);
    assert_eq!(outcome.unwrap_err().kind(), std::io::ErrorKind::BrokenPipe);
    assert_eq!(ports, [1]);
}
