//! `deaths_observed.csv`, `queues.csv` and `market.csv`.

use jiff::ToSpan as _;

use super::RunFiles;
use super::harm::place_name;
use crate::observe::deaths::{SOURCES, Source};
use crate::observe::exchange::{QueueCount, Sale, WEEK};
use crate::observe::record::CAUSES;
use crate::observe::tally::{AT_PLACE, Tally};
use crate::output::OutputError;
use crate::output::table::Cell::{Empty, Maybe, Number, Text};

impl RunFiles<'_> {
    pub(super) fn write_deaths(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        for (month, month_name) in self.months.iter().enumerate() {
            for place in 0..=self.world.classes.len() {
                let mut all = [0; 1 + SOURCES.len()];
                for (cause, harm) in CAUSES.into_iter().enumerate() {
                    let counts = [
                        tally.harm_events.get([month, place, harm as usize]),
                        tally
                            .record
                            .deaths
                            .get([month, place, cause, Source::Media as usize]),
                        tally
                            .record
                            .deaths
                            .get([month, place, cause, Source::Forensic as usize]),
                    ];
                    for (sum, count) in all.iter_mut().zip(counts) {
                        *sum += count;
                    }
                    let [deaths, media, forensic] = counts.map(|it| Number(self.real(it)));
                    self.deaths.row(&[
                        Text(month_name),
                        Text(place_name(self.world, place)),
                        Text(harm.kind_and_cause().1),
                        deaths,
                        media,
                        forensic,
                        Empty,
                        Maybe(ratio(counts)),
                    ])?;
                }
                let saw_body = (place != AT_PLACE)
                    .then(|| tally.record.saw_body.get([month, place - 1]) as f64 / scale);
                let [deaths, media, forensic] = all.map(|it| Number(self.real(it)));
                self.deaths.row(&[
                    Text(month_name),
                    Text(place_name(self.world, place)),
                    Text("all"),
                    deaths,
                    media,
                    forensic,
                    Maybe(saw_body),
                    Maybe(ratio(all)),
                ])?;
            }
        }
        Ok(())
    }

    pub(super) fn write_queues(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let [weeks, agencies, _] = tally.queues.weeks.size();
        for week in 0..weeks {
            let date = self.first_day(week);
            for agency in 0..agencies {
                let count = |what: QueueCount| {
                    Number(tally.queues.weeks.get([week, agency, what as usize]) / self.spec.scale)
                };
                let row = &tally.queues.agencies[agency];
                self.queues.row(&[
                    Text(&date),
                    Text(&self.world.states[row.state.index()].code),
                    Text(&row.name),
                    count(QueueCount::Waiting),
                    count(QueueCount::Arrived),
                    count(QueueCount::Served),
                    count(QueueCount::Capacity),
                ])?;
            }
        }
        Ok(())
    }

    pub(super) fn write_market(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let [weeks, offers, _] = tally.sales.weeks.size();
        for week in 0..weeks {
            let date = self.first_day(week);
            for offer in 0..offers {
                let get = |what: Sale| tally.sales.weeks.get([week, offer, what as usize]);
                let listed = |what: Sale| Maybe(Some(get(what)).filter(|value| *value > 0.0));
                let real = |what: Sale| Number(get(what) / self.spec.scale);
                let row = &tally.sales.offers[offer];
                self.market.row(&[
                    Text(&date),
                    Text(&self.world.classes[row.class.index()].id),
                    Text(&row.name),
                    listed(Sale::Price),
                    real(Sale::Users),
                    Number(get(Sale::Providers)),
                    listed(Sale::Quality),
                    real(Sale::Revenue),
                    real(Sale::Toll),
                ])?;
            }
        }
        Ok(())
    }

    fn first_day(&self, week: usize) -> String {
        let days = (WEEK * week) as i64;
        self.spec.from.saturating_add(days.days()).to_string()
    }
}

/// Deaths recorded by media and partners over deaths; none where nobody died.
fn ratio([deaths, media, _]: [u64; 3]) -> Option<f64> {
    (deaths > 0).then(|| media as f64 / deaths as f64)
}
