//! The counts of `-s`.

use crate::applets::ss::layout::summary::write;
use wire::proc_net::sockstat::SocketCounts;

fn summary(ipv4: &SocketCounts, ipv6: &SocketCounts, established: u64) -> String {
    let mut out = Vec::new();
    write(&mut out, ipv4, ipv6, established).unwrap();
    String::from_utf8(out).unwrap()
}

fn counts() -> (SocketCounts, SocketCounts) {
    let ipv4 = SocketCounts {
        used: 1001,
        tcp: 102,
        tcp_orphaned: 103,
        tcp_time_wait: 104,
        tcp_allocated: 1105,
        udp: 107,
        udp_lite: 109,
        raw: 110,
        fragments: 111,
        ..SocketCounts::default()
    };
    let ipv6 = SocketCounts { tcp: 202, udp: 203, udp_lite: 204, raw: 205, fragments: 206, ..SocketCounts::default() };
    (ipv4, ipv6)
}

#[test]
fn a_summary_adds_up_both_versions() {
    let (ipv4, ipv6) = counts();
    let expected = "Total: 1001\n\
                    TCP:   1209 (estab 29, closed 905, orphaned 103, timewait 104)\n\
                    \n\
                    Transport Total     IP        IPv6\n\
                    RAW\t  315       110       205      \n\
                    UDP\t  310       107       203      \n\
                    TCP\t  304       102       202      \n\
                    INET\t  929       319       610      \n\
                    FRAG\t  317       111       206      \n\
                    \n";
    assert_eq!(summary(&ipv4, &ipv6, 29), expected);
}

#[test]
fn counts_wrap_as_32_signed_bits() {
    let (ipv4, ipv6) = counts();
    let few = SocketCounts { tcp_allocated: 5, ..ipv4 };
    assert!(summary(&few, &ipv6, 29).contains("TCP:   109 (estab 29, closed -195,"));
    let many = SocketCounts { tcp: 123_456_789_012, ..ipv4 };
    let text = summary(&many, &ipv6, 4_000_000_000);
    assert!(text.contains("estab -294967296, closed 1097263579,"), "{text}");
    assert!(text.contains("INET\t  -1097261745 -1097262355 610      \n"), "{text}");
}
