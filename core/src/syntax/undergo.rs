//! Who undergoes what a noun tells, by the verb or noun that carries it: « fait l'objet d'une enquête », « victime d'un piratage ».

use super::{Base, Clause, Deprel, Voice};
use crate::lexicon::signature::{Part, known};
use crate::lexicon::words::{Nouns, Verbs, WordSet};

/// The word by which somebody undergoes what a noun tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undergoing {
    /// A verb or a noun; what negates it negates the event.
    pub by: usize,
    /// Who undergoes it.
    pub who: Vec<usize>,
}

/// A way to say so, of a noun and the word above it.
type Way = fn(&Clause<'_, '_>, usize, usize) -> Option<Undergoing>;

static WAYS: [Way; 4] = [suffered, made_object, target, struck];

impl Clause<'_, '_> {
    /// Who undergoes what a noun tells, where the word above the noun says so.
    pub fn undergoing(&self, noun: usize) -> Option<Undergoing> {
        let conjunct = |&x: &usize| self.tree.base(x) == Base::Conj;
        let first = self.tree.path(noun).find(|x| !conjunct(x))?;
        let above = || {
            let above = self.tree.head(first)?;
            WAYS.iter().find_map(|way| way(self, first, above))
        };
        let below = || {
            self.tree
                .of_base(first, Base::Acl)
                .find_map(|clause| self.undergone_in(noun, clause))
        };
        above().or_else(below).filter(|u| !u.who.is_empty())
    }
}

impl Clause<'_, '_> {
    /// Whether a verb's subject bears its object; a parser makes up lemmas for rare forms: « subit ».
    fn suffers(&self, verb: usize) -> bool {
        let lemma = known(Part::Verb, &self.lemmas[verb], self.forms[verb]).unwrap_or(&self.lemmas[verb]);
        self.tree.is_verb(verb) && Verbs::Suffers.has(lemma)
    }

    /// Whether a word is « victime », « cible », which a parser takes for a verb at times.
    fn is_target(&self, i: usize) -> bool {
        Nouns::Target.has(&self.lemmas[i]) || Nouns::Target.has(self.forms[i])
    }

    /// What a clause about the noun says: « l'enquête dont Kelvar fait l'objet », « l'attaque subie par la mairie », not « l'enquête que mène
    /// Kelvar ».
    fn undergone_in(&self, noun: usize, clause: usize) -> Option<Undergoing> {
        let tree = &self.tree;
        let of_whom = || tree.under(clause, noun) && (noun..=clause).any(|k| self.forms[k] == "dont");
        let object = |x: usize| tree.of_base(x, Base::Obj).any(|c| Nouns::Made.has(&self.lemmas[c]));
        let agent = |c: &usize| tree.is(*c, Deprel::OblAgent) || tree.base(*c) == Base::Obl && self.preposition(*c) == "par";
        let who = if self.suffers(clause) && !tree.is(clause, Deprel::AclRelcl) {
            tree.children(clause).iter().copied().filter(agent).collect()
        } else if self.suffers(clause) {
            self.subject(clause).0.into_iter().filter(|&s| s != noun).collect()
        } else if of_whom() && (self.is_target(clause) || object(clause)) {
            self.subject(clause).0
        } else {
            return None;
        };
        Some(Undergoing { by: clause, who })
    }
}

/// « a subi une attaque », not « a mené une attaque ».
fn suffered(clause: &Clause<'_, '_>, noun: usize, above: usize) -> Option<Undergoing> {
    // The parse takes « de vives critiques » for a complement with « de ».
    let behind = || clause.tree.base(noun) == Base::Obl && clause.preposition(noun) == "de";
    let object = above < noun && (clause.tree.base(noun) == Base::Obj || behind());
    (object && clause.suffers(above) && clause.voice(above) != Voice::Passive).then(|| Undergoing {
        by: above,
        who: clause.subject(above).0,
    })
}

/// « fait l'objet d'une enquête », not « fait l'éloge d'une enquête ».
fn made_object(clause: &Clause<'_, '_>, noun: usize, above: usize) -> Option<Undergoing> {
    let tree = &clause.tree;
    let object = |x: usize| tree.base(x) == Base::Obj && Nouns::Made.has(&clause.lemmas[x]);
    let verb = if object(above) { tree.head(above)? } else { above };
    let made = clause.lemmas[verb] == "faire" && tree.children(verb).iter().any(|&c| object(c));
    (made && clause.preposition(noun) == "de").then(|| Undergoing {
        by: verb,
        who: clause.subject(verb).0,
    })
}

/// « est la cible d'une attaque », « est sous le coup d'une enquête », « Victime d'un piratage, la mairie … », not « les victimes de
/// l'attaque ».
fn target(clause: &Clause<'_, '_>, noun: usize, above: usize) -> Option<Undergoing> {
    let tree = &clause.tree;
    let under = || Nouns::Under.has(&clause.lemmas[above]) && WordSet::UnderWhich.has(&clause.preposition(above));
    if clause.preposition(noun) != "de" || !(clause.is_target(above) || under()) {
        return None;
    }
    if tree.of_base(above, Base::Cop).next().is_some() {
        return Some(Undergoing {
            by: above,
            who: clause.subject(above).0,
        });
    }
    let head = tree.head(above)?;
    let bare = tree.of_base(above, Base::Det).next().is_none() || under();
    let who = match tree.base(above) {
        Base::Advcl | Base::Obl | Base::Dislocated if bare && tree.is_verb(head) => clause.subject(head).0,
        Base::Appos | Base::Acl | Base::Nmod | Base::Amod if bare && tree.is_nominal(head) => vec![head],
        _ => return None,
    };
    Some(Undergoing { by: above, who })
}

/// « est visé par une plainte », not « vise une plainte ».
fn struck(clause: &Clause<'_, '_>, noun: usize, above: usize) -> Option<Undergoing> {
    let strikes = clause.tree.is_verb(above) && Verbs::Strikes.has(&clause.lemmas[above]);
    let passive = strikes && clause.preposition(noun) == "par" && clause.voice(above) == Voice::Passive;
    passive.then(|| Undergoing {
        by: above,
        who: clause.subject(above).0,
    })
}
