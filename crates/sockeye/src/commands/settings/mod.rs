//! Defaults out of files: `/etc/sockeye/config.toml`, then the user's own, `$XDG_CONFIG_HOME/sockeye/config.toml`
//! (<https://specifications.freedesktop.org/basedir-spec/latest/>), each key of which wins. The command line wins over both.
//!
//! ```toml
//! color = "auto"
//!
//! [list]
//! columns = ["state", "local", "peer", "process", "rtt"]
//! sort = "-recv-q"
//! output = "table"
//! ```
//!
//! Only what people may want otherwise each time stands there: the meaning of a command line in a script must not hang on a file, so that
//! columns and order are for tables and CSV, and a script that reads JSON gets what it always got. What a file says wrong is an error that
//! names file, line and key.

mod read;
#[cfg(test)]
mod tests;

use super::columns::Column;
use super::columns::key::Direction;
use super::shared::{Format, usage};
use crate::failure::Failure;
use render::style::Choice;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// For the whole host.
const OF_HOST: &str = "/etc/sockeye/config.toml";
/// Below the folder of a user's settings.
const OF_USER: &str = "sockeye/config.toml";
/// Names the one file to take.
const VARIABLE: &str = "SOCKEYE_CONFIG";

/// What files say.
#[derive(Default)]
pub(crate) struct Settings {
    /// Whether to colour.
    pub(crate) color: Option<Choice>,
    /// How `list` is used.
    pub(crate) list: ListSettings,
}

/// The defaults of `list`.
#[derive(Default)]
pub(crate) struct ListSettings {
    /// The columns of tables and CSV.
    pub(crate) columns: Option<Vec<&'static Column>>,
    /// By which columns.
    pub(crate) sort: Vec<(&'static Column, Direction)>,
    /// The format.
    pub(crate) output: Option<Format>,
}

impl Settings {
    /// Reads the files: the one that is named, or that the environment names, alone; none if none are wanted; else all there are.
    ///
    /// # Errors
    /// A file that is named cannot be read, or a file says something wrong.
    pub(crate) fn load(named: Option<&OsStr>, none: bool) -> Result<Self, Failure> {
        if none {
            return Ok(Self::default());
        }
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let mut settings = Self::default();
        if let Some(path) = named.map(OsStr::to_owned).or_else(|| variable(VARIABLE)) {
            settings.add(Path::new(&path), true)?;
            return Ok(settings);
        }
        settings.add(Path::new(OF_HOST), false)?;
        let own = variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let own = own.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".config")));
        if let Some(folder) = own {
            settings.add(&folder.join(OF_USER), false)?;
        }
        Ok(settings)
    }

    fn add(&mut self, path: &Path, must_exist: bool) -> Result<(), Failure> {
        let shown = path.to_string_lossy();
        match std::fs::read_to_string(path) {
            Ok(text) => read::add(self, &text).map_err(|wrong| {
                usage(format!("{shown}, line {}: {} (--no-config leaves it out)", wrong.line, wrong.what))
            }),
            // Nobody has to have any; a folder that we may not look into is not ours.
            Err(error) if !must_exist && error.kind() != ErrorKind::InvalidData => Ok(()),
            Err(error) => Err(usage(format!("reading {shown}: {error}"))),
        }
    }
}
