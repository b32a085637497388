//! The command line of `sockeye list`.

use crate::commands::columns::key::Direction;
use crate::commands::columns::{Column, choice};
use crate::commands::gather::Places;
use crate::commands::given::{Given, read_count, read_span};
use crate::commands::settings::Settings;
use crate::commands::shared::{self, Format, row, usage};
use crate::failure::Failure;
use crate::options::OptionRow;
use render::style::Choice;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

/// What an option of `list` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Columns,
    Sort,
    GroupBy,
    Limit,
    Output,
    Format,
    Every,
    Times,
    AllNamespaces,
    Namespace,
    Numeric,
    Resolve,
    Color,
    NoHeader,
    Config,
    NoConfig,
    Schema,
    Help,
}

pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    row(
        Meaning::Columns,
        Some('c'),
        &["columns"],
        Some("COLUMNS"),
        "which columns: a,b,c, or +a,-b beside the usual ones; all; help lists them",
    ),
    row(
        Meaning::Sort,
        Some('s'),
        &["sort"],
        Some("ORDER"),
        "by which columns, -a for the highest first: -recv-q,process",
    ),
    row(Meaning::GroupBy, Some('g'), &["group-by"], Some("COLUMNS"), "put together what is alike in these columns"),
    row(Meaning::Limit, Some('l'), &["limit"], Some("COUNT"), "show so many sockets at most"),
    shared::output(Meaning::Output, "table|json|ndjson|csv"),
    row(
        Meaning::Format,
        Some('f'),
        &["format"],
        Some("TEMPLATE"),
        "write each socket so: '{process} {peer:<24}\\t{rtt}'",
    ),
    row(
        Meaning::Every,
        Some('e'),
        &["every"],
        Some("TIME"),
        "list again every so often, and mark what changed: 2s, 500ms, 1m",
    ),
    row(Meaning::Times, None, &["times"], Some("COUNT"), "with --every, so many times"),
    shared::all_namespaces(Meaning::AllNamespaces),
    shared::namespace(Meaning::Namespace),
    shared::numeric(Meaning::Numeric),
    row(Meaning::Resolve, Some('r'), &["resolve"], None, "names of hosts instead of addresses"),
    shared::color(Meaning::Color),
    row(Meaning::NoHeader, None, &["no-header"], None, "leave out the headings of columns"),
    row(Meaning::Config, None, &["config"], Some("FILE"), "take the defaults from this file alone"),
    row(Meaning::NoConfig, None, &["no-config"], None, "take no defaults from files"),
    shared::schema(Meaning::Schema),
    shared::help(Meaning::Help),
];

/// The formats that it has.
pub(crate) const FORMATS: &[Format] = &[Format::Table, Format::Json, Format::Ndjson, Format::Csv];

/// The columns of a table that nobody chose.
pub(crate) const USUAL: &[&str] = &[
    "transport",
    "state",
    "local",
    "peer",
    "process",
    "pid",
    "user",
    "container",
    "unit",
    "service",
    "recv-q",
    "send-q",
    "backlog",
];

/// The columns of JSON that nobody chose: all that cost the kernel no more to tell.
pub(super) const USUAL_FIELDS: &[&str] = &[
    "transport",
    "family",
    "state",
    "local",
    "peer",
    "service",
    "exposure",
    "interface",
    "path",
    "recv-q",
    "send-q",
    "backlog",
    "backlog-limit",
    "timer",
    "timer-expires",
    "process",
    "pid",
    "fd",
    "user",
    "command",
    "exe",
    "exe-deleted",
    "unit",
    "container",
    "image",
    "pod",
    "parents",
    "started",
    "holders",
    "why",
    "netns",
    "inode",
    "cookie",
    "uid",
    "cgroup",
    "community-id",
    "boot-id",
];

/// A command line of `list`, understood.
#[derive(Default)]
pub(super) struct Args {
    pub(super) help: bool,
    pub(super) shows_schema: bool,
    pub(super) lists_columns: bool,
    pub(super) words: Vec<OsString>,
    pub(super) columns: Vec<&'static Column>,
    /// Those of them that were named.
    pub(super) asked_for: Vec<&'static str>,
    pub(super) sort: Vec<(&'static Column, Direction)>,
    pub(super) group_by: Vec<&'static Column>,
    pub(super) limit: Option<u64>,
    pub(super) format: Format,
    pub(super) template: Option<String>,
    pub(super) every: Option<Duration>,
    pub(super) times: Option<u64>,
    pub(super) places: Places,
    pub(super) namespace: Option<OsString>,
    pub(super) numeric: bool,
    pub(super) resolve: bool,
    pub(super) color: Choice,
    pub(super) no_header: bool,
}

impl Args {
    /// Understands the words after `list`.
    ///
    /// # Errors
    /// Says what cannot be understood, also in a file of settings.
    pub(super) fn read(arguments: Vec<OsString>) -> Result<Self, Failure> {
        let given = Given::read("list", OPTIONS, arguments)?;
        let value = |meaning| given.value(meaning);
        let is_given = |meaning| given.has(meaning);
        if is_given(Meaning::Help) {
            return Ok(Self { help: true, ..Self::default() });
        }
        if value(Meaning::Columns).is_some_and(|columns| columns == "help") {
            return Ok(Self { lists_columns: true, ..Self::default() });
        }
        if is_given(Meaning::Schema) {
            return Ok(Self { shows_schema: true, ..Self::default() });
        }
        let settings = Settings::load(value(Meaning::Config), is_given(Meaning::NoConfig))?;
        let format = given.format(Meaning::Output, FORMATS)?.or(settings.list.output).unwrap_or_default();
        let every = value(Meaning::Every).map(|word| read_span("--every", word, SHORTEST)).transpose()?;
        let template = value(Meaning::Format).map(|text| text_of("--format", text)).transpose()?;
        check(format, is_given(Meaning::Output), every, template.is_some())?;
        let usual: &[&str] = if matches!(format, Format::Json | Format::Ndjson) { USUAL_FIELDS } else { USUAL };
        let mut asked_for = Vec::new();
        let mut columns = match (value(Meaning::Columns), &settings.list.columns) {
            (Some(text), _) => {
                let text = text_of("--columns", text)?;
                let columns = choice::read("--columns", &text, usual)?;
                asked_for = choice::asked_for(&text, usual, &columns);
                columns
            }
            (None, Some(columns)) if matches!(format, Format::Table | Format::Csv) => columns.clone(),
            (None, _) => choice::named(usual),
        };
        let places = given.places(Meaning::AllNamespaces);
        if places == Places::All
            && value(Meaning::Columns).is_none()
            && !columns.iter().any(|known| known.name == "netns")
        {
            // What tells rows apart stands first.
            columns.splice(0..0, choice::named(&["netns"]));
        }
        let sort = match value(Meaning::Sort) {
            Some(text) => choice::read_order("--sort", &text_of("--sort", text)?)?,
            None => settings.list.sort,
        };
        let group_by = match value(Meaning::GroupBy) {
            Some(text) => choice::read("--group-by", &text_of("--group-by", text)?, &[])?,
            None => Vec::new(),
        };
        Ok(Self {
            help: false,
            shows_schema: false,
            lists_columns: false,
            columns,
            asked_for,
            sort,
            group_by,
            limit: value(Meaning::Limit).map(|text| read_count("--limit", text)).transpose()?,
            format,
            template,
            every,
            times: value(Meaning::Times).map(|text| read_count("--times", text)).transpose()?,
            places,
            namespace: value(Meaning::Namespace).map(OsStr::to_owned),
            numeric: is_given(Meaning::Numeric),
            resolve: is_given(Meaning::Resolve),
            color: given.color(Meaning::Color)?.or(settings.color).unwrap_or_default(),
            no_header: is_given(Meaning::NoHeader),
            words: given.words,
        })
    }
}

/// Refuses what does not go together.
fn check(format: Format, is_asked_for: bool, every: Option<Duration>, has_template: bool) -> Result<(), Failure> {
    if has_template && is_asked_for {
        return Err(usage("--format and --output do not go together: a template is a format of its own"));
    }
    if every.is_some() && (has_template || matches!(format, Format::Json | Format::Csv)) {
        return Err(usage("--every marks changes in tables and in ndjson (-o ndjson), in no other format"));
    }
    Ok(())
}

fn text_of(option: &str, text: &OsStr) -> Result<String, Failure> {
    let text = text.to_str().map(str::to_owned);
    text.ok_or_else(|| usage(format!("{option}: what is given is not UTF-8")))
}

/// Listing more often would only keep the host busy.
const SHORTEST: Duration = Duration::from_millis(10);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, String> {
        let words = line.split(' ').filter(|word| !word.is_empty()).map(OsString::from);
        Args::read(words.chain(["--no-config".into()]).collect()).map_err(|failure| format!("{failure:?}"))
    }

    #[test]
    fn a_line_is_understood() {
        let args = read("--columns +rtt --sort -rtt -o ndjson --every 500ms --times 3 tcp dport = 443").unwrap();
        assert_eq!(args.columns.last().map(|column| column.name), Some("rtt"));
        assert_eq!(args.columns.len(), USUAL_FIELDS.len() + 1);
        assert_eq!((args.every, args.times), (Some(Duration::from_millis(500)), Some(3)));
        assert_eq!(args.words, ["tcp", "dport", "=", "443"].map(OsString::from));
    }

    #[test]
    fn every_usual_column_exists() {
        assert_eq!(choice::named(USUAL).len(), USUAL.len());
        assert_eq!(choice::named(USUAL_FIELDS).len(), USUAL_FIELDS.len());
        assert_eq!(read("--all-netns").unwrap().columns[0].name, "netns");
    }

    #[test]
    fn what_cannot_be_is_said() {
        for (line, expected) in [
            ("--limit 0", "--limit=0: take a number from 1"),
            ("--every 5x", "--every=5x: take a time"),
            ("--every 1ms", "take a time from 10 ms"),
            ("--every 1s -o json", "--every marks changes"),
            ("--format {pid} -o csv", "do not go together"),
            ("-o xml", "take one of table, json, ndjson, csv"),
            ("--color blue", "take one of auto, always, never"),
            ("--sort -wat", "is no column"),
            ("--bogus", "unknown option --bogus (sockeye list --help"),
        ] {
            let error = read(line).err().unwrap_or_else(|| panic!("{line} was understood"));
            assert!(error.contains(expected), "{line}: {error}");
        }
    }
}
