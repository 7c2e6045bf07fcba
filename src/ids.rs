//! Compact identifiers. Text names stay in the world's tables.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position of the item in its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(index as u32)
            }
        }
    )*};
}

id! {
    /// A place where people can be.
    LocationId;
    /// A physical connection between two places.
    LinkId;
    /// A link taken in one direction: `2 * link` as stated, `2 * link + 1` in reverse.
    ArcId;
    /// A family of links that are reported together.
    ClassId;
    /// A stretch of the journey with hazard rates of its own.
    SegmentId;
    /// A state (country).
    StateId;
    /// A nationality.
    NationalityId;
    /// People of one nationality living in one place before departure.
    OriginId;
    /// A named switch on links.
    GateId;
    /// A daily limit shared by one or more links.
    CapacityId;
    /// A number of the register.
    QuantityId;
}

impl ArcId {
    /// The arc that runs the link as its row states it.
    pub fn forward(link: LinkId) -> Self {
        Self(link.0 * 2)
    }

    /// The arc that runs the link against its stated direction.
    pub fn reverse(link: LinkId) -> Self {
        Self(link.0 * 2 + 1)
    }

    /// The link under the arc.
    pub fn link(self) -> LinkId {
        LinkId(self.0 / 2)
    }

    /// Whether the arc runs against the stated direction of its link.
    pub fn is_reverse(self) -> bool {
        self.0 % 2 == 1
    }
}
