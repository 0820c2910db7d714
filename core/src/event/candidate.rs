//! From words to event candidates: lemma, multi-word unit, conditions, and the choice between types.

use super::ontology::{Condition, MET, Ontology, Pos, Trigger, TypeId};
use super::view::View;
use crate::heads::EventHeads;
use crate::lexicon::inflection::is_form_of;
use crate::lexicon::words::{Nouns, Verbs, WordSet};
use crate::syntax::{Filler, Upos, VerbForm, Voice};

/// A trigger found in a sentence.
#[derive(Debug)]
pub struct Candidate<'o> {
    /// What the table says.
    pub trigger: &'o Trigger,
    /// The predicate.
    pub at: usize,
    /// First word of the trigger.
    pub first: usize,
    /// Last word of the trigger.
    pub last: usize,
    /// Whether a verb's frame was read.
    pub verbal: bool,
    /// What fills the predicate's slots.
    pub fillers: Vec<Filler>,
    /// How many conditions were met.
    pub met: usize,
    /// Whether the tables tell it.
    pub standing: Standing,
}

/// What the tables make of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They tell it.
    Told,
    /// They do not; the learned heads may.
    Untold,
}

/// What the rules made of a trigger that a word has in the tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Finding<'o> {
    /// The verb is reflexive and must not be, or is not and must be.
    Reflexive,
    /// A condition that must not hold does.
    Holds(&'o Condition),
    /// A condition that must hold does not.
    Lacks(&'o Condition),
    /// The score, below what is told or not.
    Scored(f32),
}

/// Below this a trigger is not told.
pub(super) const TOLD: f32 = 0.35;

/// Lemmas under which a word may stand in the tables: those of its form, which the tables know well, and the parser's.
fn lemmas<'v>(ontology: &'v Ontology, view: &'v View<'_>, i: usize) -> Vec<(Option<Pos>, &'v str)> {
    let known = ontology.lemmas_of(view.form(i));
    let mut out: Vec<(Option<Pos>, &str)> = known.iter().map(|(pos, lemma)| (Some(*pos), lemma.as_str())).collect();
    // The small model's lemma of an unknown form may be any; where the form's verbs are known it has no say.
    let lemma = view.lemma(i);
    let verb = matches!(view.tree().upos(i), Upos::Verb | Upos::Aux);
    let as_verb = verb && known.iter().any(|(pos, _)| *pos == Pos::Verb);
    if !as_verb && out.iter().all(|(_, l)| *l != lemma) {
        let mistaken = verb && !is_form_of(view.form(i), lemma);
        if !mistaken {
            out.push((None, lemma));
        }
    }
    out
}

fn fits(trigger: &Trigger, upos: Upos, participle: bool) -> bool {
    let single = trigger.words.len() == 1;
    match trigger.pos {
        Pos::Verb => upos == Upos::Verb || upos == Upos::Aux && !single || upos == Upos::Adj && participle,
        Pos::Noun => matches!(upos, Upos::Noun | Upos::Propn),
        Pos::Adj => upos == Upos::Adj,
        // « se passer de » is no « passé de ».
        Pos::Phrase if trigger.en || trigger.reflexive == Some(true) => matches!(upos, Upos::Verb | Upos::Aux),
        Pos::Phrase => true,
    }
}

/// The last word of a multi-word unit that begins at `i`, or `None` when the words do not follow.
fn follow(view: &View<'_>, trigger: &Trigger, i: usize) -> Option<usize> {
    let mut at = i;
    for word in &trigger.words[1..] {
        let mut gap = 0;
        loop {
            at += 1;
            if at >= view.len() {
                return None;
            }
            let form = view.form(at);
            if form == word
                || view.lemma(at) == word
                || WordSet::WrittenAs.has_pair(word, form)
                || form.strip_suffix('s').is_some_and(|s| s == word)
            {
                break;
            }
            let skippable = matches!(view.tree().upos(at), Upos::Adv | Upos::Det | Upos::Aux | Upos::Adj) || form == "ete";
            gap += 1;
            if !skippable || gap > 3 {
                return None;
            }
        }
    }
    Some(at)
}

/// Whether the pronoun « en » stands before the verb, auxiliaries and other pronouns in between: « s'en étaient violemment pris à ».
fn has_en(view: &View<'_>, verb: usize) -> bool {
    let tree = view.tree();
    let clitic = |i: usize| {
        view.form(i) == "en" && (tree.upos(i) == Upos::Pron || i > 0 && WordSet::ElidedReflexive.has(view.form(i - 1)))
    };
    (0..verb)
        .rev()
        .take(5)
        .take_while(|&i| clitic(i) || matches!(tree.upos(i), Upos::Aux | Upos::Adv | Upos::Pron) || view.form(i) == "ete")
        .any(clitic)
}

/// The candidates of a sentence, one a word, in order.
pub fn find<'o>(ontology: &'o Ontology, view: &View<'_>) -> Vec<Candidate<'o>> {
    let mut out: Vec<Candidate<'o>> = Vec::new();
    for i in 0..view.len() {
        if !may_tell(view, i) || is_name(view, i) {
            continue;
        }
        if let Some(best) = choose(ontology, view, i, &mut |_, _| ()) {
            // A unit takes its words: the longer one wins over what begins inside it.
            if let Some(last) = out.last()
                && best.first <= last.last
            {
                if best.last - best.first > last.last - last.first {
                    out.pop();
                } else {
                    continue;
                }
            }
            out.push(best);
        }
    }
    out
}

/// Whether the word's part of speech can tell an event.
pub(super) fn may_tell(view: &View<'_>, i: usize) -> bool {
    matches!(
        view.tree().upos(i),
        Upos::Verb | Upos::Noun | Upos::Adj | Upos::Aux | Upos::Propn
    )
}

/// Whether the word is inside a name and so no trigger, unless the name is an event's own (« Guerre du Golfe »).
pub(super) fn is_name(view: &View<'_>, i: usize) -> bool {
    view.mention(i).is_some_and(|m| m.label != crate::ner::Label::Misc) || is_capitalized(view, i, view.tree().upos(i))
}

/// A capital after an article makes a name of a noun, found or not: « à la Réunion ».
fn is_capitalized(view: &View<'_>, i: usize, upos: Upos) -> bool {
    let raw = |i: usize| view.scene.text.raw_word(view.base + i);
    let (Some(article), word) = (i.checked_sub(1).map(raw), raw(i)) else {
        return false;
    };
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(|c| !c.is_uppercase());
    view.mentions[i].is_none() && matches!(upos, Upos::Noun | Upos::Propn) && capital && WordSet::ArticleWritten.has(article)
}

/// A trigger of the tables whose words stand at a word, and what the rules make of it.
#[derive(Debug)]
pub(super) struct Offer<'o> {
    /// What the table says.
    pub(super) trigger: &'o Trigger,
    /// Last word of the trigger.
    last: usize,
    /// Whether a verb's frame is read.
    verbal: bool,
    /// How many conditions are met.
    met: usize,
    /// The verdict.
    pub(super) finding: Finding<'o>,
}

/// What fills the slots of a word, read as a verb or as a noun when first asked for.
#[derive(Debug, Default)]
struct Slots {
    verb: Option<Vec<Filler>>,
    noun: Option<Vec<Filler>>,
}

impl Slots {
    fn of(&mut self, view: &View<'_>, i: usize, verbal: bool) -> &[Filler] {
        if verbal {
            self.verb.get_or_insert_with(|| view.clause.of_verb(i))
        } else {
            self.noun.get_or_insert_with(|| view.clause.of_noun(i))
        }
    }
}

/// Whether the word ends as a participle does, or is parsed as one.
fn participle(view: &View<'_>, i: usize) -> bool {
    let raw = view.scene.text.raw_word(view.base + i).trim_end_matches(['s', 'e']);
    // « critique » is no feminine of « critiqu », « violent » no form of « violer ».
    let ending = raw.ends_with(['é', 'i', 'u', 't']) && !raw.ends_with("qu") && !raw.ends_with("ent");
    view.tree().word(i).features.verb_form == Some(VerbForm::Part) || ending
}

/// The triggers that the tables have for a word, in their order, each judged.
fn offers<'o>(ontology: &'o Ontology, view: &View<'_>, i: usize, slots: &mut Slots) -> Vec<Offer<'o>> {
    let upos = view.tree().upos(i);
    let participle = participle(view, i);
    let mut out: Vec<Offer<'o>> = Vec::new();
    for (known, lemma) in lemmas(ontology, view, i) {
        for trigger in ontology.triggers_of(lemma) {
            let suits = match (known, trigger.pos) {
                (None, _) | (_, Pos::Phrase) => true,
                (Some(a), b) => a == b,
            };
            let seen = out.iter().any(|o| std::ptr::eq(o.trigger, trigger));
            if !suits || seen || !fits(trigger, upos, participle) || trigger.en && !has_en(view, i) {
                continue;
            }
            let last = if trigger.words.len() == 1 {
                Some(i)
            } else {
                follow(view, trigger, i)
            };
            let Some(last) = last else { continue };
            let verbal = matches!(upos, Upos::Verb | Upos::Aux) || upos == Upos::Adj && trigger.pos != Pos::Adj;
            let (met, finding) = judge(view, trigger, i, verbal, slots.of(view, i, verbal));
            out.push(Offer {
                trigger,
                last,
                verbal,
                met,
                finding,
            });
        }
    }
    out
}

/// What the conditions of a trigger make of a word, and how many are met.
fn judge<'o>(view: &View<'_>, trigger: &'o Trigger, i: usize, verbal: bool, fillers: &[Filler]) -> (usize, Finding<'o>) {
    if verbal
        && let Some(wanted) = trigger.reflexive
        && (view.clause.voice(i) == Voice::Reflexive) != wanted
    {
        return (0, Finding::Reflexive);
    }
    if let Some(held) = trigger.unless.iter().find(|c| view.holds(c, i, fillers)) {
        return (0, Finding::Holds(held));
    }
    // A pronoun may stand for whom the condition asks for, but it proves nothing: it adds nothing to the score.
    let mut met = 0;
    let missed = trigger.when.iter().find(|c| {
        let proven = view.holds(c, i, fillers);
        met += usize::from(proven);
        !proven && !view.may_hold(c, fillers)
    });
    if let Some(missed) = missed {
        return (met, Finding::Lacks(missed));
    }
    let length = trigger.words.len() - 1 + usize::from(trigger.en);
    let reflexive = if trigger.reflexive == Some(true) { 0.1 } else { 0.0 };
    (
        met,
        Finding::Scored(trigger.prior + MET * met as f32 + 0.25 * length as f32 + reflexive),
    )
}

/// Whether the rows of a type come before all others and decide alone: the heads have not learned it, or there are none and it is a
/// user's own. Of what annotators dispute the heads know nothing either, but its rows tell only what is left.
pub(super) fn comes_first(heads: Option<&EventHeads>, kind: TypeId) -> bool {
    match heads {
        Some(heads) => !heads.knows(kind.code()) && !kind.behavior().disputed,
        None => kind.is_new(),
    }
}

/// The best trigger of a word; `saw` is told what became of each that the tables have for it. A type that [`comes_first`] wins.
pub(super) fn choose<'o>(
    ontology: &'o Ontology,
    view: &View<'_>,
    i: usize,
    saw: &mut impl FnMut(&'o Trigger, Finding<'o>),
) -> Option<Candidate<'o>> {
    let mut slots = Slots::default();
    let heads = view.scene.tagging.heads.as_deref();
    let mut best: Option<((bool, f32), Offer<'o>)> = None;
    for offer in offers(ontology, view, i, &mut slots) {
        saw(offer.trigger, offer.finding);
        let Finding::Scored(score) = offer.finding else { continue };
        let rank = (comes_first(heads, offer.trigger.kind), score);
        if score >= TOLD && best.as_ref().is_none_or(|(other, _)| *other < rank) {
            best = Some((rank, offer));
        }
    }
    best.map(|(_, offer)| candidate(view, i, offer, Standing::Told, &mut slots))
}

/// A word as a candidate of a type, whatever the tables' conditions say: by the best of the type's rows for it, else by the type's own frame.
pub(super) fn of_type<'o>(ontology: &'o Ontology, view: &View<'_>, i: usize, kind: TypeId) -> Candidate<'o> {
    let mut slots = Slots::default();
    let rank = |o: &Offer<'_>| match o.finding {
        Finding::Scored(score) => 1.0 + score,
        _ => o.trigger.prior / 2.0 + (o.last - i) as f32 * 0.1,
    };
    let listed = offers(ontology, view, i, &mut slots)
        .into_iter()
        .filter(|o| o.trigger.kind == kind)
        .reduce(|best, next| if rank(&next) > rank(&best) { next } else { best });
    let offer = listed.unwrap_or_else(|| {
        let upos = view.tree().upos(i);
        let verbal = matches!(upos, Upos::Verb | Upos::Aux) || upos == Upos::Adj && participle(view, i);
        Offer {
            trigger: &ontology.unlisted[kind.index()][usize::from(!verbal)],
            last: i,
            verbal,
            met: 0,
            finding: Finding::Scored(0.0),
        }
    });
    candidate(view, i, offer, Standing::Untold, &mut slots)
}

fn candidate<'o>(view: &View<'_>, i: usize, offer: Offer<'o>, standing: Standing, slots: &mut Slots) -> Candidate<'o> {
    Candidate {
        trigger: offer.trigger,
        at: i,
        first: i,
        last: offer.last,
        verbal: offer.verbal,
        fillers: slots.of(view, i, offer.verbal).to_vec(),
        met: offer.met,
        standing,
    }
}

/// Whether candidate `k` tells again what its governing or governed word tells: « écoper d'une amende », « prononcer une peine ».
pub fn repeated(view: &View<'_>, candidates: &[Candidate<'_>], kinds: &[TypeId], k: usize) -> bool {
    let tree = view.tree();
    let governs = |verb: &Candidate<'_>, noun: &Candidate<'_>| {
        verb.verbal
            && !noun.verbal
            && verb.fillers.iter().any(|f| {
                // Through a measure: « condamné à trois ans de prison », « écoper de 1,8 million d'amende ».
                tree.path(noun.at).take(4).any(|x| x == f.word)
                    && tree.under(noun.at, verb.at)
                    // « augmente de 0,8 % après une baisse » tells two.
                    && !WordSet::ApartSlot.has(&f.slot)
            })
    };
    let c = &candidates[k];
    let behavior = kinds[k].behavior();
    (0..candidates.len()).filter(|&j| j != k && kinds[j] == kinds[k]).any(|j| {
        let o = &candidates[j];
        if governs(c, o) {
            Verbs::Carries.has(view.lemma(c.at)) || behavior.indicator && Nouns::Variation.has(view.lemma(o.at))
        } else if governs(o, c) {
            let kept = Verbs::Carries.has(view.lemma(o.at)) || behavior.indicator && Nouns::Variation.has(view.lemma(c.at));
            !kept && !behavior.repeats
        } else {
            false
        }
    })
}
