//! Whether two performances came to the same, and what differs where they did not.

use std::sync::LazyLock;
use std::time::Duration;

use regex::bytes::Regex;

use super::record::{Event, Record, Told};
use super::script::{Aspect, Scenario};

/// Times may differ by so much on a machine that has other things to do, and by a part of themselves.
const TOLERANCE: Duration = Duration::from_millis(350);
const PART: u32 = 20;
/// How much of an output a report shows.
const SHOWN: usize = 400;

/// What the system chooses anew each time: ports of clients, and names of temporary files.
static CHOSEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u)\b40[0-9]{3}\b|/tmp/nc[-.][A-Za-z0-9]{6}").expect("the pattern is well formed"));

/// What differs, a line each; nothing where they agree.
pub(super) fn differences(scenario: &Scenario, reference: &Record, candidate: &Record) -> Vec<String> {
    let sees = |aspect: Aspect| !scenario.unseen.contains(&aspect);
    let mut found = Vec::new();
    for (number, (expected, got)) in reference.told.iter().zip(&candidate.told).enumerate() {
        let who = format!("{} ({:?})", number + 1, scenario.actors[number].part);
        compare_ends(&who, expected, got, sees(Aspect::Times), &mut found);
        if sees(Aspect::Output) {
            compare_octets(&format!("{who} output"), &expected.output, &got.output, &mut found);
        }
        if sees(Aspect::Errors) {
            compare_octets(&format!("{who} errors"), &masked(&expected.errors), &masked(&got.errors), &mut found);
        }
        compare_events(&who, &expected.events, &got.events, sees(Aspect::Times), &mut found);
    }
    if sees(Aspect::Wire) {
        if reference.flows.len() != candidate.flows.len() {
            found.push(format!("flows: {} expected, {} seen", reference.flows.len(), candidate.flows.len()));
        }
        for (number, (expected, got)) in reference.flows.iter().zip(&candidate.flows).enumerate() {
            let what = format!("flow {}", number + 1);
            if expected.facts != got.facts {
                found.push(format!("{what}: expected {:?}, seen {:?}", expected.facts, got.facts));
            }
            for side in ["client", "listener"] {
                let of_side = |events: &[Event]| -> Vec<Event> {
                    events.iter().filter(|event| event.what.starts_with(side)).cloned().collect()
                };
                let (expected, got) = (of_side(&expected.events), of_side(&got.events));
                compare_events(&what, &expected, &got, sees(Aspect::Times), &mut found);
            }
        }
    }
    found
}

fn compare_ends(who: &str, expected: &Told, got: &Told, sees_times: bool, found: &mut Vec<String>) {
    let end = |told: &Told| {
        told.end.map_or_else(|| "no end".to_owned(), |(end, at)| format!("{end} at {:.2} s", at.as_secs_f64()))
    };
    let is_same = match (expected.end, got.end) {
        (Some((one, at)), Some((other, then))) => one == other && (!sees_times || is_about(at, then)),
        (one, other) => one.is_none() && other.is_none(),
    };
    if !is_same {
        found.push(format!("{who} ends: expected {}, seen {}", end(expected), end(got)));
    }
}

fn compare_events(who: &str, expected: &[Event], got: &[Event], sees_times: bool, found: &mut Vec<String>) {
    let agree = expected.len() == got.len()
        && expected
            .iter()
            .zip(got)
            .all(|(one, other)| one.what == other.what && (!sees_times || is_about(one.at, other.at)));
    if !agree {
        found.push(format!("{who}: expected {}, seen {}", listed(expected), listed(got)));
    }
}

fn listed(events: &[Event]) -> String {
    let each = events.iter().map(|event| format!("{} at {:.2} s", event.what, event.at.as_secs_f64()));
    format!("[{}]", each.collect::<Vec<_>>().join(", "))
}

fn is_about(one: Duration, other: Duration) -> bool {
    one.abs_diff(other) <= TOLERANCE + one.max(other) / PART
}

fn masked(text: &[u8]) -> Vec<u8> {
    CHOSEN.replace_all(text, &b"(CHOSEN)"[..]).into_owned()
}

fn compare_octets(what: &str, expected: &[u8], got: &[u8], found: &mut Vec<String>) {
    if expected == got {
        return;
    }
    let same = expected.iter().zip(got).take_while(|(one, other)| one == other).count();
    let shown = |octets: &[u8]| {
        let from = if octets.len() > SHOWN { same.saturating_sub(20).min(octets.len()) } else { 0 };
        let text = octets[from..].iter().take(SHOWN).copied().collect::<Vec<u8>>();
        format!("({} octets, from {from}) \"{}\"", octets.len(), text.escape_ascii())
    };
    found.push(format!(
        "{what}, equal up to octet {same}:\n      expected {}\n      seen     {}",
        shown(expected),
        shown(got)
    ));
}

/// A whole performance as text, for whoever wants to see it.
pub(super) fn told(record: &Record) -> String {
    let mut text = String::new();
    for (number, told) in record.told.iter().enumerate() {
        let end = told.end.map_or_else(String::new, |(end, at)| format!("{end} at {:.2} s", at.as_secs_f64()));
        text.push_str(&format!("  {} {end} {}\n", number + 1, listed(&told.events)));
        for (name, octets) in [("output", &told.output), ("errors", &told.errors)] {
            if !octets.is_empty() {
                let shown: Vec<u8> = octets.iter().take(SHOWN).copied().collect();
                text.push_str(&format!("    {name} ({}) \"{}\"\n", octets.len(), shown.escape_ascii()));
            }
        }
    }
    for flow in &record.flows {
        text.push_str(&format!("  {} {}\n", flow.facts.join(", "), listed(&flow.events)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::parse::scenarios;
    use crate::sessions::record::End;

    fn record(errors: &str, output: &str, end: (End, u64)) -> Record {
        let end = Some((end.0, Duration::from_millis(end.1)));
        let told = Told { output: output.into(), errors: errors.into(), events: Vec::new(), end };
        Record { told: vec![told], flows: Vec::new() }
    }

    fn found(head: &str, one: &Record, other: &Record) -> Vec<String> {
        let scenario = scenarios(&format!("= a\n{head}client 127.0.0.1 7001")).unwrap();
        differences(&scenario[0], one, other)
    }

    #[test]
    fn what_the_system_chooses_may_differ() {
        let one =
            record("received on localhost 40123\nBound on /tmp/nc-a1B2c3/recv.sock\n", "40123", (End::Status(0), 1000));
        let other =
            record("received on localhost 40999\nBound on /tmp/nc-XYZabc/recv.sock\n", "40123", (End::Status(0), 1300));
        assert_eq!(found("", &one, &other), Vec::<String>::new());
    }

    #[test]
    fn each_difference_is_told() {
        let reference = record("e", "o", (End::Status(0), 1000));
        for (other, expected) in [
            (record("f", "o", (End::Status(0), 1000)), "errors"),
            (record("e", "p", (End::Status(0), 1000)), "output"),
            (record("e", "o", (End::Status(1), 1000)), "status 1"),
            (record("e", "o", (End::StillThere, 1000)), "does not end"),
            (record("e", "o", (End::Status(0), 2000)), "2.00 s"),
        ] {
            let told = found("", &reference, &other);
            assert!(told.len() == 1 && told[0].contains(expected), "{told:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_not_compared() {
        let (one, other) = (record("e", "o", (End::Status(0), 0)), record("f", "p", (End::Status(0), 9000)));
        assert_eq!(found("without errors output times\n", &one, &other), Vec::<String>::new());
    }
}
