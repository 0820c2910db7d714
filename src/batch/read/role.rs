//! What a key of a row stands for: by the user's word, by common names of scrapers and corpora, else by the words that its name is made of.

use crate::error::brief;
use crate::near::distance;
use crate::text::fold;
use serde_json::{Map, Value};

/// Keys given by the user; they come before the common ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Of the text.
    pub text: Option<String>,
    /// Of the date.
    pub date: Option<String>,
    /// Of the id.
    pub id: Option<String>,
    /// Of the headline.
    pub title: Option<String>,
    /// Of the paper's name.
    pub publication: Option<String>,
}

/// What a key that the user may name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The article.
    Text,
    /// Its date.
    Date,
    /// Its id.
    Id,
    /// Its headline.
    Title,
    /// The paper that it is from.
    Publication,
}

const TEXT: &[&str] = &[
    "text",
    "texte",
    "body",
    "maintext",
    "content",
    "contenu",
    "article",
    "plaintext",
    "raw_text",
    "full_text",
    "fulltext",
    "texte_integral",
    "corps",
    "article_text",
];
const DATE: &[&str] = &[
    "date",
    "published",
    "pub_date",
    "date_publish",
    "created",
    "publishing_date",
    "date_published",
    "datepublished",
    "published_at",
    "published_date",
    "publication_date",
    "date_publication",
    "date_de_publication",
    "date_parution",
    "parution",
    "pubdate",
    "created_at",
    "timestamp",
    "jour",
];
const ID: &[&str] = &[
    "id",
    "doc_id",
    "document_id",
    "identifiant",
    "ident",
    "uid",
    "uuid",
    "guid",
    "_id",
];
const TITLE: &[&str] = &["title", "titre", "headline", "heading"];
/// Names of the paper, the surest first; an address is none.
pub(super) const PUBLICATION: &[&str] = &[
    "publication",
    "journal",
    "newspaper",
    "media",
    "outlet",
    "publisher",
    "titre_de_presse",
    "titre_presse",
    "nom_du_journal",
    "nom_journal",
    "titre_du_journal",
    "nom_de_la_publication",
    "nom_publication",
    "titre_de_la_publication",
    "sitename",
    "site_name",
    "source_name",
    "nom_source",
    "source",
    "support",
    "source_hostname",
    "source_domain",
    "hostname",
    "domain",
];

/// Words that say what a key stands for, and those that may stand beside them: « Texte de l'article », `ID_ARTICLE`. Any other word, as in
/// `texte_auteur` or `id_journal`, makes it something else.
struct Words {
    says: &'static [&'static str],
    beside: &'static [&'static str],
}

const TEXT_WORDS: Words = Words {
    says: &["texte", "text", "corps", "contenu", "content", "body"],
    beside: &[
        "article", "document", "depeche", "integral", "complet", "entier", "brut", "full", "raw", "plain", "main",
    ],
};
const DATE_WORDS: Words = Words {
    says: &["date", "parution", "published"],
    beside: &[
        "article",
        "document",
        "depeche",
        "texte",
        "publication",
        "publish",
        "pub",
        "diffusion",
    ],
};
const ID_WORDS: Words = Words {
    says: &["id", "identifiant", "identifier", "ident", "uid", "uuid", "guid"],
    beside: &["article", "document", "doc", "depeche", "texte", "text", "unique"],
};
const TITLE_WORDS: Words = Words {
    says: &["titre", "title", "headline"],
    beside: &["article", "document", "depeche", "texte", "principal", "main"],
};
/// A paper's name is known by the whole name of its key alone: `id_journal` and « date de publication » are others.
const PUBLICATION_WORDS: Words = Words { says: &[], beside: &[] };
/// Words that say nothing of their own: « Texte **de l'**article ».
const SMALL: [&str; 11] = ["de", "du", "des", "d", "la", "le", "les", "l", "of", "the", "an"];

/// Characters of a key that a message shows.
pub(super) const LONGEST_KEY: usize = 40;

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Date, Self::Id, Self::Title, Self::Publication];

    /// Its name in `run.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Id => "id",
            Self::Title => "title",
            Self::Publication => "publication",
        }
    }

    /// The option that names its key.
    pub fn option(self) -> &'static str {
        match self {
            Self::Text => "--text-key",
            Self::Date => "--date-key",
            Self::Id => "--id-key",
            Self::Title => "--title-key",
            Self::Publication => "--publication-key",
        }
    }

    /// The name under which rows without the key that was named for it are counted.
    pub fn missing(self) -> &'static str {
        match self {
            Self::Text => "missing_text_key",
            Self::Date => "missing_date_key",
            Self::Id => "missing_id_key",
            Self::Title => "missing_title_key",
            Self::Publication => "missing_publication_key",
        }
    }

    /// The key that the user named.
    pub fn named(self, keys: &Keys) -> Option<&str> {
        match self {
            Self::Text => keys.text.as_deref(),
            Self::Date => keys.date.as_deref(),
            Self::Id => keys.id.as_deref(),
            Self::Title => keys.title.as_deref(),
            Self::Publication => keys.publication.as_deref(),
        }
    }

    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Text => TEXT,
            Self::Date => DATE,
            Self::Id => ID,
            Self::Title => TITLE,
            Self::Publication => PUBLICATION,
        }
    }

    fn words(self) -> &'static Words {
        match self {
            Self::Text => &TEXT_WORDS,
            Self::Date => &DATE_WORDS,
            Self::Id => &ID_WORDS,
            Self::Title => &TITLE_WORDS,
            Self::Publication => &PUBLICATION_WORDS,
        }
    }

    /// Whether the words of a key say that it stands for this.
    fn is_said_by(self, key: &str) -> bool {
        let Words { says, beside } = self.words();
        let words = words(key);
        let mut telling = words.iter().map(String::as_str).filter(|w| !SMALL.contains(w)).peekable();
        telling.peek().is_some()
            && telling.clone().any(|w| says.contains(&w))
            && telling.all(|w| says.contains(&w) || beside.contains(&w))
    }
}

/// The words of a key, folded: `ID_ARTICLE`, `articleText`, « Texte de l'article ».
fn words(key: &str) -> Vec<String> {
    let key: String = key.chars().take(LONGEST_KEY + 1).collect();
    let (mut spaced, mut small) = (String::with_capacity(key.len() + 4), false);
    for c in key.chars() {
        if small && c.is_uppercase() {
            spaced.push(' ');
        }
        small = c.is_lowercase();
        spaced.push(c);
    }
    let folded = fold(&spaced);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_owned).collect()
}

/// The key and value of a row that stand for a role where none was named for it: the first common name that holds something, else the
/// first key whose words say so; else the first that is there.
pub(super) fn find_role(row: &Map<String, Value>, role: Role) -> Option<(&str, &Value)> {
    let listed = find(row, role.known());
    if listed.is_some_and(|(_, value)| holds(value)) {
        return listed;
    }
    let said = || {
        row.iter()
            .filter(|(key, _)| role.is_said_by(key))
            .map(|(k, v)| (k.as_str(), v))
    };
    said().find(|(_, value)| holds(value)).or(listed).or_else(|| said().next())
}

/// The first of the keys that holds something, those that differ in case, accents and spaces only behind the exact ones; else the first
/// that is there.
pub(super) fn find<'r>(row: &'r Map<String, Value>, keys: &[&str]) -> Option<(&'r str, &'r Value)> {
    let exact = keys.iter().filter_map(|&k| row.get_key_value(k));
    if let Some((key, value)) = exact.clone().find(|(_, v)| holds(v)) {
        return Some((key, value));
    }
    // A key that folds to itself is one of the exact ones or none.
    let varied = row.iter().filter(|(key, _)| !is_plain(key));
    let named: Vec<_> = varied
        .map(|pair| (fold(pair.0.trim()).replace([' ', '-'], "_"), pair))
        .collect();
    let loose = keys
        .iter()
        .flat_map(|&wanted| named.iter().filter(move |(name, _)| *name == wanted).map(|&(_, pair)| pair));
    let all: Vec<_> = exact.chain(loose).collect();
    let filled = all.iter().find(|(_, v)| holds(v));
    filled.or_else(|| all.first()).map(|&(k, v)| (k.as_str(), v))
}

/// Whether a key is written as those of the lists are.
fn is_plain(key: &str) -> bool {
    key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Whether a value says anything.
pub(super) fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// The keys but that of the text that the user named and the row does not have.
pub(super) fn missing<'k>(row: &Map<String, Value>, keys: &'k Keys) -> impl Iterator<Item = (Role, &'k str)> {
    let named = [Role::Date, Role::Id, Role::Title, Role::Publication]
        .into_iter()
        .filter_map(|role| Some((role, role.named(keys)?)));
    named.filter(|(_, key)| !row.contains_key(*key))
}

/// The keys that a row has, for a message; those first that are near to the one that was wanted.
pub(super) fn present(row: &Map<String, Value>, wanted: Option<&str>) -> String {
    const SHOWN: usize = 12;
    /// Keys that are compared: a row may have any number.
    const COMPARED: usize = 1000;
    if row.is_empty() {
        return "the row is empty".to_owned();
    }
    let mut keys: Vec<_> = row.keys().take(COMPARED).map(|k| brief(k, LONGEST_KEY)).collect();
    if let Some(wanted) = wanted {
        let wanted = fold(&brief(wanted, LONGEST_KEY));
        keys.sort_by_cached_key(|key| {
            let key = fold(key);
            let within = !key.is_empty() && (key.contains(&wanted) || wanted.contains(&key));
            (!within, distance(&key, &wanted))
        });
    }
    keys.truncate(SHOWN);
    let more = if row.len() > SHOWN { " …" } else { "" };
    format!("it has {}{more}", keys.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_of_a_key_say_what_it_stands_for() {
        for (role, keys) in [
            (
                Role::Text,
                &[
                    "Texte de l'article",
                    "Corps de l’article",
                    "CONTENU_COMPLET",
                    "articleBody",
                    "texte intégral",
                    "Text",
                ][..],
            ),
            (
                Role::Id,
                &[
                    "ID_ARTICLE",
                    "id article",
                    "Identifiant",
                    "articleId",
                    "Identifiant de l'article",
                    "ID-doc",
                ],
            ),
            (
                Role::Date,
                &["Date de l'article", "DATE_DIFFUSION", "date du document", "Date de parution"],
            ),
            (Role::Title, &["Titre de l'article", "TITRE_PRINCIPAL", "article title"]),
        ] {
            for key in keys {
                assert!(role.is_said_by(key), "{key}");
                let others = Role::ALL.into_iter().filter(|r| *r != role);
                assert!(others.into_iter().all(|other| !other.is_said_by(key)), "{key}");
            }
        }
        for key in [
            "texte_auteur",
            "id_journal",
            "date_crawl",
            "titre_du_journal",
            "article",
            "auteur",
            "",
            "l'",
            "idiot",
            "contexte",
            "Date de mise à jour",
            "nombre de textes",
        ] {
            assert!(Role::ALL.into_iter().all(|role| !role.is_said_by(key)), "{key}");
        }
    }

    #[test]
    fn a_common_name_comes_before_words_and_what_is_filled_before_what_is_empty() {
        for (row, wanted) in [
            (json!({"ID_ARTICLE": "7", "id": "1"}), "id"),
            (json!({"ID_ARTICLE": "7", "id": ""}), "ID_ARTICLE"),
            (json!({"ID_ARTICLE": "", "id": ""}), "id"),
            (json!({"ID_ARTICLE": ""}), "ID_ARTICLE"),
        ] {
            let row = row.as_object().expect("an object");
            assert_eq!(find_role(row, Role::Id).map(|(key, _)| key), Some(wanted), "{row:?}");
        }
    }

    #[test]
    fn the_keys_that_are_there_are_told_nearest_first() {
        for (wanted, told) in [
            (Some("parution"), "it has date_parution, auteur, id, texte"),
            (Some("txte"), "it has texte, auteur, id, date_parution"),
            (None, "it has auteur, date_parution, id, texte"),
        ] {
            let row = json!({"auteur": 1, "date_parution": 1, "id": 1, "texte": 1});
            let told_now = present(row.as_object().expect("an object"), wanted);
            assert!(told_now.starts_with(told.split(',').next().expect("a key")), "{told_now}");
            assert_eq!(told_now.len(), told.len(), "{told_now}");
        }
    }
}
