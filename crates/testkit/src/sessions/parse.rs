//! Scenarios as text. The head of `crates/testkit/cases/nc.txt` describes the form.

use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use nix::sys::signal::Signal;

use super::script::{Actor, Aspect, Condition, Input, Output, Part, Scenario, Step};

/// How long nothing may happen, unless a scenario says otherwise.
const PATIENCE: Duration = Duration::from_millis(1200);

/// Reads scenarios.
///
/// # Errors
/// A line is not of the form; the error names it.
pub(super) fn scenarios(text: &str) -> Result<Vec<Scenario>> {
    let mut family = String::new();
    let mut scenarios: Vec<Scenario> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("== ") {
            family = name.to_owned();
        } else if let Some(name) = line.strip_prefix("= ") {
            let family = family.clone();
            let (name, actors, unseen) = (name.to_owned(), Vec::new(), Vec::new());
            scenarios.push(Scenario { family, name, actors, unseen, differs: None, patience: PATIENCE });
        } else {
            let last = scenarios.last_mut().context("an actor comes before any scenario");
            last.and_then(|scenario| read_line(line, scenario))
                .with_context(|| format!("line {}: {line}", index + 1))?;
        }
    }
    for scenario in &scenarios {
        ensure!(!scenario.actors.is_empty(), "{}: nobody plays", scenario.title());
        for step in scenario.actors.iter().flat_map(|actor| &actor.steps) {
            if let Step::Wait(condition) = step {
                ensure!(condition.actor() < scenario.actors.len(), "{}: waits for nobody", scenario.title());
            }
        }
    }
    Ok(scenarios)
}

impl Condition {
    /// Who is waited for, from 0.
    pub(super) fn actor(&self) -> usize {
        match self {
            Self::Wrote(actor, _) | Self::Said(actor, _) | Self::WroteMany(actor, _) | Self::Ended(actor) => *actor,
        }
    }
}

fn read_line(line: &str, scenario: &mut Scenario) -> Result<()> {
    if let Some(reason) = line.strip_prefix("ours differs: ") {
        scenario.differs = Some(reason.to_owned());
        return Ok(());
    }
    let (head, steps) = line.split_once(" | ").unwrap_or((line, ""));
    let words = shell_words::split(head).context("an open quote")?;
    let Some((first, arguments)) = words.split_first() else { return Ok(()) };
    let part = match (first.as_str(), arguments) {
        ("without", aspects) => {
            scenario.unseen = aspects.iter().map(|aspect| aspect.parse()).collect::<Result<_>>()?;
            return Ok(());
        }
        ("patience", [seconds]) => {
            scenario.patience = Duration::try_from_secs_f64(seconds.parse()?)?;
            return Ok(());
        }
        ("listener", _) => Part::Listener,
        ("client", _) => Part::Client,
        ("peer", _) => Part::Peer,
        _ => bail!("\"{first}\" is nobody's part"),
    };
    let arguments = arguments.to_vec();
    let mut actor = Actor { part, arguments, input: Input::Pipe, output: Output::Read, steps: Vec::new() };
    for step in steps.split(';').map(str::trim).filter(|step| !step.is_empty()) {
        read_step(step, &mut actor).with_context(|| format!("in \"{step}\""))?;
    }
    if !actor.steps.contains(&Step::Start) {
        actor.steps.insert(0, Step::Start);
    }
    scenario.actors.push(actor);
    Ok(())
}

impl FromStr for Aspect {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> Result<Self> {
        Ok(match word {
            "times" => Self::Times,
            "wire" => Self::Wire,
            "errors" => Self::Errors,
            "output" => Self::Output,
            _ => bail!("\"{word}\" is nothing that is compared"),
        })
    }
}

fn read_step(text: &str, actor: &mut Actor) -> Result<()> {
    let words = shell_words::split(text).context("an open quote")?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |text: &str| -> Result<usize> {
        let number: usize = text.parse().context("no number")?;
        number.checked_sub(1).context("actors count from 1")
    };
    let step = match words.as_slice() {
        ["input", "null"] => {
            return {
                actor.input = Input::Null;
                Ok(())
            };
        }
        ["input", "closed"] => {
            return {
                actor.input = Input::Closed;
                Ok(())
            };
        }
        ["input", "terminal"] => {
            return {
                actor.input = Input::Terminal;
                Ok(())
            };
        }
        ["input", "file", text] => {
            return {
                actor.input = Input::File(octets(text)?);
                Ok(())
            };
        }
        ["output", kind] => {
            actor.output = match *kind {
                "slow" => Output::Slow,
                "unread" => Output::Unread,
                "gone" => Output::Gone,
                "closed" => Output::Closed,
                "full" => Output::Full,
                "file" => Output::File,
                "descriptor" => Output::Descriptor,
                _ => bail!("no such output"),
            };
            return Ok(());
        }
        ["start"] => Step::Start,
        ["send", text] => Step::Send(octets(text)?),
        ["send-many", count] => Step::SendMany(count.parse().context("no number")?),
        ["end"] => Step::End,
        ["pause", milliseconds] => Step::Pause(Duration::from_millis(milliseconds.parse().context("no number")?)),
        ["wrote", actor, text] => Step::Wait(Condition::Wrote(number(actor)?, octets(text)?)),
        ["wrote-many", actor, count] => Step::Wait(Condition::WroteMany(number(actor)?, count.parse()?)),
        ["said", actor, text] => Step::Wait(Condition::Said(number(actor)?, octets(text)?)),
        ["ended", actor] => Step::Wait(Condition::Ended(number(actor)?)),
        ["signal", name] => Step::Signal(Signal::from_str(&format!("SIG{name}")).context("no such signal")?),
        ["leave-output"] => Step::LeaveOutput,
        ["reset"] => Step::Reset,
        ["close"] => Step::Close,
        _ => bail!("no such step"),
    };
    actor.steps.push(step);
    Ok(())
}

/// Text with `\n`, `\r`, `\t`, `\\` and `\xNN`, and `N*TEXT` for a repetition.
fn octets(text: &str) -> Result<Vec<u8>> {
    let repeated = text.split_once('*').and_then(|(count, rest)| Some((count.parse().ok()?, rest)));
    if let Some((count, rest)) = repeated {
        return Ok(octets(rest)?.repeat(count));
    }
    let mut octets = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'\\' {
            octets.push(*first);
            continue;
        }
        let [kind, after @ ..] = rest else { bail!("a lone \\ at the end") };
        rest = after;
        octets.push(match kind {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'\\' => b'\\',
            b'x' => {
                let (digits, after) = rest.split_at_checked(2).context("\\x wants two digits")?;
                rest = after;
                u8::from_str_radix(std::str::from_utf8(digits)?, 16).context("\\x wants two digits")?
            }
            _ => bail!("\\{} means nothing", char::from(*kind)),
        });
    }
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_read() {
        let text = "== ends\n= a name\n without wire\n patience 3\n\
                    listener -l 7001 | input null; output full\n client -N ::1 7001 | wrote 1 'a b'; start; send '2*\\x00\\n'; end\n";
        let scenarios = scenarios(text).unwrap();
        let [scenario] = scenarios.as_slice() else { panic!("{scenarios:?}") };
        assert_eq!(scenario.title(), "ends: a name");
        assert_eq!((scenario.unseen.as_slice(), scenario.patience), (&[Aspect::Wire][..], Duration::from_secs(3)));
        let [listener, client] = scenario.actors.as_slice() else { panic!("{scenario:?}") };
        assert_eq!((listener.part, &listener.input, listener.output), (Part::Listener, &Input::Null, Output::Full));
        assert_eq!(listener.steps, [Step::Start]);
        let wait = Step::Wait(Condition::Wrote(0, b"a b".to_vec()));
        assert_eq!(client.steps, [wait, Step::Start, Step::Send(b"\0\n\0\n".to_vec()), Step::End]);
    }

    #[test]
    fn what_is_not_of_the_form_is_named() {
        for (text, expected) in [
            ("listener -l 1", "before any scenario"),
            ("= a\nsinger", "nobody's part"),
            ("= a\nclient | dance", "no such step"),
            ("= a\nclient | ended 2", "waits for nobody"),
            ("= a\nclient | ended 0", "count from 1"),
            ("= a\nclient | send '\\q'", "means nothing"),
            ("= a\n", "nobody plays"),
        ] {
            let error = format!("{:#}", scenarios(text).unwrap_err());
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
