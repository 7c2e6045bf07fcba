//! A CSV file under a temporary name until it is whole.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{OutputError, number};

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
    file: File,
    /// What is not yet in the file.
    text: Vec<u8>,
    /// The cells that stand first in every row, with the commas after them.
    lead: Vec<u8>,
    lead_cells: usize,
    columns: usize,
    rows: u64,
}

/// Bytes after which text is handed to the system.
const ENOUGH: usize = 1 << 18;

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
        let mut table = Self {
            name,
            temporary,
            path,
            file,
            text: Vec::with_capacity(ENOUGH + ENOUGH / 4),
            lead: Vec::new(),
            lead_cells: 0,
            columns: columns.len(),
            rows: 0,
        };
        let cells: Vec<Cell<'_>> = columns.iter().copied().map(Cell::Text).collect();
        table.write(&cells)?;
        Ok(table)
    }

    /// Sets the cells that stand first in every row from now on.
    pub fn lead(&mut self, cells: &[String]) {
        self.lead.clear();
        for cell in cells {
            push_text(&mut self.lead, cell);
            self.lead.push(b',');
        }
        self.lead_cells = cells.len();
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`OutputError`] if the file cannot be written, or the row has too many or too few cells.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), OutputError> {
        self.write(cells)?;
        self.rows += 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), OutputError> {
        let found = self.lead_cells + cells.len();
        if found != self.columns {
            let message = format!("a row of {found} cells, not {}", self.columns);
            return Err(self.failed(io::Error::other(message)));
        }
        let text = &mut self.text;
        text.extend_from_slice(&self.lead);
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                text.push(b',');
            }
            match *cell {
                Cell::Text(cell) => push_text(text, cell),
                Cell::Number(value) | Cell::Maybe(Some(value)) if value.abs() > 0.0 => {
                    number::write_plain(text, value);
                }
                Cell::Number(_) | Cell::Maybe(Some(_)) => text.push(b'0'),
                Cell::Maybe(None) | Cell::Empty => {}
            }
        }
        text.push(b'\n');
        if text.len() >= ENOUGH {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), OutputError> {
        let written = self.file.write_all(&self.text);
        self.text.clear();
        written.map_err(|source| self.failed(source))
    }

    /// Flushes the file and gives it its name.
    ///
    /// # Errors
    /// [`OutputError`] if the file cannot be written or renamed.
    pub fn finish(mut self) -> Result<Written, OutputError> {
        self.flush()?;
        fs::rename(&self.temporary, &self.path)
            .map_err(|source| OutputError::io(&self.path, source))?;
        Ok(Written {
            name: self.name.to_owned(),
            rows: self.rows,
        })
    }

    fn failed(&self, source: io::Error) -> OutputError {
        OutputError::io(&self.temporary, source)
    }
}

/// Text of a cell, in quotes where it holds what separates cells or rows.
fn push_text(text: &mut Vec<u8>, cell: &str) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !cell.as_bytes().iter().any(special) {
        text.extend_from_slice(cell.as_bytes());
        return;
    }
    text.push(b'"');
    for &byte in cell.as_bytes() {
        if byte == b'"' {
            text.push(byte);
        }
        text.push(byte);
    }
    text.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
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
    }

    #[test]
    fn a_row_with_too_few_cells_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut table = Table::create(folder.path(), "runs.csv", &["a", "b"]).unwrap();
        assert!(table.row(&[Cell::Empty]).is_err());
    }
}
