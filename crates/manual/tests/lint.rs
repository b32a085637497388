//! man and mandoc find nothing wrong with the pages.

use std::path::PathBuf;
use std::process::{Command, Output};

fn pages() -> Vec<(PathBuf, String)> {
    sockeye_manual::files().into_iter().filter(|(path, _)| path.starts_with("man")).collect()
}

/// Writes each page to a folder of its own and runs a program on it.
fn complaints(name: &str, run: impl Fn(&PathBuf) -> Output) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("sockeye-manual-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let mut complaints = Vec::new();
    for (path, text) in pages() {
        let file = folder.join(path.file_name().expect("a page has a name"));
        std::fs::write(&file, text).expect("a page can be written");
        let output = run(&file);
        let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
        if !output.status.success() || !said.is_empty() {
            complaints.push(format!("{}: {}\n{said}", path.display(), output.status));
        }
    }
    std::fs::remove_dir_all(folder).expect("the folder can be removed");
    complaints
}

#[test]
fn mandoc_warns_of_nothing() {
    let found = complaints("mandoc", |file| {
        Command::new("mandoc").args(["-Tlint", "-Wwarning"]).arg(file).output().expect("mandoc is installed")
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn man_warns_of_nothing() {
    let found = complaints("man", |file| {
        let mut man = Command::new("man");
        man.args(["--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l"]).arg(file);
        let mut output = man
            .env("LC_ALL", "C.UTF-8")
            .env("MANROFFSEQ", "")
            .env("MANWIDTH", "80")
            .output()
            .expect("man is installed");
        // What it shows is the page.
        output.stdout.clear();
        output
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}
