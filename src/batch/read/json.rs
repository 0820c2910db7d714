//! A row to what it says about its document; the keys are those of common scrapers and corpora, in English and French.

use super::markup::strip;
use super::oddity::Oddity;
use super::piece::Draft;
use super::plain::is_html;
use super::role::{Keys, LONGEST_KEY, PUBLICATION, Role, find, find_role, holds, missing, present};
use super::row::{Row, kind};
use crate::error::{Code, DocError, Stage, brief};
use serde_json::{Map, Value};

const URL: &[&str] = &[
    "url",
    "link",
    "lien",
    "source_url",
    "canonical_url",
    "requested_url",
    "responded_url",
    "uri",
    "source",
];
/// Bytes of a paper's name: what is longer is none.
const LONGEST_NAME: usize = 200;
/// Keys of objects that hold the rest of what is known: datatrove's metadata, fundus's page.
const NESTED: &[&str] = &["metadata", "meta", "html"];
/// Keys of an object that holds a list of articles.
pub(super) const LISTS: &[&str] = &["articles", "documents", "docs", "items", "results", "data", "hits", "rows"];

fn fail(code: Code, message: impl Into<String>) -> DocError {
    DocError::new(code, Stage::Read, message)
}

/// The id that a row gives, if it can be read at all.
pub(super) fn id(row: &Row, keys: &Keys, max_depth: usize) -> Option<String> {
    row.ask(max_depth, |parsed| id_of(&parsed.as_ref().ok()?.0, keys))
}

/// Reads a row.
pub(super) fn draft(row: &Row, keys: &Keys, max_depth: usize) -> Result<Draft, DocError> {
    row.ask(max_depth, |parsed| {
        let (row, odd) = parsed.as_ref().map_err(DocError::clone)?;
        let mut warnings = odd.warnings();
        // One row of many may lack what the others have.
        warnings.extend(missing(row, keys).map(|(role, key)| {
            let key = brief(key, LONGEST_KEY);
            Oddity::MissingKey {
                role,
                has: present(row, Some(&key)),
                key: key.into_owned(),
            }
        }));
        let draft = draft_of(row, keys, warnings)?;
        Ok(Draft {
            halves: odd.halves,
            ..draft
        })
    })
}

/// Reads a row of a table, all rows of which have the same columns: one that was named and is not there is a mistake.
pub(super) fn draft_of_table(row: &Map<String, Value>, keys: &Keys, warnings: Vec<Oddity>) -> Result<Draft, DocError> {
    if let Some((role, key)) = missing(row, keys).next() {
        return Err(fail(Code::NO_KEY, no_key(row, role, key)));
    }
    draft_of(row, keys, warnings)
}

fn no_key(row: &Map<String, Value>, role: Role, key: &str) -> String {
    let (key, option) = (brief(key, LONGEST_KEY), role.option());
    format!("no key {key:?} ({option}); {}", present(row, Some(&key)))
}

/// The id that a row gives, when it can be read at all: an error about the row is to name it.
pub(super) fn id_of(row: &Map<String, Value>, keys: &Keys) -> Option<String> {
    of_role(row, Role::Id, keys, &mut Vec::new())
        .or_else(|| URL.iter().find_map(|key| of_key(row, key).filter(|u| is_address(u))))
}

/// Reads the fields of a row.
pub(super) fn draft_of(row: &Map<String, Value>, keys: &Keys, mut warnings: Vec<Oddity>) -> Result<Draft, DocError> {
    let (key, value) = match &keys.text {
        Some(key) => match row.get(key.as_str()) {
            Some(value) => Some((key.as_str(), value)),
            None => return Err(fail(Code::NO_TEXT, no_key(row, Role::Text, key))),
        },
        None => find_role(row, Role::Text),
    }
    .ok_or_else(|| {
        fail(
            Code::NO_TEXT,
            format!(
                "no text; name its key with --text-key (in a table without a header, its columns with --columns); {}",
                present(row, None)
            ),
        )
    })?;
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Object(body) => sections(body).ok_or_else(|| wrong_type(key, value))?,
        _ => return Err(wrong_type(key, value)),
    };
    if text.is_empty() {
        return Err(fail(
            Code::NO_TEXT,
            format!("key {:?} is empty; leave the row out", brief(key, LONGEST_KEY)),
        ));
    }
    let text = if is_html(&text) {
        warnings.push(Oddity::Html);
        strip(&text)?
    } else {
        text
    };
    let url = URL.iter().find_map(|key| of_key(row, key).filter(|u| is_address(u)));
    let title = of_role(row, Role::Title, keys, &mut warnings);
    Ok(Draft {
        id: of_role(row, Role::Id, keys, &mut warnings).or_else(|| url.clone()),
        title: title.map(|t| if is_html(&t) { strip(&t).unwrap_or(t) } else { t }),
        publication: of_role(row, Role::Publication, keys, &mut warnings),
        date: of_role(row, Role::Date, keys, &mut warnings),
        text,
        url,
        warnings,
        ..Draft::default()
    })
}

fn wrong_type(key: &str, value: &Value) -> DocError {
    fail(
        Code::TYPE,
        format!(
            "key {:?} holds {}, wanted a string; name another with --text-key",
            brief(key, LONGEST_KEY),
            kind(value)
        ),
    )
}

/// The cells of a row by the names of their columns; of columns of one name, the first that holds something.
pub(super) fn first_filled(cells: impl Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut row = Map::new();
    for (name, value) in cells {
        if !row.get(&name).is_some_and(holds) {
            row.insert(name, value);
        }
    }
    row
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.")
}

/// The key of a row that stands for a role, and its value: the one that was named for it, else the one that is found in the row or in the
/// objects that come with it.
pub(super) fn key_of<'r>(row: &'r Map<String, Value>, role: Role, keys: &Keys) -> Option<(&'r str, &'r Value)> {
    match role.named(keys) {
        Some(named) => row.get_key_value(named).map(|(key, value)| (key.as_str(), value)),
        None if role == Role::Publication => publication(row),
        None => or_nested(row, |row| find_role(row, role)),
    }
}

/// The first common name of the paper whose value may be one: no address, and not a text.
fn publication(row: &Map<String, Value>) -> Option<(&str, &Value)> {
    let named = |(key, value): &(&str, &Value)| {
        let name = field(key, value, &mut Vec::new());
        name.is_some_and(|name| !is_address(&name) && name.len() <= LONGEST_NAME)
    };
    let all = PUBLICATION.iter();
    all.filter_map(|&key| or_nested(row, |row| find(row, &[key]))).find(named)
}

/// What is found in a row that is not null, else in the objects that come with it.
fn or_nested<'r>(
    row: &'r Map<String, Value>,
    find: impl Fn(&'r Map<String, Value>) -> Option<(&'r str, &'r Value)>,
) -> Option<(&'r str, &'r Value)> {
    let filled = |row| find(row).filter(|(_, value)| !value.is_null());
    filled(row).or_else(|| NESTED.iter().filter_map(|&n| row.get(n)?.as_object()).find_map(filled))
}

/// What a row says about a role, as a string.
pub(super) fn of_role(row: &Map<String, Value>, role: Role, keys: &Keys, warnings: &mut Vec<Oddity>) -> Option<String> {
    key_of(row, role, keys).and_then(|(key, value)| field(key, value, warnings))
}

/// What a row says under a key, as a string.
fn of_key(row: &Map<String, Value>, key: &str) -> Option<String> {
    or_nested(row, |row| find(row, &[key])).and_then(|(key, value)| field(key, value, &mut Vec::new()))
}

/// The value of a field as a string.
fn field(key: &str, value: &Value, warnings: &mut Vec<Oddity>) -> Option<String> {
    match plain(value) {
        Value::String(s) => Some(s.trim().to_owned()).filter(|s| !s.is_empty()),
        Value::Number(n) => Some(n.to_string()),
        Value::Null => None,
        _ => {
            warnings.push(Oddity::LeftOutKey {
                key: key.to_owned(),
                holds: kind(value),
            });
            None
        }
    }
}

/// A value as MongoDB exports it, `{"$date": "2024-07-16T00:00:00Z"}` or `{"$oid": "…"}`, without its wrapping.
fn plain(value: &Value) -> &Value {
    let inner = value.as_object().filter(|o| o.len() == 1).and_then(|o| o.iter().next());
    match inner {
        Some((key, inner)) if key.starts_with('$') => plain(inner),
        _ => value,
    }
}

/// The text of a body in sections, as fundus writes it: `{summary: […], sections: [{headline: […], paragraphs: […]}]}`.
fn sections(body: &Map<String, Value>) -> Option<String> {
    let strings = |value: Option<&Value>| -> Vec<String> {
        match value {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Some(Value::String(s)) => vec![s.clone()],
            _ => Vec::new(),
        }
    };
    let mut parts = strings(body.get("summary"));
    for section in body.get("sections")?.as_array()? {
        parts.extend(strings(section.get("headline")));
        parts.extend(strings(section.get("paragraphs")));
    }
    parts.retain(|p| !p.is_empty());
    Some(parts.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: &str) -> Result<Draft, DocError> {
        draft(&Row::new(row.as_bytes().to_vec()), &Keys::default(), 100)
    }

    #[test]
    fn rows_of_scrapers_are_read_as_they_come() {
        let news_please =
            read(r#"{"maintext": "Le port.", "date_publish": "2024-07-16 08:00:00", "url": "https://a.fr/1", "authors": []}"#);
        let news_please = news_please.expect("news-please");
        assert_eq!(
            (news_please.id.as_deref(), news_please.date.as_deref()),
            (Some("https://a.fr/1"), Some("2024-07-16 08:00:00"))
        );
        let datatrove = read(r#"{"text": "Le port.", "id": "x", "metadata": {"date": "2024-07-16", "url": "https://a.fr/1"}}"#)
            .expect("datatrove");
        assert_eq!(
            (datatrove.date.as_deref(), datatrove.url.as_deref()),
            (Some("2024-07-16"), Some("https://a.fr/1"))
        );
        let fundus = read(
            r#"{"title": "T", "publishing_date": "2024-07-16", "body": {"summary": ["S."], "sections": [{"headline": [], "paragraphs": ["A.", "B."]}]}}"#,
        );
        assert_eq!(fundus.expect("fundus").text, "S.\n\nA.\n\nB.");
        let trafilatura = read(
            r#"{"title": "T", "id": null, "source": "https://a.fr/1", "source-hostname": "a", "text": "Le port.", "date": null}"#,
        )
        .expect("trafilatura");
        assert_eq!((trafilatura.id.as_deref(), trafilatura.date), (Some("https://a.fr/1"), None));
        let french = read(r#"{"Titre": "T", "Texte": "Le port.", "Date de publication": "16/07/2024"}"#).expect("French");
        assert_eq!(
            (french.title.as_deref(), french.date.as_deref()),
            (Some("T"), Some("16/07/2024"))
        );
    }

    #[test]
    fn rows_without_a_text_say_what_is_wrong() {
        for (row, code) in [
            (r#"{"text": 42}"#, Code::TYPE),
            (r#"{"text": ["a"]}"#, Code::TYPE),
            (r#"{"text": {"a": 1}}"#, Code::TYPE),
            (r#"{"text": null}"#, Code::NO_TEXT),
            (r#"{"text": ""}"#, Code::NO_TEXT),
            (r#"{"id": 1}"#, Code::NO_TEXT),
            (r#"{}"#, Code::NO_TEXT),
            (r#"[1]"#, Code::JSON),
            (r#"{"text": "a""#, Code::JSON),
        ] {
            assert_eq!(read(row).expect_err(row).code, code, "{row}");
        }
        assert_eq!(read(&"[".repeat(200_000)).expect_err("deep").code, Code::TOO_DEEP);
        assert!(read(r#"{"text": "]]]{{{\"[[["}"#).is_ok());
    }

    #[test]
    fn of_columns_of_one_name_the_first_that_holds_something_is_read() {
        let text = |row: &str| read(row).map(|draft| draft.text).ok();
        assert_eq!(text(r#"{"text": " ", "Text": "Le port."}"#).as_deref(), Some("Le port."));
        assert_eq!(text(r#"{"texte": "", "contenu": "Le port."}"#).as_deref(), Some("Le port."));
        assert_eq!(text(r#"{"text": "", "contenu": null}"#), None);
        let cells = [("texte", ""), ("texte", "Le port."), ("texte", "La gare.")];
        let row = first_filled(cells.into_iter().map(|(name, cell)| (name.to_owned(), cell.into())));
        assert_eq!(row["texte"], "Le port.");
    }

    #[test]
    fn what_is_no_json_is_told_with_its_remedy() {
        for (row, in_string) in [
            ("{\"text\": \"Le port\n", true),
            ("{\"text\": \"Le port", true),
            ("{\"text\": \"Le \\\"port", true),
            ("{\"text\": \"Le port\"\n", false),
            ("{\"text\": \"5\" pouces\"}\n", false),
            ("{\"text\": \n", false),
            ("texte\n", false),
        ] {
            let told = read(row).expect_err("no JSON").message;
            assert_eq!(told.contains("the line ends inside a string"), in_string, "{row:?}: {told}");
            assert!(told.starts_with("no valid JSON"), "{told}");
        }
    }

    #[test]
    fn rows_of_python_and_mongodb_are_read() {
        let row =
            read(r#"{"text": "NaN \\\" \ud83d Bon \ud83d\ude00.", "date": NaN, "n": -Infinity, "id": "a"}"#).expect("mended");
        assert_eq!((row.text.as_str(), row.date), ("NaN \\\" \u{fffd} Bon 😀.", None));
        assert_eq!(row.warnings, [Oddity::HalfCharacters(1), Oddity::NoNumbers(2)]);
        assert_eq!(row.halves, 1);
        assert_eq!(read(r#"{"text": "a \ud83d"}"#).expect("half").warnings.len(), 1);
        assert_eq!(read(r#"{"text": "a", "n": NaN}"#).expect("NaN").warnings.len(), 1);
        assert_eq!(
            read(r#"{"text": "Bon.", "n": NaNa}"#).expect_err("no number").code,
            Code::JSON
        );
        let row = read(r#"{"text": "Bon.", "_id": {"$oid": "6a"}, "date": {"$date": {"$numberLong": "1721116800000"}}}"#);
        let row = row.expect("MongoDB");
        assert_eq!((row.id.as_deref(), row.date.as_deref()), (Some("6a"), Some("1721116800000")));
        assert!(row.warnings.is_empty(), "{:?}", row.warnings);
    }
}
