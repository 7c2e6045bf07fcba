//! `report`: the page of a folder of results, made again.

use super::args::ReportArgs;
use super::failure::Failure;
use crate::output::html;

/// Writes the page and says where.
pub fn report(args: &ReportArgs) -> Result<String, Failure> {
    let path = html::write(&args.dir, args.language.lang)?;
    Ok(format!("{}\n", path.display()))
}
