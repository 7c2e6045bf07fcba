//! The input check: what a simulation gives beside the published figures that a corridor names.
//!
//! It says whether inputs are read as they were meant. It is no test of what the model foretells:
//! most of these figures were used to set its inputs.

use super::RunSpec;
use super::summary::Summary;
use crate::observe::Tally;
use crate::world::measure::{MEASURES, Measure, Named};
use crate::world::{Target, World};

/// A target names a measure that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("target {target}: unknown measure `{measure}`; the measures are {MEASURES}")]
pub struct UnknownMeasure {
    /// The target.
    pub target: String,
    /// The name it gives.
    pub measure: String,
}

/// A line of the input check.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The published figure.
    pub target: &'a Target,
    /// What was simulated; none if the window does not hold it or nobody was there to ask.
    pub simulated: Option<Summary>,
}

impl Line<'_> {
    /// Whether the mean lies in the accepted range; none if nothing was simulated.
    pub fn pass(&self) -> Option<bool> {
        self.simulated
            .map(|it| (self.target.low..=self.target.high).contains(&it.mean))
    }
}

/// The measures that the targets of a corridor name, filled replication by replication.
#[derive(Clone, Debug)]
pub struct InputCheck<'a> {
    world: &'a World,
    spec: &'a RunSpec,
    measures: Vec<Measure>,
    values: Vec<Vec<f64>>,
}

impl<'a> InputCheck<'a> {
    /// An input check without replications.
    ///
    /// # Errors
    /// [`UnknownMeasure`] if a target names a measure that does not exist.
    pub fn new(world: &'a World, spec: &'a RunSpec) -> Result<Self, UnknownMeasure> {
        let named = Named::of_world(world);
        let measures = world
            .targets
            .iter()
            .map(|target| {
                Measure::parse(&named, &target.measure).ok_or_else(|| UnknownMeasure {
                    target: target.id.clone(),
                    measure: target.measure.clone(),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let values = vec![Vec::new(); measures.len()];
        Ok(Self {
            world,
            spec,
            measures,
            values,
        })
    }

    /// Takes in a replication.
    pub fn add(&mut self, tally: &Tally) {
        for (measure, values) in self.measures.iter().zip(&mut self.values) {
            values.extend(measure.value(self.world, self.spec, tally));
        }
    }

    /// One line for each target.
    pub fn lines(&self) -> Vec<Line<'a>> {
        self.world
            .targets
            .iter()
            .zip(&self.values)
            .map(|(target, values)| Line {
                target,
                simulated: Summary::of(values.iter().copied()),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    #[test]
    fn unknown_measures_are_refused_with_the_valid_ones() {
        let mut world = fixture::world();
        let spec = fixture::spec(&world, 1.0);
        assert!(InputCheck::new(&world, &spec).is_ok());
        world.targets[0].measure = "share_XXX_2023h1".to_owned();
        let message = InputCheck::new(&world, &spec).unwrap_err().to_string();
        assert!(
            message.contains("P9a") && message.contains("minors_share"),
            "{message}"
        );
    }
}
