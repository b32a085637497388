//! The table: a line for each interface.

use super::Row;
use super::flags::push_letters;
use crate::applets::netstat::cells::{left, number_left, number_right, signed};
use crate::applets::netstat::setting::Setting;
use crate::texts::width::Padded;
use crate::texts::{Phrase, Texts};

const INTERFACE: Phrase = Phrase::new("interfaces-interface", "Iface");
const NO_STATISTICS: Phrase = Phrase::new("interfaces-no-statistics", "- no statistics available -");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&INTERFACE, &NO_STATISTICS];

const NAME: usize = 15;
const MTU: usize = 5;
/// Width of the counters together, with the blanks around them.
const COUNTERS: usize = 57;

/// The line above the rows.
pub(super) fn headings(texts: &Texts) -> String {
    const COUNTED: &str = "   RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR";
    format!("{} {:>MTU$} {COUNTED} Flg\n", Padded(&texts.say(&INTERFACE), NAME), "MTU")
}

/// Appends a row.
pub(super) fn lay(text: &mut Vec<u8>, row: &Row<'_>, setting: &Setting) {
    left(text, &setting.shown(row.name), NAME);
    number_right(text, signed(row.interface.mtu), MTU);
    match row.counters {
        Some(counters) => {
            let (received, sent) = (&counters.received, &counters.sent);
            number_right(text, received.packets, 8);
            number_right(text, received.errors, 6);
            number_right(text, received.dropped, 6);
            number_left(text, received.overruns, 6);
            number_right(text, sent.packets, 8);
            number_right(text, sent.errors, 6);
            number_right(text, sent.dropped, 6);
            number_right(text, sent.overruns, 6);
            text.push(b' ');
        }
        None => {
            let words = format!("      {}", setting.texts.say(&NO_STATISTICS));
            text.extend_from_slice(Padded(&words, COUNTERS).to_string().as_bytes());
        }
    }
    push_letters(text, row.interface.flags);
    text.push(b'\n');
}
