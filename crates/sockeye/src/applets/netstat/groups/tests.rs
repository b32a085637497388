//! Tables made by hand, laid out as the original lays out such ones.

use super::*;
use crate::applets::netstat::args::{Args, Numeric, Tables, Versions};
use crate::texts::Texts;
use sources::proc_files::ProcFiles;
use std::path::Path;

const HEAD: &str = "\
IPv6/IPv4 Group Memberships
Interface       RefCnt Group
--------------- ------ ---------------------
";

fn shown(root: &Path, versions: Versions) -> (String, Listed) {
    let numeric = Numeric { hosts: true, ..Numeric::default() };
    let args = Args { tables: Tables::of(&[Table::Groups]), numeric, versions, ..Args::default() };
    let files = ProcFiles::beside_kernel(root);
    let mut out = Vec::new();
    let listed = list(&Setting { args, texts: Texts::english(), files, is_terminal: false }, &mut out);
    (String::from_utf8(out).unwrap(), listed)
}

#[test]
#[cfg(target_endian = "little")]
fn ipv4_groups_come_before_ipv6_groups() {
    let root = std::env::temp_dir().join(format!("sockeye-netstat-groups-{}", std::process::id()));
    std::fs::create_dir_all(root.join("net")).unwrap();
    let igmp = "Idx\tDevice\n1\tlo        :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n";
    std::fs::write(root.join("net/igmp"), igmp).unwrap();
    let igmp6 = "13   fifteen-octets- ff020000000000000000000000000001     1234567 0000000C 0\n";
    std::fs::write(root.join("net/igmp6"), igmp6).unwrap();
    let both = shown(&root, Versions::default());
    let ipv6 = shown(&root, Versions { ipv4: false, ipv6: true });
    std::fs::remove_file(root.join("net/igmp6")).unwrap();
    let without_ipv6 = shown(&root, Versions::default());
    std::fs::remove_dir_all(&root).unwrap();
    let [lo, long] = ["lo              1      224.0.0.1\n", "fifteen-octets- 1234567 ff02::1\n"];
    for ((text, listed), rows) in [(both, [lo, long]), (ipv6, ["", long]), (without_ipv6, [lo, ""])] {
        assert!(listed.is_ok());
        assert_eq!(text, format!("{HEAD}{}", rows.concat()));
    }
}

#[test]
fn a_kernel_without_groups_is_an_error_behind_the_headings() {
    let (text, listed) = shown(Path::new("/nonexistent"), Versions::default());
    assert_eq!(text, HEAD);
    assert!(matches!(listed, Err(Ended::Failed(_))));
}
