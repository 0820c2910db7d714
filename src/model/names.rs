//! From label scores of words to names: the best sequence under the rules of BIO.

use super::manifest::bio;
use crate::ner::{Label, RawMention};

/// A label scheme and its decoder; every backend that scores labels decodes with it.
#[derive(Debug, Clone)]
pub(super) struct Scheme {
    labels: Vec<Option<(bool, Label)>>,
}

impl Scheme {
    /// A scheme of `O`, `B-TYPE` and `I-TYPE`, or `None` for other labels.
    pub(super) fn new(names: &[impl AsRef<str>]) -> Option<Self> {
        let labels = names.iter().map(|n| bio(n.as_ref())).collect::<Option<Vec<_>>>()?;
        Some(Self { labels })
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
                Some(open) if !begins && open.last + 1 == word => {
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
        const NEVER: f32 = -1e9;
        let k = self.len();
        let follows = |before: usize, after: usize| match self.labels[after] {
            Some((false, label)) => self.labels[before].is_some_and(|b| b.1 == label),
            _ => true,
        };
        let mut rows = logits.chunks_exact(k);
        let Some(first) = rows.next() else {
            return Vec::new();
        };
        let mut score: Vec<f32> = (0..k)
            .map(|j| match self.labels[j] {
                Some((false, _)) => NEVER,
                _ => first[j],
            })
            .collect();
        let mut back: Vec<usize> = Vec::with_capacity(logits.len());
        let mut next = vec![0.0; k];
        for row in rows {
            for j in 0..k {
                let mut top = (0, f32::NEG_INFINITY);
                for (i, &s) in score.iter().enumerate() {
                    let s = if follows(i, j) { s } else { NEVER };
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

#[cfg(test)]
mod tests {
    use super::Scheme;
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

    #[test]
    fn other_labels_are_refused() {
        assert!(Scheme::new(&["O", "S-PER"]).is_none());
        assert!(Scheme::new(&["O", "B-THING"]).is_none());
    }
}
