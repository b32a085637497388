//! Holds the invariants that ARCHITECTURE.md states: import direction, recorded libraries, `unsafe` only in `sys`, what every file
//! opens with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each crate may import, besides libraries. A crate that is not named here is an error: it must be given its place.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("wire", &["model"]),
    ("sys", &[]),
    ("sources", &["model", "wire", "sys"]),
    ("query", &["model", "wire"]),
    ("names", &["model"]),
    ("measure", &["model"]),
    ("render", &["model", "wire", "names"]),
    ("relay", &["sys"]),
    ("sockeye", &["model", "wire", "sys", "sources", "query", "names", "measure", "relay", "render"]),
    ("manual", &["sockeye"]),
    ("testkit", &["model", "wire", "sys"]),
    ("fuzz", &["model", "wire", "query", "relay", "render", "sources", "sockeye"]),
    ("xtask", &[]),
];

/// Crates that test others and are imported by none but tests.
const DEVELOPMENT_ONLY: &[&str] = &["testkit", "fuzz", "xtask"];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}

fn short(package: &str) -> &str {
    package.strip_prefix("sockeye-").unwrap_or(package)
}

/// A dependency as cargo itself sees it.
struct Dependency {
    /// Its package, by the short name if it is the workspace's own.
    name: String,
    /// Where it comes from: another crate of the workspace, or a registry.
    is_own: bool,
    /// Whether only tests need it.
    for_tests: bool,
}

/// The dependencies of each of the workspace's packages.
fn dependencies() -> BTreeMap<String, Vec<Dependency>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("metadata has packages");
    assert!(packages.len() >= 9, "cargo metadata lists too few packages: {}", packages.len());
    packages
        .iter()
        .map(|package| {
            let listed = package["dependencies"].as_array().expect("a package has dependencies");
            let dependencies = listed.iter().map(|dependency| Dependency {
                name: short(dependency["name"].as_str().expect("a dependency has a name")).to_owned(),
                is_own: dependency["path"].is_string(),
                for_tests: dependency["kind"] == "dev",
            });
            (short(package["name"].as_str().expect("a package has a name")).to_owned(), dependencies.collect())
        })
        .collect()
}

#[test]
fn imports_point_downward_only() {
    let mut wrong = Vec::new();
    for (package, dependencies) in &dependencies() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| name == package) else {
            wrong.push(format!("{package} has no place in MAY_IMPORT"));
            continue;
        };
        for Dependency { name, for_tests, .. } in dependencies.iter().filter(|dependency| dependency.is_own) {
            let name = name.as_str();
            let is_allowed = allowed.contains(&name) || (*for_tests && DEVELOPMENT_ONLY.contains(&name));
            if !is_allowed {
                wrong.push(format!("{package} imports {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the direction:\n{}", wrong.join("\n"));
}

#[test]
fn every_library_is_a_recorded_decision() {
    let folder = workspace().join("docs/decisions");
    let records: String = std::fs::read_dir(&folder)
        .expect("there are decisions")
        .map(|entry| std::fs::read_to_string(entry.expect("the folder can be read").path()).expect("a record is text"))
        .collect();
    let dependencies = dependencies();
    let libraries: BTreeSet<_> =
        dependencies.values().flatten().filter(|dependency| !dependency.is_own).map(|library| &library.name).collect();
    let unrecorded: Vec<_> = libraries.iter().filter(|library| !records.contains(&format!("`{library}`"))).collect();
    assert!(unrecorded.is_empty(), "libraries that no record in docs/decisions/ names: {unrecorded:?}");
}

fn rust_files() -> Vec<(PathBuf, String)> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "*.rs"])
        .current_dir(workspace())
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("paths are text");
    let files: Vec<_> = listed
        .lines()
        .filter_map(|path| Some((PathBuf::from(path), std::fs::read_to_string(workspace().join(path)).ok()?)))
        .collect();
    assert!(files.len() > 30, "too few Rust files were found: {}", files.len());
    files
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    let silent: Vec<_> =
        rust_files().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "files that do not open with `//! `: {silent:#?}");
}

#[test]
fn unsafe_stands_only_in_sys() {
    // Every crate root but that of sys forbids it, so the compiler holds the rest.
    let lax: Vec<_> = rust_files()
        .into_iter()
        .filter(|(path, _)| path.ends_with("src/lib.rs") && !path.starts_with("crates/sys"))
        .filter(|(_, text)| !text.contains("#![forbid(unsafe_code)]"))
        .map(|(path, _)| path)
        .collect();
    assert!(lax.is_empty(), "crate roots without forbid(unsafe_code): {lax:#?}");
    let word = concat!("unsafe", " ");
    let unsafe_files: Vec<_> = rust_files()
        .into_iter()
        .filter(|(path, _)| !path.starts_with("crates/sys/") && !path.ends_with("tidy.rs"))
        .filter(|(_, text)| {
            text.lines().map(str::trim_start).any(|line| {
                !line.starts_with("//")
                    && (line.contains(&format!("{word}{{"))
                        || line.contains(&format!("{word}fn"))
                        || line.contains(&format!("{word}impl")))
            })
        })
        .map(|(path, _)| path)
        .collect();
    assert!(unsafe_files.is_empty(), "unsafe outside sys: {unsafe_files:#?}");
}
