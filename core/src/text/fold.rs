//! The folded view: what rules match on, with a map back to the text.

use unicode_normalization::UnicodeNormalization;

/// Lower case, accents set aside, one kind of apostrophe, quote, hyphen and space; positions map back.
///
/// The map holds a pair only where the two views drift apart, so it is small.
#[derive(Debug, Default, Clone)]
pub struct Folded {
    text: String,
    /// (folded byte, raw byte): from this folded position on, raw = raw byte + (folded − folded byte).
    drift: Vec<(u32, u32)>,
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The raw byte position of a folded byte position that stands on a character border.
    pub fn origin(&self, folded: usize) -> usize {
        let i = self.drift.partition_point(|d| d.0 as usize <= folded);
        match i.checked_sub(1) {
            None => folded,
            Some(i) => {
                let (f, r) = self.drift[i];
                r as usize + (folded - f as usize)
            }
        }
    }

    pub(super) fn with_capacity(n: usize) -> Self {
        Self {
            text: String::with_capacity(n),
            drift: Vec::new(),
        }
    }

    /// Appends the folded form of `c`, which stands at `raw` and is `len` bytes long there.
    #[inline]
    pub(super) fn push(&mut self, c: char, raw: usize, len: usize) {
        let before = self.text.len();
        fold_char(c, &mut self.text);
        if self.text.len() - before != len {
            self.skip(raw + len);
        }
    }

    /// Goes on at byte `raw` of the text, whatever stands before it.
    pub(super) fn skip(&mut self, raw: usize) {
        let next = (self.text.len() as u32, raw as u32);
        match self.drift.last_mut() {
            Some(last) if last.0 == next.0 => last.1 = next.1,
            _ => self.drift.push(next),
        }
    }

    /// Appends plain ASCII, which folds byte for byte.
    pub(super) fn push_plain(&mut self, plain: &str) {
        let start = self.text.len();
        self.text.push_str(plain);
        self.text[start..].make_ascii_lowercase();
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }
}

/// Folds a string on its own, as table keys are folded.
///
/// ```
/// assert_eq!(depeche_core::text::fold("Aujourd’hui À L’ŒUVRE"), "aujourd'hui a l'oeuvre");
/// ```
pub fn fold(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut rest = s;
    loop {
        let plain = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        let start = out.len();
        out.push_str(&rest[..plain]);
        out[start..].make_ascii_lowercase();
        let mut other = rest[plain..].chars();
        let Some(c) = other.next() else { return out };
        fold_char(c, &mut out);
        rest = other.as_str();
    }
}

/// Appends the folded form of a character.
#[inline]
pub(super) fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let plain = match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' | 'À' | 'Â' | 'Ä' | 'Á' | 'Ã' | 'Å' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' | 'Î' | 'Ï' | 'Í' | 'Ì' => 'i',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' | 'Ô' | 'Ö' | 'Ó' | 'Ò' | 'Õ' | 'Ø' => 'o',
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' | 'Ú' => 'u',
        'ÿ' | 'ý' | 'Ÿ' | 'Ý' => 'y',
        'ç' | 'Ç' => 'c',
        'ñ' | 'Ñ' => 'n',
        '’' | '‘' | 'ʼ' | '′' | '´' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' | '\u{2002}' | '\u{2003}' | '\u{2004}' | '\u{2005}'
        | '\u{2006}' | '\u{200a}' | '\u{3000}' => ' ',
        '‐' | '‑' | '−' | '‒' => '-',
        '—' => '–',
        // Soft hyphen, variation selectors, zero-width characters, byte order mark and combining marks leave no trace.
        '\u{ad}' | '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => return,
        'œ' | 'Œ' => {
            out.push_str("oe");
            return;
        }
        'æ' | 'Æ' => {
            out.push_str("ae");
            return;
        }
        'ß' => {
            out.push_str("ss");
            return;
        }
        _ => {
            if c.is_alphabetic() {
                out.extend(
                    c.nfkd()
                        .filter(|m| !('\u{300}'..='\u{36f}').contains(m))
                        .flat_map(char::to_lowercase),
                );
            } else {
                out.push(c);
            }
            return;
        }
    };
    out.push(plain);
}
