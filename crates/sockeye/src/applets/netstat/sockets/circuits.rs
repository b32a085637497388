//! Sockets of AX.25, X.25, NET/ROM and ROSE, each with columns of its own.

use super::headings::{RECEIVE_QUEUE, SEND_QUEUE, STATE, USER};
use super::page::Page;
use crate::applets::netstat::args::States;
use crate::texts::width::Padded;
use crate::texts::{Phrase, Texts};
use sources::sockets::CircuitTable;
use std::io::{self, Write};
use wire::proc_net::circuits::Circuit;

const ACTIVE: Phrase = Phrase::new("sockets-active", "Active {family} sockets");
const DESTINATION: Phrase = Phrase::new("sockets-destination", "Dest");
const SOURCE: Phrase = Phrase::new("sockets-source", "Source");
const DEVICE: Phrase = Phrase::new("sockets-device", "Device");

/// All phrases of this file.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&ACTIVE, &DESTINATION, &SOURCE, &DEVICE];

/// Widths of columns, in octets.
const CALL: usize = 9;
const STATE_NAME: usize = 11;
const QUEUE: usize = 6;

/// The two lines above a table.
pub(super) fn heading(texts: &Texts, table: CircuitTable) -> String {
    let family = match table {
        CircuitTable::Ax25 => "AX.25",
        CircuitTable::X25 => "X.25",
        CircuitTable::Netrom => "NET/ROM",
        CircuitTable::Rose => "ROSE",
    };
    let say = |phrase: &'static Phrase| texts.say(phrase).into_owned();
    let (destination, source, device) = (say(&DESTINATION), say(&SOURCE), say(&DEVICE));
    let (state, send, receive) = (say(&STATE), say(&SEND_QUEUE), say(&RECEIVE_QUEUE));
    let title = texts.format(&ACTIVE, &[("family", &family)]);
    let calls = format!(
        "{}  {}  {}  {}  Vr/Vs    {send}  {receive}",
        Padded(&destination, CALL),
        Padded(&source, CALL),
        Padded(&device, 6),
        Padded(&state, STATE_NAME)
    );
    match table {
        CircuitTable::Ax25 => format!("{title}\n{calls}\n"),
        CircuitTable::Netrom => format!("{title}\n{}  {calls}\n", Padded(&say(&USER), CALL)),
        CircuitTable::X25 => format!(
            "{title}\n{} {} {} LCI  {}  Vr/Vs  {send}  {receive}\n",
            Padded(&destination, 12),
            Padded(&source, 15),
            Padded(&device, 7),
            Padded(&state, STATE_NAME)
        ),
        // The names of the kernel's columns.
        CircuitTable::Rose => {
            format!("{title}\ndest_addr   dest_call  src_addr    src_call  dev   lci neigh   state\n")
        }
    }
}

/// Whether a socket is shown. Only of X.25 are there some that are not: those without a channel.
pub(super) fn is_shown(states: States, table: CircuitTable, circuit: &Circuit<'_>) -> bool {
    table != CircuitTable::X25 || states == States::All || circuit.channel.iter().any(|&digit| digit != b'0')
}

/// Appends the row of a socket.
///
/// # Errors
/// Those of writing.
pub(super) fn push_row<W: Write>(page: &mut Page<W>, table: CircuitTable, circuit: &Circuit<'_>) -> io::Result<()> {
    match table {
        CircuitTable::Ax25 | CircuitTable::Netrom => {
            for call in circuit.user.into_iter().chain([circuit.destination, circuit.source]) {
                push_word(page, call, CALL, b"  ");
            }
            push_word(page, circuit.device, 6, b"  ");
            push_flow(page, table, circuit, 3);
        }
        CircuitTable::X25 => {
            push_word(page, circuit.destination, 15, b" ");
            push_word(page, circuit.source, 15, b" ");
            push_word(page, circuit.device, 7, b" ");
            push_word(page, without_zeros(circuit.channel), 3, b"  ");
            push_flow(page, table, circuit, 2);
        }
        CircuitTable::Rose => {
            push_word(page, circuit.destination, 10, b"  ");
            push_word(page, circuit.destination_call.unwrap_or_default(), CALL, b"  ");
            push_word(page, circuit.source, 10, b"  ");
            push_word(page, circuit.source_call.unwrap_or_default(), CALL, b" ");
            push_word(page, circuit.device, 5, b" ");
            let channel = without_zeros(circuit.channel);
            push_word(page, b"", 3_usize.saturating_sub(channel.len()), b"");
            push_word(page, channel, 0, b" ");
            page.push_right(circuit.neighbour.into(), 5);
            page.push(b"   ");
            page.push(state_name(table, circuit.state).as_bytes());
        }
    }
    page.end_row()
}

/// Appends state, sequence numbers of so many digits, and queues.
fn push_flow<W: Write>(page: &mut Page<W>, table: CircuitTable, circuit: &Circuit<'_>, digits: usize) {
    push_word(page, state_name(table, circuit.state).as_bytes(), STATE_NAME, b"  ");
    page.push(format!("{:0digits$}/{:0digits$}", circuit.receive_number, circuit.send_number).as_bytes());
    for queue in [circuit.send_queue, circuit.receive_queue] {
        page.push(b"  ");
        let start = page.here();
        page.push_number(queue.into());
        page.pad(start, QUEUE);
    }
}

/// Appends a word of the kernel's, fills its column and ends it.
fn push_word<W: Write>(page: &mut Page<W>, word: &[u8], width: usize, end: &[u8]) {
    let start = page.here();
    page.push_untrusted(word);
    page.pad(start, width);
    page.push(end);
}

/// A number without leading zeros. The kernel writes channels in hexadecimal, and the original shows their digits.
fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    digits.get(zeros.min(digits.len().saturating_sub(1))..).unwrap_or_default()
}

fn state_name(table: CircuitTable, state: u8) -> &'static str {
    let names: &[&str] = match table {
        CircuitTable::Ax25 => &["LISTENING", "SABM SENT", "DISC SENT", "ESTABLISHED", "RECOVERY"],
        CircuitTable::X25 => &["LISTENING", "SABM_SENT", "DISC_SENT", "ESTABLISHED", "RECOVERY"],
        CircuitTable::Netrom | CircuitTable::Rose => &["LISTENING", "CONN SENT", "DISC SENT", "ESTABLISHED"],
    };
    names.get(usize::from(state)).copied().unwrap_or("UNKNOWN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(table: CircuitTable, heading_end: &str, circuit: &Circuit<'_>, row: &str) {
        let mut page = Page::new(Vec::new(), false);
        page.push(heading(&Texts::english(), table).as_bytes());
        push_row(&mut page, table, circuit).unwrap();
        let text = String::from_utf8_lossy(page.since(0)).into_owned();
        let (_, rest) = text.split_once('\n').unwrap();
        assert_eq!(rest, format!("{heading_end}\n{row}\n"));
    }

    #[test]
    fn each_table_has_its_columns() {
        let circuit = Circuit {
            destination: b"N1CALL-2",
            source: b"N0CALL-1",
            device: b"ax0",
            channel: b"012",
            neighbour: 99,
            state: 3,
            send_number: 1,
            receive_number: 12,
            send_queue: 5,
            receive_queue: 6,
            ..Circuit::default()
        };
        shows(
            CircuitTable::Ax25,
            "Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q",
            &circuit,
            "N1CALL-2   N0CALL-1   ax0     ESTABLISHED  012/001  5       6     ",
        );
        shows(
            CircuitTable::Netrom,
            "User       Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q",
            &Circuit { user: Some(b"*"), state: 1, ..circuit.clone() },
            "*          N1CALL-2   N0CALL-1   ax0     CONN SENT    012/001  5       6     ",
        );
        shows(
            CircuitTable::X25,
            "Dest         Source          Device  LCI  State        Vr/Vs  Send-Q  Recv-Q",
            &Circuit { destination: b"87654321", source: b"12345678", device: b"eth0", state: 9, ..circuit.clone() },
            "87654321        12345678        eth0    12   UNKNOWN      12/01  5       6     ",
        );
        let (destination_call, source_call) = (Some(&b"A-1"[..]), Some(&b"B-2"[..]));
        shows(
            CircuitTable::Rose,
            "dest_addr   dest_call  src_addr    src_call  dev   lci neigh   state",
            &Circuit {
                destination: b"1234567890",
                source: b"0987654321",
                destination_call,
                source_call,
                device: b"rose1",
                ..circuit
            },
            "1234567890  A-1        0987654321  B-2       rose1  12    99   ESTABLISHED",
        );
    }

    #[test]
    fn circuits_without_a_channel_are_shown_among_all() {
        let circuit = Circuit { channel: b"000", ..Circuit::default() };
        assert!(!is_shown(States::Connected, CircuitTable::X25, &circuit));
        assert!(!is_shown(States::Listening, CircuitTable::X25, &circuit));
        assert!(is_shown(States::All, CircuitTable::X25, &circuit));
        assert!(is_shown(States::Connected, CircuitTable::Rose, &circuit));
        assert_eq!(without_zeros(b"000"), b"0");
        assert_eq!(without_zeros(b"0AB"), b"AB");
        assert_eq!(without_zeros(b""), b"");
    }
}
