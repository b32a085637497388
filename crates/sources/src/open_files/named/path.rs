//! A path without the symbolic links in it, and otherwise as it was written: it is shown in place of what is found by it.

/// So many links are followed, as the kernel does (`MAXSYMLINKS`, its include/linux/namei.h).
const MOST_LINKS: usize = 40;

/// The path with each link replaced by its target. One with too many links is returned as it is.
pub(super) fn resolve(given: &[u8]) -> Vec<u8> {
    let mut path = given.to_vec();
    let mut links = 0;
    let mut position = 0;
    while let Some(component) = next_component(&path, position) {
        let Ok(target) = rustix::fs::readlink(&path[..component.end], Vec::new()) else {
            position = component.end;
            continue;
        };
        links += 1;
        if links > MOST_LINKS {
            return given.to_vec();
        }
        let target = target.as_bytes();
        let mut resolved = Vec::new();
        position = 0;
        if !target.starts_with(b"/") {
            // What is before has no links.
            resolved = without_end_slashes(path[..component.start].to_vec());
            if !resolved.is_empty() && resolved != b"/" {
                resolved.push(b'/');
            }
            position = resolved.len();
        }
        resolved.extend_from_slice(target);
        resolved.extend_from_slice(&path[component.end..]);
        path = resolved;
    }
    path
}

/// Where the next name in a path begins and ends.
fn next_component(path: &[u8], from: usize) -> Option<std::ops::Range<usize>> {
    let start = from + path.get(from..)?.iter().position(|&octet| octet != b'/')?;
    let length = path[start..].iter().position(|&octet| octet == b'/');
    Some(start..length.map_or(path.len(), |length| start + length))
}

/// The path without slashes at its end; the root keeps one.
pub(super) fn without_end_slashes(mut path: Vec<u8>) -> Vec<u8> {
    while path.len() > 1 && path.ends_with(b"/") {
        path.pop();
    }
    path
}
