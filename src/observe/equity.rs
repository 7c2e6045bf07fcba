//! Who bears what: counters by cell of every dimension of age, gender and diversity.

use std::ops::Range;

use super::{Abandonment, Age, Gender, Grid, ProtectionStage, Right};
use crate::engine::people::{GROUPS, PartyType, Person, mark};
use crate::ids::NationalityId;
use crate::world::World;
use crate::world::vocabulary::Harm;

/// Fifths of money.
pub const QUINTILES: usize = 5;

/// Combinations of the marks that cells tell apart.
const MARKS: usize = 16;
/// Everything about a person that cells tell apart, nationality left out: gender and age, marks,
/// company, fifth of money.
const PROFILES: usize = GROUPS * MARKS * PartyType::ALL.len() * QUINTILES;

/// Number of a person's profile, under [`PROFILES`].
#[inline]
fn profile(person: &Person) -> usize {
    const _: () = assert!(mark::SOGIESC | mark::DISABILITY | mark::PREGNANT == 7);
    const _: () = assert!(mark::INDIGENOUS_AFRO == 1 << 15);
    let marks = usize::from(person.marks & 7 | person.marks >> 15 << 3);
    let quintile = usize::from(person.quintile).min(QUINTILES - 1);
    let company = person.party_type as usize;
    ((person.group() * MARKS + marks) * PartyType::ALL.len() + company) * QUINTILES + quintile
}

/// What divides people into cells; everyone is in one cell of each dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Age band.
    Age,
    /// Gender.
    Gender,
    /// Whether a person identifies as LGBTIQ+.
    Sogiesc,
    /// Whether a person has a disability.
    Disability,
    /// Whether a person is pregnant at the moment of what is counted: who gives birth on the way
    /// leaves as pregnant, and suffers what comes after as not pregnant.
    Pregnancy,
    /// Whether a person is indigenous or Afro-descendant.
    IndigenousAfro,
    /// Type of the party that a person first left with.
    PartyType,
    /// Fifth of the money of its nationality that the party had on departure, 1 the poorest.
    Quintile,
    /// Nationality.
    Nationality,
    /// Main language of the nationality.
    Language,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Dimension; 10] = [
        Dimension::Age,
        Dimension::Gender,
        Dimension::Sogiesc,
        Dimension::Disability,
        Dimension::Pregnancy,
        Dimension::IndigenousAfro,
        Dimension::PartyType,
        Dimension::Quintile,
        Dimension::Nationality,
        Dimension::Language,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Age => "age_band",
            Dimension::Gender => "gender",
            Dimension::Sogiesc => "sogiesc",
            Dimension::Disability => "disability",
            Dimension::Pregnancy => "pregnancy",
            Dimension::IndigenousAfro => "indigenous_afro",
            Dimension::PartyType => "party_type",
            Dimension::Quintile => "money_quintile",
            Dimension::Nationality => "nationality",
            Dimension::Language => "language",
        }
    }
}

/// What is counted by cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burden {
    /// People who leave for the first time.
    Departed,
    /// People who suffer a serious harm, the first time.
    SeriousHarm,
    /// Deaths; disappearances are not included.
    Death,
    /// People left by guide or crew before the contract ends, each time.
    LeftByGuide,
    /// People left by fellow travellers, each time.
    LeftByCompanions,
    /// Children separated from their party, each time.
    ChildSeparated,
    /// People who come to hold an effective protection status, the first time.
    Effective,
    /// Removals and pushbacks of people whose need nobody assessed or that was set aside.
    Refoulement,
}

impl Burden {
    /// Every burden.
    pub const ALL: [Burden; 8] = [
        Burden::Departed,
        Burden::SeriousHarm,
        Burden::Death,
        Burden::LeftByGuide,
        Burden::LeftByCompanions,
        Burden::ChildSeparated,
        Burden::Effective,
        Burden::Refoulement,
    ];
}

/// A cell: one group of one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The dimension.
    pub dimension: Dimension,
    /// Name of the group, as written in output.
    pub group: String,
}

/// Counters by cell, of simulated people.
#[derive(Clone, Debug, PartialEq)]
pub struct Equity {
    /// The cells, those of a dimension side by side.
    pub cells: Vec<Cell>,
    /// Counts by cell and [`Burden`].
    pub counts: Grid<u64, 2>,
    /// Person-days on the way by cell, as [`super::Tally::group_person_days`] counts them.
    pub person_days: Grid<f64, 1>,
    /// Person-days that are not yet shared out, by nationality and profile.
    unshared: Vec<f64>,
    first: [usize; Dimension::ALL.len()],
    language: Vec<usize>,
}

impl Equity {
    /// Counters at zero.
    pub fn new(world: &World) -> Self {
        let mut cells: Vec<Cell> = Vec::new();
        let languages = languages(world);
        let first = Dimension::ALL.map(|dimension| {
            let first = cells.len();
            let groups = groups(world, dimension, &languages);
            cells.extend(groups.into_iter().map(|group| Cell { dimension, group }));
            first
        });
        let language = world
            .nationalities
            .iter()
            .map(|it| languages.partition_point(|&other| other < it.language.as_str()))
            .collect();
        Self {
            counts: Grid::new([cells.len(), Burden::ALL.len()]),
            person_days: Grid::new([cells.len()]),
            unshared: vec![0.0; world.nationalities.len() * PROFILES],
            cells,
            first,
            language,
        }
    }

    /// Positions of the cells of a dimension.
    pub fn of(&self, dimension: Dimension) -> Range<usize> {
        let first = self.first[dimension as usize];
        let end = self.first.get(dimension as usize + 1);
        first..end.copied().unwrap_or(self.cells.len())
    }

    /// Everyone of whom something is counted, whatever their cells.
    pub fn everyone(&self, burden: Burden) -> u64 {
        self.of(Dimension::Gender)
            .map(|cell| self.counts.get([cell, burden as usize]))
            .sum()
    }

    fn places(&self, nationality: NationalityId, person: &Person) -> [usize; Dimension::ALL.len()] {
        self.places_of(nationality.index(), profile(person))
    }

    /// The cells of people of a nationality with a profile.
    fn places_of(&self, nationality: usize, profile: usize) -> [usize; Dimension::ALL.len()] {
        let (profile, quintile) = (profile / QUINTILES, profile % QUINTILES);
        let (profile, company) = (
            profile / PartyType::ALL.len(),
            profile % PartyType::ALL.len(),
        );
        let (profile, marks) = (profile / MARKS, profile % MARKS);
        let (gender, age) = (profile / Age::ALL.len(), profile % Age::ALL.len());
        Dimension::ALL.map(|dimension| {
            self.first[dimension as usize]
                + match dimension {
                    Dimension::Age => age,
                    Dimension::Gender => gender,
                    Dimension::Sogiesc => marks & 1,
                    Dimension::Disability => marks >> 1 & 1,
                    Dimension::Pregnancy => marks >> 2 & 1,
                    Dimension::IndigenousAfro => marks >> 3,
                    Dimension::PartyType => company,
                    Dimension::Quintile => quintile,
                    Dimension::Nationality => nationality,
                    Dimension::Language => self.language[nationality],
                }
        })
    }

    pub(super) fn add(&mut self, nationality: NationalityId, person: &Person, burden: Burden) {
        for cell in self.places(nationality, person) {
            self.counts.add([cell, burden as usize], 1);
        }
    }

    /// Person-days of a person; they are counted when they are shared out.
    #[inline]
    pub(super) fn spend(&mut self, nationality: NationalityId, person: &Person, days: f64) {
        self.unshared[nationality.index() * PROFILES + profile(person)] += days;
    }

    /// Shares out person-days among the cells, and among `groups` of nationality, gender and age.
    pub(super) fn share_out(&mut self, groups: &mut Grid<f64, 3>) {
        for index in 0..self.unshared.len() {
            let days = std::mem::take(&mut self.unshared[index]);
            if days > 0.0 {
                let (nationality, profile) = (index / PROFILES, index % PROFILES);
                for cell in self.places_of(nationality, profile) {
                    self.person_days.add([cell], days);
                }
                let group = profile / (PROFILES / GROUPS);
                let (gender, age) = (group / Age::ALL.len(), group % Age::ALL.len());
                groups.add([nationality, gender, age], days);
            }
        }
    }

    pub(super) fn harm(
        &mut self,
        nationality: NationalityId,
        person: &Person,
        harm: Harm,
        first_serious: bool,
    ) {
        if first_serious {
            self.add(nationality, person, Burden::SeriousHarm);
        }
        if harm.is_fatal() && harm != Harm::Disappearance {
            self.add(nationality, person, Burden::Death);
        }
    }

    pub(super) fn leave(&mut self, nationality: NationalityId, person: &Person, kind: Abandonment) {
        let burden = match kind {
            Abandonment::Guide => Burden::LeftByGuide,
            Abandonment::Fellow => Burden::LeftByCompanions,
            Abandonment::Child => Burden::ChildSeparated,
            Abandonment::Contract => return,
        };
        self.add(nationality, person, burden);
    }

    pub(super) fn protect(
        &mut self,
        nationality: NationalityId,
        person: &Person,
        stage: ProtectionStage,
    ) {
        if stage == ProtectionStage::Effective {
            self.add(nationality, person, Burden::Effective);
        }
    }

    pub(super) fn act(&mut self, nationality: NationalityId, person: &Person, kind: Right) {
        if kind == Right::Refoulement {
            self.add(nationality, person, Burden::Refoulement);
        }
    }
}

fn languages(world: &World) -> Vec<&str> {
    let mut languages: Vec<&str> = world
        .nationalities
        .iter()
        .map(|it| it.language.as_str())
        .collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

fn groups(world: &World, dimension: Dimension, languages: &[&str]) -> Vec<String> {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    match dimension {
        Dimension::Age => owned(&Age::ALL.map(Age::name)),
        Dimension::Gender => owned(&Gender::ALL.map(Gender::name)),
        Dimension::Sogiesc
        | Dimension::Disability
        | Dimension::Pregnancy
        | Dimension::IndigenousAfro => owned(&["no", "yes"]),
        Dimension::PartyType => owned(&PartyType::ALL.map(PartyType::name)),
        Dimension::Quintile => (1..=QUINTILES).map(|fifth| fifth.to_string()).collect(),
        Dimension::Nationality => world
            .nationalities
            .iter()
            .map(|it| it.code.clone())
            .collect(),
        Dimension::Language => owned(languages),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    fn person(marks: u16) -> Person {
        Person {
            marks,
            age: Age::From12To17,
            party_type: PartyType::Family,
            quintile: 4,
            ..fixture::person(1)
        }
    }

    #[test]
    fn everyone_is_in_one_cell_of_each_dimension() {
        let world = fixture::world();
        let mut equity = Equity::new(&world);
        equity.add(
            NationalityId(1),
            &person(mark::DISABILITY),
            Burden::Departed,
        );
        let counted: Vec<(&str, &str)> = equity
            .cells
            .iter()
            .enumerate()
            .filter(|(cell, _)| equity.counts.get([*cell, Burden::Departed as usize]) == 1)
            .map(|(_, cell)| (cell.dimension.name(), cell.group.as_str()))
            .collect();
        let nationality = &world.nationalities[1];
        assert_eq!(
            counted,
            [
                ("age_band", "12-17"),
                ("gender", "female"),
                ("sogiesc", "no"),
                ("disability", "yes"),
                ("pregnancy", "no"),
                ("indigenous_afro", "no"),
                ("party_type", "family"),
                ("money_quintile", "5"),
                ("nationality", nationality.code.as_str()),
                ("language", nationality.language.as_str()),
            ]
        );
        assert_eq!(equity.everyone(Burden::Departed), 1);
    }

    #[test]
    fn dimensions_share_out_the_cells() {
        let equity = Equity::new(&fixture::world());
        let mut next = 0;
        for dimension in Dimension::ALL {
            let range = equity.of(dimension);
            assert_eq!(range.start, next);
            assert!(
                equity.cells[range.clone()]
                    .iter()
                    .all(|it| it.dimension == dimension)
            );
            next = range.end;
        }
        assert_eq!(next, equity.cells.len());
    }

    #[test]
    fn what_happens_after_a_birth_is_counted_as_not_pregnant() {
        let mut equity = Equity::new(&fixture::world());
        let mut mother = person(mark::PREGNANT);
        equity.add(NationalityId(0), &mother, Burden::Departed);
        mother.marks &= !mark::PREGNANT;
        equity.harm(NationalityId(0), &mother, Harm::Drowning, true);
        let cells = equity.of(Dimension::Pregnancy);
        let count = |cell, burden| equity.counts.get([cell, burden as usize]);
        assert_eq!(count(cells.start + 1, Burden::Departed), 1);
        assert_eq!(count(cells.start, Burden::SeriousHarm), 1);
        assert_eq!(count(cells.start, Burden::Death), 1);
    }

    #[test]
    fn who_disappears_is_not_counted_dead_and_contracts_that_end_are_not_counted() {
        let mut equity = Equity::new(&fixture::world());
        equity.harm(NationalityId(0), &person(0), Harm::Disappearance, false);
        equity.leave(NationalityId(0), &person(0), Abandonment::Contract);
        assert_eq!(equity.counts.total(), 0);
        equity.leave(NationalityId(0), &person(0), Abandonment::Child);
        assert_eq!(equity.everyone(Burden::ChildSeparated), 1);
    }
}
