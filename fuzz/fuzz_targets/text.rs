//! Plain text in any encoding. `cargo fuzz run text`.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = reading::check("a.txt", bytes);
    assert_eq!(read.len(), 1, "a text file is one document");
    // UTF-8 is read as it stands, whatever it says.
    if let (Ok(text), Ok(document)) = (std::str::from_utf8(bytes), &read[0]) {
        let marked = text.strip_prefix('\u{feff}').unwrap_or(text);
        assert!(document.text == marked && document.warnings.is_empty() || reading::is_packed(bytes));
    }
    if let Ok(document) = &read[0] {
        assert!(!document.text.contains('\0'), "a text with NUL bytes is no text");
    }
});
