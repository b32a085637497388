//! The command line of `lab nc`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use sockeye_testkit::sessions::{Pairs, Speed, Task, Transfers};

const ORIGINAL: &str = "/usr/bin/nc.openbsd";
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/nc.txt");

pub(crate) fn parse(mut parser: Parser) -> Result<Task> {
    let word = match parser.next()? {
        Some(Arg::Value(word)) => word,
        Some(other) => return Err(other.unexpected().into()),
        None => bail!("a word must say what of nc"),
    };
    match word.to_str() {
        Some("pairs") => parse_pairs(parser).map(Task::Pairs),
        Some("transfer") => parse_transfers(parser).map(Task::Transfers),
        Some("speed") => parse_speed(parser).map(Task::Speed),
        _ => bail!("there is nothing called {} of nc", word.to_string_lossy()),
    }
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

fn parse_transfers(mut parser: Parser) -> Result<Transfers> {
    let (mut ours, mut original, mut octets) = (None, PathBuf::from(ORIGINAL), None);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("ours") => ours = Some(parser.value()?.into()),
            Arg::Long("original") => original = parser.value()?.into(),
            Arg::Long("octets") => octets = Some(size(&parser.value()?.string()?)?),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(ours), Some(octets)) = (ours, octets) else { bail!("--ours and --octets must be given") };
    Ok(Transfers { original, ours, octets })
}

fn parse_speed(mut parser: Parser) -> Result<Speed> {
    let (mut ours, mut original, mut octets, mut rounds) = (None, PathBuf::from(ORIGINAL), None, 5);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("ours") => ours = Some(parser.value()?.into()),
            Arg::Long("original") => original = parser.value()?.into(),
            Arg::Long("octets") => octets = Some(size(&parser.value()?.string()?)?),
            Arg::Long("rounds") => rounds = parser.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(ours), Some(octets)) = (ours, octets) else { bail!("--ours and --octets must be given") };
    Ok(Speed { original, ours, octets, rounds })
}

/// A number of octets, also of `K`, `M` and `G`, each 1,024 times the one before.
fn size(text: &str) -> Result<u64> {
    let letters = ["", "K", "M", "G"];
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_uppercase());
    let power = letters
        .iter()
        .position(|letter| *letter == &text[digits.len()..])
        .context("octets are counted in K, M or G")?;
    let number: u64 = digits.parse().context("no number of octets")?;
    number.checked_mul(1 << (10 * power)).context("too many octets")
}
