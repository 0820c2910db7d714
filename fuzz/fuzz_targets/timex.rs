//! Dates of any text: no panic, spans in order, apart, on character borders, values of TIMEX3, true bounds. `cargo fuzz run timex`.
#![no_main]

use depeche::text::{PartialDate, Text};
use depeche::timex;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let text = Text::new(raw);
    let dates = [
        None,
        Some(PartialDate::day(date(2024, 7, 18))),
        PartialDate::month(1999, 12),
        PartialDate::year(2016),
        Some(PartialDate::day(date(9999, 12, 31))),
        Some(PartialDate::day(date(1, 1, 1))),
    ];
    for published in dates {
        let mut end = 0;
        for t in timex::find(&text, published) {
            assert!(t.span.start() >= end && t.span.start() < t.span.end());
            assert!(raw.is_char_boundary(t.span.start()) && raw.is_char_boundary(t.span.end()));
            end = t.span.end();
            assert!(timex::is_value(&t.value), "{} {:?}", t.value, t.span.of(raw));
            assert!(t.ambiguous.as_deref().is_none_or(timex::is_value), "{t:?}");
            assert!(t.earliest.zip(t.latest).is_none_or(|(a, b)| a <= b), "{t:?}");
        }
    }
});
