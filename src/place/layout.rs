//! How a place is packed: the build script writes these bytes, and the program reads them. All numbers are little-endian.

/// Bytes of a place.
pub const SIZE: usize = 27;
/// Where its parts begin: GeoNames id (0 for a region), then latitude and longitude in hundred-thousandths of a degree.
pub const ID: usize = 0;
/// Latitude; [`i32::MAX`] where it is not known.
pub const LAT: usize = 4;
/// Longitude.
pub const LON: usize = 8;
/// Inhabitants of a town, else 0.
pub const INHABITANTS: usize = 12;
/// [`TOWN`], [`AREA`] or [`COUNTRY`].
pub const KIND: usize = 16;
/// ISO 3166-1, two letters; `XX` for what lies in several countries.
pub const CODE: usize = 17;
/// First-order division, filled up with zeros.
pub const DIVISION: usize = 19;

/// A town or a part of one.
pub const TOWN: u8 = b't';
/// A region.
pub const AREA: u8 = b'a';
/// A country.
pub const COUNTRY: u8 = b'c';
