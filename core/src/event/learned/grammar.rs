//! What grammar says of who takes part in an event, whatever the heads say.

use crate::event::Role;
use crate::event::argument::role;
use crate::event::behavior::ActorSource;
use crate::event::candidate::Candidate;
use crate::event::ontology::TypeId;
use crate::event::view::View;
use crate::lexicon::words::{Verbs, WordSet};
use crate::syntax::{Base, Deprel, VerbForm, Voice};

/// A word that takes part in an event, with its role and how likely it does.
pub(super) type Likely = (f32, Role, usize);

/// What grammar says of who takes part in an event.
pub(super) struct Grammar<'g> {
    view: &'g View<'g>,
    candidate: &'g Candidate<'g>,
    kind: TypeId,
    /// Who undergoes it.
    undergoes: Vec<usize>,
    /// Who takes part for sure.
    sure: Vec<(Role, usize)>,
    /// Who acts where the heads tell nobody.
    instead: Option<usize>,
}

impl<'g> Grammar<'g> {
    /// What it says of a candidate as an event of a type.
    pub(super) fn new(view: &'g View<'g>, candidate: &'g Candidate<'g>, kind: TypeId) -> Self {
        let mut grammar = Self {
            view,
            candidate,
            kind,
            undergoes: Vec::new(),
            sure: Vec::new(),
            instead: None,
        };
        grammar.undergoes = grammar.undergoers();
        let may = |&i: &usize| kind.behavior().strikes || view.animate(i) || view.name_of(i).is_some();
        let recipients = grammar.undergoes.iter().copied().filter(may);
        grammar.sure = recipients.map(|i| (Role::Recipient, i)).collect();
        grammar.sure.extend(grammar.set_out());
        grammar.sure.extend(grammar.behind_verb());
        grammar.sure.extend(grammar.blamed().map(|i| (Role::Actor, i)));
        grammar.instead = grammar.agent().or_else(|| grammar.set_apart());
        grammar
    }

    /// Whether a word cannot have the role.
    pub(super) fn bars(&self, role: Role, i: usize) -> bool {
        match role {
            Role::Actor => {
                self.of_other_verb(i) || self.only_notes(i) || self.is_aside(i) || self.is_other_name(i) || self.is_nobody(i)
            }
            Role::Recipient => self.is_aside(i) || self.is_other_name(i) || self.is_nobody(i),
            _ => false,
        }
    }

    /// Whether a word is only who is asked: « libérés, selon l'AFP », « d'après le syndicat CFTC ».
    pub(super) fn is_asked(&self, i: usize) -> bool {
        let (clause, tree) = (&self.view.clause, self.view.tree());
        let within = |&x: &usize| matches!(tree.base(x), Base::Nmod | Base::Appos | Base::Flat);
        let top = tree.path(i).find(|x| !within(x)).unwrap_or(i);
        WordSet::VouchedBy.has(&clause.preposition(i)) || WordSet::VouchedBy.has(&clause.preposition(top))
    }

    /// Whether a word undergoes the event, though the heads take it for the actor.
    pub(super) fn turns(&self, i: usize) -> bool {
        let tree = self.view.tree();
        let close = |x: usize| matches!(tree.base(x), Base::Flat | Base::Appos | Base::Nmod);
        let within = |&w: &usize| {
            let (first, last) = self.view.phrase(w);
            (first..=last).contains(&i) || tree.path(i).take_while(|&x| x == i || close(i)).any(|x| x == w)
        };
        let at_home = self.kind.behavior().strikes && self.view.clause.preposition(i) == "chez";
        at_home || self.undergoes.iter().any(within)
    }

    /// Adds what is sure, and who acts where nobody does; `floor` is how likely a word is at least.
    pub(super) fn settle(&self, likely: &mut Vec<Likely>, floor: impl Fn(Role, usize) -> f32) {
        let side = |role: Role| matches!(role, Role::Actor | Role::Recipient);
        for &(role, word) in &self.sure {
            likely.retain(|&(_, r, i)| i != word || !side(r) || r == role);
            if !likely.iter().any(|&(_, r, i)| r == role && i == word) {
                likely.push((floor(role, word), role, word));
            }
        }
        let acts = likely.iter().any(|l| l.1 == Role::Actor);
        if let Some(word) = self.instead.filter(|&w| !acts && !likely.iter().any(|l| l.2 == w)) {
            likely.push((floor(Role::Actor, word), Role::Actor, word));
        }
        for word in self.beside_actor(likely) {
            likely.push((floor(Role::Actor, word), Role::Actor, word));
        }
    }

    /// « Kelvar fait l'objet d'une enquête », not « Kelvar mène une enquête »; a figure's owner stays: « subit une perte ».
    fn undergoers(&self) -> Vec<usize> {
        let mut roles = self.candidate.trigger.frame.values().flatten();
        let may = roles.any(|(role, _)| *role == Role::Recipient) && self.kind.behavior().actor != ActorSource::Owner;
        if self.candidate.verbal || !may {
            return Vec::new();
        }
        self.view
            .clause
            .undergoing(self.candidate.at)
            .map_or_else(Vec::new, |u| u.who)
    }

    /// « C'est Kelvar qui a vendu l'usine », « c'est par la police que Paul Rey a été arrêté ».
    fn set_out(&self) -> Option<(Role, usize)> {
        let (slot, word) = self.view.clause.cleft(self.candidate.at).filter(|_| self.candidate.verbal)?;
        let (role, _) = role(self.view, self.candidate, &slot, word)?;
        matches!(role, Role::Actor | Role::Recipient | Role::Theme).then_some((role, word))
    }

    /// « le maire que soutient Jeanne Morvan », not « le maire qui soutient Jeanne Morvan ».
    fn behind_verb(&self) -> Option<(Role, usize)> {
        let word = self
            .view
            .clause
            .inverted(self.candidate.at)
            .filter(|_| self.candidate.verbal)?;
        let (role, _) = role(self.view, self.candidate, "subj", word)?;
        (role == Role::Actor && self.view.animate(word)).then_some((role, word))
    }

    /// « une cyberattaque attribuée au groupe Kolt », not « un marché attribué au groupe Kolt ».
    fn blamed(&self) -> impl Iterator<Item = usize> + use<'g> {
        let view = self.view;
        let strikes = !self.candidate.verbal && self.kind.behavior().strikes;
        let participles = view.tree().of_base(self.candidate.at, Base::Acl).filter(move |_| strikes);
        participles
            .filter(|&v| Verbs::Attributes.has(view.lemma(v)))
            .flat_map(|v| view.tree().children(v).iter().copied())
            .filter(|&c| view.clause.preposition(c) == "a" && view.animate(c))
    }

    /// The agent of the passive that tells the event: « licencié par le directeur », not « remplacé par un robot », « licencié, selon l'AFP ».
    fn agent(&self) -> Option<usize> {
        let (view, at) = (self.view, self.candidate.at);
        let mut agents = (at + 1..view.len()).filter(|&i| self.verb_of_agent(i) == Some(at));
        let acts = |i: usize| role(view, self.candidate, "subj", i).is_some_and(|(role, _)| role == Role::Actor);
        agents.find(|&i| self.candidate.verbal && view.animate(i) && acts(i) && !self.is_asked(i))
    }

    /// The subject that an insertion parts from its verb: « Kelvar, contrôlé par Orvalis, a nommé … ».
    fn set_apart(&self) -> Option<usize> {
        let (view, tree, at) = (self.view, self.view.tree(), self.candidate.at);
        if !self.candidate.verbal || view.clause.voice(at) == Voice::Passive {
            return None;
        }
        let helps =
            |c: usize| matches!(tree.base(c), Base::Aux | Base::Advmod | Base::Expl | Base::Iobj) || tree.base(c) == Base::Obj;
        let own = |&c: &usize| c < at && helps(c) && view.clause.tree.children(c).is_empty();
        let before = tree.children(at).iter().copied().find(own).unwrap_or(at).checked_sub(1)?;
        let subject = tree.of_base(at, Base::Nsubj).find(|&s| s < before && tree.is_nominal(s))?;
        let acts = role(view, self.candidate, "subj", subject).is_some_and(|(role, _)| role == Role::Actor);
        (view.form(before) == "," && acts && view.animate(subject)).then_some(subject)
    }

    /// The verb whose agent a word is: « interpellé par la police ». Behind « par » a passive before the word comes before an active verb that
    /// the parse prefers: « l'homme qui avait agressé deux policiers a été interpellé par leurs collègues ».
    fn verb_of_agent(&self, i: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree());
        // « par l'assureur Kelvar »
        let named = |&x: &usize| {
            matches!(tree.base(x), Base::Flat | Base::Appos | Base::Nmod | Base::Compound)
                && view.clause.preposition(x).is_empty()
        };
        let i = tree.path(i).find(|x| !named(x))?;
        let behind = matches!(tree.base(i), Base::Obl | Base::Nmod) && view.clause.preposition(i) == "par";
        let head = tree.head(i).filter(|_| behind || tree.is(i, Deprel::OblAgent))?;
        let passive = |&v: &usize| view.clause.voice(v) == Voice::Passive;
        if !tree.is_verb(head) || head > i || passive(&head) {
            return Some(head).filter(|h| tree.is_verb(*h) && *h < i);
        }
        let told = |&v: &usize| tree.of_base(v, Base::Aux).any(|a| tree.is(a, Deprel::AuxPass));
        (head + 1..i).rev().find(|v| tree.is_verb(*v) && told(v))
    }

    /// Whether a word is the agent of another verb than the one that tells the event.
    fn of_other_verb(&self, i: usize) -> bool {
        let (tree, at) = (self.view.tree(), self.candidate.at);
        if !self.candidate.verbal {
            return false;
        }
        // « arrêté et jugé par la police », « chargé par la police de fouiller », but not « l'homme qui a tiré a été arrêté par la police ».
        let relative = |v: usize| tree.path(at).take_while(|&x| x != v).any(|x| tree.is(x, Deprel::AclRelcl));
        let joined = |v: usize| tree.under(v, at) && tree.base(v) == Base::Conj || tree.under(at, v) && !relative(v);
        // « arrêté par la police, qui a tiré »
        let antecedent = |v: usize| tree.path(i).take_while(|&x| x != v).any(|x| tree.under(at, x));
        self.verb_of_agent(i)
            .is_some_and(|v| v != at && self.view.clause.voice(v) == Voice::Passive && !joined(v) && !antecedent(v))
    }

    /// Whether a word only tells or finds what an event noun tells: « l'intrusion détectée par Kelvar », not « l'intrusion commise par ».
    fn only_notes(&self, i: usize) -> bool {
        let strikes = !self.candidate.verbal && self.kind.behavior().strikes;
        let tree = self.view.tree();
        strikes
            && self
                .verb_of_agent(i)
                .is_some_and(|v| tree.head(v) == Some(self.candidate.at) && Verbs::Notes.has(self.view.lemma(v)))
    }

    /// Whether a word stands in a clause about the subject of the verb that tells the event: « Kelvar, contrôlé par Orvalis, a vendu ».
    fn is_aside(&self, i: usize) -> bool {
        let (tree, at) = (self.view.tree(), self.candidate.at);
        if !self.candidate.verbal {
            return false;
        }
        let mut clause = false;
        for x in tree.path(i) {
            if tree.base(x) == Base::Nsubj && tree.head(x) == Some(at) {
                return clause && x != i;
            }
            let finite = || tree.is(x, Deprel::AclRelcl);
            let participle = || tree.word(x).features.verb_form == Some(VerbForm::Part);
            // « et dont le client est Kelvar » hangs on the subject as its conjunct at times.
            let predicate = || tree.of_base(x, Base::Cop).next().is_some();
            clause |= tree.base(x) == Base::Acl && (finite() || participle()) || predicate();
            if x == at {
                return false;
            }
        }
        false
    }

    /// Whether a name is another name of who stands before it: « Paul Rey, alias Polo », « le rappeur Zark, de son vrai nom Paul Rey ».
    fn is_other_name(&self, i: usize) -> bool {
        const LONGEST: usize = 7;
        let (view, tree) = (self.view, self.view.tree());
        let named = |k: usize| view.mentions[k].is_some() && view.mentions[k] == view.mentions[i];
        let first = (0..i).rev().take_while(|&k| named(k)).last().unwrap_or(i);
        let (start, _) = view.phrase(first);
        let mut words = String::new();
        for k in (start.saturating_sub(LONGEST)..start).rev() {
            words = if words.is_empty() {
                view.form(k).to_owned()
            } else {
                format!("{} {words}", view.form(k))
            };
            if WordSet::Alias.has(&words) {
                return true;
            }
        }
        start
            .checked_sub(1)
            .is_some_and(|k| WordSet::Called.has(view.form(k)) && matches!(tree.base(k), Base::Acl | Base::Amod))
    }

    /// Whether a word says that there is nobody: « n'a licencié personne », not « une personne ».
    fn is_nobody(&self, i: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree());
        let none = WordSet::NobodyOrNothing.has(view.form(i)) || WordSet::None.has(view.form(i));
        let bare = tree.of_base(i, Base::Det).next().is_none() && tree.of_base(i, Base::Nummod).next().is_none();
        let denied = || {
            tree.path(i)
                .skip(1)
                .take(2)
                .any(|v| tree.children(v).iter().any(|&c| WordSet::Ne.has(view.form(c))))
        };
        none && bare && denied()
    }

    /// Who acts beside an actor: « Kelvar et la région ont signé », « les éditeurs Kelvar et Orvalis ont fusionné ».
    fn beside_actor(&self, likely: &[Likely]) -> Vec<usize> {
        let (view, tree, at) = (self.view, self.view.tree(), self.candidate.at);
        if !self.candidate.verbal || view.clause.voice(at) == Voice::Passive {
            return Vec::new();
        }
        let acts = |i: usize| likely.iter().any(|l| l.1 == Role::Actor && l.2 == i);
        let mut out = Vec::new();
        for subject in tree.of_base(at, Base::Nsubj) {
            let name = tree.children(subject).iter().copied().find(|&c| {
                c > subject && view.mentions[c].is_some() && matches!(tree.base(c), Base::Nmod | Base::Appos | Base::Flat)
            });
            let tops = [Some(subject), name.filter(|&n| view.clause.preposition(n).is_empty())];
            for top in tops.into_iter().flatten() {
                let all = tree.conjuncts(top);
                if tops.into_iter().flatten().chain(all.iter().copied()).any(acts) {
                    let others = all.into_iter().filter(|&i| i != top && i < at && !acts(i) && view.animate(i));
                    out.extend(others.filter(|&i| !view.clause.is_ruled_out(i) && !self.bars(Role::Actor, i)));
                }
            }
        }
        out
    }
}
