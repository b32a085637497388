//! Columns about what the process that holds a socket is: the program that it runs, on whose behalf, since when.

use super::Row;
use super::column::{Column, Field, Fields, Kind, OWNERS};
use super::owner::{HIDDEN, text};
use model::{Micros, Process};
use render::grid::Cut;
use render::value::Value;
use std::borrow::Cow;

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "command",
        "COMMAND",
        "The command line of its process.",
        command,
        Fields::Own("process.command_line", Kind::Text),
    )
    .also(&["cmd", "args"])
    .wanting(OWNERS)
    .cut(Cut::End, 12),
    Column::new(
        "arguments",
        "ARGUMENTS",
        "The command line of its process, word by word.",
        arguments,
        Fields::Own("process.command_args", Kind::Texts),
    )
    .wanting(OWNERS)
    .cut(Cut::End, 12),
    Column::new(
        "exe",
        "EXECUTABLE",
        "The file that its process runs.",
        executable,
        Fields::Several(&[
            Field::new("process.executable.path", Kind::Text, "The file that the process runs.", executable),
            Field::new("process.executable.name", Kind::Text, "The last part of that path.", executable_name),
        ]),
    )
    .also(&["executable"])
    .wanting(OWNERS)
    .cut(Cut::Middle, 12),
    Column::new(
        "exe-deleted",
        "DELETED",
        "Whether that file was deleted or replaced since the process started.",
        is_deleted,
        Fields::Own("process.executable.deleted", Kind::Truth),
    )
    .wanting(OWNERS),
    Column::new(
        "unit",
        "UNIT",
        "The systemd unit of its process, that of the user's own manager first.",
        unit,
        Fields::Own("systemd.unit", Kind::Text),
    )
    .wanting(OWNERS)
    .importance(45)
    .cut(Cut::Middle, 10)
    .most(28)
    .only_filled(),
    Column::new(
        "parents",
        "PARENTS",
        "The parent of its process, that one's parent, and so on to the first.",
        parents,
        Fields::Several(&[
            Field::new("process.parent_pid", Kind::Number, "The number of the process's parent.", parent_pid),
            Field::new(
                "process.parents",
                Kind::Processes,
                "The parent, that one's parent, and so on to the first.",
                parent_records,
            ),
        ]),
    )
    .also(&["parent"])
    .wanting(OWNERS)
    .cut(Cut::End, 10),
    Column::new(
        "started",
        "STARTED",
        "When its process started.",
        started,
        Fields::Own("process.start_time", Kind::Moment),
    )
    .wanting(OWNERS)
    .right(),
    Column::new("age", "AGE", "How long ago its process started.", age, Fields::Own("process_age_us", Kind::Number))
        .wanting(OWNERS)
        .clock()
        .importance(30)
        .right(),
];

fn command<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match process.command_line.strip_suffix(b"\0").unwrap_or(&process.command_line) {
        [] => Value::Absent,
        line if line.contains(&0) => {
            let spaced: Vec<u8> = line.iter().map(|&octet| if octet == 0 { b' ' } else { octet }).collect();
            Value::Text(spaced.into())
        }
        line => Value::Text(line.into()),
    })
}

fn arguments<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match process.command_line.strip_suffix(b"\0").unwrap_or(&process.command_line) {
        [] => Value::Absent,
        line => Value::List(line.split(|&octet| octet == 0).map(|word| Value::Text(word.into())).collect()),
    })
}

fn executable<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match &process.executable {
        Some(executable) => Value::Text((&*executable.path).into()),
        None => no_executable(process),
    })
}

fn executable_name<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match &process.executable {
        Some(executable) => {
            let path = &*executable.path;
            Value::Text(path.rsplit(|&octet| octet == b'/').next().unwrap_or(path).into())
        }
        None => no_executable(process),
    })
}

fn is_deleted<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match &process.executable {
        Some(executable) => Value::Truth(executable.is_deleted),
        None => no_executable(process),
    })
}

/// A thread of the kernel runs no file, and has no arguments.
fn no_executable(process: &Process) -> Value<'static> {
    if process.command_line.is_empty() { Value::Absent } else { Value::Unknown(HIDDEN) }
}

fn unit<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| {
        // The scope that a runtime made for a container is no more than the container's id.
        let is_own = |unit: &&[u8]| !row.container().is_some_and(|container| contains(unit, &container.id));
        text(process.user_unit.as_deref().or(process.unit.as_deref()).filter(is_own))
    })
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && text.windows(part.len()).any(|window| window == part)
}

fn parents<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match process.parents.as_slice() {
        [] => Value::Absent,
        parents => Value::List(parents.iter().map(|parent| Value::Text((&*parent.name).into())).collect()),
    })
}

fn parent_pid<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| process.parents.first().map_or(Value::Absent, |parent| Value::Number(parent.id.0.into())))
}

fn parent_records<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match process.parents.as_slice() {
        [] => Value::Absent,
        parents => {
            let records = parents.iter().map(|parent| {
                let name = Value::Text((&*parent.name).into());
                Value::Record(vec![("process.name", name), ("process.pid", Value::Number(parent.id.0.into()))])
            });
            Value::List(records.collect())
        }
    })
}

fn started<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| row.subject.host.moment(process.started).map_or(Value::Unknown(NO_CLOCK), Value::Moment))
}

fn age<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_first(|process| match row.subject.host.moment(process.started) {
        Some(started) => {
            let age = row.subject.host.now().duration_since(started).unwrap_or_default();
            Value::Span(Micros(u64::try_from(age.as_micros()).unwrap_or(u64::MAX)))
        }
        None => Value::Unknown(NO_CLOCK),
    })
}

const NO_CLOCK: Cow<'static, str> = Cow::Borrowed("/proc/stat does not tell when the host was booted");
