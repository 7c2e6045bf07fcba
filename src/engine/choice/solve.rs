//! What moving on is worth to every class of a community, place by place from the destinations
//! backwards, and the weights by which ways are chosen.
//!
//! The worth of moving from a place is the expected best of the ways that a party finds open to it,
//! floored at what it has without moving. So a way that is shut, dearer, longer or riskier never makes a
//! place worth more, and any number of equal ways is worth what one of them is. A place is worth the best of
//! moving, settling, claiming and turning back. Which way people take is drawn by the decision rule
//! around the worths of ways. See ADR 0018.

use super::classes::{CLASSES_PER_ORIGIN, OTHERS, Other, Row, TIERS};
use super::lanes::{self, Lanes};
use super::luck::{Luck, Way, expected_best};
use super::terms::{PlaceTerms, Terms, View, WHO, of_tiers};
use crate::engine::conditions::Passage;
use crate::engine::market::Market;

/// No way at all.
const NONE: Lanes = [f64::NEG_INFINITY; CLASSES_PER_ORIGIN];

/// Most by which the weight of a way that is shut tells it from the best that is open, in scales.
const MOST_ABOVE: f64 = 20.0;

/// Room for what is solved, used again and again.
pub(super) struct Workspace {
    /// Worth of being at each place.
    value: Vec<Lanes>,
    /// Utility of each way on.
    utility: Vec<Lanes>,
    /// Weight of each way on under the decision rule.
    weight: Vec<Lanes>,
    /// Ways that some parties find shut, best first.
    ranked: Vec<Way>,
}

impl Workspace {
    pub(super) fn new(locations: usize) -> Self {
        Self {
            value: vec![NONE; locations],
            utility: Vec::new(),
            weight: Vec::new(),
            ranked: Vec::new(),
        }
    }
}

impl Terms<'_> {
    /// Solves all classes of a community. `budgets` are those of its tiers; `weights` and `moving` become
    /// its tables.
    #[allow(
        clippy::inline_always,
        reason = "what is compiled for wide vectors must be inlined there"
    )]
    #[inline(always)]
    pub(super) fn solve_community(
        &self,
        view: &View,
        budgets: [f64; TIERS],
        market: &Market,
        classes: usize,
        workspace: &mut Workspace,
        weights: &mut [Row],
        moving: &mut [Row],
    ) {
        let scale = self.weights.scale;
        let packages = budgets.map(|budget| self.packages(market, classes, budget));
        let per_usd = of_tiers(budgets.map(|budget| self.cost_weight / budget));
        let turn_back =
            WHO.map(|(need, _)| self.turn_back - if need { self.turn_back_need } else { 0.0 });
        for &position in &view.places {
            let place = &self.places[position];
            let index = place.index;
            if place.destination {
                workspace.value[index] = WHO.map(|(need, kin)| {
                    self.arrival + view.access[usize::from(need)] + if kin { self.kin } else { 0.0 }
                });
                continue;
            }
            let mut would = self.weigh_ways(view, place, &packages, &per_usd, workspace);
            let (assisted, left) = place.assisted;
            let mut others: [Lanes; OTHERS] = [[place.settle; CLASSES_PER_ORIGIN]; OTHERS];
            let mut outside = NONE;
            for lane in 0..CLASSES_PER_ORIGIN {
                let back =
                    turn_back[lane] + assisted - per_usd[lane] * left * view.home.cost[index];
                others[Other::TurnBack as usize][lane] = back;
                outside[lane] = higher(back, place.settle);
            }
            let (best, worth) = Self::worth_of_moving(view, place, &outside, workspace);
            moving[index] = single(&worth);
            let claim = self.claim(place, view, &worth);
            others[Other::Claim as usize] = claim.map(|claim| claim + place.pending);
            for lane in 0..CLASSES_PER_ORIGIN {
                others[Other::Wait as usize][lane] =
                    worth[lane] - self.wait_penalty + view.wait_option;
            }
            let mut level = best;
            for other in &others {
                for lane in 0..CLASSES_PER_ORIGIN {
                    level[lane] = higher(other[lane], level[lane]);
                }
            }
            let base = place.arcs.start + (OTHERS + 1) * index;
            let rows = &mut weights[base..=base + OTHERS + workspace.weight.len()];
            let (rows, of_arcs) = rows.split_at_mut(OTHERS + 1);
            for (other, row) in others.iter().zip(&mut *rows) {
                *row = single(&above(other, &level, scale));
            }
            // The rule decides which way; whether to go on at all is weighed by worth under every rule.
            // Where none is open, the weight is that of the way people would take if it were.
            for lane in 0..CLASSES_PER_ORIGIN {
                let most = level[lane] + MOST_ABOVE * scale;
                would[lane] = if would[lane] < most {
                    would[lane]
                } else {
                    most
                };
            }
            rows[OTHERS] = single(&above(&would, &level, scale));
            let mut sum = [0.0; CLASSES_PER_ORIGIN];
            for (own, row) in workspace.weight.iter().zip(of_arcs) {
                for lane in 0..CLASSES_PER_ORIGIN {
                    sum[lane] += own[lane];
                }
                *row = single(&sum);
            }
            let here = &mut workspace.value[index];
            for lane in 0..CLASSES_PER_ORIGIN {
                here[lane] = higher(claim[lane], higher(worth[lane], outside[lane]));
            }
        }
    }

    /// Sets the utility of every way on from a place and its weight under the decision rule, relative to
    /// the best that is open, or to the best that is not where none is; returns the utility of that.
    #[allow(
        clippy::inline_always,
        reason = "what is compiled for wide vectors must be inlined there"
    )]
    #[inline(always)]
    fn weigh_ways(
        &self,
        view: &View,
        place: &PlaceTerms,
        packages: &[Vec<f64>; TIERS],
        per_usd: &Lanes,
        workspace: &mut Workspace,
    ) -> Lanes {
        let Workspace {
            value,
            utility,
            weight,
            ..
        } = workspace;
        let arcs = &self.arcs[place.arcs.clone()];
        let passages = &view.passage[place.arcs.clone()];
        utility.clear();
        let (mut highest, mut shut) = (NONE, NONE);
        for (arc, passage) in arcs.iter().zip(passages) {
            if passage.0 == Passage::Absent {
                utility.push(NONE);
                continue;
            }
            let sold = of_tiers(std::array::from_fn(|tier| {
                arc.sold_on
                    .map_or(1.0, |class| packages[tier][class.index()])
            }));
            let felt = self.day_value * (arc.days * view.days + arc.waited) + arc.retries;
            let border = arc.met.map_or([0.0; 2], |met| {
                // Those in need show themselves once, and then try unseen like the others.
                let unseen = self.border.cost(met * view.refused);
                [unseen, view.refused * (self.border.failed + unseen)]
            });
            let risk = view.risk * arc.risk;
            let avoided = view.avoidance * arc.in_view;
            let beyond = &value[arc.to];
            let mut own = NONE;
            for lane in 0..CLASSES_PER_ORIGIN {
                let price =
                    arc.fare * sold[lane] * view.cost + felt + border[usize::from(WHO[lane].0)];
                own[lane] = beyond[lane] - per_usd[lane] * price - risk - avoided + arc.party_type;
            }
            let ranked = if is_open(*passage) {
                &mut highest
            } else {
                &mut shut
            };
            for lane in 0..CLASSES_PER_ORIGIN {
                ranked[lane] = higher(own[lane], ranked[lane]);
            }
            utility.push(own);
        }
        for lane in 0..CLASSES_PER_ORIGIN {
            let none = highest[lane] <= f64::NEG_INFINITY;
            highest[lane] = if none { shut[lane] } else { highest[lane] };
        }
        let most = MOST_ABOVE * self.weights.scale;
        weight.clear();
        let (mut open, mut any) = ([0.0; CLASSES_PER_ORIGIN], [0.0; CLASSES_PER_ORIGIN]);
        for ((own, arc), passage) in utility.iter().zip(arcs).zip(passages) {
            let mut below = *own;
            for lane in 0..CLASSES_PER_ORIGIN {
                let over = below[lane] - highest[lane];
                below[lane] = if over > most { most } else { over };
            }
            self.rule.weigh(&self.weights, &mut below, arc.crowd);
            for lane in 0..CLASSES_PER_ORIGIN {
                let there = own[lane] > f64::NEG_INFINITY;
                below[lane] = if there { below[lane] } else { 0.0 };
                any[lane] = higher(below[lane], any[lane]);
            }
            if is_open(*passage) {
                for lane in 0..CLASSES_PER_ORIGIN {
                    open[lane] = higher(below[lane], open[lane]);
                }
            }
            weight.push(below);
        }
        let mut unit = [1.0; CLASSES_PER_ORIGIN];
        for lane in 0..CLASSES_PER_ORIGIN {
            let highest = if open[lane] > 0.0 {
                open[lane]
            } else {
                any[lane]
            };
            unit[lane] = if highest > 0.0 { highest } else { 1.0 };
        }
        for own in weight {
            for lane in 0..CLASSES_PER_ORIGIN {
                own[lane] /= unit[lane];
            }
        }
        highest
    }

    /// The best way that may be open to each class, and the expected best of those that a party finds
    /// open, floored at what it has `outside`.
    #[allow(
        clippy::inline_always,
        reason = "what is compiled for wide vectors must be inlined there"
    )]
    #[inline(always)]
    fn worth_of_moving(
        view: &View,
        place: &PlaceTerms,
        outside: &Lanes,
        workspace: &mut Workspace,
    ) -> (Lanes, Lanes) {
        let passages = &view.passage[place.arcs.clone()];
        let mut best = NONE;
        let mut open_to_all = true;
        for (own, passage) in workspace.utility.iter().zip(passages) {
            if is_open(*passage) {
                open_to_all &= passage.1.is_sure();
                for lane in 0..CLASSES_PER_ORIGIN {
                    best[lane] = higher(own[lane], best[lane]);
                }
            }
        }
        let mut worth = NONE;
        for lane in 0..CLASSES_PER_ORIGIN {
            worth[lane] = higher(best[lane], outside[lane]);
        }
        if open_to_all {
            return (best, worth);
        }
        for lane in 0..CLASSES_PER_ORIGIN {
            let ranked = &mut workspace.ranked;
            ranked.clear();
            for (own, passage) in workspace.utility.iter().zip(passages) {
                if is_open(*passage) && own[lane] > outside[lane] {
                    ranked.push(Way {
                        utility: own[lane],
                        luck: passage.1,
                    });
                }
            }
            worth[lane] = expected_best(ranked, outside[lane]);
        }
        (best, worth)
    }

    /// What a place is worth to those who claim protection there: what can be had without, which a claim
    /// leaves open, and a decision, as far as it comes in time. What a claim gives while it is pending moves
    /// the choice to make it, and is not counted again at every office.
    fn claim(&self, place: &PlaceTerms, view: &View, without: &Lanes) -> Lanes {
        let chance: f64 = view
            .needs
            .iter()
            .zip(place.claim_chance)
            .map(|(share, chance)| share * chance)
            .sum::<f64>()
            * view.registered[place.state.index()];
        let mut claim = NONE;
        if chance > 0.0 && view.home_state != Some(place.state) {
            for ((claim, (need, _)), &without) in claim.iter_mut().zip(WHO).zip(without) {
                if need {
                    let gain = chance * (self.claim_value - without).max(0.0);
                    *claim = without + place.decided * gain;
                }
            }
        }
        claim
    }
}

/// Whether a way may be open to somebody.
fn is_open((passage, luck): (Passage, Luck)) -> bool {
    passage == Passage::Open && luck.may_be_open()
}

/// Weights of alternatives of this worth relative to a level.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn above(worth: &Lanes, level: &Lanes, scale: f64) -> Lanes {
    let mut lanes = *worth;
    for lane in 0..CLASSES_PER_ORIGIN {
        lanes[lane] = (lanes[lane] - level[lane]) / scale;
    }
    lanes::relative(&mut lanes);
    lanes
}

/// Lanes in single precision.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn single(lanes: &Lanes) -> Row {
    let mut row = [0.0; CLASSES_PER_ORIGIN];
    for (single, lane) in row.iter_mut().zip(lanes) {
        *single = *lane as f32;
    }
    row
}

/// The higher of two numbers; `b` if they cannot be compared.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn higher(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}
