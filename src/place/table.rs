//! The packed tables: places by name.

use super::key::key;
use super::layout::{AREA, CODE, COUNTRY, DIVISION, ID, INHABITANTS, KIND, LAT, LON, SIZE, TOWN};
use super::{Extent, Located};
use crate::text::fold;
use fst::raw::Fst;
use std::sync::LazyLock;

static PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));
static SENSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/place_senses.bin"));
static NAMES: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.fst"));
    Fst::new(bytes).expect("the build script wrote the map")
});

/// Coordinates in hundred-thousandths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Latitude.
    pub lat: i32,
    /// Longitude.
    pub lon: i32,
}

impl Point {
    /// Kilometers to another point, near enough to tell neighbors from others.
    pub(super) fn distance(self, other: Self) -> f64 {
        const KILOMETERS: f64 = 111.2;
        let degrees = |x: i32| f64::from(x) / 100_000.0;
        let across = (degrees(self.lon) - degrees(other.lon)).abs();
        let middle = f64::midpoint(degrees(self.lat), degrees(other.lat)).to_radians();
        let (dx, dy) = (
            across.min(360.0 - across) * middle.cos(),
            degrees(self.lat) - degrees(other.lat),
        );
        dx.hypot(dy) * KILOMETERS
    }
}

/// A place of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed(u32);

impl Listed {
    fn bytes<const N: usize>(self, at: usize) -> [u8; N] {
        let start = self.0 as usize * SIZE + at;
        PLACES[start..start + N]
            .try_into()
            .expect("the range is as long as the array")
    }

    pub(super) fn extent(self) -> Extent {
        let [kind] = self.bytes(KIND);
        match kind {
            TOWN => Extent::Town,
            AREA => Extent::Area,
            COUNTRY => Extent::Country,
            other => unreachable!("the build script writes no kind {other}"),
        }
    }

    /// Inhabitants of a town; 0 of what is larger.
    pub(super) fn inhabitants(self) -> u32 {
        u32::from_le_bytes(self.bytes(INHABITANTS))
    }

    /// The country; `None` for what spans several.
    pub(super) fn country(self) -> Option<&'static str> {
        let start = self.0 as usize * SIZE;
        std::str::from_utf8(&PLACES[start + CODE..start + DIVISION])
            .ok()
            .filter(|&c| c != "XX")
    }

    pub(super) fn point(self) -> Option<Point> {
        let (lat, lon) = (i32::from_le_bytes(self.bytes(LAT)), i32::from_le_bytes(self.bytes(LON)));
        (lat != i32::MAX).then_some(Point { lat, lon })
    }

    pub(super) fn division(self) -> Option<&'static str> {
        let start = self.0 as usize * SIZE;
        let code = std::str::from_utf8(&PLACES[start + DIVISION..start + SIZE])
            .ok()?
            .trim_end_matches('\0');
        (!code.is_empty() && code != "00").then_some(code)
    }

    /// What the record says of it.
    pub(super) fn located(self) -> Located {
        let country = self.country();
        Located {
            extent: self.extent(),
            country: country.map(str::to_owned),
            admin1: country.zip(self.division()).map(|(c, d)| format!("{c}.{d}")),
            point: self.point(),
            geonames_id: Some(u32::from_le_bytes(self.bytes(ID))).filter(|&id| id != 0),
            open: country.is_none().then_some(super::Open::Spanning),
        }
    }
}

/// A place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sense {
    pub place: Listed,
    /// The name is its own, not that of another language or time.
    pub first: bool,
}

/// The places that have exactly this name, case and accents aside.
pub(super) fn senses(name: &str) -> Vec<Sense> {
    look(&key(&fold(name)))
}

/// The country of that code.
pub(super) fn country(code: &str) -> Option<Listed> {
    look(&format!("={code}")).first().map(|s| s.place)
}

fn look(key: &str) -> Vec<Sense> {
    let Some(found) = NAMES.get(key) else { return Vec::new() };
    let (start, count) = ((found.value() >> 16) as usize, (found.value() & 0xffff) as usize);
    let bytes = SENSES[start * 4..(start + count) * 4].chunks_exact(4);
    bytes
        .map(|b| {
            let sense = u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
            Sense {
                place: Listed(sense >> 1),
                first: sense & 1 == 1,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_names_find_towns_and_regions() {
        let largest = |name: &str| {
            let found = senses(name).into_iter().filter(|s| s.first);
            let best = found.max_by_key(|s| s.place.inhabitants()).map(|s| s.place.located());
            best.map(|l| format!("{} {}", l.country.unwrap_or_default(), l.admin1.unwrap_or_default()))
        };
        for (name, want) in [
            ("Londres", "GB GB.ENG"),
            ("PÉKIN", "CN CN.22"),
            ("Anvers", "BE BE.VLG"),
            ("saint étienne", "FR FR.84"),
            ("Haute-Savoie", "FR FR.84"),
            ("Montérégie", "CA CA.10"),
            ("Vaud", "CH CH.VD"),
        ] {
            assert_eq!(largest(name).as_deref(), Some(want), "{name}");
        }
        assert!(senses("Trifouillis-les-Oies").is_empty() && senses("").is_empty());
    }

    #[test]
    fn every_place_can_be_read() {
        let count = PLACES.len() / SIZE;
        assert!(count > 40_000 && PLACES.len().is_multiple_of(SIZE));
        for i in 0..count {
            let place = Listed(u32::try_from(i).expect("a small table"));
            let located = place.located();
            assert!(located.country.is_some() || located.open.is_some());
            assert!(
                located
                    .point
                    .is_none_or(|p| p.lat.abs() <= 9_000_000 && p.lon.abs() <= 18_000_000)
            );
        }
    }

    #[test]
    fn every_country_of_the_lexicon_has_coordinates() {
        for row in crate::lexicon::rows(include_str!("../lexicon/data/countries.tsv")) {
            assert!(country(row[0]).is_some(), "{}", row[0]);
        }
    }

    #[test]
    fn distances_are_near_enough() {
        let at = |lat, lon| Point { lat, lon };
        let paris_lyon = at(4_885_341, 234_880).distance(at(4_574_846, 484_671));
        assert!((380.0..405.0).contains(&paris_lyon), "{paris_lyon}");
        assert!(at(0, 17_990_000).distance(at(0, -17_990_000)) < 30.0);
    }
}
