//! The table of draws: one row for every block of words that the model draws, with the name of each
//! word that is used. No two rows share a word.
//!
//! A row says what the block is for, which streams of that purpose are its own (members of a party
//! where there are several), what tells its blocks apart, and whose address it is drawn at.

use super::{Draws, KeyedRng, Purpose};

/// What tells apart the blocks that one entity draws for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The hop of the party.
    Hop,
    /// A class of links.
    Class,
    /// A week of the window.
    Week,
    /// An application, by state.
    Application,
    /// A pathway.
    Pathway,
    /// A part of a sample.
    Part,
    /// Nothing: the block is drawn once, here.
    Once(u16),
}

/// Whose address a block is drawn at. Addresses of different kinds never coincide, but those of a
/// party and of its first members do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A party, or a candidate party.
    Party,
    /// A person: the party in which the person left home, and the place in it.
    Person,
    /// An origin.
    Origin,
    /// An event that harms a party.
    Event,
    /// A stay that people do not choose.
    Stay,
    /// A person who was kidnapped.
    Captive,
    /// Somebody or something that observers see.
    Seen,
    /// An incident that kills.
    Incident,
    /// A question of a survey in a month.
    Question,
    /// A number of the register.
    Number,
    /// A point, a row or a resample of a study.
    Study,
}

/// Where a block or a stream of words is.
#[derive(Clone, Copy, Debug)]
pub struct Address {
    /// What it is for.
    pub purpose: Purpose,
    /// First and last stream.
    pub streams: [u8; 2],
    /// What tells its blocks apart.
    pub slot: Slot,
    /// Whose it is.
    pub whose: Whose,
}

impl Address {
    /// The generator over the words of this address.
    #[inline]
    pub fn words(self, draws: &Draws, entity: u64, slot: u16) -> KeyedRng {
        self.words_in(draws, entity, self.streams[0], slot)
    }

    /// The same in one of several streams.
    #[inline]
    pub fn words_in(self, draws: &Draws, entity: u64, stream: u8, slot: u16) -> KeyedRng {
        draws.words(entity, stream, self.purpose, slot)
    }

    /// The generator over the words of an address that is drawn from once.
    #[inline]
    pub fn words_once(self, draws: &Draws, entity: u64) -> KeyedRng {
        self.words(draws, entity, self.fixed())
    }

    /// Four words of an address that is drawn from once.
    #[inline]
    pub fn block_once(self, draws: &Draws, entity: u64) -> [u32; 4] {
        draws.block(entity, self.streams[0], self.purpose, self.fixed())
    }

    #[inline]
    const fn fixed(self) -> u16 {
        match self.slot {
            Slot::Once(slot) => slot,
            _ => 0,
        }
    }
}

/// A block of words with names.
pub trait Block: Sized {
    /// Where it is.
    const ADDRESS: Address;

    /// Names four words.
    fn named(words: [u32; 4]) -> Self;

    /// The words of an entity.
    #[inline]
    fn of(draws: &Draws, entity: u64, slot: u16) -> Self {
        Self::of_member(draws, entity, Self::ADDRESS.streams[0], slot)
    }

    /// The words of one of several streams: of a member of a party.
    #[inline]
    fn of_member(draws: &Draws, entity: u64, member: u8, slot: u16) -> Self {
        Self::named(draws.block(entity, member, Self::ADDRESS.purpose, slot))
    }

    /// The words of a block that an entity draws once.
    #[inline]
    fn once(draws: &Draws, entity: u64) -> Self {
        Self::of(draws, entity, Self::ADDRESS.fixed())
    }
}

macro_rules! draws {
    (
        blocks { $(
            #[doc = $doc:literal]
            $name:ident = $purpose:ident[$first:literal, $last:literal] by $slot:expr, $whose:ident
            { $($word:ident $position:literal $about:literal)+ }
        )+ }
        streams { $(
            #[doc = $stream_doc:literal]
            $stream:ident = $stream_purpose:ident[$stream_first:literal, $stream_last:literal]
            by $stream_slot:expr, $stream_whose:ident
        )+ }
    ) => {
        $(
            #[doc = $doc]
            #[derive(Clone, Copy, Debug)]
            pub struct $name { $(#[doc = $about] pub $word: u32),+ }

            impl Block for $name {
                const ADDRESS: Address = Address {
                    purpose: Purpose::$purpose,
                    streams: [$first, $last],
                    slot: $slot,
                    whose: Whose::$whose,
                };

                #[inline]
                fn named(words: [u32; 4]) -> Self {
                    Self { $($word: words[$position]),+ }
                }
            }
        )+
        $(
            #[doc = $stream_doc]
            pub const $stream: Address = Address {
                purpose: Purpose::$stream_purpose,
                streams: [$stream_first, $stream_last],
                slot: $stream_slot,
                whose: Whose::$stream_whose,
            };
        )+

        /// Every name with its address and its word; no word: all of them.
        #[cfg(test)]
        const TABLE: &[(&str, Address, Option<usize>)] = &[
            $($((concat!(stringify!($name), ".", stringify!($word)), $name::ADDRESS, Some($position)),)+)+
            $((stringify!($stream), $stream, None),)+
        ];
    };
}

draws! {
    blocks {
        /// What a party draws at every hop.
        Hop = Hop[0, 0] by Slot::Hop, Party {
            choice 0 "The first choice at a place."
            pace 1 "How long the stage takes."
            harm 2 "When the first harm comes on the stage or in the stay."
            interception 3 "Whether the state intercepts the party."
        }
        /// An attempt at a link that is closed.
        ClosedLink = Choice[3, 3] by Slot::Hop, Party {
            stopped 0 "Whether the attempt is stopped."
        }
        /// An application for a visa.
        Visa = Attributes[1, 1] by Slot::Application, Party {
            refused 0 "Whether it is refused."
        }
        /// Access of a party to a class of links.
        Access = Attributes[2, 2] by Slot::Class, Party {
            luck 0 "Whether it is let on."
        }
        /// Appointments at the destination.
        Appointment = Market[0, 0] by Slot::Once(0), Party {
            wanted 0 "Whether the party wants one."
        }
        /// Packages on a class of links.
        Purchase = Market[2, 2] by Slot::Class, Party {
            package 0 "Which one is bought."
        }
        /// Credit on a class of links.
        Credit = Market[3, 3] by Slot::Class, Party {
            given 0 "Whether it is given."
        }
        /// Safe transport on a class of links.
        Transport = Market[4, 4] by Slot::Class, Party {
            carried 0 "Whether the party goes by it."
        }
        /// What a pathway owes an origin at the start.
        FirstPlace = Market[5, 5] by Slot::Pathway, Origin {
            owed 0 "Part of a party's places."
        }
        /// Being back home.
        Reattempt = Clock[0, 0] by Slot::Hop, Party {
            again 0 "Whether the party leaves again."
            days 1 "In how many days."
        }
        /// Being settled.
        Settled = Clock[1, 1] by Slot::Hop, Party {
            days 0 "Days until a status or moving on."
            status 1 "Which of the two comes."
        }
        /// Rest from exhaustion on a link.
        Rest = Clock[3, 3] by Slot::Hop, Party {
            days 0 "How many days."
        }
        /// Waiting by choice.
        Wait = Clock[4, 4] by Slot::Hop, Party {
            days 0 "How many days."
        }
        /// Looking for money.
        Stranded = Clock[5, 5] by Slot::Hop, Party {
            patience 0 "How many days the party looks."
        }
        /// A queue for a boat, a bus or an appointment.
        Queued = Clock[6, 6] by Slot::Hop, Party {
            patience 0 "How many days the party waits."
        }
        /// A place in a regular pathway.
        Admission = Clock[7, 7] by Slot::Hop, Party {
            days 0 "Days until it is taken up."
        }
        /// A person in a party without money.
        StrandedPerson = Clock[0, 7] by Slot::Hop, Person {
            exploited 3 "Whether the person is exploited."
        }
        /// The border of the destination.
        Border = Protection[0, 0] by Slot::Hop, Party {
            access 0 "Whether the party can claim there."
            met 1 "Whether it is met."
            returned 2 "Whether it is sent back."
        }
        /// Reception in a state.
        Reception = Protection[1, 1] by Slot::Hop, Party {
            informed 0 "Whether the party is informed."
            identified 1 "Whether its need is identified."
            registered 2 "Whether it is registered."
            served 3 "Whether it is served."
        }
        /// What else is done at reception.
        Assistance = Protection[4, 4] by Slot::Hop, Party {
            traced 0 "Whether the family of a separated child is found."
            documented 1 "Whether the party is given documents."
            asks 2 "Whether it may ask for a place in a pathway."
        }
        /// A claim for protection.
        Claim = Protection[2, 2] by Slot::Hop, Party {
            registered 0 "Whether it is taken down."
            lodged 1 "Whether it is lodged."
            aided 2 "Whether legal aid helps it."
            patience 3 "How long the party waits for the decision."
        }
        /// The decision on a claim.
        Decision = Protection[3, 3] by Slot::Hop, Party {
            first 0 "Whether the first ground is granted."
            effective 1 "Whether the status takes effect."
            second 2 "Whether the second ground is granted."
            third 3 "Whether the third ground is granted."
        }
        /// An appeal.
        Appeal = Protection[5, 5] by Slot::Hop, Party {
            won 0 "Whether it succeeds."
        }
        /// The border of a state on the way.
        CaseFile = Protection[6, 6] by Slot::Hop, Party {
            follows 0 "Whether what is known of the party follows it."
        }
        /// What a state does with a party that it has intercepted.
        Screening = Enforcement[0, 0] by Slot::Hop, Party {
            pushback 0 "Pushback."
            screening 1 "Screening."
            found 2 "What a screening finds."
            stopped 3 "Whether the removal is stopped."
        }
        /// Custody.
        Custody = Enforcement[1, 1] by Slot::Hop, Party {
            detained 0 "Whether the party is detained."
            days 1 "For how many days."
        }
        /// Being sent back.
        SentBack = Enforcement[2, 2] by Slot::Hop, Party {
            bused 0 "Whether the party is moved away inside the state."
            turned 1 "Whether it is sent back where it came from."
            days 2 "For how many days, on the way."
            away 3 "For how many days, from the destination."
        }
        /// Removal to a state that is not the party's own.
        Chain = Enforcement[3, 3] by Slot::Hop, Party {
            removed 0 "Whether that state removes it too."
        }
        /// The guide or the crew.
        Guide = Company[0, 0] by Slot::Hop, Party {
            leaves 0 "Whether they leave the party."
        }
        /// Others who pass a party that was left behind.
        Passers = Company[1, 1] by Slot::Hop, Party {
            rescued 0 "Whether it is rescued."
            taken_in 1 "Whether it is taken in."
        }
        /// The end of a guide's contract.
        Contract = Company[2, 2] by Slot::Hop, Party {
            ends 0 "Whether it ends in the middle of the way."
        }
        /// A member of a party on foot.
        Parting = Abandonment[0, 7] by Slot::Hop, Person {
            left 0 "Whether the member is left behind."
        }
        /// What an event is beyond its kind.
        Nature = Harm[0, 0] by Slot::Hop, Event {
            severity 0 "How bad it is."
        }
        /// A stay that people do not choose.
        Confined = Harm[15, 15] by Slot::Hop, Stay {
            harm 0 "When the first harm comes."
        }
        /// Care for survivors of gender-based violence.
        Care = Care[0, 7] by Slot::Hop, Person {
            treated 0 "Whether the person is treated."
        }
        /// A birth on the way.
        Birth = Birth[0, 7] by Slot::Hop, Person {
            born 0 "Whether it comes."
            documented 1 "Whether the child has papers."
        }
        /// A candidate party of an origin.
        Spacing = Departure[0, 0] by Slot::Once(0), Party {
            spacing 0 "What its threshold lies above that of the one before."
        }
        /// The last candidate party of an origin, of which only a part is there.
        LastCandidate = Departure[0, 0] by Slot::Once(1), Party {
            there 0 "Whether it is there."
        }
        /// A number of the register.
        Drawn = Parameter[0, 0] by Slot::Once(0), Number {
            quantile 0 "Its quantile."
        }
        /// What observers see of a person.
        Sight = Observation[0, 7] by Slot::Once(0), Seen {
            seen 0 "Whether they see it."
        }
        /// Whether the sources of deaths record an incident.
        Record = Observation[0, 0] by Slot::Once(0), Incident {
            correlated 0 "Whether all sources have the same luck."
            first 1 "The luck of the first source, and of all that have the same."
            second 2 "The luck of the second source."
        }
        /// When they do.
        RecordLag = Observation[1, 1] by Slot::Once(0), Incident {
            first 0 "Lag of the first source."
            second 1 "Lag of the second source."
        }
        /// Four people who answer a question of a survey.
        Answers = Observation[0, 0] by Slot::Part, Question {
            first 0 "The first."
            second 1 "The second."
            third 2 "The third."
            fourth 3 "The fourth."
        }
    }
    streams {
        /// Who a party is.
        ATTRIBUTES = Attributes[0, 0] by Slot::Once(0), Party
        /// What a party chooses at a place, beyond its first draw.
        CHOICE = Choice[0, 0] by Slot::Hop, Party
        /// Whether a party that asks is given a place, pathway by pathway.
        PLACES = Market[1, 1] by Slot::Hop, Party
        /// What happens to a party on a stage, in a stay, and in each kind of stay that it does not choose.
        HARM = Harm[0, 4] by Slot::Hop, Party
        /// What happens to a person who was kidnapped.
        CAPTIVITY = Harm[0, 4] by Slot::Hop, Captive
        /// Weekly variation of the departures of an origin.
        FRAILTY = Frailty[0, 0] by Slot::Week, Origin
        /// Errors of the messages that reach an origin.
        MESSAGES = Information[0, 0] by Slot::Week, Origin
        /// Scrambling of a Sobol design.
        SCRAMBLE = Study[0, 0] by Slot::Once(0), Study
        /// A Latin hypercube.
        HYPERCUBE = Study[0, 0] by Slot::Once(1), Study
        /// Walks of elementary effects.
        WALKS = Study[0, 0] by Slot::Once(2), Study
        /// Resamples.
        BOOTSTRAP = Study[0, 0] by Slot::Once(16), Study
        /// Seeds of the points of a study.
        SEEDS = Study[0, 0] by Slot::Once(u16::MAX), Study
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_coincide(one: Whose, other: Whose) -> bool {
        let of_people = |it| matches!(it, Whose::Party | Whose::Person);
        one == other || of_people(one) && of_people(other)
    }

    fn share_a_word(
        one: &(&str, Address, Option<usize>),
        other: &(&str, Address, Option<usize>),
    ) -> bool {
        let (a, b) = (one.1, other.1);
        let apart = matches!((a.slot, b.slot), (Slot::Once(x), Slot::Once(y)) if x != y);
        a.purpose == b.purpose
            && a.streams[0] <= b.streams[1]
            && b.streams[0] <= a.streams[1]
            && !apart
            && may_coincide(a.whose, b.whose)
            && (one.2.is_none() || other.2.is_none() || one.2 == other.2)
    }

    #[test]
    fn no_two_draws_share_a_word() {
        for (position, one) in TABLE.iter().enumerate() {
            assert!(one.1.streams[0] <= one.1.streams[1] && one.1.streams[1] < 16);
            for other in &TABLE[position + 1..] {
                assert!(!share_a_word(one, other), "{} and {}", one.0, other.0);
            }
        }
    }
}
