//! RTF to text: what a reader of the print would see, no fonts, pictures or notes.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups whose words are no text.
const SILENT: [&str; 20] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "fldinst",
    "listtable",
    "listoverridetable",
    "themedata",
    "xmlnstbl",
];

struct State {
    silent: bool,
    /// Characters that stand behind each `\u` for readers that do not know it.
    after: usize,
}

/// The text of an RTF file; `None` where it is none.
///
/// ```text
/// {\rtf1\ansi Le port a ferm\'e9.\par Il rouvre.}    « Le port a fermé. », new line, « Il rouvre. »
/// ```
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    bytes.starts_with(b"{\\rtf").then_some(())?;
    let mut out = Text {
        encoding: WINDOWS_1252,
        bytes: Vec::new(),
        units: Vec::new(),
        out: String::new(),
    };
    let mut groups: Vec<State> = Vec::new();
    let mut state = State { silent: false, after: 1 };
    let mut skipped = 0;
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        at += 1;
        match b {
            b'{' => groups.push(State { ..state }),
            b'}' => state = groups.pop().unwrap_or(State { silent: true, after: 1 }),
            b'\r' | b'\n' => {}
            b'\\' => {
                let (word, number, next) = control(bytes, at);
                at = next;
                match word {
                    Control::Word("bin") => at += usize::try_from(number.unwrap_or(0)).unwrap_or(0),
                    Control::Word(word) => apply(word, number, &mut state, &mut skipped, &mut out),
                    Control::Byte(b) if skipped > 0 => {
                        let _ = b;
                        skipped -= 1;
                    }
                    Control::Byte(b) if !state.silent => out.byte(b),
                    Control::Sign(b'*') => state.silent = true,
                    Control::Sign(b'~') if !state.silent => out.char('\u{a0}'),
                    Control::Sign(b'_') if !state.silent => out.char('-'),
                    Control::Sign(sign @ (b'\\' | b'{' | b'}')) if !state.silent => out.byte(sign),
                    Control::Sign(b'\r' | b'\n') if !state.silent => out.char('\n'),
                    Control::Byte(_) | Control::Sign(_) => {}
                }
            }
            _ if skipped > 0 => skipped -= 1,
            b if !state.silent => out.byte(b),
            _ => {}
        }
    }
    out.flush();
    Some(out.out.trim().to_owned())
}

/// What a control word does to the text.
fn apply(word: &str, number: Option<i32>, state: &mut State, skipped: &mut usize, out: &mut Text) {
    match word {
        "ansicpg" => {
            let label = format!("windows-{}", number.unwrap_or(1252));
            out.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
        }
        "uc" => state.after = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
        "u" => {
            if !state.silent {
                // Units past 32767 are written as negative numbers.
                out.unit(number.unwrap_or(0) as u16);
            }
            *skipped = state.after;
        }
        word if SILENT.contains(&word) => state.silent = true,
        _ if state.silent => {}
        "par" | "line" | "page" | "sect" | "row" => out.char('\n'),
        "tab" | "cell" => out.char('\t'),
        "emdash" => out.char('—'),
        "endash" => out.char('–'),
        "lquote" => out.char('‘'),
        "rquote" => out.char('’'),
        "ldblquote" => out.char('“'),
        "rdblquote" => out.char('”'),
        "bullet" => out.char('•'),
        _ => {}
    }
}

enum Control<'b> {
    Word(&'b str),
    Byte(u8),
    Sign(u8),
}

/// Reads what stands behind a backslash: a word with its number and one blank, `'e9`, or a sign.
fn control(bytes: &[u8], at: usize) -> (Control<'_>, Option<i32>, usize) {
    let first = bytes.get(at).copied().unwrap_or(b' ');
    if first == b'\'' {
        let digits = bytes.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        let byte = digits.and_then(|d| u8::from_str_radix(d, 16).ok()).unwrap_or(b'?');
        return (Control::Byte(byte), None, (at + 3).min(bytes.len()));
    }
    if !first.is_ascii_alphabetic() {
        return (Control::Sign(first), None, (at + 1).min(bytes.len()));
    }
    let run = |from: usize, wanted: fn(&u8) -> bool| {
        let rest = &bytes[from..];
        from + rest.iter().position(|b| !wanted(b)).unwrap_or(rest.len())
    };
    let end = run(at, u8::is_ascii_alphabetic);
    let word = std::str::from_utf8(&bytes[at..end]).unwrap_or_default();
    let sign = usize::from(bytes.get(end) == Some(&b'-'));
    let digits = run(end + sign, u8::is_ascii_digit);
    let number = std::str::from_utf8(&bytes[end..digits]).ok().and_then(|d| d.parse().ok());
    let next = if digits > end + sign { digits } else { end };
    (
        Control::Word(word),
        number,
        next + usize::from(bytes.get(next) == Some(&b' ')),
    )
}

/// The text so far, with bytes and UTF-16 units that are still to be decoded together.
struct Text {
    encoding: &'static Encoding,
    bytes: Vec<u8>,
    units: Vec<u16>,
    out: String,
}

impl Text {
    fn byte(&mut self, byte: u8) {
        if !self.units.is_empty() {
            self.flush();
        }
        self.bytes.push(byte);
    }

    fn unit(&mut self, unit: u16) {
        if !self.bytes.is_empty() {
            self.flush();
        }
        self.units.push(unit);
    }

    fn char(&mut self, c: char) {
        self.flush();
        self.out.push(c);
    }

    fn flush(&mut self) {
        self.out.push_str(&self.encoding.decode_without_bom_handling(&self.bytes).0);
        self.out.push_str(&String::from_utf16_lossy(&self.units));
        self.bytes.clear();
        self.units.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rtf_is_read_with_its_accents_and_without_its_fonts() {
        let rtf = br"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}\f0 L\rquote usine a ferm\'e9.\par {\*\generator x;}\u339?uvre \u-10179?\u-8704? : 3\~\'80{\b gras}\line fin}";
        assert_eq!(text(rtf).as_deref(), Some("L’usine a fermé.\nœuvre 😀 : 3\u{a0}€gras\nfin"));
        assert_eq!(text(b"Le port."), None);
        for end in 0..rtf.len() {
            let _ = text(&rtf[..end]);
        }
    }
}
