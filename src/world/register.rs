//! The register: every number that describes the world, with range, unit, source and grade.

use crate::ids::QuantityId;
use crate::units::Unit;

/// How well data identify a number: A measured, B constrained, C weakly constrained, D assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Measured directly.
    A,
    /// Constrained by data.
    B,
    /// Weakly constrained; drawn from its range in every replication.
    C,
    /// No quantitative evidence; drawn from its range in every replication.
    D,
}

impl Grade {
    /// The letter of the grade.
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
            Grade::D => "D",
        }
    }

    /// Whether a replication draws numbers of this grade instead of using their value.
    pub fn is_drawn(self) -> bool {
        matches!(self, Grade::C | Grade::D)
    }
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Printed in a source.
    Sourced,
    /// Arithmetic on sourced figures.
    Derived,
    /// Fitted to observed counts of the calibration window.
    Calibrated,
    /// Plausible, never confirmed in a source.
    UnverifiedRecall,
    /// Chosen for the model; nobody has measured it.
    Assumption,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 5] = [
        Status::Sourced,
        Status::Derived,
        Status::Calibrated,
        Status::UnverifiedRecall,
        Status::Assumption,
    ];

    /// The word used in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Status::Sourced => "sourced",
            Status::Derived => "derived",
            Status::Calibrated => "calibrated",
            Status::UnverifiedRecall => "unverified-recall",
            Status::Assumption => "assumption",
        }
    }
}

/// One number of the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Unique dotted name, such as `hazard.attack_share`.
    pub name: String,
    /// The value used when nothing is drawn.
    pub value: f64,
    /// Low end of the range.
    pub low: f64,
    /// High end of the range.
    pub high: f64,
    /// Unit of value and range.
    pub unit: Unit,
    /// Lowest and highest legal value.
    pub bounds: (f64, f64),
    /// Where the number comes from.
    pub status: Status,
    /// How well data identify it.
    pub grade: Grade,
    /// Keys of the source table, separated by `;`.
    pub source: String,
    /// What the number means and any limit of its use.
    pub what: String,
}

impl Quantity {
    /// The value at quantile `u` in [0, 1] of a two-piece uniform law whose median is `value`
    /// and whose ends are `low` and `high`.
    pub fn at_quantile(&self, u: f64) -> f64 {
        if u < 0.5 {
            self.low + (self.value - self.low) * 2.0 * u
        } else {
            self.value + (self.high - self.value) * (2.0 * u - 1.0)
        }
    }
}

/// All numbers of a world, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Register {
    quantities: Vec<Quantity>,
}

impl Register {
    /// Adds a number and returns its identifier.
    pub fn add(&mut self, quantity: Quantity) -> QuantityId {
        self.quantities.push(quantity);
        QuantityId::from(self.quantities.len() - 1)
    }

    /// The number with this identifier.
    pub fn get(&self, id: QuantityId) -> &Quantity {
        &self.quantities[id.index()]
    }

    /// Sets a number to a value without a range, to ask what would follow.
    pub fn fix(&mut self, id: QuantityId, value: f64) {
        let quantity = &mut self.quantities[id.index()];
        (quantity.value, quantity.low, quantity.high) = (value, value, value);
    }

    /// All numbers in order.
    pub fn all(&self) -> &[Quantity] {
        &self.quantities
    }

    /// The identifier of the number with this name.
    pub fn find(&self, name: &str) -> Option<QuantityId> {
        self.quantities
            .iter()
            .position(|quantity| quantity.name == name)
            .map(QuantityId::from)
    }

    /// The numbers at their stated values, nothing drawn.
    pub fn fixed(&self) -> Setting {
        Setting(
            self.quantities
                .iter()
                .map(|quantity| quantity.value)
                .collect(),
        )
    }
}

/// The value of every number of the register in one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting(pub Vec<f64>);

impl Setting {
    /// The value of one number.
    pub fn get(&self, id: QuantityId) -> f64 {
        self.0[id.index()]
    }

    /// Gives one number another value.
    pub fn set(&mut self, id: QuantityId, value: f64) {
        self.0[id.index()] = value;
    }
}
