//! Findings as JSON, an object each, for programs that look after many hosts.

use super::finding::{Answer, Finding, Group, Lack};
use crate::commands::columns::Kind;
use crate::commands::columns::schema::View;
use crate::commands::facts::{Fact, Shape};
use crate::commands::gather::writing;
use crate::commands::objects::Objects;
use crate::commands::shared::Format;
use crate::failure::Failure;
use render::value::Value;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::time::SystemTime;

/// Writes every finding on standard output.
pub(super) fn write(groups: &[Group], format: Format) -> Result<ExitCode, Failure> {
    match io::stdout().lock().write_all(&objects(groups, format)) {
        // A reader who has gone away has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(writing(&error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// What JSON looks like.
pub(in crate::commands) fn schema() -> serde_json::Value {
    View::Status.rows("What a run may see, as sockeye status writes it", "findings", FACTS)
}

/// A finding and the title of its group.
struct Told<'f> {
    group: &'static str,
    finding: &'f Finding,
}

impl Told<'_> {
    fn lack(&self) -> Option<&Lack> {
        match &self.finding.answer {
            Answer::Yes(_) => None,
            Answer::No(lack) | Answer::Unknown(lack) => Some(lack),
        }
    }
}

/// Finds a value of a finding.
type OfFinding = for<'t> fn(&'t Told<'_>) -> Value<'t>;

/// What programs are told of a finding.
const FACTS: &[Fact<OfFinding>] = &[
    Fact::always("group", Shape::Of(Kind::Word), "What it is about.", |told| Value::Word(told.group)),
    Fact::always("name", Shape::Of(Kind::Word), "What is asked about.", |told| Value::Word(told.finding.name)),
    Fact::always("answer", Shape::Words(|| vec!["yes", "no", "unknown"]), "Whether it is there.", |told| {
        Value::Word(match told.finding.answer {
            Answer::Yes(_) => "yes",
            Answer::No(_) => "no",
            Answer::Unknown(_) => "unknown",
        })
    }),
    Fact::always("gives", Shape::Of(Kind::Word), "What it opens.", |told| Value::Word(told.finding.gives)),
    Fact::always("commands", Shape::Of(Kind::Texts), "The commands that have less without it.", |told| {
        Value::List(told.finding.commands.iter().copied().map(Value::Word).collect())
    }),
    Fact::sometimes("detail", Shape::Of(Kind::Text), "More about a yes.", |told| match &told.finding.answer {
        Answer::Yes(detail) => text(detail.as_deref()),
        Answer::No(_) | Answer::Unknown(_) => Value::Absent,
    }),
    Fact::sometimes("reason", Shape::Of(Kind::Text), "Why it is not there, or cannot be told.", |told| {
        text(told.lack().map(|lack| lack.reason.as_str()))
    }),
    Fact::sometimes("remedy", Shape::Of(Kind::Text), "What would help.", |told| {
        text(told.lack().and_then(|lack| lack.remedy.as_deref()))
    }),
];

fn text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(text.as_bytes().into()))
}

fn objects(groups: &[Group], format: Format) -> Vec<u8> {
    let mut objects = Objects::new(View::Status, "findings", SystemTime::now(), format);
    for group in groups {
        for finding in &group.findings {
            let told = Told { group: group.title, finding };
            let members: Vec<_> = FACTS.iter().map(|fact| (fact.name, (fact.value)(&told))).collect();
            objects.add_row(&members);
        }
    }
    objects.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::columns::schema::assert_valid;

    #[test]
    fn each_finding_is_an_object() {
        let finding = |answer| Finding { name: "cgroups", gives: "paths of cgroups", commands: &["watch"], answer };
        let findings = vec![finding(Answer::yes("/sys")), finding(Answer::no("not mounted").with_remedy("mount it"))];
        let groups = [Group { title: "Surroundings", findings }];
        let text = String::from_utf8(objects(&groups, Format::Ndjson)).unwrap();
        let common = r#""schema":"sockeye.status/1","group":"Surroundings","name":"cgroups","answer":"#;
        let rest = r#""gives":"paths of cgroups","commands":["watch"]"#;
        assert_eq!(
            text,
            format!(
                "{{{common}\"yes\",{rest},\"detail\":\"/sys\"}}\n\
                 {{{common}\"no\",{rest},\"reason\":\"not mounted\",\"remedy\":\"mount it\"}}\n"
            )
        );
        assert_eq!(assert_valid(View::Status, text.as_bytes()), 2);
    }

    #[test]
    fn what_this_host_answers_is_what_the_schema_says() {
        let groups = super::super::findings(std::path::Path::new("/nonexistent"));
        assert_eq!(assert_valid(View::Status, &objects(&groups, Format::Json)), 1);
        assert!(assert_valid(View::Status, &objects(&groups, Format::Ndjson)) > 10);
    }
}
