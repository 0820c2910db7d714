//! Annotations of articles that lie beside them: files of brat and tasks of Label Studio, as `depeche export` writes them and as people hand
//! them back. The articles themselves are read from where they are.

use crate::error::{Code, DocError, Stage};

/// Keys of a task, as Label Studio exports it and imports it.
const OF_TASKS: [&[u8]; 22] = [
    b"id",
    b"inner_id",
    b"data",
    b"meta",
    b"annotations",
    b"completions",
    b"predictions",
    b"drafts",
    b"created_at",
    b"updated_at",
    b"updated_by",
    b"project",
    b"overlap",
    b"file_upload",
    b"total_annotations",
    b"cancelled_annotations",
    b"total_predictions",
    b"comment_count",
    b"unresolved_comment_count",
    b"last_comment_updated_at",
    b"comment_authors",
    b"allow_skip",
];

/// Whether JSON begins with a task of Label Studio: an object, alone or the first of a list, that has nothing but the keys of one, with
/// annotations or predictions among them as far as it is seen, or with the data that depeche writes.
pub(super) fn is_tasks(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let head = head.strip_prefix(b"[").unwrap_or(head).trim_ascii_start();
    if head.first() != Some(&b'{') {
        return false;
    }
    let (keys, whole) = keys(head);
    let outer = || keys.iter().filter(|(depth, _)| *depth == 1).map(|(_, key)| *key);
    let inner = |wanted: &[u8]| keys.iter().any(|(depth, key)| *depth == 2 && *key == wanted);
    let has = |wanted: &[u8]| outer().any(|key| key == wanted);
    let told = has(b"annotations") || has(b"predictions") || (inner(b"doc_id") && inner(b"text"));
    // Of a row that goes on behind what is seen, `text` may still come.
    let only_of_tasks = [
        b"inner_id".as_slice(),
        b"completions",
        b"total_annotations",
        b"total_predictions",
    ];
    let sure = has(b"data") || has(b"annotations") && (whole || only_of_tasks.iter().any(|key| has(key)) || has_results(head));
    outer().all(|key| OF_TASKS.contains(&key)) && told && sure
}

/// The keys of the first object and of the objects in it, with their depth, as far as they are seen; and whether its end is seen.
pub(super) fn keys(json: &[u8]) -> (Vec<(usize, &[u8])>, bool) {
    let (mut keys, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(&byte) = json.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let Some(end) = end_of_string(&json[at..]) else { break };
                let behind = json[at + end + 1..].trim_ascii_start();
                if depth <= 2 && behind.first() == Some(&b':') {
                    keys.push((depth, &json[at..at + end]));
                }
                at += end + 1;
            }
            _ => {}
        }
        if depth == 0 {
            return (keys, true);
        }
    }
    (keys, false)
}

/// Whether an annotation of the tool stands in it, which has its `result`.
fn has_results(json: &[u8]) -> bool {
    const RESULT: &[u8] = b"\"result\"";
    json.windows(RESULT.len()).any(|part| part == RESULT)
}

/// Where the quote stands that closes a string.
fn end_of_string(rest: &[u8]) -> Option<usize> {
    let mut escaped = false;
    rest.iter().position(|&byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}

/// What is said of a file of brat that is given by its name.
pub(super) fn refused_brat() -> DocError {
    DocError::new(
        Code::ANNOTATIONS,
        Stage::Read,
        "annotations of brat, not an article: give the .txt beside it, or the folder",
    )
}

/// What is said of tasks that are given by their name.
pub(super) fn refused_tasks() -> DocError {
    DocError::new(
        Code::ANNOTATIONS,
        Stage::Read,
        "tasks of Label Studio, not articles: give the articles that they were made from; where only the tasks are left, their texts come out \
         with jq -c 'if type == \"array\" then .[] else . end | .data' FILE > articles.jsonl",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_told_from_rows_with_such_keys() {
        for tasks in [
            r#"[{"data":{"date":null,"doc_id":"a","source":"a#1","text":"Le \"port\" ferme et"#,
            r#"[{"data": {"text": "a", "doc_id": "b"}, "predictions": []}]"#,
            r#"  [ {"id": 1, "annotations": [{"id": 3, "result": [{"value": {"text": "#,
            r#"{"id": 1, "annotations": [], "data": {"text": "x"}, "meta": {}}"#,
        ] {
            assert!(is_tasks(tasks.as_bytes()), "{tasks}");
        }
        for rows in [
            r#"[{"data": [{"text": "a", "doc_id": "b"}]}]"#,
            r#"{"id": 1, "text": "Le port", "annotations": []}"#,
            r#"{"id": 1, "meta": {"text": "a", "doc_id": "b"}}"#,
            r#"{"id": 1, "data": {"text": "a"}}"#,
            r#"{"id": 1, "created_at": "2024", "annotations": ["port", "usine", "#,
            r#"[["annotations", "data"]]"#,
            "Le port [ferme].",
            "",
        ] {
            assert!(!is_tasks(rows.as_bytes()), "{rows}");
        }
    }
}
