//! Dates and amounts of an event: by syntax first, then by clause and sentence.

use super::argument::strikes;
use super::behavior::About;
use super::candidate::Candidate;
use super::ontology::TypeId;
use super::view::View;
use super::{AmountRole, DateRole};
use crate::amount::AmountKind;
use crate::lexicon::inflection::is_form_of;
use crate::syntax::{Tense, Upos, VerbForm};
use crate::timex::TimexKind;

/// The word of the sentence that heads an expression: the one whose head lies outside.
fn head_of(view: &View<'_>, covered: &[Option<usize>], index: usize) -> Option<usize> {
    let inside = |i: usize| covered[i] == Some(index);
    let words = (0..view.len()).filter(|&i| inside(i));
    words
        .clone()
        .find(|&i| view.tree().head(i).is_none_or(|h| !inside(h)) && view.tree().upos(i) != Upos::Adp)
        .or_else(|| words.clone().next())
}

fn first_of(covered: &[Option<usize>], index: usize) -> usize {
    covered.iter().position(|c| *c == Some(index)).unwrap_or(0)
}

/// The distinct items of a cover, in order.
fn items(covered: &[Option<usize>]) -> Vec<usize> {
    let mut out: Vec<usize> = covered.iter().flatten().copied().collect();
    out.dedup();
    out
}

/// For each candidate of a sentence, its dates.
pub fn dates(view: &View<'_>, candidates: &[&Candidate<'_>], kinds: &[TypeId]) -> Vec<Vec<(DateRole, usize)>> {
    let mut out = vec![Vec::new(); candidates.len()];
    let tree = view.tree();
    // The verb that a date hangs on, with the date's first word.
    let mut hung: Vec<(usize, usize, DateRole, usize)> = Vec::new();
    for index in items(&view.timexes) {
        let timex = &view.scene.timexes[index];
        let Some(head) = head_of(view, &view.timexes, index) else {
            continue;
        };
        let first = first_of(&view.timexes, index);
        // « NANTES, 29 novembre 2022 (AFP) – » dates the article.
        if first < view.opening {
            continue;
        }
        let other = compared(view, first);
        let role = role_of(view, first, head);
        // « désormais » dates nothing; a length of time dates only what is measured over it.
        let length = matches!(timex.kind, TimexKind::Duration) && role == DateRole::EventTime;
        if timex.value == "PRESENT_REF" {
            continue;
        }
        // The nearest word above it that tells an event; a reporting verb or another clause's verb in between keeps it.
        let owner = tree.path(head).find_map(|x| candidates.iter().position(|c| c.at == x));
        let mut to: Vec<usize> = carried(view, candidates, first).into_iter().collect();
        let verb_above = tree.path(head).skip(1).find(|&x| tree.is_verb(x));
        if let Some(v) = verb_above.filter(|_| other.is_none() && !matches!(timex.kind, TimexKind::Duration)) {
            hung.push((v, first, role, index));
        }
        match owner {
            _ if !to.is_empty() => {}
            Some(k) => {
                let at = candidates[k].at;
                let between = tree.path(head).take_while(|&x| x != at).any(|x| {
                    x != head && tree.is_verb(x) && matches!(tree.base(x), "acl" | "ccomp" | "advcl" | "conj" | "parataxis")
                });
                if !between {
                    to.push(k);
                }
            }
            None => {
                // No event above: the clause's verb tells none; what it governs is dated (« a eu lieu lundi », « survenu lundi »).
                if let Some(v) = verb_above {
                    let light = !super::attribution::reports(view.lemma(v));
                    let told = |c: &Candidate<'_>| tree.base(v) == "acl" && tree.head(v) == Some(c.at);
                    if light || candidates.iter().any(|c| told(c)) {
                        let governed = candidates.iter().enumerate().filter(|(_, c)| {
                            tree.head(c.at) == Some(v) && matches!(tree.base(c.at), "nsubj" | "obj" | "obl" | "xcomp") || told(c)
                        });
                        to.extend(governed.map(|(k, _)| k));
                        // Through a misread clause: the nearest event below the same verb.
                        const NEAR: usize = 10;
                        if to.is_empty() {
                            let below = (0..candidates.len())
                                .filter(|&k| tree.under(candidates[k].at, v) && candidates[k].at.abs_diff(head) <= NEAR)
                                .min_by_key(|&k| candidates[k].at.abs_diff(head));
                            to.extend(below);
                        }
                    }
                } else if let Some(k) = nearest(candidates, head) {
                    to.push(k);
                }
            }
        }
        // What the dated verb governs happens with it: its subject and object, and what it happened in.
        let mut more = Vec::new();
        for &k in to.iter().filter(|&&k| !asks(kinds[k])) {
            for (j, c) in candidates.iter().enumerate() {
                let at = candidates[k].at;
                let within = |inner: usize, outer: usize| {
                    tree.head(inner) == Some(outer)
                        && (matches!(tree.base(inner), "nsubj" | "obj")
                            || matches!(
                                view.clause.preposition(inner).as_str(),
                                "dans" | "lors de" | "par" | "au cours de"
                            ))
                };
                let noun_in_verb = !c.verbal && within(c.at, at);
                let verb_around = c.verbal
                    && !candidates[k].verbal
                    && tree.head(at) == Some(c.at)
                    && within(at, c.at)
                    && tree.base(at) != "obj";
                // « l'explosion qui a détruit lundi un immeuble ».
                let relative = !c.verbal && tree.base(at) == "acl" && tree.head(at) == Some(c.at) && strikes(view.lemma(at));
                if (noun_in_verb || verb_around || relative) && !to.contains(&j) {
                    more.push(j);
                }
            }
        }
        to.extend(more);
        to.retain(|&k| !length || candidates[k].verbal && kinds[k].behavior().indicator);
        to.retain(|&k| other.is_none_or(|against| candidates[k].at > against));
        // « appelle à une grève jeudi », « menace de frapper la semaine prochaine »: what is asked for has the date.
        to = to
            .into_iter()
            .filter_map(|k| {
                let behind = first > candidates[k].at && timex.kind != TimexKind::Duration;
                match content_between(view, candidates[k], kinds[k], first).filter(|_| behind) {
                    None => Some(k),
                    Some(content) => (0..candidates.len())
                        .filter(|&j| j != k && candidates[j].at >= content && candidates[j].at < first)
                        .filter(|&j| tree.under(candidates[j].at, candidates[k].at))
                        .max_by_key(|&j| candidates[j].at),
                }
            })
            .collect();
        to.sort_unstable();
        to.dedup();
        for k in to {
            if !out[k].contains(&(role, index)) {
                out[k].push((role, index));
            }
        }
    }
    for k in 0..candidates.len() {
        if out[k].is_empty() {
            out[k] = shared(view, candidates[k], &hung);
        }
    }
    // « 22 personnes sont mortes et 64 blessées vers 22 h 35 »: conjuncts without a date of their own share it.
    for k in 0..candidates.len() {
        let pair = tree
            .head(candidates[k].at)
            .filter(|_| tree.base(candidates[k].at) == "conj")
            .and_then(|h| candidates.iter().position(|c| c.at == h));
        if let Some(j) = pair {
            // A date before both, or behind both.
            let (a, b) = (candidates[j].at, candidates[k].at);
            let outside = |list: &[(DateRole, usize)]| {
                list.iter().all(|&(_, t)| {
                    let at = first_of(&view.timexes, t);
                    at < a.min(b) || at > a.max(b)
                })
            };
            if out[k].is_empty() && outside(&out[j]) {
                out[k] = out[j].clone();
            } else if out[j].is_empty() && outside(&out[k]) {
                out[j] = out[k].clone();
            }
        }
    }
    out
}

/// The dates of the verb that a trigger, or the verb that has it as subject or object, happens along with:
/// « Vers 18 h, des manifestants sont descendus sur la voie, bloquant un train », « a frappé jeudi la province, faisant dix morts »,
/// « a été mis en examen vendredi et placé en détention ».
fn shared(view: &View<'_>, candidate: &Candidate<'_>, hung: &[(usize, usize, DateRole, usize)]) -> Vec<(DateRole, usize)> {
    let tree = view.tree();
    let at = candidate.at;
    let start = if candidate.verbal {
        Some(at)
    } else {
        tree.head(at)
            .filter(|&h| tree.is_verb(h) && matches!(tree.base(at), "obj" | "nsubj"))
    };
    let Some(mut verb) = start else { return Vec::new() };
    let mut reach = Reach::Anywhere;
    loop {
        let Some((above, further)) = goes_with(view, verb) else {
            return Vec::new();
        };
        reach = reach.min(further);
        verb = above;
        let found: Vec<(DateRole, usize)> = hung
            .iter()
            .filter(|&&(v, first, ..)| {
                v == verb
                    && match reach {
                        Reach::Anywhere => true,
                        Reach::BeforeTrigger => first < at,
                        Reach::BeforeVerb => first < verb,
                    }
            })
            .map(|&(.., role, index)| (role, index))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
}

/// Where a date of the verb above must stand to count for the verb that goes along with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// In front of the verb above: « lundi, X a parlé et Y a répondu ».
    BeforeVerb,
    /// In front of the trigger: « a frappé jeudi la province, faisant dix morts ».
    BeforeTrigger,
    /// Anywhere: one auxiliary serves both, « a été interpellé et écroué lundi ».
    Anywhere,
}

/// The verb above that a verb happens along with, and which of its dates they share: a conjunct's, that of a present participle, of
/// « quand … », of « (un homme) qui bloquait le péage ».
fn goes_with(view: &View<'_>, verb: usize) -> Option<(usize, Reach)> {
    let tree = view.tree();
    let features = &tree.word(verb).features;
    let participle = features.verb_form == Some(VerbForm::Part);
    let marked = |marks: &[&str]| {
        tree.of_base(verb, "mark")
            .chain(tree.of_base(verb, "advmod"))
            .any(|m| marks.contains(&view.form(m)))
    };
    let reach = match tree.base(verb) {
        "conj" if participle && features.tense != Some(Tense::Pres) && tree.of_base(verb, "aux").next().is_none() => {
            Reach::Anywhere
        }
        "conj" => Reach::BeforeVerb,
        "advcl" if participle && features.tense == Some(Tense::Pres) => Reach::BeforeTrigger,
        "advcl" if marked(&["quand", "lorsque", "lorsqu'"]) => Reach::BeforeTrigger,
        "acl" if features.tense == Some(Tense::Imp) => Reach::BeforeVerb,
        _ => return None,
    };
    let above = tree.path(verb).skip(1).find(|&x| tree.is_verb(x))?;
    (tree.base(verb) != "conj" || tree.head(verb) == Some(above)).then_some((above, reach))
}

/// Whether the type is a speech act about what is not yet: its own date is not that of what it is about.
fn asks(kind: TypeId) -> bool {
    kind.behavior().about == Some(About::Future)
}

/// The event noun whose date a participle brings, whatever the parse hangs it on: « la mort du maire, survenue lundi », « les
/// perquisitions menées la semaine dernière ».
fn carried(view: &View<'_>, candidates: &[&Candidate<'_>], first: usize) -> Option<usize> {
    const NEAR: usize = 8;
    const CARRIERS: [&str; 10] = [
        "survenir",
        "intervenir",
        "perpetrer",
        "commettre",
        "effectuer",
        "mener",
        "organiser",
        "declencher",
        "conclure",
        "prevoir",
    ];
    let brings = |i: usize| {
        // « la ville organise lundi » brings nothing.
        let participle = view.tree().word(i).features.verb_form == Some(VerbForm::Part) || view.tree().upos(i) == Upos::Adj;
        participle && CARRIERS.iter().any(|verb| is_form_of(view.form(i), verb))
    };
    let participle = (first.saturating_sub(2)..first)
        .rev()
        .find(|&i| brings(i) && view.tree().of_base(i, "aux").next().is_none())?;
    (0..candidates.len())
        .filter(|&k| !candidates[k].verbal && candidates[k].at < participle && candidates[k].at + NEAR >= participle)
        .rfind(|&k| (candidates[k].last + 1..participle).all(|i| !view.tree().is_verb(i)))
}

/// The verb or noun between a speech act and a date behind it that tells what the act is about.
fn content_between(view: &View<'_>, act: &Candidate<'_>, kind: TypeId, date: usize) -> Option<usize> {
    if !act.verbal || kind.behavior().about.is_none() {
        return None;
    }
    act.fillers
        .iter()
        .filter(|f| f.word > act.last && f.word < date && matches!(f.slot.as_str(), "inf" | "que" | "a" | "obj"))
        .filter(|f| view.tree().is_verb(f.word) || !view.animate(f.word))
        .map(|f| f.word)
        .min()
}

/// The word that sets a date against what is told: « 133 % contre 132 % l'an dernier », « par rapport à 2019 », « dont 1 000 en mars ».
fn compared(view: &View<'_>, first: usize) -> Option<usize> {
    const NEAR: usize = 9;
    (first.saturating_sub(NEAR)..first)
        .rev()
        .take_while(|&i| !matches!(view.form(i), ";" | "." | ":" | "qui" | "que" | "et") && !view.tree().is_verb(i))
        .find(|&i| {
            let against = matches!(view.form(i), "contre" | "dont") && (i + 1..first).any(|k| view.amounts[k].is_some());
            against || view.form(i) == "rapport" && i > 0 && view.form(i - 1) == "par"
        })
}

fn nearest(candidates: &[&Candidate<'_>], at: usize) -> Option<usize> {
    (0..candidates.len()).min_by_key(|&k| (candidates[k].at.abs_diff(at), k))
}

/// The role that the words before an expression give it.
fn role_of(view: &View<'_>, first: usize, head: usize) -> DateRole {
    let case = view.clause.preposition(head);
    let before = |k: usize| first.checked_sub(k).map_or("", |i| view.form(i));
    let word = before(1);
    let two = before(2);
    // Folded, « dès » and « des » are one.
    let from = word == "des" && view.scene.text.raw_word(view.base + first - 1).contains('è');
    if from || word == "depuis" || matches!(case.as_str(), "depuis" | "a partir de" | "a compter de") {
        return DateRole::Begin;
    }
    if matches!(two, "partir" | "compter") {
        return DateRole::Begin;
    }
    if matches!(word, "jusqu'" | "ici") || matches!(two, "jusqu'" | "ici") || before(3) == "ici" {
        return DateRole::End;
    }
    DateRole::EventTime
}

/// The role of an amount: the trigger's for its slot, else the type's for its kind; `None` where the type takes none of the kind.
fn amount_role(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId, index: usize, slot: &str) -> Option<AmountRole> {
    let behavior = kind.behavior();
    let amount = &view.scene.amounts[index];
    let role = behavior.role(amount.kind)?;
    if let Some(role) = candidate.trigger.amounts.get(slot) {
        return Some(*role);
    }
    let first = first_of(&view.amounts, index);
    let of = first.checked_sub(1).is_some_and(|i| matches!(view.form(i), "de" | "d'"));
    let moves = behavior.indicator
        && match amount.kind {
            AmountKind::Count => false,
            AmountKind::Percent | AmountKind::PercentagePoint => of || amount.direction.is_some(),
            AmountKind::Money => of && candidate.verbal,
        };
    Some(if moves { AmountRole::Change } else { role })
}

/// For each candidate of a sentence, its amounts.
pub fn amounts(view: &View<'_>, candidates: &[&Candidate<'_>], kinds: &[TypeId]) -> Vec<Vec<(AmountRole, usize)>> {
    let mut out: Vec<Vec<(AmountRole, usize)>> = vec![Vec::new(); candidates.len()];
    let tree = view.tree();
    for index in items(&view.amounts) {
        let Some(head) = head_of(view, &view.amounts, index) else {
            continue;
        };
        let kind = view.scene.amounts[index].kind;
        let first = first_of(&view.amounts, index);
        let slot = view.clause.preposition(head);
        let slot_of = |c: &Candidate<'_>| {
            c.fillers
                .iter()
                .find(|f| f.word == head)
                .map_or_else(|| slot.clone(), |f| f.slot.clone())
        };
        let covers = |c: &Candidate<'_>| (c.first..=c.last).any(|w| view.amounts[w] == Some(index));
        let mut to: Vec<usize> = (0..candidates.len()).filter(|&k| covers(candidates[k])).collect();
        if to.is_empty() {
            // Through noun phrases up to the event, not through another clause.
            let owner = tree
                .path(head)
                .find_map(|x| (0..candidates.len()).find(|&k| candidates[k].at == x && kinds[k].behavior().role(kind).is_some()));
            if let Some(k) = owner {
                let at = candidates[k].at;
                let between = tree.path(head).take_while(|&x| x != at).any(|x| {
                    x != head && tree.is_verb(x) && matches!(tree.base(x), "acl" | "ccomp" | "advcl" | "conj" | "parataxis")
                });
                if !between {
                    to.push(k);
                }
            }
            // The subject of a participle or relative is its object too: « 5 000 emplois seront créés », « les emplois supprimés ».
            for (k, c) in candidates.iter().enumerate() {
                if !to.contains(&k)
                    && c.fillers
                        .iter()
                        .any(|f| view.amounts[f.word] == Some(index) && f.slot != "que")
                {
                    to.push(k);
                }
            }
            if to.is_empty()
                && let Some(verb) = tree.path(head).skip(1).find(|&x| tree.is_verb(x))
                && kind != AmountKind::Count
            {
                let governed = (0..candidates.len())
                    .filter(|&k| tree.head(candidates[k].at) == Some(verb) && kinds[k].behavior().role(kind).is_some())
                    .min_by_key(|&k| candidates[k].at.abs_diff(head));
                to.extend(governed);
            }
        }
        for k in to {
            let role = amount_role(view, candidates[k], kinds[k], index, &slot_of(candidates[k]));
            out[k].extend(role.map(|role| (role, index)));
        }
        // « 50 milliards de dollars (47,8 milliards d'euros) »: the bracket says the same again.
        if kind == AmountKind::Money && first > 0 && view.form(first - 1) == "(" && first > 1 {
            let before = (0..first - 1).rev().take(2).find_map(|i| view.amounts[i]);
            if let Some(before) = before {
                for list in &mut out {
                    if let Some(&(role, _)) = list.iter().find(|(_, i)| *i == before)
                        && !list.iter().any(|(_, i)| *i == index)
                    {
                        list.push((role, index));
                    }
                }
            }
        }
    }
    for list in &mut out {
        list.sort_by_key(|&(_, i)| i);
        list.dedup_by_key(|x| x.1);
        // « de 300 à 260 dollars »: where it started is a level as well.
        for k in 1..list.len() {
            let (from, to) = (list[k - 1], list[k]);
            if from.0 == AmountRole::Change && to.0 == AmountRole::Level && spans(view, from.1, to.1) {
                list[k - 1].0 = AmountRole::Level;
            }
        }
    }
    // « devrait atteindre 12 % », « s'élèvera à 3 milliards »: a level yet to come, not the one it is set against.
    for (k, list) in out.iter_mut().enumerate() {
        if !kinds[k].behavior().indicator || !foreseen(view, candidates[k]) {
            continue;
        }
        for (role, index) in list.iter_mut().filter(|(role, _)| *role == AmountRole::Level) {
            let first = first_of(&view.amounts, *index);
            let before = first.checked_sub(1).map_or("", |i| view.form(i));
            if !matches!(before, "contre" | "de" | "d'") {
                *role = AmountRole::Forecast;
            }
        }
    }
    out
}

/// Whether an event stands in the future, under « devoir » or « tabler ».
fn foreseen(view: &View<'_>, candidate: &Candidate<'_>) -> bool {
    let tree = view.tree();
    let at = candidate.at;
    let future = |i: usize| tree.word(i).features.tense == Some(Tense::Fut);
    let ought = tree.head(at).is_some_and(|h| {
        tree.base(at) == "xcomp"
            && matches!(
                view.form(h),
                "devrait" | "devraient" | "devra" | "devront" | "doit" | "doivent"
            )
    });
    // « table sur une perte de 60 millions »
    let expected = tree.head(at).is_some_and(|h| view.lemma(h) == "tabler");
    expected || candidate.verbal && (ought || future(at) || tree.of_base(at, "aux").any(future))
}

/// Whether two amounts of a kind are the ends of a move: « de 9 % à 10 % ».
fn spans(view: &View<'_>, from: usize, to: usize) -> bool {
    let (a, b) = (first_of(&view.amounts, from), first_of(&view.amounts, to));
    let word_before = |at: usize| at.checked_sub(1).map_or("", |i| view.form(i));
    let (start, end) = (&view.scene.amounts[from], &view.scene.amounts[to]);
    start.kind == end.kind && start.unit == end.unit && word_before(a) == "de" && matches!(word_before(b), "a" | "aux") && a < b
}
