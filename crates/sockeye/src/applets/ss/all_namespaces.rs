//! `--all-netns`: the same listing in every network namespace of the host, one after the other, in one table.
//!
//! Names of interfaces, the range of ephemeral ports and a filter's words mean something else in each, so the request is made anew for
//! each. Owners are found once: no two sockets of the host have the same inode.

use super::args::Args;
use super::environment::Environment;
use super::layout::columns::{Origin, Origins};
use super::{Question, empty_table, listing, refused, say, summarize, width, writing};
use crate::failure::Failure;
use model::{Container, Gap, Pod};
use query::ss::QueryError;
use render::escape::escape;
use render::table::{Table, Width};
use sources::closing::Closer;
use sources::counters;
use sources::namespaces::{self, Namespace, ReadAhead, Visitor};
use sources::owners::containers::Containers;
use sources::proc_files::ProcFiles;
use sources::sockets::{Reach, SocketSource};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The exit status when nothing can be listed at all.
const STATUS: u8 = 1;

/// Shows what was asked for in every namespace.
///
/// # Errors
/// What was asked for makes sense in none of them, or cannot be written.
pub(super) fn show(args: Args, environment: &Environment, mut out: File) -> Result<ExitCode, Failure> {
    if !environment.asks_kernel() {
        let reason = "--all-netns asks the running kernel, and the environment names files to be read instead";
        return Err(Failure::new(STATUS, format!("{reason} (unset PROC_ROOT, PROC_NET_… and TCPDIAG_FILE)")));
    }
    let found = namespaces::discover(Path::new(ProcFiles::ROOT), &mut Containers::new(Path::new("/")));
    let mut unseen = Unseen::default();
    if args.summary {
        for namespace in &found.found {
            match Place::reach(namespace) {
                Ok(place) => {
                    write_heading(&place.origin, &mut out).map_err(writing)?;
                    unseen
                        .add(&place.origin.namespace, summarize(&counters::socket_summary(&place.files()), &mut out)?);
                }
                Err(gap) => unseen.add(&namespace.facts.label(), [gap]),
            }
        }
    }
    if !args.shows_only_summary() {
        list(&args, environment, &found.found, &out, &mut unseen)?;
    }
    say(&found.gaps);
    say(&unseen.gaps());
    Ok(ExitCode::SUCCESS)
}

/// Writes whose counts follow. On a terminal, names are escaped.
fn write_heading(origin: &Origin, out: &mut File) -> io::Result<()> {
    let name = match width(out) {
        Width::Unlimited => Cow::Borrowed(origin.namespace.as_slice()),
        Width::Terminal(_) => escape(&origin.namespace),
    };
    out.write_all(&[b"Netns: ", &*name, b"\n"].concat())
}

/// Lists the sockets of these namespaces.
fn list(
    args: &Args,
    environment: &Environment,
    found: &[Namespace],
    out: &File,
    unseen: &mut Unseen,
) -> Result<(), Failure> {
    let question = Question::new(args)?;
    let mut surroundings = question.surroundings(environment);
    let mut table: Option<Table<File>> = None;
    let mut misunderstood: Option<QueryError> = None;
    let mut ahead: Option<ReadAhead> = None;
    let has_containers = found.iter().any(|namespace| namespace.facts.container.is_some());
    let origins = if has_containers { Origins::NamespacesAndContainers } else { Origins::Namespaces };
    for namespace in found {
        let place = match Place::reach(namespace) {
            Ok(place) => place,
            Err(gap) => {
                unseen.add(&namespace.facts.label(), [gap]);
                continue;
            }
        };
        surroundings.look_through(place.visitor.clone());
        let request = match question.request(&surroundings) {
            Ok(request) => request,
            // An interface that a filter names may be unknown here and known elsewhere.
            Err(error) => {
                misunderstood.get_or_insert(error);
                continue;
            }
        };
        // Most of the others will be asked the same.
        let ahead = ahead.get_or_insert_with(|| {
            let others = found.iter().filter(|namespace| !namespace.facts.is_own).cloned().collect();
            ReadAhead::start(others, &request.tables, request.reach())
        });
        let mut source = place.source(ahead, request.reach());
        surroundings.find_names(&mut source, &request).map_err(writing)?;
        let table = match &mut table {
            Some(table) => table,
            none => {
                let out = out.try_clone().map_err(writing)?;
                none.insert(empty_table(&request, origins, args.no_header, out))
            }
        };
        let mut closer = args.kill.then(|| place.closer());
        let origin = Some(&place.origin);
        let gaps = listing::list(&mut source, &request, &mut surroundings, table, origin, closer.as_mut());
        unseen.add(&place.origin.namespace, gaps.map_err(writing)?);
        unseen.add(&place.origin.namespace, closer.map(|closer| closer.gaps()).unwrap_or_default());
    }
    match (table, misunderstood) {
        (Some(table), _) => drop(table.finish().map_err(writing)?),
        (None, Some(error)) => return Err(refused(&error)),
        (None, None) => {}
    }
    unseen.elsewhere.extend(surroundings.gaps());
    Ok(())
}

/// A namespace that can be looked at.
struct Place {
    origin: Origin,
    /// `None`: it is our own.
    visitor: Option<Arc<Visitor>>,
}

impl Place {
    fn reach(namespace: &Namespace) -> Result<Self, Gap> {
        let facts = &namespace.facts;
        let visitor = if facts.is_own { None } else { Some(Arc::new(Visitor::enter(namespace)?)) };
        let container = facts.container.as_deref().map(container_label);
        Ok(Self { origin: Origin { namespace: facts.label().into_owned(), container }, visitor })
    }

    fn files(&self) -> ProcFiles {
        match &self.visitor {
            Some(visitor) => visitor.files(),
            None => Path::new(ProcFiles::ROOT).into(),
        }
    }

    fn source(&self, ahead: &mut ReadAhead, reach: Reach) -> SocketSource {
        match &self.visitor {
            Some(visitor) => ahead.sockets(visitor),
            None => SocketSource::live(self.files(), reach),
        }
    }

    fn closer(&self) -> Closer {
        match &self.visitor {
            Some(visitor) => {
                let visitor = Arc::clone(visitor);
                Closer::new(Box::new(move || visitor.open_diagnostics(Reach::Everything)))
            }
            None => Closer::live(),
        }
    }
}

/// Containers of a pod share its namespace, so the pod's name says more than that of one of them.
fn container_label(container: &Container) -> Vec<u8> {
    match &container.pod {
        Some(Pod { name: Some(name), namespace: Some(namespace), .. }) => [namespace, &b"/"[..], name].concat(),
        Some(Pod { name: Some(name), .. }) => name.to_vec(),
        _ => container.label().to_vec(),
    }
}

/// What could not be seen. What is alike in several namespaces is said once.
#[derive(Default)]
struct Unseen {
    /// Gaps in namespaces, in the order in which they were first met, and where each was met.
    inside: Vec<(Gap, Vec<Vec<u8>>)>,
    /// Which of them a gap is, by what it says.
    known: HashMap<String, usize>,
    /// What concerns no listing of a single namespace.
    elsewhere: Vec<Gap>,
}

impl Unseen {
    fn add(&mut self, namespace: &[u8], gaps: impl IntoIterator<Item = Gap>) {
        for gap in gaps {
            let position = *self.known.entry(gap.to_string()).or_insert(self.inside.len());
            match self.inside.get_mut(position) {
                Some((_, places)) => places.push(namespace.to_vec()),
                None => self.inside.push((gap, vec![namespace.to_vec()])),
            }
        }
    }

    fn gaps(self) -> Vec<Gap> {
        let inside = self.inside.into_iter().map(|(gap, places)| {
            let place = match places.as_slice() {
                [place] => format!("network namespace {}", String::from_utf8_lossy(place)),
                places => format!("{} network namespaces", places.len()),
            };
            Gap { operation: format!("{} in {place}", gap.operation), ..gap }
        });
        inside.chain(self.elsewhere).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pod_comes_before_its_containers() {
        let mut container = Container::new(model::Runtime::Containerd, *b"pause");
        assert_eq!(container_label(&container), b"pause");
        let name = |text: &[u8]| Some(text.into());
        container.pod = Some(Pod { name: name(b"web-0"), ..Pod::default() });
        assert_eq!(container_label(&container), b"web-0");
        container.pod = Some(Pod { name: name(b"web-0"), namespace: name(b"shop"), uid: None });
        assert_eq!(container_label(&container), b"shop/web-0");
    }

    #[test]
    fn what_is_alike_in_several_namespaces_is_said_once() {
        let gap = |table: &str| Gap::new(format!("listing {table}"), "no").with_remedy("help");
        let mut unseen = Unseen::default();
        unseen.add(b"blue", [gap("TCP sockets"), gap("raw sockets")]);
        unseen.add(b"green", [gap("TCP sockets")]);
        unseen.elsewhere.push(Gap::new("looking for owners", "no"));
        let said: Vec<_> = unseen.gaps().iter().map(Gap::to_string).collect();
        assert_eq!(
            said,
            [
                "listing TCP sockets in 2 network namespaces: no (help)",
                "listing raw sockets in network namespace blue: no (help)",
                "looking for owners: no",
            ]
        );
    }
}
