//! `netstat -r`: routing tables.

mod columns;
mod flags;
mod ipv4;
mod ipv6;
mod lookups;
mod others;
#[cfg(test)]
mod tests;

use super::families::Family;
use super::setting::{Ended, Listed, Setting};
use crate::texts::Phrase;
use model::Gap;
use sources::routes::TableError;
use std::io::Write;

/// A family that this kernel does not route.
const NOT_CONFIGURED: Phrase = Phrase::new("routes-not-configured", "{family} not configured in this system.");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) fn phrases() -> Vec<&'static Phrase> {
    let mut all = vec![&NOT_CONFIGURED];
    for some in [columns::PHRASES, ipv4::PHRASES, ipv6::PHRASES, others::PHRASES] {
        all.extend(some);
    }
    all
}

/// Lists the routes of each family in `setting.args.families`, or of IPv4.
///
/// # Errors
/// The first family that this kernel does not route ends the listing.
pub(super) fn list(setting: &Setting, out: &mut impl Write) -> Listed {
    let families = &setting.args.families;
    let families = if families.is_empty() { &[Family::Inet][..] } else { families };
    families.iter().try_for_each(|family| match family {
        Family::Inet => ipv4::list(setting, out),
        Family::Inet6 => ipv6::list(setting, out),
        other => others::answer(*other, setting, out),
    })
}

/// Says which rows were not listed.
fn say_gap(gap: Option<Gap>, setting: &Setting, out: &mut impl Write) -> Listed {
    if let Some(gap) = gap {
        setting.say(out, &gap)?;
    }
    Ok(())
}

/// What ends a listing whose table could not be read to its end.
fn ended(error: TableError, family: &str, setting: &Setting, out: &mut impl Write) -> Ended {
    match error {
        TableError::Sink(error) => Ended::Writing(error),
        TableError::Unreadable(gap) => match not_configured(family, &gap, setting, out) {
            Ok(()) => Ended::Told(1),
            Err(ended) => ended,
        },
    }
}

/// Says why on standard error, and what that means where the original says it: among the output.
fn not_configured(family: &str, gap: &Gap, setting: &Setting, out: &mut impl Write) -> Listed {
    setting.say(out, gap)?;
    writeln!(out, "{}", setting.texts.format(&NOT_CONFIGURED, &[("family", &family)]))?;
    Ok(())
}
