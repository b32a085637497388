//! `/proc/net/snmp`: counters after the SNMP MIBs, a line of names and a line of values per protocol (RFC 4022 for TCP).

use super::fields::decimal;

/// The value of a counter, such as `Tcp`, `CurrEstab`; `None` where the table does not have it, or not as a number without a sign.
pub fn counter(table: &[u8], protocol: &str, name: &str) -> Option<u64> {
    let mut lines = table.split(|&byte| byte == b'\n').filter_map(|line| {
        line.strip_prefix(protocol.as_bytes())?
            .strip_prefix(b":")
            .map(|rest| rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()))
    });
    let mut names = lines.next()?;
    let mut values = lines.next()?;
    decimal(values.nth(names.position(|candidate| candidate == name.as_bytes())?)?)
}
