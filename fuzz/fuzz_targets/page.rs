//! HTML pages of any bytes. `cargo fuzz run page`.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for document in reading::check("a.html", bytes).iter().flatten() {
        assert!(!document.text.trim().is_empty(), "a page's article without a text is an error");
    }
});
