//! The rules of factuality, in their order: what the trigger itself says, what stands above it, what stands beside it.

use super::case::{Case, Step};
use super::negation::negation;
use super::{Factuality, Verdict};
use crate::event::CueKind;
use crate::lexicon::words::{Nouns, Verbs, WordSet};
use crate::syntax::{Base, VerbForm};
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

/// How the event is told, what says so, and the word.
type Finding = (Factuality, Option<(CueKind, usize)>);

fn said(factuality: Factuality, kind: CueKind, word: usize) -> Option<Finding> {
    Some((factuality, Some((kind, word))))
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

/// What the trigger itself says.
static OWN: [Reading<()>; 2] = readings! {
    "negation", reads "Le groupe n'a pas ⟦racheté⟧ son rival." as Denied, leaves "Le groupe n'a ⟦racheté⟧ que son rival." => negated;
    "mood", reads "Le groupe ⟦rachètera⟧ son rival." as Planned, leaves "Le groupe ⟦rachète⟧ son rival." => mood;
};

/// What a word above the trigger says.
static ABOVE: [Reading<Step>; 7] = readings! {
    "aim", reads "Il emprunte pour ⟦racheter⟧ son rival." as Planned,
        leaves "Il emprunte parce qu'il ⟦rachète⟧ son rival." => aim;
    "governed", reads "Le groupe envisage de ⟦racheter⟧ son rival." as Possible,
        leaves "Le groupe vient de ⟦racheter⟧ son rival." => governed;
    "accused", reads "Le groupe est accusé d'avoir ⟦racheté⟧ son rival." as Possible,
        leaves "Le groupe est fier d'avoir ⟦racheté⟧ son rival." => accused;
    "refused", reads "Le groupe ne veut pas ⟦racheter⟧ son rival." as Denied,
        leaves "Le groupe veut ⟦racheter⟧ son rival." => refused;
    "governor_mood", reads "Le groupe pourrait ⟦racheter⟧ son rival." as Possible,
        leaves "Le groupe peut ⟦racheter⟧ son rival." => governor_mood;
    "noun_mood", reads "La ⟦fermeture⟧ de l'usine interviendra lundi." as Planned,
        leaves "La ⟦fermeture⟧ de l'usine est intervenue lundi." => noun_mood;
    "announced", reads "Le groupe annonce la ⟦fermeture⟧ de l'usine." as Planned,
        leaves "Le groupe regrette la ⟦fermeture⟧ de l'usine." => announced;
};

/// What the clauses around it say.
static AROUND: [Reading<()>; 1] = readings! {
    "if", reads "Si le groupe ⟦rachète⟧ son rival, le cours montera." as Possible,
        leaves "Quand le groupe ⟦rachète⟧ son rival, le cours monte." => condition;
};

/// What a word below the trigger says.
static BELOW: [Reading<usize>; 2] = readings! {
    "doubt", reads "L'éventuelle ⟦fermeture⟧ de l'usine inquiète." as Possible,
        leaves "La récente ⟦fermeture⟧ de l'usine inquiète." => doubted;
    "coming", reads "La prochaine ⟦fermeture⟧ de l'usine inquiète." as Planned,
        leaves "La récente ⟦fermeture⟧ de l'usine inquiète." => coming;
};

/// What holds where no other rule has spoken.
static ELSE: [Reading<()>; 1] = readings! {
    "infinitive", reads "Le maire veille à ⟦racheter⟧ l'usine." as Planned,
        leaves "Le maire commence à ⟦racheter⟧ l'usine." => bare_infinitive;
};

/// All rules, in their order.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let own = OWN.iter().map(|r| &r.rule);
    own.chain(ABOVE.iter().map(|r| &r.rule))
        .chain(AROUND.iter().map(|r| &r.rule))
        .chain(BELOW.iter().map(|r| &r.rule))
        .chain(ELSE.iter().map(|r| &r.rule))
}

/// What the rules make of a case.
pub(super) fn apply(case: &Case<'_>) -> Vec<Verdict> {
    let mut out = Vec::new();
    run(&OWN, case, [()], &mut out);
    for step in &case.above {
        run(&ABOVE, case, [*step], &mut out);
    }
    run(&AROUND, case, [()], &mut out);
    run(&BELOW, case, case.view.tree().children(case.at()).iter().copied(), &mut out);
    if out.is_empty() {
        run(&ELSE, case, [()], &mut out);
    }
    out
}

fn run<T: Copy>(readings: &[Reading<T>], case: &Case<'_>, over: impl IntoIterator<Item = T>, out: &mut Vec<Verdict>) {
    for item in over {
        out.extend(readings.iter().filter_map(|reading| {
            let (factuality, cue) = (reading.read)(case, item)?;
            Some(Verdict {
                rule: reading.rule.name,
                factuality,
                cue,
            })
        }));
    }
}

/// The conditional makes an event possible, the future planned.
fn by_mood(case: &Case<'_>, verb: usize, future_counts: bool) -> Option<Finding> {
    if case.conditional(verb) {
        said(Possible, CueKind::Conditional, verb)
    } else if future_counts && case.future(verb) {
        said(Planned, CueKind::Future, verb)
    } else {
        None
    }
}

/// « ne … pas » at the trigger, its determiner, « sans », or the negated light verb: « n'a signé aucun accord ».
fn negated(case: &Case<'_>, (): ()) -> Option<Finding> {
    let (view, tree, at) = (case.view, case.view.tree(), case.at());
    let none_of = |word: usize| tree.children(word).iter().copied().find(|&d| WordSet::None.has(view.form(d)));
    let no = if case.candidate.verbal {
        let fillers = || case.candidate.fillers.iter().find_map(|f| none_of(f.word));
        let without = || tree.of_base(at, Base::Mark).find(|&m| view.form(m) == "sans");
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
    said(Denied, CueKind::Negation, no.or_else(light)?)
}

/// Mood and tense of a verbal trigger: « rachèterait », « rachètera ».
fn mood(case: &Case<'_>, (): ()) -> Option<Finding> {
    by_mood(case, case.own?, true)
}

/// « pour créer », « afin de créer ».
fn aim(case: &Case<'_>, step: Step) -> Option<Finding> {
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

/// A governing word makes it a plan, a possibility or a denial: « le projet de rachat », « envisage de racheter », « renonce à racheter ».
fn governed(case: &Case<'_>, step: Step) -> Option<Finding> {
    let lemma = case.view.lemma(step.word);
    let nominal = case.nominal(step);
    let clausal = step.clausal() && !step.done;
    let noun = nominal && step.relation != Base::Obl || step.relation == Base::Nmod && !step.done;
    if !(clausal || noun) {
        return None;
    }
    let (factuality, kind) = outlook(lemma)?;
    let past_doing = step.relation == Base::Nsubj && factuality != Possible;
    let of_name = step.relation == Base::Nmod && case.candidate.verbal && case.view.tree().base(case.at()) != Base::Acl;
    // « accusé d'avoir », « accepter l'aide »: what is over or given stays a fact.
    let given = nominal && Verbs::Given.has(lemma);
    if past_doing || of_name || given {
        return None;
    }
    said(factuality, kind, step.word)
}

/// What a governing word makes of what it governs.
fn outlook(lemma: &str) -> Option<(Factuality, CueKind)> {
    if Verbs::Plans.has(lemma) || Nouns::Plans.has(lemma) || WordSet::Plans.has(lemma) {
        Some((Planned, CueKind::Plan))
    } else if Verbs::Allows.has(lemma) || Nouns::Allows.has(lemma) || WordSet::Allows.has(lemma) {
        Some((Possible, CueKind::Modal))
    } else if Verbs::Denies.has(lemma) || Nouns::Denies.has(lemma) {
        Some((Denied, CueKind::Denial))
    } else {
        None
    }
}

/// « accusé d'avoir vendu »: not more than possible, whatever is over.
fn accused(case: &Case<'_>, step: Step) -> Option<Finding> {
    let suspects = step.clausal() && Verbs::Suspects.has(case.view.lemma(step.word));
    if suspects {
        said(Possible, CueKind::Modal, step.word)
    } else {
        None
    }
}

/// « ne veut pas racheter ».
fn refused(case: &Case<'_>, step: Step) -> Option<Finding> {
    if step.relation != Base::Xcomp || !case.view.tree().is_verb(step.word) {
        return None;
    }
    said(Denied, CueKind::Negation, negation(case.view, step.word)?)
}

/// « pourrait racheter », « devra racheter ».
fn governor_mood(case: &Case<'_>, step: Step) -> Option<Finding> {
    if step.relation != Base::Xcomp || !case.view.tree().is_verb(step.word) {
        return None;
    }
    by_mood(case, case.finite(step.word)?, true)
}

/// « la fermeture interviendra », « demanderait un rachat ».
fn noun_mood(case: &Case<'_>, step: Step) -> Option<Finding> {
    if !case.nominal(step) || !case.view.tree().is_verb(step.word) || step.child != case.at() {
        return None;
    }
    by_mood(
        case,
        case.finite(step.word)?,
        matches!(step.relation, Base::Nsubj | Base::Obj),
    )
}

/// « annonce la fermeture ».
fn announced(case: &Case<'_>, step: Step) -> Option<Finding> {
    let object = case.nominal(step) && step.relation == Base::Obj && step.child == case.at();
    let announces = case.view.tree().is_verb(step.word) && case.view.lemma(step.word) == "annoncer";
    if object && announces && case.kind.behavior().announced {
        said(Planned, CueKind::Plan, step.word)
    } else {
        None
    }
}

/// « si » at the trigger or above it.
fn condition(case: &Case<'_>, (): ()) -> Option<Finding> {
    let view = case.view;
    let si = |word: usize| view.tree().of_base(word, Base::Mark).find(|&m| WordSet::Si.has(view.form(m)));
    let above = case.above.iter().filter(|step| step.relation != Base::Advcl);
    let mark = si(case.at()).or_else(|| above.map(|step| step.word).find_map(si))?;
    said(Possible, CueKind::Conditional, mark)
}

/// « l'éventuel rachat », « le meurtrier présumé », « a peut-être racheté ».
fn doubted(case: &Case<'_>, word: usize) -> Option<Finding> {
    if WordSet::Doubt.has(case.view.form(word)) {
        said(Possible, CueKind::Modal, word)
    } else {
        None
    }
}

/// « la prochaine fermeture ».
fn coming(case: &Case<'_>, word: usize) -> Option<Finding> {
    let coming = WordSet::Coming.has(case.view.form(word)) && !case.candidate.verbal;
    if coming { said(Planned, CueKind::Future, word) } else { None }
}

/// An infinitive is an aim where no verb makes it happen.
fn bare_infinitive(case: &Case<'_>, (): ()) -> Option<Finding> {
    let (tree, at) = (case.view.tree(), case.at());
    let bare = case.candidate.verbal && case.features(at).verb_form == Some(VerbForm::Inf) && !case.helped;
    let happens = |lemma: &str| Verbs::Happens.has(lemma) || Nouns::Happens.has(lemma);
    let done = tree.head(at).is_some_and(|h| happens(case.view.lemma(h)));
    let open = matches!(
        tree.base(at),
        Base::Xcomp | Base::Ccomp | Base::Acl | Base::Root | Base::Advcl | Base::Obl
    );
    (bare && !done && open).then_some((Planned, None))
}
