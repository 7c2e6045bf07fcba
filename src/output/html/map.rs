//! The section of the map: data for the interactive one, drawings where no script runs, a table.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::chart::map::{HARM, NO_RATE, Scheme, WIDEST, WIDTH, land};
use super::chart::units;
use super::content::Content;
use super::figure::{Figure, image, key};
use super::results::{Level, Passed, Policy, Scenario};
use super::words::fill;
use crate::output::number::plain;

/// Links in the table for each policy.
const BUSIEST: usize = 10;

impl Content<'_> {
    /// The section; nothing where nobody moves.
    pub fn map(&self) -> Markup {
        let (words, results) = (self.words, self.results);
        let Some(scheme) = Scheme::of(&results.manifest.context, &results.scenarios) else {
            return html! {};
        };
        let figure = Figure {
            id: "figure-map".to_owned(),
            title: words.of_section("section", "map").to_owned(),
            description: String::new(),
            caption: words.get("map.caption").to_owned(),
            not_shown: words.get("map.not").to_owned(),
        };
        let inside = html! {
            div id="corredor-map" role="group" aria-label=(words.get("map.label")) {}
            div id="corredor-map-drawings" {
                @if self.detail.draws_maps() {
                    (land())
                    div.maps {
                        @for (position, (policy, scenario)) in self.policies().enumerate() {
                            (self.drawings(&scheme, position, policy, scenario))
                        }
                    }
                    (self.map_legend(&scheme))
                } @else {
                    p { (words.get("map.no_drawings")) }
                }
            }
            (self.deflection())
        };
        html! { (figure.around(self, &inside, &html! {})) (self.busiest()) }
    }

    fn drawings(
        &self,
        scheme: &Scheme<'_>,
        position: usize,
        Policy { title: policy, .. }: &Policy,
        scenario: &Scenario,
    ) -> Markup {
        let words = self.words;
        let map = |id, title: &str, description: String, frame| {
            let drawing = scheme.draw(scenario, frame);
            let id = format!("{id}-{position}");
            html! {
                p.map-title { (title) }
                (image(&id, "map-image", [title, &description], &drawing, WIDTH))
            }
        };
        html! {
            div.map {
                (map("map", policy, fill!(words, "map.desc", policy), scheme.whole))
                @if let Some(frame) = scheme.inset {
                    (map(
                        "map-inset",
                        words.get("map.inset"),
                        fill!(words, "map.desc_inset", policy),
                        frame,
                    ))
                }
            }
        }
    }

    /// A heading of rates of harm on links, starred as harm is.
    fn harm_of_links(&self, heading: &str) -> String {
        let text = self.words.of_section("map", heading);
        format!("{text}{}", self.mark("H11"))
    }

    fn map_legend(&self, scheme: &Scheme<'_>) -> Markup {
        let words = self.words;
        let swatch = |colour: &str, width: f64, text: &str| {
            let line = html! {
                line x1="1" x2="25" y1="7" y2="7" stroke=(colour) stroke-width=(units(width)) {}
            };
            html! { li { (key("0 0 26 14", &line)) (text) } }
        };
        let rate = |step: usize| {
            let at = |step| scheme.breaks.get(step).map(|it| words.language.short(*it));
            match (step.checked_sub(1).and_then(at), at(step)) {
                (None, Some(rate)) => Some(fill!(words, "map.under", rate)),
                (Some(from), Some(to)) => Some(fill!(words, "map.from_to", from, to)),
                (Some(rate), None) => Some(fill!(words, "map.over", rate)),
                (None, None) => None,
            }
        };
        let rates = HARM.iter().enumerate().take(scheme.breaks.len() + 1);
        html! {
            p.legend-title { (self.harm_of_links("legend_harm")) }
            ul.legend {
                @for (colour, text) in rates.filter_map(|(step, colour)| Some((colour, rate(step)?))) {
                    (swatch(colour, 5.0, &text))
                }
                (swatch(NO_RATE, 5.0, words.get("map.legend_none")))
            }
            p.legend-title { (words.get("map.legend_people")) }
            ul.legend {
                @for people in [scheme.most / 100.0, scheme.most / 10.0, scheme.most] {
                    (swatch("#3b424b", scheme.width(people).min(WIDEST), &self.rounded(people)))
                }
            }
        }
    }

    fn busiest(&self) -> Markup {
        let words = self.words;
        let context = &self.results.manifest.context;
        let place = |it: usize| context.places[it].name.as_str();
        let harmed = self.harm_of_links("harmed");
        let mut heads = self.heads("map.link map.passages");
        heads.push(&harmed);
        let table = |policy: &Policy, scenario: &Scenario| {
            let links = context.links.iter().zip(&scenario.links);
            let links = links.filter_map(|(link, months)| {
                let whole = months.last()?;
                Some((link, whole, people(whole)?.mean))
            });
            let mut links: Vec<_> = links.collect();
            links.sort_by(|a, b| b.2.total_cmp(&a.2));
            let rows = html! {
                @for (link, whole, _) in links.into_iter().take(BUSIEST) {
                    tr data-key={ "links|" (scenario.id) "|" (link.id) } {
                        th scope="row" { (place(link.from)) " – " (place(link.to)) }
                        (self.cell(whole.people))
                        (self.cell(whole.harmed))
                    }
                }
            };
            let caption = format!("{}: {}", words.get("map.table"), policy.title);
            self.table(&caption, &heads, &rows)
        };
        html! { @for (policy, scenario) in self.policies() { (table(policy, scenario)) } }
    }

    /// What the interactive map reads, in so many bytes: of the months of links, those with the most people
    /// that have room. Every policy has the same room; what one does not need goes to the others.
    pub fn map_data(&self, room: usize) -> Option<String> {
        let (words, results) = (self.words, self.results);
        let context = &results.manifest.context;
        let scheme = Scheme::of(context, &results.scenarios)?;
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
        Some(data.to_string())
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
