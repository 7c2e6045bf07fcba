//! `evidence`: pages on what the model rests on and what follows from it.

use super::args::{Evidence, EvidenceArgs};
use super::failure::{Failure, Wrongs};
use super::world;
use crate::scenario::{Fault, Faults, Log};
use crate::study::evidence::{
    EvidenceError, Plan, ablation, exposure, hypotheses, levers, validation,
};
use crate::world::World;
use crate::world::policy::LeverRow;

/// Gathers evidence and prints its page.
pub fn evidence(args: &EvidenceArgs) -> Result<String, Failure> {
    let world = world::open(&args.window.corridor)?;
    let mut wrongs = Wrongs::default();
    let spec = world::spec(&args.window, &world, args.fixed_parameters, &mut wrongs);
    if matches!(args.what, Evidence::Levers) {
        wrongs.collect(known(&world, &args.only))?;
    } else if !args.only.is_empty() {
        wrongs.add("--only is for the page of levers; the other pages are whole");
    }
    wrongs.told()?;
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
        Evidence::Exposure => exposure::file(&plan),
    };
    page.map_err(|error| match error {
        EvidenceError::Study(error) => Failure::failed(error),
        other => Failure::Input(other.to_string()),
    })
}

/// Refuses names of no lever or gate.
fn known(world: &World, only: &[String]) -> Result<(), Faults> {
    let mut names: Vec<&str> = world.levers.iter().map(LeverRow::name).collect();
    names.extend(world.gates.iter().map(|it| it.id.as_str()));
    let mut log = Log::default();
    for name in only {
        if !names.contains(&name.as_str()) {
            let fault = Fault::new("--only", None, "", name, "unknown lever or gate");
            log.add_near(fault, name, names.iter().copied());
        }
    }
    log.into_result()
}
