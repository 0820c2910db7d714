//! How the name of a place is looked up.

/// The key of a folded name: hyphens and spaces are one, « Saint » is written out.
pub fn key(folded: &str) -> String {
    let words = folded.split([' ', '-', '\u{a0}']).filter(|w| !w.is_empty());
    let words = words.map(|w| match w {
        "st" | "st." => "saint",
        "ste" | "ste." => "sainte",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}
