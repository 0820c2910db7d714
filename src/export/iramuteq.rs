use super::Sheet;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// A line of starred variables, then the text.
pub(super) fn write(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = sheet.document;
    write!(out, "**** *doc_{}", plain(&document.doc_id))?;
    if let Some(date) = &document.doc_date {
        write!(out, " *annee_{}", plain(&date[..date.len().min(4)]))?;
        if date.len() >= 7 {
            write!(out, " *mois_{}", plain(&date[..7]))?;
        }
        if date.len() >= 10 {
            write!(out, " *date_{}", plain(&date[..10]))?;
        }
    }
    let families: BTreeSet<&str> = sheet.events.iter().filter_map(|e| e.kind.split('.').next()).collect();
    for family in families {
        write!(out, " *famille{0}_oui", plain(family))?;
    }
    let types: BTreeSet<&str> = sheet.events.iter().map(|e| e.kind.as_str()).collect();
    for kind in types {
        write!(out, " *{}_oui", plain(kind))?;
    }
    writeln!(out)?;
    // Stars open variables and themes in this format, wherever they stand.
    let text: String = sheet
        .text
        .chars()
        .map(|c| match c {
            '*' => ' ',
            '’' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            c if c.is_control() && c != '\n' => ' ',
            c => c,
        })
        .collect();
    writeln!(out, "{}\n", text.trim())
}

/// Letters and figures only, as names and values of variables must be.
fn plain(words: &str) -> String {
    words.chars().filter(|c| c.is_ascii_alphanumeric()).collect()
}
