//! Clefts: « c'est Kelvar qui a vendu », and what a correction rules out: « et non Orvalis ».

use super::{Base, Clause, Upos, Voice};
use crate::lexicon::signature::full_form;
use crate::lexicon::words::WordSet;

impl Clause<'_, '_> {
    /// Whom or what a cleft sets before its verb, and the slot of the verb that it fills: « c'est Kelvar qui a vendu », « c'est par la
    /// police que Paul Rey a été arrêté », not « c'est un maire qui a vendu sa voiture et … » beyond the verb's own clause.
    pub fn cleft(&self, verb: usize) -> Option<(String, usize)> {
        let tree = &self.tree;
        let link = tree
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c < verb && WordSet::CleftLink.has(self.forms[c]))?;
        let top = tree.path(verb).skip(1).take(3).find(|&x| self.is_presented(x))?;
        // What is set out stands between « c'est » and « qui »: the last that no correction rules out.
        let mut conjuncts = tree.conjuncts(top).into_iter().filter(|&x| x < link && !self.is_ruled_out(x));
        let pivot = conjuncts.next_back().or_else(|| self.put_right(verb))?;
        Some((self.slot_set_out(verb, link, self.preposition(top))?, pivot))
    }

    /// The slot of the verb that a cleft sets out behind a preposition, with passives undone: « c'est Kelvar qui » acts, « c'est Kelvar que »
    /// undergoes, « c'est à Kelvar que » is the addressee.
    fn slot_set_out(&self, verb: usize, link: usize, preposition: String) -> Option<String> {
        let passive = self.voice(verb) == Voice::Passive;
        let bare = preposition.is_empty();
        if self.forms[link] == "qui" {
            let slot = if passive { "obj" } else { "subj" };
            return bare.then(|| slot.to_owned());
        }
        if passive && preposition == "par" {
            return Some("subj".to_owned());
        }
        if bare {
            (!passive).then(|| "obj".to_owned())
        } else {
            Some(preposition)
        }
    }

    /// What a correction behind the verb puts in the place of what it rules out: « ce n'est pas Orvalis qui a vendu, mais Kelvar ».
    fn put_right(&self, verb: usize) -> Option<usize> {
        let tree = &self.tree;
        let but = |k: usize| tree.of_base(k, Base::Cc).any(|c| c > verb && self.forms[c] == "mais");
        (verb + 1..tree.len()).find(|&k| tree.is_nominal(k) && but(k))
    }

    /// Whether « c'est » presents the word: « c'est Kelvar », « ce n'est pas Kelvar ».
    fn is_presented(&self, i: usize) -> bool {
        let below = |base: Base| self.tree.of_base(i, base).any(|c| c < i);
        let this = self.tree.children(i).iter().any(|&c| c < i && WordSet::Ce.has(self.forms[c]));
        this && below(Base::Cop) && self.tree.is_nominal(i)
    }

    /// Whether a correction rules a noun out: « et non Orvalis », « mais pas son frère », « ce n'est pas Orvalis qui … », not « n'est pas
    /// seulement Orvalis », « et non loin de Lyon ».
    pub fn is_ruled_out(&self, i: usize) -> bool {
        let tree = &self.tree;
        let close = |x: usize| matches!(tree.base(x), Base::Flat | Base::Appos | Base::Nmod | Base::Compound);
        let mut up = tree.path(i).take(4);
        let mut reached = true;
        up.any(|x| {
            let here = reached && (self.behind_not(x) || self.presented_not(x));
            reached &= close(x);
            here
        })
    }

    /// « et non Orvalis », « pas Orvalis » behind a comma.
    fn behind_not(&self, i: usize) -> bool {
        let tree = &self.tree;
        let own = |&c: &usize| c < i && matches!(tree.base(c), Base::Det | Base::Case | Base::Amod | Base::Nummod);
        let first = tree.children(i).iter().copied().find(own).unwrap_or(i);
        let Some(not) = first.checked_sub(1).filter(|&k| WordSet::Not.has(self.forms[k])) else {
            return false;
        };
        // « et non pas Orvalis »
        let not = match not.checked_sub(1) {
            Some(k) if WordSet::Not.has(self.forms[k]) => k,
            _ => not,
        };
        not.checked_sub(1).is_some_and(|k| WordSet::BeforeNot.has(self.forms[k])) && tree.is_nominal(i)
    }

    /// « ce n'est pas Orvalis qui a vendu ».
    fn presented_not(&self, i: usize) -> bool {
        let not = |&c: &usize| c < i && self.forms[c] == "pas" && self.tree.upos(c) != Upos::Noun;
        let only = |c: usize| self.forms.get(c + 1).is_some_and(|f| WordSet::NotOnly.has(full_form(f)));
        let found = self.tree.children(i).iter().copied().find(not);
        self.is_presented(i) && found.is_some_and(|c| !only(c))
    }
}
