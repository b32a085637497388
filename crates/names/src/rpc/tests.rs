//! rpcbind's answers, and what each name comes to. The names were seen in `ss -r` beside a server that gives these answers.

use super::*;
use proptest::prelude::*;
use std::os::unix::net::UnixListener;

fn octets(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u32).to_be_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// An answer with these programs, transports and addresses.
fn answer_of(registrations: &[(u32, &str, &str)]) -> Vec<u8> {
    let mut answer = words(&[1, 1, 0, 0, 0, 0]);
    for (program, netid, address) in registrations {
        answer.extend(words(&[1, *program, 4]));
        answer.extend([octets(netid), octets(address), octets("superuser")].concat());
    }
    answer.extend(words(&[0]));
    answer
}

const PROGRAMS: &[u8] = b"portmapper 100000 portmap\nnfs 100003 nfsprog\nnlockmgr 100021\nstatus 100024\n";

fn services(registrations: &[(u32, &str, &str)]) -> RpcServices {
    RpcServices::of(&message::registrations(&answer_of(registrations)), &numbered::parse(PROGRAMS))
}

#[test]
fn services_are_named_by_port_and_protocol() {
    let services = services(&[
        (100000, "tcp6", "::.0.111"),
        (100003, "tcp", "0.0.0.0.8.1"),
        (100021, "tcp", "0.0.0.0.8.1.7"),
        (100024, "udp6", "::.8.2"),
        (100024, "dccp", "::.8.3"),
    ]);
    let name = |port, protocol| services.name(port, protocol).map(|name| String::from_utf8_lossy(name).into_owned());
    assert_eq!(name(111, Some("tcp")).as_deref(), Some("rpc.portmapper"));
    assert_eq!(name(2049, Some("tcp")).as_deref(), Some("rpc.nlockmgr"), "the last one told counts");
    assert_eq!(name(2049, Some("udp")), None);
    assert_eq!(name(2050, Some("udp")).as_deref(), Some("rpc.status"));
    assert_eq!(name(2051, None).as_deref(), Some("rpc.status"));
    assert_eq!(services.port(b"rpc.nfs", Some("tcp")), Some(2049));
    assert_eq!(services.port(b"rpc.nfs", Some("udp")), None);
    assert_eq!(services.port(b"RPC.nfs", Some("tcp")), None);
    assert_eq!(services.port(b"nfs", Some("tcp")), None);
}

#[test]
fn only_addresses_of_all_interfaces_and_programs_with_names_count() {
    for unnamed in [
        (987_654, "tcp", "0.0.0.0.8.1"),
        (100003, "tcp", "127.0.0.1.8.1"),
        (100003, "tcp", "0.0.0.0.8"),
        (100003, "tcp", "0.0.0.0.300.9"),
        (100003, "tcp", "0.0.0.0..1"),
        (100003, "local", "/run/rpcbind.sock"),
        (100003, "tcp", "0.0.0.0.99999999999.1"),
    ] {
        assert!(services(&[unnamed]).services.is_empty(), "{unnamed:?}");
    }
}

#[test]
fn a_server_is_asked_and_its_fragments_joined() {
    let folder = std::env::temp_dir().join(format!("sockeye-rpc-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (socket, programs) = (folder.join("socket"), folder.join("rpc"));
    std::fs::write(&programs, PROGRAMS).unwrap();
    assert!(RpcServices::ask(&socket, &programs).unwrap().services.is_empty(), "nobody is there");
    let listener = UnixListener::bind(&socket).unwrap();
    let server = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut call = [0; 44];
        client.read_exact(&mut call).unwrap();
        assert_eq!(call[..], words(&[0x8000_0028, 1, 0, 2, 100000, 4, 4, 0, 0, 0, 0]));
        let answer = answer_of(&[(100003, "tcp", "0.0.0.0.8.1")]);
        let (first, second) = answer.split_at(30);
        let record = [&words(&[30]), first, &words(&[1 << 31 | second.len() as u32]), second].concat();
        client.write_all(&record).unwrap();
    });
    let services = RpcServices::ask(&socket, &programs).unwrap();
    assert_eq!(services.name(2049, Some("tcp")), Some(&b"rpc.nfs"[..]));
    server.join().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn records_end_however_they_are_cut() {
    assert!(read_record(&mut &words(&[1 << 31 | 8, 1])[..]).is_err(), "cut short");
    assert!(read_record(&mut &words(&[0x7FFF_FFFF, 1])[..]).is_err(), "too long");
    assert_eq!(read_record(&mut &words(&[0, 0, 0])[..]).unwrap(), []);
    assert_eq!(message::registrations(&words(&[1, 1, 1, 0])), []);
}

proptest! {
    #[test]
    fn any_answer_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0..200usize) {
        message::registrations(&bytes);
        let answer = answer_of(&[(100003, "tcp", "0.0.0.0.8.1"), (1, "udp", "::.1.1")]);
        prop_assert!(message::registrations(&answer[..cut.min(answer.len())]).len() <= 2);
        let noisy: Vec<u8> = answer[..24].iter().chain(&bytes).copied().collect();
        message::registrations(&noisy);
    }
}
