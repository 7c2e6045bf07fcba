//! `evidence`: pages on what the model rests on and what follows from it.

use super::args::{Evidence, EvidenceArgs};
use super::failure::Failure;
use super::world;
use crate::study::evidence::{EvidenceError, Plan, ablation, hypotheses, levers, validation};

/// Gathers evidence and prints its page.
pub fn evidence(args: &EvidenceArgs) -> Result<String, Failure> {
    if !args.only.is_empty() && !matches!(args.what, Evidence::Levers) {
        return Err(Failure::Input(
            "--only is for the page of levers; the other pages are whole".to_owned(),
        ));
    }
    let world = world::open(&args.window.corridor)?;
    let spec = world::spec(&args.window, &world, args.fixed_parameters)?;
    let plan = Plan {
        world: &world,
        spec,
        replications: args.replications,
        threads: world::threads(args.window.threads),
    };
    let quiet = args.window.quiet;
    let mut progress = |name: &str| {
        if !quiet {
            super::tell(name);
        }
    };
    let page = match args.what {
        Evidence::Levers => {
            levers::moved(&plan, &args.only, &mut progress).map(|it| levers::page(&plan, &it))
        }
        Evidence::Ablation => ablation::page(&plan, &mut progress),
        Evidence::Hypotheses => hypotheses::page(&plan, &mut progress),
        Evidence::Validation => validation::page(&plan),
    };
    page.map_err(|error| match error {
        EvidenceError::Study(error) => Failure::failed(error),
        other => Failure::Input(other.to_string()),
    })
}
