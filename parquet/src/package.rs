//! `datapackage.json`.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::Error;

/// Name in the folder.
pub const NAME: &str = "datapackage.json";

/// What is needed of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub name: String,
    pub title: String,
    pub responsible_use: Value,
    pub resources: Vec<Resource>,
}

/// A table.
#[derive(Debug, Deserialize)]
pub(crate) struct Resource {
    pub name: String,
    pub path: String,
    pub description: String,
    bytes: u64,
    hash: String,
    pub schema: Value,
    #[serde(skip)]
    pub fields: Vec<Field>,
}

#[derive(Debug, Deserialize)]
struct Schema {
    fields: Vec<Field>,
    #[serde(rename = "missingValues")]
    missing_values: Vec<String>,
}

/// A column.
#[derive(Debug, Deserialize)]
pub(crate) struct Field {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(default)]
    constraints: Constraints,
}

/// Type of a column.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    String,
    Yearmonth,
    Boolean,
    Date,
    Integer,
    Number,
}

#[derive(Debug, Default, Deserialize)]
struct Constraints {
    maximum: Option<Value>,
}

impl Field {
    /// Whether its whole numbers go beyond those that 64 bits with a sign hold.
    pub fn is_unsigned(&self) -> bool {
        let maximum = self.constraints.maximum.as_ref();
        maximum.is_some_and(|it| it.is_u64() && !it.is_i64())
    }
}

impl Package {
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        let fault = |message: String| Error::Package {
            path: path.clone(),
            message,
        };
        let text = fs::read_to_string(&path).map_err(|it| fault(it.to_string()))?;
        let mut package: Self = serde_json::from_str(&text).map_err(|it| fault(it.to_string()))?;
        let mut faults = Vec::new();
        for resource in &mut package.resources {
            match resource.fields() {
                Ok(fields) => resource.fields = fields,
                Err(message) => faults.push(format!("{}: {message}", resource.name)),
            }
        }
        if faults.is_empty() {
            Ok(package)
        } else {
            Err(fault(faults.join("; ")))
        }
    }

    /// Refuses tables that are not those described.
    pub fn check(&self, folder: &Path) -> Result<(), Error> {
        let mut faults = Vec::new();
        for resource in &self.resources {
            let path = folder.join(&resource.path);
            match measure(&path) {
                Ok((bytes, hash)) if (bytes, &hash) == (resource.bytes, &resource.hash) => {}
                Ok(_) => faults.push(format!(
                    "{}: not the table that {NAME} describes: its length or hash differs; make the results anew",
                    path.display()
                )),
                Err(error) => faults.push(format!("{}: {error}", path.display())),
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::Tables { faults })
        }
    }
}

impl Resource {
    /// The columns, if they and the path are such as `corredor` writes.
    fn fields(&self) -> Result<Vec<Field>, String> {
        let path = Path::new(&self.path);
        let is_plain = path.file_name().is_some_and(|it| it == path.as_os_str());
        if !is_plain || path.extension().is_none_or(|it| it != "csv") {
            return Err(format!(
                "path `{}`: not a CSV file of the folder",
                self.path
            ));
        }
        let schema = Schema::deserialize(&self.schema).map_err(|it| format!("schema: {it}"))?;
        if schema.missing_values != [""] {
            return Err("missingValues: only the empty cell is expected".to_owned());
        }
        if schema.fields.is_empty() {
            return Err("schema: no fields".to_owned());
        }
        Ok(schema.fields)
    }
}

/// Length and hash of a file.
fn measure(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
    let digits: Vec<String> = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok((bytes, format!("sha256:{}", digits.concat())))
}
