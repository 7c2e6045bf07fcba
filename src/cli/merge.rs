//! `merge`: the shares of a study, put together.

use std::time::Instant;

use super::args::MergeArgs;
use super::failure::Failure;
use crate::output::manifest::AboutStudy;
use crate::output::{folder, study};

/// Puts shares together and says what they came to.
pub fn merge(args: &MergeArgs) -> Result<String, Failure> {
    folder::fit(&args.out)?;
    let about = AboutStudy {
        command_line: &super::command_line(),
        threads: 1,
        started: Instant::now(),
        journal_seconds: 0.0,
        warnings: &[],
    };
    let merged = study::merge(&args.folders, &args.out, &about)?;
    Ok(format!(
        "{} whole: {} points, {} runs; tables are in {}\n",
        merged.sweep_id,
        merged.points,
        merged.runs,
        args.out.display()
    ))
}
