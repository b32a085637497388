//! Made-up sockets in every format: column for column at several widths, and JSON that its schema allows.

use super::listing::{Listing, Terms};
use super::order::Order;
use super::output::{Lines, Mark, Objects, Output, Separated, Table};
use super::template::Template;
use super::*;
use crate::commands::columns::made_up::MadeUp;
use crate::commands::columns::{all, choice, key::Direction};
use options::{USUAL, USUAL_FIELDS};
use render::style::Colours;
use serde_json::Value as JsonValue;
use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

/// Memory that is written to and looked at.
#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Paper {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

fn clock() -> Clock {
    Clock::new(jiff::tz::TimeZone::UTC, MadeUp::now())
}

fn screen(width: Option<u16>) -> Screen {
    Screen { width, colours: Colours::Never }
}

/// Lists the made-up sockets in this order through an output.
fn list(made_up: &MadeUp, columns: &[&'static Column], order: &Order, limit: u64, output: Box<dyn Output + '_>) {
    let (manner, clock) = (Manner::new(false), clock());
    let terms = Terms { manner: &manner, columns, order, limit, clock: &clock };
    let mut output = output;
    let mut listing = Listing::new(&terms, &mut *output, false);
    made_up.show(&mut listing);
    let left_out = listing.write_kept().expect("memory takes everything");
    output.finish(left_out).expect("memory takes everything");
}

fn unordered() -> Order {
    Order { group_by: Vec::new(), sort: Vec::new() }
}

fn table(test: &str, width: Option<u16>, columns: &[&'static Column], order: &Order, limit: u64) -> String {
    let (paper, clock) = (Paper::default(), clock());
    let output = Table::new(columns, &[], &clock, screen(width), true, false, paper.clone());
    list(&MadeUp::new(test), columns, order, limit, Box::new(output));
    paper.text()
}

#[test]
fn screens_of_every_width_can_be_read() {
    for width in [40, 80, 120, 200] {
        let text = table(&format!("width-{width}"), Some(width), &choice::named(USUAL), &unordered(), u64::MAX);
        insta::assert_snapshot!(format!("usual_{width}"), text);
        for line in text.lines() {
            assert!(line.chars().count() <= usize::from(width), "{width}: {line}");
        }
    }
}

#[test]
fn what_was_asked_for_is_shown_before_what_was_not() {
    let (paper, clock) = (Paper::default(), clock());
    let columns = [choice::named(USUAL), choice::named(&["rtt"])].concat();
    let output = Table::new(&columns, &["rtt"], &clock, screen(Some(80)), true, false, paper.clone());
    list(&MadeUp::new("asked"), &columns, &unordered(), u64::MAX, Box::new(output));
    assert!(paper.text().lines().next().is_some_and(|headings| headings.ends_with("RTT")), "{}", paper.text());
}

#[test]
fn rows_are_grouped_sorted_and_limited() {
    let order = Order {
        group_by: choice::named(&["process"]),
        sort: choice::read_order("--sort", "-send-q,local").expect("columns"),
    };
    let columns = choice::named(&["state", "local", "peer", "send-q"]);
    insta::assert_snapshot!("grouped_100", table("grouped", Some(100), &columns, &order, 12));
    let by_process = Order { group_by: Vec::new(), sort: vec![(choice::named(&["pid"])[0], Direction::Descending)] };
    let pids = table("sorted", None, &choice::named(&["pid"]), &by_process, u64::MAX);
    let pids: Vec<&str> = pids.lines().skip(1).map(str::trim).collect();
    assert_eq!(pids[..3], ["950", "950", "950"]);
    assert_eq!(pids[pids.len() - 1], "?");
}

#[test]
fn json_is_what_its_schema_says() {
    let made_up = MadeUp::new("json");
    let schema: JsonValue = serde_json::from_str(&schema::View::List.schema()).expect("the schema is JSON");
    let validator =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("it is a schema");
    let facts = [("schema", Value::Word(schema::View::List.name())), ("time", Value::Moment(MadeUp::now()))];
    for columns in [choice::named(USUAL_FIELDS), all().collect(), choice::named(&["mark"])] {
        let paper = Paper::default();
        let output = Objects::document(&columns, &facts, paper.clone()).expect("memory takes everything");
        list(&made_up, &columns, &unordered(), 15, Box::new(output));
        let document: JsonValue = serde_json::from_str(&paper.text()).expect("the document is JSON");
        check(&validator, &document);
        assert_eq!(document["sockets"].as_array().map(Vec::len), Some(15));
        assert_eq!(document["left_out"], 3);
        let paper = Paper::default();
        let output = Objects::lines(&columns, &facts, true, paper.clone());
        list(&made_up, &columns, &unordered(), u64::MAX, Box::new(output));
        for line in paper.text().lines() {
            let line: JsonValue = serde_json::from_str(line).expect("a line is JSON");
            check(&validator, &line);
            assert_eq!(line["change"], "listed");
        }
        assert!(!paper.text().contains('\u{1b}'));
    }
}

#[track_caller]
fn check(validator: &jsonschema::Validator, value: &JsonValue) {
    let errors: Vec<_> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

#[test]
fn a_schema_refuses_what_is_not_in_it() {
    let schema: JsonValue = serde_json::from_str(&schema::View::List.schema()).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    for wrong in [
        r#"{"schema":"sockeye.list/1","process.pid":"812"}"#,
        r#"{"schema":"sockeye.list/1","proces.pid":812}"#,
        r#"{"schema":"sockeye.list/2"}"#,
        r#"{"schema":"sockeye.list/1","time":"now","sockets":[{"rtt_us":-1}]}"#,
    ] {
        assert!(!validator.is_valid(&serde_json::from_str(wrong).expect("JSON")), "{wrong}");
    }
}

#[test]
fn programs_get_every_field_and_octet() {
    let made_up = MadeUp::new("fields");
    let columns = choice::named(&["local", "process", "pid", "send-q", "rtt", "command"]);
    let paper = Paper::default();
    let output = Separated::new(&columns, Untrusted::AsIs, true, paper.clone()).expect("memory takes everything");
    list(&made_up, &columns, &unordered(), u64::MAX, Box::new(output));
    let written = paper.0.borrow().clone();
    let lines: Vec<&[u8]> = written.split(|octet| *octet == b'\n').collect();
    assert_eq!(
        lines[0],
        b"source.address,source.port,process.name,process.pid,send_queue_bytes,rtt_us,process.command_line"
    );
    assert_eq!(lines[1], b"0.0.0.0,443,nginx,810,,,nginx: master process");
    assert_eq!(lines[3], b"192.0.2.10,443,nginx,811,2896,12400,nginx: worker process");
    assert!(written.windows(4).any(|octets| octets == b"\x1b[2J"));

    let template = Template::read("{process:<10}|{local:>16}|{rtt}").expect("a template");
    let paper = Paper::default();
    list(&made_up, &columns, &unordered(), 3, Box::new(Lines::new(&template, Untrusted::Escaped, paper.clone())));
    let expected = "nginx     |     0.0.0.0:443|\nnginx     |        [::]:443|\nnginx     |  192.0.2.10:443|12400\n";
    assert_eq!(paper.text(), expected);
}

#[test]
fn a_second_listing_marks_what_became_of_each() {
    let made_up = MadeUp::new("marks");
    let columns = choice::named(&["state", "local", "age", "send-q"]);
    let (manner, clock, order) = (Manner::new(false), clock(), unordered());
    let terms = Terms { manner: &manner, columns: &columns, order: &order, limit: u64::MAX, clock: &clock };
    let mut changes = Changes::new();
    let mut round = |places: &[usize], altered: Option<usize>| {
        let paper = Paper::default();
        let mut output = Table::new(&columns, &[], &clock, screen(None), false, true, paper.clone());
        let mut listing = Listing::new(&terms, &mut output, true);
        for (place, mut socket) in crate::commands::columns::made_up::sockets().into_iter().enumerate() {
            if altered == Some(place) {
                socket.send_queue += 1;
            }
            if places.contains(&place) {
                let subject = Subject { socket: &socket, place: &made_up.place, host: &made_up.host };
                listing.accept(&subject).expect("memory takes everything");
            }
        }
        let (marks, turnover) = listing.marks(&mut changes);
        listing.write_marked(&marks, &changes, false).expect("memory takes everything");
        Box::new(output).finish(0).expect("memory takes everything");
        changes.end();
        (paper.text(), [turnover.new, turnover.changed, turnover.gone])
    };
    let (first, turnover) = round(&[2, 4, 5], None);
    assert_eq!(turnover, [0, 0, 0]);
    assert!(first.lines().all(|line| line.starts_with(' ')), "{first}");
    let (second, turnover) = round(&[4, 5, 10], Some(5));
    assert_eq!(turnover, [1, 1, 1]);
    let signs: String = second.lines().map(|line| line.chars().next().unwrap_or('.')).collect();
    assert_eq!(signs, " ~+-", "{second}");
}

#[test]
fn marks_have_words_for_programs() {
    let made_up = MadeUp::new("words");
    let columns = choice::named(&["state"]);
    let paper = Paper::default();
    let mut output = Objects::lines(&columns, &[("schema", Value::Word("s"))], true, paper.clone());
    made_up.each(|_| {});
    output.write(b"{\"a\":1}", Mark::Gone).expect("memory takes everything");
    output.write(b"{}", Mark::New).expect("memory takes everything");
    Box::new(output).finish(0).expect("memory takes everything");
    assert_eq!(paper.text(), "{\"schema\":\"s\",\"change\":\"gone\",\"a\":1}\n{\"schema\":\"s\",\"change\":\"new\"}\n");
}
