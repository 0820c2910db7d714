//! The codebook: what a coder, or a reader of the records, must know of each event type, as a page in Markdown.

use super::ontology::{Bilingual, EventType, Ontology};
use std::fmt::Write;

/// The language of a codebook. The examples are French in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
}

impl Language {
    fn of(self, text: &Bilingual) -> &str {
        match self {
            Self::French => &text.fr,
            Self::English => &text.en,
        }
    }

    fn words(self) -> &'static Words {
        match self {
            Self::French => &FRENCH,
            Self::English => &ENGLISH,
        }
    }
}

/// What a page says around the types.
struct Words {
    introduction: &'static str,
    types: &'static str,
    /// What the families of types are called, by the part of the code before the point.
    families: [(&'static str, &'static str); 7],
    /// The heading of types of other families, a user's own.
    others: &'static str,
    /// The way back to the list of types.
    back: &'static str,
    examples: &'static str,
    counter_examples: &'static str,
    roles: &'static str,
    amounts: &'static str,
    borders: &'static str,
    schemes: &'static str,
    quad: &'static str,
    quads: [&'static str; 4],
    /// What stands before a colon.
    colon: &'static str,
}

static ENGLISH: Words = Words {
    introduction: include_str!("data/codebook.en.md"),
    types: "| code | event | in French |",
    families: [
        ("COM", "Speech"),
        ("POL", "Politics"),
        ("SEC", "Armed force"),
        ("CYB", "Computer security"),
        ("JUS", "Justice"),
        ("ECO", "Economy"),
        ("DIS", "Disasters"),
    ],
    others: "Other types",
    back: "all types",
    examples: "Examples:",
    counter_examples: "Not an event of this type:",
    roles: "| role | what fills it |",
    amounts: "| amount | what it is |",
    borders: "Borders:",
    schemes: "Other schemes:",
    quad: "quad",
    quads: [
        "verbal cooperation",
        "material cooperation",
        "verbal conflict",
        "material conflict",
    ],
    colon: ":",
};

static FRENCH: Words = Words {
    introduction: include_str!("data/codebook.fr.md"),
    types: "| code | événement | en anglais |",
    families: [
        ("COM", "Prises de parole"),
        ("POL", "Politique"),
        ("SEC", "Force armée"),
        ("CYB", "Sécurité informatique"),
        ("JUS", "Justice"),
        ("ECO", "Économie"),
        ("DIS", "Catastrophes"),
    ],
    others: "Autres types",
    back: "tous les types",
    examples: "Exemples :",
    counter_examples: "Pas un événement de ce type :",
    roles: "| rôle | ce qui le remplit |",
    amounts: "| montant | ce qu'il dit |",
    borders: "Frontières :",
    schemes: "Autres nomenclatures :",
    quad: "quadrant",
    quads: [
        "coopération verbale",
        "coopération matérielle",
        "conflit verbal",
        "conflit matériel",
    ],
    colon: " :",
};

/// Sentences of a type that the page shows; the type's file has all of them.
const EXAMPLES: usize = 4;
/// Sentences without an event of the type that the page shows.
const COUNTER_EXAMPLES: usize = 3;

/// The names of the families of types in both languages, with their codes: « Économie » and « Economy » are ECO.
pub fn family_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    [&ENGLISH, &FRENCH].into_iter().flat_map(|words| words.families)
}

/// The whole codebook, in the order of the ontology: a list of all types by family, then a page of each.
pub fn markdown(ontology: &Ontology, language: Language) -> String {
    let words = language.words();
    let mut out = words.introduction.to_owned();
    for (name, kinds) in families(ontology, words) {
        line(&mut out, &format!("\n### {name}\n\n{}\n| --- | --- | --- |", words.types));
        for kind in kinds {
            let (own, other) = labels(kind, language);
            line(&mut out, &format!("| {} | {own} | {other} |", link(&kind.code)));
        }
    }
    for (_, kinds) in families(ontology, words) {
        kinds.into_iter().for_each(|kind| page(&mut out, kind, language));
    }
    out
}

/// The types by family, in the order of the ontology; those of families that are not ours come last.
fn families<'o>(ontology: &'o Ontology, words: &Words) -> Vec<(&'static str, Vec<&'o EventType>)> {
    let family = |kind: &EventType| kind.code.split_once('.').map(|(family, _)| family.to_owned());
    let ours = |kind: &EventType| words.families.iter().any(|(code, _)| family(kind).as_deref() == Some(code));
    let kinds = ontology.types.iter();
    let of = |code: &str| kinds.clone().filter(|kind| family(kind).as_deref() == Some(code)).collect();
    let mut all: Vec<(&str, Vec<&EventType>)> = words.families.map(|(code, name)| (name, of(code))).into();
    all.push((words.others, kinds.clone().filter(|kind| !ours(kind)).collect()));
    all.retain(|(_, kinds)| !kinds.is_empty());
    all
}

/// A type's name in the language of the page, and in the other.
fn labels(kind: &EventType, language: Language) -> (&str, &str) {
    match language {
        Language::French => (&kind.label_fr, &kind.codebook.label_en),
        Language::English => (&kind.codebook.label_en, &kind.label_fr),
    }
}

fn page(out: &mut String, kind: &EventType, language: Language) {
    let words = language.words();
    let book = &kind.codebook;
    let (own, other) = labels(kind, language);
    let head = format!("\n## {}\n\n**{own}** (*{other}*) · [{}](#types)\n", kind.code, words.back);
    line(out, &head);
    line(out, language.of(&book.definition));
    sentences(out, words.examples, &kind.examples, EXAMPLES);
    sentences(out, words.counter_examples, &kind.counter_examples, COUNTER_EXAMPLES);
    table(out, words.roles, book.roles.iter().map(|(k, v)| (k.name(), language.of(v))));
    table(
        out,
        words.amounts,
        book.amounts.iter().map(|(k, v)| (k.name(), language.of(v))),
    );
    if !book.borders.is_empty() {
        line(out, &format!("\n{}\n", words.borders));
        for border in &book.borders {
            let text = language.of(&border.text);
            line(out, &format!("- {}{} {text}", link(&border.to), words.colon));
        }
    }
    let schemes = schemes(kind, words);
    if !schemes.is_empty() {
        line(out, &format!("\n{} {schemes}", words.schemes));
    }
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("writing to a string does not fail");
}

/// A link to the type's page; a heading's address has no dots.
fn link(code: &str) -> String {
    format!("[`{code}`](#{})", code.replace('.', "").to_lowercase())
}

/// The first of a list of sentences, their triggers in bold.
fn sentences(out: &mut String, title: &str, list: &[String], most: usize) {
    if list.is_empty() {
        return;
    }
    line(out, &format!("\n{title}\n"));
    for sentence in list.iter().take(most) {
        line(out, &format!("- {}", sentence.replace(['⟦', '⟧'], "**")));
    }
}

fn table<'a>(out: &mut String, head: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    line(out, &format!("\n{head}\n| --- | --- |"));
    for (name, text) in rows {
        line(out, &format!("| `{name}` | {} |", text.replace('|', "\\|")));
    }
}

/// The nearest categories of other schemes: « PLOVER `PROTEST` (`demo`) · quad 4, material conflict · ACE `Conflict.Demonstrate` ».
fn schemes(kind: &EventType, words: &Words) -> String {
    let mut parts = Vec::new();
    if let Some(event) = &kind.plover {
        let mode = kind.plover_mode.as_ref().map_or(String::new(), |m| format!(" (`{m}`)"));
        parts.push(format!("PLOVER `{event}`{mode}"));
    }
    if let Some(quad) = kind.quad {
        let name = usize::from(quad).checked_sub(1).and_then(|i| words.quads.get(i));
        parts.push(format!("{} {quad}, {}", words.quad, name.copied().unwrap_or_default()));
    }
    if let Some(ace) = &kind.ace {
        parts.push(format!("ACE `{ace}`"));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::ontology::ontology;

    #[test]
    fn the_codebooks_in_docs_are_what_the_type_files_say() {
        assert!(
            markdown(ontology(), Language::English) == include_str!("../../../docs/CODEBOOK.md"),
            "write it again: depeche schema codebook --lang en > docs/CODEBOOK.md"
        );
        assert!(
            markdown(ontology(), Language::French) == include_str!("../../../docs/CODEBOOK.fr.md"),
            "write it again: depeche schema codebook --lang fr > docs/CODEBOOK.fr.md"
        );
    }

    #[test]
    fn every_type_is_described_in_both_languages() {
        for kind in &ontology().types {
            let book = &kind.codebook;
            let texts = [&book.definition].into_iter().chain(book.roles.values());
            let texts = texts.chain(book.amounts.values()).chain(book.borders.iter().map(|b| &b.text));
            for text in texts {
                assert!(
                    !text.fr.trim().is_empty() && !text.en.trim().is_empty(),
                    "{}: an empty text",
                    kind.code
                );
                assert_ne!(text.fr, text.en, "{}: not translated", kind.code);
            }
            assert!(!book.label_en.is_empty() && !book.borders.is_empty(), "{}", kind.code);
            assert!(
                !kind.examples.is_empty() && !kind.counter_examples.is_empty(),
                "{}",
                kind.code
            );
        }
    }

    #[test]
    fn triggers_are_bold_and_headings_can_be_reached() {
        let page = markdown(ontology(), Language::English);
        assert!(page.contains("\n## ECO.Layoff\n"));
        assert!(page.contains("](#ecolayoff)"));
        assert!(page.contains("- L'imprimerie a **licencié** trente ouvriers."));
        assert!(!page.contains(['⟦', '⟧']));
    }
}
