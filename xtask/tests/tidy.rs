//! Holds the invariants that ARCHITECTURE.md states: import direction, `unsafe` only in `sys`, what every file opens with.

use std::collections::BTreeMap;
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
    ("render", &["model", "wire", "names"]),
    ("sockeye", &["model", "wire", "sys", "sources", "query", "names", "render"]),
    ("testkit", &["model", "wire", "sys"]),
    ("fuzz", &["model", "wire", "query", "render", "sources"]),
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

/// Package name → (dependency name, kind), for the workspace's own packages, as cargo itself sees them.
fn imports() -> BTreeMap<String, Vec<(String, Option<String>)>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("metadata has packages");
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("a package has dependencies");
            let own = dependencies.iter().filter(|dependency| dependency["path"].is_string()).map(|dependency| {
                let name = short(dependency["name"].as_str().expect("a dependency has a name")).to_owned();
                (name, dependency["kind"].as_str().map(str::to_owned))
            });
            (short(package["name"].as_str().expect("a package has a name")).to_owned(), own.collect())
        })
        .collect()
}

#[test]
fn imports_point_downward_only() {
    let imports = imports();
    assert!(imports.len() >= 9, "cargo metadata lists too few packages: {:?}", imports.keys());
    let mut wrong = Vec::new();
    for (package, dependencies) in &imports {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| name == package) else {
            wrong.push(format!("{package} has no place in MAY_IMPORT"));
            continue;
        };
        for (dependency, kind) in dependencies {
            let for_tests = kind.as_deref() == Some("dev");
            let allowed = allowed.contains(&dependency.as_str())
                || (for_tests && DEVELOPMENT_ONLY.contains(&dependency.as_str()));
            if !allowed {
                wrong.push(format!("{package} imports {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the direction:\n{}", wrong.join("\n"));
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
