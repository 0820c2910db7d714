//! One JSON value that is to be a row of articles, parsed once.

use super::decode::decode;
use super::oddity::Oddity;
use crate::error::{Code, DocError, Stage};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// One JSON value that is to be a row: its id is wanted before its turn comes, and the rest of it then.
#[derive(Debug)]
pub struct Row {
    bytes: Vec<u8>,
    parsed: OnceLock<Parsed>,
}

/// The fields of a row and what was odd about it.
pub(super) type Parsed = Result<(Map<String, Value>, Odd), DocError>;

/// Bytes of a row up to which its fields are kept from one question to the next: those of a long one may take many times as much memory.
const LONGEST_KEPT: usize = 1 << 16;

impl Row {
    /// The value of these bytes, not yet parsed.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            parsed: OnceLock::new(),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Answers from its fields, or from why there are none.
    pub(super) fn ask<T>(&self, max_depth: usize, answer: impl FnOnce(&Parsed) -> T) -> T {
        let parse = || parse(&self.bytes, max_depth);
        if self.bytes.len() > LONGEST_KEPT {
            answer(&parse())
        } else {
            answer(self.parsed.get_or_init(parse))
        }
    }
}

fn fail(code: Code, message: impl Into<String>) -> DocError {
    DocError::new(code, Stage::Read, message)
}

/// What was odd about a row that was read nevertheless.
#[derive(Debug, Default)]
pub(super) struct Odd {
    encoding: Option<Oddity>,
    /// Halves of surrogate pairs.
    pub(super) halves: usize,
    /// `NaN` and `Infinity`.
    numbers: usize,
}

impl Odd {
    /// The warnings that it is worth.
    pub(super) fn warnings(&self) -> Vec<Oddity> {
        let halves = (self.halves > 0).then_some(Oddity::HalfCharacters(self.halves));
        let numbers = (self.numbers > 0).then_some(Oddity::NoNumbers(self.numbers));
        [self.encoding.clone(), halves, numbers].into_iter().flatten().collect()
    }
}

/// Parses a row, and says what was odd about its encoding.
fn parse(bytes: &[u8], max_depth: usize) -> Parsed {
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
        let wrong = |_| no_json(text, &error);
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

/// What is said of a row that is no JSON.
fn no_json(text: &str, error: &serde_json::Error) -> DocError {
    // The end of the line itself would be a fault in the string.
    let ends = || serde_json::from_str::<IgnoredAny>(text.trim_end()).is_err_and(|e| e.is_eof());
    let message = if ends_in_string(text.as_bytes()) && ends() {
        "no valid JSON: the line ends inside a string; close its quote, and write the end of a line in a text as \\n".to_owned()
    } else {
        // The place is that in the row, and a row on one line has but columns.
        let told = error.to_string();
        let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
        let what = what.replace("EOF while parsing", "it ends inside");
        let place = match (error.is_eof(), error.line()) {
            (true, _) => String::new(),
            (false, 0 | 1) => format!(", column {}", error.column()),
            (false, line) => format!(", line {line} of it, column {}", error.column()),
        };
        format!("no valid JSON ({what}{place}); mend the row")
    };
    fail(Code::JSON, message)
}

/// Whether a row stops before the quote that closes a string.
fn ends_in_string(row: &[u8]) -> bool {
    let (mut string, mut escaped) = (false, false);
    for &b in row {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = string,
            b'"' => string = !string,
            _ => {}
        }
    }
    string
}

/// Whether brackets outside of strings nest deeper than `limit`.
pub(super) fn deeper_than(bytes: &[u8], limit: usize) -> bool {
    // Few rows have as many brackets at all, and counting bytes is quick.
    let opening = |b: &&u8| matches!(**b, b'{' | b'[');
    if bytes.iter().filter(opening).count() <= limit {
        return false;
    }
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

/// What a JSON value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
