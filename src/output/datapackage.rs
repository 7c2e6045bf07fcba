//! `datapackage.json`: every column of every table of a folder, for programs that read tables.
//!
//! A [Data Package](https://specs.frictionlessdata.io/tabular-data-package/) made of what
//! [`dictionary`] says and of the tables that the folder holds, so that the same results give the same
//! bytes, whatever command wrote them. `unit` and `responsible_use` are properties of our own.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::dictionary::{self, Column, Kind};
use super::table::Written;
use super::{OutputError, csv, put_json, responsible, study};
use crate::study::RunSpec;
use crate::study::results::Kind as FactorKind;
use crate::units::hexadecimal;
use crate::world::World;
use crate::world::policy::Policy;

/// Name in the folder.
pub const NAME: &str = "datapackage.json";

/// The column of the dictionary that stands for one column of each factor.
const FACTOR: &str = "<factor>";

/// Describes the folder of a run or a comparison.
///
/// # Errors
/// [`OutputError`] if a table cannot be read or the file cannot be written.
pub fn write(
    folder: &Path,
    world: &World,
    policies: &[Policy],
    spec: &RunSpec,
) -> Result<(), OutputError> {
    let names: Vec<&str> = policies.iter().map(|it| it.name.as_str()).collect();
    let titles: Vec<&str> = policies.iter().map(|it| it.title.as_str()).collect();
    let name = format!("{}-{}-{}", world.name, names.join("-vs-"), spec.seed);
    let title = format!("{}: {}", world.title, titles.join(" / "));
    describe(folder, &name, &title, &[], |_| None)
}

/// Describes the folder of a study, or of a share of it, with what an analysis wrote there. Tables that
/// are not among those just `written` keep the hash that they had, so that a change since is still seen.
///
/// # Errors
/// [`OutputError`] if `study.json` or a table cannot be read, or the file cannot be written.
pub fn write_study(folder: &Path, written: &[Written]) -> Result<(), OutputError> {
    let path = folder.join(study::NAME);
    let text = fs::read_to_string(&path).map_err(|source| OutputError::unread(&path, source))?;
    let stated: Stated =
        serde_json::from_str(&text).map_err(|source| OutputError::unread(&path, source))?;
    let name = format!("{}-{}", stated.name, stated.seed);
    let title = if stated.title.is_empty() {
        format!("Study {name}")
    } else {
        stated.title
    };
    let before = Described::read(folder).ok().flatten().unwrap_or_default();
    describe(folder, &name, &title, &stated.factors, |table| {
        let is_new = written.iter().any(|it| it.name == table);
        before.find(table).filter(|_| !is_new).cloned()
    })
}

/// Which of some tables are no longer those that the folder's `datapackage.json` describes, or that file
/// itself if it cannot be understood. Tables that are missing, or not described, are left out.
///
/// # Errors
/// [`OutputError::Read`] if the system refuses.
pub fn altered(folder: &Path, tables: &[&str]) -> Result<Vec<PathBuf>, OutputError> {
    let own = folder.join(NAME);
    let described = match Described::read(folder) {
        Ok(Some(described)) => described,
        Ok(None) => return Ok(Vec::new()),
        Err(source) if source.kind() == ErrorKind::InvalidData => return Ok(vec![own]),
        Err(source) => return Err(OutputError::unread(own, source)),
    };
    let mut altered = Vec::new();
    for table in tables {
        let path = folder.join(table);
        let Some(resource) = described.find(table).filter(|_| path.exists()) else {
            continue;
        };
        let (bytes, sha256) =
            measure(&path).map_err(|source| OutputError::unread(&path, source))?;
        if (bytes, hash(&sha256)) != (resource.bytes, resource.hash.clone()) {
            altered.push(path);
        }
    }
    Ok(altered)
}

/// What is needed of `datapackage.json`.
#[derive(Default, Deserialize)]
struct Described {
    resources: Vec<Resource>,
}

#[derive(Clone, Deserialize)]
struct Resource {
    path: String,
    bytes: u64,
    hash: String,
}

impl Described {
    fn read(folder: &Path) -> std::io::Result<Option<Self>> {
        match fs::read(folder.join(NAME)) {
            Ok(text) => serde_json::from_slice(&text)
                .map(Some)
                .map_err(|it| std::io::Error::new(ErrorKind::InvalidData, it)),
            Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(source),
        }
    }

    fn find(&self, table: &str) -> Option<&Resource> {
        self.resources.iter().find(|it| it.path == table)
    }
}

fn hash(sha256: &str) -> String {
    format!("sha256:{sha256}")
}

/// What is needed of `study.json`.
#[derive(Deserialize)]
struct Stated {
    name: String,
    #[serde(default)]
    title: String,
    seed: u64,
    factors: Vec<Factor>,
}

#[derive(Deserialize)]
struct Factor {
    name: String,
    kind: FactorKind,
    unit: Option<String>,
}

fn describe(
    folder: &Path,
    name: &str,
    title: &str,
    factors: &[Factor],
    before: impl Fn(&str) -> Option<Resource>,
) -> Result<(), OutputError> {
    let mut resources = Vec::new();
    for table in dictionary::all() {
        let path = folder.join(table.name);
        if !path.exists() {
            continue;
        }
        let (bytes, hash) = if let Some(same) = before(table.name) {
            (same.bytes, same.hash)
        } else {
            let measured = measure(&path);
            let (bytes, sha256) = measured.map_err(|source| OutputError::unread(&path, source))?;
            (bytes, hash(&sha256))
        };
        resources.push(json!({
            "profile": "tabular-data-resource",
            "name": table.name.trim_end_matches(".csv"),
            "path": table.name,
            "description": table.what,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes,
            "hash": hash,
            "schema": schema(table, factors),
        }));
    }
    let licenses: Vec<Value> = responsible::LICENSE
        .split(" OR ")
        .map(|it| json!({ "name": it }))
        .collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": identifier(name),
        "title": title,
        "description": "Simulated results; invented people. Counts of people, days and money are at real \
                        scale. An empty cell is a value that does not exist, never a zero. How the tables \
                        were made stands in manifest.json.",
        "schema_version": csv::SCHEMA,
        "licenses": licenses,
        "responsible_use": { "version": responsible::VERSION, "text": responsible::TEXT },
        "resources": resources,
    });
    put_json(folder, NAME, &package)
}

/// Length and SHA-256 of a file, which is not held in memory.
fn measure(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hexadecimal(&hash.finalize())));
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// A name in the letters that are allowed.
fn identifier(name: &str) -> String {
    let allowed = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_.".contains(it);
    name.to_ascii_lowercase().replace(|it| !allowed(it), "-")
}

fn schema(table: &dictionary::File, factors: &[Factor]) -> Value {
    let mut fields = Vec::new();
    for column in table.columns() {
        if column.name == FACTOR {
            fields.extend(factors.iter().map(of_factor));
        } else {
            let Column {
                name,
                kind,
                unit,
                what,
            } = *column;
            fields.push(field(name, kind, unit, what));
        }
    }
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(csv::columns(table.key));
    }
    schema
}

fn of_factor(factor: &Factor) -> Value {
    let Factor { name, kind, unit } = factor;
    let unit = unit.as_deref().unwrap_or_default();
    match kind {
        FactorKind::Rule => field(name, Kind::Text, unit, "Name of the decision rule"),
        FactorKind::Posterior => {
            let what = "Row of the table of draws, from 0";
            field(name, Kind::Integer, unit, what)
        }
        FactorKind::Lever | FactorKind::Dial | FactorKind::Parameter => {
            let what = format!("Value of the factor, a {}", kind.name());
            field(name, Kind::Number, unit, &what)
        }
    }
}

fn field(name: &str, kind: Kind, unit: &str, what: &str) -> Value {
    let (kind, constraints) = match kind {
        Kind::Text => ("string", None),
        Kind::Boolean => ("boolean", None),
        Kind::Month => ("yearmonth", None),
        Kind::Period => (
            "string",
            Some(json!({ "pattern": "([0-9]{4}-[0-9]{2}|all)" })),
        ),
        Kind::Date => ("date", None),
        Kind::Integer => ("integer", None),
        Kind::Natural => (
            "integer",
            Some(json!({ "minimum": 0, "maximum": u64::MAX })),
        ),
        Kind::Number => ("number", None),
    };
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(name));
    field.insert("type".to_owned(), json!(kind));
    field.insert("description".to_owned(), json!(what));
    if !unit.is_empty() {
        field.insert("unit".to_owned(), json!(unit));
    }
    if let Some(constraints) = constraints {
        field.insert("constraints".to_owned(), constraints);
    }
    Value::Object(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::manifest::sha256;

    #[test]
    fn a_study_is_described_as_its_folder_stands() {
        let folder = tempfile::tempdir().unwrap();
        let points = "point_id,block,row,shelter,rule,posterior\n0,,0,0.5,crowd,1\n";
        fs::write(folder.path().join("points.csv"), points).unwrap();
        let stated = json!({"name": "My study", "seed": 7, "factors": [
            {"name": "shelter", "kind": "lever", "unit": "share"},
            {"name": "rule", "kind": "rule", "unit": ""},
            {"name": "posterior", "kind": "posterior"},
        ]});
        fs::write(folder.path().join(study::NAME), stated.to_string()).unwrap();
        write_study(folder.path(), &[]).unwrap();
        let text = fs::read_to_string(folder.path().join(NAME)).unwrap();
        let package: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(package["name"], "my-study-7");
        assert_eq!(package["responsible_use"]["text"], responsible::TEXT);
        assert_eq!(package["resources"].as_array().unwrap().len(), 1);
        let table = &package["resources"][0];
        assert_eq!(table["bytes"], points.len());
        let hash = format!("sha256:{}", sha256(points.as_bytes()));
        assert_eq!(table["hash"], hash.as_str());
        assert_eq!(table["schema"]["primaryKey"], json!(["point_id"]));
        let fields = table["schema"]["fields"].as_array().unwrap();
        let told = |key: &str| -> Vec<&Value> { fields.iter().map(|it| &it[key]).collect() };
        assert_eq!(
            told("name"),
            ["point_id", "block", "row", "shelter", "rule", "posterior"]
        );
        assert_eq!(
            told("type"),
            [
                "integer", "string", "integer", "number", "string", "integer"
            ]
        );
        assert_eq!(fields[3]["unit"], "share");
    }

    #[test]
    fn a_table_that_was_changed_is_told_until_it_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let names = ["points.csv", "sweep.csv", "replications.csv"];
        let told = || -> Vec<String> {
            let altered = altered(folder, &names).unwrap();
            let name = |it: PathBuf| it.file_name().unwrap().to_str().unwrap().to_owned();
            altered.into_iter().map(name).collect()
        };
        let stated = json!({"name": "s", "seed": 7, "factors": []});
        fs::write(folder.join(study::NAME), stated.to_string()).unwrap();
        fs::write(folder.join("points.csv"), "point_id\n0\n").unwrap();
        fs::write(folder.join("sweep.csv"), "mean\n0\n").unwrap();
        assert!(told().is_empty(), "nothing is described");
        write_study(folder, &[]).unwrap();
        assert!(told().is_empty());
        fs::write(folder.join("points.csv"), "point_id\n1\n").unwrap();
        fs::write(folder.join("sweep.csv"), "mean\n0\n0\n").unwrap();
        fs::write(folder.join("replications.csv"), "value\n").unwrap();
        assert_eq!(told(), ["points.csv", "sweep.csv"]);
        let sweep = Written {
            name: "sweep.csv".to_owned(),
            rows: 2,
        };
        write_study(folder, &[sweep]).unwrap();
        assert_eq!(told(), ["points.csv"]);
        fs::remove_file(folder.join("points.csv")).unwrap();
        assert!(told().is_empty());
        fs::write(folder.join(NAME), "{").unwrap();
        assert_eq!(told(), [NAME]);
    }

    #[test]
    fn keys_are_columns_of_their_table() {
        for table in dictionary::all().filter(|it| !it.key.is_empty()) {
            for key in csv::columns(table.key) {
                assert!(
                    table.columns().any(|it| it.name == key),
                    "{}: {key}",
                    table.name
                );
            }
        }
    }
}
