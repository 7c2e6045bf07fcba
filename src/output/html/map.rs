//! The section of the map: data for the interactive one, drawings where no script runs, a table.

use serde_json::{Value, json};

use super::chart::map::{HARM, NO_RATE, Scheme, WIDEST, WIDTH, land};
use super::chart::units;
use super::content::{Content, close_table, column, open_row, open_table, paragraph, row_head};
use super::figure::{self, Figure};
use super::markup::Markup;
use super::results::{Level, Passed, Scenario};
use crate::output::number::plain;

/// Links in the table for each policy.
const BUSIEST: usize = 10;

impl Content<'_> {
    /// The section; nothing where nobody moves.
    pub fn map(&self, page: &mut Markup, scheme: &Scheme<'_>) {
        let words = self.words;
        let figure = Figure {
            id: "figure-map",
            title: words.of_section("section", "map").to_owned(),
            description: String::new(),
            caption: words.get("map.caption").to_owned(),
            not_shown: words.get("map.not").to_owned(),
        };
        figure::open(page, self, &figure);
        let label = words.get("map.label");
        page.open(
            "div",
            &[
                ("id", &"corredor-map"),
                ("role", &"group"),
                ("aria-label", &label),
            ],
        );
        page.close();
        page.open("div", &[("id", &"corredor-map-drawings")]);
        if self.detail.draws_maps() {
            land(page);
            self.drawings(page, scheme);
        } else {
            paragraph(page, words.get("map.no_drawings"));
        }
        page.close();
        self.deflection(page);
        figure::caption(page, self, &figure);
        page.close();
        self.busiest(page);
    }

    fn drawings(&self, page: &mut Markup, scheme: &Scheme<'_>) {
        let words = self.words;
        page.open("div", &[("class", &"maps")]);
        for (position, (policy, scenario)) in self.policies().enumerate() {
            let name = [("policy", policy.title.as_str())];
            page.open("div", &[("class", &"map")]);
            page.leaf("p", &[("class", &"map-title")], &policy.title);
            let whole = scheme.draw(scenario, scheme.whole);
            let texts = [policy.title.as_str(), &words.fill("map.desc", &name)];
            figure::image(
                page,
                &format!("map-{position}"),
                "map-image",
                texts,
                &whole,
                WIDTH,
            );
            if let Some(frame) = scheme.inset {
                page.leaf("p", &[("class", &"map-title")], words.get("map.inset"));
                let inset = scheme.draw(scenario, frame);
                let texts = [words.get("map.inset"), &words.fill("map.desc_inset", &name)];
                let id = format!("map-inset-{position}");
                figure::image(page, &id, "map-image", texts, &inset, WIDTH);
            }
            page.close();
        }
        page.close();
        self.map_legend(page, scheme);
    }

    /// A heading of rates of harm on links, starred as harm is.
    fn harm_of_links(&self, heading: &str) -> String {
        let text = self.words.of_section("map", heading);
        format!("{text}{}", self.mark("H11"))
    }

    fn map_legend(&self, page: &mut Markup, scheme: &Scheme<'_>) {
        let words = self.words;
        let swatch = |page: &mut Markup, colour: &str, width: f64, text: &str| {
            page.open("li", &[]);
            page.open(
                "svg",
                &[
                    ("class", &"key"),
                    ("viewBox", &"0 0 26 14"),
                    ("aria-hidden", &"true"),
                ],
            );
            page.shape(
                "line",
                &[
                    ("x1", &1),
                    ("x2", &25),
                    ("y1", &7),
                    ("y2", &7),
                    ("stroke", &colour),
                    ("stroke-width", &units(width)),
                ],
            );
            page.close();
            page.text(text);
            page.close();
        };
        page.leaf(
            "p",
            &[("class", &"legend-title")],
            self.harm_of_links("legend_harm"),
        );
        page.open("ul", &[("class", &"legend")]);
        for (step, colour) in HARM.iter().enumerate().take(scheme.breaks.len() + 1) {
            let low = step.checked_sub(1).and_then(|it| scheme.breaks.get(it));
            let text = match (low, scheme.breaks.get(step)) {
                (None, Some(high)) => {
                    words.fill("map.under", &[("rate", &words.language.short(*high))])
                }
                (Some(low), Some(high)) => {
                    let values = [
                        ("from", &*words.language.short(*low)),
                        ("to", &words.language.short(*high)),
                    ];
                    words.fill("map.from_to", &values)
                }
                (Some(low), None) => {
                    words.fill("map.over", &[("rate", &words.language.short(*low))])
                }
                (None, None) => continue,
            };
            swatch(page, colour, 5.0, &text);
        }
        swatch(page, NO_RATE, 5.0, words.get("map.legend_none"));
        page.close();
        page.leaf(
            "p",
            &[("class", &"legend-title")],
            words.get("map.legend_people"),
        );
        page.open("ul", &[("class", &"legend")]);
        for people in [scheme.most / 100.0, scheme.most / 10.0, scheme.most] {
            let width = scheme.width(people).min(WIDEST);
            swatch(page, "#3b424b", width, &self.rounded(people));
        }
        page.close();
    }

    fn busiest(&self, page: &mut Markup) {
        let words = self.words;
        let context = &self.results.manifest.context;
        let place = |it: usize| context.places[it].name.as_str();
        for (policy, scenario) in self.policies() {
            let mut links: Vec<(usize, &Passed, f64)> = scenario
                .links
                .iter()
                .enumerate()
                .filter_map(|(position, months)| {
                    let whole = months.last()?;
                    Some((position, whole, whole.people?.mean))
                })
                .filter(|(_, _, people)| *people > 0.0)
                .collect();
            links.sort_by(|a, b| b.2.total_cmp(&a.2));
            let caption = format!("{}: {}", words.get("map.table"), policy.title);
            open_table(page, words, &caption, |page| {
                for heading in ["link", "passages"] {
                    column(page, words.of_section("map", heading));
                }
                column(page, &self.harm_of_links("harmed"));
            });
            for (position, whole, _) in links.into_iter().take(BUSIEST) {
                let link = &context.links[position];
                open_row(page, &format!("links|{}|{}", scenario.id, link.id));
                row_head(page, &format!("{} – {}", place(link.from), place(link.to)));
                self.cell(page, whole.people);
                self.cell(page, whole.harmed);
                page.close();
            }
            close_table(page);
        }
    }

    /// What the interactive map reads, in so many bytes: of the months of links, those with the most people
    /// that have room. Every policy has the same room; what one does not need goes to the others.
    pub fn map_data(&self, scheme: &Scheme<'_>, room: usize) -> String {
        let (words, results) = (self.words, self.results);
        let context = &results.manifest.context;
        let places: Vec<Value> = context
            .places
            .iter()
            .map(|it| json!([it.id, it.name, it.lat, it.lon, it.kind]))
            .collect();
        let links: Vec<Value> = context
            .links
            .iter()
            .map(|it| json!([it.id, it.from, it.to, it.class, it.mode]))
            .collect();
        let policies: Vec<Value> = results
            .manifest
            .policies
            .iter()
            .map(|it| json!({ "name": it.name, "title": it.title }))
            .collect();
        let by_policy = |of: &dyn Fn(&[Passed]) -> Value| -> Vec<Vec<Value>> {
            let links = |it: &Scenario| it.links.iter().map(|months| of(months)).collect();
            results.scenarios.iter().map(links).collect()
        };
        let inset = scheme.inset.map(|it| {
            let [lat, lon] = it.degrees();
            json!({ "lat": lat, "lon": lon })
        });
        let mut data = json!({
            "lang": words.language.code(),
            "months": results.months,
            "policies": policies,
            "places": places,
            "links": links,
            "values": by_policy(&|_| Value::Null),
            "total": by_policy(&|months| months.last().map_or(Value::Null, total)),
            "inset": inset,
            "assumed": results.assumed("H11"),
        });
        let mut left = room.saturating_sub(data.to_string().len());
        let mut least = vec![0.0; results.scenarios.len()];
        let mut waiting: Vec<(usize, Vec<Month>)> = results
            .scenarios
            .iter()
            .map(months_of)
            .enumerate()
            .collect();
        waiting.sort_by_key(|(_, months)| months.iter().map(|it| it.bytes).sum::<usize>());
        let mut policies = waiting.len();
        for (policy, months) in waiting {
            let (fewest, taken) = fitting(months, left / policies);
            least[policy] = fewest;
            left -= taken;
            policies -= 1;
        }
        let values = results.scenarios.iter().zip(least);
        let values: Vec<Vec<Value>> = values
            .map(|(it, least)| {
                it.links
                    .iter()
                    .map(|months| monthly(months, least))
                    .collect()
            })
            .collect();
        data["values"] = json!(values);
        data.to_string()
    }
}

/// A month of a link, and the bytes that it takes.
struct Month {
    people: f64,
    bytes: usize,
}

/// Bytes of a link without its months, at most.
const LINK_BYTES: usize = 60;
/// Bytes of the position of a month, and of the commas between its numbers.
const POSITION_BYTES: usize = 10;

/// The months of links that can be shown; the bytes of a link stand with its busiest, the first that is
/// taken.
fn months_of(scenario: &Scenario) -> Vec<Month> {
    let of_link = |months: &Vec<Passed>| {
        let months = months.split_last().map_or(&[][..], |(_, months)| months);
        let shown = months.iter().filter_map(|it| Some((it, shown(it)?)));
        let months = shown.map(|(passed, level)| Month {
            people: level.mean,
            bytes: POSITION_BYTES + json!(with_harm(level, passed)).to_string().len(),
        });
        let mut months: Vec<Month> = months.collect();
        let busiest = months
            .iter_mut()
            .max_by(|a, b| a.people.total_cmp(&b.people));
        if let Some(busiest) = busiest {
            busiest.bytes += LINK_BYTES;
        }
        months
    };
    scenario.links.iter().flat_map(of_link).collect()
}

/// The number of people that a month must pass so that all that do have room, and the room that they take.
fn fitting(mut months: Vec<Month>, room: usize) -> (f64, usize) {
    months.sort_by(|a, b| b.people.total_cmp(&a.people));
    let mut taken = 0;
    for month in months {
        if taken + month.bytes > room {
            return (month.people, taken);
        }
        taken += month.bytes;
    }
    (0.0, taken)
}

/// So many significant digits, as short as JSON allows.
fn short(value: f64, digits: usize) -> Value {
    let value: f64 = format!("{value:.*e}", digits - 1).parse().unwrap_or(value);
    plain(value).parse().unwrap_or(Value::Null)
}

fn people(passed: &Passed) -> Option<Level> {
    passed.people.filter(|it| it.mean > 0.0)
}

/// The people who pass in a month, if it can be shown: no flow without harm beside it.
fn shown(passed: &Passed) -> Option<Level> {
    let level = people(passed)?;
    passed.harmed.map(|_| level)
}

/// People and harms per 1,000 of them, each with its interval.
fn with_harm(people: Level, passed: &Passed) -> [Value; 6] {
    let numbers = |level: Level| {
        let end = |at: usize| {
            let interval = level.interval.map(|it| it[at]);
            interval.map_or(Value::Null, |it| short(it, 2))
        };
        [short(level.mean, 3), end(0), end(1)]
    };
    let none = [Value::Null, Value::Null, Value::Null];
    let [p, pl, ph] = numbers(people);
    let [h, hl, hh] = passed.harmed.map_or(none, numbers);
    [p, pl, ph, h, hl, hh]
}

fn total(passed: &Passed) -> Value {
    people(passed).map_or(Value::Null, |level| json!(with_harm(level, passed)))
}

/// The months in which more than so many people pass, and enough for a rate of harm.
fn monthly(months: &[Passed], least: f64) -> Value {
    let months = months.split_last().map_or(&[][..], |(_, months)| months);
    let passed: Vec<(usize, [Value; 6])> = months
        .iter()
        .enumerate()
        .filter_map(|(month, passed)| Some((month, shown(passed)?, passed)))
        .filter(|(_, level, _)| level.mean > least)
        .map(|(month, level, passed)| (month, with_harm(level, passed)))
        .collect();
    if passed.is_empty() {
        return Value::Null;
    }
    let months: Vec<usize> = passed.iter().map(|it| it.0).collect();
    let mut json = json!({ "t": months });
    for (position, name) in ["p", "pl", "ph", "h", "hl", "hh"].into_iter().enumerate() {
        json[name] = passed.iter().map(|it| it.1[position].clone()).collect();
    }
    json
}
