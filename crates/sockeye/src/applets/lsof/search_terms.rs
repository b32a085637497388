//! The names and directories of the command line, looked up before anything is listed.

use super::args::{Asking, Criteria, NamesAre};
use sources::mounts::FileSystem;
use sources::open_files::named::{NameError, NameMeaning, NamedFiles, TreeCrossing};
use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

/// What is searched for by name.
#[derive(Debug, Default)]
pub(super) struct SearchTerms {
    /// Files and file systems.
    pub(super) named: NamedFiles,
    /// Names that cannot be searched for: each is said, and makes the exit status 1, unless `-Q` allows searching in vain.
    pub(super) failures: Vec<Failed>,
    /// Whether names were given and none can be searched for: then nothing at all is listed, whatever else is selected.
    pub(super) are_all_failures: bool,
}

/// A name that cannot be searched for.
#[derive(Debug)]
pub(super) struct Failed(NameError);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        match &self.0 {
            NameError::Stat(name, error) => write!(f, "looking up {}: {error}", shown(name)),
            NameError::List(name, error) => write!(f, "listing {}: {error}", shown(name)),
            NameError::NotAFileSystem(name) => write!(f, "no file system is mounted at {}", shown(name)),
            NameError::NotADirectory(name) => write!(f, "{} is no directory", shown(name)),
        }
    }
}

/// Looks up what the criteria name.
///
/// # Errors
/// A directory behind `+d` or `+D` that cannot be searched: that ends everything, with the status of a usage error.
pub(super) fn look_up(criteria: &Criteria, file_systems: &[FileSystem]) -> Result<SearchTerms, Failed> {
    let mut terms = SearchTerms::default();
    let crossing = TreeCrossing { file_systems: criteria.crossing.file_systems, links: criteria.crossing.links };
    for directory in &criteria.directories {
        let unlisted = terms.named.add_directory(&directory.path, directory.whole_tree, crossing).map_err(Failed)?;
        terms.failures.extend(unlisted.into_iter().map(Failed));
    }
    let meaning = match criteria.names_are {
        NamesAre::Either => NameMeaning::Either,
        NamesAre::Files => NameMeaning::File,
        NamesAre::FileSystems => NameMeaning::FileSystem,
    };
    let failed = criteria.names.iter().filter_map(|name| terms.named.add(name, meaning, file_systems).err());
    let failed: Vec<_> = failed.map(Failed).collect();
    terms.are_all_failures = !failed.is_empty() && failed.len() == criteria.names.len();
    terms.failures.extend(failed);
    Ok(terms)
}

/// The first path behind `-e` or `+e` at which no file system is mounted: a usage error.
pub(super) fn unmounted_exemption<'a>(asking: &'a Asking, file_systems: &[FileSystem]) -> Option<&'a OsStr> {
    let is_mounted = |path: &OsStr| file_systems.iter().any(|system| system.point == Path::new(path));
    asking.exempt.iter().map(|exemption| exemption.path.as_os_str()).find(|path| !is_mounted(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::lsof::args::{Directory, Exemption};
    use model::DeviceNumber;

    fn named(names: &[&str]) -> SearchTerms {
        let names = names.iter().map(Into::into).collect();
        look_up(&Criteria { names, ..Criteria::default() }, &[]).expect("no directories")
    }

    #[test]
    fn names_that_fail_leave_the_others_and_all_of_them_leave_nothing() {
        let terms = named(&["/nonexistent/a", "/"]);
        assert_eq!((terms.failures.len(), terms.are_all_failures, terms.named.terms().len()), (1, false, 1));
        assert!(terms.failures[0].to_string().starts_with("looking up /nonexistent/a: "));
        assert!(named(&["/nonexistent/a", "/nonexistent/b"]).are_all_failures);
        assert!(!named(&[]).are_all_failures);
    }

    #[test]
    fn a_directory_that_is_none_ends_the_search() {
        let directories = vec![Directory { path: "/nonexistent".into(), whole_tree: true }];
        assert!(look_up(&Criteria { directories, ..Criteria::default() }, &[]).is_err());
    }

    #[test]
    fn exemptions_are_of_mounted_file_systems() {
        let mounted = |point: &str| FileSystem {
            point: point.into(),
            source: "x".into(),
            kind: b"ext4".to_vec(),
            device: DeviceNumber::default(),
        };
        let exempt = |path: &str| Exemption { path: path.into(), links_too: false };
        let asking = Asking { exempt: vec![exempt("/"), exempt("/a")], ..Asking::default() };
        assert_eq!(unmounted_exemption(&asking, &[mounted("/"), mounted("/a")]), None);
        assert_eq!(unmounted_exemption(&asking, &[mounted("/")]), Some(OsStr::new("/a")));
    }
}
