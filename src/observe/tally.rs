//! What one replication leaves behind: counters by month, place, group and kind.

use super::costs::Costs;
use super::solutions::Solutions;
use super::{
    Abandonment, Age, Care, Equity, Funnel, Gender, GivingUp, Grid, Histogram, Need, Payment,
    ProtectionStage, QueueLog, Record, Right, RouteSurvey, Sales, Standing, Stay, Strata,
};
use crate::engine::RunSpec;
use crate::ids::ArcId;
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::vocabulary::Harm;

/// Position of "any serious harm" among the kinds of harm: those of [`Harm::SERIOUS`], so that
/// robbery or extortion alone, and injury or illness that is no danger to life, are left out.
pub const SERIOUS: usize = Harm::COUNT;
/// Position of "any abuse" among the kinds of harm: every kind inflicted by others that the
/// person survives, from extortion to trafficking.
pub const ABUSE: usize = Harm::COUNT + 1;
/// Number of kinds of harm, the two joint ones included.
pub const KINDS: usize = Harm::COUNT + 2;

/// Position of places in the dimension "where"; link classes follow in their order.
pub const AT_PLACE: usize = 0;

/// Position of the count of people who left, after the standings of the ledger.
pub const DEPARTED: usize = Standing::COUNT;
/// Position of the count of people who left again.
pub const RE_DEPARTED: usize = Standing::COUNT + 1;

/// What is asked of the survivors of a crossing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// People who completed a crossing.
    Crossed,
    /// Of these, those abused on it in any way.
    AnyAbuse,
    /// Those injured or ill on it.
    AnyInjury,
    /// Women of 18 or more.
    Women,
    /// Of these, those who suffered gender-based violence on it.
    WomenGbv,
    /// People under 18.
    Minors,
    /// Of these, those in a party without adults.
    Unaccompanied,
    /// People in need of protection.
    InNeed,
}

impl Answer {
    /// How many there are.
    pub const COUNT: usize = Answer::InNeed as usize + 1;
}

/// What is counted on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkCount {
    /// People who came to its end.
    Passages,
    /// Harms suffered on it, death and disappearance included; someone harmed twice counts twice.
    Harmed,
    /// Deaths on it, disappearances not included.
    Deaths,
}

/// Counters of one replication, of simulated people: one stands for `1 / scale` real ones.
///
/// Dimensions are named in the order of the indices. "Where" is [`AT_PLACE`] or a link class plus
/// one; "kind" of harm is a [`Harm`], [`SERIOUS`] or [`ABUSE`]; a group is nationality, gender, age.
///
/// Persons are counted the first time that a kind of harm meets them on their journey, where and
/// when it does, so that cells add up to people who suffered it at least once. Events are all.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Months of the window.
    pub months: usize,
    /// Month of the last stocks.
    pub last_month: usize,
    /// First departures, by month and group.
    pub departures: Grid<u64, 4>,
    /// Departures after a return or removal, by month and group.
    pub departures_again: Grid<u64, 4>,
    /// People who found no way open to them, by month and nationality.
    pub could_not_leave: Grid<u64, 2>,
    /// Harms by month, where and kind: events.
    pub harm_events: Grid<u64, 3>,
    /// Harms by month, where and kind: persons.
    pub harm_persons: Grid<u64, 3>,
    /// Harms by group and kind: events.
    pub group_harm_events: Grid<u64, 4>,
    /// Harms by group and kind: persons.
    pub group_harm_persons: Grid<u64, 4>,
    /// Person-days on the way by month and where, detention included, pending claims left out.
    pub person_days: Grid<f64, 2>,
    /// Person-days on the way, by group.
    pub group_person_days: Grid<f64, 3>,
    /// People left behind, each time, by month, where and [`Abandonment`].
    pub abandoned: Grid<u64, 3>,
    /// People left behind, each time, by group and [`Abandonment`].
    pub group_abandoned: Grid<u64, 4>,
    /// How being left behind ended, by month, where and end: rejoined, rescued, died.
    pub abandonment_ended: Grid<u64, 3>,
    /// The same by group.
    pub group_abandonment_ended: Grid<u64, 4>,
    /// People whose party stopped from exhaustion, each time, by month and where.
    pub exhausted: Grid<u64, 2>,
    /// The same by group.
    pub group_exhausted: Grid<u64, 3>,
    /// People who gave up, by month and [`GivingUp`].
    pub gave_up: Grid<u64, 2>,
    /// The same by group.
    pub group_gave_up: Grid<u64, 4>,
    /// Crossings by month, class and group.
    pub crossings: Grid<u64, 5>,
    /// Days of crossings by month, class and group.
    pub crossing_days: Grid<f64, 5>,
    /// Fares of crossings by month, class and group, USD.
    pub crossing_usd: Grid<f64, 5>,
    /// Days of crossings: dry unguided, dry guided, rainy unguided, rainy guided.
    pub crossing_histograms: [Histogram; 4],
    /// Answers of survivors of a crossing, by month and [`Answer`].
    pub survey: Grid<u64, 2>,
    /// Person-days and events by stretch, for standardised rates.
    pub strata: Strata,
    /// What survivors tell at borders of the whole way.
    pub route: RouteSurvey,
    /// Counts on links, by month, arc and [`LinkCount`].
    pub links: Grid<u64, 3>,
    /// Person-days on links, by month and arc.
    pub link_days: Grid<f64, 2>,
    /// Fares paid on links, by month and arc, USD.
    pub link_usd: Grid<f64, 2>,
    /// People who reached a stage of protection, each time, by month, state, [`Need`] and stage.
    pub protection: Grid<u64, 4>,
    /// People who reached it for the first time; for queues and withdrawals, each time.
    pub protection_first: Grid<u64, 4>,
    /// The same by group and stage, of people in need.
    pub group_protection_first: Grid<u64, 4>,
    /// People in need by the steps of protection that they reached, once each.
    pub funnel: Funnel,
    /// Days until claims were decided, by state.
    pub decision_waits: Vec<Histogram>,
    /// Acts of states, by month, state and [`Right`].
    pub rights: Grid<u64, 3>,
    /// Acts of states, by group and [`Right`].
    pub group_rights: Grid<u64, 4>,
    /// Person-days at places, by month, state and [`Stay`].
    pub stays: Grid<f64, 3>,
    /// The same by group.
    pub group_stays: Grid<f64, 4>,
    /// Person-days in detention of people under 18, by month and state.
    pub detained_children: Grid<f64, 2>,
    /// People kept from a restricted link, by month.
    pub kept_from_link: Grid<u64, 1>,
    /// Of these, people who took another link within 90 days, by month in which they did.
    pub deflected: Grid<u64, 1>,
    /// Arrivals by month, need and whether protection can be claimed there (0 no, 1 yes).
    pub arrivals: Grid<u64, 3>,
    /// Arrivals by group and whether protection can be claimed there.
    pub group_arrivals: Grid<u64, 4>,
    /// Days from departure of those who arrived.
    pub arrival_days: Histogram,
    /// What parties paid, by month, nationality and [`Payment`], USD.
    pub paid: Grid<f64, 3>,
    /// People in each standing at the end of the month, then [`DEPARTED`] and [`RE_DEPARTED`], by
    /// month and nationality.
    pub stocks: Grid<i64, 3>,
    /// What parties borrowed, by nationality, USD.
    pub borrowed: Grid<f64, 1>,
    /// Reception and care.
    pub care: Care,
    /// Public costs and what states carry.
    pub costs: Costs,
    /// Statuses, pathways, remedies.
    pub solutions: Solutions,
    /// What people bear by age, gender and diversity.
    pub equity: Equity,
    /// The market by week.
    pub sales: Sales,
    /// Queues by week.
    pub queues: QueueLog,
    /// What observers wrote down: never the truth.
    pub record: Record,
    pub(super) class_of_link: Vec<usize>,
    pub(super) state_of_location: Vec<usize>,
    pub(super) state_of_arc: Vec<usize>,
}

impl Tally {
    /// Counters at zero, sized for a world and a window.
    pub fn new(world: &World, spec: &RunSpec) -> Self {
        let calendar = Calendar::new(spec.from, spec.to);
        let (months, days) = (calendar.months().len(), calendar.days());
        let wheres = world.classes.len() + 1;
        let classes = world.classes.len();
        let nationalities = world.nationalities.len();
        let (genders, ages) = (Gender::ALL.len(), Age::ALL.len());
        let states = world.states.len();
        let arcs = world.arcs();
        let protection_stages = ProtectionStage::ALL.len();
        let needs = Need::ALL.len();
        let by_group = |last: usize| [nationalities, genders, ages, last];
        let crossing = [months, classes, nationalities, genders, ages];
        let crossing_days = || Histogram::new(0.5, 80);
        Self {
            months,
            last_month: 0,
            departures: Grid::new([months, nationalities, genders, ages]),
            departures_again: Grid::new([months, nationalities, genders, ages]),
            could_not_leave: Grid::new([months, nationalities]),
            harm_events: Grid::new([months, wheres, KINDS]),
            harm_persons: Grid::new([months, wheres, KINDS]),
            group_harm_events: Grid::new(by_group(KINDS)),
            group_harm_persons: Grid::new(by_group(KINDS)),
            person_days: Grid::new([months, wheres]),
            group_person_days: Grid::new([nationalities, genders, ages]),
            abandoned: Grid::new([months, wheres, Abandonment::ALL.len()]),
            group_abandoned: Grid::new(by_group(Abandonment::ALL.len())),
            abandonment_ended: Grid::new([months, wheres, 3]),
            group_abandonment_ended: Grid::new(by_group(3)),
            exhausted: Grid::new([months, wheres]),
            group_exhausted: Grid::new([nationalities, genders, ages]),
            gave_up: Grid::new([months, GivingUp::ALL.len()]),
            group_gave_up: Grid::new(by_group(GivingUp::ALL.len())),
            crossings: Grid::new(crossing),
            crossing_days: Grid::new(crossing),
            crossing_usd: Grid::new(crossing),
            crossing_histograms: [
                crossing_days(),
                crossing_days(),
                crossing_days(),
                crossing_days(),
            ],
            survey: Grid::new([months, Answer::COUNT]),
            strata: Strata::new(world),
            route: RouteSurvey::new(world),
            links: Grid::new([months, arcs, 3]),
            link_days: Grid::new([months, arcs]),
            link_usd: Grid::new([months, arcs]),
            protection: Grid::new([months, states, needs, protection_stages]),
            protection_first: Grid::new([months, states, needs, protection_stages]),
            group_protection_first: Grid::new(by_group(protection_stages)),
            funnel: Funnel::new(world),
            decision_waits: vec![Histogram::new(5.0, 365); states],
            rights: Grid::new([months, states, Right::ALL.len()]),
            group_rights: Grid::new(by_group(Right::ALL.len())),
            stays: Grid::new([months, states, Stay::ALL.len()]),
            group_stays: Grid::new(by_group(Stay::ALL.len())),
            detained_children: Grid::new([months, states]),
            kept_from_link: Grid::new([months]),
            deflected: Grid::new([months]),
            arrivals: Grid::new([months, needs, 2]),
            group_arrivals: Grid::new(by_group(2)),
            arrival_days: Histogram::new(1.0, 730),
            paid: Grid::new([months, nationalities, Payment::ALL.len()]),
            stocks: Grid::new([months, nationalities, Standing::COUNT + 2]),
            borrowed: Grid::new([nationalities]),
            care: Care::new(world, months),
            costs: Costs::new(
                world,
                Calendar::new(spec.from, spec.to).months(),
                spec.scale,
            ),
            solutions: Solutions::new(world),
            equity: Equity::new(world),
            sales: Sales::new(world, days),
            queues: QueueLog::new(world, days),
            record: Record::new(world, spec),
            class_of_link: world.links.iter().map(|link| link.class.index()).collect(),
            state_of_location: world.locations.iter().map(|at| at.state.index()).collect(),
            state_of_arc: (0..world.arcs())
                .map(|arc| world.ends(ArcId(arc as u32)).1)
                .map(|to| world.locations[to.index()].state.index())
                .collect(),
        }
    }

    /// People in a standing, or [`DEPARTED`] or [`RE_DEPARTED`], when the window ended.
    pub fn at_end(&self, nationality: Option<usize>, standing: usize) -> i64 {
        self.stocks
            .sum([Some(self.last_month), nationality, Some(standing)])
    }

    /// People in need, whichever it is, who reached a stage, each time: in one state, or in all.
    pub fn reached_each_time(&self, within: Option<usize>, stage: ProtectionStage) -> u64 {
        Need::ALL
            .into_iter()
            .filter(|need| need.is_some())
            .map(|need| {
                self.protection
                    .sum([None, within, Some(need as usize), Some(stage as usize)])
            })
            .sum()
    }

    /// People in need, whichever it is, who reached a stage, as
    /// [`Tally::protection_first`] counts them, in all months and states that are left open.
    pub fn reached(
        &self,
        month: Option<usize>,
        within: Option<usize>,
        stage: ProtectionStage,
    ) -> u64 {
        Need::ALL
            .into_iter()
            .filter(|need| need.is_some())
            .map(|need| {
                self.protection_first.sum([
                    month,
                    within,
                    Some(need as usize),
                    Some(stage as usize),
                ])
            })
            .sum()
    }
}
