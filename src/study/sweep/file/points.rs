//! `[design]` of a study file, and the points that it lays out or lists.

use super::{Reader, rule};
use crate::scenario::{Fault, Field, Log, Section};
use crate::study::design::{Design, MOST_SOBOL, coordinates};
use crate::study::sweep::Point;
use crate::study::sweep::factor::{Factor, Value, Values};

/// Most points of a study.
const MOST_POINTS: usize = 1_000_000;
/// Fewest samples, trajectories and levels.
const FEWEST: f64 = 2.0;

impl Reader<'_> {
    /// The design, and the file of its points if they are listed.
    pub(super) fn design<'d>(&mut self, root: &Section<'d>) -> Option<(Design, Option<Field<'d>>)> {
        let section = root.section("design", self.log)?;
        let Some(kind) = section.text("kind", self.log) else {
            section.check_keys(&["kind"], &[], self.log);
            return None;
        };
        // Sizes are read below.
        let design = kind.choice(
            self.log,
            "design",
            [
                Design::Grid,
                Design::OneAtATime,
                Design::LatinHypercube { samples: 0 },
                Design::Sobol { samples: 0 },
                Design::Saltelli {
                    samples: 0,
                    second_order: false,
                },
                Design::Morris {
                    trajectories: 0,
                    levels: 0,
                },
                Design::List,
            ]
            .map(|it| (it.name(), it)),
        )?;
        let (required, optional): (&[&str], &[&str]) = match design {
            Design::Grid | Design::OneAtATime => (&["kind"], &[]),
            Design::LatinHypercube { .. } | Design::Sobol { .. } => (&["kind", "samples"], &[]),
            Design::Saltelli { .. } => (&["kind", "samples"], &["second_order"]),
            Design::Morris { .. } => (&["kind", "trajectories", "levels"], &[]),
            Design::List => (&["kind", "file"], &[]),
        };
        section.check_keys(required, optional, self.log);
        let most = match design {
            Design::Sobol { .. } | Design::Saltelli { .. } => MOST_SOBOL,
            _ => MOST_POINTS,
        };
        let mut size = |key| {
            section.entry(key)?;
            let size = self.whole(&section, key, FEWEST, most as f64, FEWEST);
            size.map(|it| it as usize)
        };
        let design = match design {
            Design::LatinHypercube { .. } => Design::LatinHypercube {
                samples: size("samples")?,
            },
            Design::Sobol { .. } => Design::Sobol {
                samples: size("samples")?,
            },
            Design::Saltelli { .. } => Design::Saltelli {
                samples: size("samples")?,
                second_order: self.flag(&section, "second_order", false)?,
            },
            Design::Morris { .. } => {
                let (trajectories, levels) = (size("trajectories"), size("levels"));
                Design::Morris {
                    trajectories: trajectories?,
                    levels: levels?,
                }
            }
            Design::List => return Some((design, Some(section.text("file", self.log)?))),
            other => other,
        };
        let faults = design.faults();
        for problem in &faults {
            self.log.add(Fault::new(
                section.file,
                section.line,
                "design",
                "",
                problem.clone(),
            ));
        }
        faults.is_empty().then_some((design, None))
    }

    /// The points of a design that lays them out itself.
    pub(super) fn laid_out(
        &mut self,
        root: &Section,
        design: Design,
        factors: &[Factor],
        seed: u64,
    ) -> Option<Vec<Point>> {
        let count = number_of_points(design, factors);
        if count.is_none_or(|it| it > MOST_POINTS) {
            let count = count.map_or("too many".to_owned(), |it| it.to_string());
            let fault = root
                .entry("design")?
                .as_key()
                .fault(format!("{count} points"));
            self.log
                .add(fault.allowed(format!("at most {MOST_POINTS}")));
            return None;
        }
        let levels: Vec<Option<usize>> = factors.iter().map(|it| it.values.listed()).collect();
        let points = coordinates(&design, &levels, seed).into_iter().map(|it| {
            let values = factors.iter().zip(&it.at);
            Point {
                values: values.map(|(factor, at)| factor.values.at(*at)).collect(),
                block: it.block,
                row: it.row,
            }
        });
        Some(points.collect())
    }

    /// The points in a table whose columns are the factors.
    pub(super) fn listed(&mut self, file: &Field, factors: &[Factor]) -> Option<Vec<Point>> {
        let sheet = self.sheet(file)?;
        let names = || factors.iter().map(|it| it.name.as_str());
        for column in &sheet.columns {
            if names().all(|name| name != column) {
                let fault = sheet.column_fault(column, "no factor is called so");
                self.log.add_near(fault, column, names());
            }
        }
        let columns: Vec<Option<usize>> = names().map(|it| sheet.column(it, self.log)).collect();
        let columns: Vec<usize> = columns.into_iter().collect::<Option<_>>()?;
        let points: Vec<Option<Point>> = sheet
            .rows()
            .enumerate()
            .map(|(row, cells)| {
                let values: Vec<Option<Value>> = factors
                    .iter()
                    .zip(&columns)
                    .map(|(factor, column)| given(factor, &cells[*column], self.log))
                    .collect();
                Some(Point {
                    block: String::new(),
                    row,
                    values: values.into_iter().collect::<Option<_>>()?,
                })
            })
            .collect();
        points.into_iter().collect()
    }
}

/// The value of a factor in a cell.
fn given(factor: &Factor, cell: &Field, log: &mut Log) -> Option<Value> {
    match &factor.values {
        Values::Uniform(low, high) | Values::Register { low, high, .. } => {
            cell.between(log, *low, *high, "").map(Value::Number)
        }
        Values::Numbers(list) => {
            let number = cell.number(log)?;
            if list.iter().any(|it| it.to_bits() == number.to_bits()) {
                return Some(Value::Number(number));
            }
            let values: Vec<String> = list.iter().map(f64::to_string).collect();
            let fault = cell.fault("not among the values of the factor");
            log.add(fault.allowed(values.join(", ")));
            None
        }
        Values::Rules(_) => rule(cell, log).map(Value::Rule),
        Values::Draws(rows) => {
            let row = cell.whole(log, 0.0, (rows.len() - 1) as f64, "")?;
            Some(Value::Draw(row as usize))
        }
    }
}

/// How many points a design has; none if they cannot be counted.
fn number_of_points(design: Design, factors: &[Factor]) -> Option<usize> {
    let count = factors.len();
    match design {
        Design::Grid => factors.iter().try_fold(1, |points: usize, factor| {
            points.checked_mul(factor.values.listed().unwrap_or(2))
        }),
        Design::OneAtATime => Some(1 + 2 * count),
        Design::LatinHypercube { samples } | Design::Sobol { samples } => Some(samples),
        Design::Saltelli {
            samples,
            second_order,
        } => samples.checked_mul(2 + count * (1 + usize::from(second_order))),
        Design::Morris { trajectories, .. } => trajectories.checked_mul(count + 1),
        Design::List => Some(0),
    }
}
