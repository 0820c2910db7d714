//! What is close to a word or a name that is not known.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Letters below which nothing is close to anything.
const SHORTEST: usize = 3;
/// Letters of a word that tells a name: « de » and « les » tell none.
const TELLING: usize = 4;
/// What a name of which only one word is close is farther than one that is close as a whole.
const PART: usize = 100;

/// The nearest of the names that it is shown.
#[derive(Debug)]
pub(crate) struct Nearest {
    most: usize,
    found: BTreeSet<(usize, Reverse<usize>, String)>,
}

impl Nearest {
    /// Keeps that many.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            found: BTreeSet::new(),
        }
    }

    /// Takes a name at some distance, none where it is not close at all. Of equally close ones the more frequent comes first.
    pub(crate) fn see(&mut self, distance: Option<usize>, times: usize, name: &str) {
        let Some(distance) = distance else { return };
        self.found.insert((distance, Reverse(times), name.to_owned()));
        if self.found.len() > self.most {
            self.found.pop_last();
        }
    }

    /// The names, the nearest first.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.found.into_iter().map(|(_, _, name)| name).collect()
    }
}

/// How far a folded name is from another that was asked for: as a whole, else by that of its words that is nearest to one of the other's.
pub(crate) fn of_name(known: &str, wanted: &str) -> Option<usize> {
    let part = || {
        let pairs = telling(known).flat_map(|word| telling(wanted).map(move |other| (word, other)));
        pairs.filter_map(|(word, other)| of_word(word, other)).min()
    };
    of_word(known, wanted).or_else(|| Some(PART + part()?))
}

fn telling(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= TELLING)
}

/// How many letters a folded word is from another that was asked for; none where it is not close: neither of a few other letters, nor
/// begun alike.
pub(crate) fn of_word(known: &str, wanted: &str) -> Option<usize> {
    let (long, asked) = (known.chars().count(), wanted.chars().count());
    if long < SHORTEST || asked < SHORTEST {
        return None;
    }
    let alike = known.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    // « Licenc » begins « licenciement »; « licencier » and « licenciement » begin alike; « Fr » is too little of « Francfort ».
    let begun = alike == asked || alike == long && 2 * long >= asked || alike > SHORTEST && 4 * alike >= 3 * asked;
    let distance = distance(known, wanted);
    (begun || distance <= asked / 4).then_some(distance)
}

/// How many letters are to be put in, left out or changed to make one word the other.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, &y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_words_differ_in_few_letters_or_begin_alike() {
        for (known, wanted) in [
            ("licenciement", "licenciment"),
            ("licenciement", "licenc"),
            ("licenciement", "licencier"),
            ("sarkozy", "sarkozyste"),
            ("layoff", "layof"),
        ] {
            assert!(of_word(known, wanted).is_some(), "{known} {wanted}");
        }
        for (known, wanted) in [
            ("election", "direction"),
            ("franc", "francois hollande"),
            ("un", "une"),
            ("accord", "accident"),
        ] {
            assert_eq!(of_word(known, wanted), None, "{known} {wanted}");
        }
    }

    #[test]
    fn the_nearest_names_come_first_and_few_are_kept() {
        let near = |wanted: &str| {
            let mut nearest = Nearest::new(2);
            for name in [
                "francois hollande",
                "francois fillon",
                "penelope fillon",
                "les republicains",
                "felon",
            ] {
                nearest.see(of_name(name, wanted), name.len(), name);
            }
            nearest.into_names()
        };
        // « penelope fillon » is as close as « francois fillon », and rarer.
        assert_eq!(near("filon"), ["felon", "francois fillon"]);
        assert_eq!(near("francois filon"), ["francois fillon", "francois hollande"]);
        assert_eq!(near("republicain"), ["les republicains"]);
        assert!(near("les verts").is_empty() && near("nobody").is_empty());
    }
}
