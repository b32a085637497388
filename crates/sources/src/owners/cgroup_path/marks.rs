//! How runtimes mark the cgroups of their containers, and Kubernetes those of its pods.

use super::units::unescape;
use model::Runtime;
use std::borrow::Cow;

/// What stands before an id of 64 hexadecimal digits: with the systemd driver, and where a runtime keeps these names without it.
const PREFIXES: [(&[u8], Runtime); 7] = [
    (b"docker-", Runtime::Docker),
    (b"libpod-payload-", Runtime::Podman),
    (b"libpod-", Runtime::Podman),
    (b"cri-containerd-", Runtime::Containerd),
    (b"nerdctl-", Runtime::Containerd),
    (b"crio-", Runtime::CriO),
    (b"cri-o-", Runtime::CriO),
];

/// Prefixes of scopes after which any name may follow: that of a container which nobody but the runtime knows.
const BARE_PREFIXES: [(&[u8], Runtime); 2] = [(b"runc-", Runtime::Runc), (b"crun-", Runtime::Crun)];

/// The middle of `SLICE:WORD:ID`, which a systemd name becomes where the cgroupfs driver is given one.
const WORDS: [(&[u8], Runtime); 5] = [
    (b"docker", Runtime::Docker),
    (b"libpod", Runtime::Podman),
    (b"cri-containerd", Runtime::Containerd),
    (b"nerdctl", Runtime::Containerd),
    (b"crio", Runtime::CriO),
];

/// The longest name of a file, and so of a cgroup, in octets.
const NAME_MAX: usize = 255;

/// The container that a part of a path names, between its neighbours.
pub(super) fn container<'p>(part: &'p [u8], previous: &[u8], next: Option<&[u8]>) -> Option<(Runtime, Cow<'p, [u8]>)> {
    machine(part, previous, next).or_else(|| {
        let (runtime, id) =
            colons(part).or_else(|| prefixed(part)).or_else(|| linux_container(part, previous)).or_else(|| {
                let runtime = if previous == b"docker" { Runtime::Docker } else { Runtime::Unknown };
                is_id(part).then_some((runtime, part))
            })?;
        Some((runtime, Cow::Borrowed(id)))
    })
}

/// `SLICE:WORD:ID`.
fn colons(part: &[u8]) -> Option<(Runtime, &[u8])> {
    let mut fields = part.rsplitn(3, |&octet| octet == b':');
    let (id, word) = (fields.next()?, fields.next()?);
    fields.next()?;
    let runtime = WORDS.iter().find(|(known, _)| *known == word).map(|(_, runtime)| *runtime)?;
    is_id(id).then_some((runtime, id))
}

/// `PREFIX-ID.scope` and `PREFIX-ID`.
fn prefixed(part: &[u8]) -> Option<(Runtime, &[u8])> {
    let scope = part.strip_suffix(b".scope");
    let name = scope.unwrap_or(part);
    let after = |prefixes: &[(&[u8], Runtime)], is_valid: fn(&[u8]) -> bool| {
        prefixes.iter().find_map(|&(prefix, runtime)| {
            let id = name.strip_prefix(prefix)?;
            is_valid(id).then(|| (runtime, name.len() - id.len()))
        })
    };
    let bare = || scope.and_then(|_| after(&BARE_PREFIXES, is_plain_name));
    let (runtime, start) = after(&PREFIXES, is_id).or_else(bare)?;
    Some((runtime, &name[start..]))
}

/// `lxc.payload.NAME`, and `lxc.payload/NAME` and `lxc/NAME` of versions before 4.
fn linux_container<'p>(part: &'p [u8], previous: &[u8]) -> Option<(Runtime, &'p [u8])> {
    let name = part.strip_prefix(b"lxc.payload.").filter(|name| !name.is_empty());
    let name = name.or_else(|| matches!(previous, b"lxc" | b"lxc.payload").then_some(part))?;
    Some((Runtime::Lxc, name))
}

/// `systemd-nspawn@NAME.service` and `machine-NAME.scope` in `machine.slice` (systemd-machined.service(8)).
fn machine<'p>(part: &'p [u8], previous: &[u8], next: Option<&[u8]>) -> Option<(Runtime, Cow<'p, [u8]>)> {
    // Beside the payload stands the cgroup of systemd-nspawn itself.
    if previous != b"machine.slice" || next == Some(b"supervisor") {
        return None;
    }
    let service = part.strip_prefix(b"systemd-nspawn@").and_then(|rest| rest.strip_suffix(b".service"));
    let scope = || part.strip_prefix(b"machine-").and_then(|rest| rest.strip_suffix(b".scope"));
    let name = unescape(service.or_else(scope).filter(|name| !name.is_empty())?);
    match () {
        // libvirt's virtual machines are no containers.
        () if name.starts_with(b"qemu-") => None,
        () if name.starts_with(b"lxc-") => Some((Runtime::Unknown, name)),
        () => Some((Runtime::Nspawn, name)),
    }
}

/// The pod's uid in `…-podUID.slice`, `…-podUID.slice:WORD:ID` and `podUID`. Systemd's names have underscores for dashes.
pub(super) fn pod_uid(part: &[u8]) -> Option<Box<[u8]>> {
    let part = part.split(|&octet| octet == b':').next().unwrap_or_default();
    let uid = match part.strip_suffix(b".slice") {
        Some(slice) => {
            let start = slice.windows(4).rposition(|octets| octets == b"-pod")?;
            &slice[start + 4..]
        }
        None => part.strip_prefix(b"pod")?,
    };
    // 36 characters with dashes, or the 32 digits of a manifest's hash.
    let is_uid =
        matches!(uid.len(), 32 | 36) && uid.iter().all(|octet| octet.is_ascii_hexdigit() || b"_-".contains(octet));
    is_uid.then(|| uid.iter().map(|&octet| if octet == b'_' { b'-' } else { octet }).collect())
}

/// Whether these are the digits by which the large runtimes tell containers.
fn is_id(text: &[u8]) -> bool {
    text.len() == 64 && text.iter().all(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether this is a name as runc and crun take them. No such name leads out of a folder.
pub(super) fn is_plain_name(text: &[u8]) -> bool {
    let is_allowed = |octet: &u8| octet.is_ascii_alphanumeric() || b"_+-.".contains(octet);
    matches!(text, [first, ..] if *first != b'.') && text.len() <= NAME_MAX && text.iter().all(is_allowed)
}
