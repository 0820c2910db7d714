//! What can be said of HTML without parsing it.

use regex::Regex;
use std::sync::LazyLock;

/// The words on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is written in HTML: it has tags that HTML has, or names letters by entities.
///
/// ```text
/// <p>Le port a ferm&eacute;.</p>     yes
/// a < b et AT&T, l'<État>            no
/// ```
pub(super) fn is_html(text: &str) -> bool {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        let tags = r"(?i)</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|figure|blockquote|table|tr|td|section|article|iframe|script)(?:\s[^<>]*)?/?>";
        let entity = r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[a-zA-Z](?:acute|grave|circ|cedil|uml)|nbsp|[lr]aquo|[lr]squo|[lr]dquo|euro|oelig|hellip|[mn]dash);";
        Regex::new(&format!("{tags}|{entity}")).expect("the pattern is fixed and tested")
    });
    TAG.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_known_and_signs_of_text_are_not_tags() {
        assert!(is_html("<p>Le port a ferm&eacute;.</p>") && is_html("L&#39;usine"));
        assert!(!is_html("a < b et AT&T, l'<État> & Cie <https://a.fr>"));
    }
}
