use super::fold::fold;
use foldhash::HashMap;
use std::sync::LazyLock;
use whatlang::{Detector, Lang};

/// Letters below which a text is too short to tell its language.
const FEWEST: usize = 60;
/// How much of a text is looked at, in characters.
const LOOKED_AT: usize = 4000;
/// How sure the detector is to be that a text is not French.
const SURE: f64 = 0.9;
/// Letters of a text of some lines, and how sure is sure enough there when no word is French.
const SOME_LINES: usize = 150;
const HALF_SURE: f64 = 0.4;

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(Lang);

/// Words that French texts have in every other sentence, and that are rare in other languages.
const FRENCH: [&str; 29] = [
    "du", "est", "et", "une", "dans", "qui", "au", "aux", "ont", "avec", "sont", "ses", "ces", "cette", "leur", "leurs", "pas",
    "elle", "ils", "nous", "vous", "etait", "ete", "ou", "mais", "selon", "apres", "dont", "qu",
];

/// Such words that Spanish, Italian, Portuguese, Catalan, English or Dutch texts have too.
const SHARED: [&str; 18] = [
    "la", "un", "en", "a", "l", "d", "n", "s", "c", "j", "que", "des", "les", "par", "sur", "plus", "le", "pour",
];

/// Of each of these words, whether French has it for itself.
static OWN: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    let own = FRENCH.iter().map(|w| (*w, true));
    own.chain(SHARED.iter().map(|w| (*w, false))).collect()
});

/// Letters of the longest of them.
const LONGEST: usize = 5;

impl Language {
    /// The language that a text is in; `None` when it is too short or too mixed to tell. A text is only called other than French when
    /// that is sure: a short French text with foreign names stays untold.
    ///
    /// ```
    /// use depeche_core::text::Language;
    /// let of = |text| Language::of(text).map(|l| l.code());
    /// assert_eq!(of("The company said on Monday that it would close the plant and cut three hundred jobs in the region."), Some("en"));
    /// assert_eq!(of("Le groupe a annoncé lundi la fermeture de son usine et la suppression de trois cents postes."), Some("fr"));
    /// assert_eq!(of("Apple, Google, Amazon."), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let head = &text[..text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(i, _)| i)];
        let letters = head.chars().filter(|c| c.is_alphabetic()).count();
        if letters < FEWEST {
            return None;
        }
        let folded = fold(head);
        let (mut words, mut own, mut all) = (0usize, 0usize, 0usize);
        for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            words += 1;
            if let Some(is_own) = Some(word).filter(|w| w.len() <= LONGEST).and_then(|w| OWN.get(w)) {
                all += 1;
                own += usize::from(*is_own);
            }
        }
        let share = |n: usize| n as f64 / words.max(1) as f64;
        let (own, all) = (share(own), share(all));
        // The words alone are sure of nearly every French text, and cost a tenth of what the detector does.
        if own >= 0.06 || (own >= 0.03 && all >= 0.2) {
            return Some(Self(Lang::Fra));
        }
        let found = Detector::new().detect(head)?;
        if found.lang() == Lang::Fra {
            return Some(Self(Lang::Fra));
        }
        // A text of some lines without one word of French need not be as sure of which other language it is.
        let none = own == 0.0 && all < 0.12 && letters >= SOME_LINES && found.confidence() >= HALF_SURE;
        let sure = none || (found.is_reliable() && found.confidence() >= SURE && own < 0.03);
        sure.then(|| Self(found.lang()))
    }

    /// Whether it is French.
    pub fn is_french(self) -> bool {
        self.0 == Lang::Fra
    }

    /// ISO 639-1 where there is one, else ISO 639-3.
    pub fn code(self) -> &'static str {
        match self.0 {
            Lang::Fra => "fr",
            Lang::Eng => "en",
            Lang::Spa => "es",
            Lang::Deu => "de",
            Lang::Ita => "it",
            Lang::Por => "pt",
            Lang::Nld => "nl",
            Lang::Cat => "ca",
            Lang::Ron => "ro",
            Lang::Pol => "pl",
            Lang::Rus => "ru",
            Lang::Ukr => "uk",
            Lang::Ara => "ar",
            Lang::Tur => "tr",
            Lang::Swe => "sv",
            Lang::Dan => "da",
            Lang::Cmn => "zh",
            Lang::Jpn => "ja",
            other => other.code(),
        }
    }
}
