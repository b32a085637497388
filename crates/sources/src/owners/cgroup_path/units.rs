//! Names of systemd's units as they stand in cgroup paths (systemd.unit(5), systemd-escape(1)).

use model::UserId;
use std::borrow::Cow;

/// Kinds of units that processes belong to. Slices only hold others.
const KINDS: [&[u8]; 5] = [b".service", b".scope", b".socket", b".mount", b".swap"];

/// The unit that a part of a path names. A name that could be taken for one of the kernel's files stands behind an underscore.
pub(super) fn unit(part: &[u8]) -> Option<&[u8]> {
    let name = part.strip_prefix(b"_").unwrap_or(part);
    KINDS.iter().any(|kind| name.len() > kind.len() && name.ends_with(kind)).then_some(name)
}

/// Whether it is a slice.
pub(super) fn is_slice(part: &[u8]) -> bool {
    part.ends_with(b".slice")
}

/// Whether it is the service manager of a user.
pub(super) fn is_user_manager(unit: &[u8]) -> bool {
    unit.strip_prefix(b"user@").is_some_and(|rest| rest.ends_with(b".service"))
}

/// The user in `user-UID.slice`.
pub(super) fn user_of_slice(part: &[u8]) -> Option<UserId> {
    let digits = part.strip_prefix(b"user-")?.strip_suffix(b".slice")?;
    std::str::from_utf8(digits).ok()?.parse().ok().map(UserId)
}

/// A name without systemd's `\xHH`.
pub(super) fn unescape(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'\\') {
        return Cow::Borrowed(name);
    }
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = match tail {
            [b'x', high, low, ..] if first == b'\\' => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                plain.push(high << 4 | low);
                rest = &tail[3..];
            }
            None => {
                plain.push(first);
                rest = tail;
            }
        }
    }
    Cow::Owned(plain)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    // A hexadecimal digit is below 16.
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
