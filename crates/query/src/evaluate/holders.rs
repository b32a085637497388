//! Conditions on who holds a socket and where it lives. One on holders is met when any of them meets it.

use super::surroundings::{Holder, Surroundings};
use super::{ends, texts};
use crate::ast::{NumberFact, Order, TextFact, TextPattern};
use model::{Container, Process, Socket, UserId};

/// Hexadecimal digits from which on the beginning of a container's id stands for it. Fewer could be a name.
const LEAST_ID_DIGITS: usize = 4;
/// Digits of a whole id.
const ID_DIGITS: usize = 64;

/// Whether a holder meets the condition.
fn any(surroundings: &dyn Surroundings, socket: &Socket<'_>, condition: &dyn Fn(&Holder<'_>) -> bool) -> bool {
    let mut met = false;
    surroundings.holders(socket, &mut |holder| {
        met = condition(&holder);
        !met
    });
    met
}

/// Whether this user made the socket or a holder acts as this user.
pub(super) fn user_is(user: UserId, socket: &Socket<'_>, surroundings: &dyn Surroundings) -> bool {
    maker(socket) == Some(user)
        || any(surroundings, socket, &|holder| holder.facts.is_some_and(|process| process.user == Some(user)))
}

/// Who made the socket. Of what is left of one without a file (TIME-WAIT, half-open connections) the kernel says root,
/// whoever it was.
pub(super) fn maker(socket: &Socket<'_>) -> Option<UserId> {
    socket.user.filter(|_| socket.inode.0 != 0)
}

/// Whether a number of a holder compares so.
pub(super) fn number_compares(
    fact: NumberFact,
    order: Order,
    value: u64,
    socket: &Socket<'_>,
    surroundings: &dyn Surroundings,
) -> bool {
    let holds = |number: Option<u64>| number.is_some_and(|number| order.holds(number, value));
    any(surroundings, socket, &|holder| match fact {
        NumberFact::ProcessId => holds(Some(holder.process.0.into())),
        NumberFact::Descriptor => holds(holder.descriptor.map(u64::from)),
        NumberFact::ParentId => {
            holder.facts.is_some_and(|process| process.parents.iter().any(|ancestor| holds(Some(ancestor.id.0.into()))))
        }
        NumberFact::Age => holds(holder.facts.and_then(|process| surroundings.age(process)).map(|age| age.0)),
        _ => false,
    })
}

/// Whether a text of a holder, of the socket's interface or of its network namespace looks so.
pub(super) fn text_fits(
    fact: TextFact,
    pattern: &TextPattern,
    socket: &Socket<'_>,
    surroundings: &dyn Surroundings,
) -> bool {
    let fits = |text: &[u8]| texts::fits(pattern, text);
    let of_process =
        |condition: &dyn Fn(&Process) -> bool| any(surroundings, socket, &|holder| holder.facts.is_some_and(condition));
    let of_container = |condition: &dyn Fn(&Container) -> bool| {
        of_process(&|process| process.container.as_deref().is_some_and(condition))
    };
    match fact {
        TextFact::Process => any(surroundings, socket, &|holder| fits(holder.name)),
        TextFact::Command => of_process(&|process| fits(&command(process))),
        TextFact::Executable => of_process(&|process| {
            process.executable.as_ref().is_some_and(|executable| fits_path(pattern, &executable.path))
        }),
        TextFact::User => {
            let named = |user: UserId| surroundings.user_name(user).is_some_and(|name| fits(&name));
            maker(socket).is_some_and(named) || of_process(&|process| process.user.is_some_and(named))
        }
        TextFact::Container => of_container(&|container| is_called(pattern, container)),
        TextFact::Image => of_container(&|container| container.image.as_deref().is_some_and(fits)),
        TextFact::Pod => of_container(&|container| container.pod.as_ref().is_some_and(|pod| pod_fits(pattern, pod))),
        TextFact::Unit => of_process(&|process| {
            process.unit.as_deref().is_some_and(fits) || process.user_unit.as_deref().is_some_and(fits)
        }),
        TextFact::Parent => of_process(&|process| process.parents.iter().any(|ancestor| fits(&ancestor.name))),
        TextFact::NetworkNamespace => surroundings.network_namespace(socket).is_some_and(|namespace| {
            namespace.names.iter().any(|name| fits(name))
                || namespace.is_own && fits(b"own")
                || fits(namespace.id.inode.to_string().as_bytes())
        }),
        TextFact::Interface => {
            let index = ends::interface(socket);
            index.0 != 0 && surroundings.interface_name(index).is_some_and(|name| fits(&name))
        }
        // Those stand in the socket's own record.
        TextFact::Congestion | TextFact::Path => texts::of_socket(fact, pattern, socket).unwrap_or_default(),
    }
}

/// A command line as people write it: blanks between the arguments.
fn command(process: &Process) -> Vec<u8> {
    let line = process.command_line.strip_suffix(b"\0").unwrap_or(&process.command_line);
    line.iter().map(|&octet| if octet == 0 { b' ' } else { octet }).collect()
}

/// A pattern without a slash is about the last part of a path.
fn fits_path(pattern: &TextPattern, path: &[u8]) -> bool {
    match pattern {
        TextPattern::Glob(glob) if !glob.contains(&b'/') => {
            texts::fits(pattern, path.rsplit(|octet| *octet == b'/').next().unwrap_or(path))
        }
        _ => texts::fits(pattern, path),
    }
}

/// Whether this is the container's name, its id, or the beginning of its id.
fn is_called(pattern: &TextPattern, container: &Container) -> bool {
    let begins = match pattern {
        TextPattern::Glob(digits) => {
            (LEAST_ID_DIGITS..ID_DIGITS).contains(&digits.len())
                && container.id.len() == ID_DIGITS
                && container.id[..digits.len()].eq_ignore_ascii_case(digits)
                && digits.iter().all(u8::is_ascii_hexdigit)
        }
        TextPattern::Contains(_) => false,
    };
    begins
        || container.name.as_deref().is_some_and(|name| texts::fits(pattern, name))
        || texts::fits(pattern, &container.id)
}

/// A pod goes by its name, by its namespace and name, or by its uid.
fn pod_fits(pattern: &TextPattern, pod: &model::Pod) -> bool {
    let fits = |text: &[u8]| texts::fits(pattern, text);
    let whole =
        || [pod.namespace.as_deref().unwrap_or_default(), b"/", pod.name.as_deref().unwrap_or_default()].concat();
    pod.name.as_deref().is_some_and(fits)
        || pod.uid.as_deref().is_some_and(fits)
        || pod.name.is_some() && fits(&whole())
}
