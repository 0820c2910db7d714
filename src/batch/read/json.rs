//! A JSON row to what it says about its document; the keys are those of common scrapers and corpora.

use super::Draft;
use crate::error::{Code, DocError, Stage};
use serde_json::{Map, Value};

const TEXT: [&str; 5] = ["text", "texte", "body", "maintext", "content"];
const DATE: [&str; 5] = ["date", "published", "pub_date", "date_publish", "created"];
const ID: [&str; 2] = ["id", "doc_id"];
const TITLE: [&str; 2] = ["title", "titre"];

/// Reads one row.
pub(super) fn draft(bytes: &[u8]) -> Result<Draft, DocError> {
    let fail = |code, message: String| DocError::new(code, Stage::Read, message);
    let row: Value = serde_json::from_slice(bytes).map_err(|e| fail(Code::JSON, format!("no JSON: {e}")))?;
    let Value::Object(row) = row else {
        return Err(fail(Code::JSON, "not a JSON object; wanted {\"text\": …}".into()));
    };
    let Some((key, text)) = find(&row, &TEXT) else {
        return Err(fail(
            Code::NO_TEXT,
            format!("no key {}; name the key with --text-key", TEXT.join(", ")),
        ));
    };
    let Value::String(text) = text else {
        return Err(fail(Code::TYPE, format!("key {key:?} holds no string")));
    };
    let url = string(&row, &["url"]);
    Ok(Draft {
        id: string(&row, &ID).or_else(|| url.clone()),
        title: string(&row, &TITLE),
        date: string(&row, &DATE),
        text: text.clone(),
        url,
        warnings: Vec::new(),
    })
}

fn find<'r>(row: &'r Map<String, Value>, keys: &[&'static str]) -> Option<(&'static str, &'r Value)> {
    keys.iter().find_map(|&k| row.get(k).filter(|v| !v.is_null()).map(|v| (k, v)))
}

/// The value of the first key that holds a string or a number.
fn string(row: &Map<String, Value>, keys: &[&'static str]) -> Option<String> {
    match find(row, keys)?.1 {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}
