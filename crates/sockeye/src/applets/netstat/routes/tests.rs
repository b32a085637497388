//! Headings, and tables made by hand, which the original was shown too.

use super::ipv4::Detail;
use super::*;
use crate::applets::netstat::args::{Args, Numeric, RouteSources, View};
use crate::texts::Texts;
use sources::proc_files::ProcFiles;
use std::path::PathBuf;

/// A /proc with these files in its `net`, which goes away with it.
struct Tables(PathBuf);

impl Tables {
    fn new(test: &str, files: &[(&str, &str)]) -> Self {
        let root = std::env::temp_dir().join(format!("sockeye-netstat-routes-{test}-{}", std::process::id()));
        std::fs::create_dir_all(root.join("net")).unwrap();
        for (name, text) in files {
            std::fs::write(root.join("net").join(name), text).unwrap();
        }
        Self(root)
    }

    fn shown(&self, args: Args) -> (String, Listed) {
        let numeric = Numeric { hosts: true, ..Numeric::default() };
        let files = ProcFiles::beside_kernel(&self.0);
        let args = Args { view: View::Routes, numeric, ..args };
        let mut out = Vec::new();
        let listed = list(&Setting { args, texts: Texts::english(), files, is_terminal: false }, &mut out);
        (String::from_utf8(out).unwrap(), listed)
    }
}

impl Drop for Tables {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn headings_stand_above_their_columns() {
    let texts = Texts::english();
    for (detail, expected) in [
        (Detail::Tcp, "Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n"),
        (Detail::Metric, "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n"),
        (
            Detail::Both,
            "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface    MSS   Window irtt\n",
        ),
        (Detail::Nothing, ""),
    ] {
        assert_eq!(ipv4::headings(&texts, detail), expected);
    }
    for (detail, expected) in [
        (Detail::Tcp, "Source          Destination     Gateway         Flags   MSS Window  irtt Iface\n"),
        (
            Detail::Both,
            "Source          Destination     Gateway         Flags Metric Ref    Use Iface    MSS   Window irtt  TOS HHRef HHUptod     SpecDst\n",
        ),
    ] {
        assert_eq!(ipv4::cache_headings(&texts, detail), expected);
    }
    assert_eq!(
        ipv6::headings(&texts),
        "Destination                    Next Hop                   Flag Met Ref  Use If\n"
    );
}

#[test]
fn details_come_round_as_in_the_original() {
    use Detail::{Both, Metric, Nothing, Tcp};
    let expected = [Tcp, Metric, Both, Nothing, Metric, Tcp, Both, Nothing, Metric, Tcp];
    assert_eq!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(Detail::of), expected);
}

const IPV4: &str = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
    va0\t00000000\t0200090A\t0003\t12\t1234567\t4294967295\t00000000\t1400\t32000\t100\n\
    fifteen-octets-\t05001B0A\t0200090A\t0007\t0\t0\t5\tFFFFFFFF\t0\t0\t0\n\
    *\t0000140A\t00000000\t0201\t1\t2\t3\t0000FFFF\t4\t5\t6\n\
    va0\t0000150A\t00000000\t0000\t0\t0\t0\t0000FFFF\t0\t0\t0\n";

/// The rows that the original makes of that table.
#[test]
#[cfg(target_endian = "little")]
fn ipv4_rows_are_the_originals() {
    let tables = Tables::new("ipv4", &[("route", IPV4)]);
    let rows = |extended| {
        let (shown, listed) = tables.shown(Args { extended, ..Args::default() });
        assert!(listed.is_ok());
        shown.split_inclusive('\n').skip(2).collect::<String>()
    };
    assert_eq!(
        rows(0),
        "0.0.0.0         10.9.0.2        0.0.0.0         UG     1400 32000    100 va0\n\
         10.27.0.5       10.9.0.2        255.255.255.255 UGH       0 0          0 fifteen-octets-\n\
         10.20.0.0       -               255.255.0.0     !         - -          - -\n"
    );
    assert_eq!(
        rows(1),
        "0.0.0.0         10.9.0.2        0.0.0.0         UG    -1     12 1234567 va0\n\
         10.27.0.5       10.9.0.2        255.255.255.255 UGH   5      0        0 fifteen-octets-\n\
         10.20.0.0       -               255.255.0.0     !     3      -        2 -\n"
    );
    assert_eq!(
        rows(2),
        "0.0.0.0         10.9.0.2        0.0.0.0         UG    -1     12  1234567 va0      1400  32000  100\n\
         10.27.0.5       10.9.0.2        255.255.255.255 UGH   5      0        0 fiftee   0     0      0\n\
         10.20.0.0       -               255.255.0.0     !     3      -        2 -        -     -      -\n"
    );
    assert_eq!(tables.shown(Args { extended: 3, ..Args::default() }).0, "Kernel IP routing table\n");
}

const IPV6: &str = "\
fd090000000000000000000000000000 40 00000000000000000000000000000000 00 fd090000000000000000000000000002 000f1206 000004d2 000004d2 00000003 fifteen-octets-\n\
00000000000000000000ffff00000000 60 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 01000001      br0\n\
20010db8ffffffffffffffffffffffff 80 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 0000000c 00000000 00200200       lo\n";

#[test]
fn ipv6_rows_are_the_originals() {
    let tables = Tables::new("ipv6", &[("ipv6_route", IPV6)]);
    let routes = RouteSources { table: true, cache: true };
    let (shown, listed) = tables.shown(Args { families: vec![Family::Inet6], routes, ..Args::default() });
    assert!(listed.is_ok());
    assert_eq!(
        shown,
        "Kernel IPv6 routing table\n\
         Destination                    Next Hop                   Flag Met Ref  Use If\n\
         fd09::/64                      fd09::2                    UG   987654 1234   1234 fifteen-octets-\n\
         2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128 ::                         !n   -1  12      0 lo\n\
         Kernel IPv6 routing cache\n\
         Destination                    Next Hop                   Flag Met Ref  Use If\n\
         0.0.0.0/96                     ::                         UC   256 1      0 br0\n"
    );
}

#[test]
fn the_first_family_without_routes_ends_the_listing() {
    let tables = Tables::new("missing", &[("route", IPV4)]);
    for (families, last, status) in [
        (vec![Family::Inet6, Family::Inet], Some("INET6 (IPv6) not configured in this system."), 1),
        (vec![Family::Ax25], Some("AX.25 not configured in this system."), 1),
        (vec![Family::Ipx], None, 1),
    ] {
        let (shown, listed) = tables.shown(Args { families, ..Args::default() });
        assert!(matches!(listed, Err(Ended::Told(told)) if told == status));
        assert!(last.is_none_or(|last| shown == format!("{last}\n")), "{shown}");
    }
    for family in [Family::Unix, Family::Ash, Family::Rose] {
        let (shown, listed) = tables.shown(Args { families: vec![family], ..Args::default() });
        assert!(matches!(listed, Err(Ended::Failed(_))));
        assert_eq!(shown, "");
    }
}
