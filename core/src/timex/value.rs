//! TIMEX3 values.

use regex::Regex;
use std::sync::LazyLock;

static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    let (month, day) = ("(?:0[1-9]|1[0-2]|XX)", "(?:0[1-9]|[12][0-9]|3[01]|XX)");
    let week = "W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)(?:-(?:WE|[1-7]))?";
    let of_year = format!("(?:{month}(?:-{day})?|{week}|Q[1-4X]|H[12X]|SP|SU|FA|WI)");
    let date = format!("(?:(?:[0-9]{{4}}|XXXX)(?:-{of_year})?|[0-9]{{2,3}}|XXX?|BC[0-9]{{4}})");
    let time = "T(?:(?:[01][0-9]|2[0-4]):[0-5][0-9](?::(?:[0-5][0-9]|60))?|MO|AF|EV|NI)";
    let figure = "(?:[0-9]+(?:[.][0-9]+)?|X)";
    let clock = format!("T(?:{figure}[HMS])+");
    let length = format!("P(?:(?:{figure}[YMWDQ])+(?:{clock})?|{clock})");
    Regex::new(&format!(
        "^(?:{date}(?:{time}|/{date})?|{length}(?:/{length})?|(?:PAST|PRESENT|FUTURE)_REF)$"
    ))
    .expect("the pattern is written above")
});

/// Whether a string is a TIMEX3 value of the forms that [`find`](super::find) gives: a date with its X's or a part of a year,
/// from one to another, a clock time or a part of a day, a length or two that bound it, a reference.
///
/// It knows no calendar: the 31st of February passes.
///
/// ```
/// use depeche_core::timex::is_value;
/// assert!(["2024-07-20", "XXXX-WXX-1", "2022-09/2023-Q2", "P1Y6M", "2024-07-20T14:30"].into_iter().all(is_value));
/// assert!(!["2024-13", "P", "PT", "2024-07-20T25:00", "lundi", ""].into_iter().any(is_value));
/// ```
pub fn is_value(value: &str) -> bool {
    VALUE.is_match(value)
}
