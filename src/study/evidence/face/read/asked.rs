//! What a question asks, and which answer it expects.

use super::super::question::{Asked, Expected, What};
use super::{ALL, Reader};
use crate::measures::{Denominator, catalogue};
use crate::observe::Group;
use crate::scenario::{Entry, Section};
use crate::world::measure::{MEASURES, Measure};

impl Reader<'_> {
    pub(super) fn asked(&mut self, section: &Section) -> Option<Asked> {
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
        let codes = catalogue::all().map(|it| (it.code, it));
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

    pub(super) fn expected(&mut self, section: &Section, two: bool) -> Option<Expected> {
        type Made = fn(f64, f64) -> Expected;
        const RANGES: [(&str, Made); 3] = [
            ("ratio", Expected::Ratio),
            ("difference", Expected::Difference),
            ("value", Expected::Value),
        ];
        let kind = RANGES.iter().find(|(key, _)| section.entry(key).is_some());
        let expected = if let Some((key, make)) = kind {
            section.check_keys(&[key], &[], self.log);
            let [low, high] = self.range(&section.entry(key)?)?;
            make(low, high)
        } else {
            section.check_keys(&["sign"], &["within"], self.log);
            self.sign(section)?
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
