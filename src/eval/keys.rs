//! Keys of gold that are meant for others: what stands under « event » would not be measured, and nobody would know.

use super::shown::quoted;
use crate::near::distance;
use crate::text::fold;
use serde_json::Value;

/// The parts of a document that are measured.
const OF_DOCUMENT: [&str; 4] = ["entities", "timexes", "amounts", "events"];
/// The parts of an event that are measured and may be left out.
const OF_EVENT: [&str; 6] = ["args", "arguments", "dates", "amounts", "source", "attribution"];
/// Letters that a word and its misspelling begin with, if they differ by more than one.
const ALIKE: usize = 4;
/// Letters by which they differ at most: « entity », « entities ».
const APART: usize = 3;

/// What is wrong with the keys of a gold document, if anything is.
pub(super) fn misspelled(json: &str) -> Option<String> {
    let document: Value = serde_json::from_str(json).ok()?;
    let events = document
        .get("events")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate();
    let of_event = events.map(|(i, event)| (format!("events[{i}]."), event, &OF_EVENT[..]));
    let mut all = std::iter::once((String::new(), &document, &OF_DOCUMENT[..])).chain(of_event);
    all.find_map(|(at, value, known)| {
        let keys = value.as_object()?.keys();
        let (key, meant) = keys.filter_map(|key| Some((key, meant(key, known)?))).next()?;
        let id = document.get("doc_id").and_then(Value::as_str).unwrap_or_default();
        Some(format!(
            "document {}: {at}{} is no key of gold; did you mean {meant}? Rename it, or it is not measured",
            quoted(id),
            quoted(key)
        ))
    })
}

/// The key that another is a misspelling of.
fn meant<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    if known.contains(&key) {
        return None;
    }
    let folded = fold(key);
    let begins_alike = |other: &str| folded.chars().take(ALIKE).eq(other.chars().take(ALIKE));
    known.iter().copied().find(|other| match distance(&folded, other) {
        0 | 1 => true,
        letters => letters <= APART && begins_alike(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_key_is_known_and_any_other_is_none_of_ours() {
        for (key, known, expected) in [
            ("event", &OF_DOCUMENT[..], Some("events")),
            ("Entities", &OF_DOCUMENT[..], Some("entities")),
            ("entity", &OF_DOCUMENT[..], Some("entities")),
            ("timex", &OF_DOCUMENT[..], Some("timexes")),
            ("date", &OF_EVENT[..], Some("dates")),
            ("argument", &OF_EVENT[..], Some("arguments")),
            ("events", &OF_DOCUMENT[..], None),
            ("event_count", &OF_DOCUMENT[..], None),
            ("title", &OF_DOCUMENT[..], None),
            ("doc_date", &OF_DOCUMENT[..], None),
            ("score", &OF_EVENT[..], None),
            ("id", &OF_EVENT[..], None),
        ] {
            assert_eq!(meant(key, known), expected, "{key}");
        }
        assert_eq!(
            misspelled(r#"{"doc_id": "a", "text": "", "events": [{"args": []}], "url": ""}"#),
            None
        );
        let message = misspelled(r#"{"doc_id": "a", "text": "", "events": [{"date": []}]}"#).expect("a fault");
        assert!(
            message.contains("events[0].« date » is no key of gold; did you mean dates?"),
            "{message}"
        );
    }
}
