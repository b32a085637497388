//! Hosts, services, users and protocols by name.

#![forbid(unsafe_code)]
