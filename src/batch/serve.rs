//! One answer a line: rows in, records out, nothing held back.

use super::document::{Answer, Single, line};
use super::settings::Settings;
use crate::ner::NerBackend;
use std::io::{self, BufRead, Read, Write};

/// The answer to one JSON row, the `row`th from 1, as [`serve`] and a run over standard input give it; and the document's text, where it
/// could be processed.
pub fn answer(settings: &Settings, backend: &dyn NerBackend, bytes: Vec<u8>, row: u64) -> (Answer, Option<String>) {
    Single::new(settings, backend).answer(bytes, row)
}

/// Answers each line of `from`, a JSON row, with one line on `to`, flushed; blank lines are answered too, with an error.
///
/// A row that gives no id is called `stdin#LINE`. Returns how many failed.
///
/// # Errors
/// When `from` cannot be read or `to` cannot be written.
pub fn serve(settings: &Settings, backend: &dyn NerBackend, mut from: impl BufRead, mut to: impl Write) -> io::Result<u64> {
    let single = Single::new(settings, backend);
    let limit = settings.max_document.saturating_mul(8) as u64;
    let (mut row, mut failed) = (0u64, 0);
    loop {
        let mut bytes = Vec::new();
        if (&mut from).take(limit).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(failed);
        }
        row += 1;
        // A line past the limit cannot be answered in step with the others.
        if bytes.len() as u64 == limit && bytes.last() != Some(&b'\n') {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("line {row} is longer than {limit} bytes; raise --max-document"),
            ));
        }
        let (answer, _) = single.answer(bytes, row);
        failed += u64::from(answer.error.is_some());
        let mut out = Vec::new();
        line(&mut out, &answer);
        to.write_all(&out)?;
        to.flush()?;
    }
}
