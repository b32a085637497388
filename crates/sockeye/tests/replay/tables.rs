//! Text tables in the place of the kernel's, named by the environment.

use crate::compare::{Tools, folder};
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

const INET: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

/// A row of every state and timer, and rows that end early.
fn tcp() -> String {
    let full = (0u32..14).map(|state| {
        format!(
            "{state:4}: 0100007F:{:04X} 0200007F:01BB {state:02X} 0000000A:00000014 {:02}:00001B39 00000003  1000        2 {} 1 \
             ffff888012345678 20 4 {} 10 7\n",
            1000 + state,
            state % 6,
            5000 + state,
            state * 3
        )
    });
    let ends = "00000000:00000000 02:000AFC80 00000000     0        0 99 1 0000000000000000";
    let odd = [
        format!("0100007F:0016 00000000:0000 0A {ends} 100 0 0 10 0"),
        format!("0100007F:0017 00000000:0000 0A {ends} 300 0 0 10 -1"),
        format!("0100007F:0018 00000000:0000 01 {ends}"),
        format!("0100007F:0019 00000000:0000 01 {ends} 3000 41 7 0 5  more than ss knows   "),
        format!("0100007F:001a 00000000:0000 01 {ends} 3000"),
        "0100007F:001B 0200007F:0050 06 00000000:00000000 03:000003E8 00000000     5        0".to_owned(),
        "0100007F:001C 0200007F:0050 01".to_owned(),
        "00000000:0000 FFFFFFFF:FFFF 01 FFFFFFFF:80000000 00:00000000 00000000 4294967295 0 4294967295 1".to_owned(),
    ];
    let odd = odd.iter().map(|row| format!("   9: {row}\n"));
    full.chain(odd).fold(INET.to_owned(), |table, row| table + &row)
}

const TCP6: &str = "  sl  local_address                         remote_address                        st tx_queue
   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 99 1 0000000000000000 100 0 0 10 0
   1: 000080FE00000000000000000100000A:D431 000080FE00000000000000000100000B:0016 01 00000000:00000000 02:00000064 00000000  1000        0 98 1 00000000abcdef01 20 4 1 10 -1
   2: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:0016 06 00000001:00000002 03:00000064 00000000     0        0 0 3 0000000000000000
   3: 00000000000000000000000001000000:D431 B80D0120000000000000000001000000:0016 08 00000001:00000002 01:00000001 00000007     0        0 97 3 0000000000000000 20 4 30 10 -1
";

const UDP: &str = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
   0: 0100007F:0035 00000000:0000 07 00000001:00000002 00:00000000 00000000     7        3 99 2 ffff000012345678 5
   1: 0100007F:0006 0200007F:0050 01 00000001:00000002 01:00000009 00000004     0        3 98 2 ffff000012345678 0
   2: 0100007F:003A 0200007F:00FF 01 00000001:00000002 01:00000009 00000004     0        3 98 2
   3: 0100007F:0011 0200007F:0050 0A 00000001:00000002 01:00000009 00000004     0        3 98 2 0
";
const UDP6: &str = "  sl  local_address                         remote_address                        st tx_queue
   0: 00000000000000000000000000000000:003A 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     7        0 99 2 ffff000012345678 5
   1: 000080FE00000000000000000100000A:0035 00000000000000000000000001000000:1F90 01 00000000:00000000 00:00000000 00000000     7        0 99 2 ffff000012345678 5
   2: 0000000000000000FFFF00000100007F:0035 0000000000000000FFFF00000200007F:1F90 01 00000000:00000000 00:00000000 00000000     7        0 99 2 ffff000012345678 5
";

/// Rows of every type and state in no order.
const UNIX: &str = "Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000003 00000000 00000000 0005 04 20017 /run/closing
ffff888012345678: 00000002 00000000 00010000 0001 01 20001 /run/one
0000000000000001: 00000003 00000000 00000000 0001 03 20012 /run/with blank
0000000000000000: 00000003 00000000 00000000 0001 03 20003
0000000000000000: 00000003 00000000 00000000 0002 01 20004 @abstract@x
0000000000000000: 00000003 00000000 00000000 0005 02 20006 /run/connecting
0000000000000000: 00000003 00000000 00000000 0005 01 20005 /run/closed
0000000000000000: 00000003 00000000 00000000 0002 03 20002  /run/blank
0000000000000000: 00000003 00000000 00000000 0005 07 20010 /run/other
";

const PACKET: &str = "sk               RefCnt Type Proto  Iface R Rmem   User   Inode
ffff888012345678 3      3    0003   1     1 0      0      30001
0000000000000000 3      2    0800   0     0 77     1000   30002
0000000000000000 3      10   88cc   9999999 1 0      0      30003
0000000000000000 3      3    0000   1     1 5      4294967295      30004
";

const NETLINK: &str = "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
ffff888012345678 0   1          00000111 0        0        0     2        0        40001
000000000000000a 4   4294967295 00000000 5        6        1     2        0        40002
0000000000000000 15  0          00000001 0        0        0     2        3        40003
0000000000000000 21  4000000000 ffffffff 0        0        0     2        3        40004
";

/// What is said of every socket, and how; each before the words that choose them.
const DETAILS: &[&str] = &["", "-n", "-no", "-ne", "-ni", "-nm", "-noeim", "-noeimO", "-noeimOH", "-n --tos --cgroup"];

/// Files by the variables that name them.
struct Tables {
    tools: Tools,
    files: Vec<(&'static str, PathBuf)>,
}

impl Tables {
    fn new(name: &str, tables: &[(&'static str, &str)]) -> Self {
        let folder = folder(name);
        let write = |(variable, text): &(&'static str, &str)| {
            let path = folder.join(variable);
            fs::write(&path, text).expect("write a table");
            (*variable, path)
        };
        Self { files: tables.iter().map(write).collect(), tools: Tools::new(&folder) }
    }

    fn environment(&self) -> Vec<(&str, &OsStr)> {
        self.files.iter().map(|(variable, path)| (*variable, path.as_os_str())).collect()
    }

    /// Compares every choice of sockets with every detail.
    fn compare(&self, choices: &[&str]) {
        let lines: Vec<String> = choices
            .iter()
            .flat_map(|choice| DETAILS.iter().map(move |details| format!("{details} {choice}")))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.tools.compare(&self.environment(), &lines);
    }
}

#[test]
fn tcp_rows() {
    let tables = Tables::new("tcp", &[("PROC_NET_TCP", &tcp()), ("PROC_NET_TCP6", TCP6)]);
    tables.compare(&["-t", "-ta", "-tl", "-t4a", "-t6a", "-ta state time-wait"]);
    tables.compare(&["-ta sport = :1003", "-ta dst 127.0.0.2 or src [::1]", "-tan sport gt :2000"]);
}

#[test]
fn udp_and_raw_rows() {
    let tables = [("PROC_NET_UDP", UDP), ("PROC_NET_UDP6", UDP6), ("PROC_NET_RAW", UDP), ("PROC_NET_RAW6", UDP6)];
    let tables = Tables::new("udp", &tables);
    tables.compare(&["-u", "-ua", "-w", "-wa", "-uwa", "-6ua", "-ul", "-wa dst :8080"]);
}

#[test]
fn unix_rows() {
    let tables = Tables::new("unix", &[("PROC_NET_UNIX", UNIX)]);
    tables.compare(&["-x", "-xa", "-xl", "-a -A unix_dgram", "-a -A u_seq", "-xa src /run/one", "-x state close"]);
}

/// So many that the original sorts them in several batches.
#[test]
fn many_unix_rows() {
    let header = UNIX.lines().next().expect("a header");
    let rows = (0..5000).map(|number| {
        format!("\n0000000000000000: 00000003 00000000 00000000 {:04} 03 {}", [1, 2, 5][number % 3], 40_000 - number)
    });
    let table = rows.fold(header.to_owned(), |table, row| table + &row) + "\n";
    let tables = Tables::new("many", &[("PROC_NET_UNIX", &table)]);
    tables.tools.compare(&tables.environment(), &["-xaH"]);
}

#[test]
fn packet_rows() {
    let tables = Tables::new("packet", &[("PROC_NET_PACKET", PACKET)]);
    tables.compare(&["-0", "-0a", "-0l", "-0 -b", "-A packet_raw -a"]);
}

#[test]
fn netlink_rows() {
    // Numbers alone: process 1 is called differently everywhere.
    let tables = Tables::new("netlink", &[("PROC_NET_NETLINK", NETLINK), ("PROC_ROOT", "no folder")]);
    tables.compare(&["-f netlink", "-A netlink -a", "-f netlink src rtnl:*"]);
}

#[test]
fn counts() {
    let tables = Tables::new(
        "counts",
        &[
            (
                "PROC_NET_SOCKSTAT",
                "sockets: used 15\nTCP: inuse 3 orphan 1 tw 2 alloc 9 mem 2\nUDP: inuse 4 mem 1\nRAW: inuse 5\n",
            ),
            ("PROC_NET_SOCKSTAT6", "TCP6: inuse 30\nUDP6: inuse 40\nRAW6: inuse 50\nFRAG6: inuse 60 memory 0\n"),
            ("PROC_NET_SNMP", "Tcp: RtoMin CurrEstab\nTcp: 1 77\n"),
        ],
    );
    tables.tools.compare(&tables.environment(), &["-s"]);
}

#[test]
fn a_range_of_ports_without_services() {
    let range = |text| Tables::new("range", &[("PROC_IP_LOCAL_PORT_RANGE", text), ("PROC_NET_TCP", &tcp())]);
    for text in ["1 65535\n", "1000 2000\n", "no range\n", "443 443", ""] {
        let tables = range(text);
        tables.tools.compare(&tables.environment(), &["-t4a"]);
    }
}

#[test]
fn tables_without_rows_for_a_protocol() {
    let tables = Tables::new("none", &[("PROC_NET_SCTP", ""), ("PROC_NET_DCCP", ""), ("PROC_NET_MPTCP", "")]);
    tables.tools.compare(&tables.environment(), &["-Sa", "-da", "-Man"]);
}

#[test]
fn another_root() {
    let folder = folder("root");
    fs::create_dir_all(folder.join("proc/net")).expect("make a folder");
    for (name, table) in
        [("tcp", &tcp()[..]), ("tcp6", TCP6), ("udp", UDP), ("udp6", UDP6), ("raw", UDP), ("unix", UNIX)]
    {
        fs::write(folder.join("proc/net").join(name), table).expect("write a table");
    }
    for (name, table) in [("packet", PACKET), ("netlink", NETLINK)] {
        fs::write(folder.join("proc/net").join(name), table).expect("write a table");
    }
    let root = folder.join("proc");
    let words = ["", "-a", "-an", "-tuwxan", "-ane", "-l", "-tuan dport = :80", "-s"];
    Tools::new(&folder).compare(&[("PROC_ROOT", root.as_os_str())], &words);
}

/// Where the original stops without a word, ours goes on, and says what it could not read.
#[test]
fn rows_that_are_none() {
    let bad = format!("{INET}   0: rubbish\n   1: 0100007F:0016 00000000:0000 0A 0:0 0:0 0 0 0 99 1 0\n");
    let tables = Tables::new("bad", &[("PROC_NET_TCP", &bad), ("PROC_NET_TCP6", "")]);
    let ours = tables.tools.ours(&tables.environment(), "-tanH");
    assert_eq!(String::from_utf8_lossy(&ours.stdout), "LISTEN 0      0      127.0.0.1:22 0.0.0.0:*\n");
    let told = String::from_utf8_lossy(&ours.stderr);
    assert!(told.contains("reading 1 of the TCP sockets: no local address in the line \"   0: rubbish\""), "{told}");
}

#[test]
fn files_that_are_no_tables() {
    let tools = Tools::new(&folder("endless"));
    let cases = [
        ("/dev/zero", "a line without end"),
        ("/", "Is a directory"),
        ("/nonexistent", "No such file"),
        ("", "No such file"),
    ];
    for (path, reason) in cases {
        for (variable, words) in
            [("PROC_NET_TCP", "-t4a"), ("PROC_NET_PACKET", "-0"), ("PROC_NET_NETLINK", "-f netlink")]
        {
            let ours = tools.ours(&[(variable, OsStr::new(path))], words);
            let told = String::from_utf8_lossy(&ours.stderr);
            assert!(ours.code() == 0 && told.contains(reason), "{variable}={path}: {told}");
        }
    }
}
