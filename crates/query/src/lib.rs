//! Filters: parse, evaluate, lower to kernel bytecode.

#![forbid(unsafe_code)]
