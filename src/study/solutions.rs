//! Statuses by instrument, regular pathways, remedies, moving on: values of indicators from a tally.

use super::catalogue::Denominator;
use super::values::List;
use crate::engine::people::Instrument;
use crate::observe::Group;

/// The code of each instrument, by [`Instrument::ALL`].
const GRANTED: [&str; 10] = [
    "P8_1951",
    "P8_cartagena",
    "P8_complementary",
    "P8_disaster",
    "P8_trafficking",
    "P8_visa",
    "P8_resettlement",
    "P8_labour",
    "P8_regularised",
    "P8_admission",
];

impl List<'_> {
    pub(super) fn solutions(&mut self) {
        let all = Group::all();
        let solutions = &self.tally.solutions;
        let granted = Instrument::ALL.map(|instrument| solutions.under(instrument));
        let displaced = solutions.displaced();
        let counts = [
            ("F1r", solutions.regular.total()),
            ("F9", solutions.carried.total()),
            ("P12", solutions.remedied.total()),
            ("S5", solutions.harmed_on_way_back),
            ("S7", solutions.moved_on),
        ];
        for (code, people) in GRANTED.into_iter().zip(granted).chain(counts) {
            self.per_departure(code, &all, people as f64);
        }
        self.put("P11", Denominator::Share, &all, displaced);
    }
}
