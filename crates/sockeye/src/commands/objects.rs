//! JSON objects of sockets, for the commands that show some of them and have something of their own to say of each; and of what is
//! no socket.

use super::columns::schema::View;
use super::columns::{self, Field, Row};
use super::gather::Wants;
use super::shared::Format;
use render::json;
use render::value::Value;
use std::time::SystemTime;

/// What is said of each socket: what it is, who holds it, and who holds the other end.
const COLUMNS: &[&str] = &[
    "transport",
    "family",
    "state",
    "local",
    "peer",
    "service",
    "exposure",
    "interface",
    "recv-q",
    "send-q",
    "backlog",
    "backlog-limit",
    "process",
    "pid",
    "fd",
    "user",
    "command",
    "exe",
    "unit",
    "container",
    "image",
    "pod",
    "parents",
    "started",
    "holders",
    "peer-process",
    "peer-pid",
    "netns",
    "inode",
    "cookie",
];

/// The fields of every object.
#[derive(Clone)]
pub(super) struct Fields(Vec<Field>);

impl Fields {
    /// All of them, and what must be asked for so that they have values.
    pub(super) fn of_sockets() -> (Self, Wants) {
        let columns: Vec<_> = COLUMNS.iter().filter_map(|name| columns::by_name(name)).collect();
        let wants = columns.iter().fold(Wants::default(), |wants, column| wants.and(column.wants));
        (Self(columns::fields_of(&columns)), wants)
    }

    /// A socket as an object to which more members can be added: its last brace is missing. `first` stands before the rest.
    pub(super) fn open_object(&self, row: &Row<'_>, first: &[(&'static str, Value<'_>)]) -> Vec<u8> {
        let fields = self.0.iter().map(|field| (field.name, field.told(row)));
        let members: Vec<_> = first.iter().cloned().chain(fields).collect();
        let mut object = Vec::new();
        json::push_object(&mut object, &members);
        object.pop();
        object
    }
}

/// Objects being written.
#[derive(Debug)]
pub(super) struct Objects {
    view: View,
    is_document: bool,
    is_empty: bool,
    out: Vec<u8>,
}

impl Objects {
    /// None yet, of what this view found at that time: one document with this member for all of them, or a line for each.
    pub(super) fn new(view: View, member: &str, now: SystemTime, format: Format) -> Self {
        let mut out = Vec::new();
        let is_document = format == Format::Json;
        if is_document {
            json::push_object(&mut out, &[("schema", Value::Word(view.name())), ("time", Value::Moment(now))]);
            out.pop();
            out.extend_from_slice(format!(",\"{member}\":[").as_bytes());
        }
        Self { view, is_document, is_empty: true, out }
    }

    /// Adds an object that lacks its last brace, with these members behind the others.
    pub(super) fn add(&mut self, open_object: &[u8], last: &[(&'static str, Value<'_>)]) {
        let members = open_object.get(1..).unwrap_or_default();
        if self.is_document {
            self.out.extend_from_slice(if self.is_empty { b"\n{" } else { b",\n{" });
        } else {
            self.out.extend_from_slice(format!("{{\"schema\":\"{}\"", self.view.name()).as_bytes());
            self.out.extend_from_slice(if members.is_empty() { b"" } else { b"," });
        }
        self.is_empty = false;
        self.out.extend_from_slice(members);
        let mut more = Vec::new();
        json::push_object(&mut more, last);
        let more = more.get(1..).unwrap_or_default();
        let is_first = self.is_document && members.is_empty();
        self.out.extend_from_slice(if more == b"}" || is_first { b"" } else { b"," });
        self.out.extend_from_slice(more);
        self.out.extend_from_slice(if self.is_document { b"" } else { b"\n" });
    }

    /// Adds an object with these members.
    pub(super) fn add_row(&mut self, members: &[(&'static str, Value<'_>)]) {
        let mut object = Vec::new();
        json::push_object(&mut object, members);
        object.pop();
        self.add(&object, &[]);
    }

    /// All that is to be written.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.is_document {
            self.out.extend_from_slice(if self.is_empty { b"]}\n" } else { b"\n]}\n" });
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_there() {
        let missing: Vec<_> = COLUMNS.iter().filter(|name| columns::by_name(name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn written(format: Format, objects: &[&[u8]]) -> String {
        let mut written = Objects::new(View::Kill, "sockets", SystemTime::UNIX_EPOCH, format);
        objects.iter().for_each(|object| written.add(object, &[("outcome", Value::Word("closed"))]));
        String::from_utf8(written.finish()).unwrap()
    }

    #[test]
    fn a_document_has_all_and_a_line_one() {
        let objects = [&b"{\"fd\":1"[..], b"{"];
        let head = r#"{"schema":"sockeye.kill/1","time":"1970-01-01T00:00:00Z","sockets":["#;
        let rows = "\n{\"fd\":1,\"outcome\":\"closed\"},\n{\"outcome\":\"closed\"}\n]}\n";
        assert_eq!(written(Format::Json, &objects), format!("{head}{rows}"));
        assert_eq!(written(Format::Json, &[]), format!("{head}]}}\n"));
        let start = r#"{"schema":"sockeye.kill/1","#;
        let lines = format!("{start}\"fd\":1,\"outcome\":\"closed\"}}\n{start}\"outcome\":\"closed\"}}\n");
        assert_eq!(written(Format::Ndjson, &objects), lines);
        assert_eq!(written(Format::Ndjson, &[]), "");
    }
}
