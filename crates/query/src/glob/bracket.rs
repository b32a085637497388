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
        found |= match element {
            Element::Class(class) => class(&octet),
            Element::Exactly(expected) => expected == octet,
            Element::From(start) => match &rest[length..] {
                [b'-', end, ..] if *end != b']' => {
                    let Some((Element::From(end) | Element::Exactly(end), more)) = read_element(&rest[length + 1..])
                    else {
                        return Bracket::Broken;
                    };
                    length += 1 + more;
                    (fold(start)..=fold(end)).contains(&fold(octet))
                }
                [b'-'] => return Bracket::Broken,
                _ => fold(start) == fold(octet),
            },
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
    From(u8),
    /// An octet in its own case (`[=a=]`).
    Exactly(u8),
    /// A class of octets (`[:alpha:]`).
    Class(fn(&u8) -> bool),
}

/// The first element of a non-empty rest and its length; `None` when it cannot be one.
fn read_element(rest: &[u8]) -> Option<(Element, usize)> {
    Some(match rest {
        [b'\\', escaped, ..] => (Element::From(*escaped), 2),
        [b'\\'] => return None,
        [b'[', b'=', one, b'=', b']', ..] => (Element::Exactly(*one), 5),
        [b'[', b'.', one, b'.', b']', ..] => (Element::From(*one), 5),
        [b'[', b'.', ..] => return None,
        [b'[', b':', named @ ..] => match named.iter().position(|c| !c.is_ascii_lowercase()) {
            Some(end) if named[end..].starts_with(b":]") => (Element::Class(class(&named[..end])?), end + 4),
            _ => (Element::From(b'['), 1),
        },
        [other, ..] => (Element::From(*other), 1),
        [] => return None,
    })
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
