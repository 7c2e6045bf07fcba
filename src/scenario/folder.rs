//! The only place that opens input files: folders, single policies and what is compiled in.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::fault::{Fault, Faults, Log};

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/scenarios");
/// The folder of what every corridor has unless it says otherwise.
const DEFAULTS: &str = "defaults";
/// Folders inside a corridor that hold inputs.
const FOLDERS: [&str; 4] = ["", "policies", "observed", "face"];
/// Largest sum of the sizes of all files, in bytes.
const LARGEST: u64 = 64 << 20;

/// The fault of a corridor whose files have so many bytes together, if that is too much.
pub(super) fn too_much(bytes: u64) -> Option<Fault> {
    let fault = Fault::whole("corridor", format!("{bytes} bytes in all files"));
    (bytes > LARGEST).then(|| fault.allowed(format!("at most {LARGEST} bytes")))
}

/// Names of the corridors compiled in, sorted.
pub(super) fn embedded_names() -> Vec<String> {
    let names = EMBEDDED.dirs().filter_map(|folder| folder.path().to_str());
    let names = names.filter(|name| *name != DEFAULTS);
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names
}

/// The bytes of a file of the defaults, by its path.
pub(super) fn shipped(file: &str) -> Option<&'static [u8]> {
    let is_default = file.split('/').next() == Some(DEFAULTS);
    let found = EMBEDDED.get_file(file).filter(|_| is_default)?;
    Some(found.contents())
}

/// Every file of an embedded corridor by its path in the corridor's folder.
pub(super) fn embedded_files(name: &str) -> Result<BTreeMap<String, Vec<u8>>, Faults> {
    let is_named = |folder: &&Dir| folder.path() == Path::new(name);
    let Some(folder) = EMBEDDED.dirs().find(is_named) else {
        let names = embedded_names();
        let problem = "no corridor of this name is built in";
        let fault = Fault::new("corridor", None, "", name, problem);
        let fault = fault.allowed(names.join(", "));
        return Err(fault.near(name, names.iter().map(String::as_str)).into());
    };
    let mut files = BTreeMap::new();
    collect_embedded(folder, folder.path(), &mut files);
    Ok(files)
}

fn collect_embedded(folder: &Dir, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in folder.files() {
        if let Some(path) = file.path().strip_prefix(root).ok().and_then(Path::to_str) {
            files.insert(path.replace('\\', "/"), file.contents().to_vec());
        }
    }
    for inner in folder.dirs() {
        collect_embedded(inner, root, files);
    }
}

/// The CSV and TOML files where a corridor has its inputs; what cannot be opened is logged.
pub(super) fn read(folder: &Path, log: &mut Log) -> Result<BTreeMap<String, Vec<u8>>, Faults> {
    let shown = folder.display().to_string();
    if !folder.is_dir() {
        let problem = if folder.exists() {
            "not a folder"
        } else {
            "no such folder"
        };
        return Err(Fault::whole(&shown, problem).into());
    }
    let mut files = BTreeMap::new();
    let mut left = LARGEST;
    for inner in FOLDERS {
        let path = folder.join(inner);
        let names = match names_in(&path) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                let name = if inner.is_empty() { &shown } else { inner };
                log.add(Fault::whole(name, unreadable(&error)));
                continue;
            }
        };
        for name in names {
            let file = if inner.is_empty() {
                name.clone()
            } else {
                format!("{inner}/{name}")
            };
            match read_file(&path.join(&name), left) {
                Ok(Some(bytes)) => {
                    left -= bytes.len() as u64;
                    files.insert(file, bytes);
                }
                Ok(None) => return Err(over_limit(&shown)),
                Err(problem) => log.add(Fault::whole(&file, problem)),
            }
        }
    }
    Ok(files)
}

fn over_limit(shown: &str) -> Faults {
    let fault = Fault::whole(shown, "the files are too large");
    fault
        .allowed(format!("at most {LARGEST} bytes in all"))
        .into()
}

/// Sorted names of the entries of a folder that may be inputs.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if may_be_input(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a file of this name looks like an input of a corridor.
pub(super) fn may_be_input(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(OsStr::to_str);
    let is = |known: &str| ending.is_some_and(|it| it.eq_ignore_ascii_case(known));
    !name.starts_with('.') && (is("csv") || is("toml"))
}

/// The bytes of a file, or nothing if there are more than `most`.
fn read_file(path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if metadata.is_dir() {
        return Err("a folder where a file should be".to_owned());
    }
    if !metadata.is_file() {
        return Err("not a regular file".to_owned());
    }
    if metadata.len() > most {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    let read = file.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&error))?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

fn unreadable(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

/// The bytes of the one file at `path`.
pub(crate) fn read_single(path: &Path) -> Result<Vec<u8>, Faults> {
    let shown = path.display().to_string();
    match read_file(path, LARGEST) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(over_limit(&shown)),
        Err(problem) => Err(Fault::whole(&shown, problem).into()),
    }
}

/// Writes `files` into an empty or new folder, each under a temporary name first.
pub(super) fn write(files: &BTreeMap<String, Vec<u8>>, folder: &Path) -> Result<usize, Faults> {
    let shown = folder.display().to_string();
    let fault = |problem: String| Faults::from(Fault::whole(&shown, problem));
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                let fault = Fault::whole(&shown, "the folder is not empty");
                return Err(fault.allowed("an empty or new folder").into());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(fault(format!("cannot be written to: {error}"))),
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        write_file(&path, bytes).map_err(|error| {
            let path = path.display().to_string();
            Faults::from(Fault::whole(&path, format!("cannot be written: {error}")))
        })?;
    }
    Ok(files.len())
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.part"));
    let mut file = fs::File::create(&temporary)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let renamed = written.and_then(|()| fs::rename(&temporary, path));
    if renamed.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    renamed
}
