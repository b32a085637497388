//! `--all-netns`: the same listing in every network namespace of the host, one after the other, in one table.
//!
//! Names of interfaces, the range of ephemeral ports and a filter's words mean something else in each, so the request is made anew for
//! each. Owners are found once: no two sockets of the host have the same inode.

use super::args::Args;
use super::environment::Environment;
use super::layout::columns::{Origin, Origins};
use super::{Question, empty_table, listing, refused, say, summarize, width, writing};
use crate::failure::Failure;
use crate::host::place::Place;
use crate::host::unseen::Unseen;
use query::ss::QueryError;
use render::escape::escape;
use render::table::{Table, Width};
use sources::counters;
use sources::namespaces::{self, Namespace, ReadAhead};
use sources::owners::containers::Containers;
use sources::proc_files::ProcFiles;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

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
                    let origin = origin_of(&place);
                    write_heading(&origin, &mut out).map_err(writing)?;
                    unseen.add(&origin.namespace, summarize(&counters::socket_summary(&place.files()), &mut out)?);
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

/// What a row says of where its socket is.
fn origin_of(place: &Place) -> Origin {
    Origin { namespace: place.facts.label().into_owned(), container: place.container() }
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
        let origin = origin_of(&place);
        let gaps = listing::list(&mut source, &request, &mut surroundings, table, Some(&origin), closer.as_mut());
        unseen.add(&origin.namespace, gaps.map_err(writing)?);
        unseen.add(&origin.namespace, closer.map(|closer| closer.gaps()).unwrap_or_default());
    }
    match (table, misunderstood) {
        (Some(table), _) => drop(table.finish().map_err(writing)?),
        (None, Some(error)) => return Err(refused(&error)),
        (None, None) => {}
    }
    unseen.elsewhere.extend(surroundings.gaps());
    Ok(())
}
