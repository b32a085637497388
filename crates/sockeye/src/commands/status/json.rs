//! Findings as JSON, an object each, for programs that look after many hosts.

use super::finding::{Answer, Group};
use crate::commands::NOTHING_STATUS;
use crate::failure::Failure;
use render::json::{Json, Shape};
use render::value::Value;
use std::borrow::Cow;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// Writes every finding on standard output.
pub(super) fn write(groups: &[Group], shape: Shape) -> Result<ExitCode, Failure> {
    match objects(groups, shape, io::stdout().lock()) {
        // A reader who has gone away has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(NOTHING_STATUS, format!("writing to standard output: {error}")))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn objects<W: io::Write>(groups: &[Group], shape: Shape, out: W) -> io::Result<W> {
    let text = |text: &'_ str| Value::Text(Cow::Owned(text.as_bytes().to_vec()));
    let mut json = Json::new(shape, out);
    for group in groups {
        for finding in &group.findings {
            let (answer, detail, lack) = match &finding.answer {
                Answer::Yes(detail) => ("yes", detail.as_deref(), None),
                Answer::No(lack) => ("no", None, Some(lack)),
                Answer::Unknown(lack) => ("unknown", None, Some(lack)),
            };
            let reason = lack.map(|lack| lack.reason.as_str());
            let remedy = lack.and_then(|lack| lack.remedy.as_deref());
            json.row(&[
                ("group", Value::Word(group.title)),
                ("name", Value::Word(finding.name)),
                ("answer", Value::Word(answer)),
                ("gives", Value::Word(finding.gives)),
                ("commands", Value::List(finding.commands.iter().copied().map(Value::Word).collect())),
                ("detail", detail.map_or(Value::Absent, text)),
                ("reason", reason.map_or(Value::Absent, text)),
                ("remedy", remedy.map_or(Value::Absent, text)),
            ])?;
        }
    }
    json.finish()
}

#[cfg(test)]
mod tests {
    use super::super::finding::Finding;
    use super::*;

    #[test]
    fn each_finding_is_an_object() {
        let finding = |answer| Finding { name: "cgroups", gives: "paths of cgroups", commands: &["watch"], answer };
        let findings = vec![finding(Answer::yes("/sys")), finding(Answer::no("not mounted").with_remedy("mount it"))];
        let groups = [Group { title: "Surroundings", findings }];
        let text = String::from_utf8(objects(&groups, Shape::Lines, Vec::new()).unwrap()).unwrap();
        let common = r#""group":"Surroundings","name":"cgroups","answer":"#;
        let rest = r#""gives":"paths of cgroups","commands":["watch"]"#;
        assert_eq!(
            text,
            format!(
                "{{{common}\"yes\",{rest},\"detail\":\"/sys\"}}\n\
                 {{{common}\"no\",{rest},\"reason\":\"not mounted\",\"remedy\":\"mount it\"}}\n"
            )
        );
    }
}
