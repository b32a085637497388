//! The text of a file of settings (TOML 1.0, <https://toml.io>): key by key, so that what is wrong can be named with its line.

use super::Settings;
use crate::commands::columns::choice;
use crate::commands::list::{FORMATS, USUAL};
use crate::commands::shared::Format;
use crate::failure::Failure;
use render::style::Choice;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a file says wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Where, from 1.
    pub(super) line: usize,
    /// The key, and what is wrong with it.
    pub(super) what: String,
}

/// Takes over what a file says.
///
/// # Errors
/// The first thing that is wrong; what stands before it is taken over.
pub(super) fn add(settings: &mut Settings, text: &str) -> Result<(), Wrong> {
    let wrong = |start: usize, what: String| Wrong { line: line(text, start), what };
    let table = DeTable::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        wrong(start, error.message().to_owned())
    })?;
    for (key, value) in table.get_ref() {
        let start = key.span().start;
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("color", DeValue::String(word)) => {
                let choice = Choice::named(word);
                settings.color = Some(choice.ok_or_else(|| wrong(start, "color takes auto, always or never".into()))?);
            }
            ("color", _) => return Err(wrong(start, "color takes a text: auto, always or never".into())),
            ("list", DeValue::Table(list)) => {
                for (key, value) in list {
                    let what = add_of_list(settings, key.get_ref(), value);
                    what.map_err(|what| wrong(key.span().start, what))?;
                }
            }
            ("list", _) => return Err(wrong(start, "list is a table: [list]".into())),
            (other, _) => return Err(wrong(start, format!("there is no key \"{other}\"{KNOWN}"))),
        }
    }
    Ok(())
}

const KNOWN: &str = ": there are color, list.columns, list.sort and list.output";

fn add_of_list(settings: &mut Settings, key: &str, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
    let list = &mut settings.list;
    match key {
        "columns" => {
            let names = names(value.get_ref()).ok_or("list.columns takes names of columns: [\"state\", \"peer\"]")?;
            list.columns = Some(choice::read("list.columns", &names, USUAL).map_err(said)?);
        }
        "sort" => {
            let names = names(value.get_ref()).ok_or("list.sort takes names of columns: \"-recv-q,process\"")?;
            list.sort = choice::read_order("list.sort", &names).map_err(said)?;
        }
        "output" => {
            let format = value.get_ref().as_str().and_then(|word| Format::named(word, FORMATS));
            list.output = Some(format.ok_or("list.output takes table, json, ndjson or csv")?);
        }
        other => return Err(format!("there is no key \"list.{other}\"{KNOWN}")),
    }
    Ok(())
}

/// Names of columns, as a list or as on the command line.
fn names(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Array(values) => {
            let names = values.iter().map(|value| value.get_ref().as_str()).collect::<Option<Vec<_>>>()?;
            Some(names.join(","))
        }
        _ => None,
    }
}

fn said(failure: Failure) -> String {
    failure.into_message()
}

/// The line, from 1, on which the octet with this place stands.
fn line(text: &str, place: usize) -> usize {
    1 + text.bytes().take(place).filter(|octet| *octet == b'\n').count()
}
