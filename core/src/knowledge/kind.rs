//! What kind of thing an entity of the who's who is.

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal,)*) => {
        /// The kind of an entity.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// The kind of that name in the tables: `bank`, `armed_group`.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$kind),)*
                    _ => None,
                }
            }

            /// The name in the tables.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// A firm that is none of the kinds below.
    Company "company",
    /// A bank.
    Bank "bank",
    /// A chain of shops.
    Retailer "retailer",
    /// A young firm.
    Startup "startup",
    /// An investment fund.
    Fund "fund",
    /// A paper, a station, a news agency.
    Media "media",
    /// A public agency.
    Agency "agency",
    /// A political party.
    Party "party",
    /// A trade union.
    Union "union",
    /// An association of employers or of a trade.
    Employers "employers",
    /// A ministry.
    Ministry "ministry",
    /// A government, or the council of a region or town.
    Government "government",
    /// A parliament or one of its houses.
    Parliament "parliament",
    /// A court or a prosecutor's office.
    Court "court",
    /// An authority that watches a market or a right.
    Regulator "regulator",
    /// A police force.
    Police "police",
    /// A secret service.
    Intelligence "intelligence",
    /// An army or one of its branches.
    Army "army",
    /// An armed group without a state.
    ArmedGroup "armed_group",
    /// A public institution that is none of the others: museum, fund, academy.
    Institution "institution",
    /// An organization of states.
    InternationalOrg "international_org",
    /// An association.
    Ngo "ngo",
    /// A university or school.
    University "university",
    /// A hospital.
    Hospital "hospital",
    /// A sports club.
    Club "club",
    /// A league or federation of sport.
    League "league",
    /// A religious body.
    Church "church",
    /// A brand.
    Brand "brand",
    /// A product, a law, a prize, an event with a name.
    Product "product",
    /// A stock index.
    StockIndex "stock_index",
    /// A head of state or government, a monarch, a leader of a movement.
    Leader "leader",
    /// Another politician.
    Politician "politician",
    /// The head of a firm or organization.
    Executive "executive",
    /// A judge or prosecutor.
    Magistrate "magistrate",
    /// Anything else.
    Other "other",
}
