//! What the date rules read, and laws that hold for any text.

use depeche::text::{PartialDate, Text};
use depeche::timex::find;
use proptest::prelude::*;

fn values(raw: &str, date: Option<&str>) -> Vec<String> {
    let published = date.map(|d| d.parse::<PartialDate>().expect("the test's date is a date"));
    find(&Text::new(raw), published).into_iter().map(|t| t.value).collect()
}

#[test]
fn calendar_dates_are_read_day_first() {
    for (raw, want) in [
        ("Le texte entre en vigueur le 1er mai 2024.", "2024-05-01"),
        ("Accident survenu le 15/02/2013 à Metz.", "2013-02-15"),
        ("Version publiée le 2024-07-15.", "2024-07-15"),
    ] {
        assert_eq!(values(raw, None), [want], "{raw}");
    }
}

#[test]
fn the_tense_turns_a_bare_weekday() {
    assert_eq!(
        values("Il a été reçu lundi par le ministre.", Some("2024-07-18")),
        ["2024-07-15"]
    );
    assert_eq!(
        values("Le match aura lieu samedi à Nancy.", Some("2024-07-18")),
        ["2024-07-20"]
    );
}

#[test]
fn hier_needs_an_anchor() {
    assert_eq!(values("Il a signé hier le décret.", None), ["XXXX-XX-XX"]);
}

#[test]
fn false_friends_are_no_dates() {
    for raw in [
        "Il a mobilisé 2000 soldats.",
        "La société vend Office 365.",
        "La sonde s'est posée sur Mars.",
        "Des postes ont été supprimés.",
        "Appelez le 06 12 34 56 78.",
        "Le score final est de 2-1.",
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), Vec::<String>::new(), "{raw}");
    }
}

#[test]
fn a_sign_of_four_bytes_after_an_initial_is_no_panic() {
    assert_eq!(values("A.🠀", None), Vec::<String>::new());
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_bounds_are_in_order(
        raw in "(\\PC{0,12}|le |lundi |14 |31 |mai |février |2024 |de |à |au |du |il y a |9999 |ans |entre |dernier |Pâques |fin ){0,14}",
        month in proptest::bool::ANY,
    ) {
        let date = if month { "2024-07" } else { "2024-07-18" };
        let text = Text::new(&raw);
        for t in find(&text, Some(date.parse().expect("a date"))) {
            prop_assert!(!t.span.of(&raw).is_empty());
            prop_assert!(t.earliest <= t.latest);
            prop_assert!(t.value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:/._".contains(&b)), "{}", t.value);
        }
    }
}
