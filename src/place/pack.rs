//! Packs the tables of places for the program: used by the build script alone.
//!
//! Written: `places.fst` (key of a name → its senses), `place_senses.bin` (four bytes each: place and whether the name is its first) and
//! `places.bin` (the places, as [`layout`](super::layout) says).

use super::fold::fold;
use super::key::key;
use super::layout::{AREA, CODE, COUNTRY, DIVISION, KIND, LAT, LON, SIZE, TOWN};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Default)]
struct Packed {
    places: Vec<u8>,
    /// For each key, the places with whether it is their first name.
    names: BTreeMap<String, Vec<(u32, bool)>>,
    /// Inhabitants of each place.
    sizes: Vec<u32>,
}

/// One place as its bytes tell it.
struct Row<'t> {
    id: u32,
    point: Option<(i32, i32)>,
    inhabitants: u32,
    kind: u8,
    country: &'t str,
    division: &'t [u8],
}

impl Packed {
    fn add(&mut self, row: &Row<'_>) -> Result<u32, String> {
        let number = u32::try_from(self.sizes.len()).map_err(|e| e.to_string())?;
        if row.country.len() != 2 || row.division.len() > SIZE - DIVISION {
            return Err(format!("\"{}\" is no country, or its division is too long", row.country));
        }
        let (lat, lon) = row.point.unwrap_or((i32::MAX, i32::MAX));
        self.places.extend(row.id.to_le_bytes());
        self.places.extend(lat.to_le_bytes());
        self.places.extend(lon.to_le_bytes());
        self.places.extend(row.inhabitants.to_le_bytes());
        self.places.push(row.kind);
        self.places.extend(row.country.as_bytes());
        let mut division = [0; SIZE - DIVISION];
        division[..row.division.len()].copy_from_slice(row.division);
        self.places.extend(division);
        self.sizes.push(row.inhabitants);
        Ok(number)
    }

    fn name(&mut self, name: &str, place: u32, first: bool) {
        let senses = self.names.entry(key(&fold(name))).or_default();
        if !senses.iter().any(|(p, _)| *p == place) {
            senses.push((place, first));
        }
    }

    fn bytes_of(&self, place: u32) -> &[u8] {
        let start = place as usize * SIZE;
        &self.places[start..start + SIZE]
    }

    /// The largest town of that name in the country, or in the division that is named with it: « Springfield/IL ».
    fn seat(&self, name: &str, country: &str) -> Option<u32> {
        let (name, division) = name.split_once('/').unwrap_or((name, ""));
        let senses = self.names.get(&key(&fold(name)))?;
        let own = senses.iter().map(|s| s.0).filter(|&p| {
            let bytes = self.bytes_of(p);
            let there = || bytes[DIVISION..].iter().copied().take_while(|&b| b != 0).eq(division.bytes());
            bytes[KIND] == TOWN && &bytes[CODE..DIVISION] == country.as_bytes() && (division.is_empty() || there())
        });
        own.max_by_key(|&p| self.sizes[p as usize])
    }

    fn town(&mut self, line: &str) -> Result<(), String> {
        let c: Vec<&str> = line.split('\t').collect();
        let [id, name, country, division, inhabitants, lat, lon, others] = c[..] else {
            return Err("wanted eight columns".to_owned());
        };
        let place = self.add(&Row {
            id: number(id)?,
            point: Some((degrees(lat)?, degrees(lon)?)),
            inhabitants: number(inhabitants)?,
            kind: TOWN,
            country,
            division: division.as_bytes(),
        })?;
        self.name(name, place, true);
        others
            .split('|')
            .filter(|o| !o.is_empty())
            .for_each(|o| self.name(o, place, false));
        Ok(())
    }

    /// A French name is the town's first name where French is read.
    fn exonym(&mut self, line: &str) -> Result<(), String> {
        let c: Vec<&str> = line.split('\t').collect();
        let (Some(form), Some(country)) = (c.first(), c.get(1)) else {
            return Err("wanted a form and a country".to_owned());
        };
        let Some(place) = self.seat(form, country) else {
            return Err(format!("no town \"{form}\" in {country}: run scripts/places.py"));
        };
        for sense in self.names.entry(key(&fold(form))).or_default() {
            sense.1 |= sense.0 == place;
        }
        Ok(())
    }

    fn area(&mut self, line: &str) -> Result<(), String> {
        let c: Vec<&str> = line.split('\t').collect();
        let [names, country, seat] = c[..] else {
            return Err("wanted three columns".to_owned());
        };
        let seat = match seat {
            "" => None,
            name => Some(
                self.seat(name, country)
                    .ok_or_else(|| format!("no town \"{name}\" in {country}"))?,
            ),
        };
        let bytes = seat.map(|s| self.bytes_of(s).to_vec()).unwrap_or_default();
        let point = |at: usize| Some(i32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let division: Vec<u8> = bytes.iter().skip(DIVISION).copied().take_while(|&b| b != 0).collect();
        let place = self.add(&Row {
            id: 0,
            point: point(LAT).zip(point(LON)),
            inhabitants: 0,
            kind: AREA,
            country,
            division: &division,
        })?;
        names.split('|').for_each(|n| self.name(n, place, true));
        Ok(())
    }

    fn country(&mut self, line: &str) -> Result<(), String> {
        let c: Vec<&str> = line.split('\t').collect();
        let [code, id, lat, lon] = c[..] else {
            return Err("wanted four columns".to_owned());
        };
        let place = self.add(&Row {
            id: number(id)?,
            point: Some((degrees(lat)?, degrees(lon)?)),
            inhabitants: 0,
            kind: COUNTRY,
            country: code,
            division: &[],
        })?;
        // No name is so short and has such a mark: countries are found by their code.
        self.names.entry(format!("={code}")).or_default().push((place, true));
        Ok(())
    }

    fn write(&self, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
        let mut map = fst::MapBuilder::new(fs::File::create(out.join("places.fst"))?)?;
        let mut senses: Vec<u8> = Vec::new();
        for (key, found) in &self.names {
            map.insert(key, (senses.len() as u64 / 4) << 16 | found.len() as u64)?;
            senses.extend(found.iter().flat_map(|(p, first)| (p << 1 | u32::from(*first)).to_le_bytes()));
        }
        map.finish()?;
        fs::write(out.join("place_senses.bin"), senses)?;
        fs::write(out.join("places.bin"), &self.places)?;
        Ok(())
    }
}

fn number(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("\"{text}\" is no number"))
}

/// Hundred-thousandths of a degree: « 48.85341 » is 4885341.
fn degrees(text: &str) -> Result<i32, String> {
    let value: f64 = text.parse().map_err(|_| format!("\"{text}\" is no number of degrees"))?;
    Ok((value * 100_000.0).round() as i32)
}

/// Takes in one line of a table.
type Take = fn(&mut Packed, &str) -> Result<(), String>;

/// Reads the tables in `data` and writes what the program holds.
pub fn pack(data: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut packed = Packed::default();
    let tables: [(&str, Take); 4] = [
        ("cities.tsv", Packed::town),
        ("exonyms.tsv", Packed::exonym),
        ("areas.tsv", Packed::area),
        ("countries.tsv", Packed::country),
    ];
    for (table, take) in tables {
        for (at, line) in fs::read_to_string(data.join(table))?.lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                take(&mut packed, line).map_err(|e| format!("{table}, line {}: {e}", at + 1))?;
            }
        }
    }
    packed.write(out)
}
