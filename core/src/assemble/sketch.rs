//! A sketch of a text by which near copies are found: MinHash of its runs of three words.

use crate::text::{Text, TokenKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};

/// Numbers in a sketch, a byte each.
pub const LENGTH: usize = 64;
/// Words in a run.
const RUN: usize = 3;
/// Hashes of a run, each in a bin of its own: without several, the few runs of a short text would fill few bins.
const TURNS: u64 = 8;

/// One byte each of the least hashes of a text's runs in [`LENGTH`] bins.
///
/// One-permutation MinHash (Li, Owen and Zhang 2012), but with eight hashes a run; empty bins are filled by rotation (Shrivastava and Li
/// 2014).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<u8>", try_from = "Vec<u8>")]
pub struct Sketch([u8; LENGTH]);

impl From<Sketch> for Vec<u8> {
    fn from(sketch: Sketch) -> Self {
        sketch.0.to_vec()
    }
}

impl TryFrom<Vec<u8>> for Sketch {
    type Error = String;

    fn try_from(bytes: Vec<u8>) -> Result<Self, String> {
        let numbers = bytes.try_into();
        numbers
            .map(Self)
            .map_err(|b: Vec<u8>| format!("{} numbers in a sketch", b.len()))
    }
}

impl Sketch {
    /// The sketch of a text; `None` of one too short to be told from others.
    pub fn of(text: &Text<'_>) -> Option<Self> {
        const LEAST: usize = 12;
        let words: Vec<u64> = (0..text.tokens().len())
            .filter(|&i| text.tokens()[i].kind() == TokenKind::Word)
            .map(|i| hash(text.word(i).as_bytes()))
            .collect();
        if words.len() < LEAST {
            return None;
        }
        let mut least = [u64::MAX; LENGTH];
        for run in words.windows(RUN) {
            let joined = run.iter().fold(0u64, |h, w| mix(h ^ w));
            for turn in 0..TURNS {
                let hash = mix(joined ^ turn);
                let bin = &mut least[(hash >> 58) as usize];
                *bin = (*bin).min(hash);
            }
        }
        // A very short text leaves bins empty: each takes what the next full one has, changed by how far that is.
        let number = |n: usize| {
            let (far, full) = (0..LENGTH)
                .map(|far| (far, least[(n + far) % LENGTH]))
                .find(|(_, full)| *full != u64::MAX)
                .unwrap_or_default();
            // The high bits of a minimum are nearly always the same; the low ones are as good as chance.
            (full ^ mix(far as u64)) as u8
        };
        Some(Self(std::array::from_fn(number)))
    }

    /// As it stands in the record.
    pub fn name(&self) -> String {
        BASE64.encode(self.0)
    }

    /// Reads what [`Self::name`] wrote; `None` of anything else.
    pub fn read(name: &str) -> Option<Self> {
        Some(Self(BASE64.decode(name).ok()?.try_into().ok()?))
    }

    /// The bytes of band `n` of four, by which likely copies meet.
    pub fn band(&self, n: usize) -> [u8; BAND] {
        std::array::from_fn(|i| self.0[n * BAND + i])
    }

    /// The part of runs that two texts share, 0 to 1, within about .06.
    pub fn likeness(&self, other: &Self) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        // One byte in 256 is the same by chance.
        let same = same as f64 / LENGTH as f64;
        ((same - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
    }
}

/// Bytes of a band.
pub const BAND: usize = 4;

/// FNV-1a, then mixed.
pub fn hash(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h: u64, &b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(fnv)
}

/// The finalizer of splitmix64: a permutation of the numbers.
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Text::new(text)).expect("long enough")
    }

    #[test]
    fn a_copy_with_its_end_cut_is_alike_and_another_article_is_not() {
        let wire = "Le groupe Kelvar a annoncé mardi la fermeture de son atelier de Morvaux, qui emploie 120 personnes. \
                    La direction promet un poste à chacun. Les syndicats, eux, appellent à la grève dès jeudi matin. \
                    Le maire demande une rencontre avec la préfète et le président de la région.";
        let cut = &wire[..wire.rfind("Le maire").expect("it is there")];
        let other = "Le tribunal de Lorvan a condamné lundi deux anciens cadres de la banque Ardelle à trois ans de prison. \
                     Ils avaient détourné des fonds pendant sept ans, selon le parquet, qui en demandait cinq.";
        assert!(sketch(wire).likeness(&sketch(cut)) > 0.6);
        assert!(sketch(wire).likeness(&sketch(other)) < 0.2);
        assert_eq!(Sketch::read(&sketch(wire).name()), Some(sketch(wire)));
        assert!(Sketch::of(&Text::new("Trop court.")).is_none());
    }
}
