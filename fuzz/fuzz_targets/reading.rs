//! The laws of reading, for every form of file; each target brings the form.
#![allow(dead_code, reason = "each target uses some of it")]

use depeche::batch::read::{Entry, Reader};
use depeche::batch::{Input, Output, Settings};
use depeche::error::Stage;
use depeche::text::Document;
use std::path::PathBuf;

/// Small limits, so that small files reach them.
const DOCUMENT: usize = 4096;
const UNPACKED: u64 = 1 << 20;
/// More pieces than these are not held against a second reading.
const MANY: usize = 2000;

/// A document, or the code, stage and message of its error.
type Read = Result<Document, (&'static str, Stage, String)>;

/// Reads `bytes` as a file of the given name and checks that
/// - each piece of it is one document or one error, never a panic;
/// - no text is longer than its limit, nor does the file unpack past its own;
/// - places in the file follow each other;
/// - an error says what to do;
/// - a reader that leaves the first half out, as a resumed run does, gives the second half.
pub fn check(name: &str, bytes: &[u8]) -> Vec<Read> {
    let path = folder().join(name);
    std::fs::write(&path, bytes).expect("the folder is in memory");
    let mut settings = Settings::new(vec![Input::Path(path)], Output::Stdout).expect("the file is there");
    settings.max_document = DOCUMENT;
    settings.max_unpacked = UNPACKED;
    let entries: Vec<Entry> = Reader::new(&settings).collect();
    let (mut offset, mut file) = (0, "");
    let mut out = Vec::with_capacity(entries.len());
    for entry in &entries {
        // Each file of an archive counts from its own beginning.
        let of = entry.source.rsplit_once('#').map_or(entry.source.as_str(), |(of, _)| of);
        if std::mem::replace(&mut file, of) != of {
            offset = 0;
        }
        if let Some(at) = entry.byte_offset {
            assert!(at >= offset && at <= 2 * UNPACKED, "byte {at} after byte {offset}");
            offset = at;
        }
        let read = entry.document(&settings).map_err(|e| (e.code.name(), e.stage, e.message));
        match &read {
            Ok(document) => assert!(document.text.len() <= DOCUMENT && !document.id.is_empty()),
            Err((code, _, message)) => assert!(!code.is_empty() && message.contains([';', ',']), "{code}: {message}"),
        }
        out.push(read);
    }
    if entries.len() < MANY {
        let half = entries.len() / 2;
        let rest: Vec<Entry> = Reader::new(&settings).skip(half).collect();
        let place = |e: &Entry| (e.id.clone(), e.source.clone(), e.byte_offset, format!("{:?}", e.body));
        assert!(
            rest.iter().map(place).eq(entries[half..].iter().map(place)),
            "a resumed reading differs"
        );
    }
    out
}

/// Whether the bytes are taken for a packed file.
pub fn is_packed(bytes: &[u8]) -> bool {
    let magics: [&[u8]; 4] = [&[0x1f, 0x8b], &[0x28, 0xb5, 0x2f, 0xfd], b"BZh", &[0xfd, b'7', b'z']];
    magics.iter().any(|m| bytes.starts_with(m))
}

/// A folder in memory, one for each process.
fn folder() -> PathBuf {
    let path = PathBuf::from(format!("/dev/shm/depeche-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a folder in memory");
    path
}
