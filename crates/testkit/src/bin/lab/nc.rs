//! The command line of `lab nc`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use sockeye_testkit::sessions::{Pairs, Task};

const ORIGINAL: &str = "/usr/bin/nc.openbsd";
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/nc.txt");

pub(crate) fn parse(mut parser: Parser) -> Result<Task> {
    let word = match parser.next()? {
        Some(Arg::Value(word)) => word,
        Some(other) => return Err(other.unexpected().into()),
        None => bail!("a word must say what of nc"),
    };
    if word == "pairs" {
        return parse_pairs(parser).map(Task::Pairs);
    }
    bail!("there is nothing called {} of nc", word.to_string_lossy())
}

fn parse_pairs(mut parser: Parser) -> Result<Pairs> {
    let (mut ours, mut original, mut only, mut shows_all) = (None, PathBuf::from(ORIGINAL), None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("ours") => ours = Some(parser.value()?.into()),
            Arg::Long("original") => original = parser.value()?.into(),
            Arg::Long("only") => only = Some(parser.value()?.string()?),
            Arg::Long("show") => shows_all = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let ours = ours.context("--ours must be given")?;
    Ok(Pairs { original, ours, cases: Path::new(CASES).to_owned(), only, shows_all })
}
