//! Counters as text: a line for each protocol, and below it a line for each counter, as a sentence or by its name.
//!
//! Types of ICMP messages stand deeper, below a heading that comes before the first of them. What follows them stands as deep until
//! a sentence or a known protocol ends that, as in the original: `IcmpMsg`, whose counters have no sentences, continues the histogram.

use super::protocols::{Protocol, Rule};
use crate::applets::netstat::setting::Setting;
use crate::texts::Phrase;
use sources::counters::CounterSink;

const RECEIVED_BY_TYPE: Phrase = Phrase::new("statistics-icmp-input-histogram", "ICMP input histogram:");
const SENT_BY_TYPE: Phrase = Phrase::new("statistics-icmp-output-histogram", "ICMP output histogram:");

/// How deep counters stand, and types of ICMP messages.
const INDENTATION: &[u8] = b"    ";
const DEEPER: &[u8] = b"        ";

/// A histogram of ICMP messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Histogram {
    Received,
    Sent,
}

/// The text, as counters come in.
pub(super) struct Layout<'a> {
    setting: &'a Setting,
    text: Vec<u8>,
    protocol: Option<&'static Protocol>,
    /// Whether the protocol that has begun is to be shown.
    shown: bool,
    /// How the titles begin that are shown.
    titles: &'static [u8],
    histogram: Option<Histogram>,
}

impl<'a> Layout<'a> {
    /// A text without counters.
    pub(super) fn new(setting: &'a Setting) -> Self {
        Self { setting, text: Vec::new(), protocol: None, shown: false, titles: b"", histogram: None }
    }

    /// From now on shows only protocols whose titles begin so.
    pub(super) fn only(&mut self, titles: &'static [u8]) {
        self.titles = titles;
    }

    /// The whole text.
    pub(super) fn finish(self) -> Vec<u8> {
        self.text
    }

    fn push_name(&mut self, name: &[u8]) {
        self.text.extend_from_slice(&self.setting.shown(name));
    }

    fn indent(&mut self) {
        self.text.extend_from_slice(if self.histogram.is_some() { DEEPER } else { INDENTATION });
    }

    fn push_sentence(&mut self, phrase: &'static Phrase, count: u64, end: &str) {
        self.indent();
        let sentence = self.setting.texts.format(phrase, &[("count", &count)]);
        self.text.extend_from_slice(sentence.as_bytes());
        self.text.extend_from_slice(end.as_bytes());
    }

    /// A counter without a sentence, if it has counted anything.
    fn push_unknown(&mut self, name: &[u8], count: u64) {
        if count != 0 {
            self.indent();
            self.push_name(name);
            self.text.extend_from_slice(format!(": {count}\n").as_bytes());
        }
    }

    fn enter(&mut self, histogram: Histogram) {
        if self.histogram == Some(histogram) {
            return;
        }
        // As deep as what stands before it.
        self.indent();
        let heading = match histogram {
            Histogram::Received => &RECEIVED_BY_TYPE,
            Histogram::Sent => &SENT_BY_TYPE,
        };
        self.text.extend_from_slice(self.setting.texts.say(heading).as_bytes());
        self.text.push(b'\n');
        self.histogram = Some(histogram);
    }
}

/// The headings of histograms.
#[cfg(test)]
pub(super) fn phrases() -> [&'static Phrase; 2] {
    [&RECEIVED_BY_TYPE, &SENT_BY_TYPE]
}

impl CounterSink for Layout<'_> {
    fn begin_protocol(&mut self, title: &[u8]) {
        self.protocol = Protocol::by_title(title);
        // A protocol that is not known was asked for by nothing, and excluded by nothing.
        let is_chosen = self.protocol.is_none_or(|protocol| self.setting.args.tables.has(protocol.table));
        self.shown = is_chosen && title.starts_with(self.titles);
        if self.protocol.is_some() {
            self.histogram = None;
        }
        if self.shown {
            self.push_name(title);
            self.text.extend_from_slice(b":\n");
        }
    }

    fn accept(&mut self, name: &[u8], value: u64) {
        if !self.shown {
            return;
        }
        let Some(rule) = self.protocol.and_then(|protocol| protocol.rule(name)) else {
            self.push_unknown(name, value);
            return;
        };
        let Some(phrase) = rule.phrase() else { return };
        match rule {
            Rule::Received(_) => self.enter(Histogram::Received),
            Rule::Sent(_) => self.enter(Histogram::Sent),
            _ => self.histogram = None,
        }
        if value != 0 || rule.says_zero() {
            let end = if matches!(rule, Rule::AlwaysAndBlank(_)) { " \n" } else { "\n" };
            self.push_sentence(phrase, value, end);
        }
    }
}
