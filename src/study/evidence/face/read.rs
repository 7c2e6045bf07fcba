//! `face/NAME.toml`: questions, with every fault of all of them at once.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::question::Question;
use crate::engine::Rule;
use crate::measures::{Key, keys};
use crate::scenario::{Document, Faults, Log, Section, Terms};
use crate::study::SHORTEST_WINDOW_DAYS;
use crate::world::World;
use crate::world::measure::Named;
use crate::world::question::QuestionFile;

mod asked;
mod side;

/// The source of what follows from the rules of reason alone.
const LOGIC: &str = "logic";
/// The word for everyone, everywhere and every rule.
const ALL: &str = "all";
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
        Self {
            world,
            terms: Terms::of_world(world),
            named: Named::of_world(world),
            keys: keys(world),
            log,
        }
    }

    fn question(&mut self, file: &QuestionFile) -> Option<Question> {
        let document = Document::parse(&file.path, &file.text, self.log)?;
        let root = document.root();
        root.check_keys(
            &["title", "about", "why", "source", "first", "expected"],
            &["second", ASKED, "small", "from", "to", "rule", "fails"],
            self.log,
        );
        let mut line = |key: &str| {
            let field = root.text(key, self.log)?;
            field.line(self.log)
        };
        let (title, about) = (line("title"), line("about"));
        let why = root.filled("why", self.log).map(|it| it.replace('|', "/"));
        let fails = root.filled_if_any("fails", self.log).replace('|', "/");
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
            fails,
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
}
