//! Why a command line is refused, in words. The exit statuses are the original's.

use super::args::ArgsError;
use crate::failure::Failure;
use crate::options::ArgumentError;
use crate::texts::{Phrase, Texts};

const UNKNOWN_OPTION: Phrase = Phrase::new("refusal-unknown-option", "unknown option {option}");
const AMBIGUOUS: Phrase = Phrase::new("refusal-ambiguous-option", "option --{option} is ambiguous: {candidates}");
const MISSING_VALUE: Phrase = Phrase::new("refusal-missing-value", "option {option} needs a value");
const UNEXPECTED_VALUE: Phrase = Phrase::new("refusal-unexpected-value", "option {option} takes no value");
const SEVERAL_VIEWS: Phrase = Phrase::new("refusal-several-views", "one of -r, -i, -s and -M can be given, and once");
const UNKNOWN_FAMILY: Phrase = Phrase::new("refusal-unknown-family", "\"{name}\" is no address family");
const HINT: Phrase = Phrase::new("refusal-hint", "sockeye netstat --help lists the options");
const NO_SELINUX: Phrase =
    Phrase::new("refusal-no-selinux", "SELinux is not enabled here, so there are no contexts to show");

/// All phrases of refusals.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[
    &UNKNOWN_OPTION,
    &AMBIGUOUS,
    &MISSING_VALUE,
    &UNEXPECTED_VALUE,
    &SEVERAL_VIEWS,
    &UNKNOWN_FAMILY,
    &HINT,
    &NO_SELINUX,
];

/// The command line was not understood.
pub(super) fn not_understood(error: &ArgsError, texts: &Texts) -> Failure {
    let (status, reason) = match error {
        ArgsError::Family(name) => (1, texts.format(&UNKNOWN_FAMILY, &[("name", name)])),
        ArgsError::SeveralViews => (3, texts.say(&SEVERAL_VIEWS).into_owned()),
        ArgsError::Argument(error) => (3, argument(error, texts)),
    };
    Failure::new(status, format!("{reason} ({})", texts.say(&HINT)))
}

/// `-Z` was given where there are no contexts.
pub(super) fn no_selinux(texts: &Texts) -> Failure {
    Failure::new(1, texts.say(&NO_SELINUX))
}

fn argument(error: &ArgumentError, texts: &Texts) -> String {
    match error {
        ArgumentError::Unknown(option) => texts.format(&UNKNOWN_OPTION, &[("option", option)]),
        ArgumentError::Ambiguous { given, candidates } => {
            let candidates: Vec<_> = candidates.iter().map(|name| format!("--{name}")).collect();
            texts.format(&AMBIGUOUS, &[("option", given), ("candidates", &candidates.join(" "))])
        }
        ArgumentError::MissingValue(option) => texts.format(&MISSING_VALUE, &[("option", option)]),
        ArgumentError::UnexpectedValue(option) => texts.format(&UNEXPECTED_VALUE, &[("option", option)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::netstat::args;

    #[test]
    fn statuses_are_those_of_the_original() {
        for (line, status) in [("-y", 3), ("-?", 3), ("--n", 3), ("-A", 3), ("--tcp=1", 3), ("-ri", 3), ("-Atcp", 1)] {
            let error = args::read([line.into()]).task.expect_err(line);
            let failure = not_understood(&error, &Texts::english());
            assert_eq!(failure.status(), status, "{line}");
        }
    }
}
