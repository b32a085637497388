//! `sockeye netstat` against the installed `netstat` over sockets of families that few kernels have: tables made by hand in the place of
//! /proc, in the kernel's formats.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sockeye_testkit::differential::{Output, Tool};
use sockeye_testkit::proc_folder::with_proc_folder;

/// Files below /proc. ROSE's is left out, as the original shows half of it.
const FILES: [(&str, &str); 5] = [
    (
        "net/sctp/eps",
        " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS
ffff8801 ffff8802 2   10  36   5001      0 12345  127.0.0.1 10.0.0.1 192.168.100.200 
ffff8805 ffff8806 2   1   37   5672   1000 12347  0.0.0.0 
ffff8805 ffff8806 2   12   37   22   1000 12347  10.1.1.1 
",
    ),
    (
        "net/sctp/assocs",
        " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC
ffff8801 ffff8802 2   1   3  0       3        5        7       0 22345 5001  40001  *127.0.0.1 10.0.0.1 <-> *127.0.0.1 10.0.0.2 10.0.0.3 \t   30000    10    10   10    0    0        0
ffff8801 ffff8802 2   7   3  0       3  1234567        7    1000 22345 5672    22  *127.0.0.1 10.0.0.1 <-> *127.0.0.1 \t   30000    10    10   10    0    0        0
",
    ),
    (
        "net/ax25",
        "0000000000000000 ax0 N0CALL-1 N1CALL-2,N4CALL*,N5CALL 3 1 2 3 0 10 0 3 0 300 0 0 0 10 0 2 256 5 6 3333
0000000000000000 ??? N0CALL-15 * 0 0 0 0 0 10 0 3 0 300 0 0 0 10 0 2 256 * * *
0000000000000000 ax1 N0CALL-0 N3CALL-14 1 12 123 0 0 10 0 3 0 300 0 0 0 10 0 2 256 1234567 8 3335
",
    ),
    (
        "net/nr",
        "user_addr dest_node src_node  dev    my  your  st  vs  vr  va    t1     t2     t4      idle   n2  wnd Snd-Q Rcv-Q inode
N0CALL-15 N1CALL-12 N2CALL-13 nr0  01/02 03/04  3   1  12   3   0/120  0/05   0/180   0/900  0/03   4     5     6 5555
*         *         N2CALL-3  nr1  01/02 03/04  0   0   0   0   0/120  0/05   0/180   0/900  0/03   4     0     0 5556
",
    ),
    (
        "net/x25",
        "dest_addr  src_addr   dev   lci st vs vr va   t  t2 t21 t22 t23 Snd-Q Rcv-Q inode
87654321   12345678   eth0  002  3  1  2  3   0   3 200 180 180     5     6 4444
87654321   12345678   eth0  010  1  7  6  3   0   3 200 180 180 12345 65432 4444
*          12345678   ???   000  0  0  0  0   0   3 200 180 180     0     0 4445
",
    ),
];

const CASES: [&str; 22] = [
    "-S",
    "-Sn",
    "-Sa",
    "-San",
    "-Sl",
    "-Sln",
    "-Sane",
    "-Sae",
    "-Sanpeo",
    "-SanW",
    "-San4",
    "-San6",
    "-SanoW",
    "-A ax25",
    "-A ax25 -anepo",
    "-A netrom",
    "-A netrom -l",
    "-A x25",
    "-A x25 -a",
    "-A x25 -l",
    "-A ax25,x25,netrom",
    "-A rose",
];

#[test]
fn lists_what_the_original_lists() {
    let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join("netstat-families");
    let _ = fs::remove_dir_all(&below);
    let folder = below.join("proc");
    write_files(&folder).expect("write the tables");
    let original = Tool::original("netstat").expect("the original");
    let ours = Tool::ours(&binary::sockeye(), "netstat", &below.join("links")).expect("our binary");
    let compared = with_proc_folder(&folder, || {
        for case in CASES {
            let arguments: Vec<String> = case.split_whitespace().map(str::to_owned).collect();
            let [theirs, ours] = [&original, &ours].map(|tool| tool.run_in(&[], &arguments, Output::Pipe));
            let (theirs, ours) = (theirs?, ours?);
            ensure!(theirs.code() == ours.code(), "{case}: status {} and not {}", ours.code(), theirs.code());
            ensure!(
                theirs.stdout == ours.stdout,
                "{case}\nours:\n{}original:\n{}",
                String::from_utf8_lossy(&ours.stdout),
                String::from_utf8_lossy(&theirs.stdout)
            );
        }
        Ok(())
    });
    compared.expect("compare");
}

fn write_files(folder: &Path) -> Result<()> {
    for (name, text) in FILES {
        let path: PathBuf = folder.join(name);
        fs::create_dir_all(path.parent().context("a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}
