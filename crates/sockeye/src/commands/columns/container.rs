//! Columns about the container that a socket belongs to: that of its holder, or else that of its network namespace.

use super::Row;
use super::column::{Column, Field, Fields, Kind, OWNERS};
use super::owner::text;
use model::Container;
use render::grid::Cut;
use render::value::Value;

pub(super) const COLUMNS: &[Column] = &[
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
];

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
