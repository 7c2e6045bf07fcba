//! From the files of a corridor to a [`World`]: every fault found at once, each with its place,
//! what is wrong and what is allowed. `docs/corridor_format.md` describes the files.

mod assemble;
mod changes;
mod check;
mod command;
mod corridor;
mod departures;
mod document;
mod exposure;
mod fault;
mod field;
mod folder;
mod hazards;
mod items;
mod ledger;
mod levers;
mod links;
mod locations;
mod names;
mod nearest;
mod observed;
mod parameters;
mod people;
mod policies;
mod quantity;
mod reading;
mod rules;
mod states;
mod table;
mod text;
mod tiers;
mod timeline;

use std::collections::BTreeMap;
use std::path::Path;

pub use command::adjust_policy;
pub(crate) use command::idle_dial;
pub(crate) use document::{Document, Entry, Section};
pub(crate) use fault::Log;
pub use fault::{Fault, Faults};
pub(crate) use field::Field;
pub(crate) use folder::read_single;
pub(crate) use policies::Terms;
#[cfg(feature = "cli")]
pub(crate) use policies::{PARTS, read_parts};
pub(crate) use reading::hashed;
pub(crate) use text::decode;

use crate::world::World;
use crate::world::policy::Policy;

/// Names of the corridors that are built in, sorted.
pub fn embedded_names() -> Vec<String> {
    folder::embedded_names()
}

/// The built-in corridor `name`.
///
/// ```
/// let faults = corredor::scenario::embedded("atlantis").unwrap_err();
/// assert_eq!(faults.all()[0].problem, "no corridor of this name is built in");
/// ```
///
/// # Errors
///
/// An unknown name, or the faults of the corridor.
pub fn embedded(name: &str) -> Result<World, Faults> {
    load_files(&folder::embedded_files(name)?)
}

/// The files of the built-in corridor `name`, or of the `defaults`: their bytes by their path in the
/// folder, to change some in memory and read them with [`load_files`].
///
/// ```
/// let files = corredor::scenario::embedded_files("darien")?;
/// assert!(files.contains_key("links.csv"));
/// # Ok::<(), corredor::scenario::Faults>(())
/// ```
///
/// # Errors
///
/// An unknown name.
pub fn embedded_files(name: &str) -> Result<BTreeMap<String, Vec<u8>>, Faults> {
    folder::embedded_files(name)
}

/// The corridor in the folder `dir`.
///
/// # Errors
///
/// Everything that is wrong with its files.
pub fn load(dir: &Path) -> Result<World, Faults> {
    let mut log = Log::default();
    let files = folder::read(dir, &mut log)?;
    assemble::assemble(&files, log)
}

/// The corridor in `files`: their bytes by their path in the corridor's folder, such as
/// `policies/reference.toml`.
///
/// ```
/// use std::collections::BTreeMap;
///
/// let files = BTreeMap::from([("link.csv".to_owned(), b"id,from,to".to_vec())]);
/// let faults = corredor::scenario::load_files(&files).unwrap_err();
/// let stranger = faults.all().iter().find(|fault| fault.file == "link.csv").unwrap();
/// assert_eq!(
///     stranger.to_string(),
///     "link.csv: no file of a corridor is called so; did you mean \"links.csv\"?"
/// );
/// ```
///
/// # Errors
///
/// Everything that is wrong with the files.
pub fn load_files(files: &BTreeMap<String, Vec<u8>>) -> Result<World, Faults> {
    assemble::assemble(files, Log::default())
}

/// Writes the files of the built-in corridor `name`, or of the `defaults`, into the empty or new folder `dir`, and says
/// how many there are.
///
/// # Errors
///
/// An unknown name, a folder that is not empty, or a file that cannot be written.
pub fn export(name: &str, dir: &Path) -> Result<usize, Faults> {
    folder::write(&folder::embedded_files(name)?, dir)
}

/// The policy in the file at `path`, for `world`.
///
/// # Errors
///
/// A file that cannot be read, and everything that is wrong in it.
pub fn load_policy(world: &World, path: &Path) -> Result<Policy, Faults> {
    let bytes = read_single(path)?;
    let shown = path.display().to_string();
    let mut log = Log::default();
    let policy = decode(&shown, &bytes, &mut log)
        .and_then(|text| Document::parse(&shown, text, &mut log))
        .map(|document| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            policies::read_document(&document, name, &Terms::of_world(world), &mut log)
        });
    log.into_result()?;
    policy.ok_or_else(|| Fault::whole(&shown, "no policy could be read").into())
}
