//! Bracket expressions of POSIX patterns: `[abc]`, `[^a-z]`, `[[:alpha:]_]`, in the order of octets.

/// Which octets a bracket expression stands for.
pub(super) type OctetSet = [bool; 256];

/// Reads what stands behind the opening bracket: the set and what follows it.
pub(super) fn read(mut rest: &[u8], ignores_case: bool) -> Option<(OctetSet, &[u8])> {
    let mut set = [false; 256];
    let is_negated = rest.starts_with(b"^");
    rest = &rest[usize::from(is_negated)..];
    let mut is_first = true;
    loop {
        match rest {
            [b']', behind @ ..] if !is_first => {
                rest = behind;
                break;
            }
            [b'[', b':', behind @ ..] => {
                let (name, behind) = until(behind, *b":]")?;
                let is_member = class(name)?;
                (0..=u8::MAX).filter(is_member).for_each(|octet| set[usize::from(octet)] = true);
                rest = behind;
            }
            _ => {
                let (first, behind) = element(rest)?;
                let is_range = behind.starts_with(b"-") && !behind.starts_with(b"-]");
                let (last, behind) = if is_range { element(&behind[1..])? } else { (first, behind) };
                if first > last || (is_range && behind.starts_with(b"-") && !behind.starts_with(b"-]")) {
                    return None;
                }
                set[usize::from(first)..=usize::from(last)].fill(true);
                rest = behind;
            }
        }
        is_first = false;
    }
    if ignores_case {
        for (upper, lower) in (b'A'..=b'Z').zip(b'a'..=b'z') {
            let is_either = set[usize::from(upper)] || set[usize::from(lower)];
            (set[usize::from(upper)], set[usize::from(lower)]) = (is_either, is_either);
        }
    }
    Some((set.map(|is_member| is_member != is_negated), rest))
}

/// Writes the set as a class of `regex`.
pub(super) fn push(out: &mut String, set: &OctetSet) {
    out.push('[');
    for octet in 0..=u8::MAX {
        if set[usize::from(octet)] {
            out.push_str(&format!("\\x{octet:02x}"));
        }
    }
    out.push(']');
}

/// One octet, as itself or as `[.x.]` or `[=x=]`.
fn element(rest: &[u8]) -> Option<(u8, &[u8])> {
    match rest {
        [b'[', mark @ (b'.' | b'='), behind @ ..] => match until(behind, [*mark, b']'])? {
            ([octet], behind) => Some((*octet, behind)),
            _ => None,
        },
        [b'[', b':', ..] => None,
        [octet, behind @ ..] => Some((*octet, behind)),
        [] => None,
    }
}

fn until(rest: &[u8], end: [u8; 2]) -> Option<(&[u8], &[u8])> {
    let place = rest.windows(2).position(|window| window == end)?;
    Some((&rest[..place], &rest[place + 2..]))
}

/// The members of a class by name, as in the locale C.
fn class(name: &[u8]) -> Option<fn(&u8) -> bool> {
    Some(match name {
        b"alpha" => u8::is_ascii_alphabetic,
        b"digit" => u8::is_ascii_digit,
        b"alnum" => u8::is_ascii_alphanumeric,
        b"upper" => u8::is_ascii_uppercase,
        b"lower" => u8::is_ascii_lowercase,
        b"space" => |octet| matches!(octet, b'\t'..=b'\r' | b' '),
        b"blank" => |octet| matches!(octet, b'\t' | b' '),
        b"punct" => u8::is_ascii_punctuation,
        b"print" => |octet| matches!(octet, b' '..=b'~'),
        b"graph" => u8::is_ascii_graphic,
        b"cntrl" => u8::is_ascii_control,
        b"xdigit" => u8::is_ascii_hexdigit,
        _ => return None,
    })
}
