//! What systemd-machined keeps of a machine that is registered with it (systemd-machined.service(8)).

use super::Description;
use super::files::{Files, entry};
use std::path::Path;

const MACHINES: &str = "run/systemd/machines";

/// A registered machine.
pub(super) struct Machine {
    /// Whether it is a container and not a virtual machine.
    pub(super) is_container: bool,
    /// The tree that it was started from counts as its image.
    pub(super) description: Description,
}

/// Reads the record of the machine with this name, lines of the form `KEY=VALUE`.
pub(super) fn read(files: &Files, name: &[u8]) -> Option<Machine> {
    let record = files.read(&Path::new(MACHINES).join(entry(name)?))?;
    let value =
        |key: &[u8]| record.split(|&octet| octet == b'\n').find_map(|line| line.strip_prefix(key)?.strip_prefix(b"="));
    Some(Machine {
        is_container: value(b"CLASS").is_none_or(|class| class != b"vm"),
        description: Description {
            image: value(b"ROOT").filter(|root| !root.is_empty()).map(Into::into),
            ..Description::default()
        },
    })
}
