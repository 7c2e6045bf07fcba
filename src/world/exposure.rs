//! Stretches of exposure: what rates of harm by person-day are standardised by.

use super::World;
use crate::ids::{ClassId, SegmentId};

/// Where person-days are spent: one of these for every day on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// On links of a class.
    Class(ClassId),
    /// At places of a segment.
    Place(SegmentId),
    /// In detention.
    Detention,
    /// Waiting for a decision on a claim.
    Claim,
}

/// How many stretches a corridor with so many classes and segments has.
pub fn stretches(classes: usize, segments: usize) -> usize {
    classes + segments + 2
}

impl Stretch {
    /// Its number, under [`stretches`].
    pub fn number(self, classes: usize, segments: usize) -> usize {
        match self {
            Stretch::Class(class) => class.index(),
            Stretch::Place(segment) => classes + segment.index(),
            Stretch::Detention => classes + segments,
            Stretch::Claim => classes + segments + 1,
        }
    }
}

impl World {
    /// How many stretches there are.
    pub fn stretches(&self) -> usize {
        stretches(self.classes.len(), self.segments.len())
    }

    /// Number of a stretch.
    pub fn stretch(&self, stretch: Stretch) -> usize {
        stretch.number(self.classes.len(), self.segments.len())
    }

    /// The stretch with a number, as `exposure.csv` names it.
    pub fn stretch_name(&self, number: usize) -> [&str; 2] {
        let classes = self.classes.len();
        match number.checked_sub(classes) {
            None => ["class", &self.classes[number].id],
            Some(at) => match self.segments.get(at) {
                Some(segment) => ["place", &segment.id],
                None if at == self.segments.len() => ["detention", ""],
                None => ["claim", ""],
            },
        }
    }
}
