//! `/proc/net/snmp` and `/proc/net/netstat`: counters after the SNMP MIBs (RFC 4022 for TCP) and Linux's own, a line of names and a
//! line of values per protocol (the kernel's net/ipv4/proc.c).
//!
//! Names and their number differ between kernels, so nothing here knows them. Values are read as strtoull(3) reads them: the kernel
//! writes `MaxConn` as -1, and who shows unsigned counters shows it wrapped.

use super::BadLine;
use super::fields::{decimal, unsigned};
use crate::bytes::until_nul;

/// The counters of a protocol, as two lines of a table have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// What stands before the colon of the line of names, such as `Tcp` or `TcpExt`. Untrusted bytes.
    pub title: &'a [u8],
    names: &'a [u8],
    values: &'a [u8],
}

impl<'a> Section<'a> {
    /// Names and values in their order. A name without a value counts zero, and so do all from a value that is no number.
    pub fn counters(&self) -> impl Iterator<Item = (&'a [u8], u64)> + use<'a> {
        let mut values = self.values;
        words(self.names).map(move |name| {
            let (value, rest) = unsigned(values).unwrap_or((0, values));
            values = rest;
            (name, value)
        })
    }
}

/// The sections of a table, in its order. Blank lines before a section are passed over, and a line of names at the end without one
/// of values is none. A section without titles is an error, behind which nothing is read: names and values can no longer be told apart.
pub fn sections(table: &[u8]) -> impl Iterator<Item = Result<Section<'_>, BadLine<'_>>> {
    let mut lines = table.split_inclusive(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\n").unwrap_or(line));
    let mut broken = false;
    std::iter::from_fn(move || {
        if broken {
            return None;
        }
        let names = lines.find(|line| !line.is_empty())?;
        let section = section(names, lines.next()?);
        broken = section.is_err();
        Some(section)
    })
}

fn section<'a>(names: &'a [u8], values: &'a [u8]) -> Result<Section<'a>, BadLine<'a>> {
    let ((title, names), (_, values)) = (titled(names)?, titled(values)?);
    Ok(Section { title, names, values })
}

/// What stands before a line's first colon, and what behind it.
fn titled(line: &[u8]) -> Result<(&[u8], &[u8]), BadLine<'_>> {
    let text = until_nul(line);
    let colon = text.iter().position(|&byte| byte == b':').ok_or(BadLine { line, column: "title" })?;
    Ok((&text[..colon], &text[colon + 1..]))
}

fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty())
}

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
