//! Descriptors behind `-d`: numbers, ranges and the names of the FD column.

use super::{Side, items, number};
use std::fmt;
use std::ops::RangeInclusive;

/// Descriptors of which all others are left out, or which are themselves left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Descriptors {
    side: Side,
    /// Ascending, without overlaps.
    numbers: Vec<RangeInclusive<u32>>,
    /// Names as in the FD column.
    names: Vec<Vec<u8>>,
}

/// What a file is called in the FD column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DescriptorName<'a> {
    /// A descriptor's number.
    Number(u32),
    /// `cwd`, `txt`, `mem` and the like.
    Name(&'a [u8]),
}

/// Why a list of descriptors was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum DescriptorError {
    /// Nothing behind `-d`.
    Missing,
    /// Items with a caret beside items without.
    Mixed,
    /// A range without two numbers, the second of which is the greater.
    Range(String),
}

impl fmt::Display for DescriptorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("-d needs descriptors"),
            Self::Mixed => f.write_str("-d takes descriptors either to list or (with ^) to leave out, not both"),
            Self::Range(given) => {
                write!(f, "{given} is no range of descriptors: two numbers, of which the second is the greater")
            }
        }
    }
}

impl Descriptors {
    /// Adds the items of a list to what earlier lists said. A list of commas alone says nothing.
    ///
    /// # Errors
    /// An empty list, items that are wanted beside such that are not, and malformed ranges.
    pub(crate) fn add_list(given: &mut Option<Self>, list: &[u8]) -> Result<(), DescriptorError> {
        if list.is_empty() {
            return Err(DescriptorError::Missing);
        }
        for (side, item) in items(list) {
            if side == Side::In && item.is_empty() {
                continue;
            }
            let all = given.get_or_insert_with(|| Self { side, numbers: Vec::new(), names: Vec::new() });
            if all.side != side {
                return Err(DescriptorError::Mixed);
            }
            all.add(item)?;
        }
        if let Some(all) = given {
            all.numbers = merged(std::mem::take(&mut all.numbers));
        }
        Ok(())
    }

    fn add(&mut self, item: &[u8]) -> Result<(), DescriptorError> {
        if let Some(dash) = item.iter().position(|byte| *byte == b'-') {
            let range = (number(&item[..dash]).filter(|_| dash > 0), number(&item[dash + 1..]));
            match range {
                (Some(first), Some(last)) if first < last => self.numbers.push(first..=last),
                _ => return Err(DescriptorError::Range(String::from_utf8_lossy(item).into_owned())),
            }
        } else if item == b"fd" {
            self.numbers.push(0..=u32::MAX);
        } else if let Some(number) = number(item).filter(|_| !item.is_empty()) {
            self.numbers.push(number..=number);
        } else {
            self.names.push(item.to_vec());
        }
        Ok(())
    }

    /// Whether the list selects this descriptor.
    pub(crate) fn select(&self, descriptor: DescriptorName<'_>) -> bool {
        let is_listed = match descriptor {
            DescriptorName::Number(number) => {
                let place = self.numbers.partition_point(|range| *range.end() < number);
                self.numbers.get(place).is_some_and(|range| range.contains(&number))
            }
            DescriptorName::Name(name) => self.names.iter().any(|listed| listed == name),
        };
        is_listed == (self.side == Side::In)
    }
}

/// The same numbers in ascending ranges that do not meet, so that a descriptor is found without looking at all.
fn merged(mut ranges: Vec<RangeInclusive<u32>>) -> Vec<RangeInclusive<u32>> {
    ranges.sort_unstable_by_key(|range| *range.start());
    let mut merged: Vec<RangeInclusive<u32>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.end().saturating_add(1) >= *range.start() => {
                *last = *last.start()..=*last.end().max(range.end());
            }
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(lists: &[&str]) -> Result<Option<Descriptors>, DescriptorError> {
        let mut all = None;
        lists.iter().try_for_each(|list| Descriptors::add_list(&mut all, list.as_bytes()))?;
        Ok(all)
    }

    fn selected(lists: &[&str]) -> String {
        let all = added(lists).unwrap().unwrap();
        let numbers = (0..12).filter(|number| all.select(DescriptorName::Number(*number))).map(|n| n.to_string());
        let names = ["cwd", "txt", "mem"].into_iter().filter(|name| all.select(DescriptorName::Name(name.as_bytes())));
        numbers.chain(names.map(String::from)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_ranges_and_names_are_joined() {
        assert_eq!(selected(&["3,0-1,cwd"]), "0 1 3 cwd");
        assert_eq!(selected(&["5-7", "6-9,txt", "007,,"]), "5 6 7 8 9 txt");
        assert_eq!(selected(&["^fd,^mem"]), "cwd txt");
        assert_eq!(selected(&["fd"]), "0 1 2 3 4 5 6 7 8 9 10 11");
        assert_eq!(selected(&["4294967299"]), "3");
        assert_eq!(selected(&["CWD,1x"]), "");
        assert_eq!(selected(&["^"]), "0 1 2 3 4 5 6 7 8 9 10 11 cwd txt mem");
    }

    #[test]
    fn commas_alone_select_nothing() {
        assert_eq!(added(&[","]), Ok(None));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(added(&[""]), Err(DescriptorError::Missing));
        assert_eq!(added(&["^0,1"]), Err(DescriptorError::Mixed));
        assert_eq!(added(&["0", "^1"]), Err(DescriptorError::Mixed));
        for range in ["-0", "0-", "3-0", "3-3", "0-x", "cwd-3", "0-3-5", "-a"] {
            assert_eq!(added(&[range]), Err(DescriptorError::Range(range.into())));
        }
    }
}
