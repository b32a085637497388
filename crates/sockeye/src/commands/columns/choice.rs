//! Which columns somebody asked for: `a,b,c`, or what to add to and to leave out of those that are shown anyway: `+rtt,-user`.

use super::key::Direction;
use super::{Column, all, by_name};
use crate::commands::shared::usage;
use crate::failure::Failure;

/// What stands for every column.
const ALL: &str = "all";

/// Reads the names of columns, `usual` being those that are shown unasked.
///
/// # Errors
/// One of them is no column, or none is left. `option` is what is wrong then.
pub(crate) fn read(option: &str, text: &str, usual: &[&str]) -> Result<Vec<&'static Column>, Failure> {
    let words = || text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let mut chosen: Vec<&'static Column> = if is_relative(text) { named(usual) } else { Vec::new() };
    for word in words() {
        match word.strip_prefix('-') {
            Some(name) => {
                let column = find(option, name)?;
                chosen.retain(|known| known.name != column.name);
            }
            None => add(&mut chosen, option, word.strip_prefix('+').unwrap_or(word))?,
        }
    }
    if chosen.is_empty() {
        return Err(usage(format!("{option}={text}: no column is left (sockeye list --columns help lists them)")));
    }
    Ok(chosen)
}

/// Whether columns are added to the usual ones, or left out of them.
fn is_relative(text: &str) -> bool {
    text.trim_start_matches([',', ' ']).starts_with(['+', '-'])
}

/// Which of the columns that were read were named, so that they matter more on a narrow screen than those that come unasked.
pub(crate) fn asked_for(text: &str, usual: &[&str], columns: &[&'static Column]) -> Vec<&'static str> {
    let names = columns.iter().map(|column| column.name);
    names.filter(|name| !is_relative(text) || !usual.contains(name)).collect()
}

fn add(chosen: &mut Vec<&'static Column>, option: &str, name: &str) -> Result<(), Failure> {
    let mut push = |column: &'static Column| {
        if !chosen.iter().any(|known| known.name == column.name) {
            chosen.push(column);
        }
    };
    if name == ALL {
        all().for_each(push);
    } else {
        push(find(option, name)?);
    }
    Ok(())
}

/// The columns of these names, which are ours.
pub(crate) fn named(names: &[&str]) -> Vec<&'static Column> {
    names.iter().filter_map(|name| by_name(name)).collect()
}

/// Reads columns to sort by, each with the way in which rows go: `-recv-q,process`.
///
/// # Errors
/// One of them is no column.
pub(crate) fn read_order(option: &str, text: &str) -> Result<Vec<(&'static Column, Direction)>, Failure> {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let mut order = Vec::new();
    for word in words {
        order.push(match word.strip_prefix('-') {
            Some(name) => (find(option, name)?, Direction::Descending),
            None => (find(option, word.strip_prefix('+').unwrap_or(word))?, Direction::Ascending),
        });
    }
    Ok(order)
}

/// The column of this name.
///
/// # Errors
/// There is none.
pub(crate) fn find(option: &str, name: &str) -> Result<&'static Column, Failure> {
    by_name(name).ok_or_else(|| {
        let names = all().flat_map(|column| [column.name].into_iter().chain(column.aliases.iter().copied()));
        let near = query::native::nearest(name.as_bytes(), names);
        let hint = near.map_or_else(String::new, |near| format!(": did you mean {near}?"));
        usage(format!("{option}: \"{name}\" is no column{hint} (sockeye list --columns help lists them)"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: &[&str] = &["state", "local", "user"];

    fn names(text: &str) -> Result<Vec<&'static str>, String> {
        let columns = read("--columns", text, USUAL).map_err(|failure| format!("{failure:?}"))?;
        Ok(columns.into_iter().map(|column| column.name).collect())
    }

    #[test]
    fn columns_are_named_or_added_to_the_usual_ones() {
        assert_eq!(names("peer,local,peer").unwrap(), ["peer", "local"]);
        assert_eq!(names("+rtt,-user").unwrap(), ["state", "local", "rtt"]);
        assert_eq!(names("-state").unwrap(), ["local", "user"]);
        assert_eq!(names("recv_q, PROTO").unwrap(), ["recv-q", "transport"]);
        assert_eq!(names("all").unwrap().len(), all().count());
    }

    #[test]
    fn what_was_named_matters_more() {
        let asked = |text| asked_for(text, USUAL, &read("--columns", text, USUAL).unwrap());
        assert_eq!(asked("+rtt,-user"), ["rtt"]);
        assert_eq!(asked("state,rtt"), ["state", "rtt"]);
    }

    #[test]
    fn no_text_breaks_it() {
        use proptest::prelude::*;
        proptest!(|(text in "[+,a-zé -]{0,40}")| {
            let _ = (read("--columns", &text, USUAL), read_order("--sort", &text));
        });
    }

    #[test]
    fn what_is_no_column_is_named() {
        assert!(names("procss").unwrap_err().contains("did you mean process?"));
        assert!(names("state,wat").unwrap_err().contains("is no column (sockeye"));
        assert!(names("").is_err());
        assert!(names("-state,-local,-user").is_err());
    }

    #[test]
    fn an_order_names_ways() {
        let order = read_order("--sort", "-recv-q,process").unwrap();
        let order: Vec<_> = order.into_iter().map(|(column, direction)| (column.name, direction)).collect();
        assert_eq!(order, [("recv-q", Direction::Descending), ("process", Direction::Ascending)]);
    }
}
