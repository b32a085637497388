//! `netstat -i`: interfaces and their counters, in a table or, with `-e`, in the form of ifconfig(8).

mod amount;
mod flags;
mod hardware;
mod long;
mod order;
mod rows;
mod short;
#[cfg(test)]
mod tests;

use super::repeat::Round;
use super::setting::{Listed, Setting};
use crate::failure::Failure;
use crate::texts::Phrase;
use rows::Row;
use sources::interfaces::InterfaceSource;
use std::io::Write;

const TITLE: Phrase = Phrase::new("interfaces-title", "Kernel Interface table");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) fn phrases() -> Vec<&'static Phrase> {
    let mut all = vec![&TITLE];
    for some in [short::PHRASES, long::PHRASES, hardware::PHRASES] {
        all.extend(some);
    }
    all
}

/// Lists them; the title stands only above the first round.
///
/// # Errors
/// The kernel does not tell of its interfaces, or an address goes by a name that is no interface's.
pub(super) fn list(setting: &Setting, round: Round, out: &mut impl Write) -> Listed {
    if round == Round::First {
        writeln!(out, "{}", setting.texts.say(&TITLE))?;
    }
    let is_long = setting.args.extended > 0;
    if !is_long {
        out.write_all(short::headings(&setting.texts).as_bytes())?;
    }
    let listed = InterfaceSource::live(setting.files.clone()).list();
    let facts = listed.map_err(|gap| Failure::new(1, gap.to_string()))?;
    let (rows, stray) = rows::of(&facts.found);
    let mut text = Vec::new();
    for row in rows.iter().filter(|row| setting.args.all || row.is_up()) {
        text.clear();
        if is_long {
            long::lay(&mut text, row, setting)
        } else {
            short::lay(&mut text, row, setting)
        }
        out.write_all(&text)?;
    }
    for gap in facts.gaps {
        setting.say(out, &gap)?;
    }
    stray.map_or(Ok(()), |label| {
        let label = String::from_utf8_lossy(&label).into_owned();
        Err(Failure::new(1, format!("an address goes by the name \"{label}\", which is no interface's")).into())
    })
}
