//! Columns about the processes that hold a socket. Where several do, a column names each value once; in JSON the facts of the first (the
//! lowest number) stand in the row, and those of all in `processes`.

use super::Row;
use super::column::{Column, Field, Fields, Kind, OWNERS};
use super::row::distinct;
use crate::commands::gather::{HoldingProcess, Host};
use model::{Container, Micros, NoOwner, Process, UserId};
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
    .cut(Cut::End, 8)
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
        "container",
        "CONTAINER",
        "The container that it belongs to: its name, or the start of its id.",
        container,
        Fields::Several(&[
            Field::new("container.id", Kind::Text, "The container's id.", container_id),
            Field::new("container.name", Kind::Text, "The container's name.", container_name),
            Field::new("container.runtime.name", Kind::Word, "Who runs the container.", container_runtime),
        ]),
    )
    .wanting(OWNERS)
    .importance(55)
    .cut(Cut::Middle, 8)
    .most(28)
    .only_filled(),
    Column::new(
        "image",
        "IMAGE",
        "The image of that container.",
        image,
        Fields::Own("container.image.name", Kind::Text),
    )
    .wanting(OWNERS)
    .cut(Cut::Middle, 10)
    .only_filled(),
    Column::new(
        "pod",
        "POD",
        "The Kubernetes pod of that container, after its namespace.",
        pod,
        Fields::Several(&[
            Field::new("k8s.pod.name", Kind::Text, "The pod's name.", pod_name),
            Field::new("k8s.namespace.name", Kind::Text, "The pod's namespace.", pod_namespace),
            Field::new("k8s.pod.uid", Kind::Text, "The pod's uid.", pod_uid),
        ]),
    )
    .wanting(OWNERS)
    .cut(Cut::Middle, 10)
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
    Column::new("why", "WHY", "Why no process is seen to hold it.", why, Fields::Own("no_process", Kind::Word))
        .wanting(OWNERS)
        .cut(Cut::End, 12)
        .only_filled(),
];

fn name<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.of_each(name_of)
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

const HIDDEN: Cow<'static, str> = Cow::Borrowed("needs root to look at processes of others");

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
    row.of_first(|process| text(process.user_unit.as_deref().or(process.unit.as_deref())))
}

fn container<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| Value::Text(container.label().into()))
}

fn container_id<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| Value::Text((&*container.id).into()))
}

fn container_name<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| text(container.name.as_deref()))
}

fn container_runtime<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| Value::Word(container.runtime.name()))
}

fn image<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| text(container.image.as_deref()))
}

fn pod<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| match &container.pod {
        Some(pod) => match (&pod.namespace, &pod.name) {
            (Some(namespace), Some(name)) => Value::Text([namespace, &b"/"[..], name].concat().into()),
            (_, name) => text(name.as_deref().or(pod.uid.as_deref())),
        },
        None => Value::Absent,
    })
}

fn pod_name<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| text(container.pod.as_ref().and_then(|pod| pod.name.as_deref())))
}

fn pod_namespace<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| text(container.pod.as_ref().and_then(|pod| pod.namespace.as_deref())))
}

fn pod_uid<'r>(row: &'r Row<'_>) -> Value<'r> {
    of_container(row, |container| text(container.pod.as_ref().and_then(|pod| pod.uid.as_deref())))
}

fn of_container<'r>(row: &'r Row<'_>, fact: impl FnOnce(&'r Container) -> Value<'r>) -> Value<'r> {
    match row.container() {
        Some(container) => fact(container),
        None if row.processes().is_empty() => row.nobody(),
        None => Value::Absent,
    }
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

fn why<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.processes() {
        [] => Value::Word(row.subject.no_owner().clause()),
        _ => Value::Absent,
    }
}

fn text(text: Option<&[u8]>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(text.into()))
}
