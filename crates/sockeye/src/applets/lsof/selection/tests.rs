//! Scenes and answers as lsof 4.95 gave them: process 3 (alpha, root) and process 4 (beta, daemon, with task 86).

use super::*;
use crate::applets::lsof::args::{CommandLine, Task, read};
use crate::applets::lsof::internet::tests::Names;
use model::UserId;
use sources::open_files::named::Term;
use std::ffi::OsString;

const LISTENER: u32 = 3;
const CLIENT: u32 = 4;
const SERVED: u32 = 5;
const LISTENER_OF_6: u32 = 6;
const DATAGRAM: u32 = 7;
const LOCAL: u32 = 8;
const FILE: u32 = 9;

fn process(id: u32, task: Option<u32>) -> FileProcess {
    FileProcess {
        id: ProcessId(id),
        task: task.map(ProcessId),
        parent: ProcessId(1),
        group: ProcessId(id),
        user: Some(UserId(id - 3)),
        name: if id == 3 { (*b"alpha").into() } else { (*b"beta").into() },
        task_name: task.map(|_| (*b"thread").into()),
    }
}

/// The files of a process, whose ports begin at 7000 or 8000.
fn socket(id: u32, descriptor: u32) -> SocketFacts {
    let port = if id == 3 { 7000 } else { 8000 };
    let (v4, v6): (IpAddr, IpAddr) = ("127.0.0.1".parse().unwrap(), "::1".parse().unwrap());
    let tcp = |version, local, peer, state| {
        SocketFacts::Internet(InternetFacts { version, protocol: Protocol::Tcp, local, peer, state })
    };
    match descriptor {
        LISTENER => tcp(IpVersion::V4, (v4, port + 1), None, State::Listen),
        CLIENT => tcp(IpVersion::V4, (v4, 50000), Some((v4, port + 1)), State::Established),
        SERVED => tcp(IpVersion::V4, (v4, port + 1), Some((v4, 50000)), State::Established),
        LISTENER_OF_6 => tcp(IpVersion::V6, (v6, port + 2), None, State::Listen),
        DATAGRAM => SocketFacts::Internet(InternetFacts {
            version: IpVersion::V4,
            protocol: Protocol::Udp,
            local: (v4, port + 3),
            peer: None,
            state: State::Close,
        }),
        LOCAL => SocketFacts::Unix,
        _ => SocketFacts::Other,
    }
}

/// Which files are listed, as `PROCESS[DESCRIPTORS]`, and the lines of `-V`.
fn listed(line: &str) -> (String, String) {
    let words = line.split(' ').map(OsString::from).collect();
    let CommandLine { task: Ok(Task::List(args)), .. } = read(words, &Names) else { panic!("{line}") };
    let mut selection = Selection::new(&args.criteria);
    let mut seen = Vec::new();
    for (id, task) in [(3, None), (4, None), (4, Some(86))] {
        if task.is_some() && !selection.lists_tasks() {
            continue;
        }
        let Some(met) = selection.process(&process(id, task), id == 4) else { continue };
        let names = [&b"cwd"[..], b"txt"].map(DescriptorName::Name).into_iter();
        let files = names.chain((3..=9).map(DescriptorName::Number)).filter(|descriptor| {
            let number = if let DescriptorName::Number(number) = descriptor { *number } else { 0 };
            let is_named = id == 3 && number == FILE;
            let links = Some(if number == FILE { 1 } else { 4 });
            let socket = socket(id, number);
            selection.file(met, &FileFacts { descriptor: *descriptor, links, is_on_nfs: false, is_named, socket })
        });
        let files: Vec<_> = files
            .map(|descriptor| match descriptor {
                DescriptorName::Number(number) => number.to_string(),
                DescriptorName::Name(name) => String::from_utf8_lossy(name).into_owned(),
            })
            .collect();
        if !files.is_empty() {
            let task = task.map_or(String::new(), |task| format!("K{task}"));
            seen.push(format!("{id}{task}[{}]", files.join(",").replace("cwd,txt,3,4,5,6,7,8,9", "all")));
        }
    }
    let mut said = Vec::new();
    let push_name = |out: &mut Vec<u8>, name: &[u8]| out.extend_from_slice(name);
    selection.missing(std::iter::empty()).for_each(|missing| missing.push(&mut said, push_name));
    (seen.join(" "), String::from_utf8(said).unwrap().replace("lsof: ", "").replace('\n', ";"))
}

#[test]
fn conditions_are_joined_by_or_unless_a_is_given() {
    for (line, expected) in [
        ("-p 3", "3[all]"),
        ("-d cwd", "3[cwd] 4[cwd]"),
        ("-d cwd -p 3", "3[all] 4[cwd]"),
        ("-a -d cwd -p 3", "3[cwd]"),
        ("-d ^cwd -p 3", "3[all] 4[txt,3,4,5,6,7,8,9]"),
        ("-d 3 -i", "3[3,4,5,6,7] 4[3,4,5,6,7]"),
        ("-a -d 3 -i", "3[3] 4[3]"),
        ("-i -p 3", "3[all] 4[3,4,5,6,7]"),
        ("-a -i -u root", "3[3,4,5,6,7]"),
        ("-i -p ^3", "4[3,4,5,6,7]"),
        ("-U", "3[8] 4[8]"),
        ("-a -U -i", ""),
        ("-i6", "3[6] 4[6]"),
        ("-i:7002 -i4", "3[3,4,5,6,7] 4[3,4,5,7]"),
        ("-a -i4 -i:7001", "3[3,4,5]"),
        ("-a -i -i:7002", "3[6]"),
        ("-i6 -i4:7001", "3[3,4,5,6] 4[6]"),
        ("-iTCP:7001-7003", "3[3,4,5,6]"),
        ("-i@[::1]:7002", "3[6]"),
        ("-i -s TCP:LISTEN", "3[3,6] 4[3,6]"),
        ("-a -i -p 3 -s TCP:^LISTEN", "3[4,5,7]"),
        ("-a -p 3 -s TCP:LISTEN", "3[cwd,txt,3,6,8,9]"),
        ("-iUDP -s TCP:LISTEN", ""),
        ("-X -U", "3[8] 4[8]"),
        ("+L2 -a -p 3", "3[9]"),
        ("/x", "3[9]"),
        ("-a -p 4 /x", ""),
        ("-c al", "3[all]"),
        ("-c /^..TA$/i", "4[all]"),
        ("-c al -c be -i", "3[all] 4[all]"),
        ("-c alp -c ^alpha", ""),
        ("-c ^al", "4[all] 4K86[all]"),
        ("-p ^3", "4[all] 4K86[all]"),
        ("-Ki -p ^3", "4[all]"),
        ("-K", "4K86[all]"),
        ("-K -a -p 4", "4[all] 4K86[all]"),
        ("-K -a -p 3", ""),
        ("-K -i", "3[3,4,5,6,7] 4[3,4,5,6,7] 4K86[all]"),
        ("-K -a -i", "4[3,4,5,6,7] 4K86[3,4,5,6,7]"),
        ("-a -u root -c beta", ""),
    ] {
        assert_eq!(listed(line).0, expected, "{line}");
    }
}

#[test]
fn of_several_names_the_last_is_told_first() {
    let term = |given: &str, is_file_system, is_found| {
        let given = given.as_bytes();
        Term { given: given.into(), name: given.into(), is_file_system, is_found }
    };
    let terms = [term("/a", false, false), term("/b", false, true), term("/sys", true, false)];
    assert!(Missing::of_terms(&terms).eq([Missing::FileSystem(b"/sys"), Missing::File(b"/a")]));
}

#[test]
fn what_another_selection_found_is_found() {
    let words = "-p 3 -c be -i:7001".split(' ').map(OsString::from).collect();
    let Ok(Task::List(args)) = read(words, &Names).task else { panic!("understood") };
    let (mut selection, mut other) = (Selection::new(&args.criteria), Selection::new(&args.criteria));
    other.process(&process(3, None), false);
    other.process(&process(4, None), false);
    selection.absorb(other);
    assert!(selection.missing(std::iter::empty()).eq([Missing::Address(b":7001")]));
}

#[test]
fn what_found_nothing_is_told_in_the_order_of_the_original() {
    for (line, expected) in [
        ("-p 3", ""),
        ("-p 3,99", "process ID not located: 99;"),
        ("-p 3 -i:8001", ""),
        ("-a -p 99 -c alpha", "command not located: alpha;process ID not located: 99;"),
        ("-a -p 99 -g 3", "process ID not located: 99;"),
        ("-a -g 99 -p 3", "process group ID not located: 99;"),
        ("-a -u daemon -p 3", ""),
        ("-a -u daemon -c alpha", "command not located: alpha;"),
        ("-a -p 3 -c beta", "command not located: beta;"),
        ("-c ^alpha -p 3", "command not located: alpha;"),
        ("-u ^root -p 3", "process ID not located: 3;"),
        ("-c alp -c ^alpha", "command not located: alpha;command not located: alp;"),
        ("-c alpha -c al", "command not located: alpha;"),
        ("-c al -c /al/ -c /b/ -c /be/", "no command found for regex: al;no command found for regex: be;"),
        ("-i:22 -i:7001", "Internet address not located: :22;"),
        ("-i:7001 -iTCP", "Internet address not located: :7001;"),
        ("-i:50000 -i:7001", ""),
        ("-iTCP -i:7001", ""),
        ("-i:7001 -i:7001", ""),
        ("-i -i:22", "Internet address not located: :22;"),
        ("-a -i -p 99", "no Internet files located;process ID not located: 99;"),
        ("-a -i:7001 -d 99", ""),
        ("-a -i:7001 -p 4", "Internet address not located: :7001;"),
        ("-i:7001 -s TCP:LAST_ACK", "Internet address not located: :7001;TCP state not located: LAST_ACK;"),
        ("-iUDP -s TCP:LISTEN", "Internet address not located: UDP;"),
        ("-a -p 99 -s TCP:LISTEN", "TCP state not located: LISTEN;process ID not located: 99;"),
        ("-p 3 -s TCP:^LISTEN,^CLOSING", ""),
        ("-K -a -c alpha", "command not located: alpha;no tasks located;"),
        ("-d 99 -u 12345 -U -p 3 +L1", ""),
        (
            "-a -i6:22 -c x -c /y/ -p 99,98,99 -g 97 -N -K -i6 -s TCP:LAST_ACK,SYN_SENT",
            "command not located: x;no command found for regex: y;Internet address not located: 6:22;no Internet files located;\
             TCP state not located: SYN_SENT;TCP state not located: LAST_ACK;no NFS files located;process ID not located: 99;\
             process ID not located: 98;no tasks located;process group ID not located: 97;",
        ),
    ] {
        assert_eq!(listed(line).1, expected, "{line}");
    }
}
