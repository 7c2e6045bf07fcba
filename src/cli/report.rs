//! `report`: the page of a folder of results, made again.

use super::args::ReportArgs;
use super::failure::Failure;
use super::unfinished;
use crate::output::html;

/// Writes the page and says where.
pub fn report(args: &ReportArgs) -> Result<String, Failure> {
    unfinished::refuse(&args.dir)?;
    html::refuse_altered(&args.dir)?;
    let path = html::write(&args.dir, args.language.lang)?;
    Ok(format!("{}\n", path.display()))
}
