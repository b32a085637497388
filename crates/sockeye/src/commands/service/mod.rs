//! `sockeye service NAME|PORT[/PROTOCOL]…`: what a port is for, and which port a service has.
//!
//! The host's own list (services(5)) is what counts, because other tools name ports by it. A host without one, as containers often
//! are, gets a short list of our own, and is told so.

mod wanted;

use super::NOTHING_STATUS;
use super::columns::Kind;
use super::columns::schema::View;
use super::facts::{Fact, Shape};
use super::gather::writing;
use super::objects::Objects;
use super::shared::{self, Format};
use crate::commands::given::Given;
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::message;
use crate::options::OptionRow;
use model::Gap;
use names::{Service, Services};
use render::grid::{Column, Cut, Grid};
use render::style::{Choice, Style};
use render::value::Value;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;
use wanted::Wanted;

/// What an option of `service` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Output,
    Schema,
    Color,
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[
    shared::output(Meaning::Output, "table|json|ndjson"),
    shared::schema(Meaning::Schema),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];

/// How it can be written.
const FORMATS: [Format; 3] = [Format::Table, Format::Json, Format::Ndjson];

/// The services of a host that has no list of them.
const COMMONEST: &[u8] = include_bytes!("commonest.txt");

/// What is said to be their source.
const OWN_LIST: &str = "our own short list";

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] [SERVICE...]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Tells of the services that the command line asks for, or of all.
///
/// # Errors
/// The command line cannot be understood, or the output cannot be written.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let given = Given::read("service", OPTIONS, arguments)?;
    if given.has(Meaning::Help) {
        return manual::show_short("service");
    }
    if given.has(Meaning::Schema) {
        return Ok(manual::show(&View::Service.schema()));
    }
    let format = given.format(Meaning::Output, &FORMATS)?.unwrap_or_default();
    let colours = given.color(Meaning::Color)?.unwrap_or_default();
    let words = given.words;
    let wanted = words.iter().map(|word| Wanted::read(word)).collect::<Result<Vec<_>, _>>()?;
    let list = List::of_file(Path::new(Services::PATH));
    if let Some(gap) = &list.gap {
        message::say("sockeye service", gap);
    }
    let is_wanted = |service: &&Service| wanted.is_empty() || wanted.iter().any(|wanted| wanted.takes(service));
    let found: Vec<&Service> = list.services.all().iter().filter(is_wanted).collect();
    show(&list, &found, format, colours)?;
    let mut status = ExitCode::SUCCESS;
    for (word, wanted) in words.iter().zip(&wanted) {
        if !found.iter().any(|service| wanted.takes(service)) {
            let word = word.to_string_lossy();
            message::say("sockeye service", &format!("{} has no service \"{word}\"", list.source));
            status = ExitCode::from(NOTHING_STATUS);
        }
    }
    Ok(status)
}

/// Services, and where they are from.
struct List {
    services: Services,
    source: &'static str,
    /// Why they are not those of the host.
    gap: Option<Gap>,
}

impl List {
    /// Those of this file, or else the commonest ones.
    fn of_file(path: &Path) -> Self {
        let services = Services::new(path);
        match services.gap() {
            None => Self { services, source: Services::PATH, gap: None },
            Some(gap) if services.all().is_empty() => {
                let remedy = "a short list of our own stands in for it; Debian's package netbase has the file";
                Self { services: Services::of_text(COMMONEST), source: OWN_LIST, gap: Some(gap.with_remedy(remedy)) }
            }
            gap => Self { services, source: Services::PATH, gap },
        }
    }
}

fn show(list: &List, services: &[&Service], format: Format, colours: Choice) -> Result<(), Failure> {
    let mut out = shared::standard_output()?;
    let written = match format {
        Format::Json | Format::Ndjson => out.write_all(&objects(list, services, format)),
        Format::Table | Format::Csv => write_table(list, services, out, colours),
    };
    match written {
        // A reader who has gone away has read enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(writing(&error)),
        _ => Ok(()),
    }
}

/// A service and where it is from.
struct Told<'s> {
    service: &'s Service,
    source: &'static str,
}

/// Finds a value of a service.
type OfService = for<'t> fn(&'t Told<'_>) -> Value<'t>;

/// What programs are told of a service.
const FACTS: &[Fact<OfService>] = &[
    Fact::always("port", Shape::Of(Kind::Number), "Its port.", |told| Value::Number(told.service.port.into())),
    Fact::always("network.transport", Shape::Of(Kind::Text), "What carries it: tcp, udp, sctp, dccp.", |told| {
        Value::Text(told.service.protocol.as_slice().into())
    }),
    Fact::always("name", Shape::Of(Kind::Text), "Its name.", |told| Value::Text(told.service.name.as_slice().into())),
    Fact::always("aliases", Shape::Of(Kind::Texts), "Its other names.", |told| {
        Value::List(told.service.aliases.iter().map(|alias| Value::Text(alias.as_slice().into())).collect())
    }),
    Fact::sometimes("comment", Shape::Of(Kind::Text), "What the file says of it beside.", |told| {
        match told.service.comment.as_slice() {
            b"" => Value::Absent,
            comment => Value::Text(comment.into()),
        }
    }),
    Fact::always("source", Shape::Words(|| vec![Services::PATH, OWN_LIST]), "Where it is from.", |told| {
        Value::Word(told.source)
    }),
];

/// What JSON looks like.
pub(super) fn schema() -> serde_json::Value {
    View::Service.rows("Well-known ports, as sockeye service writes them", "services", FACTS)
}

fn objects(list: &List, services: &[&Service], format: Format) -> Vec<u8> {
    let mut objects = Objects::new(View::Service, "services", SystemTime::now(), format);
    for service in services {
        let told = Told { service, source: list.source };
        let members: Vec<_> = FACTS.iter().map(|fact| (fact.name, (fact.value)(&told))).collect();
        objects.add_row(&members);
    }
    objects.finish()
}

fn write_table(list: &List, services: &[&Service], out: File, colours: Choice) -> io::Result<()> {
    let screen = shared::screen(&out, colours);
    let columns = vec![
        Column::new("service", "SERVICE").essential(),
        Column::new("port", "PORT").essential(),
        Column::new("aliases", "ALIASES").cut(Cut::End, 12).only_filled(),
        Column::new("comment", "ABOUT").cut(Cut::End, 12).only_filled(),
    ];
    let mut grid = Grid::new(columns, screen, out);
    for service in services {
        grid.cell(Style::Name, &service.name);
        grid.cell_with(Style::Plain, |cell| {
            cell.extend_from_slice(service.port.to_string().as_bytes());
            cell.push(b'/');
            cell.extend_from_slice(&service.protocol);
        });
        grid.cell(Style::Plain, &service.aliases.join(&b' '));
        grid.cell(Style::Muted, &service.comment);
        grid.end_row()?;
    }
    if !services.is_empty() && list.source == OWN_LIST {
        grid.line(Style::Muted, b"From a short list of our own, not from this host's /etc/services.")?;
    }
    // On a pipe, a line that is no row would be in a program's way.
    if let ([service, rest @ ..], true) = (services, screen.width.is_some()) {
        if rest.iter().all(|other| other.port == service.port) {
            let hint = format!("sockeye port {} tells who has it here now.", service.port);
            grid.line(Style::Muted, hint.as_bytes())?;
        }
    }
    grid.finish().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::columns::schema::assert_valid;

    #[test]
    fn a_host_without_a_list_gets_ours_and_is_told() {
        let list = List::of_file(Path::new("/nonexistent"));
        let gap = list.gap.expect("there is no such file").to_string();
        assert!(gap.contains("No such file") && gap.contains("a short list of our own"), "{gap}");
        assert_eq!((list.services.port(b"https", Some("tcp")), list.source), (Some(443), OWN_LIST));
    }

    #[test]
    fn our_list_is_read_whole() {
        let text = std::str::from_utf8(COMMONEST).expect("ASCII");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        let list = Services::of_text(COMMONEST);
        assert_eq!(list.all().len(), lines);
        assert!(list.all().iter().all(|service| [&b"tcp"[..], b"udp"].contains(&&service.protocol[..])));
    }

    #[test]
    fn programs_get_every_name_in_the_form_of_the_schema() {
        let services = Services::of_text(b"http 80/tcp www # \xff\nx\xfe 7/udp \xfd y\n");
        let list = List { services: Services::of_text(b""), source: Services::PATH, gap: None };
        let found: Vec<_> = services.all().iter().collect();
        let lines = objects(&list, &found, Format::Ndjson);
        let text = String::from_utf8(lines.clone()).unwrap();
        let start =
            r#"{"schema":"sockeye.service/1","port":80,"network.transport":"tcp","name":"http","aliases":["www"],"#;
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains(r#""source":"/etc/services""#), "{text}");
        assert_eq!(assert_valid(View::Service, &lines), 2);
        assert_eq!(assert_valid(View::Service, &objects(&list, &found, Format::Json)), 1);
        assert_eq!(assert_valid(View::Service, &objects(&list, &[], Format::Json)), 1);
    }
}
