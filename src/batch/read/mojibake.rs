//! Text that was decoded with the wrong encoding before it came here: « dÃ©cidÃ© », « lâ€™usine ».

use super::oddity::Oddity;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use std::borrow::Cow;

/// Wrong decodings of wrong decodings that are undone.
const DEPTH: usize = 3;

/// Puts the letters of a document's texts back, and knows what is to be said of it.
///
/// UTF-8 that was read as Windows-1252, ISO-8859-1 or Mac Roman becomes what it was: « dÃ©cidÃ© » and « d√©cid√© » become « décidé ». Only
/// runs of characters that come out as letters and signs of French are touched, so « São Paulo », « CAFÉ» » and « √2 » stay. A letter
/// that is lost (« d�cid� ») cannot be put back; it is told.
#[derive(Debug, Default)]
pub(super) struct Mender {
    mended: usize,
    lost: usize,
}

impl Mender {
    /// A text with its letters put back.
    pub(super) fn mend(&mut self, text: String) -> String {
        let mut mended = 0;
        let mut out = text;
        for _ in 0..DEPTH {
            let pass = [WINDOWS_1252, MACINTOSH]
                .into_iter()
                .find_map(|encoding| undo(&out, encoding));
            let Some((better, n)) = pass else { break };
            mended = mended.max(n);
            out = better;
        }
        self.mended += mended;
        self.lost += out.matches('\u{fffd}').count();
        out
    }

    /// What is to be said of the texts; so many lost letters are `told` already.
    pub(super) fn told(&self, told: usize) -> Option<Oddity> {
        match (self.mended, self.lost.saturating_sub(told)) {
            (0, 0) => None,
            (0, lost) => Some(Oddity::LostLetters(lost)),
            (mended, lost) => Some(Oddity::Mojibake { mended, lost }),
        }
    }
}

/// The word « à » in UTF-8, read as Windows-1252.
const LONE_A: &str = "Ã\u{a0}";

/// The text with what was UTF-8 before it was read in `encoding`, and how many runs that were; `None` without one.
fn undo(text: &str, encoding: &'static Encoding) -> Option<(String, usize)> {
    if !may_be_torn(text, encoding) {
        return None;
    }
    let (mut out, mut n, mut rest) = (String::with_capacity(text.len()), 0, text);
    while let Some(at) = rest.find(|c: char| !c.is_ascii()) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let end = tail.find(|c: char| c.is_ascii()).unwrap_or(tail.len());
        let (run, after) = tail.split_at(end);
        match undo_run(run, encoding, after.starts_with(' ') && n > 0) {
            Cow::Owned(letters) if !(letters.starts_with(char::is_lowercase) && ends_in_capitals(&out)) => {
                n += 1;
                let lone = run == LONE_A && !out.ends_with(char::is_alphanumeric);
                out.push_str(&letters);
                // The no-break space was a part of the letter and the space behind it, run together.
                if lone && after.starts_with(char::is_alphanumeric) {
                    out.push(' ');
                }
            }
            _ => out.push_str(run),
        }
        rest = after;
    }
    out.push_str(rest);
    (n > 0).then_some((out, n))
}

/// Whether two characters beyond ASCII follow one another of which the first may be the first byte of a French letter or sign; right
/// French text has few such pairs.
fn may_be_torn(text: &str, encoding: &'static Encoding) -> bool {
    let bytes = text.as_bytes();
    if !neighbors(bytes) {
        return false;
    }
    let mut at = 0;
    while let Some(n) = bytes[at..].iter().position(|b| !b.is_ascii()) {
        at += n;
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        let followed = bytes.get(at).is_some_and(|b| !b.is_ascii());
        if followed && matches!(byte_of(c, encoding), Some(0xc2..=0xc5 | 0xe2 | 0xef)) {
            return true;
        }
    }
    false
}

/// Whether two characters beyond ASCII follow one another anywhere: the last byte of one, then the first of the next.
fn neighbors(bytes: &[u8]) -> bool {
    /// So many pairs are compared at once.
    const AT_ONCE: usize = 256;
    let next = bytes.get(1..).unwrap_or_default();
    bytes.chunks(AT_ONCE).zip(next.chunks(AT_ONCE)).any(|(a, b)| {
        let pairs = a.iter().zip(b);
        pairs.fold(false, |found, (a, b)| found | (a & 0xc0 == 0x80 && *b >= 0xc0))
    })
}

/// Whether a text ends in a word of capitals, which no small letter goes on: « AMANHÃ» » is right.
fn ends_in_capitals(text: &str) -> bool {
    let mut letters = text.chars().rev().take_while(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_uppercase)
}

/// A run of characters beyond ASCII, each of its parts that was French in UTF-8 put back.
///
/// Before a space, « Ã » is an « à » whose second byte, a no-break space, became a plain one.
fn undo_run<'r>(run: &'r str, encoding: &'static Encoding, before_space: bool) -> Cow<'r, str> {
    let bytes: Option<Vec<u8>> = run.chars().map(|c| byte_of(c, encoding)).collect();
    let Some(mut bytes) = bytes else {
        return Cow::Borrowed(run);
    };
    if before_space && bytes.last() == Some(&0xc3) {
        bytes.push(0xa0);
    }
    // What was torn twice comes out torn once.
    let torn = |letters: &str| matches!(undo_run(letters, encoding, false), Cow::Owned(_));
    match String::from_utf8(bytes) {
        Ok(letters) if letters.chars().all(is_french) || torn(&letters) => Cow::Owned(letters.replace('\u{feff}', "")),
        _ => Cow::Borrowed(run),
    }
}

/// The byte beyond ASCII that the encoding reads as this character.
fn byte_of(c: char, encoding: &'static Encoding) -> Option<u8> {
    // ISO-8859-1 is Windows-1252 but for the control characters, which no text has.
    if encoding == WINDOWS_1252
        && let Ok(byte @ 0x80..) = u8::try_from(c)
    {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = encoding.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if byte >= 0x80 && !unknown => Some(byte),
        _ => None,
    }
}

/// Letters and signs of French print beyond ASCII, and what a wrong decoding of them consists of.
fn is_french(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{feff}' | '«' | '»' | '§' | '©' | '®' | '°' | '²' | '³' | '·' | '½' | '€' | '™' | '…' | '•'
        | '‘' | '’' | '“' | '”' | '–' | '—' | 'œ' | 'Œ' | 'Ÿ' | 'à' | 'â' | 'ä' | 'ç' | 'è'..='ë' | 'î' | 'ï' | 'ô' | 'ö' | 'ù' | 'û' | 'ü' | 'ÿ' | 'æ'
        | 'À' | 'Â' | 'Ç' | 'È'..='Ë' | 'Î' | 'Ï' | 'Ô' | 'Ù' | 'Û' | 'Ü' | 'Æ' | 'Ã' | 'ñ' | 'á' | 'í' | 'ó' | 'ú'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// UTF-8 read in another encoding.
    fn torn(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn mend(text: String) -> (String, Option<Oddity>) {
        let mut mender = Mender::default();
        (mender.mend(text), mender.told(0))
    }

    const TEXT: &str = "L’usine « Béga » a été fermée à Orléans, où l’équipe espérait mieux : 3 € d’œuvre…";

    #[test]
    fn a_wrong_decoding_is_undone_and_told() {
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let (mended, told) = mend(torn(TEXT, encoding));
            assert_eq!(mended, TEXT, "{}", encoding.name());
            assert!(told.is_some_and(|t| t.to_string().starts_with("mojibake ")));
        }
        let latin1: String = TEXT.bytes().map(char::from).collect();
        assert_eq!(mend(latin1).0, TEXT);
        assert_eq!(mend(torn(&torn(TEXT, WINDOWS_1252), WINDOWS_1252)).0, TEXT);
        assert_eq!(mend("fermÃ©e Ã  Orléans".to_owned()).0, "fermée à  Orléans");
    }

    #[test]
    fn the_word_of_one_letter_is_mended_with_its_space() {
        for (torn, right) in [
            ("Il va Ã\u{a0} Lyon.", "Il va à Lyon."),
            ("Il va Ã\u{a0}Lyon.", "Il va à Lyon."),
            ("fermÃ©e Ã Lyon", "fermée à Lyon"),
            ("voilÃ\u{a0} Lyon", "voilà Lyon"),
            (
                "SÃ©bastien a dÃ©cidÃ©, L’ONU AUSSI : CAFÃ‰",
                "Sébastien a décidé, L’ONU AUSSI : CAFÉ",
            ),
        ] {
            assert_eq!(mend(torn.to_owned()).0, right);
        }
    }

    #[test]
    fn all_texts_of_a_document_are_counted_together() {
        let mut mender = Mender::default();
        assert_eq!(mender.mend("LibÃ©ration".to_owned()), "Libération");
        assert_eq!(mender.mend("A dÃ©cidÃ© \u{fffd}".to_owned()), "A décidé \u{fffd}");
        assert!(
            mender
                .told(1)
                .is_some_and(|told| told.to_string().contains("places: 3; positions"))
        );
        assert!(
            mender
                .told(0)
                .is_some_and(|told| told.to_string().contains("letters lost: 1"))
        );
    }

    #[test]
    fn a_text_that_is_right_stays() {
        for text in [
            TEXT,
            "São Paulo",
            "CAFÉ» ou THÉ©",
            "√2 et ¬p",
            "l’âge Â",
            "Ã la carte",
            "ÎÂ",
            "Đà Nẵng",
            "« AMANHÃ» et «AMANHÃ\u{a0}»",
            "AMANHÃ\u{a0}DE",
        ] {
            assert_eq!(mend(text.to_owned()), (text.to_owned(), None));
        }
    }

    #[test]
    fn letters_that_are_lost_are_told() {
        let (text, told) = mend("L'usine a \u{fffd}t\u{fffd} ferm\u{fffd}e.".to_owned());
        assert!(text.contains('\u{fffd}') && told.is_some_and(|t| t.to_string().contains(": 3;")));
    }
}
