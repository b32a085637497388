//! `cargo xtask man`: the man pages and completions that are shipped, out of the program's own tables. Tests of the crate that makes
//! them hold that what is committed is current, that man and mandoc find nothing wrong, and that the shells complete by it.

use crate::run::{Outcome, cargo, workspace};
use std::ffi::OsStr;

pub(crate) fn write() -> Outcome {
    let root = workspace();
    cargo(["run", "--quiet", "--package", "sockeye-manual", "--"].map(OsStr::new).into_iter().chain([root.as_os_str()]))
}
