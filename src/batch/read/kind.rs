//! What a file is: by the ending of its name, else by its first bytes.

use super::annotations;
use super::sections::{Export, export_of};

/// How a file is cut into documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    Text,
    /// One JSON value a line.
    Lines,
    /// JSON over several lines.
    Values,
    /// CSV or TSV.
    Table,
    /// Parquet.
    Parquet,
    /// A Europresse page.
    Europresse,
    /// One page of the web.
    Web,
    /// RSS, Atom, RDF, TEI, trafilatura's XML, NewsML, NITF.
    Xml,
    /// WARC or WET.
    Warc,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A text export of several documents.
    Sections(Export),
    /// The same, saved as HTML.
    Pages(Export),
    /// RTF: one text or an export.
    Rtf,
    /// A text of Word or LibreOffice.
    Office,
    /// A table of Excel or LibreOffice.
    Sheet,
    /// A text of Word, or another file, in the binary form that Office wrote before 2007, which is refused.
    OldOffice,
    /// PDF, which is refused.
    Pdf,
    /// A picture, a sound or a film, which is refused.
    Media,
    /// Annotations of brat, which are refused.
    Brat,
    /// Tasks of Label Studio, which are refused.
    Tasks,
}

/// Names of `--format`, and what they stand for.
const NAMES: [(&str, Kind); 26] = [
    ("text", Kind::Text),
    ("jsonl", Kind::Lines),
    ("json", Kind::Values),
    ("csv", Kind::Table),
    ("tsv", Kind::Table),
    ("parquet", Kind::Parquet),
    ("europresse", Kind::Europresse),
    ("europresse-text", Kind::Sections(Export::Europresse)),
    ("factiva", Kind::Sections(Export::Factiva)),
    ("factiva-html", Kind::Pages(Export::Factiva)),
    ("nexis", Kind::Sections(Export::Nexis)),
    ("nexis-html", Kind::Pages(Export::Nexis)),
    ("iramuteq", Kind::Sections(Export::Iramuteq)),
    ("rss", Kind::Xml),
    ("atom", Kind::Xml),
    ("tei", Kind::Xml),
    ("newsml", Kind::Xml),
    ("xml", Kind::Xml),
    ("web", Kind::Web),
    ("warc", Kind::Warc),
    ("zip", Kind::Zip),
    ("tar", Kind::Tar),
    ("rtf", Kind::Rtf),
    ("docx", Kind::Office),
    ("xlsx", Kind::Sheet),
    ("ods", Kind::Sheet),
];

/// Pictures, sounds and films: refused when they are given, left out of a folder.
pub(super) const MEDIA: [&str; 17] = [
    "png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp", "ico", "svg", "mp3", "mp4", "wav", "ogg", "avi", "mov", "webm",
];

impl Kind {
    /// The names that [`str::parse`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// The name of `--format` that means this kind; the first where there are several.
    pub fn name(self) -> &'static str {
        match self {
            Self::OldOffice => "doc",
            Self::Pdf => "pdf",
            Self::Media => "image",
            Self::Brat => "brat",
            Self::Tasks => "label-studio",
            kind => NAMES.iter().find(|(_, k)| *k == kind).map_or("text", |(name, _)| name),
        }
    }

    /// By the ending of the name, packing set aside.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "jsonl" | "ndjson" => Self::Lines,
            "json" => Self::Values,
            "csv" | "tsv" | "tab" => Self::Table,
            "parquet" | "pq" => Self::Parquet,
            "html" | "htm" | "xhtml" => Self::Web,
            "xml" | "rss" | "atom" | "rdf" | "tei" | "nitf" | "newsml" => Self::Xml,
            "warc" | "wet" => Self::Warc,
            "zip" => Self::Zip,
            "tar" | "tgz" => Self::Tar,
            "rtf" => Self::Rtf,
            "docx" | "odt" => Self::Office,
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Self::Sheet,
            "pdf" => Self::Pdf,
            "ann" => Self::Brat,
            media if MEDIA.contains(&media) => Self::Media,
            _ => return None,
        })
    }

    /// By the first bytes.
    pub(super) fn of_content(head: &[u8]) -> Self {
        if let Some(kind) = Self::of_signature(head) {
            return kind;
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
        if annotations::is_tasks(head) {
            return Self::Tasks;
        }
        let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|h| h.eq_ignore_ascii_case(with));
        match head.first() {
            // A first line that is a whole value makes it JSONL; else the value goes over several lines.
            Some(b'{') if line.trim_ascii_end().ends_with(b"}") || line.len() == head.len() => Self::Lines,
            Some(b'{') => Self::Values,
            Some(b'[') if matches!(head[1..].trim_ascii_start().first(), Some(b'{' | b'[' | b']')) => Self::Values,
            Some(b'<') if begins(b"<html") || begins(b"<!doctype html") || begins(b"<article") => Self::of_page(head),
            Some(b'<') if begins(b"<?xml") && contains(head, b"<html") => Self::of_page(head),
            Some(b'<') if begins(b"<?xml") || begins(b"<rss") || begins(b"<feed") || begins(b"<tei") => Self::Xml,
            _ if is_table_header(line) => Self::Table,
            _ => export_of(head).map_or(Self::Text, Self::Sections),
        }
    }

    /// By bytes that no text begins with, and those that name their format.
    pub(super) fn of_signature(head: &[u8]) -> Option<Self> {
        Some(match head {
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [b'P', b'K', 3, 4, ..] => Self::of_zip(head),
            [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::OldOffice,
            [b'{', b'\\', b'r', b't', b'f', ..] => Self::Rtf,
            [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => Self::Media,
            _ if head.starts_with(b"WARC/") => Self::Warc,
            _ if head.get(257..262) == Some(b"ustar") => Self::Tar,
            _ => return None,
        })
    }

    /// What a zip archive's first member says: office documents are zip archives too.
    fn of_zip(head: &[u8]) -> Self {
        let names = &head[..head.len().min(4096)];
        if contains(names, b"opendocument.text") || contains(names, b"word/") {
            Self::Office
        } else if contains(names, b"opendocument.spreadsheet") || contains(names, b"xl/") {
            Self::Sheet
        } else {
            Self::Zip
        }
    }

    /// Whose page it is.
    pub(super) fn of_page(head: &[u8]) -> Self {
        const EUROPRESSE: [&[u8]; 5] = [
            b"docOcurrContainer",
            b"DocPublicationName",
            b"titreArticle",
            b"DocHeader",
            b"DocText",
        ];
        if EUROPRESSE.iter().any(|mark| contains(head, mark)) {
            Self::Europresse
        } else if contains(head, b"frFRArticle") || contains(head, b"enArticle") || contains(head, b"factiva") {
            Self::Pages(Export::Factiva)
        } else if contains(head, b"DOCFULL") || contains(head, b"LexisNexis") || contains(head, b" DOCUMENTS</") {
            Self::Pages(Export::Nexis)
        } else {
            Self::Web
        }
    }

    /// The kind behind an ending that several kinds share, once the first bytes are known.
    pub(super) fn refine(self, head: &[u8]) -> Self {
        match self {
            Self::Text => match Self::of_signature(head) {
                Some(kind) => kind,
                None => export_of(head).map_or(Self::Text, Self::Sections),
            },
            Self::Web => Self::of_page(head),
            // Word writes a text with a password in the old form, whatever its name says.
            Self::Office => Self::of_signature(head).filter(|k| *k == Self::OldOffice).unwrap_or(self),
            Self::Lines | Self::Values if annotations::is_tasks(head) => Self::Tasks,
            Self::Lines if spans_lines(head) => Self::Values,
            Self::Xml if opens_page(head) => Self::of_page(head),
            kind => kind,
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, kind)| *kind).ok_or_else(|| {
            let names: Vec<&str> = Self::names().collect();
            format!("{name:?} is no format; wanted one of {}", names.join(", "))
        })
    }
}

/// Whether JSON begins as a list or goes over several lines, whatever the name of its file says.
fn spans_lines(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default().trim_ascii();
    line == b"{" || line == b"[" || line.starts_with(b"[{")
}

/// Whether the bytes hold others.
pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|w| w == wanted)
}

/// Whether the first element is `<html>`, behind declarations and comments: XHTML, and no feed that holds pages.
fn opens_page(head: &[u8]) -> bool {
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    while rest.starts_with(b"<?") || rest.starts_with(b"<!") {
        let end: &[u8] = if rest.starts_with(b"<!--") { b"-->" } else { b">" };
        let Some(at) = rest.windows(end.len()).position(|w| w == end) else {
            return false;
        };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    rest.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<html"))
}

/// Whether a first line is the header of a table: names between delimiters, one of them a usual name of the text.
fn is_table_header(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line).to_lowercase();
    if line.trim_end().strip_prefix("sep=").is_some_and(|d| d.len() == 1) {
        return true;
    }
    let names: Vec<&str> = line.split([',', ';', '\t']).map(|n| n.trim().trim_matches('"')).collect();
    names.len() > 1
        && names.iter().all(|n| n.len() < 40)
        && names
            .iter()
            .any(|n| matches!(*n, "text" | "texte" | "body" | "content" | "contenu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_has_a_name_and_first_bytes() {
        for name in Kind::names() {
            let kind: Kind = name.parse().expect("a name of the list");
            assert!(kind.name().parse::<Kind>() == Ok(kind), "{name}");
        }
        assert!("pfd".parse::<Kind>().is_err());
        assert_eq!(Kind::of_content(b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(Kind::of_content(b"WARC/1.0\r\n"), Kind::Warc);
        assert_eq!(Kind::of_content(b"<?xml version='1.0'?><rss>"), Kind::Xml);
        assert_eq!(Kind::of_content(b"Le port ferme. <rss> n'est pas lu."), Kind::Text);
        assert_eq!(Kind::of_content(b"sep=;\r\nid;texte\r\n"), Kind::Table);
    }
}
