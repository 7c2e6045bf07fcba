//! `evidence`: pages on what the model rests on and what follows from it.

use super::args::{Evidence, EvidenceArgs};
use super::failure::{Failure, Wrongs};
use super::world;
use crate::scenario::{Fault, Faults, Log};
use crate::study::evidence::face::{self, Question};
use crate::study::evidence::{
    EvidenceError, Plan, ablation, exposure, hypotheses, levers, validation,
};
use crate::world::World;
use crate::world::policy::LeverRow;

/// Replications of each policy; of questions, whose answers should be plain to see.
const REPLICATIONS: [u32; 2] = [12, 4];

/// Gathers evidence and prints its page.
pub fn evidence(args: &EvidenceArgs) -> Result<String, Failure> {
    let world = world::open(&args.window.corridor)?;
    let mut wrongs = Wrongs::default();
    let asks = matches!(args.what, Evidence::Face);
    let fixed = args.fixed_parameters.unwrap_or(asks);
    let mut spec = world::spec(&args.window, &world, fixed, &mut wrongs);
    let mut questions = Vec::new();
    if asks {
        questions = wrongs.collect(asked(&world, args))?.unwrap_or_default();
        if args.window.to.is_none() {
            spec.to = spec.to.min(world.window_end.last_of_month());
        }
    } else if matches!(args.what, Evidence::Levers) {
        let mut names: Vec<&str> = world.levers.iter().map(LeverRow::name).collect();
        names.extend(world.gates.iter().map(|it| it.id.as_str()));
        wrongs.collect(known(&args.only, &names, "lever or gate"))?;
    } else if !args.only.is_empty() {
        wrongs.add("--only is for the pages of levers and of questions; the other pages are whole");
    }
    if args.small && !asks {
        wrongs.add("--small is for the page of questions; the other pages are whole");
    }
    wrongs.told()?;
    let plan = Plan {
        world: &world,
        spec,
        replications: args.replications.unwrap_or(REPLICATIONS[usize::from(asks)]),
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
        Evidence::Face => face::ask(&plan, &questions, &mut progress)
            .map(|answers| face::page(&plan, &questions, &answers)),
        Evidence::Exposure => exposure::file(&plan),
    };
    page.map_err(|error| match error {
        EvidenceError::Study(error) => Failure::failed(error),
        other => Failure::Input(other.to_string()),
    })
}

/// The questions that are asked.
fn asked(world: &World, args: &EvidenceArgs) -> Result<Vec<Question>, Faults> {
    let mut questions = face::read(world)?;
    let names: Vec<&str> = questions.iter().map(|it| it.name.as_str()).collect();
    known(&args.only, &names, "question")?;
    questions.retain(|it| {
        (args.only.is_empty() || args.only.contains(&it.name)) && (!args.small || it.small)
    });
    if questions.is_empty() {
        let fault = Fault::new("evidence", None, "", "", "no question to ask");
        return Err(fault.allowed("a corridor with files in face/").into());
    }
    Ok(questions)
}

/// Refuses names that nothing has.
fn known(only: &[String], names: &[&str], what: &str) -> Result<(), Faults> {
    let mut log = Log::default();
    for name in only {
        if !names.contains(&name.as_str()) {
            let fault = Fault::new("--only", None, "", name, format!("unknown {what}"));
            log.add_near(fault, name, names.iter().copied());
        }
    }
    log.into_result()
}
