//! JSON and JSONL files of any bytes; the first byte chooses. `cargo fuzz run json`.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((form, bytes)) = bytes.split_first() else { return };
    let lines = form % 2 == 0;
    let read = reading::check(if lines { "a.jsonl" } else { "a.json" }, bytes);
    // A line is one document, whatever it holds.
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if lines && !reading::is_packed(bytes) && !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]) {
        let held = bare.split(|&b| b == b'\n').filter(|l| !l.iter().all(u8::is_ascii_whitespace));
        // An empty file is an error of its own.
        assert_eq!(read.len(), held.count().max(usize::from(bare.is_empty())));
    }
});
