//! A CSV file under a temporary name until it is whole.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::{OutputError, number, remove};

/// A cell of a row.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// Text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A number that may be missing; the cell is then empty.
    Maybe(Option<f64>),
    /// Nothing.
    Empty,
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    /// Name in the folder.
    pub name: String,
    /// Rows, the header not counted.
    pub rows: u64,
}

/// A CSV file being written.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    temporary: PathBuf,
    path: PathBuf,
    writer: ::csv::Writer<BufWriter<File>>,
    lead: Vec<String>,
    /// The number being written.
    number: Vec<u8>,
    rows: u64,
}

impl Table {
    /// Opens `name.tmp` in the folder and writes the header.
    ///
    /// # Errors
    /// [`OutputError`] if the file cannot be written.
    pub fn create(
        folder: &Path,
        name: &'static str,
        columns: &[&str],
    ) -> Result<Self, OutputError> {
        let path = folder.join(name);
        let temporary = folder.join(format!("{name}.tmp"));
        let file =
            File::create(&temporary).map_err(|source| OutputError::io(&temporary, source))?;
        let writer = ::csv::Writer::from_writer(BufWriter::with_capacity(1 << 18, file));
        let mut table = Self {
            name,
            temporary,
            path,
            writer,
            lead: Vec::new(),
            number: Vec::new(),
            rows: 0,
        };
        table
            .writer
            .write_record(columns)
            .map_err(|source| table.failed(source))?;
        Ok(table)
    }

    /// Sets the cells that stand first in every row from now on.
    pub fn lead(&mut self, cells: &[String]) {
        self.lead = cells.to_vec();
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`OutputError`] if the file cannot be written, or the row has too many or too few cells.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), OutputError> {
        self.write(cells).map_err(|source| self.failed(source))
    }

    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), ::csv::Error> {
        for cell in &self.lead {
            self.writer.write_field(cell)?;
        }
        for cell in cells {
            match *cell {
                Cell::Text(text) => self.writer.write_field(text)?,
                Cell::Number(value) | Cell::Maybe(Some(value)) if value.abs() > 0.0 => {
                    self.number.clear();
                    number::write_plain(&mut self.number, value);
                    self.writer.write_field(&self.number)?;
                }
                Cell::Number(_) | Cell::Maybe(Some(_)) => self.writer.write_field("0")?,
                Cell::Maybe(None) | Cell::Empty => self.writer.write_field("")?,
            }
        }
        self.writer.write_record(None::<&[u8]>)?;
        self.rows += 1;
        Ok(())
    }

    /// Flushes the file and gives it its name. A copy in Parquet of what stood there before is removed.
    ///
    /// # Errors
    /// [`OutputError`] if the file cannot be written or renamed.
    pub fn finish(mut self) -> Result<Written, OutputError> {
        self.writer
            .flush()
            .map_err(|source| OutputError::io(&self.temporary, source))?;
        remove(&copy_of(&self.path))?;
        fs::rename(&self.temporary, &self.path)
            .map_err(|source| OutputError::io(&self.path, source))?;
        Ok(Written {
            name: self.name.to_owned(),
            rows: self.rows,
        })
    }

    fn failed(&self, source: ::csv::Error) -> OutputError {
        OutputError::io(&self.temporary, source)
    }
}

/// Where the copy of a table in Parquet stands.
pub(super) fn copy_of(table: &Path) -> PathBuf {
    table.with_extension("parquet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("runs.parquet");
        fs::write(&copy, "old").unwrap();
        let mut table = Table::create(folder.path(), "runs.csv", &["a", "b", "c"]).unwrap();
        table.lead(&["x,y".to_owned()]);
        table.row(&[Cell::Number(2.0), Cell::Maybe(None)]).unwrap();
        table.row(&[Cell::Number(0.0), Cell::Text("t")]).unwrap();
        assert!(!folder.path().join("runs.csv").exists());
        assert_eq!(
            table.finish().unwrap(),
            Written {
                name: "runs.csv".to_owned(),
                rows: 2
            }
        );
        let text = fs::read_to_string(folder.path().join("runs.csv")).unwrap();
        assert_eq!(text, "a,b,c\n\"x,y\",2,\n\"x,y\",0,t\n");
        assert!(!folder.path().join("runs.csv.tmp").exists());
        assert!(!copy.exists());
    }

    #[test]
    fn a_row_with_too_few_cells_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut table = Table::create(folder.path(), "runs.csv", &["a", "b"]).unwrap();
        assert!(table.row(&[Cell::Empty]).is_err());
    }
}
