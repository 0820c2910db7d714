//! How certain an event is, by the words that people have for it.

use crate::event::Factuality;
use crate::text::fold;

/// The French words in the masculine singular; the first of each is the one of the page.
const FRENCH: [(&str, Factuality); 6] = [
    ("affirmé", Factuality::Asserted),
    ("avéré", Factuality::Asserted),
    ("prévu", Factuality::Planned),
    ("planifié", Factuality::Planned),
    ("possible", Factuality::Possible),
    ("nié", Factuality::Denied),
];

/// What a word means: a name of the records, or a French one in either gender and number, case and accents aside.
pub(super) fn read(word: &str) -> Option<Factuality> {
    let word = fold(word.trim());
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let masculine = singular.strip_suffix('e').unwrap_or(singular);
    let french = |form: &str| FRENCH.iter().find(|(known, _)| fold(known) == form).map(|(_, fact)| *fact);
    Factuality::from_name(&word)
        .or_else(|| french(singular))
        .or_else(|| french(masculine))
}

/// What is said of a word that means none.
pub(super) fn unknown(word: &str) -> String {
    let known = Factuality::ALL.map(|fact| {
        let french = FRENCH.iter().find(|(word, of)| *of == fact && *word != fact.name());
        french.map_or_else(|| fact.to_string(), |(word, _)| format!("{fact} ({word})"))
    });
    format!("--factuality {word}: wanted one of {}", known.join(", "))
}
