//! Reads the words after the program's name, by the table of options.

use super::repeat;
use super::scanner::{Scanner, Sign};
use super::values::{Directory, Endpoints, FlagStyle, Form, NamesAre, SizeColumn, Tasks, TcpInfo};
use super::{Args, ArgsError, CommandLine, FieldLetters, Login, Task};
use crate::applets::lsof::internet::{self, IpVersions, Lookup};
use crate::applets::lsof::lists::{Descriptors, Entry, InAndOut, LONGEST_NAME, Side, items, number};
use crate::applets::lsof::options::{Meaning, OPTIONS, Signs};
use crate::applets::lsof::selection::Conditions;
use model::{ProcessId, UserId};
use names::IpVersion;
use std::ffi::OsString;
use std::hash::Hash;
use std::os::unix::ffi::OsStringExt;

/// Reads a command line. All of it is read even behind an error, because `-h` may still follow.
pub(crate) fn read(arguments: Vec<OsString>, lookup: &dyn Lookup) -> CommandLine {
    let mut reader = Reader {
        scanner: Scanner::new(arguments),
        lookup,
        args: Args::default(),
        wants_help: false,
        wants_version: false,
        wants_field_help: false,
        wants_mount_table: false,
        has_crossing: false,
        fields: None,
        is_terse: false,
        shows_size: false,
        shows_offset: false,
        fields_show_offset: false,
        has_tcp_info: false,
    };
    let mut first_error = None;
    while let Some((sign, letter)) = reader.scanner.option() {
        if let Err(error) = reader.apply(sign, letter) {
            first_error.get_or_insert(error);
        }
    }
    let wants_help = reader.wants_help;
    let task = match (first_error, reader.finish()) {
        (Some(error), _) => Err(error),
        (None, finished) => finished,
    };
    CommandLine { task, wants_help }
}

struct Reader<'a> {
    scanner: Scanner,
    lookup: &'a dyn Lookup,
    args: Args,
    wants_help: bool,
    wants_version: bool,
    wants_field_help: bool,
    wants_mount_table: bool,
    has_crossing: bool,
    fields: Option<FieldLetters>,
    is_terse: bool,
    shows_size: bool,
    shows_offset: bool,
    fields_show_offset: bool,
    has_tcp_info: bool,
}

fn shown(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

impl Reader<'_> {
    /// What the options amount to, and whether they go together.
    fn finish(mut self) -> Result<Task, ArgsError> {
        if self.shows_size && self.shows_offset {
            return Err(ArgsError::Together("-o", "-s"));
        }
        let criteria = &self.args.criteria;
        if self.has_crossing && criteria.directories.is_empty() {
            return Err(ArgsError::CrossingNothing);
        }
        if criteria.without_internet && (criteria.internet.is_some() || !criteria.addresses.is_empty()) {
            return Err(ArgsError::Together("-X", "-i"));
        }
        let marker = self.args.repeat.as_ref().and_then(|repeat| repeat.marker.as_ref());
        if marker.is_some_and(|marker| self.fields.is_some() && repeat::breaks_line(marker)) {
            return Err(ArgsError::BrokenMarker);
        }
        if self.fields.is_some() && self.is_terse {
            return Err(ArgsError::Together("-F", "-t"));
        }
        if self.wants_help {
            return Ok(Task::Help);
        }
        if self.wants_version {
            return Ok(Task::Version);
        }
        if self.wants_field_help {
            return Ok(Task::FieldHelp);
        }
        self.args.criteria.names = self.scanner.into_rest();
        if self.args.criteria.all_must_hold && Conditions::of(&self.args.criteria).is_empty() {
            return Err(ArgsError::NothingToJoin);
        }
        if self.wants_mount_table {
            return Ok(Task::MountTable);
        }
        if self.fields.is_some_and(|fields| fields.has(b'T')) && !self.has_tcp_info {
            // Other programs are told all that there is.
            self.args.details.tcp_info = TcpInfo { states: true, queues: true, options: true };
        }
        self.args.form = match (self.fields, self.is_terse) {
            (Some(letters), _) => Form::Fields(letters),
            (None, true) => Form::Terse,
            (None, false) => Form::Columns,
        };
        self.args.details.size_column = match (self.shows_size, self.shows_offset) {
            (true, _) => SizeColumn::Size,
            (_, true) => SizeColumn::Offset,
            (false, false) if self.fields_show_offset => SizeColumn::Offset,
            _ => SizeColumn::Either,
        };
        Ok(Task::List(Box::new(self.args)))
    }

    fn apply(&mut self, sign: Sign, letter: u8) -> Result<(), ArgsError> {
        let is_plus = sign == Sign::Plus;
        let row = OPTIONS.iter().find(|row| {
            row.letter == letter
                && match row.signs {
                    Signs::Any | Signs::Both => true,
                    Signs::Minus => !is_plus,
                    Signs::Plus => is_plus,
                }
        });
        let row = row.ok_or_else(|| {
            ArgsError::Unknown(format!("{}{}", if is_plus { '+' } else { '-' }, char::from(letter).escape_debug()))
        })?;
        let (criteria, details) = (&mut self.args.criteria, &mut self.args.details);
        match row.meaning {
            Meaning::Help => self.wants_help = true,
            Meaning::Version => self.wants_version = true,
            Meaning::And => criteria.all_must_hold = true,
            Meaning::Unix => criteria.unix = true,
            Meaning::WithoutInternet => criteria.without_internet = true,
            Meaning::Nfs => criteria.nfs = true,
            Meaning::Numeric => details.numeric_hosts = true,
            Meaning::NumericPorts => details.numeric_ports = true,
            Meaning::NumericUsers => details.numeric_users = true,
            Meaning::PortRegistrations => details.port_registrations = is_plus,
            Meaning::Parent => details.parent = true,
            Meaning::Endpoints => details.endpoints = Endpoints::Named,
            Meaning::EndpointFiles => details.endpoints = Endpoints::Listed,
            Meaning::Terse => {
                self.is_terse = true;
                self.args.asking.warnings = false;
            }
            Meaning::Verbose => self.args.verbose = true,
            Meaning::VainSearch => self.args.vain_search_allowed = true,
            Meaning::Warnings => self.args.asking.warnings = true,
            Meaning::NoWarnings => self.args.asking.warnings = false,
            Meaning::AvoidBlocking => self.args.asking.avoid_blocking = true,
            Meaning::NoOverhead => {}
            Meaning::Internet => self.internet()?,
            Meaning::States => match self.scanner.unsigned_value() {
                Some(states) => criteria.tcp_states.add_list(&states)?,
                None => self.shows_size = true,
            },
            Meaning::Processes => {
                let list = self.scanner.value().ok_or(ArgsError::MissingValue("-p"))?;
                add_numbers("-p", &mut criteria.processes, &list)?;
            }
            Meaning::Groups => {
                details.group = true;
                if let Some(list) = self.scanner.unsigned_value() {
                    add_numbers("-g", &mut criteria.groups, &list)?;
                }
            }
            Meaning::Users => self.users()?,
            Meaning::Commands => {
                let command = self.scanner.unsigned_value().ok_or(ArgsError::MissingValue("-c"))?;
                criteria.commands.add(&command)?;
            }
            Meaning::CommandWidth => self.command_width()?,
            Meaning::Descriptors => {
                let list = self.scanner.value().ok_or(ArgsError::MissingValue("-d"))?;
                Descriptors::add_list(&mut criteria.descriptors, &list)?;
            }
            Meaning::Directory => self.directory("+d", false)?,
            Meaning::DirectoryTree if is_plus => self.directory("+D", true)?,
            Meaning::DirectoryTree => {
                // Its value is no option, although nothing is made of it.
                self.scanner.value();
                return Err(ArgsError::Unsupported("-D", "there is no device cache on Linux"));
            }
            Meaning::Crossing => self.crossing()?,
            Meaning::Links => {
                details.links = true;
                if let Some(limit) = self.scanner.take(leading_number).flatten() {
                    criteria.fewer_links_than = Some(u64::from(limit));
                }
            }
            Meaning::NoLinks => {
                details.links = false;
                if self.scanner.take(leading_number).flatten().is_some() {
                    return Err(ArgsError::UnexpectedNumber("-L"));
                }
            }
            Meaning::Tasks => {
                criteria.tasks = match self.scanner.unsigned_value().as_deref() {
                    None => Tasks::Selected,
                    Some(b"i") => Tasks::Ignored,
                    Some(other) => return Err(ArgsError::Value { option: "-K", given: shown(other) }),
                };
            }
            Meaning::FileStructures => self.file_structures(is_plus)?,
            Meaning::Offset => match self.scanner.take(leading_number).flatten() {
                Some(digits) => details.offset_digits = digits,
                None => self.shows_offset = true,
            },
            Meaning::TcpInfo => self.tcp_info()?,
            Meaning::Contexts => {
                self.scanner.unsigned_value();
                return Err(ArgsError::Unsupported(
                    "-Z",
                    "no security contexts are read here; sockeye ss -Z shows them",
                ));
            }
            Meaning::Fields => match self.scanner.unsigned_value() {
                Some(letters) if letters == b"?" => self.wants_field_help = true,
                letters => {
                    // Whoever names the letter of offsets wants them in place of sizes.
                    self.fields_show_offset |= letters.as_ref().is_some_and(|letters| letters.contains(&b'o'));
                    let added = self.fields.get_or_insert_default().add(letters.as_deref());
                    added.map_err(|letter| ArgsError::Value { option: "-F", given: shown(&[letter]) })?;
                }
            },
            Meaning::Repeat => {
                if let Some(repeat) = self.scanner.take(|text| repeat::read(text, is_plus)) {
                    self.args.repeat = repeat;
                } else if let Some((repeat, _)) = repeat::read(b"", is_plus) {
                    self.args.repeat = repeat;
                }
                if self.args.repeat.as_ref().is_some_and(|repeat| repeat.marker.as_ref().is_some_and(Vec::is_empty)) {
                    return Err(ArgsError::EmptyMarker);
                }
            }
            Meaning::Exempt => {
                self.scanner.value();
                return Err(ArgsError::Unsupported("-e", "every file that is listed is asked what it is"));
            }
            Meaning::MountSupplement => match self.scanner.unsigned_value() {
                Some(path) => self.args.asking.mount_supplement = Some(OsString::from_vec(path)),
                None => self.wants_mount_table = true,
            },
            Meaning::KernelMemory => {
                self.scanner.value();
                return Err(ArgsError::Unsupported("-m", "files are not read from kernel memory"));
            }
            Meaning::Timeout => {
                self.scanner.take(leading_number);
            }
        }
        Ok(())
    }

    fn internet(&mut self) -> Result<(), ArgsError> {
        let criteria = &mut self.args.criteria;
        match self.scanner.unsigned_value().as_deref() {
            None => criteria.internet = Some(IpVersions::Both),
            Some(b"4") => criteria.internet = Some(IpVersions::joined(criteria.internet, IpVersion::V4)),
            Some(b"6") => criteria.internet = Some(IpVersions::joined(criteria.internet, IpVersion::V6)),
            Some(text) => {
                let address = internet::read(text, criteria.internet, self.lookup)
                    .map_err(|error| ArgsError::Address(shown(text), error))?;
                if !criteria.addresses.contains(&address) {
                    criteria.addresses.push(address);
                }
            }
        }
        Ok(())
    }

    fn users(&mut self) -> Result<(), ArgsError> {
        let list = self.scanner.value().ok_or(ArgsError::MissingValue("-u"))?;
        for (side, item) in items(&list) {
            let by_name = number(item).is_none().then(|| self.lookup.user(item));
            let user = by_name.unwrap_or_else(|| number(item).map(UserId));
            let user = user.ok_or_else(|| ArgsError::UnknownUser(shown(item)))?;
            let criteria = &mut self.args.criteria;
            let is_new = criteria.users.side_of(user).is_none();
            add("-u", &mut criteria.users, user, side, item)?;
            if is_new && by_name.is_some() && side == Side::In {
                criteria.logins.push(Login { user, name: item.to_vec() });
            }
        }
        Ok(())
    }

    fn command_width(&mut self) -> Result<(), ArgsError> {
        let is_number = |text: &[u8]| text.first().is_some_and(u8::is_ascii_digit);
        let width = self.scanner.unsigned_value().filter(|text| is_number(text));
        let width = width.ok_or(ArgsError::MissingValue("+c"))?;
        let width = leading_number(&width).and_then(|(number, _)| number).unwrap_or(0);
        match usize::try_from(width).ok().filter(|width| *width <= LONGEST_NAME) {
            Some(width) => self.args.details.command_width = width,
            None => return Err(ArgsError::Width(width)),
        }
        Ok(())
    }

    fn directory(&mut self, option: &'static str, whole_tree: bool) -> Result<(), ArgsError> {
        let path = self.scanner.unsigned_value().filter(|path| !path.is_empty());
        let path = OsString::from_vec(path.ok_or(ArgsError::MissingValue(option))?);
        self.args.criteria.directories.push(Directory { path, whole_tree });
        Ok(())
    }

    fn crossing(&mut self) -> Result<(), ArgsError> {
        let crossing = &mut self.args.criteria.crossing;
        let Some(letters) = self.scanner.unsigned_value() else {
            self.has_crossing = true;
            (crossing.file_systems, crossing.links) = (true, true);
            return Ok(());
        };
        for letter in letters {
            self.has_crossing = true;
            match letter {
                b'f' => crossing.file_systems = true,
                b'l' => crossing.links = true,
                other => return Err(ArgsError::Value { option: "-x", given: shown(&[other]) }),
            }
        }
        Ok(())
    }

    fn file_structures(&mut self, is_plus: bool) -> Result<(), ArgsError> {
        let Some(letters) = self.scanner.unsigned_value() else {
            self.args.criteria.names_are = if is_plus { NamesAre::FileSystems } else { NamesAre::Files };
            return Ok(());
        };
        for letter in letters {
            let style = match letter {
                b'g' => FlagStyle::Letters,
                b'G' => FlagStyle::Number,
                other => return Err(ArgsError::Value { option: "-f", given: shown(&[other]) }),
            };
            self.args.details.file_flags = is_plus.then_some(style);
        }
        Ok(())
    }

    fn tcp_info(&mut self) -> Result<(), ArgsError> {
        self.has_tcp_info = true;
        let info = &mut self.args.details.tcp_info;
        *info = TcpInfo::NOTHING;
        for letter in self.scanner.unsigned_value().unwrap_or_default() {
            match letter {
                b'f' => info.options = true,
                b'q' => info.queues = true,
                b's' => info.states = true,
                other => return Err(ArgsError::Value { option: "-T", given: shown(&[other]) }),
            }
        }
        Ok(())
    }
}

/// The number at the beginning of a value and its length; an empty value is used up, what begins otherwise is left alone.
fn leading_number(text: &[u8]) -> Option<(Option<u32>, usize)> {
    let digits = text.iter().take_while(|octet| octet.is_ascii_digit()).count();
    (digits > 0 || text.is_empty()).then(|| (number(&text[..digits]).filter(|_| digits > 0), digits))
}

fn add_numbers(option: &'static str, list: &mut InAndOut<ProcessId>, given: &[u8]) -> Result<(), ArgsError> {
    for (side, item) in items(given) {
        let number = number(item).ok_or_else(|| ArgsError::Number { option, given: shown(item) })?;
        add(option, list, ProcessId(number), side, item)?;
    }
    Ok(())
}

fn add<T: Copy + Eq + Hash>(
    option: &'static str,
    list: &mut InAndOut<T>,
    value: T,
    side: Side,
    item: &[u8],
) -> Result<(), ArgsError> {
    match list.add(value, side) {
        Entry::New | Entry::Again => Ok(()),
        Entry::Contradiction => Err(ArgsError::InAndOut { option, given: shown(item) }),
    }
}
