//! Verbs as predicates: voice, and subject through coordination, control, participles and relatives.

use super::{Base, Deprel, Tense, Tree, Upos, VerbForm};
use crate::lexicon::inflection::is_infinitive;
use crate::lexicon::signature::full_form;
use crate::lexicon::words::{Verbs, WordSet};

/// How a verb's subject relates to the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The subject undergoes.
    Passive,
    /// With « se ».
    Reflexive,
}

/// A tree with the folded forms and lemmas of its words.
#[derive(Debug)]
pub struct Clause<'p, 'f> {
    /// The tree.
    pub tree: Tree<'p>,
    /// Folded form of each word.
    pub forms: Vec<&'f str>,
    /// Folded lemma of each word.
    pub lemmas: Vec<String>,
}

impl Clause<'_, '_> {
    /// Whether the subject has the verb done to itself: « s'est fait racheter », « se voit infliger une amende », not « se fait exploser ».
    pub fn is_had_done(&self, i: usize) -> bool {
        let tree = &self.tree;
        let infinitive = is_infinitive(self.forms[i]);
        let reflexive = |x: usize| {
            tree.children(x)
                .iter()
                .any(|&c| c < i && WordSet::Reflexive.has(self.forms[c]))
        };
        // The parse has « faire » as the verb or as an auxiliary of the cause.
        let governed = matches!(tree.base(i), Base::Xcomp | Base::Ccomp);
        let above = tree
            .head(i)
            .filter(|&h| governed && WordSet::HasDone.has(&self.lemmas[h]) && h < i);
        let below = tree.of_base(i, Base::Aux).find(|&a| self.lemmas[a] == "faire");
        let by_itself = WordSet::DoneByItself.has(&self.lemmas[i]);
        infinitive && !by_itself && (above.is_some_and(reflexive) || below.is_some() && reflexive(i))
    }

    /// The verb's voice.
    pub fn voice(&self, i: usize) -> Voice {
        let tree = &self.tree;
        if self.is_had_done(i) {
            return Voice::Passive;
        }
        let reflexive = tree.children(i).iter().any(|&c| {
            WordSet::ReflexiveLemma.has(&self.lemmas[c]) && tree.upos(c) == Upos::Pron
                || WordSet::Reflexive.has(self.forms[c]) && c < i
        });
        if reflexive {
            return Voice::Reflexive;
        }
        if Verbs::Moves.has(&self.lemmas[i]) {
            return Voice::Active;
        }
        let word = tree.word(i);
        let marked = tree
            .children(i)
            .iter()
            .any(|&c| matches!(tree.word(c).deprel, Deprel::AuxPass | Deprel::NsubjPass | Deprel::OblAgent));
        if marked {
            return Voice::Passive;
        }
        let participle = word.features.verb_form == Some(VerbForm::Part) && word.features.tense != Some(Tense::Pres);
        let helped = tree.children(i).iter().any(|&c| matches!(tree.base(c), Base::Aux));
        if participle && !helped {
            if tree.is(i, Deprel::Conj)
                && let Some(h) = tree.head(i)
                && tree.is_verb(h)
                && tree.word(h).features.verb_form == Some(VerbForm::Part)
            {
                // « 22 personnes sont mortes et 64 autres blessées ».
                let moves = Verbs::Moves.has(&self.lemmas[h]);
                return if moves { Voice::Passive } else { self.voice(h) };
            }
            return Voice::Passive;
        }
        // Tagged as an adjective: « blessé », « inondée ».
        if tree.upos(i) == Upos::Adj {
            return Voice::Passive;
        }
        Voice::Active
    }

    /// The words that a relative pronoun stands for, or the word itself.
    pub fn antecedent(&self, i: usize) -> Option<usize> {
        let relative =
            self.tree.word(i).features.relative || self.tree.upos(i) == Upos::Pron && WordSet::Relative.has(self.forms[i]);
        if !relative {
            return Some(i);
        }
        let clause = self.tree.path(i).find(|&x| self.tree.is(x, Deprel::AclRelcl))?;
        self.tree.head(clause)
    }

    pub(super) fn expand(&self, i: usize) -> Vec<usize> {
        match self.antecedent(i) {
            // A relative may take up the whole coordination; the nearer conjunct is safer.
            Some(x) if x != i => vec![x],
            Some(x) => self.tree.conjuncts(x),
            None => Vec::new(),
        }
    }

    /// The surface subject with the way's reliability; empty when there is none.
    pub fn subject(&self, i: usize) -> (Vec<usize>, f32) {
        self.subject_within(i, 6)
    }

    pub(super) fn subject_within(&self, i: usize, depth: usize) -> (Vec<usize>, f32) {
        let tree = &self.tree;
        if depth == 0 {
            return (Vec::new(), 0.0);
        }
        let own: Vec<usize> = tree
            .children(i)
            .iter()
            .copied()
            .filter(|&c| tree.base(c) == Base::Nsubj && tree.upos(c) != Upos::Adp)
            .collect();
        // With « a-t-il » beside a noun the noun is the subject.
        let best = own
            .iter()
            .copied()
            .find(|&c| tree.upos(c) != Upos::Pron)
            .or(own.first().copied());
        if let Some(s) = best {
            return (self.expand(s), 1.0);
        }
        if let Some(s) = self.inverted(i) {
            return (self.expand(s), 0.9);
        }
        let Some(head) = tree.head(i) else {
            return (Vec::new(), 0.0);
        };
        let weaker = |(found, score): (Vec<usize>, f32), by: f32| (found, score * by);
        match tree.base(i) {
            Base::Conj if tree.is_verb(head) => weaker(self.subject_within(head, depth - 1), 0.9),
            Base::Xcomp | Base::Ccomp | Base::Advcl | Base::Parataxis | Base::Obl | Base::Obj
                if tree.is_verb(head) || tree.upos(head) == Upos::Adj =>
            {
                if tree.base(i) == Base::Parataxis && tree.word(i).features.verb_form == Some(VerbForm::Fin) {
                    return (Vec::new(), 0.0);
                }
                if let Some(controllers) = self.controllers(i) {
                    return (controllers, 0.9);
                }
                weaker(self.subject_within(head, depth - 1), 0.9)
            }
            Base::Acl => {
                let participle = tree.word(i).features.verb_form == Some(VerbForm::Part);
                if tree.is(i, Deprel::AclRelcl) || participle {
                    return (vec![self.agreeing(i, head)], 0.9);
                }
                weaker(self.doer(head, depth - 1), 0.8)
            }
            Base::Amod | Base::Nmod if tree.is_nominal(head) => (vec![head], 0.8),
            _ => (Vec::new(), 0.0),
        }
    }

    /// Who is to do what an infinitive tells, where its governor's subject is not: « condamne Kelvar à verser », « demande à Kelvar de
    /// verser ».
    pub fn controllers(&self, i: usize) -> Option<Vec<usize>> {
        let tree = &self.tree;
        let head = tree.head(i)?;
        if !matches!(tree.base(i), Base::Xcomp | Base::Ccomp) || self.voice(head) == Voice::Passive {
            return None;
        }
        let lemma = self.lemmas[head].as_str();
        if Verbs::Requests.has(lemma) && (self.lemmas[i] == "pouvoir" || self.voice(i) == Voice::Passive) {
            return None;
        }
        let object = || tree.of_base(head, Base::Obj).find(|&o| o != i);
        let addressee = || {
            let to = |o: usize| tree.base(o) == Base::Iobj || tree.base(o) == Base::Obl && self.preposition(o) == "a";
            tree.children(head).iter().copied().find(|&o| to(o))
        };
        let found = Verbs::Object
            .has(lemma)
            .then(object)
            .flatten()
            .or_else(|| Verbs::Addressee.has(lemma).then(addressee).flatten())?;
        Some(self.expand(found))
    }

    /// The noun that a past participle describes: its head, or where the two differ in gender or number the nearest noun before it
    /// inside the head's phrase that agrees: « la remise du journaliste, arrêté lundi ».
    fn agreeing(&self, participle: usize, head: usize) -> usize {
        let tree = &self.tree;
        let form = tree.word(participle).features;
        let clash = |noun: usize| {
            let f = tree.word(noun).features;
            let gender = form.gender.zip(f.gender).is_some_and(|(a, b)| a != b);
            gender || form.number.zip(f.number).is_some_and(|(a, b)| a != b)
        };
        let past = form.verb_form == Some(VerbForm::Part) && form.tense != Some(Tense::Pres);
        if !past || participle < head || !clash(head) {
            return head;
        }
        (head + 1..participle)
            .rev()
            .find(|&k| tree.upos(k) == Upos::Noun && tree.under(k, head) && tree.word(k).features.gender.is_some() && !clash(k))
            .unwrap_or(head)
    }

    /// The subject behind the verb of a relative clause whose pronoun is no subject, taken for an object by the parse:
    /// « le sommet auquel a assisté Jeanne Morvan », « le maire que soutient Jeanne Morvan ».
    pub fn inverted(&self, i: usize) -> Option<usize> {
        let tree = &self.tree;
        let oblique = |c: usize| {
            let compound = WordSet::ObliqueRelative.has(self.forms[c]);
            let cased = WordSet::CasedRelative.has(self.forms[c]);
            let object = tree.base(c) == Base::Obj && full_form(self.forms[c]) == "que" && tree.is(i, Deprel::AclRelcl);
            compound || object || cased && !self.preposition(c).is_empty()
        };
        let children = tree.children(i);
        let relative = children.iter().any(|&c| c < i && oblique(c));
        let told = children.iter().any(|&c| tree.base(c) == Base::Nsubj);
        if !relative || told {
            return None;
        }
        tree.of_base(i, Base::Obj)
            .find(|&o| o > i && tree.is_nominal(o) && self.preposition(o).is_empty())
    }

    /// The name right behind a verb that the parse hangs across it on the subject: « Orvalis rachète Verralie ».
    pub(super) fn strayed(&self, i: usize) -> Option<usize> {
        let tree = &self.tree;
        tree.of_base(i, Base::Nsubj)
            .filter(|&s| s < i)
            .flat_map(|s| tree.children(s).iter().copied())
            .find(|&name| {
                name > i
                    && tree.upos(name) == Upos::Propn
                    && matches!(tree.base(name), Base::Nmod | Base::Appos | Base::Flat)
                    && self.preposition(name).is_empty()
                    && (i + 1..name).all(|k| matches!(tree.upos(k), Upos::Adv | Upos::Det))
            })
    }

    /// Who does what the noun tells: its possessor, agent or holder, else the subject of the verb that governs it.
    fn doer(&self, noun: usize, depth: usize) -> (Vec<usize>, f32) {
        let tree = &self.tree;
        let held = tree
            .of_base(noun, Base::Nmod)
            .find(|&c| matches!(self.preposition(c).as_str(), "par" | "de") && tree.is_nominal(c));
        if let Some(c) = held {
            return (self.expand(c), 0.8);
        }
        self.governor_subject(noun, depth)
    }

    /// The subject of the nearest verb above a word.
    pub fn governor_subject(&self, i: usize, depth: usize) -> (Vec<usize>, f32) {
        let tree = &self.tree;
        let mut at = i;
        while let Some(h) = tree.head(at) {
            if tree.is_verb(h) && tree.base(at) != Base::Nsubj {
                let (found, score) = self.subject_within(h, depth.max(1));
                if found.contains(&i) {
                    return (Vec::new(), 0.0);
                }
                return (found, score * 0.8);
            }
            at = h;
        }
        (Vec::new(), 0.0)
    }

    /// The preposition before a word, folded and uncontracted: « a », « de », « a l'encontre de »; empty when there is none.
    pub fn preposition(&self, i: usize) -> String {
        let tree = &self.tree;
        let Some(case) = tree
            .children(i)
            .iter()
            .copied()
            .find(|&c| tree.base(c) == Base::Case || tree.base(c) == Base::Mark && c < i)
        else {
            return match self.forms[i] {
                "y" => "a".into(),
                "dont" | "en" if tree.upos(i) == Upos::Pron => "de".into(),
                "auquel" | "auxquels" | "auxquelles" => "a".into(),
                _ => String::new(),
            };
        };
        let mut parts = vec![case];
        parts.extend(tree.of_base(case, Base::Fixed));
        parts.extend(tree.of_base(i, Base::Case).filter(|&c| c > case && c < i));
        parts.sort_unstable();
        parts.dedup();
        let words: Vec<&str> = parts.iter().map(|&p| self.forms[p]).collect();
        let joined = words.join(" ").replace("' ", "'");
        // « à cause du » is « à cause de ».
        match joined.rsplit_once(' ') {
            Some((before, last)) => format!("{before} {}", full_form(last)),
            None => full_form(&joined).to_owned(),
        }
    }
}
