//! IP protocols and their names: protocols(5), answered as getprotobynumber(3) answers from that file.

use crate::numbered;
use crate::read::read_names;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The IP protocols of this host, read at the first question. Names are untrusted bytes.
#[derive(Debug)]
pub struct Protocols {
    path: PathBuf,
    /// Number and name, in the order of the file.
    entries: OnceLock<Vec<(u32, Vec<u8>)>>,
}

impl Protocols {
    /// Where protocols(5) are.
    pub const PATH: &'static str = "/etc/protocols";

    /// The protocols in this file. A missing file has none.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), entries: OnceLock::new() }
    }

    /// The first name of this protocol.
    pub fn name(&self, number: u16) -> Option<&[u8]> {
        let entries = self.entries.get_or_init(|| numbered::parse(&read_names(&self.path)));
        numbered::name(entries, number.into())
    }
}
