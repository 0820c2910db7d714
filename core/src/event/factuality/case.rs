//! What the rules of factuality look at: the trigger, the verb that carries tense and mood, and the words that govern it.

use crate::event::candidate::Candidate;
use crate::event::ontology::TypeId;
use crate::event::view::View;
use crate::event::{EventMood, EventTense};
use crate::lexicon::inflection::{ends_as_future, is_conditional, is_future, is_past_in_ra};
use crate::syntax::{Base, Deprel, Features, Mood, Tense, VerbForm, Voice};

/// A trigger in its sentence.
#[derive(Debug)]
pub(super) struct Case<'c> {
    pub view: &'c View<'c>,
    pub candidate: &'c Candidate<'c>,
    pub kind: TypeId,
    /// The finite verb of a verbal trigger: itself, or its auxiliary.
    pub own: Option<usize>,
    /// Whether the trigger has an auxiliary of the perfect.
    pub helped: bool,
    /// The words above it that may say how it is meant, the nearest first.
    pub above: Vec<Step>,
}

/// A word above the trigger.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// The word.
    pub word: usize,
    /// The word below it on the way to the trigger.
    pub child: usize,
    /// How the two are related.
    pub relation: Base,
    /// Whether a verb below has an auxiliary of the perfect, so that it tells what is done: « a décidé d'avoir fermé ».
    pub done: bool,
}

impl Step {
    /// Whether the word governs a clause.
    pub(super) fn clausal(&self) -> bool {
        matches!(self.relation, Base::Xcomp | Base::Ccomp | Base::Acl | Base::Csubj)
    }
}

/// Whether a verb has an auxiliary of the perfect: « avoir vendu », not « être vendu » or « faire vendre ».
fn helped(view: &View<'_>, verb: usize) -> bool {
    let tree = view.tree();
    let mut auxiliaries = tree.of_base(verb, Base::Aux);
    auxiliaries.any(|a| !tree.is(a, Deprel::AuxPass) && !tree.is(a, Deprel::AuxCaus))
}

impl<'c> Case<'c> {
    pub(super) fn new(view: &'c View<'c>, candidate: &'c Candidate<'c>, kind: TypeId) -> Self {
        let mut case = Self {
            view,
            candidate,
            kind,
            own: None,
            helped: helped(view, candidate.at),
            above: Vec::new(),
        };
        case.own = if candidate.verbal { case.finite(candidate.at) } else { None };
        case.above = case.climb();
        case
    }

    /// Whether a verb stands in the perfect: « a dû », « aurait pu ».
    pub(super) fn perfect(&self, verb: usize) -> bool {
        let aux = self.view.tree().of_base(verb, Base::Aux);
        self.features(verb).verb_form == Some(VerbForm::Part) && aux.into_iter().any(|a| self.view.lemma(a) == "avoir")
    }

    /// Whether a verb is told in the past: « fermait », « a fermé ».
    pub(super) fn past(&self, verb: usize) -> bool {
        let Some(finite) = self.finite(verb) else { return false };
        let features = self.features(finite);
        let past = matches!(features.tense, Some(Tense::Past | Tense::Imp));
        // « s'est caché », not « est caché ».
        let done = finite != verb && self.view.clause.voice(verb) != Voice::Passive;
        (past || done) && !self.future(finite) && !self.conditional(finite)
    }

    /// The trigger's predicate.
    pub(super) fn at(&self) -> usize {
        self.candidate.at
    }

    pub(super) fn features(&self, i: usize) -> Features {
        self.view.tree().word(i).features
    }

    /// Whether a noun tells the event and the step leads to it as to a noun.
    pub(super) fn nominal(&self, step: Step) -> bool {
        matches!(step.relation, Base::Obj | Base::Nmod | Base::Obl | Base::Nsubj) && !self.candidate.verbal
    }

    /// The finite verb that carries tense and mood of a verb: its auxiliary, its copula or itself.
    pub(super) fn finite(&self, verb: usize) -> Option<usize> {
        let tree = self.view.tree();
        let is_finite = |i: usize| self.features(i).verb_form == Some(VerbForm::Fin);
        let aux = tree.of_base(verb, Base::Aux).find(|&a| is_finite(a));
        aux.or_else(|| tree.of_base(verb, Base::Cop).next())
            .or_else(|| is_finite(verb).then_some(verb))
    }

    fn written(&self, i: usize) -> &'c str {
        self.view.scene.text.written(self.view.base + i)
    }

    /// Whether a verb is in the conditional. The model misses those that their ending shows, above all those of hearsay.
    pub(super) fn conditional(&self, i: usize) -> bool {
        self.features(i).mood == Some(Mood::Cnd) && !is_future(self.written(i)) || is_conditional(self.written(i))
    }

    /// Whether a verb is in the future. The model misses those of rare verbs.
    pub(super) fn future(&self, i: usize) -> bool {
        // « libéra » and « supprime » are futures for the model at times.
        let may = ends_as_future(self.written(i)) && !is_past_in_ra(self.written(i));
        self.features(i).tense == Some(Tense::Fut) && may || is_future(self.written(i))
    }

    /// The words above the trigger, as far as they may say how it is meant: not beyond a relative clause, an adverbial clause or « que ».
    fn climb(&self) -> Vec<Step> {
        const FAR: usize = 5;
        let tree = self.view.tree();
        let mut out = Vec::new();
        let mut child = self.at();
        let mut done = self.helped && self.candidate.verbal;
        for word in tree.path(self.at()).skip(1).take(FAR) {
            let relation = tree.base(child);
            let step = Step {
                word,
                child,
                relation,
                done,
            };
            if relation == Base::Advcl {
                out.push(step);
                break;
            }
            let through = matches!(
                relation,
                Base::Xcomp
                    | Base::Ccomp
                    | Base::Obj
                    | Base::Acl
                    | Base::Nmod
                    | Base::Obl
                    | Base::Nsubj
                    | Base::Conj
                    | Base::Csubj
            );
            if !through || tree.is(child, Deprel::AclRelcl) {
                break;
            }
            out.push(step);
            if tree.is_verb(word) && self.features(word).verb_form == Some(VerbForm::Fin) && relation == Base::Ccomp {
                break;
            }
            done |= tree.is_verb(word) && helped(self.view, word) && !step.clausal();
            child = word;
        }
        out
    }

    /// Tense and mood of the trigger's verb.
    pub(super) fn tense_and_mood(&self) -> (EventTense, EventMood) {
        let at = self.at();
        if !self.candidate.verbal {
            return (EventTense::None, EventMood::None);
        }
        let Some(f) = self.own else {
            return match self.features(at).verb_form {
                Some(VerbForm::Inf) => (
                    if self.helped { EventTense::Past } else { EventTense::None },
                    EventMood::Infinitive,
                ),
                Some(VerbForm::Part) => (EventTense::Past, EventMood::Participle),
                _ => (EventTense::None, EventMood::None),
            };
        };
        let participle = f != at && self.features(at).verb_form == Some(VerbForm::Part);
        let tense = match self.features(f).tense {
            _ if self.future(f) => EventTense::Future,
            Some(Tense::Past | Tense::Imp) => EventTense::Past,
            _ if participle && !self.passive() => EventTense::Past,
            _ => EventTense::Present,
        };
        let mood = match self.features(f).mood {
            _ if self.conditional(f) => EventMood::Conditional,
            Some(Mood::Sub) => EventMood::Subjunctive,
            Some(Mood::Imp) => EventMood::Imperative,
            _ => EventMood::Indicative,
        };
        (tense, mood)
    }

    /// Whether the trigger's one auxiliary is that of the passive: « est vendu ».
    fn passive(&self) -> bool {
        let mut aux = self.view.tree().of_base(self.at(), Base::Aux);
        match (aux.next(), aux.next()) {
            (Some(only), None) => self.view.lemma(only) == "etre" && self.view.clause.voice(self.at()) == Voice::Passive,
            _ => false,
        }
    }
}
