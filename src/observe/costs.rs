//! Public costs and shared responsibility: what states spend on whom, what they carry, what they can.

use super::{Grid, Right, StayReason};
use crate::engine::fund::{capacity_shares, sizes};
use crate::engine::mechanism::Mechanism;
use crate::engine::regime::PolicyRegime;
use crate::ids::{QuantityId, StateId};
use crate::world::World;
use crate::world::policy::Lever;
use crate::world::register::Setting;
use crate::world::vocabulary::Parameter;

/// What public money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Interdiction, detention, removal, forces on the route.
    Enforcement,
    /// Reception and registration.
    Reception,
    /// Services on the way, safe transport, rescue, civil presence, legal aid.
    Services,
    /// Decisions on claims.
    Asylum,
    /// Pathways, integration, assisted return, root causes.
    Solutions,
    /// Recording deaths.
    Monitoring,
}

impl Head {
    /// Every head.
    pub const ALL: [Head; 6] = [
        Head::Enforcement,
        Head::Reception,
        Head::Services,
        Head::Asylum,
        Head::Solutions,
        Head::Monitoring,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Head::Enforcement => "enforcement",
            Head::Reception => "reception",
            Head::Services => "services",
            Head::Asylum => "asylum",
            Head::Solutions => "solutions",
            Head::Monitoring => "monitoring",
        }
    }
}

/// Months of a year, for costs stated by the month.
const MONTHS_OF_YEAR: f64 = 12.0;
/// Daily arrivals to whom teams of legal aid are counted.
const PER_TEAM: f64 = 1000.0;
/// Days of a year, for costs stated by the year.
const YEAR: f64 = 365.25;

/// What things cost in a replication, USD, and the levers that scale them, by state.
#[derive(Clone, Debug, Default, PartialEq)]
struct Prices {
    detention_day: f64,
    removal: f64,
    interdiction: f64,
    reception: f64,
    registration: f64,
    decision: f64,
    rescue: f64,
    place: f64,
    transport: f64,
    /// By state: legal aid per person received, services per person-day, support of a person who
    /// settles, assisted return of a person.
    aid: Vec<f64>,
    services: Vec<f64>,
    support: Vec<f64>,
    assisted: Vec<f64>,
    /// What runs by the day whoever comes, by state and head.
    daily: Vec<[f64; Head::ALL.len()]>,
    pooled: f64,
}

/// Counters of public money and of what states carry; per simulated person, as all counters are.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// USD by month, state and [`Head`].
    pub spent: Grid<f64, 3>,
    /// Of it, what ran by the day whoever came.
    pub daily: f64,
    /// Of it, what the fund paid, by month and state.
    pub pooled: Grid<f64, 2>,
    /// People received, person-years that people under way spend, and claims made, by year and state.
    pub load: Grid<f64, 2>,
    /// Statuses given, by year and state.
    pub grants: Grid<f64, 2>,
    /// Share of each state in the capacity of all to carry.
    pub able: Vec<f64>,
    /// Calendar year of each position in the yearly counters.
    pub years: Vec<i16>,
    year_of_month: Vec<usize>,
    prices: Prices,
    parameters: Vec<QuantityId>,
    on_the_way: Vec<bool>,
    state_of_location: Vec<usize>,
    booked_to: usize,
    scale: f64,
    sizes: Vec<[Option<QuantityId>; 2]>,
}

impl Costs {
    /// Nothing spent.
    pub fn new(world: &World, months: &[jiff::civil::Date], scale: f64) -> Self {
        let states = world.states.len();
        let mut years: Vec<i16> = months.iter().map(|month| month.year()).collect();
        years.dedup();
        let mut on_the_way = vec![false; states];
        for location in world.locations.iter().filter(|it| it.reception) {
            on_the_way[location.state.index()] = true;
        }
        Self {
            spent: Grid::new([months.len(), states, Head::ALL.len()]),
            daily: 0.0,
            pooled: Grid::new([months.len(), states]),
            load: Grid::new([years.len(), states]),
            grants: Grid::new([years.len(), states]),
            able: vec![0.0; states],
            year_of_month: months
                .iter()
                .map(|month| years.iter().position(|it| *it == month.year()).unwrap_or(0))
                .collect(),
            years,
            prices: Prices::default(),
            parameters: world.parameters.clone(),
            on_the_way,
            state_of_location: world.locations.iter().map(|it| it.state.index()).collect(),
            booked_to: 0,
            scale,
            sizes: sizes(world),
        }
    }

    /// Takes over what things cost under the levers of a regime; books what ran until then.
    pub(super) fn adopt(&mut self, month: usize, day: usize, regime: &PolicyRegime) {
        self.book_days(month, day);
        let conditions = &regime.conditions;
        self.able = capacity_shares(&self.sizes, &conditions.setting);
        let cost = |which: Parameter| price(&self.parameters, &conditions.setting, which);
        let states = self.on_the_way.len();
        let lever = |state: usize, which| conditions.lever(StateId::from(state), which);
        let sharing = self.on_the_way.iter().filter(|it| **it).count().max(1) as f64;
        let mut daily = vec![[0.0; Head::ALL.len()]; states];
        for (state, heads) in daily.iter_mut().enumerate() {
            if self.on_the_way[state] {
                heads[Head::Enforcement as usize] += cost(Parameter::CostBorderForceDay)
                    * lever(state, Lever::Militarisation)
                    / sharing;
                heads[Head::Services as usize] += cost(Parameter::CostCivilPresenceDay)
                    * lever(state, Lever::CivilPresence)
                    / sharing;
                heads[Head::Monitoring as usize] += cost(Parameter::CostMonitoringDay)
                    * lever(state, Lever::DeathMonitoring)
                    / sharing;
            }
            heads[Head::Solutions as usize] += cost(Parameter::CostRootCauseYear)
                * lever(state, Lever::RootCauseInvestment)
                / (YEAR * states as f64);
        }
        let by_state = |of: &dyn Fn(usize) -> f64| (0..states).map(of).collect();
        self.prices = Prices {
            detention_day: cost(Parameter::CostDetentionDay),
            removal: cost(Parameter::CostRemoval),
            interdiction: cost(Parameter::CostInterdiction),
            reception: cost(Parameter::CostReception),
            registration: cost(Parameter::CostRegistration),
            decision: cost(Parameter::CostAsylumDecision),
            rescue: cost(Parameter::CostRescue),
            place: cost(Parameter::CostPathwayPlace),
            transport: cost(Parameter::CostTransport),
            aid: by_state(&|state| {
                cost(Parameter::CostLegalAidTeamDay) * lever(state, Lever::LegalAidTeams) / PER_TEAM
            }),
            services: by_state(&|state| {
                cost(Parameter::CostServicesDay) * regime.states[state].coverage
            }),
            support: by_state(&|state| {
                cost(Parameter::CostIntegrationMonth)
                    * cost(Parameter::CostIntegrationDays)
                    * (MONTHS_OF_YEAR / YEAR)
                    * lever(state, Lever::IntegrationSupport)
            }),
            assisted: by_state(&|state| {
                cost(Parameter::CostReturnAssisted) * lever(state, Lever::AssistedReturnQuality)
            }),
            daily,
            pooled: if conditions.works(Mechanism::Fund) {
                conditions.corridor_wide(Lever::ResponsibilityFund)
            } else {
                0.0
            },
        };
    }

    /// Books what runs by the day, up to a day.
    pub(super) fn book_days(&mut self, month: usize, day: usize) {
        let days = day.saturating_sub(self.booked_to) as f64;
        self.booked_to = self.booked_to.max(day);
        for state in 0..self.prices.daily.len() {
            for head in Head::ALL {
                let usd = self.prices.daily[state][head as usize] * days * self.scale;
                self.spend(month, state, head, usd);
                self.daily += usd;
            }
        }
    }

    fn spend(&mut self, month: usize, state: usize, head: Head, usd: f64) {
        if usd > 0.0 {
            self.spent.add([month, state, head as usize], usd);
            self.pooled.add([month, state], usd * self.prices.pooled);
        }
    }

    pub(super) fn act(&mut self, month: usize, state: StateId, kind: Right) {
        let usd = match kind {
            Right::Interdicted => self.prices.interdiction,
            Right::Removed => self.prices.removal,
            _ => return,
        };
        self.spend(month, state.index(), Head::Enforcement, usd);
    }

    pub(super) fn stay(&mut self, month: usize, state: usize, person_days: f64, why: StayReason) {
        let (head, usd) = if why == StayReason::Detained {
            (Head::Enforcement, self.prices.detention_day)
        } else {
            (Head::Services, self.prices.services[state])
        };
        self.spend(month, state, head, usd * person_days);
        self.load
            .add([self.year_of_month[month], state], person_days / YEAR);
    }

    pub(super) fn receive(
        &mut self,
        month: usize,
        state: StateId,
        people: usize,
        registered: bool,
    ) {
        let (state, people) = (state.index(), people as f64);
        let each = self.prices.reception
            + if registered {
                self.prices.registration
            } else {
                0.0
            };
        self.spend(month, state, Head::Reception, each * people);
        self.spend(
            month,
            state,
            Head::Services,
            self.prices.aid[state] * people,
        );
        self.load.add([self.year_of_month[month], state], people);
    }

    pub(super) fn claim(&mut self, month: usize, state: StateId) {
        self.load
            .add([self.year_of_month[month], state.index()], 1.0);
    }

    pub(super) fn decide(&mut self, month: usize, state: StateId, people: usize) {
        let usd = self.prices.decision * people as f64;
        self.spend(month, state.index(), Head::Asylum, usd);
    }

    pub(super) fn grant(&mut self, month: usize, state: StateId) {
        self.grants
            .add([self.year_of_month[month], state.index()], 1.0);
    }

    pub(super) fn rescue(&mut self, month: usize, state: usize) {
        self.spend(month, state, Head::Services, self.prices.rescue);
    }

    pub(super) fn carry(&mut self, month: usize, state: usize, people: usize) {
        let usd = self.prices.transport * people as f64;
        self.spend(month, state, Head::Services, usd);
    }

    /// People take a place in a regular pathway; all states that receive share its cost.
    pub(super) fn give_place(&mut self, month: usize, people: usize) {
        let sharing: Vec<usize> = (0..self.on_the_way.len())
            .filter(|state| self.on_the_way[*state])
            .collect();
        let usd = self.prices.place * people as f64 / sharing.len().max(1) as f64;
        for state in sharing {
            self.spend(month, state, Head::Solutions, usd);
        }
    }

    pub(super) fn give_up(&mut self, month: usize, location: usize, people: usize, settled: bool) {
        let state = self.state_of_location[location];
        let each = if settled {
            self.prices.support[state]
        } else {
            self.prices.assisted[state]
        };
        self.spend(month, state, Head::Solutions, each * people as f64);
    }

    /// Load and contribution of every state in a year, as shares of all; contribution is the mean of
    /// the shares of statuses given and of money spent. Limit: what the fund pays counts for the state
    /// that spends it, since the model does not say who fills the fund.
    pub fn shares(&self, year: usize) -> Vec<(f64, f64)> {
        let share = |list: &[f64], at: usize| {
            let all: f64 = list.iter().sum();
            if all > 0.0 { list[at] / all } else { 0.0 }
        };
        let states = self.able.len();
        let load: Vec<f64> = (0..states).map(|it| self.load.get([year, it])).collect();
        let grants: Vec<f64> = (0..states).map(|it| self.grants.get([year, it])).collect();
        let spent: Vec<f64> = (0..states)
            .map(|state| {
                (0..self.year_of_month.len())
                    .filter(|month| self.year_of_month[*month] == year)
                    .map(|month| self.spent.sum([Some(month), Some(state), None]))
                    .sum()
            })
            .collect();
        (0..states)
            .map(|at| {
                (
                    share(&load, at),
                    f64::midpoint(share(&grants, at), share(&spent, at)),
                )
            })
            .collect()
    }

    /// The responsibility-sharing index of a year: 1 less half the distance between contribution and
    /// capacity shares.
    pub fn index(&self, year: usize) -> f64 {
        let distance: f64 = self
            .shares(year)
            .iter()
            .zip(&self.able)
            .map(|((_, contribution), able)| (contribution - able).abs())
            .sum();
        1.0 - distance / 2.0
    }
}

fn price(parameters: &[QuantityId], setting: &Setting, which: Parameter) -> f64 {
    setting.get(parameters[which as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::routes::Routes;
    use crate::observe::fixture;
    use crate::world::calendar::Calendar;

    const STATE: StateId = StateId(0);

    /// Costs of the small world, where every price is 0.5, after its first regime has begun.
    fn costs(world: &World) -> Costs {
        let calendar = Calendar::new(world.start, world.end);
        let mut costs = Costs::new(world, calendar.months(), 1.0);
        let regime = PolicyRegime::new(
            world,
            &Routes::new(world, 0.5),
            &fixture::policy("any"),
            &world.register.fixed(),
            &fixture::spec(world, 1.0),
            (0, world.start),
            None,
        );
        costs.adopt(0, 0, &regime);
        costs
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn acts_and_days_cost_what_they_are_priced_at_under_their_head() {
        let world = fixture::world();
        let mut costs = costs(&world);
        costs.stay(0, 0, 4.0, StayReason::Detained);
        costs.act(0, STATE, Right::Removed);
        costs.act(0, STATE, Right::Interdicted);
        costs.act(0, STATE, Right::Refoulement);
        costs.decide(1, StateId(1), 3);
        costs.receive(1, STATE, 2, true);
        costs.receive(1, STATE, 2, false);
        let spent = |month, state, head: Head| costs.spent.get([month, state, head as usize]);
        assert!(near(spent(0, 0, Head::Enforcement), 4.0 * 0.5 + 0.5 + 0.5));
        assert!(near(spent(1, 1, Head::Asylum), 3.0 * 0.5));
        assert!(near(spent(1, 0, Head::Reception), 4.0 * 0.5 + 2.0 * 0.5));
        assert!(near(spent(1, 1, Head::Reception), 0.0));
    }

    #[test]
    fn what_runs_by_the_day_is_booked_once_for_every_day() {
        let world = fixture::world();
        let mut once = costs(&world);
        once.book_days(0, 30);
        let mut twice = costs(&world);
        twice.book_days(0, 10);
        twice.book_days(0, 10);
        twice.book_days(0, 30);
        let monitoring = |costs: &Costs| {
            costs
                .spent
                .sum([None, None, Some(Head::Monitoring as usize)])
        };
        assert!(monitoring(&once) > 0.0);
        assert!(near(once.spent.total(), twice.spent.total()));
    }

    #[test]
    fn the_index_is_one_only_if_contribution_follows_capacity() {
        let world = fixture::world();
        let mut costs = costs(&world);
        costs.able = vec![0.25, 0.75];
        costs.grant(0, STATE);
        for _ in 0..3 {
            costs.grant(0, StateId(1));
        }
        costs.act(0, STATE, Right::Removed);
        for _ in 0..3 {
            costs.act(0, StateId(1), Right::Removed);
        }
        assert!(near(costs.index(0), 1.0));
        let all: (f64, f64) = costs
            .shares(0)
            .iter()
            .fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        assert!(near(all.0, 0.0) && near(all.1, 1.0));
        costs.able = vec![1.0, 0.0];
        assert!(near(costs.index(0), 0.25));
    }

    #[test]
    fn load_counts_people_years_and_claims() {
        let world = fixture::world();
        let mut costs = costs(&world);
        costs.receive(0, STATE, 2, false);
        costs.claim(0, STATE);
        costs.stay(0, 1, YEAR, StayReason::Choice);
        let load: Vec<f64> = costs.shares(0).iter().map(|it| it.0).collect();
        assert!(near(load[0], 0.75) && near(load[1], 0.25));
    }
}
