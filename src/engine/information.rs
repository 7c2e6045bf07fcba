//! Information pools: what every community of origin believes, week by week.

use super::conditions::Conditions;
use super::laws::believe::{Message, Pool};
use super::laws::seek_protection;
use super::mechanism::Mechanism;
use crate::ids::{NationalityId, OriginId, StateId};
use crate::rng::Draws;
use crate::rng::named::MESSAGES;
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::network::LocationKind;
use crate::world::policy::{Lever, Policy};
use crate::world::register::Setting;
use crate::world::schedule::{Change, InForce, Target, days_between};
use crate::world::vocabulary::Parameter;

/// Days between meetings of a community with its channels.
pub const WEEK: usize = 7;

/// An announcement of a change of access at the destination.
#[derive(Clone, Copy, Debug)]
struct Announcement {
    /// Day on which it is made known.
    announced: usize,
    /// Day from which it is taken to hold.
    effective: usize,
    /// Nationality that it concerns.
    nationality: NationalityId,
    /// Access told.
    told: f64,
}

/// What people of a community report who arrived, smoothed over the lag of reports.
#[derive(Clone, Copy, Debug, Default)]
struct Reports {
    /// People who arrived.
    arrived: f64,
    /// People who met the border, let in or not.
    met: f64,
    /// Those of them who were let in and could claim.
    with_access: f64,
}

impl Reports {
    /// Moves a part of the way to other reports.
    fn approach(&mut self, part: f64, other: Reports) {
        self.arrived += part * (other.arrived - self.arrived);
        self.met += part * (other.met - self.met);
        self.with_access += part * (other.with_access - self.with_access);
    }

    /// Access that is reported, if anybody reports.
    fn access(&self) -> Option<f64> {
        (self.met >= 1.0).then(|| self.with_access / self.met)
    }
}

/// The pools of all communities, one for each origin.
#[derive(Clone, Debug)]
pub struct Information {
    pools: Vec<Pool>,
    reports: Vec<Reports>,
    /// Arrivals since the last week, by origin: people, and those with access.
    arrived: Vec<Reports>,
    announcements: Vec<Announcement>,
    communities: Vec<Vec<usize>>,
}

impl Information {
    /// What is believed before the first day, and what will be announced.
    pub fn new(
        world: &World,
        policy: &Policy,
        conditions: &Conditions,
        calendar: &Calendar,
    ) -> Self {
        let parameter = |which| conditions.parameter(world, which);
        let mut made = Self::truthful(world, conditions);
        if conditions.works(Mechanism::Learning) {
            for (pool, origin) in made.pools.iter_mut().zip(&world.origins) {
                let access = access(world, conditions, origin.nationality);
                pool.announce(access + parameter(Parameter::PriorAccess));
                pool.usual = pool.log_odds;
                pool.risk = parameter(Parameter::PriorRisk);
            }
        }
        // Those who left before the window are taken to have arrived as its first month's will.
        let first = calendar.months()[0];
        let whole = Calendar::new(world.start, world.end);
        let month = whole.months().iter().position(|known| *known == first);
        for (index, origin) in world.origins.iter().enumerate() {
            let persons = month.and_then(|month| origin.departures.get(month));
            let weekly =
                persons.copied().unwrap_or(0.0) * WEEK as f64 / f64::from(first.days_in_month());
            made.reports[index] = Reports {
                arrived: weekly * parameter(Parameter::PeerArrivals),
                met: weekly,
                with_access: weekly * access(world, conditions, origin.nationality),
            };
        }
        made.communities = vec![Vec::new(); world.nationalities.len()];
        for (index, origin) in world.origins.iter().enumerate() {
            made.communities[origin.nationality.index()].push(index);
        }
        if conditions.works(Mechanism::Announcements) {
            made.announcements = announcements(world, policy, &conditions.setting, calendar);
        }
        made
    }

    /// Communities that believe what is true and hear nothing.
    pub fn truthful(world: &World, conditions: &Conditions) -> Self {
        let count = world.origins.len();
        Self {
            pools: world
                .origins
                .iter()
                .map(|origin| {
                    Pool::truthful(
                        access(world, conditions, origin.nationality),
                        conditions.parameter(world, Parameter::LeastAccess),
                        conditions.parameter(world, Parameter::TrustInitial),
                    )
                })
                .collect(),
            reports: vec![Reports::default(); count],
            arrived: vec![Reports::default(); count],
            announcements: Vec::new(),
            communities: Vec::new(),
        }
    }

    /// People of a community who arrive in a week, as far as reports of them have come in; at real
    /// scale.
    pub fn weekly_arrivals(&self, origin: OriginId) -> f64 {
        self.reports[origin.index()].arrived
    }

    /// What a community believes.
    pub fn pool(&self, origin: OriginId) -> &Pool {
        &self.pools[origin.index()]
    }

    /// What all communities believe.
    pub fn pools(&self) -> &[Pool] {
        &self.pools
    }

    /// Log points of odds that a community knows it will lose on a later day, and the days until then.
    pub fn coming_loss(&self, world: &World, origin: OriginId, day: usize) -> Option<(f64, f64)> {
        let nationality = world.origins[origin.index()].nationality;
        let coming = self.announcements.iter().filter(|it| {
            it.nationality == nationality && it.announced <= day && day < it.effective
        });
        coming.min_by_key(|it| it.effective).map(|it| {
            (
                self.pools[origin.index()].loss(it.told),
                (it.effective - day) as f64,
            )
        })
    }

    /// People of a community meet the border of the destination, where this is the chance of being let in.
    pub fn report_border(&mut self, origin: OriginId, people: f64, access: f64) {
        let arrived = &mut self.arrived[origin.index()];
        arrived.met += people;
        arrived.with_access += people * access;
    }

    /// People of a community arrive.
    pub fn report_arrival(&mut self, origin: OriginId, people: f64) {
        self.arrived[origin.index()].arrived += people;
    }

    /// Somebody of a community with this trust is met at a place of reception.
    pub fn note_trust(&mut self, origin: OriginId, trust: f64, part: f64) {
        let pool = &mut self.pools[origin.index()];
        pool.trust += part * (trust - pool.trust);
    }

    /// Lets a day pass; says whether something was announced that concerns anybody.
    pub fn advance(
        &mut self,
        world: &World,
        conditions: &Conditions,
        draws: &Draws,
        day: usize,
        scale: f64,
    ) -> bool {
        if day > 0 && day.is_multiple_of(WEEK) {
            self.meet(world, conditions, draws, day, scale);
        }
        let mut announced = false;
        for (origin, told) in self.told_on(day) {
            self.pools[origin].announce(told);
            announced = true;
        }
        announced
    }

    /// Lets the same communities believe at once what is announced today.
    pub fn announce_to(&self, pools: &mut [Pool], day: usize) {
        for (origin, told) in self.told_on(day) {
            pools[origin].announce(told);
        }
    }

    /// Whether people learn today of a change that is still to come.
    pub fn is_heard(&self, day: usize) -> bool {
        self.announcements.iter().any(|it| it.announced == day)
    }

    fn told_on(&self, day: usize) -> Vec<(usize, f64)> {
        let today = self.announcements.iter().filter(|it| it.effective == day);
        today
            .flat_map(|it| {
                let communities = &self.communities[it.nationality.index()];
                communities.iter().map(|&origin| (origin, it.told))
            })
            .collect()
    }

    /// Every community hears of all channels.
    fn meet(
        &mut self,
        world: &World,
        conditions: &Conditions,
        draws: &Draws,
        day: usize,
        scale: f64,
    ) {
        let parameter = |which| conditions.parameter(world, which);
        let days = WEEK as f64;
        let kept = libm::exp(-days / parameter(Parameter::LagExperienced).max(days));
        let before = self.pools.clone();
        let told = Told::new(world, conditions);
        for (reports, arrived) in self.reports.iter_mut().zip(&mut self.arrived) {
            let mut arrived = std::mem::take(arrived);
            for people in [
                &mut arrived.arrived,
                &mut arrived.met,
                &mut arrived.with_access,
            ] {
                *people /= scale;
            }
            reports.approach(1.0 - kept, arrived);
        }
        for origin in 0..self.pools.len() {
            let pool = &mut self.pools[origin];
            pool.fade(
                days,
                parameter(Parameter::ConfidenceHalfLife),
                parameter(Parameter::HabitHalfLife),
            );
            let reports = &self.reports[origin];
            let reported = reports.access();
            let nationality = world.origins[origin].nationality;
            if !conditions.works(Mechanism::Learning) {
                pool.announce(access(world, conditions, nationality));
                continue;
            }
            let others = &self.communities[nationality.index()];
            let mut channels = told.channels(access(world, conditions, nationality));
            channels.push(experienced(world, conditions, reports, reported));
            channels.push(peers(world, conditions, &before, others, origin));
            let mut words = MESSAGES.words(
                draws,
                u64::from(world.origins[origin].key),
                (day / WEEK) as u16,
            );
            let error = parameter(Parameter::InformationError);
            for mut message in channels {
                // A uniform error of the stated standard deviation.
                let width = error * libm::sqrt(12.0);
                let mut off = || width * (words.unit() - 0.5);
                message.access += off();
                message.risk *= 1.0 + off();
                pool.hear(&message);
            }
        }
    }
}

/// The best access that a nationality has at any destination.
pub fn access(world: &World, conditions: &Conditions, nationality: NationalityId) -> f64 {
    best_access(world, |state| {
        conditions.lever_of(nationality, state, Lever::DestinationAccess)
    })
}

fn best_access(world: &World, of_state: impl Fn(StateId) -> f64) -> f64 {
    destinations(world).map(of_state).fold(0.0, f64::max)
}

/// The state of every destination.
fn destinations(world: &World) -> impl Iterator<Item = StateId> {
    let locations = world.locations.iter();
    locations
        .filter(|location| location.kind == LocationKind::Destination)
        .map(|location| location.state)
}

/// What states, civil society and smugglers tell in a week, whoever hears it.
struct Told {
    official: Message,
    civil: Message,
    smugglers: Message,
    accuracy: f64,
    bias: f64,
}

impl Told {
    fn new(world: &World, conditions: &Conditions) -> Self {
        let parameter = |which| conditions.parameter(world, which);
        let mean = |lever| mean_on_the_way(world, conditions, lever);
        let accuracy = mean(Lever::InformationAccuracy);
        let bias = parameter(Parameter::SmugglerBias);
        let slogan = parameter(Parameter::SloganRisk);
        Self {
            accuracy,
            bias,
            official: Message {
                trust: parameter(Parameter::TrustOfficial),
                reach: mean(Lever::InformationReach),
                access: 0.0,
                risk: accuracy + (1.0 - accuracy) * slogan,
                cost: 1.0,
                days: 1.0,
            },
            civil: Message {
                trust: parameter(Parameter::TrustCivil),
                reach: mean(Lever::CsoAccess)
                    * seek_protection::aided(
                        parameter(Parameter::InformedPerTeam),
                        mean(Lever::LegalAidTeams),
                    ),
                access: 0.0,
                risk: 1.0,
                cost: 1.0,
                days: 1.0,
            },
            smugglers: Message {
                trust: parameter(Parameter::TrustSmugglers),
                reach: parameter(Parameter::ReachSmugglers),
                access: 0.0,
                risk: 1.0 - bias,
                cost: 1.0 - bias,
                days: 1.0 - bias,
            },
        }
    }

    /// The messages to a community whose true access this is.
    fn channels(&self, truth: f64) -> Vec<Message> {
        let with = |message: &Message, access| Message { access, ..*message };
        vec![
            with(&self.official, self.accuracy * truth),
            with(&self.civil, truth),
            with(&self.smugglers, truth + self.bias),
        ]
    }
}

/// What those who went before report. Survivors tell of the way as it was.
fn experienced(
    world: &World,
    conditions: &Conditions,
    reports: &Reports,
    reported: Option<f64>,
) -> Message {
    let half = conditions.parameter(world, Parameter::ReportsHalf);
    Message {
        trust: conditions.parameter(world, Parameter::TrustExperienced),
        reach: reported.map_or(0.0, |_| reports.met / (reports.met + half)),
        access: reported.unwrap_or(0.0),
        risk: 1.0,
        cost: 1.0,
        days: 1.0,
    }
}

/// What the other communities of the nationality believe on average.
fn peers(
    world: &World,
    conditions: &Conditions,
    before: &[Pool],
    community: &[usize],
    own: usize,
) -> Message {
    let others = || {
        community
            .iter()
            .filter(|it| **it != own)
            .map(|it| &before[*it])
    };
    let count = others().count();
    let mean = |of: &dyn Fn(&Pool) -> f64| others().map(of).sum::<f64>() / count.max(1) as f64;
    Message {
        trust: conditions.parameter(world, Parameter::TrustPeers),
        reach: if count > 0 {
            conditions.parameter(world, Parameter::ReachPeers)
        } else {
            0.0
        },
        access: mean(&Pool::access),
        risk: mean(&|pool| pool.risk),
        cost: mean(&|pool| pool.cost),
        days: mean(&|pool| pool.days),
    }
}

/// Mean of a lever over the states in which people are received.
pub fn mean_on_the_way(world: &World, conditions: &Conditions, lever: Lever) -> f64 {
    let mut states: Vec<_> = world
        .locations
        .iter()
        .filter(|location| location.reception)
        .map(|location| location.state)
        .collect();
    states.sort_unstable();
    states.dedup();
    let sum: f64 = states
        .iter()
        .map(|&state| conditions.lever(state, lever))
        .sum();
    if states.is_empty() {
        conditions.reference(lever)
    } else {
        sum / states.len() as f64
    }
}

/// The days of a window on which a policy tells a nationality that access will be another than it is.
pub fn news(
    world: &World,
    policy: &Policy,
    setting: &Setting,
    calendar: &Calendar,
) -> Vec<(usize, NationalityId)> {
    announcements(world, policy, setting, calendar)
        .into_iter()
        .map(|it| (it.effective, it.nationality))
        .collect()
}

/// The announced changes of access within the window. A change that leaves access as it is and tells
/// nothing else is none.
fn announcements(
    world: &World,
    policy: &Policy,
    setting: &Setting,
    calendar: &Calendar,
) -> Vec<Announcement> {
    let first = calendar.date(0);
    let mut list = Vec::new();
    let access = Lever::DestinationAccess;
    // Access that is held whatever dated changes say is known from the first day.
    let held = policy.held(world.states.len());
    let concerning = |change: &&Change| {
        let moves = |state: StateId| held.lets(change, access, state.index());
        change.target == Target::Lever(access) && destinations(world).any(moves)
    };
    for change in policy.dated(world).into_iter().filter(concerning) {
        // What was in force before the window is no news.
        if change.effective <= first {
            continue;
        }
        let day_before = change.effective.yesterday().unwrap_or(first);
        let before = policy.in_force(world, setting, day_before);
        let full = change
            .effective
            .saturating_add(jiff::Span::new().days(i64::from(change.ramp_days)));
        let after = policy.in_force(world, setting, full);
        for nationality in (0..world.nationalities.len()).map(NationalityId::from) {
            let best = |in_force: &InForce| {
                best_access(world, |state| {
                    in_force.levers.of(nationality, state, access)
                })
            };
            let told = change.told.unwrap_or_else(|| best(&after));
            let news = told.to_bits() != best(&before).to_bits();
            if change.reaches(nationality) && news {
                list.push(Announcement {
                    announced: days_between(first, change.announced),
                    effective: days_between(first, change.effective),
                    nationality,
                    told,
                });
            }
        }
    }
    list
}
