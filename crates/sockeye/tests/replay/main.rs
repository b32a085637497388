//! `ss` without a kernel: recordings and text tables made of octets, shown by the original and by ours, and compared.
//!
//! What a kernel cannot be brought to answer (every state in both IP versions, every length of its structs, families that it was
//! built without) is written down here instead. Needs the installed `ss`, but no rights.

mod compare;
mod dumps;
mod families;
mod messages;
mod recordings;
mod tables;
