//! Who undergoes what a noun tells, by the verb or noun that carries it: « fait l'objet d'une enquête », « victime d'un piratage ».

use super::{Base, Clause, Voice};
use crate::lexicon::words::{Nouns, Verbs};

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
        let above = self.tree.head(first)?;
        WAYS.iter()
            .find_map(|way| way(self, first, above))
            .filter(|u| !u.who.is_empty())
    }
}

/// « a subi une attaque », not « a mené une attaque ».
fn suffered(clause: &Clause<'_, '_>, noun: usize, above: usize) -> Option<Undergoing> {
    // The parse takes « de vives critiques » for a complement with « de ».
    let behind = || clause.tree.base(noun) == Base::Obl && clause.preposition(noun) == "de";
    let object = above < noun && (clause.tree.base(noun) == Base::Obj || behind());
    let suffers = Verbs::Suffers.has(&clause.lemmas[above]) && clause.voice(above) != Voice::Passive;
    (object && suffers).then(|| Undergoing {
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
    let lemma = clause.lemmas[above].as_str();
    let under = || Nouns::Under.has(lemma) && clause.preposition(above) == "sous";
    if clause.preposition(noun) != "de" || !(Nouns::Target.has(lemma) || under()) {
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
