//! Every kind of line is what the schema says, and the schema refuses what is not in it.

use super::*;
use crate::commands::columns::schema::assert_valid;
use crate::commands::watch::samples;
use crate::commands::watch::summary::Summary;
use model::Runtime;
use std::time::Duration;

fn written(write: impl FnOnce(&mut Lines<Vec<u8>>)) -> Vec<u8> {
    let mut lines = Lines::new(Vec::new());
    write(&mut lines);
    lines.finish().expect("memory takes it")
}

#[test]
fn every_line_is_what_the_schema_says() {
    let mut around = Around::new(&[]).expect("no filter is a filter");
    let mut container = Container::new(Runtime::Docker, *b"shop-\xff");
    container.name = Some((*b"shop").into());
    let container = Arc::new(container);
    let mut summary = Summary::default();
    let lost = Lost { changes: 2, others: 1 };
    summary.add_lost(lost);
    let events = samples::every();
    let text = written(|lines| {
        for event in &events {
            summary.add(event);
            lines.row(event, None, &mut around).expect("memory takes it");
            let other = event.process.as_ref();
            let told = Told { event, other, container: Some(container.clone()), started: Some(event.at) };
            lines.told(&told).expect("memory takes it");
        }
        lines.lost(lost).expect("memory takes it");
        lines.summary(&summary.at(Duration::from_secs(3))).expect("memory takes it");
        lines.summary(&Summary::default().at(Duration::ZERO)).expect("memory takes it");
    });
    assert_eq!(assert_valid(View::Watch, &text), 2 * events.len() + 3);
}

#[test]
fn every_field_of_an_event_is_seen_in_the_samples() {
    let events = samples::every();
    for fact in EVENT.iter().filter(|fact| !fact.name.starts_with("container.") && fact.name != "process.start_time") {
        let is_seen = |event| {
            let told = Told { event, other: event.process.as_ref(), container: None, started: None };
            !matches!((fact.value)(&told), Value::Absent | Value::Unknown(_))
        };
        assert!(events.iter().any(is_seen), "{}", fact.name);
    }
}

#[test]
fn what_could_not_be_seen_is_null_and_has_a_reason() {
    let mut around = Around::new(&[]).expect("no filter is a filter");
    let unseen = Event { process: None, kind: EventKind::ResetSent, ..samples::event(80, 40_000, 7) };
    let line = written(|lines| lines.row(&unseen, None, &mut around).expect("memory takes it"));
    let line: serde_json::Value = serde_json::from_slice(&line).expect("a line is JSON");
    assert_eq!(line["process.name"], serde_json::Value::Null);
    assert_eq!(line["unknown"]["process.name"], "the kernel answers without a program");
    assert!(line.get("process.pid").is_none() && line.get("old_state").is_none(), "{line}");
}

#[test]
fn the_schema_refuses_what_is_not_in_it() {
    let schema = serde_json::from_str(&View::Watch.schema()).expect("a schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema is one");
    let lost = r#""schema":"sockeye.watch/1","event":"lost","lost_events":1,"lost_state_changes":"#;
    assert!(validator.is_valid(&serde_json::from_str(&format!("{{{lost}1}}")).expect("JSON")));
    for wrong in
        [format!("{{{lost}-1}}"), format!("{{{lost}null}}"), format!("{{{lost}1,\"more\":1}}"), "{}".to_owned()]
    {
        assert!(!validator.is_valid(&serde_json::from_str(&wrong).expect("JSON")), "{wrong}");
    }
}
