//! `/proc/net/snmp6` and `/proc/net/sctp/snmp`: counters with a line each, a name and a number (`snmp6_seq_show` in the kernel's
//! net/ipv6/proc.c, `sctp_snmp_seq_show` in its net/sctp/proc.c).
//!
//! Names say their protocol themselves: `Icmp6InMsgs`, `SctpCurrEstab`.

use super::fields::unsigned;
use crate::bytes::until_nul;

/// Names and values in their order. Lines without a number are passed over.
pub fn counters(table: &[u8]) -> impl Iterator<Item = (&[u8], u64)> {
    table.split(|&byte| byte == b'\n').filter_map(|line| {
        let text = until_nul(line).trim_ascii_start();
        let (name, number) = text.split_at(text.iter().position(u8::is_ascii_whitespace)?);
        Some((name, unsigned(number)?.0))
    })
}

/// The protocol that a name of snmp6 begins with, such as `Udp6` of `Udp6InErrors`: all up to the first 6, or else the whole name.
pub fn protocol(name: &[u8]) -> &[u8] {
    name.iter().position(|&byte| byte == b'6').map_or(name, |six| &name[..=six])
}
