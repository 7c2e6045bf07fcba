//! What is measured: the built-in corridor at three sizes, and a made-up network of any size.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use corredor::scenario::{self, Faults};
use corredor::study::RunSpec;
use corredor::world::World;

/// About how many people leave, in words, and the scale that gives so many.
pub const SIZES: [(&str, f64); 3] = [("10k", 0.005), ("100k", 0.05), ("1M", 0.5)];

/// The built-in corridor.
///
/// # Errors
///
/// Its faults.
pub fn world() -> Result<World, Faults> {
    scenario::embedded("darien")
}

/// The whole window at a scale, with the numbers at their values.
pub fn spec(world: &World, scale: f64) -> RunSpec {
    RunSpec {
        from: world.start,
        to: world.end,
        scale,
        seed: 1,
        fixed_parameters: true,
        ..RunSpec::of(world)
    }
}

/// Places of a made-up network in a row beside each other, and links from each to the next row.
const ROW: usize = 100;
const LINKS: usize = 5;
/// Places of the first row that the corridor before it leads to.
const ENTRANCES: usize = 40;

/// The small corridor of the tests with a network of `rows` times 100 places set between its city and
/// its destination, five links from each to the next row: 200 rows make 20,000 places and 100,000
/// links.
///
/// # Errors
///
/// Why the corridor could not be read, or its faults.
pub fn network(rows: usize) -> Result<World, Box<dyn std::error::Error>> {
    let mut files = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corridors/small");
    read(&folder, "", &mut files)?;
    let (mut places, mut links) = (String::new(), String::new());
    let name = |row: usize, place: usize| format!("G{row}-{place}");
    let mut link = |from: &str, to: &str, km: usize, days: &str| {
        writeln!(
            links,
            "{from}-{to},{from},{to},bus,road,{km},{days},1,0.5,2,onward,,n,none,none,n,,assumption,D,\
             assumption,"
        )
    };
    for row in 0..rows {
        for place in 0..ROW {
            let here = name(row, place);
            writeln!(
                places,
                "{here},{here},BRU,9.0,-79.5,hub,none,n,n,n,n,assumption,assumption,"
            )?;
            if row == 0 && place < ENTRANCES {
                link("CIT", &here, 30, "0.02,0.04,0.1")?;
            }
            if row + 1 == rows {
                link(&here, "NOR", 600, "0.5,0.8,1.5")?;
            } else {
                for way in 0..LINKS {
                    let next = name(row + 1, (place * 7 + way * 13) % ROW);
                    link(&here, &next, 30, "0.02,0.04,0.1")?;
                }
            }
        }
    }
    for (file, rows) in [("locations.csv", places), ("links.csv", links)] {
        files
            .get_mut(file)
            .ok_or("the small corridor lacks a table")?
            .extend_from_slice(rows.as_bytes());
    }
    Ok(scenario::load_files(&files)?)
}

fn read(folder: &Path, before: &str, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}
