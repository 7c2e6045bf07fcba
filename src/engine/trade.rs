//! Buying, borrowing and paying: packages on guided links, credit from guides, fares.

use super::dossier::paper;
use super::market::Package;
use super::observer::{Observer, Payment};
use super::people::flag;
use super::rules::trade::package_value;
use super::state::Sim;
use crate::ids::{ArcId, CapacityId, ClassId};
use crate::rng::{Purpose, unit};

impl<O: Observer> Sim<'_, O> {
    /// What an arc costs a party per person: its fare, and on guided links the price of the package
    /// that it holds or could pay at least.
    pub(super) fn price(&self, id: usize, arc: ArcId) -> f32 {
        self.price_if(id, arc, || self.is_carried(id, arc))
    }

    /// The same where it is known whether the party is `carried` by safe transport.
    #[inline]
    fn price_if(&self, id: usize, arc: ArcId, carried: impl FnOnce() -> bool) -> f32 {
        let info = self.epoch.terrain.arc(arc);
        if info.fare <= 0.0 {
            return 0.0;
        }
        let homeward = self.parties[id].has(flag::HOMEWARD);
        if homeward {
            return info.fare * self.epoch.states[info.to_state.index()].return_cost;
        }
        if carried() {
            return info.fare * self.epoch.numbers.transport_fare;
        }
        if !info.guided {
            return info.fare;
        }
        let class = ClassId(u32::from(info.class));
        let trade = self.market.on(class);
        let held = self.package(id, class);
        let cheapest = trade.packages.first();
        let factor = held.or(cheapest).map_or(1.0, |package| package.fare);
        info.fare * (trade.price * factor) as f32
    }

    /// Whether a party on its way on goes by safe transport on an arc. Settled once for each party and
    /// class of links.
    pub(super) fn is_carried(&self, id: usize, arc: ArcId) -> bool {
        let info = self.epoch.terrain.arc(arc);
        if info.transport <= 0.0 || self.parties[id].has(flag::HOMEWARD) {
            return false;
        }
        unit(self.transport_word(id, info.class)) < f64::from(info.transport)
    }

    /// The draw on whether a party goes by safe transport on a class of links.
    #[inline]
    fn transport_word(&self, id: usize, class: u8) -> u32 {
        let dossier = &self.dossiers[id];
        if dossier.transport_class == class + 1 {
            return dossier.transport_word;
        }
        let entity = self.parties[id].entity;
        self.draws
            .block(entity, 4, Purpose::Market, u16::from(class))[0]
    }

    /// Keeps that draw for the class of an arc that a party considers.
    #[inline]
    pub(super) fn keep_transport_word(&mut self, id: usize, arc: ArcId) {
        let info = self.epoch.terrain.arc(arc);
        if info.transport > 0.0 && self.dossiers[id].transport_class != info.class + 1 {
            let word = self.transport_word(id, info.class);
            let dossier = &mut self.dossiers[id];
            (dossier.transport_class, dossier.transport_word) = (info.class + 1, word);
        }
    }

    /// The package that a party holds on a class of links.
    pub(super) fn package(&self, id: usize, class: ClassId) -> Option<&Package> {
        let dossier = &self.dossiers[id];
        (usize::from(dossier.package_class) == class.index() + 1)
            .then(|| {
                self.market
                    .on(class)
                    .packages
                    .get(usize::from(dossier.tier))
            })
            .flatten()
    }

    /// Days of a stage relative to those of the standard package.
    pub(super) fn package_pace(&self, id: usize, class: u8) -> f32 {
        self.package(id, ClassId(u32::from(class)))
            .map_or(1.0, |package| package.pace)
    }

    /// A party about to take a guided link of a class chooses a package, the best that it can pay,
    /// and borrows for the cheapest if it can pay for none and guides give it credit.
    pub(super) fn buy(&mut self, id: usize, arc: ArcId) {
        let info = self.epoch.terrain.arc(arc);
        let class = ClassId(u32::from(info.class));
        if usize::from(self.dossiers[id].package_class) != class.index() + 1 {
            self.dossiers[id].package_class = 0;
        }
        if !info.guided
            || info.fare <= 0.0
            || self.dossiers[id].package_class != 0
            || self.parties[id].has(flag::HOMEWARD)
            || self.is_carried(id, arc)
        {
            return;
        }
        let trade = self.market.on(class);
        let party = &self.parties[id];
        let each = f64::from(party.money) / f64::from(party.size);
        let fare = f64::from(info.fare) * trade.price;
        let numbers = &self.epoch.numbers;
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
        let word = self
            .draws
            .block(party.entity, 2, Purpose::Market, class.0 as u16)[0];
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
            self.dossiers[id].package_class = class.index() as u8 + 1;
            self.dossiers[id].tier = tier as u8;
        }
    }

    /// Whether guides on a link would give a party credit for what it lacks. Settled once for each
    /// party and class of links.
    pub(super) fn has_credit(&self, id: usize, arc: ArcId) -> bool {
        let info = self.epoch.terrain.arc(arc);
        if !info.guided || self.parties[id].has(flag::HOMEWARD) || self.is_carried(id, arc) {
            return false;
        }
        let entity = self.parties[id].entity;
        let word = self
            .draws
            .block(entity, 3, Purpose::Market, u16::from(info.class))[0];
        unit(word) < self.epoch.numbers.debt.credit_share
    }

    /// A party pays the fare of an arc, on credit where it lacks money; returns what was paid.
    pub(super) fn pay_fare(&mut self, id: usize, arc: ArcId) -> f32 {
        let info = self.epoch.terrain.arc(arc);
        let size = f32::from(self.parties[id].size);
        let carried = self.is_carried(id, arc);
        let price = self.price_if(id, arc, || carried);
        let due = price * size;
        let dossier = &mut self.dossiers[id];
        dossier.price = price;
        dossier.put(paper::CARRIED, carried);
        let nationality = self.parties[id].nationality();
        let paid = self.charge(id, due);
        self.observer
            .paid(self.today, nationality, paid, Payment::Fare);
        let short = due - paid;
        if short > 0.0 && self.has_credit(id, arc) {
            self.dossiers[id].debt += short;
            self.observer.borrowed(self.today, nationality, short);
        }
        let class = ClassId(u32::from(info.class));
        if carried {
            let members = self.members(id);
            self.observer
                .carried(self.today, arc, nationality, &self.people[members]);
        } else if info.guided && due > 0.0 && !self.parties[id].has(flag::HOMEWARD) {
            let trade = self.market.on(class);
            let toll = self
                .package(id, class)
                .map_or(0.0, |package| (package.toll * trade.toll).min(1.0));
            let tier = usize::from(self.dossiers[id].tier);
            self.observer.bought(
                self.today,
                class,
                tier,
                size as usize,
                due,
                due * toll as f32,
            );
        }
        paid
    }

    /// The queue of appointments, if the party wants one before it takes an arc to a destination.
    pub(super) fn appointments_for(&mut self, id: usize, arc: ArcId) -> Option<CapacityId> {
        let numbers = &self.epoch.numbers;
        let to = self.epoch.terrain.arc(arc).to;
        let dossier = &self.dossiers[id];
        if numbers.appointments <= 0.0
            || !self.epoch.terrain.place(to).destination
            || self.epoch.terrain.arc(arc).pathway
            || self.parties[id].has(flag::HOMEWARD)
            || dossier.papers & (paper::APPOINTMENT | paper::NO_APPOINTMENT) != 0
        {
            return None;
        }
        let entity = self.parties[id].entity;
        let words = self.draws.block(entity, 0, Purpose::Market, 0);
        let wants = unit(words[0]) < numbers.appointment_share;
        let mark = if wants {
            paper::APPOINTMENT
        } else {
            paper::NO_APPOINTMENT
        };
        self.dossiers[id].put(mark, true);
        wants.then(|| CapacityId::from(self.world.capacities.len()))
    }

    /// What a party's own state of mind makes of the alternatives to going on: claiming, turning
    /// back, settling, waiting.
    pub(super) fn leanings(&self, id: usize) -> [f32; 4] {
        let numbers = &self.epoch.numbers;
        let dossier = &self.dossiers[id];
        let outlook = dossier.outlook;
        let trust = numbers.trust.leaning(dossier.trust);
        let informed = if self.parties[id].has(flag::INFORMED) {
            1.0
        } else {
            numbers.uninformed_claim
        };
        let bond = if dossier.debt > 0.0 {
            numbers.debt.bond
        } else {
            1.0
        };
        [informed * trust, outlook * bond, outlook, outlook]
    }
}
