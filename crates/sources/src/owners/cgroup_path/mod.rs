//! What the path of a process's cgroup tells: the systemd unit, the container and the Kubernetes pod that it belongs to.
//!
//! A pure parser. Nobody standardised these names: systemd's are those of sd-login(3) and its CGROUP_DELEGATION document, those of the
//! runtimes were seen on hosts, with the cgroupfs driver (`/docker/ID`) and with the systemd driver
//! (`/system.slice/docker-ID.scope`). Containers may hold containers, as those of kind and of Docker in LXC do: the innermost one is
//! meant. Whoever may make cgroups may give them any name, so that a path is evidence and no proof; its bytes are untrusted.

mod marks;
#[cfg(test)]
mod tests;
mod units;

use model::{Runtime, UserId};
use std::borrow::Cow;

/// What a cgroup's path says of the processes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement<'p> {
    /// The path.
    pub path: &'p [u8],
    /// The unit of the system's manager; in a container that runs a manager of its own, the unit of that one.
    pub unit: Option<&'p [u8]>,
    /// The unit of a user's manager.
    pub user_unit: Option<&'p [u8]>,
    /// The user of the host whose slice this is in.
    pub user: Option<UserId>,
    /// The innermost container.
    pub container: Option<ContainerMark<'p>>,
    /// The last two parts of a path that shows no container, where they are neither unit nor slice: runtimes that are told nothing else
    /// name the cgroup after the container, and only their files tell.
    pub unmarked: Option<Unmarked<'p>>,
}

/// How a path names a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerMark<'p> {
    /// Who runs it; [`Runtime::Unknown`] where several name cgroups in this way.
    pub runtime: Runtime,
    /// Its id or, for LXC and machines, its name.
    pub id: Cow<'p, [u8]>,
    /// The uid of the pod that it is part of, with dashes.
    pub pod_uid: Option<Box<[u8]>>,
}

/// The end of a path that may or may not name a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmarked<'p> {
    /// The last part but one; empty at the root.
    pub parent: &'p [u8],
    /// The last part, which is a plain name.
    pub name: &'p [u8],
}

impl<'p> Placement<'p> {
    /// Reads a path as in `/proc/PID/cgroup`.
    pub fn of_path(path: &'p [u8]) -> Self {
        let mut reader = Reader::new(path);
        let mut parts = path.split(|&octet| octet == b'/').filter(|part| !part.is_empty()).peekable();
        while let Some(part) = parts.next() {
            reader.read(part, parts.peek().copied());
        }
        reader.finish()
    }

    /// Reads `/proc/PID/cgroup` whole (cgroups(7)) and takes what tells most: the first hierarchy whose path shows a container, else
    /// the first that shows a unit, else the first that is not the root. Cgroup v2 comes first, then systemd's own hierarchy of v1.
    pub fn of_process(table: &'p [u8]) -> Self {
        let mut rows: Vec<(Rank, &[u8])> = table.split(|&octet| octet == b'\n').filter_map(row).collect();
        rows.sort_by_key(|(rank, _)| *rank);
        rows.dedup_by_key(|(_, path)| *path);
        let placements = rows.iter().map(|(_, path)| Self::of_path(path));
        placements.reduce(|best, other| if other.tells() > best.tells() { other } else { best }).unwrap_or_default()
    }

    /// How much it tells.
    fn tells(&self) -> u8 {
        match self {
            Self { container: Some(_), .. } => 3,
            Self { unit: Some(_), .. } => 2,
            Self { unmarked: Some(_), .. } => 1,
            _ => 0,
        }
    }
}

/// Which hierarchy is asked first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Version2,
    Systemd,
    Other,
}

/// A row `NUMBER:CONTROLLERS:PATH`. Only the path may have further colons.
fn row(line: &[u8]) -> Option<(Rank, &[u8])> {
    let mut fields = line.splitn(3, |&octet| octet == b':');
    let rank = match (fields.next()?, fields.next()?) {
        (b"0", b"") => Rank::Version2,
        (_, b"name=systemd") => Rank::Systemd,
        _ => Rank::Other,
    };
    let path = fields.next()?;
    // The kernel writes this behind the path of a cgroup that was removed.
    Some((rank, path.strip_suffix(b" (deleted)").unwrap_or(path)))
}

/// Which unit may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// One of the system's manager, or of the container's.
    Unit,
    /// One of the user's manager.
    UserUnit,
    /// None: what is below a unit is that unit's own affair.
    Nothing,
}

/// Reads a path part by part.
struct Reader<'p> {
    placement: Placement<'p>,
    expected: Expected,
    /// Whether a part before this one was of Kubernetes.
    in_kubernetes: bool,
    pod_uid: Option<Box<[u8]>>,
    previous: &'p [u8],
    last: &'p [u8],
}

impl<'p> Reader<'p> {
    fn new(path: &'p [u8]) -> Self {
        Self {
            placement: Placement { path, ..Placement::default() },
            expected: Expected::Unit,
            in_kubernetes: false,
            pod_uid: None,
            previous: b"",
            last: b"",
        }
    }

    fn read(&mut self, part: &'p [u8], next: Option<&[u8]>) {
        self.previous = std::mem::replace(&mut self.last, part);
        self.in_kubernetes |= part.starts_with(b"kubepods") || part.starts_with(b"kubelet-kubepods");
        if self.in_kubernetes {
            self.pod_uid = marks::pod_uid(part).or(self.pod_uid.take());
        }
        if let Some((runtime, id)) = marks::container(part, self.previous, next) {
            self.placement.container = Some(ContainerMark { runtime, id, pod_uid: self.pod_uid.clone() });
            self.placement.user_unit = None;
            self.expected = Expected::Unit;
            if let Some(unit) = units::unit(part) {
                self.placement.unit = Some(unit);
            }
        } else if units::is_slice(part) {
            // A container's users are not the host's.
            if self.placement.container.is_none() {
                self.placement.user = units::user_of_slice(part).or(self.placement.user);
            }
        } else if let Some(unit) = units::unit(part) {
            self.read_unit(unit);
        } else if self.placement.container.is_none() {
            self.expected = Expected::Nothing;
        }
    }

    fn read_unit(&mut self, unit: &'p [u8]) {
        match self.expected {
            Expected::Unit => {
                self.placement.unit = Some(unit);
                self.expected = if units::is_user_manager(unit) { Expected::UserUnit } else { Expected::Nothing };
            }
            Expected::UserUnit => {
                self.placement.user_unit = Some(unit);
                self.expected = Expected::Nothing;
            }
            Expected::Nothing => {}
        }
    }

    fn finish(mut self) -> Placement<'p> {
        let is_named_otherwise = units::is_slice(self.last) || units::unit(self.last).is_some();
        if self.placement.container.is_none() && !is_named_otherwise && marks::is_plain_name(self.last) {
            self.placement.unmarked = Some(Unmarked { parent: self.previous, name: self.last });
        }
        self.placement
    }
}
