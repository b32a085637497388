//! The compatible tools, one folder each.

pub mod ss;
