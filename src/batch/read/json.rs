//! A row to what it says about its document; the keys are those of common scrapers and corpora, in English and French.

use super::Draft;
use super::decode::decode;
use super::markup::strip;
use super::plain::is_html;
use crate::error::{Code, DocError, Stage, brief};
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
/// Names of the paper, the surest first; an address is none.
const PUBLICATION: &[&str] = &[
    "publication",
    "journal",
    "newspaper",
    "media",
    "outlet",
    "publisher",
    "sitename",
    "site_name",
    "source_name",
    "nom_source",
    "source",
    "source_hostname",
    "source_domain",
    "hostname",
    "domain",
];
/// Characters of a key that a message shows.
const LONGEST_KEY: usize = 40;
/// Bytes of a paper's name: what is longer is none.
const LONGEST_NAME: usize = 200;
/// Keys of objects that hold the rest of what is known: datatrove's metadata, fundus's page.
const NESTED: &[&str] = &["metadata", "meta", "html"];
/// Keys of an object that holds a list of articles.
pub(super) const LISTS: &[&str] = &["articles", "documents", "docs", "items", "results", "data", "hits", "rows"];

fn fail(code: Code, message: impl Into<String>) -> DocError {
    DocError::new(code, Stage::Read, message)
}

/// Reads one JSON value that is to be a row.
pub(super) fn draft(bytes: &[u8], keys: &Keys, max_depth: usize) -> Result<Draft, DocError> {
    let (row, odd) = row(bytes, max_depth)?;
    let draft = draft_of(&row, keys, odd.warnings())?;
    Ok(Draft {
        halves: odd.halves,
        ..draft
    })
}

/// What was odd about a row that was read nevertheless.
#[derive(Debug, Default)]
pub(super) struct Odd {
    encoding: Option<String>,
    /// Halves of surrogate pairs.
    halves: usize,
    /// `NaN` and `Infinity`.
    numbers: usize,
}

impl Odd {
    fn warnings(&self) -> Vec<String> {
        let halves = (self.halves > 0).then(|| {
            format!(
                "half of a character (a lone surrogate) read as \u{fffd}, places: {}; write whole characters into the JSON",
                self.halves
            )
        });
        let numbers = (self.numbers > 0).then(|| {
            format!(
                "no JSON: NaN or Infinity read as null, places: {}; write null or a number",
                self.numbers
            )
        });
        [self.encoding.clone(), halves, numbers].into_iter().flatten().collect()
    }
}

/// Parses a row, and says what was odd about its encoding.
pub(super) fn row(bytes: &[u8], max_depth: usize) -> Result<(Map<String, Value>, Odd), DocError> {
    if deeper_than(bytes, max_depth) {
        return Err(fail(
            Code::TOO_DEEP,
            format!("JSON nested deeper than {max_depth}; raise --max-depth if the row is to be trusted"),
        ));
    }
    let mut odd = Odd::default();
    let decoded;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => {
            decoded = decode(bytes.to_vec())?;
            odd.encoding = decoded.warning;
            decoded.text.as_str()
        }
    };
    let text = text.trim_start_matches('\u{feff}');
    let row: Value = serde_json::from_str(text).or_else(|error| {
        let wrong = |_| fail(Code::JSON, format!("no valid JSON ({error}); mend the row"));
        let mended = mended(text, &mut odd).ok_or(()).map_err(wrong)?;
        let row = serde_json::from_str(&mended).map_err(|_| wrong(()))?;
        Ok::<_, DocError>(row)
    })?;
    match row {
        Value::Object(row) => Ok((row, odd)),
        other => Err(fail(
            Code::JSON,
            format!("{}, but a row is an object, as {{\"text\": \"…\"}}", kind(&other)),
        )),
    }
}

/// The id that a row gives, when it can be read at all: an error about the row is to name it.
pub(super) fn id_of(row: &Map<String, Value>, keys: &Keys) -> Option<String> {
    field(row, keys.id.as_deref(), ID, &mut Vec::new()).or_else(|| {
        URL.iter()
            .find_map(|key| field(row, None, &[key], &mut Vec::new()).filter(|u| u.contains("://") || u.starts_with("www.")))
    })
}

/// Whether brackets outside of strings nest deeper than `limit`.
pub(super) fn deeper_than(bytes: &[u8], limit: usize) -> bool {
    let (mut depth, mut string, mut escaped) = (0usize, false, false);
    for &b in bytes {
        if string {
            match b {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => string = false,
                _ => {}
            }
            continue;
        }
        match b {
            b'"' => string = true,
            b'{' | b'[' => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// A row as Python writes it that JSON does not allow, made JSON: `NaN` and `Infinity` become null, half of a surrogate pair « \u{fffd} ».
fn mended(text: &str, odd: &mut Odd) -> Option<String> {
    let (mut out, mut rest, mut string) = (String::with_capacity(text.len()), text, false);
    while let Some(at) = rest.find(['"', '\\', 'N', 'I']) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let number = ["NaN", "Infinity"].into_iter().find(|word| !string && tail.starts_with(word));
        let taken = if let Some(word) = number {
            odd.numbers += 1;
            out.truncate(out.strip_suffix('-').map_or(out.len(), str::len));
            out.push_str("null");
            word.len()
        } else if string && tail.starts_with("\\u") {
            let (letters, length, whole) = unescaped(tail);
            odd.halves += usize::from(!whole);
            out.push_str(letters);
            length
        } else {
            string ^= tail.starts_with('"');
            let length = if let Some(escaped) = tail.strip_prefix('\\') {
                1 + escaped.chars().next().map_or(0, char::len_utf8)
            } else {
                1
            };
            out.push_str(&tail[..length]);
            length
        };
        rest = &tail[taken..];
    }
    out.push_str(rest);
    (odd.halves + odd.numbers > 0).then_some(out)
}

/// The escape `\\uXXXX` that begins a text, a pair as one; its length, and whether it is a whole character.
fn unescaped(tail: &str) -> (&str, usize, bool) {
    let unit = |at: usize| {
        let escape = tail.get(at..at + 6).filter(|e| e.starts_with("\\u"))?;
        u16::from_str_radix(&escape[2..], 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (&tail[..12], 12, true),
        (Some(0xd800..=0xdfff), _) => ("\\ufffd", 6, false),
        (Some(_), _) => (&tail[..6], 6, true),
        (None, _) => (&tail[..2], 2, true),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Reads the fields of a row.
pub(super) fn draft_of(row: &Map<String, Value>, keys: &Keys, mut warnings: Vec<String>) -> Result<Draft, DocError> {
    let (key, value) = match &keys.text {
        Some(key) => match row.get(key.as_str()) {
            Some(value) => Some((key.as_str(), value)),
            None => return Err(fail(Code::NO_TEXT, format!("no key {key:?} (--text-key); {}", present(row)))),
        },
        None => find(row, TEXT),
    }
    .ok_or_else(|| {
        fail(
            Code::NO_TEXT,
            format!(
                "no text; name its key with --text-key (in a table without a header, its columns with --columns); {}",
                present(row)
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
        warnings.push("HTML in the text was stripped: positions count in what is left".to_owned());
        strip(&text)?
    } else {
        text
    };
    let is_address = |u: &String| u.contains("://") || u.starts_with("www.");
    let address = |key: &&str| field(row, None, &[key], &mut Vec::new()).filter(is_address);
    let url = URL.iter().find_map(address);
    let name = |key: &&str| field(row, None, &[key], &mut Vec::new()).filter(|n| !is_address(n) && n.len() <= LONGEST_NAME);
    let title = field(row, keys.title.as_deref(), TITLE, &mut warnings);
    Ok(Draft {
        id: field(row, keys.id.as_deref(), ID, &mut warnings).or_else(|| url.clone()),
        title: title.map(|t| if is_html(&t) { strip(&t).unwrap_or(t) } else { t }),
        publication: PUBLICATION.iter().find_map(name),
        date: field(row, keys.date.as_deref(), DATE, &mut warnings),
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

/// The keys that a row has, for a message.
fn present(row: &Map<String, Value>) -> String {
    const SHOWN: usize = 12;
    if row.is_empty() {
        return "the row is empty".to_owned();
    }
    let keys: Vec<_> = row.keys().take(SHOWN).map(|k| brief(k, LONGEST_KEY)).collect();
    let more = if row.len() > SHOWN { " …" } else { "" };
    format!("it has {}{more}", keys.join(", "))
}

/// The first of the keys that holds something, those that differ in case, accents and spaces only behind the exact ones; else the first
/// that is there.
fn find<'r>(row: &'r Map<String, Value>, keys: &[&str]) -> Option<(&'r str, &'r Value)> {
    let exact = keys.iter().filter_map(|&k| row.get_key_value(k));
    if let Some((key, value)) = exact.clone().find(|(_, v)| holds(v)) {
        return Some((key, value));
    }
    let folded: Vec<String> = row.keys().map(|k| fold(k.trim()).replace([' ', '-'], "_")).collect();
    let named: Vec<_> = folded.iter().zip(row).collect();
    let loose = keys
        .iter()
        .flat_map(|&wanted| named.iter().filter(move |(name, _)| *name == wanted).map(|&(_, pair)| pair));
    let all: Vec<_> = exact.chain(loose).collect();
    let filled = all.iter().find(|(_, v)| holds(v));
    filled.or_else(|| all.first()).map(|&(k, v)| (k.as_str(), v))
}

/// Whether a value says anything.
fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        _ => true,
    }
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

/// The value of a field as a string: from the row, else from the objects that come with it.
fn field(row: &Map<String, Value>, given: Option<&str>, keys: &[&str], warnings: &mut Vec<String>) -> Option<String> {
    let (key, value) = match given {
        Some(given) => (given, row.get(given)?),
        None => find(row, keys).filter(|(_, v)| !v.is_null()).or_else(|| {
            NESTED
                .iter()
                .filter_map(|&n| row.get(n)?.as_object())
                .find_map(|inner| find(inner, keys).filter(|(_, v)| !v.is_null()))
        })?,
    };
    match plain(value) {
        Value::String(s) => Some(s.trim().to_owned()).filter(|s| !s.is_empty()),
        Value::Number(n) => Some(n.to_string()),
        Value::Null => None,
        _ => {
            warnings.push(format!(
                "key {:?} holds {}, it is left out",
                brief(key, LONGEST_KEY),
                kind(value)
            ));
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
        draft(row.as_bytes(), &Keys::default(), 100)
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
    fn rows_of_python_and_mongodb_are_read() {
        let row =
            read(r#"{"text": "NaN \\\" \ud83d Bon \ud83d\ude00.", "date": NaN, "n": -Infinity, "id": "a"}"#).expect("mended");
        assert_eq!((row.text.as_str(), row.date), ("NaN \\\" \u{fffd} Bon 😀.", None));
        let begins = |i: usize, with: &str| row.warnings[i].starts_with(with) && row.warnings[i].contains("places: ");
        assert!(
            begins(0, "half of a character") && begins(1, "no JSON: NaN"),
            "{:?}",
            row.warnings
        );
        assert_eq!((row.warnings.len(), row.halves), (2, 1));
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
