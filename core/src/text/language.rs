use super::fold::fold_char;
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

/// Letters of the longest of them.
const LONGEST: u32 = 5;

/// Of each of these words, by its letters as a number, whether French has it for itself.
static OWN: LazyLock<HashMap<u64, bool>> = LazyLock::new(|| {
    let own = FRENCH.iter().map(|w| (*w, true));
    let all = own.chain(SHARED.iter().map(|w| (*w, false)));
    all.map(|(word, own)| (word.bytes().fold(0, |n, b| n << 8 | u64::from(b)), own))
        .collect()
});

/// How many words a text has, those of French's own among them, and all that French has.
#[derive(Default)]
struct Tally {
    words: usize,
    own: usize,
    all: usize,
    /// The letters of the word at hand as a number, and how many they are.
    word: u64,
    length: u32,
}

impl Tally {
    /// Counts the folded words of a text, which are cut at all that is no letter or digit.
    fn of(text: &str) -> Self {
        let (mut tally, mut folded) = (Self::default(), String::new());
        for c in text.chars() {
            if c.is_ascii() {
                tally.take(c.to_ascii_lowercase());
                continue;
            }
            folded.clear();
            fold_char(c, &mut folded);
            folded.chars().for_each(|c| tally.take(c));
        }
        tally.end();
        tally
    }

    /// Takes the next character of a word, or ends the word.
    #[inline]
    fn take(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.word = self.word << 8 | u64::from(c);
            self.length += 1;
        } else if !c.is_ascii() && c.is_alphanumeric() {
            // No word of the table has such a letter.
            self.length += LONGEST + 1;
        } else if self.length > 0 {
            self.end();
        }
    }

    fn end(&mut self) {
        self.words += usize::from(self.length > 0);
        if (1..=LONGEST).contains(&self.length)
            && let Some(is_own) = OWN.get(&self.word)
        {
            self.all += 1;
            self.own += usize::from(*is_own);
        }
        (self.word, self.length) = (0, 0);
    }
}

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
        let whole = text.len() <= LOOKED_AT;
        let end = if whole { None } else { text.char_indices().nth(LOOKED_AT) };
        let head = &text[..end.map_or(text.len(), |(i, _)| i)];
        let letters = head.chars().filter(|c| c.is_alphabetic()).take(SOME_LINES).count();
        if letters < FEWEST {
            return None;
        }
        let Tally { words, own, all, .. } = Tally::of(head);
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
