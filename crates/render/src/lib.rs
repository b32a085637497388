//! Text: aligned tables, values for people and for programs, styles, escaping of untrusted bytes.
//!
//! Why a crate: every view prints rows, and every view prints names that strangers chose. Widths, line ends and
//! escapes are decided here once, so that a layout only says what stands in which cell.

#![forbid(unsafe_code)]

pub mod address;
pub mod amount;
pub mod csv;
pub mod escape;
pub mod grid;
pub mod hexdump;
pub mod json;
mod number;
pub mod style;
pub mod table;
pub mod time;
pub mod value;
