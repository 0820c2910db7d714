//! Dates of any text: no panic, spans in order, apart, on character borders, values of TIMEX3, true bounds. `cargo fuzz run timex`.
#![no_main]

use depeche::text::{PartialDate, Text};
use depeche::timex;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// What a value can be: a date with its X's, a part of a year, a clock time or part of a day, a length, a reference.
static TIMEX3: LazyLock<regex::Regex> = LazyLock::new(|| {
    let day = r"(?:[\dX]{2,4}(?:-[\dX]{2}(?:-[\dX]{2})?|-[QHS][\dX]|-(?:SP|SU|FA|WI)|-W[\dX]{2}(?:-WE|-[\dX])?)?|BC\d{4})";
    let time = r"T(?:[\dX]{2}(?::[\dX]{2}(?::[\dX]{2})?)?(?:Z|[+-]\d{2}:\d{2})?|MO|MI|AF|EV|NI|DT)";
    let length = r"P(?:[\d.X]+(?:Y|M|W|D|DE|CE|Q))*(?:T(?:[\d.X]+[HMS])+)?";
    regex::Regex::new(&format!(
        "^(?:{day}(?:{time})?(?:/{day}(?:{time})?)?|{time}|{length}|PAST_REF|PRESENT_REF|FUTURE_REF)$"
    ))
    .expect("the pattern is written above")
});

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
            assert!(TIMEX3.is_match(&t.value), "{} {:?}", t.value, t.span.of(raw));
            assert!(t.earliest.zip(t.latest).is_none_or(|(a, b)| a <= b), "{t:?}");
        }
    }
});
