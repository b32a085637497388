//! What `sockeye kill` shows of made-up sockets, on screens of several widths and as JSON.

use super::*;
use crate::commands::columns::made_up::MadeUp;
use render::style::Colours;

fn clock() -> Clock {
    Clock::new(jiff::tz::TimeZone::UTC, MadeUp::now())
}

fn chosen(made_up: &MadeUp, clock: &Clock, fields: Option<Fields>) -> Vec<(String, Vec<u8>)> {
    let mut choice = Choice::new(clock, fields);
    made_up.show(&mut choice);
    let outcomes = outcomes(choice.chosen.len());
    let mut shown = Vec::new();
    for width in [40, 80, 120, 200] {
        let screen = Screen { width: Some(width), colours: Colours::Never };
        let before = layout::sockets(&choice, None, |_| true, screen).unwrap();
        shown.push((format!("asked_{width}"), before));
        shown.push((format!("done_{width}"), layout::sockets(&choice, Some(&outcomes), |_| true, screen).unwrap()));
        let doomed = processes::find(&choice, &made_up.host);
        let rows = doomed.iter().map(|doomed| (doomed, None));
        shown.push((format!("processes_{width}"), layout::processes(rows, false, MadeUp::now(), screen).unwrap()));
    }
    for format in [Format::Json, Format::Ndjson] {
        shown.push(("json".to_owned(), objects::of_sockets(&choice, Some(&outcomes), MadeUp::now(), format)));
        let doomed = processes::find(&choice, &made_up.host);
        let rows = doomed.iter().map(|doomed| (doomed, doomed.refusal()));
        shown.push(("json".to_owned(), objects::of_processes(rows, MadeUp::now(), format)));
    }
    shown
}

/// Most are closed, every third had ended, every fifth is left.
fn outcomes(count: usize) -> Vec<Outcome> {
    let outcome = |place| match place {
        place if place % 5 == 4 => Outcome::Left("this process may not".to_owned()),
        place if place % 3 == 2 => Outcome::WasGone,
        _ => Outcome::Closed,
    };
    (0..count).map(outcome).collect()
}

#[test]
fn screens_of_every_width_show_what_would_be_closed_and_what_was() {
    let clock = clock();
    let shown = chosen(&MadeUp::new("kill"), &clock, None);
    for (name, text) in shown.into_iter().filter(|(name, _)| name != "json") {
        let text = String::from_utf8(text).unwrap();
        let width: usize = name.rsplit('_').next().unwrap().parse().unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= width), "{name}:\n{text}");
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let clock = clock();
    let schema = serde_json::from_str(&View::Kill.schema()).unwrap();
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    let shown = chosen(&MadeUp::new("kill-json"), &clock, Some(Fields::of_sockets().0));
    let mut documents = 0;
    for (_, text) in shown.into_iter().filter(|(name, _)| name == "json") {
        for document in serde_json::Deserializer::from_slice(&text).into_iter::<serde_json::Value>() {
            let document = document.unwrap();
            let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
            documents += 1;
        }
    }
    assert!(documents > 10, "{documents}");
}

#[test]
fn outcomes_are_summed_up_in_a_line() {
    let left = Outcome::Left("x".to_owned());
    assert_eq!(summary(&[Outcome::Closed, Outcome::WasGone, left]), "Closed 1, 1 had ended before, 1 left open.\n");
    assert_eq!(summary(&[Outcome::Closed]), "Closed 1.\n");
    assert_eq!((these(1, "socket"), these(2, "process")), ("this socket".into(), "these 2 processes".into()));
}
