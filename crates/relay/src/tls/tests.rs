//! Both ends against each other over a pair of sockets, with chains of certificates made here; every refusal in words.

mod authority;
mod pairs;
mod refusals;
mod streams;
