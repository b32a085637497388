//! What the JSON of our views looks like, for programs (JSON Schema, draft 2020-12): made from the table of columns, or from the
//! [facts](crate::commands::facts) of what has none.
//!
//! A schema has a number, which stands in every document (`"schema": "sockeye.list/1"`). New fields leave it as it is, because
//! readers pass over what they do not know; it changes when a field goes, or means something else.

use super::{Kind, all, fields_of};
use crate::applets::nc;
use crate::commands::facts::{self, Fact};
use crate::commands::{service, status, watch};
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
    /// `sockeye watch`.
    Watch,
    /// `sockeye service`.
    Service,
    /// `sockeye status`.
    Status,
    /// A session of `sockeye nc`, as `--record` writes it.
    Session,
}

/// What is said of every schema.
const RULES: &str = "Amounts are octets, rates bits per second, spans microseconds: names say which. What does not exist has no field; \
                     what could not be seen is null, and the reason stands in unknown under the same name.";

impl View {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 8] =
        [Self::List, Self::Count, Self::Port, Self::Kill, Self::Watch, Self::Service, Self::Status, Self::Session];

    /// What tells its documents, and their form, from others.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::List => "sockeye.list/1",
            Self::Count => "sockeye.count/1",
            Self::Port => "sockeye.port/1",
            Self::Kill => "sockeye.kill/1",
            Self::Watch => "sockeye.watch/1",
            Self::Service => "sockeye.service/1",
            Self::Status => "sockeye.status/1",
            Self::Session => "sockeye.session/1",
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
            Self::Watch => watch::schema(),
            Self::Service => service::schema(),
            Self::Status => status::schema(),
            Self::Session => nc::taps::schema(),
        };
        // Names and values that are ours are fit for JSON.
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What is written of sockets: a document or lines.
    fn document(self, title: &str, members: Value, needed: &[&str], of_row: Value) -> Value {
        let about = format!(
            "{RULES} Where process.pid is null, all else about the process is unknown for the same reason and has no field."
        );
        let mut row = object_of(of_row);
        row.extend(fields());
        let definitions = json!({
            "row": { "type": "object", "properties": row, "patternProperties": octets() },
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
        });
        self.framed(title, &about, self.document_or_line(members, needed), definitions)
    }

    /// What is written of rows that have these facts: a document with this member for all of them, or a line for each.
    pub(crate) fn rows<F>(self, title: &str, member: &str, facts: &[Fact<F>]) -> Value {
        let member_of_all = json!({
            member: { "type": "array", "items": { "$ref": "#/$defs/row", "unevaluatedProperties": false } }
        });
        let forms = self.document_or_line(member_of_all, &[member]);
        self.framed(title, RULES, forms, json!({ "row": facts::object(facts) }))
    }

    /// What is written of several kinds of rows, a line for each: each kind has its title and its form.
    pub(crate) fn lines(self, title: &str, kinds: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        let kinds = kinds.into_iter().map(|(title, kind)| {
            let mut kind = object_of(kind);
            kind.insert("title".into(), title.into());
            Value::Object(kind)
        });
        self.framed(title, RULES, kinds.collect(), json!({}))
    }

    /// A document (`-o json`) or a line (`-o ndjson`) with one of the rows.
    fn document_or_line(self, members: Value, needed: &[&str]) -> Value {
        let own = |mut properties: Map<String, Value>| {
            properties.insert("schema".into(), json!({ "const": self.name() }));
            properties.insert(
                "time".into(),
                json!({ "type": "string", "format": "date-time", "description": "When it was listed." }),
            );
            properties
        };
        let needed: Vec<&str> = ["schema", "time"].iter().chain(needed).copied().collect();
        json!([
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
        ])
    }

    fn framed(self, title: &str, about: &str, forms: Value, definitions: Value) -> Value {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:{}", self.name().replace(['.', '/'], ":")),
            "title": title,
            "description": about,
            "anyOf": forms,
            "$defs": definitions
        })
    }
}

/// The members of an object.
pub(crate) fn object_of(value: Value) -> Map<String, Value> {
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
pub(crate) fn unknown() -> Value {
    json!({
        "type": "object",
        "description": "Why each of the fields that are null could not be seen.",
        "additionalProperties": { "type": "string" }
    })
}

/// All octets of texts that are not UTF-8, beside them.
pub(crate) fn octets() -> Value {
    json!({
        "_base64$": { "type": ["string", "array"], "description": "All octets of a text that is not UTF-8 (RFC 4648)." }
    })
}

/// A value of this kind, or null.
fn text_of(kind: Kind) -> Value {
    let mut schema = object_of(value_of(kind));
    or_null(&mut schema);
    Value::Object(schema)
}

/// Lets a value be null, too.
pub(crate) fn or_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    let types = match schema.remove("type") {
        Some(Value::Array(types)) => types,
        one => one.into_iter().collect(),
    };
    schema.insert("type".into(), types.into_iter().chain(["null".into()]).collect());
}

/// A value of this kind.
pub(crate) fn value_of(kind: Kind) -> Value {
    match kind {
        Kind::Word | Kind::Text => json!({ "type": "string" }),
        Kind::Address => json!({ "type": ["string", "integer"] }),
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::Moment => json!({ "type": "string", "format": "date-time" }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Processes => json!({ "type": "array", "items": { "$ref": "#/$defs/process" } }),
    }
}

/// Holds these documents, or lines, to the view's schema, and says how many there are.
#[cfg(test)]
#[track_caller]
pub(crate) fn assert_valid(view: View, written: &[u8]) -> usize {
    let schema = serde_json::from_str(&view.schema()).expect("a schema is JSON");
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    let validator = options.build(&schema).expect("a schema is one");
    let documents = serde_json::Deserializer::from_slice(written).into_iter::<Value>();
    let check = |document: Result<Value, _>| {
        let document = document.expect("what is written is JSON");
        let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
    };
    documents.map(check).count()
}
