//! Keys of gold that are meant for others: what stands under « event » would not be measured, and nobody would know.

use super::shown::quoted;
use crate::near::distance;
use crate::text::fold;
use serde_json::Value;

/// The parts of a document that are measured, with their singular.
const OF_DOCUMENT: [(&str, &str); 4] = [
    ("entities", "entity"),
    ("timexes", "timex"),
    ("amounts", "amount"),
    ("events", "event"),
];
/// The parts of an event that are measured and may be left out.
const OF_EVENT: [(&str, &str); 6] = [
    ("args", "arg"),
    ("arguments", "argument"),
    ("dates", "date"),
    ("amounts", "amount"),
    ("source", "sources"),
    ("attribution", "attributions"),
];

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
        let object = value.as_object()?;
        let misspelled = object.keys().filter_map(|key| Some((key, meant(key, known)?)));
        // Beside « dates », « date » is somebody's own.
        let (key, meant) = misspelled.into_iter().find(|(_, meant)| !object.contains_key(*meant))?;
        let id = document.get("doc_id").and_then(Value::as_str).unwrap_or_default();
        Some(format!(
            "document {}: {at}{} is no key of gold; did you mean {meant}? Rename it, or it is not measured",
            quoted(id),
            quoted(key)
        ))
    })
}

/// The key that another is a misspelling of: all of it or its singular, but for a letter.
fn meant<'k>(key: &str, known: &[(&'k str, &str)]) -> Option<&'k str> {
    if known.iter().any(|(name, _)| *name == key) {
        return None;
    }
    let folded = fold(key);
    // Another letter in a short word makes another word: « time » is no « timex ».
    let is_close = |other: &str| folded == other || folded.len() >= 5 && distance(&folded, other) <= 1;
    let close = known.iter().find(|(name, one)| is_close(name) || is_close(one));
    close.map(|(name, _)| *name)
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
            ("time", &OF_DOCUMENT[..], None),
            ("source_id", &OF_EVENT[..], None),
            ("attributed", &OF_EVENT[..], None),
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
        assert_eq!(
            misspelled(r#"{"doc_id": "a", "events": [{"date": "hier", "dates": []}]}"#),
            None
        );
        let message = misspelled(r#"{"doc_id": "a", "text": "", "events": [{"date": []}]}"#).expect("a fault");
        assert!(
            message.contains("events[0].« date » is no key of gold; did you mean dates?"),
            "{message}"
        );
    }
}
