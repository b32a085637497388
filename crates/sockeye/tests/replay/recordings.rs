//! Recordings of TCP sockets, made of octets and made by `-D`.

use crate::compare::{Tools, folder};
use crate::dumps;
use crate::messages::{Inet, answer, done, error};
use std::ffi::OsStr;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;

/// Words after `ss`, for every recording.
const LINES: &[&str] = &[
    "-t",
    "-ta",
    "-tan",
    "-tn",
    "-tl",
    "-t4",
    "-t6n",
    "-tH",
    "-tnH",
    "-to",
    "-tno",
    "-te",
    "-tne",
    "-ti",
    "-tni",
    "-tm",
    "-tnm",
    "-tnO",
    "-tO",
    "-tie",
    "-tnie",
    "-tnim",
    "-tnio",
    "-tnme",
    "-tnmo",
    "-tnoe",
    "-tniem",
    "-tnieo",
    "-tnoemi",
    "-tnoemiO",
    "-tnoemiOH",
    "-tnHiO",
    "-tnmO",
    "-tn --tos",
    "-tni --tos",
    "-tnO --tos",
    "-tn --cgroup",
    "-tn --inet-sockopt",
    "-tnO --inet-sockopt",
    "-tnoemi --tos --cgroup --inet-sockopt",
    "-tnoemiO --tos --cgroup --inet-sockopt",
    "-tan state established",
    "-tn sport = :2001",
    "-tn dport = :443 and not src 192.0.2.1",
    "-tni src [2001:db8::]/32",
    "-A tcp -n",
    "-6 -tn",
    "-tun sport = :9",
];

fn compare(name: &str, sockets: &[Inet]) {
    let folder = folder(name);
    let recording = folder.join("recording");
    fs::write(&recording, answer(sockets)).expect("write the recording");
    Tools::new(&folder).compare(&[("TCPDIAG_FILE", recording.as_os_str())], LINES);
}

#[test]
fn every_state() {
    compare("states", &dumps::states());
}

#[test]
fn every_attribute() {
    compare("attributes", &dumps::attributes());
}

#[test]
fn every_length_of_an_account() {
    compare("accounts", &dumps::accounts());
}

/// What the original makes of a recording that is none, and that ours says why in one line.
#[test]
fn recordings_that_are_none() {
    let folder = folder("damaged");
    let tools = Tools::new(&folder);
    let whole = answer(&dumps::states());
    let first = dumps::states()[0].message();
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("empty", Vec::new(), "it ends before the answer does"),
        ("cut in a header", whole[..first.len() + 7].to_vec(), "it ends before the answer does"),
        ("cut in a message", whole[..first.len() + 50].to_vec(), "it ends before the answer does"),
        ("without an end", first.clone(), "it ends before the answer does"),
        (
            "of a refusal",
            [first.clone(), error(1), done()].concat(),
            "the kernel had answered: Operation not permitted",
        ),
        ("of zeros", vec![0; 5000], "it is not netlink"),
        ("of ones", vec![0xFF; 5000], "it is not netlink"),
        ("of both versions", [answer(&dumps::states()[..2]), whole.clone()].concat(), "40 more stand behind"),
    ];
    for (name, octets, reason) in cases {
        let path = folder.join(name);
        fs::write(&path, octets).expect("write the recording");
        let environment = [("TCPDIAG_FILE", path.as_os_str())];
        let ours = tools.ours(&environment, "-tan");
        let told = String::from_utf8_lossy(&ours.stderr);
        assert!(told.contains(reason), "{name}: {told}");
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
        // The original writes beyond its buffer, or reads what was in it before.
        if !name.starts_with("of zeros") && !name.starts_with("of ones") {
            tools.compare(&environment, &["-tan"]);
        }
    }
    let ours = tools.ours(&[("TCPDIAG_FILE", OsStr::new("/nonexistent"))], "-tan");
    assert!(String::from_utf8_lossy(&ours.stderr).contains("No such file"), "{ours:?}");
    tools
        .compare(&[("TCPDIAG_FILE", OsStr::new("/nonexistent")), ("PROC_ROOT", OsStr::new("/nonexistent"))], &["-tan"]);
}

/// The port id of whoever asked is in every message: its four octets, blotted out.
fn without_port_ids(mut recording: Vec<u8>) -> Vec<u8> {
    const LENGTH: usize = 4;
    const PORT_ID: std::ops::Range<usize> = 12..16;
    let mut at = 0;
    while let Some(message) = recording.get_mut(at..).filter(|rest| rest.len() >= PORT_ID.end) {
        message[PORT_ID].fill(0);
        let length = u32::from_ne_bytes(message[..LENGTH].try_into().expect("four octets"));
        at += (length as usize).next_multiple_of(4).max(PORT_ID.end);
    }
    recording
}

#[test]
fn ours_and_the_original_record_the_same() {
    let folder = folder("made");
    let tools = Tools::new(&folder);
    let listener = TcpListener::bind("127.0.0.1:0").expect("listen");
    let _peer = TcpStream::connect(listener.local_addr().expect("an address")).expect("connect");
    // All sockets of a host change; those that listen change less.
    let words = ["-tl", "-l", "-tl4", "-tl6", "-tlm", "-tlie", "-tl --tos", "-A tcp,udp -l", "-t state listening"];
    for words in words {
        let record = |by: &str| folder.join(format!("{by}{}", words.replace([' ', '-'], "")));
        let recordings = [record("original"), record("ours")];
        let same = (0..20).any(|_| {
            tools.original(&[], &format!("{words} -D {}", recordings[0].display()));
            tools.ours(&[], &format!("{words} -D {}", recordings[1].display()));
            let [original, ours] = recordings.each_ref().map(|path| without_port_ids(read(path)));
            original == ours
        });
        assert!(same, "ss {words} -D records something else in 20 tries");
        // Either reads the other's.
        for recording in &recordings {
            tools.compare(&[("TCPDIAG_FILE", recording.as_os_str())], &["-tanem"]);
        }
    }
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).expect("read the recording")
}

#[test]
fn where_a_recording_goes() {
    let folder = folder("places");
    let tools = Tools::new(&folder);
    let to_output = tools.ours(&[], "-tl4 -D -");
    assert_eq!(to_output.code(), 0);
    assert!(to_output.stdout.ends_with(&done()[16..]) && to_output.stdout.len() >= done().len(), "{to_output:?}");
    let nothing = tools.ours(&[], &format!("-u -D {}", folder.join("none").display()));
    assert_eq!((nothing.code(), nothing.stdout.len()), (0, 0));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("only TCP sockets can be recorded"), "{nothing:?}");
    assert!(!folder.join("none").exists());
    let nowhere = tools.ours(&[], "-t -D /nonexistent/recording");
    assert_eq!(nowhere.code(), 255);
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("/nonexistent/recording"), "{nowhere:?}");
    let filtered = tools.ours(&[], "-tl -D - dport = :1");
    assert!(String::from_utf8_lossy(&filtered.stderr).contains("a filter does not apply"), "{filtered:?}");
}
