//! CoNLL-U: a file's own tokens in, predicted tags and trees out.

use std::fmt::Write;

use super::{Features, Parse};

/// A sentence of a CoNLL-U file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    lines: Vec<Line>,
    words: Vec<String>,
    glued: Vec<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// A comment, a multiword token or an empty node: goes through as it is.
    Other(String),
    /// A word: ID, FORM, MISC.
    Word { id: String, form: String, misc: String },
}

impl Sentence {
    /// The syntactic words: both halves of « du ».
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether each word is glued to the one before: `SpaceAfter=No` there. The first half of a multiword token takes the token's
    /// place, its other halves count as words with a space before them, as in training.
    pub fn glued(&self) -> &[bool] {
        &self.glued
    }

    /// The sentence with the predicted columns LEMMA, UPOS, FEATS, HEAD and DEPREL; without a parse they are `_`.
    pub fn render(&self, parse: Option<&Parse>) -> String {
        let mut out = String::new();
        let mut index = 0;
        for line in &self.lines {
            match line {
                Line::Other(text) => {
                    out.push_str(text);
                    out.push('\n');
                }
                Line::Word { id, form, misc } => {
                    let word = parse.and_then(|p| p.words().get(index));
                    index += 1;
                    match word {
                        Some(w) => {
                            let head = w.head.map_or(0, |h| h + 1);
                            let (upos, feats, deprel) = (w.upos.name(), features(&w.features), w.deprel.name());
                            let _ = writeln!(
                                out,
                                "{id}\t{form}\t{}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}",
                                w.lemma
                            );
                        }
                        None => {
                            let _ = writeln!(out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}");
                        }
                    }
                }
            }
        }
        out.push('\n');
        out
    }
}

/// The sentences of a CoNLL-U text.
///
/// # Errors
/// A message with the line when a row has fewer than ten columns.
pub fn read(text: &str) -> Result<Vec<Sentence>, String> {
    let mut out = Vec::new();
    let mut open = Builder::default();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            out.extend(std::mem::take(&mut open).finish());
            continue;
        }
        if line.starts_with('#') {
            open.lines.push(Line::Other(line.to_owned()));
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() < 10 {
            return Err(format!("line {}: {} columns where 10 are wanted", number + 1, cells.len()));
        }
        open.row(line, &cells);
    }
    out.extend(open.finish());
    Ok(out)
}

#[derive(Default)]
struct Builder {
    lines: Vec<Line>,
    words: Vec<String>,
    glued: Vec<bool>,
    /// Whether the next word is glued to what stands before.
    tight: bool,
    /// The last word of the open multiword token, and whether the token is glued to what follows.
    inside: Option<(usize, bool)>,
    opening: bool,
}

impl Builder {
    fn row(&mut self, line: &str, cells: &[&str]) {
        let tight = cells[9].split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = cells[0].split_once('-') {
            self.inside = last.parse().ok().map(|last| (last, tight));
            self.opening = true;
            self.lines.push(Line::Other(line.to_owned()));
            return;
        }
        let Ok(id) = cells[0].parse::<usize>() else {
            self.lines.push(Line::Other(line.to_owned()));
            return;
        };
        match self.inside {
            Some((last, token_tight)) if id <= last => {
                self.glued.push(self.opening && self.tight);
                self.opening = false;
                self.tight = id == last && token_tight;
            }
            _ => {
                self.glued.push(self.tight);
                self.tight = tight;
            }
        }
        self.words.push(cells[1].to_owned());
        self.lines.push(Line::Word {
            id: cells[0].to_owned(),
            form: cells[1].to_owned(),
            misc: cells[9].to_owned(),
        });
    }

    fn finish(self) -> Option<Sentence> {
        (!self.lines.is_empty()).then_some(Sentence {
            lines: self.lines,
            words: self.words,
            glued: self.glued,
        })
    }
}

/// The column FEATS, names in alphabetical order.
fn features(f: &Features) -> String {
    let pairs = [
        ("Gender", f.gender.map(|x| x.name())),
        ("Mood", f.mood.map(|x| x.name())),
        ("Number", f.number.map(|x| x.name())),
        ("Person", f.person.map(|x| x.name())),
        ("Polarity", f.negative.then_some("Neg")),
        ("Poss", f.possessive.then_some("Yes")),
        ("PronType", f.relative.then_some("Rel")),
        ("Reflex", f.reflexive.then_some("Yes")),
        ("Tense", f.tense.map(|x| x.name())),
        ("VerbForm", f.verb_form.map(|x| x.name())),
        ("Voice", f.passive.then_some("Pass")),
    ];
    let found: Vec<String> = pairs.iter().filter_map(|(n, v)| v.map(|v| format!("{n}={v}"))).collect();
    if found.is_empty() { "_".to_owned() } else { found.join("|") }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::syntax::{Deprel, Features, Parse, Upos, Word};

    const TEXT: &str = "# sent_id = 1\n1\tFin\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdu\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tde\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tle\t_\t_\t_\t_\t_\t_\t_\t_\n4\tlot\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

    #[test]
    fn a_multiword_token_gives_its_glue_to_its_ends() {
        let sentences = read(TEXT).expect("ten columns");
        assert_eq!(sentences.len(), 1);
        assert_eq!(sentences[0].words(), ["Fin", "de", "le", "lot", "."]);
        assert_eq!(sentences[0].glued(), [false, false, false, true, true]);
    }

    #[test]
    fn the_tokens_of_the_file_come_back_with_the_parse() {
        let sentences = read(TEXT).expect("ten columns");
        let word = |lemma: &str, head: Option<usize>, deprel| Word {
            lemma: lemma.into(),
            upos: Upos::Noun,
            features: Features::default(),
            head,
            deprel,
        };
        let heads = [None, Some(4), Some(4), Some(0), Some(0)];
        let words = heads
            .iter()
            .map(|&h| word("x", h, if h.is_some() { Deprel::Nmod } else { Deprel::Root }))
            .collect();
        let parse = Parse::new(words).expect("a tree");
        let out = sentences[0].render(Some(&parse));
        assert!(out.contains("2-3\tdu\t"), "{out}");
        assert!(out.contains("1\tFin\tx\tNOUN\t_\t_\t0\troot\t_\t_\n"), "{out}");
        assert!(out.contains("4\tlot\tx\tNOUN\t_\t_\t1\tnmod\t_\tSpaceAfter=No\n"), "{out}");
        assert_eq!(read(&out).expect("what it wrote"), sentences);
    }

    #[test]
    fn a_short_row_is_named_by_its_line() {
        assert_eq!(
            read("# x\n1\tFin\n").expect_err("two columns"),
            "line 2: 2 columns where 10 are wanted"
        );
    }
}
