//! Sockeye: one program that answers every question about a host's network.
//!
//! The name under which it is called, or else its first word, chooses what it does.

#![forbid(unsafe_code)]

pub mod applets;
mod commands;
mod exercise;
mod failure;
mod host;
mod message;
mod options;
mod owner_way;
mod texts;

pub use exercise::exercise;

use applets::APPLETS;
use commands::COMMANDS;
use failure::Failure;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs what the command line names and returns its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments = arguments.into_iter();
    let called_as = arguments.next().unwrap_or_default();
    let by_link = Path::new(&called_as).file_name().and_then(applets::by_name);
    if let Some(applet) = by_link {
        return start(applet.name, applet.run, arguments.collect());
    }
    let Some(first) = arguments.next() else {
        return say(&overview());
    };
    if let Some(applet) = applets::by_name(&first) {
        return start(applet.name, applet.run, arguments.collect());
    }
    match commands::by_name(&first) {
        Some(command) => start(command.name, command.run, arguments.collect()),
        None if first == "--help" || first == "-h" || first == "help" => say(&overview()),
        None if first == "--version" || first == "-V" => say(concat!("sockeye ", env!("CARGO_PKG_VERSION"), "\n")),
        None => {
            let word = first.to_string_lossy();
            message::say("sockeye", &format!("\"{word}\" is no command (sockeye --help lists them)"));
            ExitCode::from(2)
        }
    }
}

fn start(name: &str, run: fn(Vec<OsString>) -> Result<ExitCode, Failure>, arguments: Vec<OsString>) -> ExitCode {
    run(arguments).unwrap_or_else(|failure| failure.report(name))
}

fn say(text: &str) -> ExitCode {
    // A reader who has gone away has read enough.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn overview() -> String {
    let mut text = String::from("Usage: sockeye COMMAND [OPTIONS]\nCommands:\n");
    for command in COMMANDS {
        text.push_str(&format!("   {:<10} {}\n", command.name, command.about));
    }
    text.push_str("As the tools of these names, also by links of these names:\n");
    for applet in APPLETS {
        text.push_str(&format!("   {:<10} {}\n", applet.name, applet.about));
    }
    text.push_str("sockeye COMMAND --help tells more; sockeye --version the version.\n");
    text
}
