//! What has to do with the targets, for programs: every socket as an object, nothing folded.

use super::collect::Part;
use super::target::Target;
use crate::commands::columns::{Manner, Row};
use crate::commands::gather::{Subject, SubjectSink};
use crate::commands::objects::{Fields, Objects};
use crate::commands::shared::Format;
use model::State;
use render::value::Value;
use std::io;

/// What a document or line begins with.
const SCHEMA: &str = "sockeye.port/1";

/// Takes sockets, and keeps those that have to do with the targets.
pub(super) struct Listing<'t> {
    targets: &'t [Target],
    fields: Fields,
    manner: Manner,
    objects: Vec<Vec<u8>>,
    /// How many of them say that somebody has a target.
    somebody: usize,
    /// How many there were when the present table began.
    mark: (usize, usize),
}

impl<'t> Listing<'t> {
    pub(super) fn new(targets: &'t [Target], fields: Fields, is_numeric: bool) -> Self {
        Self { targets, fields, manner: Manner::new(is_numeric), objects: Vec::new(), somebody: 0, mark: (0, 0) }
    }

    /// Whether anybody has one of the targets.
    pub(super) fn somebody(&self) -> bool {
        self.somebody > 0
    }

    /// All of them, as they are written.
    pub(super) fn finish(self, format: Format) -> Vec<u8> {
        let mut objects = Objects::new(SCHEMA, "sockets", format);
        self.objects.iter().for_each(|object| objects.add(object, &[]));
        objects.finish()
    }
}

impl SubjectSink for Listing<'_> {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        let Some(part) = Part::of(self.targets, subject) else { return Ok(()) };
        let word = match part {
            Part::Listener => "listener",
            Part::Here => "connection",
            Part::Elsewhere => "connection_elsewhere",
        };
        let is_somebody = part != Part::Elsewhere && subject.socket.state != State::TimeWait;
        self.somebody += usize::from(is_somebody);
        let row = Row::new(subject, &self.manner);
        self.objects.push(self.fields.open_object(&row, &[("role", Value::Word(word))]));
        Ok(())
    }

    fn begin_table(&mut self) {
        self.mark = (self.objects.len(), self.somebody);
    }

    fn forget_table(&mut self) -> bool {
        let (objects, somebody) = self.mark;
        self.objects.truncate(objects);
        self.somebody = somebody;
        true
    }
}
