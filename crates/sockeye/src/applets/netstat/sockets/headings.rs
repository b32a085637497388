//! Headings of the tables of sockets, and the names of their columns.

use super::columns::{self, Columns};
use super::{ends, internet, unix};
use crate::applets::netstat::args::States;
use crate::texts::width::Padded;
use crate::texts::{Phrase, Texts};
use std::fmt;

const ACTIVE_INTERNET: Phrase = Phrase::new("sockets-active-internet", "Active Internet connections");
const ACTIVE_UNIX: Phrase = Phrase::new("sockets-active-unix", "Active UNIX domain sockets");
const ALL: Phrase = Phrase::new("sockets-all", "(servers and established)");
const LISTENING: Phrase = Phrase::new("sockets-listening", "(only servers)");
const CONNECTED: Phrase = Phrase::new("sockets-connected", "(w/o servers)");

const PROTOCOL: Phrase = Phrase::new("sockets-protocol", "Proto");
pub(super) const RECEIVE_QUEUE: Phrase = Phrase::new("sockets-receive-queue", "Recv-Q");
pub(super) const SEND_QUEUE: Phrase = Phrase::new("sockets-send-queue", "Send-Q");
const LOCAL_ADDRESS: Phrase = Phrase::new("sockets-local-address", "Local Address");
const FOREIGN_ADDRESS: Phrase = Phrase::new("sockets-foreign-address", "Foreign Address");
pub(super) const STATE: Phrase = Phrase::new("sockets-state", "State");
pub(super) const USER: Phrase = Phrase::new("sockets-user", "User");
const INODE: Phrase = Phrase::new("sockets-inode", "Inode");
const PROGRAM: Phrase = Phrase::new("sockets-program", "PID/Program name");
const CONTEXT: Phrase = Phrase::new("sockets-context", "Security Context");
const TIMER: Phrase = Phrase::new("sockets-timer", "Timer");
const REFERENCES: Phrase = Phrase::new("sockets-references", "RefCnt");
const FLAGS: Phrase = Phrase::new("sockets-flags", "Flags");
const TYPE: Phrase = Phrase::new("sockets-type", "Type");
const UNIX_INODE: Phrase = Phrase::new("sockets-unix-inode", "I-Node");
const PATH: Phrase = Phrase::new("sockets-path", "Path");

/// All of them.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[
    &ACTIVE_INTERNET,
    &ACTIVE_UNIX,
    &ALL,
    &LISTENING,
    &CONNECTED,
    &PROTOCOL,
    &RECEIVE_QUEUE,
    &SEND_QUEUE,
    &LOCAL_ADDRESS,
    &FOREIGN_ADDRESS,
    &STATE,
    &USER,
    &INODE,
    &PROGRAM,
    &CONTEXT,
    &TIMER,
    &REFERENCES,
    &FLAGS,
    &TYPE,
    &UNIX_INODE,
    &PATH,
];

/// The context's heading is one octet narrower than its column.
const CONTEXT_WIDTH: usize = columns::CONTEXT - 1;

/// The two lines above Internet sockets.
pub(super) fn internet(texts: &Texts, states: States, columns: Columns) -> String {
    let mut line = format!(
        "{} {}\n{} {:>6} {:>6}",
        texts.say(&ACTIVE_INTERNET),
        texts.say(shown(states)),
        Padded(&texts.say(&PROTOCOL), internet::PROTOCOL + 1),
        texts.say(&RECEIVE_QUEUE),
        texts.say(&SEND_QUEUE),
    );
    add(&mut line, texts, &LOCAL_ADDRESS, ends::COLUMN);
    add(&mut line, texts, &FOREIGN_ADDRESS, ends::COLUMN);
    add(&mut line, texts, &STATE, internet::STATE);
    if columns.identity {
        add(&mut line, texts, &USER, columns::USER);
        add(&mut line, texts, &INODE, columns::INODE);
    }
    add_program(&mut line, texts, columns);
    if columns.timer {
        add(&mut line, texts, &TIMER, 0);
    }
    line.push('\n');
    line
}

/// The two lines above UNIX sockets.
pub(super) fn unix(texts: &Texts, states: States, columns: Columns) -> String {
    let mut line = format!("{} {}\n", texts.say(&ACTIVE_UNIX), texts.say(shown(states)));
    push(&mut line, &Padded(&texts.say(&PROTOCOL), unix::PROTOCOL));
    add(&mut line, texts, &REFERENCES, unix::REFERENCES);
    add(&mut line, texts, &FLAGS, unix::FLAGS);
    add(&mut line, texts, &TYPE, unix::TYPE);
    add(&mut line, texts, &STATE, unix::STATE);
    add(&mut line, texts, &UNIX_INODE, unix::INODE);
    add_program(&mut line, texts, columns);
    add(&mut line, texts, &PATH, 0);
    line.push('\n');
    line
}

fn shown(states: States) -> &'static Phrase {
    match states {
        States::All => &ALL,
        States::Listening => &LISTENING,
        States::Connected => &CONNECTED,
    }
}

fn add_program(line: &mut String, texts: &Texts, columns: Columns) {
    if columns.program {
        add(line, texts, &PROGRAM, columns::PROGRAM);
    }
    if columns.context {
        add(line, texts, &CONTEXT, CONTEXT_WIDTH);
    }
}

/// Adds a blank and the name of a column of this width.
fn add(line: &mut String, texts: &Texts, name: &'static Phrase, width: usize) {
    line.push(' ');
    push(line, &Padded(&texts.say(name), width));
}

fn push(line: &mut String, text: &impl fmt::Display) {
    line.push_str(&text.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::netstat::phrases::CATALOGUES;
    use crate::texts::choice::Choice;

    const EVERY: Columns = Columns { identity: true, program: true, context: true, timer: true, wide: false };

    #[test]
    fn internet_headings_stand_above_their_columns() {
        assert_eq!(
            internet(&Texts::english(), States::Connected, Columns::default()),
            "Active Internet connections (w/o servers)\n\
             Proto Recv-Q Send-Q Local Address           Foreign Address         State      \n"
        );
        let every = internet(&Texts::english(), States::All, EVERY);
        let (title, names) = every.split_once('\n').unwrap();
        assert_eq!(title, "Active Internet connections (servers and established)");
        let places: Vec<_> =
            ["State", "User", "Inode", "PID/", "Security", "Timer\n"].map(|name| names.find(name)).into();
        assert_eq!(places, [68, 80, 91, 102, 123, 173].map(Some));
    }

    #[test]
    fn names_of_columns_are_padded_by_their_width_on_the_screen() {
        let choice = Choice { languages: vec!["fr".to_owned()], ascii_only: false };
        assert_eq!(
            internet(&Texts::of(CATALOGUES, &choice), States::All, Columns { program: true, ..Columns::default() }),
            "Connexions Internet actives (serveurs et établies)\n\
             Proto Recv-Q Send-Q Adresse locale          Adresse distante        Etat        PID/Program name    \n"
        );
    }

    #[test]
    fn unix_headings_stand_above_their_columns() {
        assert_eq!(
            unix(&Texts::english(), States::Listening, Columns::default()),
            "Active UNIX domain sockets (only servers)\n\
             Proto RefCnt Flags       Type       State         I-Node   Path\n"
        );
    }
}
