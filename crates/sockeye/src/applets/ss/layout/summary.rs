//! Counts of sockets by protocol (`-s`).
//!
//! The counts are the kernel's own (`/proc/net/sockstat`, `sockstat6`, and the established connections of `snmp`), so this costs the
//! same however many sockets there are. The original holds them in 32 signed bits, and so they are shown.

use std::io::{self, Write};
use wire::proc_net::sockstat::SocketCounts;

/// Writes the summary from the counts of both IP versions and the number of established TCP connections.
///
/// # Errors
/// Those of writing.
pub fn write(out: &mut impl Write, ipv4: &SocketCounts, ipv6: &SocketCounts, established: u64) -> io::Result<()> {
    let tcp = ipv4.tcp_allocated.wrapping_add(ipv4.tcp_time_wait);
    // What is allocated and neither bound nor connected.
    let closed = tcp.wrapping_sub(ipv4.tcp).wrapping_sub(ipv6.tcp);
    writeln!(out, "Total: {}", shown(ipv4.used))?;
    writeln!(
        out,
        "TCP:   {} (estab {}, closed {}, orphaned {}, timewait {})",
        shown(tcp),
        shown(established),
        shown(closed),
        shown(ipv4.tcp_orphaned),
        shown(ipv4.tcp_time_wait)
    )?;
    writeln!(out, "\nTransport Total     IP        IPv6")?;
    write_row(out, "RAW", ipv4.raw, ipv6.raw)?;
    write_row(out, "UDP", ipv4.udp, ipv6.udp)?;
    write_row(out, "TCP", ipv4.tcp, ipv6.tcp)?;
    write_row(out, "INET", inet(ipv4), inet(ipv6))?;
    write_row(out, "FRAG", ipv4.fragments, ipv6.fragments)?;
    writeln!(out)
}

fn inet(counts: &SocketCounts) -> u64 {
    counts.raw.wrapping_add(counts.udp).wrapping_add(counts.tcp)
}

fn write_row(out: &mut impl Write, name: &str, ipv4: u64, ipv6: u64) -> io::Result<()> {
    let both = ipv4.wrapping_add(ipv6);
    writeln!(out, "{name}\t  {:<9} {:<9} {:<9}", shown(both), shown(ipv4), shown(ipv6))
}

/// The lowest 32 bits, signed.
fn shown(count: u64) -> i32 {
    count as i32
}
