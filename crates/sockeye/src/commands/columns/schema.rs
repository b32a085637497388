//! What the JSON of our views looks like, for programs (JSON Schema, draft 2020-12): made from the table of columns.
//!
//! A schema has a number, which stands in every document (`"schema": "sockeye.list/1"`). New fields leave it as it is, because
//! readers pass over what they do not know; it changes when a field goes, or means something else.

use super::{Kind, all, fields_of};
use serde_json::{Map, Value, json};

/// A view that writes JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// `sockeye list`.
    List,
    /// `sockeye count`.
    Count,
    /// `sockeye port`.
    Port,
    /// `sockeye kill`.
    Kill,
}

impl View {
    /// What tells its documents, and their form, from others.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::List => "sockeye.list/1",
            Self::Count => "sockeye.count/1",
            Self::Port => "sockeye.port/1",
            Self::Kill => "sockeye.kill/1",
        }
    }

    /// Its schema, as text.
    pub(crate) fn schema(self) -> String {
        let schema = match self {
            Self::List => self.document(
                "Sockets, as sockeye list writes them",
                json!({
                    "sockets": { "type": "array", "items": { "$ref": "#/$defs/row" } },
                    "left_out": { "type": "integer", "description": "How many sockets were found beyond --limit." }
                }),
                &["sockets"],
                json!({
                    "change": {
                        "enum": ["listed", "new", "changed", "gone"],
                        "description": "With --every: what became of the socket since the listing before."
                    }
                }),
            ),
            Self::Count => self.document(
                "Counts of sockets, as sockeye count writes them",
                json!({
                    "total": { "type": "integer", "description": "How many sockets were counted." },
                    "distinct": { "type": "integer", "description": "How many different ones there are, of those that have something." },
                    "counts": { "type": "array", "items": { "$ref": "#/$defs/row" } }
                }),
                &["distinct"],
                json!({ "count": { "type": "integer", "description": "How many sockets are like this." } }),
            ),
            Self::Port => self.document(
                "Sockets that have to do with a port, as sockeye port writes them",
                json!({ "sockets": { "type": "array", "items": { "$ref": "#/$defs/row" } } }),
                &["sockets"],
                json!({
                    "role": {
                        "enum": ["listener", "connection", "client"],
                        "description": "What the socket has to do with the port: it waits there, or only keeps it (listener); it is connected \
                                        and has the port itself (connection); it is connected to that port from here (client)."
                    }
                }),
            ),
            Self::Kill => self.document(
                "What sockeye kill closed or ended, and what not",
                json!({
                    "sockets": { "type": "array", "items": { "$ref": "#/$defs/row" } },
                    "processes": {
                        "type": "array",
                        "items": { "$ref": "#/$defs/row" },
                        "description": "With --process, in place of sockets."
                    }
                }),
                &[],
                json!({
                    "outcome": {
                        "enum": ["closed", "ended", "was_gone", "left"],
                        "description": "What became of the socket or process; nothing if nothing was done. was_gone: it had ended before."
                    },
                    "reason": { "type": "string", "description": "Why it is left." },
                    "chosen_sockets": { "type": "integer", "description": "How many of the chosen sockets the process holds." },
                    "other_sockets": { "type": "integer", "description": "How many others it holds besides." }
                }),
            ),
        };
        // Names and values that are ours are fit for JSON.
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    }

    /// A document (`-o json`) or a line (`-o ndjson`).
    fn document(self, title: &str, members: Value, needed: &[&str], of_row: Value) -> Value {
        let own = |mut properties: Map<String, Value>| {
            properties.insert("schema".into(), json!({ "const": self.name() }));
            properties.insert(
                "time".into(),
                json!({ "type": "string", "format": "date-time", "description": "When it was listed." }),
            );
            properties
        };
        let needed: Vec<&str> = ["schema", "time"].iter().chain(needed).copied().collect();
        let mut row = object_of(of_row);
        row.extend(fields());
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:{}", self.name().replace(['.', '/'], ":")),
            "title": title,
            "description": "Amounts are octets, rates bits per second, spans microseconds: names say which. What a socket does not have has \
                            no field; what could not be seen is null, and the reason stands in unknown under the same name. Where \
                            process.pid is null, all else about the process is unknown for the same reason and has no field.",
            "anyOf": [
                {
                    "title": "a document (-o json)",
                    "type": "object",
                    "properties": own(object_of(members)),
                    "required": needed,
                    "additionalProperties": false
                },
                {
                    "title": "a line (-o ndjson)",
                    "$ref": "#/$defs/row",
                    "properties": own(Map::new()),
                    "required": ["schema"],
                    "unevaluatedProperties": false
                }
            ],
            "$defs": {
                "row": {
                    "type": "object",
                    "properties": row,
                    "patternProperties": {
                        "_base64$": {
                            "type": ["string", "array"],
                            "description": "All octets of a text that is not UTF-8 (RFC 4648)."
                        }
                    }
                },
                "process": {
                    "type": "object",
                    "properties": {
                        "process.name": text_of(Kind::Text),
                        "process.pid": text_of(Kind::Number),
                        "fd": text_of(Kind::Number),
                        "process.start_time": text_of(Kind::Moment),
                        "unknown": unknown()
                    },
                    "required": ["process.pid"]
                }
            }
        })
    }
}

fn object_of(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Every field that a row may have.
fn fields() -> Map<String, Value> {
    let columns: Vec<_> = all().collect();
    let mut fields: Map<String, Value> = fields_of(&columns)
        .into_iter()
        .map(|field| {
            let mut schema = object_of(text_of(field.kind));
            schema.insert("description".into(), field.about.into());
            (field.name.to_owned(), Value::Object(schema))
        })
        .collect();
    fields.insert("unknown".into(), unknown());
    fields
}

/// The reasons for what is null.
fn unknown() -> Value {
    json!({
        "type": "object",
        "description": "Why each of the fields that are null could not be seen.",
        "additionalProperties": { "type": "string" }
    })
}

fn text_of(kind: Kind) -> Value {
    match kind {
        Kind::Word | Kind::Text => json!({ "type": ["string", "null"] }),
        Kind::Address => json!({ "type": ["string", "integer", "null"] }),
        Kind::Number => json!({ "type": ["integer", "null"], "minimum": 0 }),
        Kind::Moment => json!({ "type": ["string", "null"], "format": "date-time" }),
        Kind::Truth => json!({ "type": ["boolean", "null"] }),
        Kind::Texts => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
        Kind::Processes => json!({ "type": ["array", "null"], "items": { "$ref": "#/$defs/process" } }),
    }
}
