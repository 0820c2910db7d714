//! Text exports of several articles: Factiva, Nexis, Europresse as text, IRaMuTeQ; cut line by line.

use super::decode::decode;
use super::issue::{numbered_day, publication};
use super::lines::skip_line;
use super::piece::{Body, Draft, Piece, too_large};
use super::plain::one_line;
use super::published::{heading_date, metadata_date};
use super::rows::Rows;
use super::unpack::{Source, read_error};
use crate::error::{Code, DocError, Stage};
use regex::Regex;
use std::io::{self, BufRead, Read};
use std::sync::LazyLock;

/// How much of a file's beginning tells what exported it, in bytes.
const HEAD: usize = 1 << 14;

/// Codes of the fields of Factiva.
const CODES: [&str; 30] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF", "CO", "IN",
    "NS", "RE", "IPC", "IPD", "PUB", "AN", "CX", "ART", "CLM", "DLN",
];

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("the pattern is fixed and tested"));
    };
}
pattern!(FACTIVA_END, r"^Document [A-Za-z0-9]{14,}\s*$");
pattern!(WORD_COUNT, r"(?:^|\s)\d[\d  .,]* (?:mots|words)\b");
pattern!(
    NEXIS_NUMBER,
    r"(?i)^\s*(?:document )?\d+ (?:of|de|sur) \d+(?: documents?)?\s*$"
);
pattern!(NEXIS_END, r"(?i)^\s*(?:end of document|fin du document)\s*$");
pattern!(
    NEXIS_KEY,
    r"(?i)^(?:byline|section|rubrique|length|longueur|dateline|headline|titre|load-date|language|langue|graphic|publication-type|journal-code|type|subject|auteur|highlight|edition|series|url|copyright)\s*:"
);
pattern!(NUMBER_OF_EUROPRESSE, r"(?:news|web|bio|rtv)·\d{8}·[\w·]+");
pattern!(
    FOOTER_OF_EUROPRESSE,
    r"(?i)^\s*(?:ce document est destiné|certificat émis le|©|\(c\) \d{4}|tous droits réservés|-{10,}|_{10,}|\d{1,4}\s*$|page \d+)"
);

/// A program or press database that writes many articles into one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// Factiva, with the codes of its fields or without.
    Factiva,
    /// LexisNexis and Nexis Uni.
    Nexis,
    /// Europresse, as text.
    Europresse,
    /// A corpus of IRaMuTeQ.
    Iramuteq,
}

/// The program that has written a text of many articles, when its beginning shows it.
pub(super) fn export_of(head: &[u8]) -> Option<Export> {
    let head = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
    let head = head.trim_start_matches('\u{feff}');
    if stars_of(head.trim_start()).is_some_and(|stars| stars.starts_with('*')) {
        return Some(Export::Iramuteq);
    }
    let lines = || head.lines().map(str::trim_end);
    let codes: Vec<&str> = lines().filter_map(|l| code_of(l).map(|(code, _)| code)).collect();
    let has = |code: &str| codes.contains(&code);
    if has("HD") && (has("LP") || has("TD")) && (has("PD") || has("SN") || has("AN")) {
        return Some(Export::Factiva);
    }
    let counted = || lines().any(|l| WORD_COUNT.is_match(l));
    if lines().any(|l| FACTIVA_END.is_match(l)) && counted() {
        return Some(Export::Factiva);
    }
    let keyed = || lines().filter(|l| NEXIS_KEY.is_match(l.trim_start())).count() >= 2;
    if (lines().any(|l| NEXIS_NUMBER.is_match(l) || NEXIS_END.is_match(l)) && keyed())
        || lines().any(|l| l.trim_start().to_ascii_lowercase().starts_with("load-date:"))
    {
        return Some(Export::Nexis);
    }
    let own = ["Europresse", "CEDROM", "Eureka.cc"].iter().any(|name| head.contains(name)) || NUMBER_OF_EUROPRESSE.is_match(head);
    (own && lines().any(is_heading)).then_some(Export::Europresse)
}

/// A line that opens a field of Factiva: its code alone, or with the value behind two blanks or a tab.
fn code_of(line: &str) -> Option<(&str, &str)> {
    let end = line.find([' ', '\t', '\u{a0}']).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    let known = CODES.contains(&code);
    let apart = rest.is_empty() || rest.contains('\t') || rest.starts_with("  ") || rest.starts_with('\u{a0}');
    (known && apart).then(|| (code, rest.trim()))
}

/// A heading of Europresse: « Économie, mardi 16 juillet 2024 412 mots, p. 12 ».
fn is_heading(line: &str) -> bool {
    line.len() < 200 && WORD_COUNT.is_match(line) && heading_date(line).is_some()
}

/// Where one article ends and the next begins.
enum Border {
    /// Before the line.
    Before,
    /// Before the last line that was not empty.
    BeforeLast,
    /// Behind the line.
    After,
    None,
}

/// The articles of a text export.
pub(super) struct Sections {
    from: Source,
    export: Export,
    /// The lines of the article at hand.
    held: Vec<u8>,
    /// Where in `held` the last line begins that is not empty.
    last: usize,
    /// Whether the article has its heading, so that another one opens the next.
    headed: bool,
    /// The code of Factiva's field at hand.
    in_number: bool,
    over: bool,
    row: u64,
    offset: u64,
    begin: u64,
    limit: usize,
    ended: bool,
}

impl Sections {
    pub(super) fn new(from: Source, export: Export, limit: usize) -> Self {
        Self {
            from,
            export,
            held: Vec::new(),
            last: 0,
            headed: false,
            in_number: false,
            over: false,
            row: 0,
            offset: 0,
            begin: 0,
            limit,
            ended: false,
        }
    }

    /// What a line means for the article at hand.
    fn border(&mut self, line: &str) -> Border {
        let trimmed = line.trim();
        match self.export {
            Export::Iramuteq if stars_of(trimmed).is_some_and(|stars| stars.starts_with('*')) => Border::Before,
            Export::Iramuteq => Border::None,
            Export::Factiva => {
                let code = code_of(line.trim_end()).map(|(code, rest)| (code, !rest.is_empty()));
                let ends = FACTIVA_END.is_match(trimmed) || (self.in_number && !trimmed.is_empty() && code.is_none());
                match code {
                    Some(("AN", true)) => return Border::After,
                    Some(("AN", false)) => self.in_number = true,
                    Some(("HD", _)) if std::mem::replace(&mut self.headed, true) => return Border::Before,
                    _ => {}
                }
                if ends { Border::After } else { Border::None }
            }
            Export::Nexis if NEXIS_END.is_match(line) => Border::After,
            Export::Nexis if NEXIS_NUMBER.is_match(line) => Border::Before,
            Export::Nexis => Border::None,
            Export::Europresse if is_heading(trimmed) => Border::BeforeLast,
            Export::Europresse => Border::None,
        }
    }

    /// Ends the article at `to` of what is held; `None` when it is none.
    fn give(&mut self, to: usize) -> Option<Piece> {
        let rest = self.held.split_off(to);
        let section = std::mem::replace(&mut self.held, rest);
        let begin = self.begin;
        self.begin += section.len() as u64;
        self.last = 0;
        self.headed = false;
        self.in_number = false;
        let over = std::mem::take(&mut self.over);
        if section.trim_ascii().is_empty() && !over {
            return None;
        }
        let body = if over {
            Err(too_large(self.limit))
        } else {
            draft(self.export, section, self.row == 0)?
        };
        self.row += 1;
        Some(Piece {
            row: Some(self.row),
            byte_offset: Some(begin),
            body: body.map_or_else(Body::Failed, |draft| Body::Ready(Box::new(draft))),
        })
    }

    /// Takes the next line in; an article that ends with it.
    fn step(&mut self) -> io::Result<Option<Piece>> {
        let mut line = Vec::new();
        let read = (&mut self.from).take(self.limit as u64 + 2).read_until(b'\n', &mut line)?;
        if read == 0 {
            self.ended = true;
            return Ok(self.give(self.held.len()));
        }
        let mut passed = 0;
        if read > self.limit && line.last() != Some(&b'\n') {
            passed = skip_line(&mut self.from)?;
        }
        self.offset += read as u64 + passed;
        let shown = String::from_utf8_lossy(&line[..line.len().min(1024)]).into_owned();
        // A form feed opens a page of the print, not a line.
        let border = self.border(shown.trim_start_matches(['\u{c}', '\u{feff}']));
        let before = match border {
            Border::Before => self.give(self.held.len()),
            Border::BeforeLast => self.give(self.last),
            Border::After | Border::None => None,
        };
        if matches!(border, Border::Before) && self.export == Export::Factiva {
            self.headed = true;
        }
        if self.held.len() + line.len() > self.limit || passed > 0 {
            self.over = true;
            self.held.clear();
            self.last = 0;
            self.begin = self.offset;
        } else {
            if !shown.trim().is_empty() {
                self.last = self.held.len();
            }
            self.held.extend_from_slice(&line);
        }
        Ok(match border {
            Border::After => self.give(self.held.len()),
            _ => before,
        })
    }
}

impl Rows for Sections {
    fn next(&mut self) -> Option<Piece> {
        while !self.ended {
            match self.step() {
                Ok(Some(piece)) => return Some(piece),
                Ok(None) => {}
                Err(error) => {
                    self.ended = true;
                    self.row += 1;
                    return Some(Piece {
                        row: Some(self.row),
                        byte_offset: Some(self.begin),
                        body: Body::Failed(read_error(&error)),
                    });
                }
            }
        }
        None
    }
}

/// Reads a section; `None` for what stands before the first article and is none: a list of contents, a cover page.
fn draft(export: Export, section: Vec<u8>, first: bool) -> Option<Result<Draft, DocError>> {
    let decoded = match decode(section) {
        Ok(decoded) => decoded,
        Err(error) => return Some(Err(error)),
    };
    let text = decoded.text.replace("\r\n", "\n");
    let found = match export {
        Export::Factiva => factiva(&text),
        Export::Nexis => nexis(&text),
        Export::Europresse => europresse(&text),
        Export::Iramuteq => iramuteq(&text),
    };
    let Some(mut draft) = found else {
        let lost = !first && text.split_whitespace().count() > 20;
        return lost.then(|| {
            let why = "a part of the export that is no article as it writes them; mend the file, or give --format text";
            Err(DocError::new(Code::FORMAT, Stage::Read, why))
        });
    };
    draft.warnings.extend(decoded.warning);
    if draft.text.trim().is_empty() {
        let why = "an article of the export without a text; leave it out";
        return Some(Err(DocError::new(Code::NO_TEXT, Stage::Read, why)));
    }
    Some(Ok(draft))
}

fn some(words: String) -> Option<String> {
    (!words.is_empty()).then_some(words)
}

/// An article of Factiva: fields by their codes, else the layout for reading.
fn factiva(text: &str) -> Option<Draft> {
    let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        match (code_of(line.trim_end()), fields.last_mut()) {
            (Some((code, rest)), _) => fields.push((code, if rest.is_empty() { vec![] } else { vec![rest] })),
            (None, Some((_, lines))) => lines.push(line.trim_end()),
            (None, None) => {}
        }
    }
    let lines = |code: &str| {
        fields
            .iter()
            .find(|(c, _)| *c == code)
            .map(|(_, lines)| lines.join("\n").trim().to_owned())
    };
    let field = |code: &str| lines(code).map(|t| one_line(&t)).and_then(some);
    if !fields.iter().any(|(code, _)| matches!(*code, "LP" | "TD")) {
        return factiva_print(text);
    }
    let parts = [lines("LP"), lines("TD")];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
    Some(Draft {
        id: field("AN").map(|n| n.trim_start_matches("Document ").to_owned()),
        title: field("HD"),
        date: field("PD"),
        publication: field("SN"),
        text: parts.join("\n\n"),
        ..Draft::default()
    })
}

/// An article of Factiva as it is printed: headline, count of words, date, paper, code, language, copyright, text, number.
fn factiva_print(text: &str) -> Option<Draft> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let counted = lines.iter().position(|l| WORD_COUNT.is_match(l) && l.len() < 40)?;
    let end = lines.iter().rposition(|l| FACTIVA_END.is_match(l)).unwrap_or(lines.len());
    let dated = counted
        + 1
        + lines
            .get(counted + 1..end)?
            .iter()
            .take(6)
            .position(|l| metadata_date(l).is_some())?;
    let clock = |l: &str| l.len() <= 8 && l.contains(':');
    let paper = lines[dated + 1..end].iter().find(|l| !l.is_empty() && !clock(l)).copied();
    let body = lines[dated..end]
        .iter()
        .position(|l| l.starts_with('©') || l.to_lowercase().starts_with("copyright"));
    let body = dated + body? + 1;
    Some(Draft {
        id: lines.get(end).map(|n| n.trim_start_matches("Document ").to_owned()),
        title: lines[..counted].iter().find(|l| !l.is_empty()).map(|l| one_line(l)),
        date: Some(lines[dated].to_owned()),
        publication: paper.map(one_line),
        text: lines.get(body..end)?.join("\n").trim().to_owned(),
        ..Draft::default()
    })
}

/// An article of LexisNexis or of Nexis Uni.
fn nexis(text: &str) -> Option<Draft> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !NEXIS_NUMBER.is_match(l)).collect();
    let is_key = |l: &str| NEXIS_KEY.is_match(l);
    let value = |names: &[&str]| {
        let line = lines.iter().find(|l| {
            let lower = l.to_lowercase();
            names
                .iter()
                .any(|n| lower.starts_with(n) && lower[n.len()..].trim_start().starts_with(':'))
        })?;
        line.split_once(':').map(|(_, v)| one_line(v)).and_then(some)
    };
    let dated = lines
        .iter()
        .take(12)
        .position(|l| l.len() < 60 && metadata_date(l).is_some())?;
    let heads: Vec<&str> = lines[..dated].iter().copied().filter(|l| !l.is_empty()).collect();
    let last = lines.iter().position(|l| {
        let lower = l.to_lowercase();
        matches!(lower.as_str(), "classification" | "end of document" | "graphic" | "notes")
            || lower.starts_with("load-date:")
            || lower.starts_with("language:")
            || lower.starts_with("publication-type:")
    });
    let last = last.unwrap_or(lines.len());
    let marked = lines[..last]
        .iter()
        .position(|l| matches!(*l, "Body" | "Corps" | "Texte intégral"));
    let keys = lines[..last]
        .iter()
        .take(40)
        .rposition(|l| is_key(l) || l.starts_with("Copyright"));
    let modern = marked.is_some() || heads.len() >= 2;
    let begin = marked.or(keys).map_or(dated + 1, |at| at + 1);
    let between: Vec<&str> = lines[dated + 1..begin.max(dated + 1)]
        .iter()
        .copied()
        .take_while(|l| !is_key(l) && !l.starts_with("Copyright"))
        .filter(|l| !l.is_empty())
        .collect();
    let headline = value(&["headline", "titre"]);
    let (title, paper) = if modern {
        (headline.or_else(|| heads.first().map(|l| one_line(l))), heads.last())
    } else {
        (headline.or_else(|| some(one_line(&between.join(" ")))), heads.first())
    };
    let body = lines.get(begin..last.max(begin))?;
    let body: Vec<&str> = body.iter().copied().filter(|l| !is_key(l)).collect();
    Some(Draft {
        title,
        date: Some(lines[dated].to_owned()),
        publication: paper.map(|l| one_line(l)),
        url: value(&["url"]),
        text: body.join("\n").trim().to_owned(),
        ..Draft::default()
    })
}

/// An article of Europresse as text: paper, heading with the date, title, author, text, legal lines.
fn europresse(text: &str) -> Option<Draft> {
    let mut lines = text.lines().map(|l| l.trim_start_matches('\u{c}').trim_end());
    let paper = lines.by_ref().find(|l| !l.trim().is_empty())?;
    let heading = lines.by_ref().find(|l| !l.trim().is_empty())?;
    let known = heading_date(heading).filter(|_| is_heading(heading))?;
    let number = NUMBER_OF_EUROPRESSE.find(text).map(|m| m.as_str().to_owned());
    let kept: Vec<&str> = lines
        .take_while(|l| !NUMBER_OF_EUROPRESSE.is_match(l))
        .filter(|l| !FOOTER_OF_EUROPRESSE.is_match(l))
        .collect();
    let kept = kept.join("\n");
    let mut paragraphs = kept.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).peekable();
    let title = paragraphs.next().map(one_line);
    let author = paragraphs.peek().is_some_and(|p| is_author(p));
    let rest: Vec<&str> = paragraphs.collect();
    let body = if author && rest.len() > 1 { &rest[1..] } else { &rest[..] };
    Some(Draft {
        date_known: Some(known).or_else(|| number.as_deref().and_then(numbered_day)),
        id: number,
        title,
        publication: publication(paper.trim()),
        text: body.join("\n\n"),
        ..Draft::default()
    })
}

/// Whether a paragraph is an author's name: a few words, each with a capital, and no full stop.
fn is_author(paragraph: &str) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let small = ["de", "du", "la", "le", "et", "des", "par", "avec", "d'"];
    !paragraph.contains('\n')
        && (1..=6).contains(&words.len())
        && !paragraph.ends_with(['.', '!', '?', ':'])
        && words
            .iter()
            .all(|w| w.starts_with(char::is_uppercase) || small.contains(&w.to_lowercase().as_str()))
}

/// The starred variables of a line that opens a text of IRaMuTeQ: behind four stars, or behind a number of four figures, as Alceste has it.
fn stars_of(text: &str) -> Option<&str> {
    let line = text.lines().next()?;
    let numbered = || {
        let (number, stars) = line.split_at_checked(4)?;
        let is_star = |word: &str| {
            word.strip_prefix('*')
                .is_some_and(|name| name.starts_with(char::is_alphanumeric))
        };
        let all = stars.starts_with(' ') && stars.split_whitespace().all(is_star);
        // « 2024 *Kelvar* » is a sentence; variables have values: « *date_20240716 ».
        (number.bytes().all(|b| b.is_ascii_digit()) && all && stars.contains('_')).then_some(stars)
    };
    let starred = line.strip_prefix("****").filter(|stars| !stars.starts_with('*'));
    starred.or_else(numbered).map(str::trim_start)
}

/// A text of IRaMuTeQ: a line of starred variables, then the text.
fn iramuteq(text: &str) -> Option<Draft> {
    let (stars, rest) = text
        .trim_start_matches(['\u{feff}', '\n', ' '])
        .split_once('\n')
        .unwrap_or((text, ""));
    let stars = stars_of(stars)?;
    let value = |names: &[&str]| {
        stars.split_whitespace().find_map(|star| {
            let (name, value) = star.strip_prefix('*')?.split_once('_')?;
            names
                .iter()
                .any(|n| name.eq_ignore_ascii_case(n))
                .then(|| value.to_owned())
                .and_then(some)
        })
    };
    let kept: Vec<&str> = rest.lines().filter(|l| !l.starts_with("-*")).collect();
    Some(Draft {
        id: value(&["doc", "id", "ident", "article", "document", "num"]),
        title: None,
        date_known: starred_date(&value),
        publication: value(&["journal", "source", "media", "titre", "publication", "presse"]),
        text: kept.join("\n").trim().to_owned(),
        ..Draft::default()
    })
}

/// The date of starred variables: `*date_2024-07-16`, `*date_20240716`, `*annee_2024 *mois_202407`, `*annee_2024 *mois_07 *jour_16`.
fn starred_date(value: &dyn Fn(&[&str]) -> Option<String>) -> Option<crate::text::PartialDate> {
    let figures = |names: &[&str]| value(names).map(|v| v.replace('_', "-"));
    if let Some(date) = figures(&["date"]).and_then(|d| metadata_date(&d)) {
        return Some(date);
    }
    let year = figures(&["annee", "an", "année", "year"]).filter(|y| y.len() == 4);
    let month = figures(&["mois", "month"]);
    let whole = match (year, month) {
        (_, Some(m)) if m.len() == 6 && m.bytes().all(|b| b.is_ascii_digit()) => format!("{}-{}", &m[..4], &m[4..]),
        (_, Some(m)) if m.len() == 7 => m,
        (Some(y), Some(m)) if m.len() <= 2 => match figures(&["jour", "day"]) {
            Some(d) if d.len() <= 2 => format!("{y}-{m:0>2}-{d:0>2}"),
            _ => format!("{y}-{m:0>2}"),
        },
        (Some(y), _) => y,
        _ => return None,
    };
    whole.parse().ok()
}
