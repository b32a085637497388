//! Which BPF maps to ask for what they keep with sockets (`--bpf-maps`, `--bpf-map-id`), and these maps, open.

use crate::failure::Failure;
use std::ffi::OsStr;
use std::fmt;
use std::io::ErrorKind;
use std::os::fd::{AsRawFd, OwnedFd};
use wire::netlink::sock_diag::inet::BpfStorages;

/// The maps that the command line names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum BpfMaps {
    #[default]
    None,
    All,
    WithIds(Vec<u32>),
}

/// Why an option for maps was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BpfMapsError {
    /// All maps and single ones at once.
    Mixed,
    /// Not a number.
    NoId(String),
}

impl fmt::Display for BpfMapsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mixed => f.write_str("--bpf-maps and --bpf-map-id exclude each other"),
            Self::NoId(word) => write!(f, "--bpf-map-id takes the number of a map, not \"{}\"", word.escape_debug()),
        }
    }
}

/// The exit status when a map cannot be opened.
const STATUS: u8 = 1;

/// Maps that are open as long as the kernel is asked for them.
#[derive(Debug)]
pub(super) struct OpenMaps {
    /// What to ask the kernel for.
    pub(super) storages: BpfStorages,
    /// The request refers to them by number.
    _open: Vec<OwnedFd>,
}

impl BpfMaps {
    /// Adds what an option asks for: the map with this id, or all where it has none.
    pub(super) fn add(&mut self, id: Option<&OsStr>) -> Result<(), BpfMapsError> {
        let Some(word) = id else {
            return match std::mem::replace(self, Self::All) {
                Self::WithIds(_) => Err(BpfMapsError::Mixed),
                Self::None | Self::All => Ok(()),
            };
        };
        let id = word.to_str().and_then(|word| word.parse().ok());
        let id = id.ok_or_else(|| BpfMapsError::NoId(word.to_string_lossy().into_owned()))?;
        match self {
            Self::All => return Err(BpfMapsError::Mixed),
            Self::None => *self = Self::WithIds(vec![id]),
            Self::WithIds(ids) => ids.push(id),
        }
        Ok(())
    }

    /// Opens the maps that have ids.
    ///
    /// # Errors
    /// Names the map that could not be opened.
    pub(super) fn open(&self) -> Result<OpenMaps, Failure> {
        let ids = match self {
            Self::None => return Ok(OpenMaps { storages: BpfStorages::Unasked, _open: Vec::new() }),
            Self::All => return Ok(OpenMaps { storages: BpfStorages::All, _open: Vec::new() }),
            Self::WithIds(ids) => ids,
        };
        let open = ids.iter().map(|&id| open_map(id)).collect::<Result<Vec<_>, _>>()?;
        let storages = BpfStorages::OfMaps(open.iter().map(AsRawFd::as_raw_fd).collect());
        Ok(OpenMaps { storages, _open: open })
    }
}

fn open_map(id: u32) -> Result<OwnedFd, Failure> {
    sys::bpf::open_socket_storage(id).map_err(|error| {
        let reason = match error.kind() {
            ErrorKind::InvalidInput => "it is no map of socket storage".to_owned(),
            ErrorKind::PermissionDenied => format!("{error} (run as root)"),
            _ => error.to_string(),
        };
        Failure::new(STATUS, format!("opening BPF map {id}: {reason}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(ids: &[Option<&str>]) -> Result<BpfMaps, BpfMapsError> {
        let mut maps = BpfMaps::default();
        ids.iter().try_for_each(|id| maps.add(id.map(OsStr::new)))?;
        Ok(maps)
    }

    #[test]
    fn maps_are_all_or_those_with_ids() {
        assert_eq!(added(&[None, None]), Ok(BpfMaps::All));
        assert_eq!(added(&[Some("3"), Some("4")]), Ok(BpfMaps::WithIds(vec![3, 4])));
        assert_eq!(added(&[Some("3"), None]), Err(BpfMapsError::Mixed));
        assert_eq!(added(&[None, Some("3")]), Err(BpfMapsError::Mixed));
        assert_eq!(added(&[Some("x")]), Err(BpfMapsError::NoId("x".into())));
    }
}
