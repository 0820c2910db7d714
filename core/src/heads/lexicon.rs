//! How often a lemma tells each type of event in annotated text: `words.tsv` of the model.

use foldhash::HashMap;

/// Parts of speech as the lexicon tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PosClass {
    /// Verbs and auxiliaries.
    Verb,
    /// Adjectives.
    Adjective,
    /// All others.
    Noun,
}

impl PosClass {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "V" => Some(Self::Verb),
            "A" => Some(Self::Adjective),
            "N" => Some(Self::Noun),
            _ => None,
        }
    }
}

/// How the annotated text uses a lemma.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attested {
    /// Smoothed log-odds that it tells the type: ln((told + ½) / (seen − told + 1)).
    pub log_odds: f32,
    /// ln(seen + 1).
    pub often: f32,
}

/// Types with how often a lemma tells them.
type Told = Vec<(usize, f32)>;

/// Lemmas that tell events in the annotated text.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Times seen, and times told for each type.
    words: HashMap<(PosClass, String), (f32, Told)>,
}

impl Lexicon {
    /// Reads « lemma, class, times seen, type:times … » rows; `codes` are the types of the heads.
    ///
    /// # Errors
    /// The number of the row that is not of this form.
    pub fn parse(text: &str, codes: &[String]) -> Result<Self, usize> {
        let mut out = Self::default();
        for (n, row) in text.lines().enumerate().filter(|(_, row)| !row.starts_with('#')) {
            let (key, entry) = Self::entry(row, codes).ok_or(n + 1)?;
            out.words.insert(key, entry);
        }
        Ok(out)
    }

    fn entry(row: &str, codes: &[String]) -> Option<((PosClass, String), (f32, Told))> {
        let mut cells = row.split('\t');
        let lemma = cells.next().filter(|l| !l.is_empty())?;
        let class = PosClass::parse(cells.next()?)?;
        let seen: f32 = cells.next()?.parse().ok()?;
        let told = cells
            .map(|cell| {
                let (code, times) = cell.split_once(':')?;
                Some((codes.iter().position(|c| c == code)?, times.parse().ok()?))
            })
            .collect::<Option<Told>>()?;
        Some(((class, lemma.to_owned()), (seen, told)))
    }

    /// The types that the annotated text offers for a folded lemma.
    pub fn of(&self, class: PosClass, lemma: &str) -> Vec<(usize, Attested)> {
        let Some((seen, told)) = self.words.get(&(class, lemma.to_owned())) else {
            return Vec::new();
        };
        told.iter()
            .map(|&(code, times)| {
                let log_odds = ((times + 0.5) / ((seen - times).max(0.0) + 1.0)).ln();
                let often = (seen + 1.0).ln();
                (code, Attested { log_odds, often })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, PosClass};

    #[test]
    fn a_row_gives_the_odds_of_its_types() {
        let codes = ["none", "ECO.Close", "POL.Ban"].map(str::to_owned);
        let lexicon = Lexicon::parse("# made\nfermer\tV\t9\tECO.Close:5\tPOL.Ban:1\n", &codes).expect("a good table");
        let found = lexicon.of(PosClass::Verb, "fermer");
        assert_eq!(found.len(), 2);
        assert!((found[0].1.log_odds - (5.5f32 / 5.0).ln()).abs() < 1e-6);
        assert!(lexicon.of(PosClass::Noun, "fermer").is_empty());
        assert_eq!(Lexicon::parse("fermer\tV\t9\tNO.Type:1\n", &codes).err(), Some(1));
    }
}
