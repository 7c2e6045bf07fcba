//! Study files: from TOML to a [`Study`], with every fault at once. `docs/studies.md` describes them.

use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Study;
use super::factor::Sets;
use super::sheet::Sheet;
use crate::engine::{Mechanism, Rule, RunSpec, Without};
use crate::measures::Denominator;
use crate::measures::catalogue;
use crate::scenario::{
    self, Document, Entry, Fault, Faults, Field, Log, Section, decode, hashed, read_single,
};
use crate::study::{SHORTEST_WINDOW_DAYS, SMALLEST_SCALE};
use crate::world::policy::Policy;
use crate::world::{InputFile, World};

mod factors;
mod points;

/// Largest whole number that a key may hold where nothing else bounds it.
const LARGEST: f64 = 1e9;
/// Largest seed: numbers of a study file are read as fractions, which hold every whole number up to here.
const LARGEST_SEED: f64 = 9_007_199_254_740_991.0;
/// The word under `outputs` for values of replications.
pub(crate) const REPLICATIONS: &str = "replications";

impl Study {
    /// The study in the file at `path`. `open` gives the world of the corridor that it names: a
    /// built-in one, or a folder, with the folder of the study file, in which a relative one lies.
    /// Its faults without a file are of the name.
    ///
    /// # Errors
    /// A file that cannot be read, and everything that is wrong in it and in the files it names.
    pub fn read(
        path: &Path,
        open: &dyn Fn(&str, &Path) -> Result<World, Faults>,
    ) -> Result<Study, Faults> {
        let bytes = read_single(path)?;
        let shown = path.display().to_string();
        let mut log = Log::default();
        let document = decode(&shown, &bytes, &mut log)
            .and_then(|text| Document::parse(&shown, text, &mut log));
        let study = document.and_then(|document| {
            let root = document.root();
            let mut reader = Reader {
                folder: path.parent().unwrap_or(Path::new("")).to_owned(),
                inputs: vec![hashed("", &bytes)],
                log: &mut log,
            };
            reader.study(&root, open)
        });
        log.into_result()?;
        study.ok_or_else(|| Fault::new(&shown, None, "", "", "no study could be read").into())
    }
}

/// What is carried along while a study is read.
struct Reader<'a> {
    folder: PathBuf,
    inputs: Vec<InputFile>,
    log: &'a mut Log,
}

impl Reader<'_> {
    fn study(
        &mut self,
        root: &Section,
        open: &dyn Fn(&str, &Path) -> Result<World, Faults>,
    ) -> Option<Study> {
        root.check_keys(
            &[
                "name",
                "corridor",
                "policies",
                "replications",
                "seed",
                "design",
                "factors",
            ],
            &[
                "title",
                "scale",
                "from",
                "to",
                "rule",
                "without",
                "fixed_parameters",
                "common_random_numbers",
                "indicators",
                "outputs",
            ],
            self.log,
        );
        let name = root.text("name", self.log);
        let name = name.and_then(|it| it.identifier(self.log).map(str::to_owned));
        let title = root.filled_if_any("title", self.log);
        let replications = self.whole(root, "replications", 1.0, LARGEST, 1.0);
        let seed = self.whole(root, "seed", 0.0, LARGEST_SEED, 1.0);
        let scale = self.scale(root);
        let rule = self.rule(root);
        let without = self.without(root);
        let fixed_parameters = self.flag(root, "fixed_parameters", true);
        let common_random_numbers = self.flag(root, "common_random_numbers", true);
        let outputs = self.words(root, "outputs");
        let keeps_replications = !outputs.is_empty();
        for field in &outputs {
            field.choice(self.log, "output", [(REPLICATIONS, ())]);
        }
        let kept = self.kept(root);
        let design = self.design(root);
        let corridor = root.text("corridor", self.log)?;
        let world = match open(corridor.filled(self.log)?, &self.folder) {
            Ok(world) => world,
            Err(faults) => {
                self.not_opened(&corridor, &faults);
                return None;
            }
        };
        let window = self.window(root, &world);
        let policies = self.policies(root, &world);
        let design_alone = design.as_ref().map(|it| it.0);
        let own = policies.as_deref().unwrap_or_default();
        let factors = factors::read(self, root, &world, own, design_alone);
        let (from, to) = window?;
        let (design, list) = design?;
        let factors = factors?;
        if let Some(entry) = root.entry("rule")
            && rule.is_some()
            && factors.iter().any(|it| it.sets == Sets::Rule)
        {
            let fault = entry.as_key().fault("a factor sets the rule");
            self.log.add(fault.allowed("one of the two"));
        }
        let seed = seed? as u64;
        let points = match list {
            Some(file) => self.listed(&file, &factors)?,
            None => self.laid_out(root, design, &factors, seed)?,
        };
        let spec = RunSpec {
            from,
            to,
            scale: scale?,
            seed,
            fixed_parameters: fixed_parameters?,
            rule: rule?,
            without: without?,
            ..RunSpec::of(&world)
        };
        Some(Study {
            name: name?,
            title,
            corridor: corridor.text.into_owned(),
            kept: kept?,
            policies: policies?,
            factors,
            design,
            points,
            replications: replications? as u32,
            spec,
            common_random_numbers: common_random_numbers?,
            keeps_replications,
            inputs: std::mem::take(&mut self.inputs),
            world,
        })
    }

    /// The whole number under `key`, or `otherwise` if it is not there.
    fn whole(
        &mut self,
        section: &Section,
        key: &str,
        low: f64,
        high: f64,
        otherwise: f64,
    ) -> Option<f64> {
        let Some(entry) = section.entry(key) else {
            return Some(otherwise);
        };
        let field = entry.number(self.log)?;
        field.whole(self.log, low, high, "")
    }

    fn flag(&mut self, section: &Section, key: &str, otherwise: bool) -> Option<bool> {
        match section.entry(key) {
            Some(entry) => entry.flag(self.log),
            None => Some(otherwise),
        }
    }

    /// The texts in the list under `key`; those that are no texts are left out, with a fault.
    fn words<'d>(&mut self, section: &Section<'d>, key: &str) -> Vec<Field<'d>> {
        let entries = section.list(key, self.log).unwrap_or_default();
        self.texts(&entries)
    }

    /// The texts among entries; a fault for each that is none, or comes twice.
    fn texts<'d>(&mut self, entries: &[Entry<'d>]) -> Vec<Field<'d>> {
        let words: Vec<Field> = entries.iter().filter_map(|it| it.text(self.log)).collect();
        for (position, field) in words.iter().enumerate() {
            if words[..position].iter().any(|it| it.text == field.text) {
                self.log.add(field.fault("given twice"));
            }
        }
        words
    }

    fn scale(&mut self, root: &Section) -> Option<f64> {
        let Some(entry) = root.entry("scale") else {
            return Some(1.0);
        };
        let field = entry.number(self.log)?;
        let scale = field.number(self.log)?;
        if (SMALLEST_SCALE..=1.0).contains(&scale) {
            return Some(scale);
        }
        self.log.add(
            field
                .fault("not a share of the people")
                .allowed(format!("{SMALLEST_SCALE} to 1")),
        );
        None
    }

    fn rule(&mut self, root: &Section) -> Option<Rule> {
        let Some(entry) = root.entry("rule") else {
            return Some(Rule::default());
        };
        rule(&entry.text(self.log)?, self.log)
    }

    fn without(&mut self, root: &Section) -> Option<Without> {
        let mechanisms = Mechanism::ALL.map(|it| (it.name(), it));
        let words = self.words(root, "without");
        let chosen: Option<Vec<Mechanism>> = words
            .iter()
            .map(|field| field.choice(self.log, "mechanism", mechanisms))
            .collect();
        Some(chosen?.into_iter().collect())
    }

    fn window(&mut self, root: &Section, world: &World) -> Option<(Date, Date)> {
        let mut date = |key: &str, otherwise: Date| {
            let Some(entry) = root.entry(key) else {
                return Some((otherwise, None));
            };
            let field = entry.date(self.log)?;
            let date = field.date(self.log)?;
            if date < world.start || date > world.end {
                let fault = field.fault("outside the window of the corridor");
                self.log
                    .add(fault.allowed(format!("{} to {}", world.start, world.end)));
                return None;
            }
            Some((date, Some(field)))
        };
        let (from, to) = (date("from", world.start), date("to", world.end));
        let ((from, from_field), (to, to_field)) = (from?, to?);
        if from.saturating_add(SHORTEST_WINDOW_DAYS.days()) > to.saturating_add(1.day()) {
            if let Some(field) = to_field.or(from_field) {
                let allowed = format!("{SHORTEST_WINDOW_DAYS} days or more from {from} on");
                self.log
                    .add(field.fault("the window is too short").allowed(allowed));
            }
            return None;
        }
        Some((from, to))
    }

    fn policies(&mut self, root: &Section, world: &World) -> Option<Vec<Policy>> {
        let names = root.list("policies", self.log)?;
        if names.is_empty() {
            let fault = root.entry("policies")?.as_key().fault("no policy");
            self.log.add(fault.allowed("at least one"));
            return None;
        }
        let words = self.words(root, "policies");
        let complete = words.len() == names.len();
        let policies: Vec<Option<Policy>> = words
            .iter()
            .map(|field| self.policy(field, world))
            .collect();
        let policies: Vec<Policy> = policies.into_iter().collect::<Option<_>>()?;
        for (position, policy) in policies.iter().enumerate() {
            if policies[..position].iter().any(|it| it.name == policy.name) {
                let problem = format!("another policy is called {} too", policy.name);
                self.log.add(words[position].fault(problem));
            }
        }
        complete.then_some(policies)
    }

    fn policy(&mut self, field: &Field, world: &World) -> Option<Policy> {
        let name = field.filled(self.log)?;
        if let Some(policy) = world.policy(name) {
            return Some(policy.clone());
        }
        if Path::new(name).extension().is_none_or(|it| it != "toml") {
            let names = || world.policies.iter().map(|it| it.name.as_str());
            let allowed = format!(
                "{}, or a file that ends in .toml",
                names().collect::<Vec<_>>().join(", ")
            );
            let fault = field.fault("unknown policy").allowed(allowed);
            self.log.add_near(fault, name, names());
            return None;
        }
        self.open(field)?;
        match scenario::load_policy(world, &self.folder.join(name)) {
            Ok(policy) => Some(policy),
            Err(faults) => {
                self.take(&faults);
                None
            }
        }
    }

    /// The bytes of the file that a field names, and its hash among the inputs.
    fn open(&mut self, field: &Field) -> Option<Vec<u8>> {
        let name = field.filled(self.log)?;
        match read_single(&self.folder.join(name)) {
            Ok(bytes) => {
                self.inputs.push(hashed(name, &bytes));
                Some(bytes)
            }
            Err(faults) => {
                for fault in faults.all() {
                    self.log.add(field.fault(fault.problem.clone()));
                }
                None
            }
        }
    }

    /// Faults of the name of the corridor stand where it does, those of its files in its folder.
    fn not_opened(&mut self, corridor: &Field, faults: &Faults) {
        for fault in faults.all() {
            let mut fault = fault.clone();
            if fault.file.is_empty() {
                let place = corridor.fault(fault.problem);
                fault = Fault {
                    allowed: fault.allowed,
                    nearest: fault.nearest,
                    ..place
                };
            } else {
                let file = Path::new(corridor.text.as_ref()).join(&fault.file);
                fault.file = self.folder.join(file).display().to_string();
            }
            self.log.add(fault);
        }
    }

    fn take(&mut self, faults: &Faults) {
        for fault in faults.all() {
            self.log.add(fault.clone());
        }
    }

    /// The table that a field names.
    fn sheet(&mut self, field: &Field) -> Option<Sheet> {
        let bytes = self.open(field)?;
        let shown = self.folder.join(field.text.as_ref()).display().to_string();
        Sheet::parse(&shown, &bytes, self.log)
    }

    /// Indicators that are kept, by code and denominator.
    fn kept(&mut self, root: &Section) -> Option<Vec<catalogue::Entry>> {
        let Some(entry) = root.entry("indicators") else {
            return Some(catalogue::printed());
        };
        let words = self.words(root, "indicators");
        let kept: Vec<Option<Vec<catalogue::Entry>>> = words
            .iter()
            .map(|field| indicator(field, self.log))
            .collect();
        let kept = kept.into_iter().collect::<Option<Vec<_>>>()?;
        for (position, (field, own)) in words.iter().zip(&kept).enumerate() {
            let before = kept[..position].iter().flatten();
            if before.clone().any(|it| own.contains(it)) {
                self.log.add(field.fault("another entry keeps it too"));
            }
        }
        let kept = kept.concat();
        for (family, what) in [('H', "harm (H)"), ('P', "protection (P)")] {
            if !kept.iter().any(|(it, _)| it.code.starts_with(family)) {
                let problem = format!("no indicator of {what} among them");
                let allowed = "flows stand beside harm and protection, never alone";
                self.log.add(entry.as_key().fault(problem).allowed(allowed));
            }
        }
        Some(kept)
    }
}

/// The rule that a field names.
fn rule(field: &Field, log: &mut Log) -> Option<Rule> {
    field.choice(log, "rule", Rule::ALL.map(|it| (it.name(), it)))
}

/// `CODE`, in all its denominators, or `CODE:denominator`.
fn indicator(field: &Field, log: &mut Log) -> Option<Vec<catalogue::Entry>> {
    let (code, by) = match field.text.split_once(':') {
        Some((code, by)) => (code, Some(by)),
        None => (field.text.as_ref(), None),
    };
    let Some(definition) = catalogue::find(code) else {
        let codes = catalogue::all().map(|it| it.code);
        log.add_near(field.fault("unknown indicator"), code, codes);
        return None;
    };
    let all = || definition.denominators.iter().copied();
    let kept: Vec<_> = all()
        .filter(|it| by.is_none_or(|by| by == it.name()))
        .map(|it| (definition, it))
        .collect();
    if kept.is_empty() {
        let names: Vec<&str> = all().map(Denominator::name).collect();
        let fault = field.fault("the indicator has no such denominator");
        log.add_near(fault.allowed(names.join(", ")), by?, names);
        return None;
    }
    Some(kept)
}
