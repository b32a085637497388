//! Objects of JSON that are made from a table, for what is no socket with columns: events, services, findings.
//!
//! A [`Fact`] says what it is called, what kind of value it has, and how that is found. What is written and its schema both follow
//! from it, so that they cannot drift apart.

use super::columns::Kind;
use super::columns::schema::{object_of, octets, or_null, unknown, value_of};
use serde_json::{Map, Value, json};

/// One fact of an object. `F` finds its value in what the object is about.
pub(crate) struct Fact<F> {
    /// Its name.
    pub(crate) name: &'static str,
    /// Finds its value.
    pub(crate) value: F,
    /// What it tells, in one sentence.
    about: &'static str,
    shape: Shape,
    presence: Presence,
}

/// What kind of value it has.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// One that columns have, too.
    Of(Kind),
    /// An address of IPv4 or IPv6.
    Address,
    /// One of these words of ours.
    Words(fn() -> Vec<&'static str>),
    /// An object with a number for each of these words that has one.
    Counts(fn() -> Vec<&'static str>),
    /// Several objects like this.
    Objects(fn() -> Value),
}

/// Whether an object has it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Always,
    Sometimes,
    OrUnknown,
}

impl<F> Fact<F> {
    /// One that every object has.
    pub(crate) const fn always(name: &'static str, shape: Shape, about: &'static str, value: F) -> Self {
        Self { name, value, about, shape, presence: Presence::Always }
    }

    /// One that an object may lack.
    pub(crate) const fn sometimes(name: &'static str, shape: Shape, about: &'static str, value: F) -> Self {
        Self { name, value, about, shape, presence: Presence::Sometimes }
    }

    /// One that an object may lack, or that could not be seen, for a reason that is told.
    pub(crate) const fn or_unknown(name: &'static str, shape: Shape, about: &'static str, value: F) -> Self {
        Self { name, value, about, shape, presence: Presence::OrUnknown }
    }

    /// Whether it may be null. A moment may be one that no calendar has.
    fn is_nullable(&self) -> bool {
        self.presence == Presence::OrUnknown || matches!(self.shape, Shape::Of(Kind::Moment))
    }

    fn schema(&self) -> Value {
        let mut schema = object_of(match self.shape {
            Shape::Of(kind) => value_of(kind),
            Shape::Address => json!({ "type": "string", "anyOf": [{ "format": "ipv4" }, { "format": "ipv6" }] }),
            Shape::Words(words) => json!({ "type": "string", "enum": words() }),
            Shape::Counts(words) => {
                json!({ "type": "object", "propertyNames": { "enum": words() }, "additionalProperties": value_of(Kind::Number) })
            }
            Shape::Objects(object) => json!({ "type": "array", "items": object() }),
        });
        if self.is_nullable() {
            or_null(&mut schema);
        }
        schema.insert("description".into(), self.about.into());
        Value::Object(schema)
    }
}

/// What an object with these facts looks like. It says nothing of members that are not among them.
pub(crate) fn object<F>(facts: &[Fact<F>]) -> Map<String, Value> {
    let mut properties: Map<_, _> = facts.iter().map(|fact| (fact.name.to_owned(), fact.schema())).collect();
    if facts.iter().any(Fact::is_nullable) {
        properties.insert("unknown".into(), unknown());
    }
    let needed = facts.iter().filter(|fact| fact.presence == Presence::Always);
    object_of(json!({
        "type": "object",
        "properties": properties,
        "required": needed.map(|fact| fact.name).collect::<Vec<_>>(),
        "patternProperties": octets(),
    }))
}

/// The same, and it has no other members.
pub(crate) fn closed_object<F>(facts: &[Fact<F>]) -> Value {
    let mut object = object(facts);
    object.insert("additionalProperties".into(), false.into());
    Value::Object(object)
}
