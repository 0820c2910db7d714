//! A parse with its children at hand.

use super::{Base, Deprel, Parse, Upos, Word};

/// A parse that answers for children and extents without a search.
#[derive(Debug)]
pub struct Tree<'p> {
    words: &'p [Word],
    children: Vec<Vec<usize>>,
}

impl<'p> Tree<'p> {
    /// Lists the children of each word.
    pub fn new(parse: &'p Parse) -> Self {
        let words = parse.words();
        let mut children = vec![Vec::new(); words.len()];
        for (i, w) in words.iter().enumerate() {
            if let Some(h) = w.head {
                children[h].push(i);
            }
        }
        Self { words, children }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word.
    pub fn word(&self, i: usize) -> &'p Word {
        &self.words[i]
    }

    /// Its children, in order.
    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// Its children of a relation, subtypes included.
    pub fn of_base<'t>(&'t self, i: usize, base: Base) -> impl Iterator<Item = usize> + 't {
        self.children[i]
            .iter()
            .copied()
            .filter(move |&c| self.words[c].deprel.base() == base)
    }

    /// The relation's universal part.
    pub fn base(&self, i: usize) -> Base {
        self.words[i].deprel.base()
    }

    /// Whether the word has the relation.
    pub fn is(&self, i: usize, deprel: Deprel) -> bool {
        self.words[i].deprel == deprel
    }

    /// Its part of speech.
    pub fn upos(&self, i: usize) -> Upos {
        self.words[i].upos
    }

    /// Its head.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.words[i].head
    }

    /// The word and its ancestors, from itself to the root.
    pub fn path(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(i), |&x| self.words[x].head)
    }

    /// Whether `above` is `i` or one of its ancestors.
    pub fn under(&self, i: usize, above: usize) -> bool {
        self.path(i).any(|x| x == above)
    }

    /// Whether the word can be the core of a clause.
    pub fn is_verb(&self, i: usize) -> bool {
        matches!(self.words[i].upos, Upos::Verb | Upos::Aux)
    }

    /// Whether the word can be the core of a noun phrase.
    pub fn is_nominal(&self, i: usize) -> bool {
        matches!(
            self.words[i].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Sym
        )
    }

    /// The word and its nominal conjuncts.
    pub fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut out = vec![i];
        let mut at = 0;
        while at < out.len() {
            let more: Vec<usize> = self.of_base(out[at], Base::Conj).filter(|&c| self.is_nominal(c)).collect();
            out.extend(more);
            at += 1;
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}
