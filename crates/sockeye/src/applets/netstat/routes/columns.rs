//! Headings that the tables of both IP versions have.

use crate::texts::width::Padded;
use crate::texts::{Phrase, Texts};

pub(super) const DESTINATION: Phrase = Phrase::new("routes-destination", "Destination");
pub(super) const GATEWAY: Phrase = Phrase::new("routes-gateway", "Gateway");
pub(super) const MASK: Phrase = Phrase::new("routes-mask", "Genmask");
pub(super) const SOURCE: Phrase = Phrase::new("routes-source", "Source");
pub(super) const FLAGS: Phrase = Phrase::new("routes-flags", "Flags");
pub(super) const METRIC: Phrase = Phrase::new("routes-metric", "Metric");
pub(super) const REFERENCES: Phrase = Phrase::new("routes-references", "Ref");
pub(super) const USES: Phrase = Phrase::new("routes-uses", "Use");
pub(super) const INTERFACE: Phrase = Phrase::new("routes-interface", "Iface");
pub(super) const WINDOW: Phrase = Phrase::new("routes-window", "Window");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] =
    &[&DESTINATION, &GATEWAY, &MASK, &SOURCE, &FLAGS, &METRIC, &REFERENCES, &USES, &INTERFACE, &WINDOW];

/// Adds a heading, filled up on its right to the width of its column, and a blank.
pub(super) fn add(line: &mut String, texts: &Texts, heading: &'static Phrase, width: usize) {
    line.push_str(&Padded(&texts.say(heading), width).to_string());
    line.push(' ');
}
