//! Buying, borrowing and paying: packages on guided links, credit from guides, fares.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, Observer, Payment};
use crate::engine::laws::trade::package_value;
use crate::engine::market::Package;
use crate::engine::parties::flag;
use crate::engine::party_record::paper;
use crate::engine::state::Sim;
use crate::ids::{ArcId, CapacityId, ClassId};
use crate::rng::named::{Appointment, Block, Credit, Purchase, Transport};
use crate::rng::unit;

impl<O: Observer> Sim<'_, O> {
    /// What an arc costs a party per person: its fare, and on guided links the price of the package
    /// that it holds or could pay at least.
    pub fn price(&self, who: &ActiveParty, arc: ArcId) -> f32 {
        self.price_if(who, arc, || self.is_carried(who, arc))
    }

    /// The same where it is known whether the party is `carried` by safe transport.
    #[inline]
    fn price_if(&self, who: &ActiveParty, arc: ArcId, carried: impl FnOnce() -> bool) -> f32 {
        let info = self.regime.network.arc(arc);
        if info.fare <= 0.0 {
            return 0.0;
        }
        let homeward = who.party.has(flag::HOMEWARD);
        if homeward {
            return info.fare * self.regime.states[info.to_state.index()].return_cost;
        }
        if carried() {
            return info.fare * self.regime.numbers.transport_fare;
        }
        if !info.guided {
            return info.fare;
        }
        let class = ClassId(u32::from(info.class));
        let trade = self.market.on(class);
        let held = self.package(who, class);
        let cheapest = trade.packages.first();
        let factor = held.or(cheapest).map_or(1.0, |package| package.fare);
        info.fare * (trade.price * factor) as f32
    }

    /// Whether a party on its way on goes by safe transport on an arc. Settled once for each party and
    /// class of links.
    pub fn is_carried(&self, who: &ActiveParty, arc: ArcId) -> bool {
        let info = self.regime.network.arc(arc);
        if info.transport <= 0.0 || who.party.has(flag::HOMEWARD) {
            return false;
        }
        unit(self.transport_word(who, info.class)) < f64::from(info.transport)
    }

    /// The draw on whether a party goes by safe transport on a class of links.
    #[inline]
    fn transport_word(&self, who: &ActiveParty, class: u8) -> u32 {
        let record = &who.record;
        if record.transport_class == class + 1 {
            return record.transport_word;
        }
        let entity = who.party.entity;
        Transport::of(&self.draws, entity, u16::from(class)).carried
    }

    /// Keeps that draw for the class of an arc that a party considers.
    #[inline]
    pub fn keep_transport_word(&self, who: &mut ActiveParty, arc: ArcId) {
        let info = self.regime.network.arc(arc);
        if info.transport > 0.0 && who.record.transport_class != info.class + 1 {
            let word = self.transport_word(who, info.class);
            let record = &mut who.record;
            (record.transport_class, record.transport_word) = (info.class + 1, word);
        }
    }

    /// The package that a party holds on a class of links.
    pub fn package(&self, who: &ActiveParty, class: ClassId) -> Option<&Package> {
        let record = &who.record;
        (usize::from(record.package_class) == class.index() + 1)
            .then(|| self.market.on(class).packages.get(usize::from(record.tier)))
            .flatten()
    }

    /// Days of a stage relative to those of the standard package.
    pub fn package_pace(&self, who: &ActiveParty, class: u8) -> f32 {
        self.package(who, ClassId(u32::from(class)))
            .map_or(1.0, |package| package.pace)
    }

    /// A party about to take a guided link of a class chooses a package, the best that it can pay,
    /// and borrows for the cheapest if it can pay for none and guides give it credit.
    pub fn buy(&self, who: &mut ActiveParty, arc: ArcId) {
        let info = self.regime.network.arc(arc);
        let class = ClassId(u32::from(info.class));
        if usize::from(who.record.package_class) != class.index() + 1 {
            who.record.package_class = 0;
        }
        if !info.guided
            || info.fare <= 0.0
            || who.record.package_class != 0
            || who.party.has(flag::HOMEWARD)
            || self.is_carried(who, arc)
        {
            return;
        }
        let trade = self.market.on(class);
        let party = &who.party;
        let each = f64::from(party.money) / f64::from(party.size);
        let fare = f64::from(info.fare) * trade.price;
        let numbers = &self.regime.numbers;
        let per_usd = numbers.cost_weight / each.max(1.0);
        let value = |package: &Package| {
            package_value(
                per_usd,
                fare * package.fare,
                numbers.value_of_time,
                numbers.promised * package.promised_days * f64::from(package.pace),
                f64::from(package.harm),
                numbers.quality_weight,
            )
        };
        let word = Purchase::of(&self.draws, party.entity, class.0 as u16).package;
        // A logit over what can be paid: the draw falls among the weights of the packages.
        let weights: Vec<f64> = trade
            .packages
            .iter()
            .map(|package| {
                if fare * package.fare <= each {
                    libm::exp(value(package) / numbers.scale)
                } else {
                    0.0
                }
            })
            .collect();
        let all: f64 = weights.iter().sum();
        let mut mark = unit(word) * all;
        let mut tier = 0;
        for (position, weight) in weights.iter().enumerate() {
            if *weight > 0.0 {
                tier = position;
                mark -= weight;
                if mark < 0.0 {
                    break;
                }
            }
        }
        if !trade.packages.is_empty() {
            who.record.package_class = class.index() as u8 + 1;
            who.record.tier = tier as u8;
        }
    }

    /// Whether guides on a link would give a party credit for what it lacks. Settled once for each
    /// party and class of links.
    pub fn has_credit(&self, who: &ActiveParty, arc: ArcId) -> bool {
        let info = self.regime.network.arc(arc);
        if !info.guided || who.party.has(flag::HOMEWARD) || self.is_carried(who, arc) {
            return false;
        }
        let entity = who.party.entity;
        let word = Credit::of(&self.draws, entity, u16::from(info.class)).given;
        unit(word) < self.regime.numbers.debt.credit_share
    }

    /// A party pays the fare of an arc, on credit where it lacks money; returns what was paid.
    pub fn pay_fare(&mut self, who: &mut ActiveParty, arc: ArcId) -> f32 {
        let info = self.regime.network.arc(arc);
        let size = f32::from(who.party.size);
        let carried = self.is_carried(who, arc);
        let price = self.price_if(who, arc, || carried);
        let due = price * size;
        let record = &mut who.record;
        record.price = price;
        record.put(paper::CARRIED, carried);
        let paid = self.charge(who, due, Payment::Fare);
        let short = due - paid;
        if short > 0.0 && self.has_credit(who, arc) {
            who.record.debt += short;
            self.note(who, Event::Borrowed { usd: short });
        }
        let class = ClassId(u32::from(info.class));
        if carried {
            self.note(who, Event::Carried { arc });
        } else if info.guided && due > 0.0 && !who.party.has(flag::HOMEWARD) {
            let trade = self.market.on(class);
            let toll = self
                .package(who, class)
                .map_or(0.0, |package| (package.toll * trade.toll).min(1.0));
            let bought = Event::Bought {
                class,
                tier: usize::from(who.record.tier),
                usd: due,
                toll: due * toll as f32,
            };
            self.note(who, bought);
        }
        paid
    }

    /// The queue of appointments, if the party wants one before it takes an arc to a destination.
    pub fn appointments_for(&self, who: &mut ActiveParty, arc: ArcId) -> Option<CapacityId> {
        let numbers = &self.regime.numbers;
        let to = self.regime.network.arc(arc).to;
        let record = &who.record;
        if numbers.appointments <= 0.0
            || !self.regime.network.place(to).destination
            || who.party.has(flag::HOMEWARD)
            || record.papers & (paper::APPOINTMENT | paper::NO_APPOINTMENT) != 0
        {
            return None;
        }
        let entity = who.party.entity;
        let wants = unit(Appointment::once(&self.draws, entity).wanted) < numbers.appointment_share;
        let mark = if wants {
            paper::APPOINTMENT
        } else {
            paper::NO_APPOINTMENT
        };
        who.record.put(mark, true);
        wants.then(|| CapacityId::from(self.world.capacities.len()))
    }

    /// What a party's own state of mind makes of the alternatives to going on: claiming, turning
    /// back, settling, waiting.
    pub fn leanings(&self, who: &ActiveParty) -> [f32; 4] {
        let numbers = &self.regime.numbers;
        let record = &who.record;
        let outlook = record.outlook;
        let trust = numbers.trust.leaning(record.trust);
        let informed = if who.party.has(flag::INFORMED) {
            1.0
        } else {
            numbers.uninformed_claim
        };
        let bond = if record.debt > 0.0 {
            numbers.debt.bond
        } else {
            1.0
        };
        [informed * trust, outlook * bond, outlook, outlook]
    }
}
