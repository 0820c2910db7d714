//! Dates and amounts of an event: by syntax first, then by clause and sentence.

use super::behavior::About;
use super::candidate::Candidate;
use super::ontology::TypeId;
use super::trace::Trace;
use super::view::View;
use super::{AmountRole, DateRole};
use crate::amount::AmountKind;
use crate::lexicon::inflection::is_form_of;
use crate::lexicon::words::{Verbs, WordSet};
use crate::syntax::{Base, Filler, Tense, Upos, VerbForm};
use crate::timex::TimexKind;

fn first_of(covered: &[Option<usize>], index: usize) -> usize {
    covered.iter().position(|c| *c == Some(index)).unwrap_or(0)
}

/// The distinct items of a cover, in order.
fn items(covered: &[Option<usize>]) -> Vec<usize> {
    let mut out: Vec<usize> = covered.iter().flatten().copied().collect();
    out.dedup();
    out
}

/// The events of a sentence that dates and amounts are linked to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Events<'e> {
    /// Their sentence.
    pub(super) view: &'e View<'e>,
    /// Their triggers.
    pub(super) candidates: &'e [&'e Candidate<'e>],
    /// The type of each.
    pub(super) kinds: &'e [TypeId],
}

impl Events<'_> {
    /// The event whose trigger is the word.
    fn of_word(&self, word: usize) -> Option<usize> {
        self.candidates.iter().position(|c| c.at == word)
    }

    /// The event whose trigger is nearest to the word.
    fn nearest(&self, word: usize) -> Option<usize> {
        (0..self.candidates.len()).min_by_key(|&k| (self.candidates[k].at.abs_diff(word), k))
    }

    /// Whether the verb of another clause stands between a word and an event above it.
    fn cut_off(&self, word: usize, event: usize) -> bool {
        let tree = self.view.tree();
        let at = self.candidates[event].at;
        tree.path(word).take_while(|&x| x != at).any(|x| {
            x != word
                && tree.is_verb(x)
                && matches!(
                    tree.base(x),
                    Base::Acl | Base::Ccomp | Base::Advcl | Base::Conj | Base::Parataxis
                )
        })
    }

    fn note(&self, trace: &mut Trace, event: usize, rule: &'static str, first: usize) {
        let c = self.candidates[event];
        trace.note(self.view.span(c.first, c.last), rule, self.view.span(first, first));
    }
}

/// The dates of an event, with their roles.
type Dates = Vec<(DateRole, usize)>;

/// A date that looks for its events.
struct Dated<'e> {
    events: Events<'e>,
    kind: TimexKind,
    /// Its first word.
    first: usize,
    /// The word that heads it.
    head: usize,
    /// The nearest verb above it.
    verb: Option<usize>,
}

/// A date that hangs on a verb.
#[derive(Debug, Clone, Copy)]
struct Hung {
    verb: usize,
    first: usize,
    role: DateRole,
    index: usize,
}

/// A rule that finds a date its events: its name, and the events, or `None` where it does not speak.
type Owning = (&'static str, fn(&Dated<'_>) -> Option<Vec<usize>>);

/// The first that speaks decides.
static OWNING: [Owning; 4] = [
    ("event.date.carried", carried),
    ("event.date.above", above),
    ("event.date.governed", governed),
    ("event.date.nearest", nearest),
];

/// For each candidate of a sentence, its dates.
pub(super) fn dates(events: Events<'_>, trace: &mut Trace) -> Vec<Dates> {
    let mut out = vec![Vec::new(); events.candidates.len()];
    let mut hung: Vec<Hung> = Vec::new();
    for index in items(&events.view.timexes) {
        date(events, index, &mut out, &mut hung, trace);
    }
    for (k, dates) in out.iter_mut().enumerate() {
        if dates.is_empty() {
            *dates = shared(events.view, events.candidates[k], &hung);
            for (_, index) in dates.iter() {
                events.note(trace, k, "event.date.shared", first_of(&events.view.timexes, *index));
            }
        }
    }
    between_conjuncts(events, &mut out, trace);
    out
}

/// Links one temporal expression of the sentence.
fn date(events: Events<'_>, index: usize, out: &mut [Dates], hung: &mut Vec<Hung>, trace: &mut Trace) {
    let view = events.view;
    let timex = &view.scene.timexes[index];
    let Some(head) = view.head(timex.span) else {
        return;
    };
    let first = first_of(&view.timexes, index);
    // « NANTES, 29 novembre 2022 (AFP) – » dates the article; « désormais » dates nothing.
    if first < view.opening || timex.value == "PRESENT_REF" {
        return;
    }
    let other = compared(view, first);
    let role = role_of(view, first, head);
    let duration = timex.kind == TimexKind::Duration;
    let tree = view.tree();
    let dated = Dated {
        events,
        kind: timex.kind,
        first,
        head,
        verb: tree.path(head).skip(1).find(|&x| tree.is_verb(x)),
    };
    if let Some(verb) = dated.verb.filter(|_| other.is_none() && !duration) {
        hung.push(Hung {
            verb,
            first,
            role,
            index,
        });
    }
    let speaks = |(rule, find): &Owning| Some((*rule, find(&dated)?));
    let Some((rule, mut to)) = OWNING.iter().find_map(speaks) else {
        return;
    };
    to.extend(along(&dated, &to));
    // A length of time dates only what is measured over it.
    let length = duration && role == DateRole::EventTime;
    to.retain(|&k| !length || events.candidates[k].verbal && events.kinds[k].behavior().indicator);
    to.retain(|&k| other.is_none_or(|against| events.candidates[k].at > against));
    let mut to: Vec<usize> = to.into_iter().filter_map(|k| content(&dated, k)).collect();
    to.sort_unstable();
    to.dedup();
    for k in to {
        if !out[k].contains(&(role, index)) {
            out[k].push((role, index));
            events.note(trace, k, rule, first);
        }
    }
}

/// The nearest word above the date that tells an event, unless another clause's verb in between keeps the date: « a racheté lundi ».
fn above(date: &Dated<'_>) -> Option<Vec<usize>> {
    let events = date.events;
    let k = events.view.tree().path(date.head).find_map(|x| events.of_word(x))?;
    Some(if events.cut_off(date.head, k) { Vec::new() } else { vec![k] })
}

/// The clause's verb tells no event; what it governs is dated: « la grève a eu lieu lundi », not « le maire a dit lundi que … ».
fn governed(date: &Dated<'_>) -> Option<Vec<usize>> {
    // Through a misread clause: the nearest event below the same verb.
    const NEAR: usize = 10;
    let verb = date.verb?;
    let Events { view, candidates, .. } = date.events;
    let tree = view.tree();
    let told = |c: &Candidate<'_>| tree.base(verb) == Base::Acl && tree.head(verb) == Some(c.at);
    let all = || 0..candidates.len();
    let mut to = Vec::new();
    if !super::attribution::reports(view.lemma(verb)) || candidates.iter().any(|c| told(c)) {
        let part = |c: &Candidate<'_>| {
            tree.head(c.at) == Some(verb) && matches!(tree.base(c.at), Base::Nsubj | Base::Obj | Base::Obl | Base::Xcomp)
                || told(c)
        };
        to.extend(all().filter(|&k| part(candidates[k])));
        if to.is_empty() {
            let far = |k: usize| candidates[k].at.abs_diff(date.head);
            let below = all().filter(|&k| tree.under(candidates[k].at, verb) && far(k) <= NEAR);
            to.extend(below.min_by_key(|&k| far(k)));
        }
    }
    Some(to)
}

/// Without a verb above, the nearest event: « Lundi, grève à Lyon ».
fn nearest(date: &Dated<'_>) -> Option<Vec<usize>> {
    Some(date.events.nearest(date.head).into_iter().collect())
}

/// What happens with a dated event: its subject and object, and what it happened in; not what is only asked for.
fn along(date: &Dated<'_>, to: &[usize]) -> Vec<usize> {
    let Events { view, candidates, kinds } = date.events;
    let tree = view.tree();
    let within = |inner: usize, outer: usize| {
        tree.head(inner) == Some(outer)
            && (matches!(tree.base(inner), Base::Nsubj | Base::Obj) || WordSet::Within.has(&view.clause.preposition(inner)))
    };
    let mut more = Vec::new();
    for &k in to.iter().filter(|&&k| !asks(kinds[k])) {
        let at = candidates[k].at;
        for (j, c) in candidates.iter().enumerate() {
            let noun_in_verb = !c.verbal && within(c.at, at);
            let verb_around = c.verbal
                && !candidates[k].verbal
                && tree.head(at) == Some(c.at)
                && within(at, c.at)
                && tree.base(at) != Base::Obj;
            // « l'explosion qui a détruit lundi un immeuble ».
            let relative =
                !c.verbal && tree.base(at) == Base::Acl && tree.head(at) == Some(c.at) && Verbs::Destroys.has(view.lemma(at));
            if (noun_in_verb || verb_around || relative) && !to.contains(&j) {
                more.push(j);
            }
        }
    }
    more
}

/// « appelle à une grève jeudi », « menace de frapper la semaine prochaine »: what is asked for has the date; else the event itself.
fn content(date: &Dated<'_>, k: usize) -> Option<usize> {
    let Events { view, candidates, kinds } = date.events;
    let behind = date.first > candidates[k].at && date.kind != TimexKind::Duration;
    match content_between(view, candidates[k], kinds[k], date.first).filter(|_| behind) {
        None => Some(k),
        Some(content) => (0..candidates.len())
            .filter(|&j| j != k && candidates[j].at >= content && candidates[j].at < date.first)
            .filter(|&j| view.tree().under(candidates[j].at, candidates[k].at))
            .max_by_key(|&j| candidates[j].at),
    }
}

/// « 22 personnes sont mortes et 64 blessées vers 22 h 35 »: conjuncts without a date of their own share it, where it stands before both or
/// behind both.
fn between_conjuncts(events: Events<'_>, out: &mut [Dates], trace: &mut Trace) {
    let tree = events.view.tree();
    for k in 0..out.len() {
        let b = events.candidates[k].at;
        let Some(j) = tree
            .head(b)
            .filter(|_| tree.base(b) == Base::Conj)
            .and_then(|h| events.of_word(h))
        else {
            continue;
        };
        let a = events.candidates[j].at;
        let outside = |list: &Dates| {
            list.iter().all(|&(_, t)| {
                let at = first_of(&events.view.timexes, t);
                at < a.min(b) || at > a.max(b)
            })
        };
        let (from, to) = if out[k].is_empty() && outside(&out[j]) {
            (j, k)
        } else if out[j].is_empty() && outside(&out[k]) {
            (k, j)
        } else {
            continue;
        };
        out[to] = out[from].clone();
        for (_, index) in &out[to] {
            events.note(trace, to, "event.date.conjunct", first_of(&events.view.timexes, *index));
        }
    }
}

/// The dates of the verb that a trigger, or the verb that has it as subject or object, happens along with:
/// « Vers 18 h, des manifestants sont descendus sur la voie, bloquant un train », « a frappé jeudi la province, faisant dix morts »,
/// « a été mis en examen vendredi et placé en détention ».
fn shared(view: &View<'_>, candidate: &Candidate<'_>, hung: &[Hung]) -> Dates {
    let tree = view.tree();
    let at = candidate.at;
    let start = if candidate.verbal {
        Some(at)
    } else {
        tree.head(at)
            .filter(|&h| tree.is_verb(h) && matches!(tree.base(at), Base::Obj | Base::Nsubj))
    };
    let Some(mut verb) = start else { return Vec::new() };
    let mut reach = Reach::Anywhere;
    loop {
        let Some((above, further)) = goes_with(view, verb) else {
            return Vec::new();
        };
        reach = reach.min(further);
        verb = above;
        let found: Dates = hung
            .iter()
            .filter(|h| {
                h.verb == verb
                    && match reach {
                        Reach::Anywhere => true,
                        Reach::BeforeTrigger => h.first < at,
                        Reach::BeforeVerb => h.first < verb,
                    }
            })
            .map(|h| (h.role, h.index))
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
        tree.of_base(verb, Base::Mark)
            .chain(tree.of_base(verb, Base::Advmod))
            .any(|m| marks.contains(&view.form(m)))
    };
    let reach = match tree.base(verb) {
        Base::Conj if participle && features.tense != Some(Tense::Pres) && tree.of_base(verb, Base::Aux).next().is_none() => {
            Reach::Anywhere
        }
        Base::Conj => Reach::BeforeVerb,
        Base::Advcl if participle && features.tense == Some(Tense::Pres) => Reach::BeforeTrigger,
        Base::Advcl if marked(&["quand", "lorsque", "lorsqu'"]) => Reach::BeforeTrigger,
        Base::Acl if features.tense == Some(Tense::Imp) => Reach::BeforeVerb,
        _ => return None,
    };
    let above = tree.path(verb).skip(1).find(|&x| tree.is_verb(x))?;
    (tree.base(verb) != Base::Conj || tree.head(verb) == Some(above)).then_some((above, reach))
}

/// Whether the type is a speech act about what is not yet: its own date is not that of what it is about.
fn asks(kind: TypeId) -> bool {
    kind.behavior().about == Some(About::Future)
}

/// The event noun whose date a participle brings, whatever the parse hangs it on: « la mort du maire, survenue lundi », « les
/// perquisitions menées la semaine dernière ».
fn carried(date: &Dated<'_>) -> Option<Vec<usize>> {
    const NEAR: usize = 8;
    let Events { view, candidates, .. } = date.events;
    let brings = |i: usize| {
        // « la ville organise lundi » brings nothing.
        let participle = view.tree().word(i).features.verb_form == Some(VerbForm::Part) || view.tree().upos(i) == Upos::Adj;
        participle && Verbs::Dates.members().any(|verb| is_form_of(view.form(i), verb))
    };
    let participle = (date.first.saturating_sub(2)..date.first)
        .rev()
        .find(|&i| brings(i) && view.tree().of_base(i, Base::Aux).next().is_none())?;
    let noun = (0..candidates.len())
        .filter(|&k| !candidates[k].verbal && candidates[k].at < participle && candidates[k].at + NEAR >= participle)
        .rfind(|&k| (candidates[k].last + 1..participle).all(|i| !view.tree().is_verb(i)))?;
    Some(vec![noun])
}

/// The verb or noun between a speech act and a date behind it that tells what the act is about.
fn content_between(view: &View<'_>, act: &Candidate<'_>, kind: TypeId, date: usize) -> Option<usize> {
    if !act.verbal || kind.behavior().about.is_none() {
        return None;
    }
    act.fillers
        .iter()
        .filter(|f| f.word > act.last && f.word < date && WordSet::ContentSlot.has(&f.slot))
        .filter(|f| view.tree().is_verb(f.word) || !view.animate(f.word))
        .map(|f| f.word)
        .min()
}

/// The word that sets a date against what is told: « 133 % contre 132 % l'an dernier », « par rapport à 2019 », « dont 1 000 en mars ».
fn compared(view: &View<'_>, first: usize) -> Option<usize> {
    const NEAR: usize = 9;
    (first.saturating_sub(NEAR)..first)
        .rev()
        .take_while(|&i| !WordSet::EndsComparison.has(view.form(i)) && !view.tree().is_verb(i))
        .find(|&i| {
            let against = WordSet::OpensComparison.has(view.form(i)) && (i + 1..first).any(|k| view.amounts[k].is_some());
            against || view.form(i) == "rapport" && i > 0 && view.form(i - 1) == "par"
        })
}

/// The role that the words before an expression give it.
fn role_of(view: &View<'_>, first: usize, head: usize) -> DateRole {
    let case = view.clause.preposition(head);
    let before = |k: usize| first.checked_sub(k).map_or("", |i| view.form(i));
    let word = before(1);
    let two = before(2);
    // Folded, « dès » and « des » are one.
    let from = word == "des" && view.scene.text.raw_word(view.base + first - 1).contains('è');
    if from || word == "depuis" || WordSet::Since.has(&case) {
        return DateRole::Begin;
    }
    if WordSet::StartsAt.has(two) {
        return DateRole::Begin;
    }
    if WordSet::Until.has(word) || WordSet::Until.has(two) || before(3) == "ici" {
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
    let of = first.checked_sub(1).is_some_and(|i| WordSet::Of.has(view.form(i)));
    let moves = behavior.indicator
        && match amount.kind {
            AmountKind::Count => false,
            AmountKind::Percent | AmountKind::PercentagePoint => of || amount.direction.is_some(),
            AmountKind::Money => of && candidate.verbal,
        };
    Some(if moves { AmountRole::Change } else { role })
}

/// The amounts of an event, with their roles.
type Amounts = Vec<(AmountRole, usize)>;

/// For each candidate of a sentence, its amounts.
pub(super) fn amounts(events: Events<'_>, trace: &mut Trace) -> Vec<Amounts> {
    let mut out: Vec<Amounts> = vec![Vec::new(); events.candidates.len()];
    for index in items(&events.view.amounts) {
        amount(events, index, &mut out, trace);
    }
    for list in &mut out {
        list.sort_by_key(|&(_, i)| i);
        list.dedup_by_key(|x| x.1);
        // « de 300 à 260 dollars »: where it started is a level as well.
        for k in 1..list.len() {
            let (from, to) = (list[k - 1], list[k]);
            if from.0 == AmountRole::Change && to.0 == AmountRole::Level && spans(events.view, from.1, to.1) {
                list[k - 1].0 = AmountRole::Level;
            }
        }
    }
    forecasts(events, &mut out);
    out
}

/// An amount that looks for its events.
struct Counted<'e> {
    events: Events<'e>,
    index: usize,
    kind: AmountKind,
    /// The word that heads it.
    head: usize,
}

impl Counted<'_> {
    fn takes(&self, k: usize) -> bool {
        self.events.kinds[k].behavior().role(self.kind).is_some()
    }
}

/// A rule that finds an amount its events.
type Counting = (&'static str, fn(&Counted<'_>) -> Vec<usize>);

/// The first that finds any decides.
static COUNTING: [Counting; 3] = [
    ("event.amount.inside", inside),
    ("event.amount.above", above_or_filling),
    ("event.amount.governed", beside),
];

/// Links one amount of the sentence.
fn amount(events: Events<'_>, index: usize, out: &mut [Amounts], trace: &mut Trace) {
    let view = events.view;
    let Some(head) = view.head(view.scene.amounts[index].span) else {
        return;
    };
    let counted = Counted {
        events,
        index,
        kind: view.scene.amounts[index].kind,
        head,
    };
    let first = first_of(&view.amounts, index);
    let found = COUNTING
        .iter()
        .map(|(rule, find)| (rule, find(&counted)))
        .find(|(_, to)| !to.is_empty());
    if let Some((rule, to)) = found {
        for k in to {
            let filler = events.candidates[k].fillers.iter().find(|f| f.word == head);
            let slot = filler.map_or_else(|| view.clause.preposition(head), |f| f.slot.clone());
            if let Some(role) = amount_role(view, events.candidates[k], events.kinds[k], index, &slot) {
                out[k].push((role, index));
                events.note(trace, k, rule, first);
            }
        }
    }
    if counted.kind == AmountKind::Money {
        bracketed(view, index, first, out);
    }
}

/// The amount's words are the trigger's: « 86 blessés ».
fn inside(amount: &Counted<'_>) -> Vec<usize> {
    let Events { view, candidates, .. } = amount.events;
    let covers = |c: &Candidate<'_>| (c.first..=c.last).any(|w| view.amounts[w] == Some(amount.index));
    (0..candidates.len()).filter(|&k| covers(candidates[k])).collect()
}

/// The event above it, through noun phrases but not through another clause; and those that it fills a slot of, as the subject of a participle
/// or relative does: « 5 000 emplois seront créés », « les emplois supprimés ».
fn above_or_filling(amount: &Counted<'_>) -> Vec<usize> {
    let events = amount.events;
    let Events { view, candidates, .. } = events;
    let owned = |x: usize| (0..candidates.len()).find(|&k| candidates[k].at == x && amount.takes(k));
    let owner = view.tree().path(amount.head).find_map(owned);
    let mut to: Vec<usize> = owner.filter(|&k| !events.cut_off(amount.head, k)).into_iter().collect();
    for (k, c) in candidates.iter().enumerate() {
        let fills = |f: &Filler| view.amounts[f.word] == Some(amount.index) && f.slot != "que";
        if !to.contains(&k) && c.fillers.iter().any(fills) {
            to.push(k);
        }
    }
    to
}

/// The nearest event that the verb above it governs, for what is no count: « la vente a rapporté 3 millions ».
fn beside(amount: &Counted<'_>) -> Vec<usize> {
    let Events { view, candidates, .. } = amount.events;
    let tree = view.tree();
    let verb = tree.path(amount.head).skip(1).find(|&x| tree.is_verb(x));
    let Some(verb) = verb.filter(|_| amount.kind != AmountKind::Count) else {
        return Vec::new();
    };
    (0..candidates.len())
        .filter(|&k| tree.head(candidates[k].at) == Some(verb) && amount.takes(k))
        .min_by_key(|&k| candidates[k].at.abs_diff(amount.head))
        .into_iter()
        .collect()
}

/// « 50 milliards de dollars (47,8 milliards d'euros) »: the bracket says the same again.
fn bracketed(view: &View<'_>, index: usize, first: usize, out: &mut [Amounts]) {
    if first < 2 || view.form(first - 1) != "(" {
        return;
    }
    let Some(before) = (0..first - 1).rev().take(2).find_map(|i| view.amounts[i]) else {
        return;
    };
    for list in out {
        if let Some(&(role, _)) = list.iter().find(|(_, i)| *i == before)
            && !list.iter().any(|(_, i)| *i == index)
        {
            list.push((role, index));
        }
    }
}

/// « devrait atteindre 12 % », « s'élèvera à 3 milliards »: a level yet to come, not the one it is set against.
fn forecasts(events: Events<'_>, out: &mut [Amounts]) {
    let view = events.view;
    for (k, list) in out.iter_mut().enumerate() {
        if !events.kinds[k].behavior().indicator || !foreseen(view, events.candidates[k]) {
            continue;
        }
        for (role, index) in list.iter_mut().filter(|(role, _)| *role == AmountRole::Level) {
            let first = first_of(&view.amounts, *index);
            let before = first.checked_sub(1).map_or("", |i| view.form(i));
            if !WordSet::FromOrAgainst.has(before) {
                *role = AmountRole::Forecast;
            }
        }
    }
}

/// Whether an event stands in the future, under « devoir » or « tabler ».
fn foreseen(view: &View<'_>, candidate: &Candidate<'_>) -> bool {
    let tree = view.tree();
    let at = candidate.at;
    let future = |i: usize| tree.word(i).features.tense == Some(Tense::Fut);
    let ought = tree
        .head(at)
        .is_some_and(|h| tree.base(at) == Base::Xcomp && WordSet::Ought.has(view.form(h)));
    // « table sur une perte de 60 millions »
    let expected = tree.head(at).is_some_and(|h| view.lemma(h) == "tabler");
    expected || candidate.verbal && (ought || future(at) || tree.of_base(at, Base::Aux).any(future))
}

/// Whether two amounts of a kind are the ends of a move: « de 9 % à 10 % ».
fn spans(view: &View<'_>, from: usize, to: usize) -> bool {
    let (a, b) = (first_of(&view.amounts, from), first_of(&view.amounts, to));
    let word_before = |at: usize| at.checked_sub(1).map_or("", |i| view.form(i));
    let (start, end) = (&view.scene.amounts[from], &view.scene.amounts[to]);
    start.kind == end.kind && start.unit == end.unit && word_before(a) == "de" && WordSet::ToLevel.has(word_before(b)) && a < b
}
