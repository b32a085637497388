//! `cargo xtask bpf`: the eBPF programs' object files from their sources, and the check that both agree.
//!
//! Objects are committed, so that a build needs no compiler of C. The same compiler yields the same octets, so a check can
//! compare them; another version would not, which is why it is named.

use crate::run::{Outcome, finish, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

const COMPILER: &str = "clang-14";
const STRIP: &str = "llvm-strip-14";
/// The folder of sources and objects, in the workspace.
const FOLDER: &str = "bpf";
/// What each source is called without its ending.
const PROGRAMS: &[&str] = &["events", "owners"];
/// Where Debian keeps the kernel's headers that depend on the architecture.
const HEADERS: &str = "/usr/include/x86_64-linux-gnu";

/// Compiles every source to the object beside it.
pub(crate) fn build() -> Outcome {
    PROGRAMS.iter().try_for_each(|program| compile(program, &object(program)))
}

/// Fails where an object is not what its source compiles to.
pub(crate) fn check() -> Outcome {
    for program in PROGRAMS {
        let anew = std::env::temp_dir().join(format!("sockeye-{program}-{}.bpf.o", std::process::id()));
        compile(program, &anew)?;
        let read = |path: &Path| std::fs::read(path).map_err(|error| format!("reading {}: {error}", path.display()));
        let (compiled, committed) = (read(&anew), read(&object(program)));
        // What the compiler left is of no more use, whatever it was.
        let _ = std::fs::remove_file(&anew);
        if compiled? != committed? {
            return Err(format!(
                "{FOLDER}/{program}.bpf.o is not what {FOLDER}/{program}.bpf.c compiles to: run cargo xtask bpf and commit both"
            ));
        }
    }
    Ok(())
}

fn object(program: &str) -> PathBuf {
    workspace().join(FOLDER).join(format!("{program}.bpf.o"))
}

fn compile(program: &str, object: &Path) -> Outcome {
    let folder = workspace().join(FOLDER);
    // Types tell where they were declared: relative to here, so that objects are the same wherever they are made.
    let here = format!("-ffile-prefix-map={}=.", folder.display());
    let mut compiler = Command::new(COMPILER);
    compiler
        .args(["-target", "bpf", "-mcpu=v3", "-O2", "-g", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"])
        .args(["-I", HEADERS, &here, "-c", &format!("{program}.bpf.c"), "-o"])
        .arg(object)
        .current_dir(folder);
    finish(&mut compiler)?;
    // Types for the kernel stay (.BTF), those for debuggers go.
    finish(Command::new(STRIP).arg("-g").arg(object))
}
