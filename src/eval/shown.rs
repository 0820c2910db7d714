//! Words of others as they may stand on a terminal.

/// The words as they are; only what steers a terminal or hides is spelled out.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for piece in words.split_inclusive(['\'', '"', '\\']) {
        let bare = piece.trim_end_matches(['\'', '"', '\\']);
        out.extend(bare.escape_debug());
        out.push_str(&piece[bare.len()..]);
    }
    out
}

/// The words in quotation marks, with one kind of space.
pub(super) fn quoted(words: &str) -> String {
    let words: String = words
        .chars()
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            c => c,
        })
        .collect();
    format!("« {} »", plain(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_as_they_are_and_what_steers_a_terminal_is_not() {
        for words in ["l'État a dit \"non\"", "''", "e\u{301}té", "C:\\dossier", ""] {
            assert_eq!(plain(words), words);
        }
        assert_eq!(plain("l'\u{1b}[31mÉtat\n\u{202e}"), "l'\\u{1b}[31mÉtat\\n\\u{202e}");
        assert_eq!(quoted("12\u{202f}000 l'an"), "« 12 000 l'an »");
    }
}
