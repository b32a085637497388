//! Bracket expressions: `[abc]`, `[!a-z]`, `[[:digit:]]`.

use super::fold;

/// What a bracket expression says of an octet.
pub(super) enum Bracket {
    /// It is one of them; the expression has so many octets after its `[`.
    Includes(usize),
    /// It is not one of them.
    Excludes,
    /// There is no closing bracket: `[` means itself.
    Unclosed,
    /// A range without an end, or a class that does not exist: matches nothing.
    Broken,
}

/// Asks the bracket expression whose `[` was just read about an octet.
pub(super) fn matches(pattern: &[u8], octet: u8) -> Bracket {
    let negated = matches!(pattern.first(), Some(b'!' | b'^'));
    let first = usize::from(negated);
    let mut at = first;
    let mut found = false;
    loop {
        let rest = pattern.get(at..).unwrap_or_default();
        let element = match rest {
            [] => return Bracket::Unclosed,
            [b']', ..] if at > first => break,
            _ => read_element(rest),
        };
        let (element, mut length) = match element {
            Some(read) => read,
            None => return Bracket::Broken,
        };
        let range_end = match (&element, &rest[length..]) {
            (Element::Octet(_) | Element::Collating(_), [b'-', end @ ..]) => match end {
                [] => return Bracket::Broken,
                [b']', ..] => None,
                _ => match read_octet(end) {
                    Some(read) => Some(read),
                    None => return Bracket::Broken,
                },
            },
            _ => None,
        };
        found |= match (element, range_end) {
            (Element::Class(class), _) => class(&octet),
            (Element::Octet(start) | Element::Collating(start), Some((end, more))) => {
                length += 1 + more;
                (fold(start)..=fold(end)).contains(&fold(octet))
            }
            (Element::Octet(one), None) => fold(one) == fold(octet),
            (Element::Collating(one) | Element::Equivalent(one), _) => one == octet,
        };
        at += length;
    }
    match found != negated {
        true => Bracket::Includes(at + 1),
        false => Bracket::Excludes,
    }
}

/// One element between the brackets.
enum Element {
    /// An octet, which may begin a range.
    Octet(u8),
    /// An octet as a collating symbol (`[.a.]`), which may begin a range; alone it minds the case.
    Collating(u8),
    /// The octets that sort like this one (`[=a=]`): itself alone.
    Equivalent(u8),
    /// A class of octets (`[:alpha:]`).
    Class(fn(&u8) -> bool),
}

/// The first element of a rest and its length; `None` when it cannot be one.
fn read_element(rest: &[u8]) -> Option<(Element, usize)> {
    Some(match rest {
        [b'[', b'=', one, b'=', b']', ..] => (Element::Equivalent(*one), 5),
        [b'[', b'.', ..] => read_octet(rest).map(|(one, length)| (Element::Collating(one), length))?,
        [b'[', b':', named @ ..] => match named.iter().position(|c| !c.is_ascii_lowercase()) {
            Some(end) if named[end..].starts_with(b":]") => (Element::Class(class(&named[..end])?), end + 4),
            _ => (Element::Octet(b'['), 1),
        },
        _ => read_octet(rest).map(|(one, length)| (Element::Octet(one), length))?,
    })
}

/// The octet at the beginning of a rest, plain, escaped or as a collating symbol, and the length of its spelling.
fn read_octet(rest: &[u8]) -> Option<(u8, usize)> {
    match rest {
        [b'[', b'.', one, b'.', b']', ..] => Some((*one, 5)),
        [b'[', b'.', ..] | [b'\\'] | [] => None,
        [b'\\', escaped, ..] => Some((*escaped, 2)),
        [other, ..] => Some((*other, 1)),
    }
}

fn class(name: &[u8]) -> Option<fn(&u8) -> bool> {
    Some(match name {
        b"alnum" => u8::is_ascii_alphanumeric,
        b"alpha" => u8::is_ascii_alphabetic,
        b"blank" => |c| matches!(c, b' ' | b'\t'),
        b"cntrl" => u8::is_ascii_control,
        b"digit" => u8::is_ascii_digit,
        b"graph" => u8::is_ascii_graphic,
        b"lower" => u8::is_ascii_lowercase,
        b"print" => |c| matches!(c, b' '..=b'~'),
        b"punct" => u8::is_ascii_punctuation,
        b"space" => |c| matches!(c, b' ' | b'\t'..=b'\r'),
        b"upper" => u8::is_ascii_uppercase,
        b"xdigit" => u8::is_ascii_hexdigit,
        _ => return None,
    })
}
