//! Nouns that name inhabitants and peoples: « un Français », « des Guyanais », « les Kurdes ».

use super::country;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// Each form with the row it comes from.
static PEOPLES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (people, row) in crate::lexicon::rows(include_str!("../lexicon/data/peoples.tsv")).enumerate() {
        for form in country::inflected(&fold(row[0])) {
            all.insert(form, people);
        }
    }
    all
});

/// The people, of no country of its own, that a folded adjective or noun names: « kurde », « kurdes », but not « russe ».
pub(super) fn people(folded: &str) -> Option<usize> {
    PEOPLES.get(folded).copied()
}

/// Whether a noun, as written, names the inhabitants of a place or a people.
///
/// By the tables of countries and peoples, or by a capital and an ending (« les Niçois », « un Guyanais », « des Floridiens »).
/// `introduced`: a determiner or a numeral stands before it. In lower case (« un somalien ») that is needed, and the word may be the language.
///
/// ```
/// use depeche_core::entity::demonym::is_demonym;
/// assert!(["Français", "Américaine", "Kurdes", "Niçois", "Floridiens"].iter().all(|w| is_demonym(w, true)));
/// assert!(is_demonym("somalien", true) && !is_demonym("somalien", false) && !is_demonym("Niçois", false));
/// assert!(!["Parlement", "bourgeois", "bois", "Mai", "Bien"].iter().any(|w| is_demonym(w, true)));
/// ```
pub fn is_demonym(raw: &str, introduced: bool) -> bool {
    const ENDINGS: [&str; 10] = ["ais", "aise", "ois", "oise", "ien", "ienne", "een", "eenne", "ain", "aine"];
    const SHORTEST: usize = 6;
    let folded = fold(raw);
    let listed = country::of_adjective(&folded).is_some() || PEOPLES.contains_key(&folded);
    if !raw.starts_with(char::is_uppercase) {
        return listed && introduced;
    }
    // « Niçois » is its own plural.
    let singular = folded.strip_suffix('s').filter(|s| !s.ends_with("ai") && !s.ends_with("oi"));
    let stem = singular.unwrap_or(&folded);
    let mixed = raw.chars().any(char::is_lowercase);
    listed || introduced && mixed && stem.len() >= SHORTEST && ENDINGS.iter().any(|e| stem.ends_with(e))
}
