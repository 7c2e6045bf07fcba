//! The map without a script: straight lines between places, width is people, colour is harm.

use maud::{Markup, html};

use super::{Drawing, line, units};
use crate::output::context::{Context, Line, Place};
use crate::output::html::results::{Level, Passed, Scenario};

/// Units across.
pub const WIDTH: f64 = 370.0;

/// Colours of harm per 1,000 passages, from few to many: light to dark, for eyes that see few colours.
pub const HARM: [&str; 5] = ["#f2c45a", "#ec9a29", "#d2691e", "#9c3d0c", "#571c05"];
/// Colour where too few people pass for a rate.
pub const NO_RATE: &str = "#a3a9b1";

/// A window in degrees: west, east, south, north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

/// What the maps of one page share, so that they can be put side by side.
#[derive(Debug)]
pub struct Scheme<'a> {
    context: &'a Context,
    /// Window of the whole corridor.
    pub whole: Frame,
    /// Window of the bottleneck, if the corridor has one.
    pub inset: Option<Frame>,
    /// Most people on a link.
    pub most: f64,
    /// Rates of harm at which the next colour begins.
    pub breaks: Vec<f64>,
}

/// Land as a path in degrees, longitude and minus latitude.
const LAND: &str = include_str!("../../../../web/dist/land.svgpath");
const LAND_ID: &str = "corredor-land";

/// Defines the land, once, for every map of the page.
pub fn land() -> Markup {
    html! {
        svg.defines aria-hidden="true" {
            defs { path id=(LAND_ID) d=(LAND.trim_end()) {} }
        }
    }
}

/// Widest line.
pub const WIDEST: f64 = 9.0;

impl Frame {
    fn around<'a>(
        places: impl Iterator<Item = &'a Place>,
        margin: f64,
        least: f64,
    ) -> Option<Self> {
        let mut frame: Option<Frame> = None;
        for place in places {
            let frame = frame.get_or_insert(Frame {
                west: place.lon,
                east: place.lon,
                south: place.lat,
                north: place.lat,
            });
            frame.west = frame.west.min(place.lon);
            frame.east = frame.east.max(place.lon);
            frame.south = frame.south.min(place.lat);
            frame.north = frame.north.max(place.lat);
        }
        frame.map(|it| {
            let across = margin * (it.east - it.west).max(least);
            let up = margin * (it.north - it.south).max(least);
            Frame {
                west: it.west - across,
                east: it.east + across,
                south: it.south - up,
                north: it.north + up,
            }
        })
    }

    /// West and east, south and north, as the interactive map reads them.
    pub fn degrees(&self) -> [[f64; 2]; 2] {
        [[self.south, self.north], [self.west, self.east]]
    }

    /// Units per degree of longitude and of latitude, in which shapes keep their form at its middle.
    fn scales(&self) -> [f64; 2] {
        let across = WIDTH / (self.east - self.west);
        let middle = f64::midpoint(self.south, self.north).to_radians();
        [across, across / libm::cos(middle).max(0.1)]
    }

    fn height(&self) -> f64 {
        (self.north - self.south) * self.scales()[1]
    }

    fn at(&self, place: &Place) -> [f64; 2] {
        let [across, up] = self.scales();
        [
            (place.lon - self.west) * across,
            (self.north - place.lat) * up,
        ]
    }

    fn holds(&self, place: &Place) -> bool {
        (self.west..=self.east).contains(&place.lon)
            && (self.south..=self.north).contains(&place.lat)
    }
}

impl<'a> Scheme<'a> {
    /// The scheme of a comparison; none if nobody moves.
    pub fn of(context: &'a Context, scenarios: &[Scenario]) -> Option<Self> {
        let mut used = vec![false; context.links.len()];
        let mut most: f64 = 0.0;
        let mut rates = Vec::new();
        for scenario in scenarios {
            for (link, used) in scenario.links.iter().zip(&mut used) {
                let Some(whole) = link.last().filter(|it| passes(it).is_some()) else {
                    continue;
                };
                *used = true;
                most = most.max(whole.people.map_or(0.0, |it| it.mean));
                rates.extend(whole.harmed.map(|it| it.mean).filter(|it| *it > 0.0));
            }
        }
        // Aircraft come from anywhere; what they alone join must not shrink the rest.
        let ends = |of: &dyn Fn(&Line) -> bool| {
            let links = context.links.iter().zip(&used);
            let links: Vec<&Line> = links
                .filter(|(link, used)| **used && of(link))
                .map(|(link, _)| link)
                .collect();
            links
                .into_iter()
                .flat_map(|link| [link.from, link.to])
                .map(|place| &context.places[place])
        };
        let by_land = Frame::around(ends(&|link| link.mode != "air"), 0.04, 1.0);
        let whole = by_land.or_else(|| Frame::around(ends(&|_| true), 0.04, 1.0))?;
        let crosses = |link: &Line| context.crossing_classes.contains(&link.class);
        let inset = Frame::around(
            context
                .links
                .iter()
                .filter(|link| crosses(link))
                .flat_map(|link| [link.from, link.to])
                .map(|place| &context.places[place]),
            0.18,
            0.5,
        );
        rates.sort_by(f64::total_cmp);
        let breaks = (1..HARM.len())
            .filter_map(|part| rates.get(part * rates.len() / HARM.len()))
            .map(|rate| format!("{rate:.0e}").parse().unwrap_or(*rate))
            .collect();
        Some(Self {
            context,
            whole,
            inset,
            most,
            breaks,
        })
    }

    /// Colour of a rate of harm.
    pub fn colour(&self, harmed: Option<Level>) -> &'static str {
        harmed.map_or(NO_RATE, |level| {
            let step = self.breaks.iter().filter(|it| level.mean >= **it).count();
            HARM[step.min(HARM.len() - 1)]
        })
    }

    /// Width of a number of people.
    pub fn width(&self, people: f64) -> f64 {
        0.7 + (WIDEST - 0.7) * (people / self.most).sqrt()
    }

    /// Draws one policy in a window.
    pub fn draw(&self, scenario: &Scenario, frame: Frame) -> Drawing {
        let height = frame.height();
        let [across, up] = frame.scales();
        let matrix = [across, 0.0, 0.0, up, -frame.west * across, frame.north * up];
        let matrix = matrix.map(|it| format!("{it:.3}")).join(" ");
        let links = self.context.links.iter().zip(&scenario.links);
        let links = links.filter_map(|(link, months)| {
            let whole = months.last()?;
            Some((link, whole, passes(whole)?))
        });
        let mut links: Vec<(&Line, &Passed, Level)> = links.collect();
        links.sort_by(|a, b| a.2.mean.total_cmp(&b.2.mean));
        let mut traffic = vec![0.0; self.context.places.len()];
        // Lines of one width and colour are one shape; the wider come later and lie on top.
        let mut strokes: Vec<(String, &str, String)> = Vec::new();
        for (link, whole, people) in links {
            let ends = [link.from, link.to].map(|it| &self.context.places[it]);
            if !ends.iter().any(|place| frame.holds(place)) {
                continue;
            }
            traffic[link.from] += people.mean;
            traffic[link.to] += people.mean;
            let [[x1, y1], [x2, y2]] = ends.map(|place| frame.at(place).map(units));
            let path = format!("M{x1} {y1}L{x2} {y2}");
            let width = units((2.0 * self.width(people.mean)).round() / 2.0);
            let colour = self.colour(whole.harmed);
            let mut same = strokes.iter_mut();
            match same.find(|it| it.0 == width && it.1 == colour) {
                Some(stroke) => stroke.2.push_str(&path),
                None => strokes.push((width, colour, path)),
            }
        }
        let inside = html! {
            rect.sea width=(units(WIDTH)) height=(units(height)) {}
            // The outline is too coarse for the bottleneck.
            @if frame == self.whole {
                use.land href={ "#" (LAND_ID) } transform={ "matrix(" (matrix) ")" } {}
            }
            (graticule(frame, height))
            @for (width, colour, path) in strokes {
                path stroke=(colour) stroke-width=(width) d=(path) {}
            }
            (self.places(frame, &traffic))
        };
        Drawing { inside, height }
    }

    /// Places, the busiest with their names as far as these do not touch.
    fn places(&self, frame: Frame, traffic: &[f64]) -> Markup {
        let mut busy: Vec<usize> = (0..traffic.len())
            .filter(|&it| traffic[it] > 0.0 && frame.holds(&self.context.places[it]))
            .collect();
        busy.sort_by(|&a, &b| traffic[b].total_cmp(&traffic[a]));
        let at = |place: usize| frame.at(&self.context.places[place]);
        let dots = busy.iter().map(|it| at(*it).map(units));
        let dots: Vec<String> = dots.map(|[x, y]| format!("M{x} {y}h0")).collect();
        let mut taken: Vec<[f64; 4]> = Vec::new();
        let height = frame.height();
        let names = busy.iter().take(LABELLED).filter_map(|&place| {
            let name = short(&self.context.places[place].name);
            let [x, y] = at(place);
            let long = 5.9 * name.chars().count() as f64;
            let spots = [
                ("start", x + 6.0, y + 4.0, x + 6.0),
                ("end", x - 6.0, y + 4.0, x - 6.0 - long),
                ("start", x + 4.0, y - 6.0, x + 4.0),
                ("start", x + 4.0, y + 14.0, x + 4.0),
                ("end", x - 4.0, y - 6.0, x - 4.0 - long),
                ("end", x - 4.0, y + 14.0, x - 4.0 - long),
            ];
            let free = spots.into_iter().find(|(_, _, y, left)| {
                let [left, top] = [*left, y - 10.0];
                let (right, bottom) = (left + long, y + 3.0);
                left > 2.0
                    && right < WIDTH - 2.0
                    && top > 2.0
                    && bottom < height - 2.0
                    && taken
                        .iter()
                        .all(|it| right < it[0] || left > it[1] || bottom < it[2] || top > it[3])
            });
            let (anchor, x, y, left) = free?;
            taken.push([left, left + long, y - 10.0, y + 3.0]);
            Some((name, anchor, [x, y].map(units)))
        });
        html! {
            @for class in ["place-edge", "place"] { path class=(class) d=(dots.concat()) {} }
            @for (name, anchor, [x, y]) in names {
                text.place-name x=(x) y=(y) text-anchor=(anchor) { (name) }
            }
        }
    }
}

/// Places that are tried for a name.
const LABELLED: usize = 22;

/// A place's name without what follows in brackets or after a comma.
fn short(name: &str) -> &str {
    name.split(['(', ',']).next().unwrap_or(name).trim()
}

/// The people who pass, if any do.
fn passes(passed: &Passed) -> Option<Level> {
    passed.people.filter(|it| it.mean > 0.0)
}

/// Parallels and meridians.
fn graticule(frame: Frame, height: f64) -> Markup {
    let span = frame.east - frame.west;
    let step = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0]
        .into_iter()
        .find(|step| span / step < 7.0)
        .unwrap_or(60.0);
    let [across, up] = frame.scales();
    let between = |low: f64, high: f64| {
        let (first, last) = (
            libm::ceil(low / step) as i64,
            libm::floor(high / step) as i64,
        );
        (first..=last).map(move |it| it as f64 * step)
    };
    html! {
        @for lon in between(frame.west, frame.east) {
            @let x = (lon - frame.west) * across;
            (line("graticule", [x, 0.0], [x, height]))
        }
        @for lat in between(frame.south, frame.north) {
            @let y = (frame.north - lat) * up;
            (line("graticule", [0.0, y], [WIDTH, y]))
        }
    }
}
