//! Where the places of a document lie: country, first-order division, coordinates and GeoNames id, where the context leaves no doubt.
//!
//! The tables under `data/` (towns of GeoNames, French names, regions) are packed by `build.rs`, so nothing is read at start-up. A name that
//! several places have is settled by what stands beside it (« Springfield, dans l'Illinois »), by the countries and places that the document
//! names, by the country of the paper and by the number of inhabitants; where two remain, the place stays open and the record says why.

mod context;
mod facility;
mod key;
mod layout;
mod resolve;
mod table;

pub use resolve::{Places, settle};
pub use table::Point;

/// Why a place, or a part of what is known of one, stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Open {
    /// The tables do not have the name: a street, a building, a village, a river.
    Unlisted,
    /// Several places have the name and nothing settles which one is meant.
    Ambiguous,
    /// It lies in several countries: « Europe », « Sahel ».
    Spanning,
}

impl Open {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unlisted => "unlisted",
            Self::Ambiguous => "ambiguous",
            Self::Spanning => "spanning",
        }
    }
}

/// How much a place holds, from small to large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// A town or a part of one.
    Town,
    /// A region, a province, a department.
    Area,
    /// A country.
    Country,
}

/// Where a place lies, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// How much it holds.
    pub extent: Extent,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The first-order division as GeoNames writes it: `FR.11`.
    pub admin1: Option<String>,
    /// Its coordinates; those of the capital or seat for a country or a region.
    pub point: Option<Point>,
    /// Its number in GeoNames; regions have none here.
    pub geonames_id: Option<u32>,
    /// Why something is not known.
    pub open: Option<Open>,
}

impl Located {
    fn nowhere(open: Open) -> Self {
        Self {
            extent: Extent::Town,
            country: None,
            admin1: None,
            point: None,
            geonames_id: None,
            open: Some(open),
        }
    }
}
