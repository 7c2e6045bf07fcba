//! What a reader of results needs to know of the corridor: written in the manifest, read by the report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{manifest, notes};
use crate::measures::catalogue;
use crate::study::RunSpec;
use crate::world::World;
use crate::world::policy::Policy;
use crate::world::register::Grade;

/// A place of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Kind of place.
    pub kind: String,
}

/// A link of the map, a straight line between two places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// Position of the place where it starts.
    pub from: usize,
    /// Position of the place where it ends.
    pub to: usize,
    /// Class.
    pub class: String,
    /// How people move on it.
    pub mode: String,
}

/// People counted in a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observed {
    /// Month, YYYY-MM.
    pub month: String,
    /// People.
    pub people: f64,
}

/// A lever and its value under the reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeverAtReference {
    /// Name.
    pub name: String,
    /// Unit in words.
    pub unit: String,
    /// Dial that it follows, if any.
    pub dial: Option<String>,
    /// One number, or one for each state where they differ.
    pub value: Value,
}

/// How many numbers of a family are assumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Beginning of their names.
    pub name: String,
    /// Numbers of grade D.
    pub assumed: usize,
    /// All numbers.
    pub all: usize,
}

/// A document that numbers or policies come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Key.
    pub key: String,
    /// Who published it.
    pub publisher: String,
    /// Title.
    pub title: String,
    /// Where to find it.
    pub location: String,
}

/// The corridor as far as results need it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// What the corridor covers and what it leaves out.
    pub description: String,
    /// What a crossing of the bottleneck is called.
    pub crossing_name: String,
    /// Last month whose counts set inputs, YYYY-MM.
    pub counts_until: String,
    /// Share of what drivers bring that lies after it.
    pub share_after: Option<f64>,
    /// Name of each nationality, by code.
    pub nationalities: BTreeMap<String, String>,
    /// Places, as links refer to them.
    pub places: Vec<Place>,
    /// Links.
    pub links: Vec<Line>,
    /// Classes whose links make up crossings of the bottleneck.
    pub crossing_classes: Vec<String>,
    /// Counts of crossings, all nationalities.
    pub observed: Vec<Observed>,
    /// Name of the policy that levers are compared with.
    pub reference: String,
    /// Every lever under it on the first day.
    pub levers: Vec<LeverAtReference>,
    /// Gates under it on the first day.
    pub gates: BTreeMap<String, String>,
    /// Codes of indicators that hang on rules of their own without data.
    pub assumed_indicators: Vec<String>,
    /// Families of numbers.
    pub numbers: Vec<Family>,
    /// Documents that numbers and policies come from.
    pub documents: Vec<Document>,
}

impl Context {
    /// What results need.
    pub fn of(world: &World, spec: &RunSpec) -> Self {
        let reference = world.policy(&world.reference);
        Self {
            description: world.description.clone(),
            crossing_name: world.crossing_name.clone(),
            counts_until: world.window_end.strftime("%Y-%m").to_string(),
            share_after: notes::later_share(world, spec),
            nationalities: world
                .nationalities
                .iter()
                .map(|it| (it.code.clone(), it.name.clone()))
                .collect(),
            places: places(world),
            links: lines(world),
            crossing_classes: world
                .classes
                .iter()
                .filter(|it| it.crossing)
                .map(|it| it.id.clone())
                .collect(),
            observed: world
                .observed
                .iter()
                .filter(|it| it.nationality == "all")
                .map(|it| Observed {
                    month: it.month.strftime("%Y-%m").to_string(),
                    people: it.persons,
                })
                .collect(),
            reference: world.reference.clone(),
            levers: reference.map_or_else(Vec::new, |it| levers(world, it, spec)),
            gates: reference.map_or_else(BTreeMap::new, |it| {
                manifest::gates(world, it, spec)
                    .into_iter()
                    .map(|(gate, state)| (gate.to_owned(), state.to_owned()))
                    .collect()
            }),
            assumed_indicators: catalogue::all()
                .filter(|it| it.rests_on_assumptions(Some(world)))
                .map(|it| it.code.to_owned())
                .collect(),
            numbers: families(world),
            documents: documents(world),
        }
    }
}

fn places(world: &World) -> Vec<Place> {
    world
        .locations
        .iter()
        .map(|it| Place {
            id: it.id.clone(),
            name: it.name.clone(),
            lat: it.lat,
            lon: it.lon,
            kind: it.kind.name().to_owned(),
        })
        .collect()
}

fn lines(world: &World) -> Vec<Line> {
    world
        .links
        .iter()
        .map(|it| Line {
            id: it.id.clone(),
            from: it.from.index(),
            to: it.to.index(),
            class: world.classes[it.class.index()].id.clone(),
            mode: it.mode.name().to_owned(),
        })
        .collect()
}

fn levers(world: &World, reference: &Policy, spec: &RunSpec) -> Vec<LeverAtReference> {
    let values = manifest::levers(world, reference, spec);
    world
        .levers
        .iter()
        .map(|it| LeverAtReference {
            name: it.name().to_owned(),
            unit: it.unit.clone(),
            dial: it.dial.map(|dial| dial.name().to_owned()),
            value: values.get(it.name()).cloned().unwrap_or_default(),
        })
        .collect()
}

fn families(world: &World) -> Vec<Family> {
    let mut families: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for number in world.register.all() {
        let family = number.name.split('.').next().unwrap_or_default();
        let counts = families.entry(family).or_default();
        counts[0] += usize::from(number.grade == Grade::D);
        counts[1] += 1;
    }
    families
        .into_iter()
        .map(|(name, [assumed, all])| Family {
            name: name.to_owned(),
            assumed,
            all,
        })
        .collect()
}

/// Every document of the corridor.
pub(super) fn documents(world: &World) -> Vec<Document> {
    world
        .sources
        .iter()
        .map(|it| Document {
            key: it.key.clone(),
            publisher: it.publisher.clone(),
            title: it.title.clone(),
            location: it.location.clone(),
        })
        .collect()
}
