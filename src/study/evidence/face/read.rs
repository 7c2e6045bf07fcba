//! `face/NAME.toml`: questions, with every fault of all of them at once.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::question::{Asked, Expected, Question, Side, What};
use crate::engine::{Mechanism, Rule, RunSpec};
use crate::ids::QuantityId;
use crate::observe::{Group, Tally};
use crate::scenario::{Document, Entry, Faults, Log, PARTS, Section, Terms, read_parts};
use crate::study::catalogue::{self, Denominator};
use crate::study::indicators::{Key, indicators};
use crate::study::SHORTEST_WINDOW_DAYS;
use crate::world::World;
use crate::world::measure::{MEASURES, Measure, Named};
use crate::world::policy::Policy;
use crate::world::question::QuestionFile;

/// The source of what follows from the rules of reason alone.
const LOGIC: &str = "logic";
/// The word for everyone, everywhere and every rule.
const ALL: &str = "all";
/// The key of the policy of a side.
const POLICY: &str = "policy";
/// The keys under which a side asks for something of its own.
const ASKED: &str = "asked";

/// The questions of a corridor, sorted by name.
///
/// # Errors
/// Everything that is wrong in their files.
pub fn read(world: &World) -> Result<Vec<Question>, Faults> {
    let mut log = Log::default();
    let mut reader = Reader::new(world, &mut log);
    let questions = world.questions.iter();
    let questions: Vec<Question> = questions.filter_map(|file| reader.question(file)).collect();
    log.into_result()?;
    Ok(questions)
}

/// The question in one file.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read_file(world: &World, file: &QuestionFile) -> Result<Option<Question>, Faults> {
    let mut log = Log::default();
    let question = Reader::new(world, &mut log).question(file);
    log.into_result()?;
    Ok(question)
}

struct Reader<'a> {
    world: &'a World,
    terms: Terms<'a>,
    named: Named<'a>,
    /// Every indicator that has a value, in order.
    keys: Vec<Key>,
    log: &'a mut Log,
}

impl<'a> Reader<'a> {
    fn new(world: &'a World, log: &'a mut Log) -> Self {
        let spec = RunSpec::of(world);
        let list = indicators(world, &Tally::new(world, &spec), 1.0);
        Self {
            world,
            terms: Terms::of_world(world),
            named: Named::of_world(world),
            keys: list.into_iter().map(|it| it.key).collect(),
            log,
        }
    }

    fn question(&mut self, file: &QuestionFile) -> Option<Question> {
        let document = Document::parse(&file.path, &file.text, self.log)?;
        let root = document.root();
        root.check_keys(
            &["title", "about", "why", "source", "first", "expected"],
            &["second", ASKED, "small", "from", "to", "rule"],
            self.log,
        );
        let mut line = |key: &str| {
            let field = root.text(key, self.log)?;
            field.line(self.log)
        };
        let (title, about) = (line("title"), line("about"));
        let why = root.filled("why", self.log).map(|it| it.replace('|', "/"));
        let source = self.source(&root);
        let small = root.entry("small").map(|it| it.flag(self.log));
        let rules = self.rules(&root);
        let window = self.window(&root);
        let whole = root.section(ASKED, self.log);
        let asked = whole.and_then(|it| self.asked(&it));
        let mut side = |key: &str| {
            let section = root.section(key, self.log)?;
            self.side(&section, root.entry(ASKED).is_some(), asked.as_ref())
        };
        let (first, second) = (side("first"), side("second"));
        let expected = root.section("expected", self.log);
        let expected = expected.and_then(|it| self.expected(&it, root.entry("second").is_some()));
        Some(Question {
            name: file.name().to_owned(),
            title: title?,
            about: about?,
            why: why?,
            source: source?,
            small: small.unwrap_or(Some(false))?,
            rules: rules?,
            window: window?,
            first: first?,
            second,
            expected: expected?,
        })
    }

    /// Keys of sources, or the word for reason.
    fn source(&mut self, root: &Section) -> Option<String> {
        let field = root.text("source", self.log)?;
        let text = field.filled(self.log)?;
        for key in text.split(';').map(str::trim) {
            if key != LOGIC && self.terms.sources.position(key).is_none() {
                let fault = field.fault(format!("unknown source \"{}\"", key.escape_debug()));
                let names = self.terms.sources.iter().chain([LOGIC]);
                self.log.add_near(fault, key, names);
            }
        }
        Some(text.to_owned())
    }

    fn rules(&mut self, root: &Section) -> Option<Vec<Rule>> {
        let Some(entry) = root.entry("rule") else {
            return Some(Vec::new());
        };
        let one = Rule::ALL.map(|it| (it.name(), vec![it]));
        let choices = one.into_iter().chain([(ALL, Rule::ALL.to_vec())]);
        entry.text(self.log)?.choice(self.log, "rule", choices)
    }

    fn window(&mut self, root: &Section) -> Option<[Option<Date>; 2]> {
        let (first, last) = (self.world.start, self.world.end);
        let mut date = |key: &str| {
            let Some(entry) = root.entry(key) else {
                return Some(None);
            };
            let field = entry.date(self.log)?;
            let date = field.date(self.log)?;
            if (first..=last).contains(&date) {
                return Some(Some(date));
            }
            let fault = field.fault("outside the window of the corridor");
            self.log.add(fault.allowed(format!("{first} to {last}")));
            None
        };
        let (from, to) = (date("from"), date("to"));
        let (from, to) = (from?, to?);
        let (begin, end) = (from.unwrap_or(first), to.unwrap_or(last));
        if begin.saturating_add(SHORTEST_WINDOW_DAYS.days()) > end.saturating_add(1.day()) {
            let entry = root.entry("to").or_else(|| root.entry("from"))?;
            let fault = entry.field().fault("the window is too short");
            let allowed = format!("{SHORTEST_WINDOW_DAYS} days or more");
            self.log.add(fault.allowed(allowed));
            return None;
        }
        Some([from, to])
    }

    /// A side; `stated` says whether the question names what is asked of both.
    fn side(&mut self, section: &Section, stated: bool, asked: Option<&Asked>) -> Option<Side> {
        let parts = PARTS.iter().copied().filter(|key| *key != "timeline");
        let mut optional: Vec<&str> = parts.collect();
        optional.extend(["numbers", "times", "without"]);
        let required: &[&str] = if stated { &[POLICY] } else { &[POLICY, ASKED] };
        if stated {
            optional.push(ASKED);
        }
        section.check_keys(required, &optional, self.log);
        let policy = self.policy(section);
        let mut overrides = self.numbers(section);
        overrides.extend(self.times(section));
        let words = section.list("without", self.log).unwrap_or_default();
        let mechanisms = Mechanism::ALL.map(|it| (it.name(), it));
        let without = words.iter().filter_map(|entry| {
            let field = entry.text(self.log)?;
            field.choice(self.log, "mechanism", mechanisms)
        });
        let without = without.collect();
        let own = section.section(ASKED, self.log);
        let asked = match own {
            Some(own) => self.asked(&own),
            None => asked.cloned(),
        };
        Some(Side {
            policy: policy?,
            label: label(section, self.log),
            without,
            overrides,
            asked: asked?,
        })
    }

    /// The policy of a side: one of the corridor, with what the side sets beside it. Levers hold
    /// whatever dated changes say.
    fn policy(&mut self, section: &Section) -> Option<Policy> {
        let own = read_parts(section, &self.terms, self.log);
        let field = section.text(POLICY, self.log)?;
        let Some(base) = self.world.policy(&field.text) else {
            let names = || self.world.policies.iter().map(|it| it.name.as_str());
            let fault = field.fault("unknown policy");
            let fault = fault.allowed(names().collect::<Vec<_>>().join(", "));
            self.log.add_near(fault, &field.text, names());
            return None;
        };
        let mut policy = base.clone();
        for (dial, set) in policy.dials.iter_mut().zip(own.dials) {
            *dial = set.or(*dial);
        }
        for (gate, set) in policy.gates.iter_mut().zip(own.gates) {
            *gate = set.or(*gate);
        }
        for mut setting in own.settings {
            setting.held = true;
            policy.settings.push(setting);
        }
        policy.changes.extend(own.changes);
        Some(policy)
    }

    /// Numbers of the register that are set.
    fn numbers(&mut self, section: &Section) -> Vec<(QuantityId, f64)> {
        let mut set = Vec::new();
        for (name, entry) in inside(section, "numbers", self.log) {
            let Some(id) = self.world.register.find(&name) else {
                let names = self.world.register.all().iter();
                let fault = entry.as_key().fault("unknown number");
                self.log
                    .add_near(fault, &name, names.map(|it| it.name.as_str()));
                continue;
            };
            let (low, high) = self.world.register.get(id).bounds;
            let field = entry.number(self.log);
            let value = field.and_then(|it| it.between(self.log, low, high, ""));
            set.extend(value.map(|value| (id, value)));
        }
        set
    }

    /// Numbers of the register that are multiplied: one, or all whose names begin and end as what
    /// stands before and after a star.
    fn times(&mut self, section: &Section) -> Vec<(QuantityId, f64)> {
        let mut set = Vec::new();
        for (name, entry) in inside(section, "times", self.log) {
            let factor = entry
                .number(self.log)
                .and_then(|it| it.between(self.log, 0.0, 1e6, ""));
            let fits = |number: &str| match name.split_once('*') {
                Some((begin, end)) => {
                    number.len() >= begin.len() + end.len()
                        && number.starts_with(begin)
                        && number.ends_with(end)
                }
                None => number == name,
            };
            let all = self.world.register.all().iter().enumerate();
            let mut meant = all.filter(|(_, it)| fits(&it.name)).peekable();
            if meant.peek().is_none() {
                let names = self.world.register.all().iter();
                let fault = entry.as_key().fault("no number is called so");
                self.log
                    .add_near(fault, &name, names.map(|it| it.name.as_str()));
            }
            for (place, number) in meant {
                let (low, high) = number.bounds;
                let value = factor.map(|it| (number.value * it).clamp(low, high));
                set.extend(value.map(|it| (QuantityId::from(place), it)));
            }
        }
        set
    }

    fn asked(&mut self, section: &Section) -> Option<Asked> {
        let everything = section.entry("everything");
        if let Some(entry) = everything {
            section.check_keys(&["everything"], &[], self.log);
            return entry.flag(self.log)?.then(|| Asked {
                label: "indicators that differ".to_owned(),
                what: What::Everything,
                per: None,
            });
        }
        let (what, label) = self.what(section, &["per"])?;
        let Some(entry) = section.entry("per") else {
            return Some(Asked {
                label,
                what,
                per: None,
            });
        };
        let table = entry.section(self.log)?;
        let (per, whole) = self.what(&table, &[])?;
        Some(Asked {
            label: format!("{label}, per {whole}"),
            what,
            per: Some(per),
        })
    }

    /// An indicator or a measure, and its name.
    fn what(&mut self, section: &Section, also: &[&str]) -> Option<(What, String)> {
        if section.entry("measure").is_some() {
            section.check_keys(&["measure"], also, self.log);
            let field = section.text("measure", self.log)?;
            let name = field.filled(self.log)?;
            let Some(measure) = Measure::parse(&self.named, name) else {
                let like = self.named.like(name, self.world.window_end);
                let fault = field.fault("unknown measure").allowed(MEASURES);
                let like = like.iter().map(String::as_str);
                self.log.add_near(fault, name, like);
                return None;
            };
            return Some((What::Measure(measure), name.replace('_', " ")));
        }
        let mut optional = vec!["group", "state"];
        optional.extend(also);
        section.check_keys(&["indicator", "by"], &optional, self.log);
        let field = section.text("indicator", self.log)?;
        let codes = catalogue::ALL.iter().map(|it| (it.code, it));
        let definition = field.choice(self.log, "indicator", codes)?;
        let denominators = definition.denominators.iter();
        let denominators = denominators.map(|it| (it.name(), *it));
        let by = section.text("by", self.log)?;
        let by: Denominator = by.choice(self.log, "denominator of the indicator", denominators)?;
        let group = self.group(section)?;
        let state = self.state(section)?;
        let place = self.keys.iter().position(|it| {
            it.code == definition.code
                && it.denominator == by
                && it.group == group
                && it.state == state
        });
        let Some(place) = place else {
            let fault = field.fault(format!("not told of {group} in {state}"));
            self.log.add(fault.allowed("another group or state"));
            return None;
        };
        let mut label = format!(
            "{} {}, {}",
            definition.code,
            definition.name,
            by.name().replace('_', " ")
        );
        for part in [&group, &state] {
            if part != ALL {
                label = format!("{label}, {part}");
            }
        }
        Some((What::Indicator(place), label))
    }

    fn group(&mut self, section: &Section) -> Option<String> {
        let Some(entry) = section.entry("group") else {
            return Some(ALL.to_owned());
        };
        let field = entry.text(self.log)?;
        let groups = Group::list(self.world);
        if groups.iter().any(|it| it.name == field.text) {
            return Some(field.text.into_owned());
        }
        let names = || groups.iter().map(|it| it.name.as_str());
        let fault = field.fault("unknown group");
        let fault = fault.allowed(names().collect::<Vec<_>>().join(", "));
        self.log.add_near(fault, &field.text, names());
        None
    }

    fn state(&mut self, section: &Section) -> Option<String> {
        let Some(entry) = section.entry("state") else {
            return Some(ALL.to_owned());
        };
        let field = entry.text(self.log)?;
        field.known(self.log, &self.terms.states)?;
        Some(field.text.into_owned())
    }

    fn expected(&mut self, section: &Section, two: bool) -> Option<Expected> {
        type Made = fn(f64, f64) -> Expected;
        const RANGES: [(&str, Made); 3] = [
            ("ratio", Expected::Ratio),
            ("difference", Expected::Difference),
            ("value", Expected::Value),
        ];
        let kind = RANGES.iter().find(|(key, _)| section.entry(key).is_some());
        let expected = match kind {
            Some((key, make)) => {
                section.check_keys(&[key], &[], self.log);
                let [low, high] = self.range(&section.entry(key)?)?;
                make(low, high)
            }
            None => {
                section.check_keys(&["sign"], &["within"], self.log);
                self.sign(section)?
            }
        };
        if expected.is_of_one() == two {
            let (problem, allowed) = if two {
                ("a value speaks of one policy", "ratio, difference or sign")
            } else {
                ("there is no second policy to compare", "value")
            };
            let fault = section.entries().next()?.as_key().fault(problem);
            self.log.add(fault.allowed(allowed));
            return None;
        }
        Some(expected)
    }

    fn sign(&mut self, section: &Section) -> Option<Expected> {
        let within = section.number("within", self.log);
        let within = match within {
            Some(field) => Some(field.between(self.log, 0.0, 1.0, "")?),
            None => None,
        };
        let signs = [
            ("more", Expected::More),
            ("fewer", Expected::Fewer),
            ("not more", Expected::NotMore),
            ("not fewer", Expected::NotFewer),
            ("same", Expected::Same(within.unwrap_or(0.0))),
        ];
        let sign = section.text("sign", self.log)?;
        let sign = sign.choice(self.log, "sign", signs)?;
        if within.is_some() && !matches!(sign, Expected::Same(_)) {
            let fault = section.entry("within")?.field();
            self.log
                .add(fault.fault("only `same` holds within a share"));
        }
        Some(sign)
    }

    /// Low and high end.
    fn range(&mut self, entry: &Entry) -> Option<[f64; 2]> {
        let ends = entry.list(self.log)?;
        let numbers = ends.iter().filter_map(|end| {
            let field = end.number(self.log)?;
            field.number(self.log)
        });
        let numbers: Vec<f64> = numbers.collect();
        match numbers[..] {
            [low, high] if low <= high && ends.len() == 2 => Some([low, high]),
            _ => {
                let fault = entry.field().fault("not a range");
                self.log.add(fault.allowed("two numbers, the lower first"));
                None
            }
        }
    }
}

/// Entries of a table in a section with their whole names, whether written with quotation marks or
/// as tables in tables.
fn inside<'d>(section: &Section<'d>, key: &str, log: &mut Log) -> Vec<(String, Entry<'d>)> {
    let table = section.section(key, log);
    table.map_or(Vec::new(), |it| flat(&it, "", log))
}

fn flat<'d>(section: &Section<'d>, before: &str, log: &mut Log) -> Vec<(String, Entry<'d>)> {
    let mut list = Vec::new();
    for entry in section.entries() {
        let name = format!("{before}{}", entry.key);
        match entry.is_section().then(|| entry.section(log)).flatten() {
            Some(table) => list.extend(flat(&table, &format!("{name}."), log)),
            None => list.push((name, entry)),
        }
    }
    list
}

/// A side in words: its policy, and what it sets beside it.
fn label(section: &Section, log: &mut Log) -> String {
    let mut parts = Vec::new();
    for entry in section.entries() {
        match entry.key {
            POLICY => parts.insert(0, entry.field().text.into_owned()),
            ASKED => {}
            "without" => {
                let words = entry.list(log).unwrap_or_default();
                let words: Vec<_> = words.iter().map(|it| it.field().text.into_owned()).collect();
                parts.push(format!("without {}", words.join(", ")));
            }
            "change" => {
                let changes = entry.list(log).unwrap_or_default();
                let changes = changes.iter().filter_map(|it| it.section(log));
                parts.extend(changes.map(|it| dated(&it)).collect::<Vec<_>>());
            }
            key => {
                let sign = if key == "times" { " times " } else { " = " };
                for (name, entry) in inside(section, key, log) {
                    parts.push(format!("`{name}`{sign}{}", entry.field().text));
                }
            }
        }
    }
    parts.join("; ")
}

/// A dated change in words.
fn dated(change: &Section) -> String {
    let text = |key: &str| change.entry(key).map(|it| it.field().text.into_owned());
    let get = |key: &str| text(key).unwrap_or_default();
    let mut words = format!("`{}` = {} from {}", get("name"), get("value"), get("effective"));
    for (key, before) in [
        ("expiry", "to"),
        ("announced", "announced"),
        ("told", "told as"),
        ("state", "in"),
        ("nationalities", "for"),
    ] {
        if let Some(value) = text(key) {
            words = format!("{words} {before} {value}");
        }
    }
    words
}
