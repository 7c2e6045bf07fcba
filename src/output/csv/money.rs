//! `costs.csv` and `responsibility.csv`.

use super::RunFiles;
use crate::observe::Payment;
use crate::observe::costs::Head;
use crate::observe::tally::Tally;
use crate::output::OutputError;
use crate::output::table::Cell::{Number, Text};

impl RunFiles<'_> {
    pub(super) fn write_costs(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        let costs = &tally.costs;
        for (month, month_name) in self.months.iter().enumerate() {
            for what in Payment::ALL {
                let usd = tally.paid.sum([Some(month), None, Some(what as usize)]) / scale;
                self.costs.row(&[
                    Text(month_name),
                    Text("all"),
                    Text("people"),
                    Text(what.name()),
                    Number(usd),
                ])?;
            }
            for (index, state) in self.world.states.iter().enumerate() {
                let all = costs.spent.sum([Some(month), Some(index), None]);
                let pooled = costs.pooled.get([month, index]);
                let part = if all > 0.0 { pooled / all } else { 0.0 };
                for head in Head::ALL {
                    let usd = costs.spent.get([month, index, head as usize]) / scale;
                    for (payer, share) in [("state", 1.0 - part), ("fund", part)] {
                        self.costs.row(&[
                            Text(month_name),
                            Text(&state.code),
                            Text(payer),
                            Text(head.name()),
                            Number(usd * share),
                        ])?;
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn write_responsibility(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let costs = &tally.costs;
        for (position, year) in costs.years.iter().enumerate() {
            let year = year.to_string();
            let index = costs.index(position);
            let shares = costs.shares(position);
            for ((state, able), (load, contribution)) in
                self.world.states.iter().zip(&costs.able).zip(shares)
            {
                self.responsibility.row(&[
                    Text(&year),
                    Text(&state.code),
                    Number(load),
                    Number(*able),
                    Number(contribution),
                    Number(index),
                ])?;
            }
        }
        Ok(())
    }
}
