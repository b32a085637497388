//! Columns about the processes that hold a socket. Where several do, a column names each value once; in JSON the facts of the first (the
//! lowest number) stand in the row, and those of all in `processes`.

use super::Row;
use super::column::{Column, Field, Fields, Kind, OWNERS};
use super::row::distinct;
use crate::commands::gather::{HoldingProcess, Host};
use crate::commands::parties::text::short_reason;
use model::{NoOwner, UserId};
use render::grid::Cut;
use render::style::Style;
use render::value::Value;
use std::borrow::Cow;

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "process",
        "PROCESS",
        "The names of the processes that hold it.",
        name,
        Fields::Several(&[Field::new(
            "process.name",
            Kind::Text,
            "The name of the process that holds it, of several the one with the lowest number.",
            first_name,
        )]),
    )
    .wanting(OWNERS)
    .essential()
    .cut(Cut::End, 7)
    .most(24)
    .styled(|_| Style::Name),
    Column::new(
        "pid",
        "PID",
        "The numbers of the processes that hold it.",
        pid,
        Fields::Several(&[Field::new(
            "process.pid",
            Kind::Number,
            "The number of the process that holds it, of several the lowest.",
            first_pid,
        )]),
    )
    .wanting(OWNERS)
    .importance(80)
    .right()
    .cut(Cut::End, 7)
    .most(14),
    Column::new(
        "fd",
        "FD",
        "The lowest descriptor of it that each process has.",
        descriptor,
        Fields::Several(&[Field::new(
            "fd",
            Kind::Number,
            "The lowest descriptor of it that the process has.",
            first_descriptor,
        )]),
    )
    .wanting(OWNERS)
    .right(),
    Column::new(
        "processes",
        "PROCESSES",
        "How many processes hold it.",
        count,
        Fields::Own("process_count", Kind::Number),
    )
    .wanting(OWNERS)
    .right(),
    Column::new(
        "holders",
        "HOLDERS",
        "Every process that holds it, with number and descriptor.",
        holders,
        Fields::Own("processes", Kind::Processes),
    )
    .wanting(OWNERS)
    .cut(Cut::End, 12),
    Column::new(
        "user",
        "USER",
        "The user as whom its process acts; who made the socket, where the process is hidden.",
        user,
        Fields::Several(&[
            Field::new("process.owner", Kind::Text, "The name of that user.", user_name),
            Field::new("process.user.id", Kind::Number, "The number of that user.", user_id),
        ]),
    )
    .wanting(OWNERS)
    .importance(60)
    .cut(Cut::End, 6)
    .most(16),
    Column::new("why", "WHY", "Why no process is seen to hold it.", why, Fields::Own("no_process", Kind::Word))
        .wanting(OWNERS)
        .cut(Cut::End, 12)
        .only_filled(),
];

fn name<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.processes() {
        [] => Value::Nobody(short_reason(row.subject.no_owner())),
        processes => distinct(processes, name_of),
    }
}

fn first_name<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.processes().first().map_or_else(|| row.nobody(), name_of)
}

/// The name of a process as it was seen with the socket. Without its process it says what was held.
pub(super) fn name_of<'r>(holding: &'r HoldingProcess<'_>) -> Value<'r> {
    Value::Text((&*holding.task.name).into())
}

fn pid<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_each(pid_of)
}

fn first_pid<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.processes().first().map_or_else(|| row.nobody(), pid_of)
}

pub(super) fn pid_of<'r>(holding: &'r HoldingProcess<'_>) -> Value<'r> {
    Value::Number(holding.task.process.0.into())
}

fn descriptor<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_each(descriptor_of)
}

fn first_descriptor<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.processes().first().map_or_else(|| row.nobody(), descriptor_of)
}

fn descriptor_of<'r>(holding: &'r HoldingProcess<'_>) -> Value<'r> {
    Value::Number(holding.descriptor.into())
}

fn count<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.processes().len() {
        0 => row.nobody(),
        count => Value::Number(count as u64),
    }
}

fn holders<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.processes() {
        [] => row.nobody(),
        processes => Value::List(processes.iter().map(|holding| record(row.subject.host, holding)).collect()),
    }
}

/// What is told of a process where several are.
pub(super) fn record<'r>(host: &Host, holding: &'r HoldingProcess<'_>) -> Value<'r> {
    let started = holding.process.as_ref().map(|process| process.started).or(holding.task.started);
    let moment = started.and_then(|started| host.moment(started));
    Value::Record(vec![
        ("process.name", name_of(holding)),
        ("process.pid", pid_of(holding)),
        ("fd", descriptor_of(holding)),
        ("process.start_time", moment.map_or(Value::Absent, Value::Moment)),
    ])
}

fn user<'r>(row: &'r Row<'_>) -> Value<'r> {
    if row.manner.numeric {
        return each_user(row, |id| Value::Number(id.0.into()));
    }
    each_user(row, |id| named(row.subject.host, id).unwrap_or(Value::Number(id.0.into())))
}

fn user_name<'r>(row: &'r Row<'_>) -> Value<'r> {
    first_user(row, |id| named(row.subject.host, id).unwrap_or(Value::Absent))
}

fn user_id<'r>(row: &'r Row<'_>) -> Value<'r> {
    first_user(row, |id| Value::Number(id.0.into()))
}

fn named(host: &Host, id: UserId) -> Option<Value<'static>> {
    host.user(id).map(|name| Value::Text(name.as_bytes().to_vec().into()))
}

fn each_user<'r>(row: &'r Row<'_>, show: impl Fn(UserId) -> Value<'r>) -> Value<'r> {
    match row.processes() {
        [] => maker(row, show),
        processes => distinct(processes, |holding| user_of(holding, &show)),
    }
}

fn first_user<'r>(row: &'r Row<'_>, show: impl Fn(UserId) -> Value<'r>) -> Value<'r> {
    match row.processes().first() {
        None => maker(row, show),
        Some(holding) => user_of(holding, &show),
    }
}

fn user_of<'r>(holding: &HoldingProcess<'_>, show: &impl Fn(UserId) -> Value<'r>) -> Value<'r> {
    match &holding.process {
        Some(process) => process.user.map_or(Value::Unknown(HIDDEN), show),
        None => Value::Unknown(NoOwner::LostRace.clause().into()),
    }
}

/// Who made a socket whose process is hidden. Of what outlives its process the kernel says root.
fn maker<'r>(row: &'r Row<'_>, show: impl Fn(UserId) -> Value<'r>) -> Value<'r> {
    match (row.subject.no_owner(), row.subject.socket.user) {
        (NoOwner::NeedsPrivilege(_) | NoOwner::OtherPidNamespace, Some(user)) => show(user),
        _ => row.nobody(),
    }
}

pub(super) const HIDDEN: Cow<'static, str> = Cow::Borrowed("needs root to look at processes of others");

fn why<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.processes() {
        [] => Value::Word(row.subject.no_owner().clause()),
        _ => Value::Absent,
    }
}

/// Text that may be absent.
pub(super) fn text(text: Option<&[u8]>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(text.into()))
}
