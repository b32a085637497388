//! Sessions as a whole, between sockets, pipes and files that the tests hold the other ends of.

mod course;
mod gathering;
mod kit;
mod transfers;
