//! What would be closed or ended, and what became of it, for programs.

use super::chosen::Choice;
use super::processes::Doomed;
use super::sockets::Outcome;
use crate::commands::columns::schema::View;
use crate::commands::objects::Objects;
use crate::commands::parties::text;
use crate::commands::shared::Format;
use render::json;
use render::value::Value;
use std::time::SystemTime;

/// The sockets that were chosen.
pub(super) fn of_sockets(
    choice: &Choice<'_>,
    outcomes: Option<&[Outcome]>,
    now: SystemTime,
    format: Format,
) -> Vec<u8> {
    let mut objects = Objects::new(View::Kill, "sockets", now, format);
    for (place, chosen) in choice.chosen.iter().enumerate() {
        objects.add(&chosen.object, &members(outcomes.and_then(|outcomes| outcomes.get(place))));
    }
    objects.finish()
}

/// The processes that hold them.
pub(super) fn of_processes<'d>(
    doomed: impl Iterator<Item = (&'d Doomed, Option<&'d Outcome>)>,
    now: SystemTime,
    format: Format,
) -> Vec<u8> {
    let mut objects = Objects::new(View::Kill, "processes", now, format);
    for (doomed, outcome) in doomed {
        let member = &doomed.member;
        let user = member.user.as_deref().map_or(Value::Absent, |user| Value::Text(user.as_bytes().into()));
        let command = member.process.as_deref().map(text::command);
        let facts = [
            ("process.name", Value::Text((&*member.name).into())),
            ("process.pid", Value::Number(member.id.0.into())),
            ("process.owner", user),
            ("process.start_time", member.started.map_or(Value::Absent, Value::Moment)),
            ("process.command_line", command.map_or(Value::Absent, |command| Value::Text(command.into()))),
            ("chosen_sockets", Value::Number(doomed.chosen as u64)),
            ("other_sockets", Value::Number(doomed.sockets.saturating_sub(doomed.chosen) as u64)),
        ];
        let mut object = Vec::new();
        json::push_object(&mut object, &facts);
        object.pop();
        objects.add(&object, &members(outcome));
    }
    objects.finish()
}

/// What became of it.
fn members(outcome: Option<&Outcome>) -> [(&'static str, Value<'static>); 2] {
    let word = outcome.map_or(Value::Absent, |outcome| {
        Value::Word(match outcome {
            Outcome::Closed => "closed",
            Outcome::Ended => "ended",
            Outcome::WasGone => "was_gone",
            Outcome::Left(_) => "left",
        })
    });
    let reason = outcome.and_then(Outcome::reason).map(|reason| Value::Text(reason.as_bytes().to_vec().into()));
    [("outcome", word), ("reason", reason.unwrap_or(Value::Absent))]
}
