//! The kernel's answers from many network namespaces, read on all cores before their turn comes.
//!
//! Each dump walks hash tables that all namespaces share, so with many namespaces nearly all the time goes into reading; rows must come in
//! the order of the namespaces all the same. So threads enter the next few, ask there what will probably be asked, and keep what
//! they read until it is. What was not foreseen is asked when it is needed.

use super::{Namespace, Visitor};
use crate::sockets::{Diagnostics, Reach, SocketQuery, SocketSource, ends_dump};
use model::NamespaceId;
use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};
use sys::netlink::DATAGRAM_CAPACITY;

/// Datagrams of one answer that wait for their turn.
const DATAGRAMS_AHEAD: usize = 4;
/// Namespaces that a thread may be ahead of the one whose turn it is.
const NAMESPACES_AHEAD_PER_THREAD: usize = 4;

/// Threads that read ahead. They end when this is dropped and what they hold was taken or dropped.
#[derive(Debug)]
pub struct ReadAhead {
    /// Those that no thread was sent to yet.
    to_come: std::vec::IntoIter<Namespace>,
    requests: Arc<[Vec<u8>]>,
    reach: Reach,
    tasks: Sender<Task>,
    /// What the threads were sent for and nobody took yet.
    begun: VecDeque<(NamespaceId, Answers)>,
}

/// The answers to the requests, each taken once.
type Answers = Vec<(Vec<u8>, Receiver<Vec<u8>>)>;

/// What is to be read in one namespace.
struct Task {
    namespace: Namespace,
    requests: Arc<[Vec<u8>]>,
    reach: Reach,
    /// Where the answer to each request goes.
    answers: Vec<SyncSender<Vec<u8>>>,
}

impl ReadAhead {
    /// Reads what these queries ask, in these namespaces.
    pub fn start(namespaces: Vec<Namespace>, queries: &[SocketQuery], reach: Reach) -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let (tasks, to_do) = mpsc::channel::<Task>();
        let to_do = Arc::new(Mutex::new(to_do));
        let mut threads = 0;
        for _ in 0..cores.min(namespaces.len()) {
            let to_do = Arc::clone(&to_do);
            // The lock is given back before the task is worked on.
            let next = move || lock(&to_do).recv().ok();
            let work = move || std::iter::from_fn(next).for_each(Task::read);
            threads += usize::from(Builder::new().spawn(work).is_ok());
        }
        // A query that is too long is refused when it is asked.
        let requests = queries.iter().flat_map(|query| query.requests().unwrap_or_default()).collect();
        let to_come = namespaces.into_iter();
        let mut ahead = Self { to_come, requests, reach, tasks, begun: VecDeque::new() };
        for _ in 0..threads * NAMESPACES_AHEAD_PER_THREAD {
            ahead.begin_next();
        }
        ahead
    }

    /// Lists the sockets of the namespace in which the visitor is. What was read in those before it is forgotten.
    pub fn sockets(&mut self, visitor: &Arc<Visitor>) -> SocketSource {
        let answers = self.answers(visitor.namespace());
        let (answers, visitor, reach) = (Arc::new(Mutex::new(answers)), Arc::clone(visitor), self.reach);
        let files = visitor.files();
        let open = move || -> io::Result<Box<dyn Diagnostics>> {
            let (answers, visitor) = (Arc::clone(&answers), Arc::clone(&visitor));
            Ok(Box::new(Foreseen { answers, visitor, reach, current: Current::Nothing }))
        };
        SocketSource::new(Box::new(open), files)
    }

    fn answers(&mut self, wanted: NamespaceId) -> Answers {
        let is_foreseen = self.begun.iter().any(|(namespace, _)| *namespace == wanted)
            || self.to_come.as_slice().iter().any(|namespace| namespace.facts.id == wanted);
        while is_foreseen && let Some((namespace, answers)) = self.begun.pop_front() {
            self.begin_next();
            if namespace == wanted {
                return answers;
            }
        }
        Answers::new()
    }

    fn begin_next(&mut self) {
        let Some(namespace) = self.to_come.next() else { return };
        let id = namespace.facts.id;
        let (answers, taken): (Vec<_>, Answers) = self
            .requests
            .iter()
            .map(|request| {
                let (answer, taken) = mpsc::sync_channel(DATAGRAMS_AHEAD);
                (answer, (request.clone(), taken))
            })
            .unzip();
        let task = Task { namespace, requests: Arc::clone(&self.requests), reach: self.reach, answers };
        // Without threads the answers end before they begin, and are asked for when they are needed.
        let _ = self.tasks.send(task);
        self.begun.push_back((id, taken));
    }
}

impl Task {
    /// Reads every answer. What fails is left out: whoever needs it asks again, and meets the error.
    fn read(self) {
        let Ok(namespace) = self.namespace.open() else { return };
        if namespace.enter().is_err() {
            return;
        }
        let mut room = vec![0; DATAGRAM_CAPACITY];
        let mut connection = None;
        for (request, answer) in self.requests.iter().zip(&self.answers) {
            let Ok(open) = connection.take().map_or_else(|| self.reach.open(), Ok) else { return };
            if open.send(request).is_err() {
                return;
            }
            let is_taken = loop {
                let Ok(length) = open.receive(&mut room) else { return };
                let is_last = ends_dump(&room[..length]);
                let is_taken = answer.send(room[..length].to_vec()).is_ok();
                if is_last || !is_taken {
                    break is_last;
                }
            };
            // The rest of an answer that nobody wants must not be taken for the next one's.
            connection = is_taken.then_some(open);
        }
    }
}

/// A connection to a namespace that answers from what was read ahead, as far as that goes.
struct Foreseen {
    answers: Arc<Mutex<Answers>>,
    visitor: Arc<Visitor>,
    reach: Reach,
    current: Current,
}

/// Where the present answer comes from.
enum Current {
    Nothing,
    /// A thread that reads it, or has read it, and the request while nothing of the answer was taken.
    Ahead(Receiver<Vec<u8>>, Option<Vec<u8>>),
    Live(Box<dyn Diagnostics>),
}

impl Foreseen {
    fn ask(&mut self, request: &[u8]) -> io::Result<()> {
        let mut live = match std::mem::replace(&mut self.current, Current::Nothing) {
            Current::Live(live) => live,
            Current::Nothing | Current::Ahead(..) => self.visitor.open_diagnostics(self.reach)?,
        };
        live.send(request)?;
        self.current = Current::Live(live);
        Ok(())
    }
}

impl Diagnostics for Foreseen {
    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        let foreseen = {
            let mut answers = lock(&self.answers);
            let place = answers.iter().position(|(foreseen, _)| foreseen == request);
            place.map(|place| answers.swap_remove(place))
        };
        match foreseen {
            Some((request, answer)) => self.current = Current::Ahead(answer, Some(request)),
            None => self.ask(request)?,
        }
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.current {
            Current::Nothing => Err(io::Error::other("nothing was asked")),
            Current::Live(live) => live.receive(buffer),
            Current::Ahead(answer, request) => match answer.recv() {
                Ok(datagram) => {
                    *request = None;
                    let room = buffer.get_mut(..datagram.len()).ok_or(io::ErrorKind::InvalidInput)?;
                    room.copy_from_slice(&datagram);
                    Ok(datagram.len())
                }
                Err(_) => {
                    let Some(request) = request.take() else {
                        return Err(io::Error::other("reading ahead ended early"));
                    };
                    self.ask(&request)?;
                    self.receive(buffer)
                }
            },
        }
    }
}

/// What was locked holds as well after a panic elsewhere.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
