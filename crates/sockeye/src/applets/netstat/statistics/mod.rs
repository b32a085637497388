//! What each protocol has done (`-s`): packets, errors, connections, as the kernel has counted them.
//!
//! `layout.rs` writes the text, `protocols/` says which counter is which sentence.

mod layout;
mod protocols;
#[cfg(test)]
mod tests;

use super::families::Family;
use super::setting::{Ended, Listed, Setting};
use crate::texts::Phrase;
use layout::Layout;
use model::Gap;
use sources::counters::{self, CounterFile, Reading};
use std::io::Write;

const FAMILIES_WITHOUT_STATISTICS: Phrase = Phrase::new(
    "statistics-families-without-statistics",
    "netstat: No statistics support for specified address family: {families}",
);

/// Shows the counters of the protocols that were asked for, and says what could not be read.
///
/// # Errors
/// The families that were asked for have no counters, or the output takes no more.
pub(super) fn list(setting: &Setting, out: &mut impl Write) -> Listed {
    let mut layout = Layout::new(setting);
    let gaps = match setting.args.families[..] {
        [] | [Family::Inet] => read_ipv4(setting, &mut layout),
        [Family::Inet6] => read_ipv6(setting, &mut layout),
        ref families => return refuse(families, setting, out),
    };
    out.write_all(&layout.finish())?;
    for gap in gaps {
        setting.say(out, &gap)?;
    }
    Ok(())
}

fn read_ipv4(setting: &Setting, layout: &mut Layout<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    match counters::read(&setting.files, CounterFile::Snmp, layout) {
        Reading::Whole => {}
        Reading::Partial(gap) => gaps.push(gap),
        // Without the usual counters the original looks for no others.
        Reading::Missing(gap) => return vec![gap],
    }
    for file in [CounterFile::Extensions, CounterFile::Sctp] {
        // Whatever a kernel lacks it has not counted.
        if let Reading::Partial(gap) = counters::read(&setting.files, file, layout) {
            gaps.push(gap);
        }
    }
    gaps
}

fn read_ipv6(setting: &Setting, layout: &mut Layout<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    match counters::read(&setting.files, CounterFile::Snmp6, layout) {
        Reading::Whole => {}
        Reading::Partial(gap) => gaps.push(gap),
        Reading::Missing(gap) => return vec![gap.with_remedy("a kernel without IPv6 has none")],
    }
    // TCP counts both IP versions together.
    layout.only(b"Tcp");
    match counters::read(&setting.files, CounterFile::Snmp, layout) {
        Reading::Whole => {}
        Reading::Partial(gap) | Reading::Missing(gap) => gaps.push(gap),
    }
    gaps
}

/// The original says so on standard output, and so does this.
fn refuse(families: &[Family], setting: &Setting, out: &mut impl Write) -> Listed {
    let names: Vec<_> = families.iter().map(|family| family.name()).collect();
    let text = setting.texts.format(&FAMILIES_WITHOUT_STATISTICS, &[("families", &names.join(","))]);
    writeln!(out, "{text}")?;
    Err(Ended::Told(1))
}

/// All that is said here, for the tests of the catalogues.
#[cfg(test)]
pub(super) fn phrases() -> impl Iterator<Item = &'static Phrase> {
    protocols::phrases().chain(layout::phrases()).chain([&FAMILIES_WITHOUT_STATISTICS])
}
