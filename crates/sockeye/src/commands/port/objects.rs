//! What has to do with the targets, for programs: every socket as an object, nothing folded.

use super::collect::Part;
use super::target::Target;
use crate::commands::columns::schema::View;
use crate::commands::columns::{Manner, Row};
use crate::commands::gather::{Subject, SubjectSink};
use crate::commands::objects::{Fields, Objects};
use crate::commands::shared::Format;
use model::State;
use render::value::Value;
use std::io;
use std::time::SystemTime;

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
    pub(super) fn finish(self, now: SystemTime, format: Format) -> Vec<u8> {
        let mut objects = Objects::new(View::Port, "sockets", now, format);
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
            Part::Client => "client",
        };
        let is_somebody = part != Part::Client && subject.socket.state != State::TimeWait;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::columns::made_up::MadeUp;

    #[test]
    fn json_is_what_its_schema_says() {
        let schema = serde_json::from_str(&View::Port.schema()).unwrap();
        let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
        let made_up = MadeUp::new("port-json");
        let targets = [Target::Ports { first: 1, last: u16::MAX, transport: None }];
        for format in [Format::Json, Format::Ndjson] {
            let mut listing = Listing::new(&targets, Fields::of_sockets().0, false);
            made_up.show(&mut listing);
            assert!(listing.somebody());
            let text = listing.finish(MadeUp::now(), format);
            for document in serde_json::Deserializer::from_slice(&text).into_iter::<serde_json::Value>() {
                let document = document.unwrap();
                let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
            }
        }
    }

    #[test]
    fn a_table_that_is_read_again_is_not_told_twice() {
        let made_up = MadeUp::new("port-again");
        let targets = [Target::Ports { first: 1, last: u16::MAX, transport: None }];
        let written = |times| {
            let mut listing = Listing::new(&targets, Fields::of_sockets().0, false);
            (1..times).for_each(|_| {
                made_up.show(&mut listing);
                assert!(listing.forget_table());
            });
            made_up.show(&mut listing);
            listing.finish(MadeUp::now(), Format::Ndjson)
        };
        assert_eq!(written(1), written(3));
    }
}
