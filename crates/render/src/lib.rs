//! Text: aligned tables, escaping of untrusted bytes.

#![forbid(unsafe_code)]
