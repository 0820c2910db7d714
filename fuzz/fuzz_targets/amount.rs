//! Amounts of any text: no panic, spans in order, apart, on character borders. `cargo fuzz run amount`.
#![no_main]

use depeche::amount;
use depeche::text::{PartialDate, Text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let text = Text::new(raw);
    for published in [None, PartialDate::year(1999)] {
        let mut end = 0;
        for a in amount::find(&text, published, &[]) {
            assert!(a.span.start() >= end && raw.is_char_boundary(a.span.start()) && raw.is_char_boundary(a.span.end()));
            end = a.span.end();
        }
    }
});
