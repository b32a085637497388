//! Columns about the other end of a connection, where that is on this host too: over loopback, into another network namespace, or UNIX.

use super::Row;
use super::column::{BOTH_ENDS, Column, Field, Fields, Kind};
use super::owner::{name_of, pid_of, record};
use super::row::distinct;
use render::grid::Cut;
use render::style::Style;
use render::value::Value;

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "peer-process",
        "PEER PROCESS",
        "The names of the processes that hold the other end, where that is on this host.",
        name,
        Fields::Several(&[
            Field::new(
                "peer_process.name",
                Kind::Text,
                "The name of the process that holds the other end, of several the one with the lowest number.",
                first_name,
            ),
            Field::new("peer_processes", Kind::Processes, "Every process that holds the other end.", records),
        ]),
    )
    .wanting(BOTH_ENDS)
    .importance(65)
    .cut(Cut::End, 8)
    .most(24)
    .only_filled()
    .styled(|_| Style::Name),
    Column::new(
        "peer-pid",
        "PEER PID",
        "The numbers of the processes that hold the other end, where that is on this host.",
        pid,
        Fields::Several(&[Field::new(
            "peer_process.pid",
            Kind::Number,
            "The number of the process that holds the other end, of several the lowest.",
            first_pid,
        )]),
    )
    .wanting(BOTH_ENDS)
    .right()
    .only_filled(),
];

fn name<'r>(row: &'r Row<'_>) -> Value<'r> {
    distinct(row.peer_processes(), name_of)
}

fn first_name<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.peer_processes().first().map_or(Value::Absent, name_of)
}

fn pid<'r>(row: &'r Row<'_>) -> Value<'r> {
    distinct(row.peer_processes(), pid_of)
}

fn first_pid<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.peer_processes().first().map_or(Value::Absent, pid_of)
}

fn records<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.peer_processes() {
        [] => Value::Absent,
        processes => Value::List(processes.iter().map(|holding| record(row.subject.host, holding)).collect()),
    }
}
