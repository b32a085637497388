//! Listing, once or again and again: what is gathered goes to its layout, and what was not found to the exit status.

use super::args::{Args, Form};
use super::gathering::{self, Found};
use super::printable::{self, Charset};
use super::selection::Missing;
use super::shown::{Names, Shown};
use super::{fields, repeat, table, terse};
use crate::failure::Failure;
use crate::message;
use model::Gap;
use sources::proc_files::ProcFiles;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use sys::terminal::Output;

/// The exit status when something that was searched for was not found.
const NOT_FOUND: u8 = 1;

/// Lists what these arguments ask for.
pub(super) fn list(args: &Args) -> Result<ExitCode, Failure> {
    // Without the buffer of the standard library: listings come in pages of their own.
    let mut out = File::from(io::stdout().as_fd().try_clone_to_owned().map_err(writing)?);
    let charset = match Charset::of_environment(|name| std::env::var_os(name)) {
        Charset::Utf8 if Output::of(&out) != Output::Plain => Charset::Utf8OnTerminal,
        charset => charset,
    };
    let mut names = Names::new(&args.details);
    let mut lister = Lister { args, charset, names: &mut names };
    let Some(repeat) = &args.repeat else {
        let listed = lister.once(&mut out)?;
        return Ok(if listed.is_missing { ExitCode::from(NOT_FOUND) } else { ExitCode::SUCCESS });
    };
    let mut listings = 0;
    loop {
        let listed = lister.once(&mut out)?;
        listings += 1;
        if repeat.until_empty && listed.is_empty {
            // What was there before was found.
            let found = listings > 1;
            return Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(NOT_FOUND) });
        }
        out.write_all(&repeat::marker(repeat, &args.form)).map_err(writing)?;
        if repeat.times.is_some_and(|times| listings >= times) {
            return Ok(if listed.is_missing { ExitCode::from(NOT_FOUND) } else { ExitCode::SUCCESS });
        }
        std::thread::sleep(Duration::from_secs(repeat.seconds.into()));
    }
}

/// Makes listings.
struct Lister<'a> {
    args: &'a Args,
    charset: Charset,
    names: &'a mut Names,
}

/// What is to be known of a listing when it is done.
struct Listed {
    /// Whether it has no file.
    is_empty: bool,
    /// Whether something was searched for and not found.
    is_missing: bool,
}

impl Lister<'_> {
    fn once(&mut self, out: &mut impl Write) -> Result<Listed, Failure> {
        let args = self.args;
        let files = ProcFiles::beside_kernel(Path::new(ProcFiles::ROOT));
        let Found { listing, selection, names: searched, mut gaps } = gathering::gather(args, &files, self.charset)?;
        gaps.extend(searched.gaps);
        if args.form != Form::Terse {
            gaps.extend(self.names.find_hosts(&listing));
        }
        let shown = Shown { details: &args.details, tasks: selection.lists_tasks(), charset: self.charset };
        match &args.form {
            Form::Columns => table::write(&listing, shown, self.names, out),
            Form::Terse => terse::write(&listing, out),
            Form::Fields(letters) => fields::write(&listing, *letters, shown, self.names, out),
        }
        .map_err(writing)?;
        let mut is_missing = !searched.unknown.is_empty();
        let mut lines = Vec::new();
        for missing in selection.missing(Missing::of_terms(searched.files.terms())) {
            is_missing = true;
            missing.push(&mut lines, |out, name| printable::push(out, name, self.charset));
        }
        if args.verbose {
            out.write_all(&lines).map_err(writing)?;
        }
        if !args.vain_search_allowed {
            say(searched.unknown.iter());
        }
        if args.asking.warnings {
            say(gaps.iter());
            say(self.names.users.gaps().collect::<Vec<_>>().iter());
        }
        Ok(Listed { is_empty: listing.is_empty(), is_missing: is_missing && !args.vain_search_allowed })
    }
}

/// What could not be seen, and why.
fn say<'g>(gaps: impl Iterator<Item = &'g Gap>) {
    gaps.for_each(|gap| message::say("sockeye lsof", gap));
}

fn writing(error: io::Error) -> Failure {
    Failure::new(1, format!("writing to standard output: {error}"))
}
