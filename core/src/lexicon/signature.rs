//! What a governing word makes of the event that it governs, affirmed and negated: « renonce à vendre » denies, « ne renonce pas à vendre » does not.
//!
//! The idea is that of implicative signatures (Karttunen 1971, « Implicative Verbs »; Nairn, Condoravdi and Karttunen 2006), with what is
//! planned and what is possible beside what is and is not. The rows stand in `data/signatures.tsv` and `data/phrases_of_factuality.tsv`.

use super::inflection;
use crate::named::named;
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::LazyLock;

named! {
    /// How an event is told by the word that governs it.
    pub enum Effect {
        /// As a fact.
        Fact = "fact",
        /// As something to come.
        Planned = "planned",
        /// As no more than possible.
        Possible = "possible",
        /// As something that does not happen.
        Denied = "denied",
    }
}

/// An effect, and whether it holds whatever learned heads say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The effect.
    pub effect: Effect,
    /// Whether grammar leaves no choice.
    pub firm: bool,
}

/// What a word says when it is affirmed and when it is negated; `None`: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pair {
    /// Affirmed.
    pub affirmed: Option<Said>,
    /// Negated.
    pub negated: Option<Said>,
}

/// What a word says of each thing that it may govern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signature {
    /// Of an infinitive or a clause.
    pub clause: Pair,
    /// The same where the word stands in the perfect: « a dû vendre ».
    pub perfect: Pair,
    /// Of an object, a subject of its passive or a noun's complement.
    pub object: Pair,
    /// Of a subject.
    pub subject: Pair,
}

named! {
    /// Parts of speech of governing words.
    pub enum Part {
        /// A verb.
        Verb = "verb",
        /// A noun.
        Noun = "noun",
        /// An adjective.
        Adjective = "adjective",
    }
}

named! {
    /// What follows a phrase that says how an event is told.
    pub enum Follows {
        /// A noun or an infinitive: « faute de ».
        Phrase = "phrase",
        /// A noun or an infinitive, where the phrase opens the sentence: « Vers ».
        Opening = "opening",
        /// A clause: « pour que ».
        Clause = "clause",
    }
}

/// A phrase before an event that says how it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its folded words.
    pub words: Vec<&'static str>,
    /// What follows.
    pub follows: Follows,
    /// What it says.
    pub said: Said,
    /// Whether it says nothing where the sentence is told in the past: « avant de partir, il a signé ».
    pub not_in_past: bool,
}

fn said(cell: &str) -> Option<Said> {
    let (name, firm) = cell.strip_suffix('!').map_or((cell, false), |name| (name, true));
    Effect::from_name(name).map(|effect| Said { effect, firm })
}

fn pair(cell: &str) -> Result<Pair, String> {
    let one = |part: &str| match part {
        "-" => Ok(None),
        other => said(other).map(Some).ok_or_else(|| format!("\"{other}\" is no effect")),
    };
    let (affirmed, negated) = cell.split_once('/').unwrap_or((cell, "-"));
    Ok(Pair {
        affirmed: one(affirmed)?,
        negated: one(negated)?,
    })
}

/// The rows of each part of speech, by their word.
type Signatures = [HashMap<&'static str, Signature>; Part::ALL.len()];

fn signatures(table: &'static str) -> Result<Signatures, String> {
    let mut out = Signatures::default();
    for row in super::rows(table) {
        let [word, part, clause, perfect, object, subject] = row[..] else {
            return Err(format!("\"{}\" has not six cells", row.join(" ")));
        };
        let part = Part::from_name(part).ok_or_else(|| format!("\"{word}\": \"{part}\" is no part of speech"))?;
        let of = |cell| pair(cell).map_err(|e| format!("\"{word}\": {e}"));
        let signature = Signature {
            clause: of(clause)?,
            perfect: of(perfect)?,
            object: of(object)?,
            subject: of(subject)?,
        };
        if signature == Signature::default() {
            return Err(format!("\"{word}\" says nothing"));
        }
        if word.contains('\'') {
            return Err(format!("\"{word}\": words stand without elision, as « se » and « de »"));
        }
        if out[part as usize].insert(word, signature).is_some() {
            return Err(format!("\"{word}\" has two rows as a {part}"));
        }
    }
    // A row with a preposition that says what the bare row says is never needed.
    let table = &out[Part::Verb as usize];
    let repeated = |(word, said): &(&&str, &Signature)| {
        let (first, rest) = word.split_once(' ').unwrap_or((word, ""));
        first != "se" && !rest.is_empty() && table.get(first) == Some(*said)
    };
    match table.iter().filter(repeated).map(|(word, _)| *word).min() {
        Some(word) => Err(format!("\"{word}\" says what its verb says alone")),
        None => Ok(out),
    }
}

fn phrases(table: &'static str) -> Result<Vec<Phrase>, String> {
    let mut out: Vec<Phrase> = Vec::new();
    for row in super::rows(table) {
        let [words, follows, effect, ref rest @ ..] = row[..] else {
            return Err(format!("\"{}\" has not three cells", row.join(" ")));
        };
        if words.split(' ').next_back().is_some_and(|w| full_form(w) != w) {
            return Err(format!(
                "\"{words}\" is elided or contracted; full forms stand for both: de, a, que"
            ));
        }
        let phrase = Phrase {
            words: words.split(' ').collect(),
            follows: Follows::from_name(follows).ok_or_else(|| format!("\"{words}\": \"{follows}\" is nothing that follows"))?,
            said: said(effect).ok_or_else(|| format!("\"{words}\": \"{effect}\" is no effect"))?,
            not_in_past: match rest {
                [] => false,
                ["not_in_past"] => true,
                _ => return Err(format!("\"{words}\": \"{}\" is no condition", rest.join(" "))),
            },
        };
        if out.iter().any(|p| p.words == phrase.words && p.follows == phrase.follows) {
            return Err(format!("\"{words}\" has two rows"));
        }
        out.push(phrase);
    }
    // « pas question de » says more than « question de ».
    out.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    Ok(out)
}

static SIGNATURES: LazyLock<Signatures> =
    LazyLock::new(|| signatures(include_str!("data/signatures.tsv")).expect("the test below reads the table"));
/// The words of each part of speech, and the words of their forms.
type Words = (BTreeSet<&'static str>, HashMap<String, &'static str>);

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let of = |part: Part| {
        let alone = |word: &&'static str| word.split(' ').find(|w| *w != "se").expect("a word");
        let words: BTreeSet<&str> = SIGNATURES[part as usize].keys().map(alone).collect();
        let mut forms = HashMap::default();
        for &word in &words {
            let of_word = match part {
                Part::Verb => inflection::verb_forms(word),
                Part::Noun => inflection::noun_forms(word),
                Part::Adjective => inflection::adjective_forms(word),
            };
            for form in of_word {
                forms.entry(form).or_insert(word);
            }
        }
        (words, forms)
    };
    Part::ALL.into_iter().map(of).collect()
});
static PHRASES: LazyLock<Vec<Phrase>> =
    LazyLock::new(|| phrases(include_str!("data/phrases_of_factuality.tsv")).expect("the test below reads the table"));

/// A preposition or conjunction without elision and article, as the tables have it: « de » of « du ».
pub fn full_form(word: &str) -> &str {
    match word {
        "d'" | "du" | "des" => "de",
        "au" | "aux" => "a",
        "qu'" => "que",
        other => other,
    }
}

/// What a word makes of what it governs; verbs with « se » and with what they stand beside are words of their own: « se tenir », « venir de »,
/// « avoir lieu ».
///
/// ```
/// use depeche_core::lexicon::signature::{Effect, Part, signature};
/// let clause = signature(Part::Verb, "renoncer").expect("a row").clause;
/// assert_eq!(clause.affirmed.map(|s| s.effect), Some(Effect::Denied));
/// assert_ne!(clause.negated.map(|s| s.effect), Some(Effect::Denied));
/// ```
pub fn signature(part: Part, word: &str) -> Option<&'static Signature> {
    SIGNATURES[part as usize].get(word)
}

/// The lemma under which a word stands in the table: its own, or that of its form where a parser has made up a lemma.
pub fn known(part: Part, lemma: &str, form: &str) -> Option<&'static str> {
    let (words, forms) = &WORDS[part as usize];
    words.get(lemma).copied().or_else(|| forms.get(form).copied())
}

/// The phrases that say how what follows them is told, the longer ones first.
pub fn phrases_of_factuality() -> &'static [Phrase] {
    &PHRASES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_load() {
        let signatures = signatures(include_str!("data/signatures.tsv")).expect("signatures");
        assert!(signatures.iter().all(|part| part.len() > 10));
        assert!(
            phrases(include_str!("data/phrases_of_factuality.tsv"))
                .expect("phrases")
                .len()
                > 20
        );
    }

    #[test]
    fn a_fault_in_a_table_is_told() {
        let of = |table| signatures(table).expect_err(table);
        assert_eq!(of("aller\tverb\tfact\t-\t-"), "\"aller verb fact - -\" has not six cells");
        assert_eq!(of("aller\tword\tfact\t-\t-\t-"), "\"aller\": \"word\" is no part of speech");
        assert_eq!(of("aller\tverb\tplan\t-\t-\t-"), "\"aller\": \"plan\" is no effect");
        assert_eq!(of("aller\tverb\t-\t-\t-\t-"), "\"aller\" says nothing");
        assert_eq!(
            of("aller\tverb\tfact\t-\t-\t-\naller\tverb\tfact\t-\t-\t-"),
            "\"aller\" has two rows as a verb"
        );
        let of = |table| phrases(table).expect_err(table);
        assert_eq!(of("faute de\tphrase"), "\"faute de phrase\" has not three cells");
        assert_eq!(of("faute de\tverb\tdenied"), "\"faute de\": \"verb\" is nothing that follows");
        assert_eq!(
            of("faute de\tphrase\tdenied\tnever"),
            "\"faute de\": \"never\" is no condition"
        );
    }
}
