//! Loading an object file of BPF programs: its types, its maps, then each program when it is started.
//!
//! aya's own loader reads all types of the kernel each time, which takes ten times as long as what is needed here; so its
//! parser and relocator (aya-obj) are used alone, with as many of the kernel's types as the caller hands over.

use super::call::{Attributes, Command, MapCreate, MapFreeze, ask, open};
use super::counters::{self, Counters};
use super::iterator;
use super::question::{self, Question};
use super::ring::Ring;
use super::tracepoint::{self, Attached};
use aya_obj::btf::{Btf, BtfFeatures};
use aya_obj::{EbpfSectionKind, Map};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

/// `BPF_PROG_TYPE_TRACING`.
const TRACING: u32 = 26;
/// `BPF_MAP_TYPE_RINGBUF`.
const RING: u32 = 27;
/// `BPF_F_RDONLY_PROG`.
const READ_ONLY_TO_PROGRAMS: u32 = 1 << 7;
/// All that the types of a program may have in a kernel that has task iterators and loops (5.17) but enumerations of 64 bits.
const FEATURES: BtfFeatures = BtfFeatures::new(true, true, true, true, true, true, true, false);

/// An object file whose maps are in the kernel.
#[derive(Debug)]
pub struct Object {
    parsed: aya_obj::Object,
    types: OwnedFd,
    rings: HashMap<String, (OwnedFd, u32)>,
    counters: HashMap<String, OwnedFd>,
    /// Maps that only programs use live as long as this.
    _maps: Vec<OwnedFd>,
}

/// Why programs could not be loaded or started: what was being done, and what stopped it.
#[derive(Debug)]
pub struct LoadError {
    /// The operation.
    pub operation: &'static str,
    /// What stopped it.
    pub reason: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.reason)
    }
}

/// What turns any error into one that names the operation.
fn during<E: fmt::Display>(operation: &'static str) -> impl FnOnce(E) -> LoadError {
    move |error| LoadError { operation, reason: error.to_string() }
}

impl Object {
    /// Loads types and maps of the object file `file`, for a kernel that has these types (BTF, which may be an excerpt), with
    /// constants of these names set to these octets.
    ///
    /// # Errors
    /// The first step that failed.
    pub fn load(file: &[u8], kernel_types: &[u8], constants: &[(&str, &[u8])]) -> Result<Self, LoadError> {
        let reading = "reading a BPF object";
        let mut parsed = aya_obj::Object::parse(file).map_err(during(reading))?;
        let constants: HashMap<_, _> = constants.iter().map(|&(name, octets)| (name, (octets, true))).collect();
        parsed.patch_map_data(constants).map_err(during(reading))?;
        let kernel_types = Btf::parse(kernel_types, parsed.endianness).map_err(during("reading the kernel's types"))?;

        let types = parsed.fixup_and_sanitize_btf(&FEATURES).map_err(during(reading))?;
        let types = types.map(Btf::to_bytes).unwrap_or_default();
        let types = load_types(&types).map_err(during("loading types of BPF programs"))?;
        parsed.relocate_btf(&kernel_types).map_err(during("relocating BPF programs to this kernel"))?;
        let maps = parsed.maps.drain().map(|(name, map)| Ok((create_map(&map)?, name, map)));
        let maps = maps.collect::<io::Result<Vec<_>>>().map_err(during("making maps for BPF programs"))?;
        let text: HashSet<usize> = parsed.functions.keys().map(|(section, _)| *section).collect();
        let relocating = "joining BPF programs and their maps";
        let by_name = maps.iter().map(|(descriptor, name, map)| (name.as_str(), descriptor.as_raw_fd(), map));
        parsed.relocate_maps(by_name, &text).map_err(during(relocating))?;
        parsed.relocate_calls(&text).map_err(during(relocating))?;

        let (rings, others): (Vec<_>, Vec<_>) = maps.into_iter().partition(|(_, _, map)| map.map_type() == RING);
        let rings = rings.into_iter().map(|(descriptor, name, map)| (name, (descriptor, map.max_entries()))).collect();
        let is_counters = |(_, _, map): &(_, _, Map)| map.map_type() == counters::KIND && map.value_size() == 8;
        let (counters, others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_counters);
        let counters = counters.into_iter().map(|(descriptor, name, _)| (name, descriptor)).collect();
        let _maps = others.into_iter().map(|(descriptor, ..)| descriptor).collect();
        Ok(Self { parsed, types, rings, counters, _maps })
    }

    /// Our end of the ring buffer with this name.
    ///
    /// # Errors
    /// There is none, or it could not be mapped.
    pub fn ring(&self, name: &str) -> Result<Ring, LoadError> {
        let operation = "mapping the ring buffer of a BPF program";
        let ring = self.rings.get(name).ok_or("it has none of that name").map_err(during(operation))?;
        Ring::new(ring.0.as_fd(), ring.1).map_err(during(operation))
    }

    /// The numbers that programs count up under this name.
    ///
    /// # Errors
    /// There are none, or they cannot be reached.
    pub fn counters(&self, name: &str) -> Result<Counters, LoadError> {
        let operation = "reaching the counters of a BPF program";
        let map = self.counters.get(name).ok_or("it has none of that name").map_err(during(operation))?;
        map.try_clone().and_then(Counters::new).map_err(during(operation))
    }

    /// Loads the program with this name and starts it as an iterator: reading the file runs it. What it goes over is said by the
    /// number that the function for it (`bpf_iter_task`) has among the kernel's types.
    ///
    /// # Errors
    /// There is none, or the kernel refuses it: for want of a privilege, or because it finds fault with it.
    pub fn iterate(&self, name: &str, target: u32) -> Result<File, LoadError> {
        let place = Place { kind: TRACING, attach_type: iterator::TRACE_ITERATOR, target };
        let program = self.load_program(name, place).map_err(during("loading a BPF iterator"))?;
        iterator::start(program.as_fd()).map_err(during("starting a BPF iterator"))
    }

    /// Loads the program with this name and attaches it to a tracepoint, which is said by the number that its typedef
    /// (`btf_trace_NAME`) has among the kernel's types.
    ///
    /// # Errors
    /// As those of [`Self::iterate`].
    pub fn attach(&self, name: &str, target: u32) -> Result<Attached, LoadError> {
        let place = Place { kind: TRACING, attach_type: tracepoint::RAW_TRACEPOINT, target };
        let program = self.load_program(name, place).map_err(during("loading a BPF program for a tracepoint"))?;
        tracepoint::attach(program.as_fd()).map_err(during("attaching a BPF program to a tracepoint"))
    }

    /// Loads the program with this name, to be run when it is asked.
    ///
    /// # Errors
    /// As those of [`Self::iterate`].
    pub fn question(&self, name: &str) -> Result<Question, LoadError> {
        let place = Place { kind: question::KIND, attach_type: 0, target: 0 };
        self.load_program(name, place).map(Question::new).map_err(during("loading a BPF program to ask"))
    }

    fn load_program(&self, name: &str, place: Place) -> io::Result<OwnedFd> {
        let missing = |what| io::Error::new(io::ErrorKind::NotFound, what);
        let program = self.parsed.programs.get(name).ok_or_else(|| missing("there is no program of that name"))?;
        let function = self.parsed.functions.get(&program.function_key());
        let function = function.ok_or_else(|| missing("it has no instructions"))?;
        let functions = function.func_info.func_info_bytes();
        open(&ProgramLoad {
            kind: place.kind,
            instruction_count: function.instructions.len() as u32,
            instructions: function.instructions.as_ptr().addr() as u64,
            license: program.license.as_ptr().addr() as u64,
            expected_attach_type: place.attach_type,
            types: self.types.as_raw_fd() as u32,
            function_octets: function.func_info_rec_size as u32,
            functions: functions.as_ptr().addr() as u64,
            function_count: function.func_info.len() as u32,
            attach_type_id: place.target,
            ..ProgramLoad::default()
        })
    }
}

/// Where a program is to run.
#[derive(Clone, Copy)]
struct Place {
    /// `BPF_PROG_TYPE_*`.
    kind: u32,
    /// `BPF_*` of `enum bpf_attach_type`.
    attach_type: u32,
    /// The number of the function or tracepoint among the kernel's types; 0 where it needs none.
    target: u32,
}

/// `BPF_PROG_LOAD`.
#[repr(C)]
#[derive(Default)]
struct ProgramLoad {
    kind: u32,
    instruction_count: u32,
    instructions: u64,
    license: u64,
    log_level: u32,
    log_octets: u32,
    log: u64,
    kernel_version: u32,
    flags: u32,
    name: [u8; 16],
    interface: u32,
    expected_attach_type: u32,
    types: u32,
    function_octets: u32,
    functions: u64,
    function_count: u32,
    line_octets: u32,
    lines: u64,
    line_count: u32,
    attach_type_id: u32,
}
// SAFETY: addresses and lengths are those of vectors that live until the call is over (`Object::load_program`), the licence ends in NUL.
unsafe impl Attributes for ProgramLoad {
    const COMMAND: Command = Command::ProgramLoad;
}

/// `BPF_BTF_LOAD`.
#[repr(C)]
struct TypesLoad {
    types: u64,
    log: u64,
    octets: u32,
    log_octets: u32,
    log_level: u32,
    flags: u32,
}
// SAFETY: the address and the length are those of one slice (`load_types`).
unsafe impl Attributes for TypesLoad {
    const COMMAND: Command = Command::TypesLoad;
}

fn load_types(types: &[u8]) -> io::Result<OwnedFd> {
    let (address, octets) = (types.as_ptr().addr() as u64, types.len() as u32);
    open(&TypesLoad { types: address, octets, log: 0, log_octets: 0, log_level: 0, flags: 0 })
}

/// `BPF_MAP_UPDATE_ELEM`.
#[repr(C)]
struct MapUpdate {
    map: u32,
    padding: u32,
    key: u64,
    value: u64,
    flags: u64,
}
// SAFETY: key and value have the lengths with which the map was made (`create_map`).
unsafe impl Attributes for MapUpdate {
    const COMMAND: Command = Command::MapUpdateElement;
}

/// Makes a map and fills it with what the object file says of it.
fn create_map(map: &Map) -> io::Result<OwnedFd> {
    let is_constant = map.section_kind() == EbpfSectionKind::Rodata;
    let flags = map.map_flags() | if is_constant { READ_ONLY_TO_PROGRAMS } else { 0 };
    let created = open(&MapCreate {
        kind: map.map_type(),
        key_octets: map.key_size(),
        value_octets: map.value_size(),
        max_entries: map.max_entries(),
        flags,
    })?;
    let descriptor = created.as_raw_fd() as u32;
    // Sections of data are arrays of one element. A new array is zero already.
    let data = map.data();
    if data.len() == map.value_size() as usize && data.iter().any(|&octet| octet != 0) {
        let key = 0u32;
        let (key, value) = ((&raw const key).addr() as u64, data.as_ptr().addr() as u64);
        ask(&MapUpdate { map: descriptor, padding: 0, key, value, flags: 0 })?;
    }
    if is_constant {
        ask(&MapFreeze { map: descriptor })?;
    }
    Ok(created)
}
