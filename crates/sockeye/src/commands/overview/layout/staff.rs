//! Staffs in words.

use super::super::crew::{Label, Staff};
use crate::commands::parties::text::short_reason;
use model::Micros;
use std::io::Write;
use std::time::SystemTime;

/// What the names of services end with (systemd.service(5)).
const SERVICE: &[u8] = b".service";

/// Appends who they are: `nginx 812`, `nginx ×4`, or in brackets why nobody is seen. Untrusted bytes.
pub(super) fn push_name(out: &mut Vec<u8>, staff: &Staff) {
    // Writing to a Vec cannot fail.
    let _ = match (&staff.label, staff.processes.first()) {
        (Label::Nobody(reason), _) => write!(out, "({})", short_reason(*reason)),
        (Label::Processes { name, .. }, first) => out.write_all(name).and(match (staff.processes.len(), first) {
            (1, Some(id)) => write!(out, " {id}"),
            (count, _) => write!(out, " ×{count}"),
        }),
    };
}

/// Appends who they are, as the subject of a sentence. Untrusted bytes.
pub(super) fn push_subject(out: &mut Vec<u8>, staff: &Staff) {
    match staff.label {
        Label::Nobody(_) => out.extend_from_slice(b"Somebody"),
        Label::Processes { .. } => push_name(out, staff),
    }
}

/// The container that they are in, or else their service, unless that is called as they are. Untrusted bytes.
pub(super) fn place(staff: &Staff) -> &[u8] {
    match &staff.label {
        Label::Processes { container: Some(container), .. } => container,
        Label::Processes { name, service: Some(service), .. } if service.strip_suffix(SERVICE) != Some(name) => service,
        Label::Processes { .. } | Label::Nobody(_) => b"",
    }
}

/// How long the oldest has run.
pub(super) fn age(staff: &Staff, now: SystemTime) -> Option<Micros> {
    let age = now.duration_since(staff.started?).unwrap_or_default();
    Some(Micros(u64::try_from(age.as_micros()).unwrap_or(u64::MAX)))
}
