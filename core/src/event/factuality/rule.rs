//! The rules of factuality: what a word says of itself, and what a governing word makes of what it governs.
//!
//! They are composed from the outermost governing word down to the trigger: « ne renonce pas à vendre » is a negated word that denies.

use super::case::{Case, Step};
use super::negation::{negation, negation_of_governor};
use super::status::{Open, Status};
use super::{Factuality, Marker, Ruling};
use crate::event::CueKind;
use crate::event::behavior::ActorSource;
use crate::lexicon::signature::{
    Effect, Follows, Pair, Part, Phrase, Said, Signature, full_form, known, phrases_of_factuality, signature,
};
use crate::lexicon::words::{Nouns, Verbs, WordSet};
use crate::syntax::{Base, Deprel, Mood, Tense, Upos, VerbForm, Voice};
use Factuality::{Denied, Planned, Possible};

/// A rule of factuality: its name, a sentence in which it speaks, one near it in which it does not; the trigger is in ⟦ ⟧.
///
/// Both sentences are run as tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, as `event.factuality.negation`.
    pub name: &'static str,
    /// A sentence in which it speaks.
    pub reads: &'static str,
    /// How the event of that sentence is told.
    pub factuality: Factuality,
    /// A sentence near that one, in which it does not.
    pub leaves: &'static str,
}

/// A rule with what it looks at beside the case.
struct Reading<T> {
    rule: Rule,
    read: fn(&Case<'_>, T) -> Option<Finding>,
}

/// How the event is told, whether grammar leaves no choice, and the words that say so.
struct Finding {
    factuality: Factuality,
    firm: bool,
    cue: Option<Marker>,
}

/// What rather speaks for a reading.
fn said(factuality: Factuality, kind: CueKind, word: usize) -> Option<Finding> {
    Some(Finding {
        factuality,
        firm: false,
        cue: Some(Marker::at(kind, word)),
    })
}

/// What leaves no other reading.
fn sure(factuality: Factuality, kind: CueKind, word: usize) -> Option<Finding> {
    said(factuality, kind, word).map(|finding| Finding { firm: true, ..finding })
}

/// What a table says of the words from `first` to `last`.
fn tabled(factuality: Factuality, firm: bool, first: usize, last: usize) -> Option<Finding> {
    let kind = match factuality {
        Factuality::Asserted => None,
        Planned => Some(CueKind::Plan),
        Possible => Some(CueKind::Modal),
        Denied => Some(CueKind::Denial),
    };
    let cue = kind.map(|kind| Marker { kind, first, last });
    Some(Finding { factuality, firm, cue })
}

macro_rules! readings {
    ($($name:literal, reads $reads:literal as $factuality:ident, leaves $leaves:literal => $read:ident;)+) => {
        [$(Reading {
            rule: Rule {
                name: concat!("event.factuality.", $name),
                reads: $reads,
                factuality: Factuality::$factuality,
                leaves: $leaves,
            },
            read: $read,
        }),+]
    };
}

/// What a word, the trigger or one above it, says of itself.
static OWN: [Reading<usize>; 11] = readings! {
    "negation", reads "Le groupe n'a pas ⟦racheté⟧ son rival." as Denied, leaves "Le groupe n'a ⟦racheté⟧ que son rival." => negated;
    "mood", reads "Le groupe ⟦rachètera⟧ son rival." as Planned, leaves "Le groupe ⟦rachète⟧ son rival." => mood;
    "question", reads "Le groupe a-t-il ⟦racheté⟧ son rival ?" as Possible,
        leaves "Pourquoi le groupe a-t-il ⟦racheté⟧ son rival ?" => question;
    "if", reads "Si le groupe ⟦rachète⟧ son rival, le cours montera." as Possible,
        leaves "Même si le groupe a ⟦racheté⟧ son rival, le cours baisse." => condition;
    "phrase", reads "Faute d'⟦accord⟧, les négociateurs sont repartis." as Denied,
        leaves "Après l'⟦accord⟧, les négociateurs sont repartis." => phrase;
    "doubt", reads "L'éventuelle ⟦fermeture⟧ de l'usine inquiète." as Possible,
        leaves "La récente ⟦fermeture⟧ de l'usine inquiète." => doubted;
    "coming", reads "La prochaine ⟦fermeture⟧ de l'usine inquiète." as Planned,
        leaves "La récente ⟦fermeture⟧ de l'usine inquiète." => coming;
    "participle", reads "La ⟦fermeture⟧ de l'usine, prévue en mars, inquiète." as Planned,
        leaves "La ⟦fermeture⟧ de l'usine, survenue en mars, inquiète." => participle;
    "sought", reads "L'assureur est candidat au ⟦rachat⟧ de la banque." as Possible,
        leaves "L'assureur est favorable au ⟦rachat⟧ de la banque." => sought;
    "one_more", reads "Un mois de plus, et le groupe ⟦fermait⟧ l'usine." as Possible,
        leaves "Un mois plus tard, le groupe ⟦fermait⟧ l'usine." => one_more;
    "but_for", reads "Sans l'aide de la région, le groupe ⟦fermait⟧ l'usine." as Possible,
        leaves "Sans l'aide de la région, le groupe a ⟦fermé⟧ l'usine." => but_for;
};

/// What a word above the trigger, told as it is, makes of what it governs; the first that speaks decides.
static ABOVE: [Reading<(Step, Status)>; 7] = readings! {
    "aim", reads "Il emprunte pour ⟦racheter⟧ son rival." as Planned,
        leaves "Il emprunte parce qu'il ⟦rachète⟧ son rival." => aim;
    "ought", reads "Le groupe aurait dû ⟦racheter⟧ son rival." as Denied,
        leaves "Le groupe a dû ⟦racheter⟧ son rival." => ought;
    "governed", reads "Le groupe n'a pas hésité à ⟦racheter⟧ son rival." as Asserted,
        leaves "Le groupe a appris à ⟦racheter⟧ son rival." => governed;
    "refused", reads "Le groupe n'apprend pas à ⟦racheter⟧ son rival." as Denied,
        leaves "Le groupe apprend à ⟦racheter⟧ son rival." => refused;
    "governor_mood", reads "Le groupe se plaira à ⟦racheter⟧ son rival." as Planned,
        leaves "Le groupe se plaît à ⟦racheter⟧ son rival." => governor_mood;
    "noun_mood", reads "Un ⟦rachat⟧ aiderait le groupe." as Possible,
        leaves "Le ⟦rachat⟧ aiderait le groupe." => noun_mood;
    "announced", reads "Le groupe annonce la ⟦fermeture⟧ de l'usine." as Planned,
        leaves "Le groupe regrette la ⟦fermeture⟧ de l'usine." => announced;
};

/// What holds where no other rule has spoken.
static ELSE: [Reading<()>; 1] = readings! {
    "infinitive", reads "Le maire veille à ⟦racheter⟧ l'usine." as Planned,
        leaves "Le maire commence à ⟦racheter⟧ l'usine." => bare_infinitive;
};

/// The rules, in their order.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    let own = OWN.iter().map(|r| &r.rule);
    own.chain(ABOVE.iter().map(|r| &r.rule)).chain(ELSE.iter().map(|r| &r.rule))
}

impl<T> Reading<T> {
    fn ruling(&self, case: &Case<'_>, over: T) -> Option<Ruling> {
        let Finding { factuality, firm, cue } = (self.read)(case, over)?;
        Some(Ruling {
            rule: self.rule.name,
            factuality,
            firm,
            cue,
        })
    }
}

/// How the trigger is told, and what decided.
pub(super) fn weigh(case: &Case<'_>) -> (Status, Vec<Ruling>) {
    let own = |word: usize| -> Vec<Ruling> { OWN.iter().filter_map(|r| r.ruling(case, word)).collect() };
    let mut imposed: Vec<Ruling> = Vec::new();
    for step in case.above.iter().rev() {
        let governor = Status::of(&own(step.word), imposed.last());
        match ABOVE.iter().find_map(|r| r.ruling(case, (*step, governor))) {
            Some(ruling) => imposed.push(ruling),
            // What is imposed on a conjunct is imposed on the next: « veut vendre et fermer ».
            None if step.relation == Base::Conj => {}
            // A noun within rather shares it: « accusé de servir d'outil d'espionnage », not « accusé d'avoir participé à l'incendie ».
            None if (matches!(step.relation, Base::Obj | Base::Nmod) || complement(case, step.child))
                && !given(case, step.child) =>
            {
                imposed.iter_mut().for_each(|ruling| ruling.firm = false);
            }
            None => imposed.clear(),
        }
    }
    let by_itself = own(case.at());
    let status = Status::of(&by_itself, imposed.last());
    let mut rulings = imposed;
    rulings.extend(by_itself);
    if rulings.is_empty() {
        rulings.extend(ELSE.iter().filter_map(|r| r.ruling(case, ())));
        return (Status::of(&rulings, None), rulings);
    }
    (status, rulings)
}

/// « ne … pas » at a word, its determiner, « sans », or the negated light verb: « n'a signé aucun accord ».
fn negated(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree, at) = (case.view, case.view.tree(), case.at());
    let none_of = |word: usize| tree.children(word).iter().copied().find(|&d| WordSet::None.has(view.form(d)));
    let without = || {
        let mut links = tree.children(word).iter().copied();
        links.find(|&m| view.form(m) == "sans" && matches!(tree.base(m), Base::Mark | Base::Case))
    };
    if word != at {
        let of_verb =
            || negation_of_governor(view, word).filter(|_| tree.is_verb(word) || tree.of_base(word, Base::Cop).next().is_some());
        return said(
            Denied,
            CueKind::Negation,
            of_verb().or_else(|| none_of(word)).or_else(without)?,
        );
    }
    let no = if case.candidate.verbal {
        let fillers = || case.candidate.fillers.iter().find_map(|f| none_of(f.word));
        negation(view, at).or_else(fillers).or_else(without)
    } else {
        tree.children(at)
            .iter()
            .copied()
            .find(|&d| WordSet::None.has(view.form(d)) || view.form(d) == "sans")
    };
    let light = || {
        let verb = tree.path(at).find(|&x| tree.is_verb(x)).filter(|&v| v != at)?;
        let carried = matches!(tree.base(at), Base::Obj | Base::Nsubj) && Verbs::Light.has(view.lemma(verb));
        negation(view, verb).filter(|_| carried)
    };
    // « n'a jamais fait l'objet d'une plainte »
    let undergone = || {
        let by = view.clause.undergoing(at).filter(|_| !case.candidate.verbal)?.by;
        negation_of_governor(view, by)
    };
    match no.or_else(undergone) {
        Some(word) => sure(Denied, CueKind::Negation, word),
        None => said(Denied, CueKind::Negation, light()?),
    }
}

/// Mood and tense of a verb: « rachèterait », « rachètera ».
fn mood(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (verb, verbal) = if word == case.at() {
        (case.own, case.candidate.verbal)
    } else {
        (case.finite(word), case.view.tree().is_verb(word))
    };
    let verb = verb.filter(|_| verbal)?;
    if case.features(verb).mood == Some(Mood::Imp) {
        // « n'hésitez pas à manifester »
        said(Possible, CueKind::Modal, verb)
    } else if case.conditional(verb) {
        said(Possible, CueKind::Conditional, verb)
    } else if case.future(verb) {
        // « l'attaque aura fait dix morts » looks back, « quand il aura vendu » does not.
        let ahead = !case.perfect(word) || case.view.tree().of_base(word, Base::Mark).next().is_some();
        let finding = said(Planned, CueKind::Future, verb).filter(|_| ahead)?;
        Some(Finding {
            firm: !case.perfect(word),
            ..finding
        })
    } else {
        None
    }
}

/// « a-t-il racheté … ? », not « pourquoi a-t-il … ? », which takes it for granted.
fn question(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    let end = (0..view.len()).rev().find(|&i| !WordSet::QuotationEnd.has(view.form(i)))?;
    // « Kelvar supprime 120 postes : vers une fermeture ? » asks behind the colon.
    let told = (word..end).any(|i| view.form(i) == ":");
    if view.form(end) != "?" || told {
        return None;
    }
    let start = view.opening;
    // « Est-ce que » may head what it asks.
    let est = (view.len() > start + 2 && view.form(start) == "est" && view.form(start + 1) == "-ce").then_some(start);
    let main = tree
        .path(word)
        .take_while(|&i| Some(i) != est && tree.head(i).is_some())
        .all(|i| tree.base(i) == Base::Conj || est.is_some() && tree.head(i) == est);
    let verb = tree.is_verb(word) || tree.of_base(word, Base::Cop).next().is_some();
    let verbless = !(0..view.len()).any(|i| tree.is_verb(i));
    // Among what depends on the verb, not in a relative clause: « l'homme qui tirait a-t-il été arrêté ? ».
    let near = |i: usize| tree.head(i) == Some(word) || tree.head(i).and_then(|h| tree.head(h)) == Some(word);
    let own = |i: usize| near(i) && tree.base(i) != Base::Mark;
    let asks_what = (start..word).any(|i| WordSet::Interrogative.has(view.form(i)) && own(i));
    let asked = main && !asks_what && (verb || verbless);
    if asked { sure(Possible, CueKind::Modal, end) } else { None }
}

/// « si » at a clause, not « même si ».
fn condition(case: &Case<'_>, word: usize) -> Option<Finding> {
    let view = case.view;
    let even = |m: usize| m > 0 && view.form(m - 1) == "meme";
    let mark = view
        .tree()
        .of_base(word, Base::Mark)
        .find(|&m| WordSet::Si.has(view.form(m)) && !even(m))?;
    // « si le maire a démissionné lundi » may grant it.
    let finding = said(Possible, CueKind::Conditional, mark)?;
    Some(Finding {
        firm: !case.past(word),
        ..finding
    })
}

/// A phrase before a noun, an infinitive or a clause: « faute d'accord », « avant qu'il vende ».
fn phrase(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    let ends_at = |phrase: &Phrase, end: usize| {
        let start = end.checked_sub(phrase.words.len())?;
        // « n'est pas sur le point de »
        if start > 0 && WordSet::NegatesPhrase.has(view.form(start - 1)) {
            return None;
        }
        let number = |i: usize| tree.upos(i) == Upos::Num;
        let same = phrase.words.iter().enumerate().all(|(k, w)| match *w {
            "#" => number(start + k),
            last if k + 1 == phrase.words.len() => full_form(view.form(start + k)) == last,
            word => view.form(start + k) == word,
        });
        same.then_some(start)
    };
    // Where a phrase may end: before the articles, figures and adjectives of a noun, before a verb's pronouns, behind a clause's « que ».
    let own = |i: usize| tree.head(i) == Some(word);
    let opens = (0..word).rev().take_while(|&i| own(i)).last().unwrap_or(word);
    let starts: Vec<usize> = (opens..=word).collect();
    let marks: Vec<usize> = tree
        .children(word)
        .iter()
        .filter(|&&m| {
            let que = full_form(view.form(m)) == "que";
            m < word && WordSet::OpensAnyClause.has(view.form(m)) && (que || tree.base(m) == Base::Mark)
        })
        .map(|m| m + 1)
        .collect();
    // The sentence's verb, told as something to come or that goes on; a noun does not say.
    let past = || {
        tree.path(word)
            .skip(1)
            .find(|&x| tree.is_verb(x))
            .is_none_or(|x| case.past(x))
    };
    let found = phrases_of_factuality().iter().find_map(|phrase| {
        let ends = if phrase.follows == Follows::Clause { &marks } else { &starts };
        let start = ends.iter().find_map(|&end| ends_at(phrase, end))?;
        let quoted = start > 0 && start - 1 == view.opening && WordSet::QuotationStart.has(view.form(start - 1));
        let opening = phrase.follows != Follows::Opening || start <= view.opening || quoted;
        (opening && !(phrase.not_in_past && past())).then_some((phrase, start))
    });
    let (phrase, start) = found?;
    let Said { effect, firm } = phrase.said;
    tabled(factuality_of(effect), firm, start, start + phrase.words.len() - 1)
}

/// What an effect says by itself.
fn factuality_of(effect: Effect) -> Factuality {
    Status::default().soften(effect)
}

/// « l'éventuel rachat », « le meurtrier présumé », « a peut-être racheté ».
fn doubted(case: &Case<'_>, word: usize) -> Option<Finding> {
    let below = case.view.tree().children(word).iter().copied();
    let doubt = below.into_iter().find(|&c| WordSet::Doubt.has(case.view.form(c)))?;
    said(Possible, CueKind::Modal, doubt)
}

/// « la prochaine fermeture ».
fn coming(case: &Case<'_>, word: usize) -> Option<Finding> {
    if word == case.at() && case.candidate.verbal || case.view.tree().is_verb(word) {
        return None;
    }
    let below = case.view.tree().children(word).iter().copied();
    let coming = below.into_iter().find(|&c| WordSet::Coming.has(case.view.form(c)))?;
    said(Planned, CueKind::Future, coming)
}

/// A participle behind a noun says what becomes of it: « la fermeture prévue », « la manifestation interdite ».
fn participle(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    if word == case.at() && case.candidate.verbal || tree.is_verb(word) || speaks(case, word) {
        return None;
    }
    let below = tree
        .children(word)
        .iter()
        .copied()
        .filter(|&c| c > word && matches!(tree.base(c), Base::Acl | Base::Amod));
    let found = below.into_iter().find_map(|c| {
        let done = tree.upos(c) == Upos::Adj
            || case.features(c).verb_form == Some(VerbForm::Part) && view.clause.voice(c) == Voice::Passive;
        // « non prévue »
        let not = tree.children(c).iter().any(|&d| WordSet::NegatesPhrase.has(view.form(d)));
        let of = |pair: Pair| if not { pair.negated } else { pair.affirmed };
        let row = |part| signature(part, known(part, view.lemma(c), view.form(c))?);
        let verb = || row(Part::Verb).and_then(|s| of(s.object));
        let adjective = || row(Part::Adjective).and_then(|s| of(s.subject));
        verb().or_else(adjective).filter(|_| done).map(|said| (said, c))
    });
    let (Said { effect, firm }, at) = found?;
    tabled(factuality_of(effect), firm, at, at)
}

/// « candidat au rachat », « son intérêt pour le rachat »: who seeks to do it may; an election comes without its candidates.
fn sought(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    let own = |&c: &usize| c < word && matches!(tree.base(c), Base::Det | Base::Case | Base::Amod | Base::Nummod);
    let first = tree.children(word).iter().copied().find(own)?;
    let seeker = first.checked_sub(1)?;
    let link = WordSet::SoughtBy.has(full_form(view.form(first)));
    let does = word == case.at() && !case.candidate.verbal && case.kind.behavior().actor != ActorSource::Nobody;
    let read = does && link && Nouns::Seeks.has(view.lemma(seeker));
    if read { sure(Possible, CueKind::Modal, seeker) } else { None }
}

/// Whether a verb stands in the imperfect itself: « fermait », not « avait fermé ».
fn imperfect(case: &Case<'_>, verb: usize) -> bool {
    let features = case.features(verb);
    features.tense == Some(Tense::Imp) && features.verb_form == Some(VerbForm::Fin) && case.finite(verb) == Some(verb)
}

/// « un mois de plus, et l'usine fermait »: what would have been enough was not; not « un mois de plus, et l'usine a fermé ».
fn one_more(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    let and = tree.of_base(word, Base::Cc).find(|&c| c < word && view.form(c) == "et")?;
    let opening = view.opening..and.checked_sub(1).filter(|&k| view.form(k) == ",")?;
    let verbless = !opening.clone().any(|k| tree.is_verb(k));
    let more = opening
        .clone()
        .skip(1)
        .find(|&k| WordSet::OneMore.has_pair(view.form(k - 1), view.form(k)))?;
    let read = verbless && imperfect(case, word);
    if read {
        sure(Possible, CueKind::Conditional, more)
    } else {
        None
    }
}

/// « sans l'aide de la région, l'usine fermait »: the imperfect behind what was there tells what was not; not « sans bruit, l'usine fermait ».
fn but_for(case: &Case<'_>, word: usize) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    let sans = Some(view.opening).filter(|&k| k < view.len() && view.form(k) == "sans")?;
    let noun = tree.head(sans).filter(|&n| tree.head(n) == Some(word) && given(case, n))?;
    let read = noun < word && imperfect(case, word);
    if read {
        sure(Possible, CueKind::Conditional, sans)
    } else {
        None
    }
}

/// Whether the word tells a speech act, which is a fact whatever becomes of what is said: « nie les accusations ».
fn speaks(case: &Case<'_>, word: usize) -> bool {
    word == case.at() && case.kind.behavior().speech
}

/// « pour créer », « afin de créer ».
fn aim(case: &Case<'_>, (step, _): (Step, Status)) -> Option<Finding> {
    let (view, at) = (case.view, case.at());
    let bare = step.child == at && !case.helped && case.features(at).verb_form == Some(VerbForm::Inf);
    if step.relation != Base::Advcl || !bare {
        return None;
    }
    let marks = view.tree().children(at).iter().copied();
    let mark = marks
        .take_while(|&m| m < at)
        .find(|&m| WordSet::InOrderTo.has(view.form(m)))?;
    said(Planned, CueKind::Plan, mark)
}

/// « aurait dû racheter »: it has not; « n'aurait pas dû racheter »: it has.
fn ought(case: &Case<'_>, (step, governor): (Step, Status)) -> Option<Finding> {
    let view = case.view;
    let devoir = known(Part::Verb, view.lemma(step.word), view.form(step.word)) == Some("devoir");
    let ought = step.clausal() && devoir && case.perfect(step.word);
    let verb = case.finite(step.word).filter(|&f| ought && case.conditional(f))?;
    let told = if governor.denied { Factuality::Asserted } else { Denied };
    sure(told, CueKind::Conditional, verb)
}

/// The row of a governing word: with « se », with the preposition or conjunction of what it governs, with its bare object, or alone.
fn row(case: &Case<'_>, step: Step) -> Option<(Part, &'static Signature)> {
    let (view, tree) = (case.view, case.view.tree());
    let of = |part: Part| known(part, view.lemma(step.word), view.form(step.word)).map(|lemma| (part, lemma));
    let (part, lemma) = match tree.upos(step.word) {
        Upos::Noun => of(Part::Noun)?,
        Upos::Verb | Upos::Aux => of(Part::Verb).or_else(|| of(Part::Adjective))?,
        _ => of(Part::Adjective).or_else(|| of(Part::Verb))?,
    };
    if part != Part::Verb {
        return Some((part, signature(part, lemma)?));
    }
    let with = |word: &str| signature(part, &format!("{lemma} {word}"));
    let reflexive = || signature(part, &format!("se {lemma}")).filter(|_| view.clause.voice(step.word) == Voice::Reflexive);
    let bare_object = || {
        let objects = tree.of_base(step.word, Base::Obj);
        objects
            .filter(|&o| tree.children(o).is_empty())
            .find_map(|o| with(view.form(o)))
    };
    let link = || {
        let links = tree.children(step.child).iter().copied().filter(|&m| m < step.child);
        let mut links = links.filter(|&m| matches!(tree.base(m), Base::Mark | Base::Case));
        links.find_map(|m| with(full_form(view.form(m))))
    };
    let found = reflexive()
        .or_else(bare_object)
        .or_else(link)
        .or_else(|| signature(part, lemma))?;
    Some((part, found))
}

/// Whether a noun has an article or possessive of what is known: « l'attaque », « sa détention ».
fn given(case: &Case<'_>, noun: usize) -> bool {
    let determiners = case.view.tree().of_base(noun, Base::Det);
    determiners
        .into_iter()
        .any(|d| d < noun && WordSet::Given.has(case.view.form(d)))
}

/// Whether a noun completes a verb by « de » or « à »: « procéder au rachat ».
fn complement(case: &Case<'_>, word: usize) -> bool {
    let tree = case.view.tree();
    let close = tree.base(word) == Base::Obl && !tree.is(word, Deprel::OblMod) && !tree.is(word, Deprel::OblAgent);
    close
        && tree
            .of_base(word, Base::Case)
            .any(|c| WordSet::OfOrTo.has(full_form(case.view.form(c))))
}

/// What the table says of what stands to the governing word as the step does.
fn pair(case: &Case<'_>, step: Step, (part, row): (Part, &Signature)) -> Pair {
    let (view, tree) = (case.view, case.view.tree());
    let verb = tree.is_verb(step.child);
    let of_or_to = |word: usize| WordSet::OfOrTo.has(full_form(view.form(word)));
    let undergone =
        || tree.is(step.child, Deprel::NsubjPass) || tree.is_verb(step.word) && view.clause.voice(step.word) == Voice::Passive;
    match step.relation {
        // « l'offre achetée » is no clause of what is offered.
        Base::Acl if case.features(step.child).verb_form == Some(VerbForm::Part) && case.finite(step.child).is_none() => {
            Pair::default()
        }
        Base::Xcomp | Base::Ccomp | Base::Acl | Base::Csubj => {
            let perfect = row.perfect != Pair::default() && case.perfect(step.word);
            if perfect { row.perfect } else { row.clause }
        }
        Base::Obl | Base::Nmod | Base::Advcl if verb => {
            // An infinitive that the verb governs, which the parse takes for something around it: « tarder à fermer ».
            let infinitive = case.features(step.child).verb_form == Some(VerbForm::Inf);
            let linked = infinitive && tree.children(step.child).iter().any(|&m| of_or_to(m));
            if linked { row.clause } else { Pair::default() }
        }
        Base::Nsubj if part == Part::Adjective => row.subject,
        // « craintes d'une attaque », not « craintes après une attaque ».
        Base::Nmod if part == Part::Noun && !tree.of_base(step.child, Base::Case).any(of_or_to) => Pair::default(),
        Base::Obj | Base::Nmod => row.object,
        Base::Obl if complement(case, step.child) => row.object,
        Base::Nsubj if undergone() => row.object,
        Base::Nsubj => row.subject,
        _ => Pair::default(),
    }
}

/// A governing word makes it a plan, a possibility or a denial, or leaves it a fact: « le projet de rachat », « envisage de racheter »,
/// « renonce à racheter », « n'a pas hésité à racheter ».
fn governed(case: &Case<'_>, (step, governor): (Step, Status)) -> Option<Finding> {
    let tree = case.view.tree();
    // The subject of « doit être annulé » is that of « annulé ».
    let raised = tree.of_base(step.word, Base::Xcomp).find(|&v| tree.is_verb(v));
    if step.relation == Base::Nsubj
        && tree.is_verb(step.word)
        && let Some(verb) = raised
    {
        let down = Step {
            word: step.word,
            child: verb,
            relation: Base::Xcomp,
            done: false,
        };
        let above = ABOVE.iter().find_map(|r| r.ruling(case, (down, governor)));
        let own: Vec<Ruling> = OWN.iter().filter_map(|r| r.ruling(case, verb)).collect();
        return makes(case, Step { word: verb, ..step }, Status::of(&own, above.as_ref()));
    }
    makes(case, step, governor)
}

/// What the table says that a governing word makes of what it governs.
fn makes(case: &Case<'_>, step: Step, governor: Status) -> Option<Finding> {
    let tree = case.view.tree();
    let pair = pair(case, step, row(case, step)?);
    // « aucun licenciement n'est prévu », « n'a plus subi d'attaque » are negated once.
    let none = || {
        tree.children(step.child)
            .iter()
            .any(|&d| WordSet::None.has(case.view.form(d)))
    };
    let undergone = || case.view.clause.undergoing(step.child).is_some_and(|u| u.by == step.word);
    let once = step.child == case.at() && !case.candidate.verbal && (none() || undergone());
    let denied = governor.denied && !once;
    let Said { effect, firm } = if denied { pair.negated } else { pair.affirmed }?;
    // « doit faire face à des accusations »: what is taken for granted stays so.
    let fact = |said: Option<Said>| said.is_some_and(|s| s.effect == Effect::Fact);
    if fact(pair.affirmed) && fact(pair.negated) {
        return tabled(Factuality::Asserted, firm, step.word, step.word);
    }
    let nominal = !tree.is_verb(step.child);
    let of_name =
        step.relation == Base::Nmod && case.candidate.verbal && step.child == case.at() && tree.base(case.at()) != Base::Acl;
    // « accusé d'avoir »: what is over is no plan; speech acts stay facts: « nie les accusations ».
    let over = effect == Effect::Planned && step.done;
    let spoken = nominal && effect == Effect::Denied && speaks(case, step.child);
    if of_name || over || spoken {
        return None;
    }
    // « rien n'empêche »: what nothing prevents may be.
    let nothing = || {
        tree.children(step.word)
            .iter()
            .any(|&c| WordSet::NobodyOrNothing.has(case.view.form(c)))
    };
    if denied && effect == Effect::Fact && nothing() && pair.affirmed.is_some_and(|s| s.effect == Effect::Denied) {
        return sure(Possible, CueKind::Modal, step.word);
    }
    let told = governor.soften(effect);
    let finding = tabled(told, firm || effect == Effect::Fact && governor.firm, step.word, step.word)?;
    // « pourrait décider de »: what makes it possible is the conditional.
    let cue = if told == factuality_of(effect) {
        finding.cue
    } else {
        governor.cue
    };
    Some(Finding { cue, ..finding })
}

/// « n'apprend pas à racheter ».
fn refused(case: &Case<'_>, (step, governor): (Step, Status)) -> Option<Finding> {
    if step.relation != Base::Xcomp || !case.view.tree().is_verb(step.word) || !governor.denied {
        return None;
    }
    Some(Finding {
        factuality: Denied,
        firm: false,
        cue: governor.cue,
    })
}

/// « se plairait à racheter », « se plaira à racheter ».
fn governor_mood(case: &Case<'_>, (step, governor): (Step, Status)) -> Option<Finding> {
    if step.relation != Base::Xcomp || !case.view.tree().is_verb(step.word) {
        return None;
    }
    by_status(governor, true)
}

/// « un rachat aiderait », « demanderait un rachat », « va procéder au rachat ».
fn noun_mood(case: &Case<'_>, (step, governor): (Step, Status)) -> Option<Finding> {
    let (view, tree) = (case.view, case.view.tree());
    if !case.nominal(step) || !tree.is_verb(step.word) || step.child != case.at() {
        return None;
    }
    // « la garde à vue peut durer »: what is known happens, however it goes on.
    if step.relation == Base::Nsubj && given(case, step.child) {
        return None;
    }
    let completes = matches!(step.relation, Base::Nsubj | Base::Obj) || complement(case, step.child);
    let finding = by_status(governor, completes)?;
    // What only carries the noun is the noun's own verb.
    let lemma = view.lemma(step.word);
    let carries = step.relation != Base::Nsubj && [Verbs::Light, Verbs::Carries, Verbs::Gives].iter().any(|set| set.has(lemma));
    Some(Finding {
        firm: carries && governor.firm,
        ..finding
    })
}

/// What governs something possible or to come makes it so.
fn by_status(governor: Status, future_counts: bool) -> Option<Finding> {
    let open = governor.open.filter(|open| *open == Open::Possible || future_counts)?;
    Some(Finding {
        factuality: open.factuality(),
        firm: false,
        cue: governor.cue,
    })
}

/// « annonce la fermeture ».
fn announced(case: &Case<'_>, (step, _): (Step, Status)) -> Option<Finding> {
    let object = case.nominal(step) && step.relation == Base::Obj && step.child == case.at();
    let announces = case.view.tree().is_verb(step.word) && case.view.lemma(step.word) == "annoncer";
    if object && announces && case.kind.behavior().announced {
        said(Planned, CueKind::Plan, step.word)
    } else {
        None
    }
}

/// An infinitive is an aim where no verb makes it happen.
fn bare_infinitive(case: &Case<'_>, (): ()) -> Option<Finding> {
    let (tree, at) = (case.view.tree(), case.at());
    let bare = case.candidate.verbal && case.features(at).verb_form == Some(VerbForm::Inf) && !case.helped;
    let open = matches!(
        tree.base(at),
        Base::Xcomp | Base::Ccomp | Base::Acl | Base::Root | Base::Advcl | Base::Obl
    );
    // « la première ville à légaliser » has.
    let first = tree.head(at).is_some_and(|h| {
        WordSet::First.has(case.view.form(h)) || tree.children(h).iter().any(|&c| WordSet::First.has(case.view.form(c)))
    });
    (bare && open && !first).then_some(Finding {
        factuality: Planned,
        firm: false,
        cue: None,
    })
}
