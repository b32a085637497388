//! Our binary, for the tests that compare it with an original.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The binary that `SOCKEYE_BIN` names, or else one built here.
pub(crate) fn sockeye() -> PathBuf {
    if let Some(path) = std::env::var_os("SOCKEYE_BIN") {
        return path.into();
    }
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    // Beside this test's own binaries, wherever cargo was told to put them.
    let folder = Path::new(env!("CARGO_BIN_EXE_lab")).parent().expect("a binary is in a folder");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "sockeye", "--profile", profile, "--target-dir"])
        .arg(folder.parent().expect("a profile's folder is in the target folder"))
        .status()
        .expect("run cargo");
    assert!(status.success(), "sockeye could not be built, so nothing was compared");
    folder.join("sockeye")
}
