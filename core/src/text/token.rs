//! Words as French news writes them: elisions, inverted clitics, abbreviations, grouped digits.
//!
//! The same conventions hold in the model's training data (`docs/MODEL.md`).

use super::fold::{Folded, fold};
use super::span::Span;
use crate::lexicon::words::WordSet;

/// What a token begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A letter: « l' », « Saint-Pétersbourg », « A320 », « M. ».
    Word,
    /// A digit: « 2,5 », « 14h30 », « 2016-2018 », « 1er ».
    Number,
    /// A mark of punctuation, a quote, a bracket.
    Punct,
    /// Any other sign: « % », « € », « ° ».
    Symbol,
    /// An address of the web or of mail.
    Url,
}

/// One token of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    span: Span,
    folded: (u32, u32),
    kind: TokenKind,
}

impl Token {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its folded form, a slice of the folded view.
    pub fn folded<'f>(&self, view: &'f Folded) -> &'f str {
        &view.text()[self.folded.0 as usize..self.folded.1 as usize]
    }

    /// Where it stands in the folded view.
    pub fn folded_range(&self) -> std::ops::Range<usize> {
        self.folded.0 as usize..self.folded.1 as usize
    }

    /// What it begins with.
    pub fn kind(&self) -> TokenKind {
        self.kind
    }

    /// Whether it follows the token before it without a space.
    pub fn is_glued_to(&self, before: &Token) -> bool {
        before.span.end() == self.span.start()
    }
}

/// Words that lose their last vowel before the apostrophe and stand alone with it.
fn is_elision(folded: &str) -> bool {
    matches!(
        folded,
        "l" | "d" | "j" | "m" | "t" | "s" | "n" | "c" | "qu" | "jusqu" | "lorsqu" | "puisqu" | "quoiqu"
    )
}

/// Whether the hyphen before `rest` opens an inverted pronoun: « a-t-il », « est-ce », « dit-on ».
fn clitic_length(before: &str, rest: &str) -> Option<usize> {
    let tail = rest.as_bytes();
    let (skip, tail) = match tail {
        [b't' | b'T', b'-', more @ ..] => (2, more),
        _ => (0, tail),
    };
    let n = tail.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let after = rest[skip + n..].chars().next();
    if after.is_some_and(|c| c.is_alphanumeric() || c == '-') || n == 0 || n > 5 {
        return None;
    }
    let word = rest[skip..skip + n].to_ascii_lowercase();
    let lower = rest[skip..].starts_with(|c: char| c.is_ascii_lowercase());
    let shouted = before.chars().all(|c| !c.is_lowercase());
    let pronoun = matches!(
        word.as_str(),
        "il" | "ils" | "elle" | "elles" | "on" | "je" | "tu" | "nous" | "vous" | "ce" | "moi" | "toi" | "lui" | "leur"
    );
    let fixed = matches!(
        fold(before).as_str(),
        "rendez" | "lui" | "elle" | "soi" | "chez" | "sot" | "garde"
    );
    (pronoun && (lower || shouted) && !fixed).then_some(skip + n)
}

/// Whether a word before a hyphen and a capital only says how one stands to the name: « pro-Kelvar », « ex-Zaïre ». « Anti-Defamation » is a
/// name.
fn is_prefix(before: &str) -> bool {
    matches!(before, "ex" | "Ex" | "anti" | "pro")
}

/// Abbreviations that keep their point: before anything, or only before a lower-case letter or a digit.
fn keeps_point(folded: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    let next = rest.chars().next();
    match folded {
        "av" | "apr" if next == Some('J') => true,
        // « le bd. Voltaire », « Orvane Inc. (Dole) », « vol. II ».
        "bd" | "boul" if next.is_some_and(char::is_uppercase) => true,
        "inc" | "ltd" | "corp" | "co" if next == Some('(') => true,
        "vol" | "t" | "chap" | "art" | "p" | "pp" if is_roman(rest) => true,
        "m" | "mm" | "mme" | "mmes" | "mlle" | "mlles" | "dr" | "drs" | "pr" | "mgr" => true,
        "me" | "st" | "ste" | "lt" | "gal" | "av" | "apr" | "env" | "art" | "cf" | "ex" | "p" | "pp" | "vol" | "etc" | "janv"
        | "fevr" | "fev" | "avr" | "juil" | "sept" | "oct" | "nov" | "dec" | "hab" | "min" | "max" | "tel" | "no" | "inc"
        | "ltd" | "corp" | "co" | "jr" | "sr" | "bd" | "ed" | "dir" | "gen" | "col" | "cdt" | "adj" | "prof" | "cie" | "al"
        | "ibid" | "op" | "cit" | "dept" | "approx" => {
            next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == ',' || c == ')')
        }
        _ => false,
    }
}

/// First parts of words that have a hyphen of their own: « peut-être », « mi-juin », « ex-ministre ».
fn keeps_hyphen(folded: &str) -> bool {
    WordSet::KeepsHyphen.has(folded)
}

/// A word put together that hyphens break at the ends of lines; a hyphen before a capital is the name's own.
pub(super) fn unbroken(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for line in word.split('\n') {
        let first = out.strip_suffix('-').filter(|_| line.starts_with(char::is_lowercase));
        if first.is_some_and(|first| !keeps_hyphen(&fold(first))) {
            out.pop();
        }
        out.push_str(line.trim_end_matches('\r'));
    }
    out
}

/// Whether a word is an acronym of three letters or more with a point after each: « S.N.C.F. »; « U.S. » may be initials.
pub(super) fn is_dotted_acronym(word: &str) -> bool {
    let letters = word.split_terminator('.');
    let single = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase());
    word.ends_with('.') && word.len() >= 6 && letters.clone().all(single)
}

/// Whether the text begins with a Roman numeral: « II », « XIV, ». Not « Il ».
fn is_roman(rest: &str) -> bool {
    let n = rest
        .bytes()
        .take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
        .count();
    n > 0 && !rest[n..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
}

/// Splits `raw` into tokens and folds it, in one walk.
pub(super) fn tokenize(raw: &str) -> (Folded, Vec<Token>) {
    let mut t = Tokenizer {
        raw,
        bytes: raw.as_bytes(),
        at: 0,
        plain: 0,
        folded: Folded::with_capacity(raw.len()),
        tokens: Vec::with_capacity(raw.len() / 5),
    };
    t.run();
    t.fold_plain();
    (t.folded, t.tokens)
}

struct Tokenizer<'t> {
    raw: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Where the run of plain ASCII begins that stands before the cursor and is not yet folded: long runs are folded at once.
    plain: usize,
    folded: Folded,
    tokens: Vec<Token>,
}

impl Tokenizer<'_> {
    fn run(&mut self) {
        while let Some(c) = self.peek() {
            if c == ' ' {
                self.take(c);
            } else if is_alphanumeric(c) {
                self.word(c);
            } else if c.is_whitespace() || is_invisible(c) {
                self.take(c);
            } else {
                self.sign(c);
            }
        }
    }

    /// The character at the cursor.
    #[inline]
    fn peek(&self) -> Option<char> {
        self.peek_at(self.at)
    }

    #[inline]
    fn peek_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            Some(b) if b.is_ascii() => Some(*b as char),
            Some(_) => self.raw.get(at..)?.chars().next(),
            None => None,
        }
    }

    /// How many letters of plain ASCII stand at the cursor.
    #[inline]
    fn letters(&self) -> usize {
        let rest = &self.bytes[self.at..];
        rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len())
    }

    /// Folds what of plain ASCII stands before the cursor.
    #[inline]
    fn fold_plain(&mut self) {
        if self.plain < self.at {
            self.folded.push_plain(&self.raw[self.plain..self.at]);
            self.plain = self.at;
        }
    }

    /// How long the folded view is up to the cursor.
    #[inline]
    fn folded_len(&self) -> usize {
        self.folded.len() + (self.at - self.plain)
    }

    /// Moves past `c`, folding it or leaving it to be folded with its run.
    #[inline]
    fn take(&mut self, c: char) {
        if c.is_ascii() {
            self.at += 1;
        } else {
            self.fold_plain();
            let len = c.len_utf8();
            self.folded.push(c, self.at, len);
            self.at += len;
            self.plain = self.at;
        }
    }

    fn take_to(&mut self, end: usize) {
        while self.at < end {
            match self.peek() {
                Some(c) => self.take(c),
                None => return,
            }
        }
    }

    fn push(&mut self, start: usize, folded: usize, kind: TokenKind) {
        let end = self.folded_len();
        if end > folded {
            self.tokens.push(Token {
                span: Span::walked(start, self.at),
                folded: (folded as u32, end as u32),
                kind,
            });
        }
    }

    fn sign(&mut self, c: char) {
        let (start, folded) = (self.at, self.folded_len());
        self.take(c);
        if c == '.' {
            while self.bytes.get(self.at) == Some(&b'.') {
                self.take('.');
            }
        }
        let kind = if c.is_ascii_punctuation() && !matches!(c, '%' | '$' | '+' | '=' | '<' | '>' | '^' | '~' | '`' | '|' | '#')
            || matches!(
                c,
                '«' | '»'
                    | '“'
                    | '”'
                    | '„'
                    | '‘'
                    | '’'
                    | '‹'
                    | '›'
                    | '…'
                    | '–'
                    | '—'
                    | '•'
                    | '·'
                    | '¿'
                    | '¡'
                    | '−'
                    | '‐'
                    | '‑'
            ) {
            TokenKind::Punct
        } else {
            TokenKind::Symbol
        };
        self.push(start, folded, kind);
    }

    fn word(&mut self, first: char) {
        let (start, folded) = (self.at, self.folded_len());
        let letters = self.letters();
        if self.take_address(letters) {
            return;
        }
        let kind = if first.is_numeric() {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        let mut last = self.take_first(first, letters);
        while let Some(c) = self.peek() {
            if kind == TokenKind::Word && c.is_ascii_alphabetic() {
                last = self.take_letters(self.letters());
                continue;
            }
            if is_alphanumeric(c) {
                if kind == TokenKind::Number && c.is_alphabetic() && last.is_ascii_digit() && self.scaled_currency() {
                    break;
                }
            } else if is_invisible(c) {
                self.take(c);
                continue;
            } else {
                let next = self.peek_at(self.at + c.len_utf8());
                let joins_digits = last.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit());
                match c {
                    '\'' | '’' => {
                        if kind == TokenKind::Word && is_elision(self.since(folded)) {
                            self.take(c);
                            break;
                        }
                        let joins_letters = kind == TokenKind::Word && next.is_some_and(char::is_alphabetic);
                        if !(joins_letters || joins_digits) {
                            break;
                        }
                    }
                    '.' | ',' | ':' if joins_digits => {}
                    '-' if kind == TokenKind::Word && self.line_ends_in_word(start, last) => {
                        self.take_broken(c, folded);
                        last = c;
                        continue;
                    }
                    '-' if next.is_some_and(char::is_uppercase) && is_prefix(&self.raw[start..self.at]) => {
                        self.take(c);
                        break;
                    }
                    '-' | '‐' | '‑' | '−' if next.is_some_and(char::is_alphanumeric) => {
                        if self.split_clitic(c, start, folded, kind) {
                            return;
                        }
                    }
                    '&' | '_' if next.is_some_and(char::is_alphanumeric) && c == '_' || next.is_some_and(char::is_uppercase) => {}
                    '°' if self.since(folded) == "n" => {
                        self.take(c);
                        break;
                    }
                    '.' if kind == TokenKind::Word && self.point_belongs(start, folded) => {
                        self.take(c);
                        last = c;
                        match (self.peek(), self.peek_at(self.at + 1), self.peek_at(self.at + 2)) {
                            // « U.S.A. », « J.-C. »
                            (Some(a), Some('.'), _) if a.is_uppercase() => {}
                            (Some('-'), Some(a), Some('.')) if a.is_uppercase() => self.take('-'),
                            _ => break,
                        }
                        continue;
                    }
                    _ => break,
                }
            }
            self.take(c);
            last = c;
        }
        self.push(start, folded, kind);
    }

    /// Takes the address that begins at the cursor with so many letters, if one does.
    fn take_address(&mut self, letters: usize) -> bool {
        let (start, folded) = (self.at, self.folded_len());
        let Some(end) = self.url_end(letters) else { return false };
        self.take_to(end);
        self.push(start, folded, TokenKind::Url);
        true
    }

    /// Moves past the first character of a word, and past the letters of plain ASCII that it begins with; the last of them.
    fn take_first(&mut self, first: char, letters: usize) -> char {
        if letters > 0 {
            return self.take_letters(letters);
        }
        self.take(first);
        first
    }

    /// Ends a word at the hyphen at the cursor, and takes the pronoun behind it as another, if one stands there.
    fn split_clitic(&mut self, hyphen: char, start: usize, folded: usize, kind: TokenKind) -> bool {
        let rest = &self.raw[self.at + hyphen.len_utf8()..];
        let Some(n) = clitic_length(&self.raw[start..self.at], rest) else {
            return false;
        };
        self.push(start, folded, kind);
        let (start, folded) = (self.at, self.folded_len());
        self.take_to(start + hyphen.len_utf8() + n);
        self.push(start, folded, TokenKind::Word);
        true
    }

    /// Whether the hyphen at the cursor breaks a word at the end of its line: « con-⏎damné », « Saint-⏎Étienne ».
    fn line_ends_in_word(&self, start: usize, last: char) -> bool {
        let rest = &self.raw[self.at + 1..];
        let next = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n');
        let clitic = |n: &str| clitic_length(&self.raw[start..self.at], n).is_some();
        last.is_alphabetic() && next.is_some_and(|n| n.starts_with(char::is_alphabetic) && !clitic(n))
    }

    /// Moves past a hyphen and the end of its line; the folded word goes on without them, a name and « peut-être » with the hyphen.
    fn take_broken(&mut self, hyphen: char, folded: usize) {
        let end = self.at + self.raw[self.at..].find('\n').map_or(0, |n| n + 1);
        let small = self.peek_at(end).is_some_and(char::is_lowercase);
        if !small || keeps_hyphen(self.since(folded)) {
            self.take(hyphen);
        }
        self.fold_plain();
        self.folded.skip(end);
        self.at = end;
        self.plain = end;
    }

    /// Moves past `n` letters of plain ASCII; the last of them.
    #[inline]
    fn take_letters(&mut self, n: usize) -> char {
        self.at += n;
        char::from(self.bytes[self.at - 1])
    }

    /// The folded view from a place in it up to the cursor.
    fn since(&mut self, folded: usize) -> &str {
        self.fold_plain();
        &self.folded.text()[folded..]
    }

    /// Whether the point at the cursor belongs to the word before it.
    fn point_belongs(&mut self, start: usize, folded: usize) -> bool {
        let raw = &self.raw[start..self.at];
        let mut letters = raw.chars().rev();
        let initial = letters.next().is_some_and(char::is_uppercase) && matches!(letters.next(), None | Some('.' | '-'));
        if initial {
            return true;
        }
        let rest = &self.raw[self.at + 1..];
        keeps_point(self.since(folded), rest)
    }

    /// Whether the letters at the cursor scale a currency behind the digits: `10M€`, `50k€`, `3Mds€`, `50MUSD`.
    fn scaled_currency(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let n = rest.iter().take(8).take_while(|b| b.is_ascii_alphabetic()).count();
        let after = self.peek_at(self.at + n);
        let word = &self.raw[self.at..self.at + n];
        let scale = matches!(
            word,
            "k" | "K" | "M" | "m" | "Md" | "Mds" | "G" | "Mrd" | "Mrds" | "md" | "mds" | "bn" | "B"
        );
        let sign = after.is_some_and(|c| matches!(c, '€' | '$' | '£' | '¥'));
        let code = |s: &str| {
            matches!(
                s,
                "EUR" | "USD" | "GBP" | "CHF" | "CAD" | "JPY" | "CNY" | "XOF" | "XAF" | "MAD"
            )
        };
        (scale && sign) || code(word) || word.get(1..).is_some_and(code) && matches!(word.as_bytes()[0], b'k' | b'K' | b'M')
    }

    /// The end of the web or mail address that begins here with so many letters, if one does.
    fn url_end(&self, letters: usize) -> Option<usize> {
        let rest = &self.bytes[self.at..];
        // Nearly every word ends its first letters with a sign that no address has.
        let goes_on = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+' | b':' | b'@');
        if letters < 64 && !rest.get(letters).is_some_and(goes_on) {
            return None;
        }
        let n = rest
            .iter()
            .take(64)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
            .count();
        let head = &rest[..n];
        let opens = rest[n..].starts_with(b"://")
            || head.len() > 4 && head[..4].eq_ignore_ascii_case(b"www.")
            || rest.get(n) == Some(&b'@') && rest.get(n + 1).is_some_and(|b| b.is_ascii_alphanumeric());
        if !opens {
            return None;
        }
        let stop = self.raw[self.at..]
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '«' | '»' | '<' | '>' | '”' | '“' | ')' | '|'))
            .map_or(self.raw.len(), |i| self.at + i);
        let kept = self.raw[self.at..stop].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…']);
        Some(self.at + kept.len())
    }
}

/// As `char::is_alphanumeric`, at once for the letters that French has.
#[inline]
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ž' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Soft hyphens, zero-width characters, variation selectors and combining marks: inside a word they belong to it, elsewhere to nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: &str) -> Vec<&str> {
        tokenize(raw).1.iter().map(|t| t.span().of(raw)).collect()
    }

    #[test]
    fn elisions_stand_alone_with_their_apostrophe() {
        assert_eq!(
            words("L’Oréal d'ici aujourd’hui"),
            ["L’", "Oréal", "d'", "ici", "aujourd’hui"]
        );
        assert_eq!(
            words("jusqu'en Côte-d'Or, O'Brien"),
            ["jusqu'", "en", "Côte-d'Or", ",", "O'Brien"]
        );
    }

    #[test]
    fn inverted_pronouns_split_off_and_compounds_do_not() {
        assert_eq!(words("a-t-il dit-on est-ce"), ["a", "-t-il", "dit", "-on", "est", "-ce"]);
        assert_eq!(
            words("Saint-Pétersbourg rendez-vous vice-ministre celles-ci"),
            ["Saint-Pétersbourg", "rendez-vous", "vice-ministre", "celles-ci"]
        );
    }

    #[test]
    fn abbreviations_keep_their_point() {
        assert_eq!(
            words("M. J. Dupont, av. J.-C. et U.S.A. le 11 sept. 2014."),
            [
                "M.", "J.", "Dupont", ",", "av.", "J.-C.", "et", "U.S.A.", "le", "11", "sept.", "2014", "."
            ]
        );
        assert_eq!(
            words("Orvane Inc. (Dole), le bd. Zola et le vol. II. Un vol. Il"),
            [
                "Orvane", "Inc.", "(", "Dole", ")", ",", "le", "bd.", "Zola", "et", "le", "vol.", "II", ".", "Un", "vol", ".",
                "Il"
            ]
        );
        assert_eq!(
            words("Ils sont sept. Le col. Il"),
            ["Ils", "sont", "sept", ".", "Le", "col", ".", "Il"]
        );
    }

    #[test]
    fn digits_keep_their_separators_and_lose_their_units() {
        assert_eq!(
            words("2,5 1.234.567 14h30 2016-2018 4% 10M€ 1'200.20 50k€ 15:30"),
            [
                "2,5",
                "1.234.567",
                "14h30",
                "2016-2018",
                "4",
                "%",
                "10",
                "M",
                "€",
                "1'200.20",
                "50",
                "k",
                "€",
                "15:30"
            ]
        );
        assert_eq!(
            words("14/03/22 n°49 A320 1er 50 MUSD 50MUSD"),
            [
                "14", "/", "03", "/", "22", "n°", "49", "A320", "1er", "50", "MUSD", "50", "MUSD"
            ]
        );
    }

    #[test]
    fn a_word_that_the_end_of_a_line_breaks_is_one() {
        let folded = |raw: &str| -> Vec<String> {
            let (view, tokens) = tokenize(raw);
            tokens.iter().map(|t| t.folded(&view).to_owned()).collect()
        };
        assert_eq!(words("Le licen-\nciement"), ["Le", "licen-\nciement"]);
        assert_eq!(folded("Le licen-\r\nciement à Dôle"), ["le", "licenciement", "a", "dole"]);
        assert_eq!(folded("employé-\ns à Saint-\nÉtienne"), ["employes", "a", "saint-etienne"]);
        assert_eq!(
            folded("peut-\nêtre, l'envoyé-\nspécial"),
            ["peut-etre", ",", "l'", "envoyespecial"]
        );
        // A pronoun, a dash and a figure are no second half.
        assert_eq!(
            folded("dit-\nil -\nnon 12-\nle"),
            ["dit", "-", "il", "-", "non", "12", "-", "le"]
        );
        // What follows keeps its place in the text.
        let (view, tokens) = tokenize("con-\ndamné à Dole");
        assert_eq!(view.origin(tokens[2].folded_range().start), tokens[2].span().start());
        assert_eq!(unbroken("con-\ndamné-\r\ne"), "condamnée");
        assert_eq!(unbroken("Saint-\nÉtienne"), "Saint-Étienne");
        assert_eq!(unbroken("peut-\nêtre"), "peut-être");
    }

    #[test]
    fn a_prefix_before_a_name_stands_alone() {
        assert_eq!(
            words("anti-Trump, ex-Zaïre, pro-Kelvar"),
            ["anti-", "Trump", ",", "ex-", "Zaïre", ",", "pro-", "Kelvar"]
        );
        assert_eq!(words("Anti-Defamation ex-ministre"), ["Anti-Defamation", "ex-ministre"]);
    }

    #[test]
    fn acronyms_have_a_point_after_each_of_three_letters() {
        assert!(["S.N.C.F.", "O.N.U."].iter().all(|w| is_dotted_acronym(w)));
        assert!(
            !["U.S.", "J.-C.", "SNCF", "etc.", "S.N.C.F"]
                .iter()
                .any(|w| is_dotted_acronym(w))
        );
    }

    #[test]
    fn addresses_are_one_token() {
        assert_eq!(
            words("voir https://exemple.org/a?b=c, ou x@y.fr."),
            ["voir", "https://exemple.org/a?b=c", ",", "ou", "x@y.fr", "."]
        );
    }

    #[test]
    fn folded_positions_map_back() {
        let raw = "Évian\u{a0}: l’œuvre à 4\u{202f}%";
        let (folded, tokens) = tokenize(raw);
        assert_eq!(folded.text(), "evian : l'oeuvre a 4 %");
        for t in &tokens {
            assert_eq!(folded.origin(t.folded_range().start), t.span().start());
            assert_eq!(folded.origin(t.folded_range().end), t.span().end());
        }
    }
}
