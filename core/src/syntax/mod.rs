//! What events need of a parse: words with part of speech, features, lemma, head and relation (Universal Dependencies).

mod cleft;
pub mod conllu;
mod filler;
mod label;
mod mend;
mod predicate;
mod tree;
mod undergo;

pub use filler::Filler;
pub use label::{Base, Deprel, Features, Gender, Mood, Number, Person, Tense, Upos, VerbForm};
pub(crate) use mend::light_verb;
pub use predicate::{Clause, Voice};
pub use tree::Tree;

/// One word of a parsed sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The dictionary form.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Morphology, as far as events need it.
    pub features: Features,
    /// The index of its head in the sentence, or `None` for the root.
    pub head: Option<usize>,
    /// Its relation to the head.
    pub deprel: Deprel,
}

/// The parse of one sentence: one [`Word`] for each of its tokens, one root, no cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parse {
    words: Vec<Word>,
}

impl Parse {
    /// The word that heads some words, given in order: the first whose head lies outside, prepositions, articles and signs aside.
    pub fn head_of(&self, words: &[usize]) -> Option<usize> {
        let outside = |&i: &usize| self.words[i].head.is_none_or(|h| !words.contains(&h));
        let small = |i: usize| matches!(self.words[i].upos, Upos::Adp | Upos::Det | Upos::Punct);
        let mut heads = words.iter().copied().filter(outside);
        heads
            .clone()
            .find(|&i| !small(i) || words.len() == 1)
            .or_else(|| heads.next())
    }

    /// A parse of the given words, or `None` when the heads are no tree: one root, every head inside, no cycle.
    pub fn new(words: Vec<Word>) -> Option<Self> {
        let n = words.len();
        if words.iter().filter(|w| w.head.is_none()).count() != usize::from(n > 0) {
            return None;
        }
        // 0 unseen, 1 on the present path, 2 known to reach the root.
        let mut state = vec![0u8; n];
        for start in 0..n {
            let mut path = Vec::new();
            let mut at = start;
            while state[at] == 0 {
                state[at] = 1;
                path.push(at);
                match words[at].head {
                    None => break,
                    Some(head) if head < n && state[head] != 1 => at = head,
                    Some(_) => return None,
                }
            }
            for i in path {
                state[i] = 2;
            }
        }
        Some(Self { words })
    }

    /// The words, one for each token of the sentence.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The indices of the words whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.words
            .iter()
            .enumerate()
            .filter(move |(_, w)| w.head == Some(head))
            .map(|(i, _)| i)
    }
}
