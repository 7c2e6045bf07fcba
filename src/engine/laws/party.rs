//! Who a party is: its members, money, needs and ties, from its address alone.
//!
//! Source: `demographics.csv`. Limits: members of a party share one protection need and one source
//! of money; money does not depend on the size of the party beyond being held per person.

use rand_distr::{Distribution, StandardNormal};

use crate::engine::choice::classes::tier_of;
use crate::engine::parties::flag;
use crate::engine::people::{Age, Gender, Need, PartyType, Person, mark};
use crate::rng::named::ATTRIBUTES;
use crate::rng::{Draws, KeyedRng};
use crate::world::population::Nationality;
use crate::world::register::Setting;
use crate::world::vocabulary::Demographic;

/// A party about to leave.
#[derive(Clone, Debug)]
pub struct NewParty {
    /// Its members, 1 to 8.
    pub people: Vec<Person>,
    /// Money of the party in USD.
    pub money: f32,
    /// Tier of money.
    pub tier: usize,
    /// Whether its members need international protection that an instrument answers.
    pub need: bool,
    /// Whether relatives live at the destination.
    pub kin_ahead: bool,
    /// Marks of the party, see [`flag`].
    pub flags: u16,
    /// Whether it has no identity documents.
    pub undocumented: bool,
    /// What its own outlook adds to going on, utils.
    pub outlook: f32,
}

/// Numbers that tell parties apart beyond `demographics.csv`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OutlookNumbers {
    /// Chance of having no identity documents.
    pub undocumented: f64,
    /// Standard deviation of outlooks, utils.
    pub outlook: f64,
}

/// Fifth of the normal law in which somebody stands who is `deviations` from its mean.
fn quintile_of(deviations: f64) -> u8 {
    const FIFTHS: [f64; 4] = [-0.841_621_234, -0.253_347_103, 0.253_347_103, 0.841_621_234];
    FIFTHS.iter().filter(|&&end| deviations > end).count() as u8
}

struct Law<'a> {
    people: &'a Nationality,
    setting: &'a Setting,
}

impl Law<'_> {
    fn get(&self, which: Demographic) -> f64 {
        self.setting.get(self.people.quantity(which))
    }

    /// Position of the weight in which `u` of the sum of all weights falls.
    fn pick(&self, weights: &[Demographic], u: f64) -> usize {
        let total: f64 = weights.iter().map(|&which| self.get(which)).sum();
        let mut left = u * total;
        for (position, &which) in weights.iter().enumerate() {
            left -= self.get(which);
            if left < 0.0 {
                return position;
            }
        }
        weights.len() - 1
    }
}

const TYPES: [Demographic; 4] = [
    Demographic::TypeLone,
    Demographic::TypeFamily,
    Demographic::TypeGroup,
    Demographic::TypeUnaccompanied,
];
const CHILDREN: [Demographic; 5] = [
    Demographic::Children1,
    Demographic::Children2,
    Demographic::Children3,
    Demographic::Children4,
    Demographic::Children5,
];
const GROUP_SIZES: [Demographic; 4] = [
    Demographic::Group2,
    Demographic::Group3,
    Demographic::Group4,
    Demographic::Group5,
];
const MINOR_AGES: [Demographic; 3] = [
    Demographic::MinorUnder6,
    Demographic::Minor6To11,
    Demographic::Minor12To17,
];

/// Draws the party with this address.
pub fn draw_party(
    setting: &Setting,
    nationality: &Nationality,
    numbers: &OutlookNumbers,
    draws: &Draws,
    entity: u64,
) -> NewParty {
    let law = Law {
        people: nationality,
        setting,
    };
    let mut words = ATTRIBUTES.words_once(draws, entity);
    let kind = law.pick(&TYPES, words.unit());
    let need = draw_need(&law, words.unit());
    let kin_ahead = words.unit() < law.get(Demographic::Kin);
    let deviations: f64 = StandardNormal.sample(&mut words);
    let money = law.get(Demographic::MoneyMedian)
        * libm::exp(law.get(Demographic::MoneySpread) * deviations);
    let mut party = NewParty {
        people: Vec::with_capacity(8),
        money: 0.0,
        tier: tier_of(deviations),
        need: need.is_some(),
        kin_ahead,
        flags: 0,
        undocumented: false,
        outlook: 0.0,
    };
    match kind {
        0 => party.people.push(adult(&law, &mut words, None)),
        1 => draw_family(&law, &mut words, &mut party.people),
        2 => {
            let size = law.pick(&GROUP_SIZES, words.unit()) + 2;
            let size = if size == 5 {
                5 + (words.unit() * 4.0) as usize
            } else {
                size
            };
            party
                .people
                .extend((0..size).map(|_| adult(&law, &mut words, None)));
        }
        _ => party
            .people
            .push(child(&law, &mut words, Some(Age::From12To17))),
    }
    if kind == 1 || (kind == 2 && words.unit() < law.get(Demographic::GroupKin)) {
        party.flags |= flag::KIN;
    }
    if kind == 3 {
        party.flags |= flag::UNACCOMPANIED;
    }
    let indigenous_afro = words.unit() < law.get(Demographic::IndigenousAfro);
    for (member, person) in party.people.iter_mut().enumerate() {
        person.entity = entity;
        person.member = member as u8;
        person.need = need;
        person.party_type = PartyType::ALL[kind];
        person.quintile = quintile_of(deviations);
        if indigenous_afro {
            person.marks |= mark::INDIGENOUS_AFRO;
        }
        if person.age == Age::Under6 {
            party.flags |= flag::SMALL_CHILD;
        }
    }
    party.undocumented = words.unit() < numbers.undocumented;
    let outlook: f64 = StandardNormal.sample(&mut words);
    party.outlook = (numbers.outlook * outlook) as f32;
    debug_assert!(!party.people.is_empty() && party.people.len() <= 8);
    party.money = (money * party.people.len() as f64) as f32;
    party
}

fn draw_need(law: &Law, u: f64) -> Need {
    let mut left = u;
    for (need, which) in Need::SHARES {
        left -= law.get(which);
        if left < 0.0 {
            return need;
        }
    }
    Need::None
}

fn draw_family(law: &Law, words: &mut KeyedRng, people: &mut Vec<Person>) {
    if words.unit() < law.get(Demographic::SingleParent) {
        let woman = words.unit() < law.get(Demographic::WomenSingleParent);
        people.push(adult(
            law,
            words,
            Some(if woman { Gender::Female } else { Gender::Male }),
        ));
    } else {
        people.push(adult(law, words, Some(Gender::Female)));
        people.push(adult(law, words, Some(Gender::Male)));
    }
    let children = law.pick(&CHILDREN, words.unit()) + 1;
    let children = if children == 5 {
        5 + usize::from(words.unit() < 0.5)
    } else {
        children
    };
    people.extend((0..children).map(|_| child(law, words, None)));
}

fn marks(law: &Law, words: &mut KeyedRng, may_be_pregnant: bool) -> u16 {
    let mut marks = 0;
    if words.unit() < law.get(Demographic::Sogiesc) {
        marks |= mark::SOGIESC;
    }
    if words.unit() < law.get(Demographic::Disability) {
        marks |= mark::DISABILITY;
    }
    if may_be_pregnant && words.unit() < law.get(Demographic::Pregnant) {
        marks |= mark::PREGNANT;
    }
    marks
}

fn adult(law: &Law, words: &mut KeyedRng, gender: Option<Gender>) -> Person {
    let woman = words.unit() < law.get(Demographic::Women);
    let gender = gender.unwrap_or(if woman { Gender::Female } else { Gender::Male });
    let old = words.unit() < law.get(Demographic::Adult60Plus);
    let mut person = Person::new(if old { Age::Over60 } else { Age::Adult }, gender);
    person.marks = marks(law, words, gender == Gender::Female && !old);
    person
}

fn child(law: &Law, words: &mut KeyedRng, age: Option<Age>) -> Person {
    let girl = words.unit() < law.get(Demographic::Girls);
    let drawn = law.pick(&MINOR_AGES, words.unit());
    let age = age.unwrap_or(Age::ALL[drawn]);
    let mut person = Person::new(age, if girl { Gender::Female } else { Gender::Male });
    // A child's gender identity is not drawn.
    person.marks = marks(law, words, false) & mark::DISABILITY;
    person
}

/// Mean number of people in a party of a nationality.
pub fn mean_size(nationality: &Nationality, setting: &Setting) -> f64 {
    let law = Law {
        people: nationality,
        setting,
    };
    let mean = |weights: &[Demographic], sizes: &[f64]| -> f64 {
        let total: f64 = weights.iter().map(|&which| law.get(which)).sum();
        weights
            .iter()
            .zip(sizes)
            .map(|(&which, size)| law.get(which) * size)
            .sum::<f64>()
            / total.max(f64::MIN_POSITIVE)
    };
    let family =
        2.0 - law.get(Demographic::SingleParent) + mean(&CHILDREN, &[1.0, 2.0, 3.0, 4.0, 5.5]);
    let group = mean(&GROUP_SIZES, &[2.0, 3.0, 4.0, 6.5]);
    mean(&TYPES, &[1.0, family, group, 1.0])
}
