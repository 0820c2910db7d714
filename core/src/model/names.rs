//! From label scores of words to names: the best sequence under the rules of BIO.

use super::manifest::bio;
use crate::ner::{Label, RawMention};

/// A label scheme and its decoder; every backend that scores labels decodes with it.
#[derive(Debug, Clone)]
pub(super) struct Scheme {
    labels: Vec<Option<(bool, Label)>>,
    /// What it costs when an inside label begins a name; the rules of BIO forbid it.
    stray: f32,
}

/// Out of reach for any sum of logits.
const NEVER: f32 = -1e9;

impl Scheme {
    /// A scheme of `O`, `B-TYPE` and `I-TYPE`, or `None` for other labels.
    pub(super) fn new(names: &[impl AsRef<str>]) -> Option<Self> {
        let labels = names.iter().map(|n| bio(n.as_ref())).collect::<Option<Vec<_>>>()?;
        Some(Self { labels, stray: NEVER })
    }

    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The names in a sentence, from its scores (one row of logits for each word).
    ///
    /// The path with the highest sum wins in which an inside label follows only its own type. A name's score is the mean
    /// over its words of the probability of its type.
    pub(super) fn mentions(&self, logits: &[f32]) -> Vec<RawMention> {
        let path = self.path(logits);
        let mut out: Vec<RawMention> = Vec::new();
        for (word, (&at, row)) in path.iter().zip(logits.chunks_exact(self.len())).enumerate() {
            let Some((begins, label)) = self.labels[at] else {
                continue;
            };
            let p = self.probability(row, label);
            match out.last_mut() {
                Some(open) if !begins && open.last + 1 == word && open.label == label => {
                    open.last = word;
                    open.score += p;
                }
                _ => out.push(RawMention {
                    first: word,
                    last: word,
                    label,
                    score: p,
                }),
            }
        }
        for m in &mut out {
            m.score = (m.score / (m.last + 1 - m.first) as f32).clamp(0.0, 1.0);
        }
        out
    }

    /// The probability of a type at a word, whether it begins or goes on.
    fn probability(&self, row: &[f32], label: Label) -> f32 {
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let (mut of_label, mut all) = (0.0, 0.0);
        for (&x, l) in row.iter().zip(&self.labels) {
            let e = (x - top).exp();
            all += e;
            if l.is_some_and(|l| l.1 == label) {
                of_label += e;
            }
        }
        of_label / all
    }

    fn path(&self, logits: &[f32]) -> Vec<usize> {
        let k = self.len();
        let step = |before: usize, after: usize| match self.labels[after] {
            Some((false, label)) if self.labels[before].is_none_or(|b| b.1 != label) => self.stray,
            _ => 0.0,
        };
        let mut rows = logits.chunks_exact(k);
        let Some(first) = rows.next() else {
            return Vec::new();
        };
        let mut score: Vec<f32> = (0..k)
            .map(|j| match self.labels[j] {
                Some((false, _)) => self.stray + first[j],
                _ => first[j],
            })
            .collect();
        let mut back: Vec<usize> = Vec::with_capacity(logits.len());
        let mut next = vec![0.0; k];
        for row in rows {
            for j in 0..k {
                let mut top = (0, f32::NEG_INFINITY);
                for (i, &s) in score.iter().enumerate() {
                    let s = s + step(i, j);
                    if s > top.1 {
                        top = (i, s);
                    }
                }
                back.push(top.0);
                next[j] = top.1 + row[j];
            }
            std::mem::swap(&mut score, &mut next);
        }
        let mut at = 0;
        for (j, &s) in score.iter().enumerate() {
            if s > score[at] {
                at = j;
            }
        }
        let mut path = vec![at];
        for row in back.chunks_exact(k).rev() {
            at = row[at];
            path.push(at);
        }
        path.reverse();
        path
    }
}

/// The labels that foreign schemes fold into.
#[cfg(any(feature = "rust-bert", test))]
const OURS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

/// From the labels of another model to ours: BIO, BIOES (and BILOU), IOB1 (`I-` alone) or plain types.
#[cfg(any(feature = "rust-bert", test))]
#[derive(Debug, Clone)]
pub(super) struct Folding {
    /// For each of their labels, the labels of [`OURS`] that it counts for.
    targets: Vec<Vec<usize>>,
    /// Whether their scheme has no label for the beginning of a name.
    unmarked: bool,
}

#[cfg(any(feature = "rust-bert", test))]
impl Folding {
    /// The folding of a model's labels, or `None` when none of them names a type of ours or none means outside.
    ///
    /// Types that are not ours (dates, numbers) count as outside.
    pub(super) fn new(labels: &[String]) -> Option<Self> {
        let marked = labels
            .iter()
            .any(|l| ["B-", "S-", "U-", "B_", "S_", "U_"].iter().any(|p| l.starts_with(p)));
        let mut targets = Vec::new();
        for label in labels {
            let (place, kind) = match label.split_once(['-', '_']) {
                Some((p, kind)) if ["B", "I", "E", "L", "S", "U"].contains(&p) => (p, kind),
                _ => ("", label.as_str()),
            };
            targets.push(match Label::from_name(kind) {
                None => vec![0],
                Some(kind) => {
                    let begin = 1 + 2 * kind as usize;
                    match place {
                        "B" | "S" | "U" => vec![begin],
                        "I" | "E" | "L" if marked => vec![begin + 1],
                        _ => vec![begin, begin + 1],
                    }
                }
            });
        }
        let ours = targets.iter().any(|t| t[0] > 0);
        let outside = labels.iter().any(|l| l == "O");
        (ours && outside).then_some(Self {
            targets,
            unmarked: !marked,
        })
    }

    /// The decoder of the folded labels.
    pub(super) fn scheme(&self) -> Scheme {
        // IOB1 models begin names with I- and keep B- for names that touch; the others hardly ever choose a stray I-.
        let strict = Scheme::new(&OURS).expect("our own labels are a BIO scheme");
        Scheme { stray: -1.0, ..strict }
    }

    /// Folds a row of their logits into a row of ours: labels that fall together add up their probabilities.
    pub(super) fn fold(&self, row: &[f32], out: &mut Vec<f32>) {
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut sums = [0.0f32; OURS.len()];
        for (x, targets) in row.iter().zip(&self.targets) {
            for &t in targets {
                sums[t] += (x - top).exp();
            }
        }
        for (i, sum) in sums.iter().enumerate() {
            // Without a label for beginnings a name goes on as long as its type does: a new beginning costs a little.
            let cost = if self.unmarked && i % 2 == 1 { 0.01 } else { 0.0 };
            out.push((sum.max(1e-30)).ln() - cost);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Folding, Scheme};
    use crate::ner::Label;

    #[test]
    fn an_inside_label_never_follows_another_type() {
        let scheme = Scheme::new(&["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]).expect("a good scheme");
        // Word 2 likes I-ORG best, but after B-PER only I-PER may go on.
        let logits = [
            0.0, 5.0, 0.0, 0.0, 0.0, //
            0.0, 0.0, 2.0, 0.0, 3.0, //
            9.0, 0.0, 0.0, 0.0, 0.0,
        ];
        let found = scheme.mentions(&logits);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].first, found[0].last, found[0].label), (0, 1, Label::Per));
        assert!(found[0].score > 0.5 && found[0].score < 1.0);
    }

    #[test]
    fn two_names_may_touch() {
        let scheme = Scheme::new(&["O", "B-LOC", "I-LOC"]).expect("a good scheme");
        assert_eq!(scheme.mentions(&[0.0, 5.0, 0.0, 0.0, 5.0, 1.0]).len(), 2);
        assert_eq!(scheme.mentions(&[0.0, 5.0, 0.0, 0.0, 1.0, 5.0]).len(), 1);
        assert!(scheme.mentions(&[]).is_empty());
    }

    fn read(labels: &[&str], path: &[&str]) -> Vec<(usize, usize, Label)> {
        let labels: Vec<String> = labels.iter().map(|l| (*l).to_owned()).collect();
        let folding = Folding::new(&labels).expect("labels that fold");
        let mut logits = Vec::new();
        for wanted in path {
            let row: Vec<f32> = labels.iter().map(|l| if l == wanted { 6.0 } else { 0.0 }).collect();
            folding.fold(&row, &mut logits);
        }
        let found = folding.scheme().mentions(&logits);
        found.iter().map(|m| (m.first, m.last, m.label)).collect()
    }

    #[test]
    fn foreign_schemes_fold_into_ours() {
        // As camembert-ner: inside labels only.
        let plain = ["O", "I-LOC", "I-PER", "I-MISC", "I-ORG"];
        assert_eq!(
            read(&plain, &["I-PER", "I-PER", "O", "I-LOC"]),
            [(0, 1, Label::Per), (3, 3, Label::Loc)]
        );
        let plain = ["O", "LOC", "PER"];
        assert_eq!(read(&plain, &["PER", "PER", "LOC"]), [(0, 1, Label::Per), (2, 2, Label::Loc)]);
        let bioes = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "S-GPE", "B-DATE"];
        assert_eq!(
            read(&bioes, &["B-PER", "I-PER", "E-PER", "S-PER", "S-GPE", "B-DATE"]),
            [(0, 2, Label::Per), (3, 3, Label::Per), (4, 4, Label::Loc)]
        );
        let bio = ["B-LOC", "B-PER", "I-LOC", "I-PER", "O"];
        assert_eq!(
            read(&bio, &["B-PER", "I-PER", "B-PER"]),
            [(0, 1, Label::Per), (2, 2, Label::Per)]
        );
        let iob1 = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"];
        assert_eq!(
            read(&iob1, &["O", "I-PER", "I-PER", "B-PER", "I-LOC"]),
            [(1, 2, Label::Per), (3, 3, Label::Per), (4, 4, Label::Loc)]
        );
        assert!(Folding::new(&["O".to_owned(), "DATE".to_owned()]).is_none());
    }

    #[test]
    fn other_labels_are_refused() {
        assert!(Scheme::new(&["O", "S-PER"]).is_none());
        assert!(Scheme::new(&["O", "B-THING"]).is_none());
    }
}
