//! How `ss` lays a socket out in cells.
