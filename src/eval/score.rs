use super::gold::{Annotated, GoldDocument};
use super::item::{Amount, Argument, Event, Linked, NAME_TYPES, Name, Parts, Place, Placed, Timex};
use super::shown::{plain, quoted};
use super::tally::{self, Counts, Measure, Tally};
use crate::error::{SetupError, brief};
use crate::event::ontology::TypeId;
use crate::record::EventRecord;
use crate::run_dir::RunDir;
use crate::text::Text;
use regex::Regex;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// Of words that are not where they should be, as many characters as a message shows.
const LONGEST: usize = 40;

/// A part of the record that is scored by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Names.
    Ner,
    /// Temporal expressions.
    Timex,
    /// Amounts.
    Amount,
    /// Events.
    Event,
}

/// What gold and run have in common and what not.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// The part that was asked for; `None` for all.
    pub(crate) only: Option<Part>,
    /// The confidence that events of the run were asked to have.
    pub(super) least_confidence: Option<Decimal>,
    /// Gold documents.
    pub documents: usize,
    /// Gold documents that the run lacks; everything in them counts as missed.
    pub missing: Vec<String>,
    /// Spans of the run whose offsets do not reproduce their words in the gold's text.
    pub bad_offsets: u64,
    /// The first of them: its document, and what stands there in gold and run.
    pub(super) first_bad_offset: Option<String>,
    /// Whether the run was not finished, so that documents may be missing for that alone.
    pub(super) unfinished: bool,
    /// Counts of each gold document, in its order.
    pub(super) by_document: Vec<Tally>,
    /// Counts by type within names, amounts and events.
    pub(super) by_type: BTreeMap<Part, BTreeMap<String, Counts>>,
    /// How often gold's type was told as another; `None` is missed or spurious.
    pub(super) confusion: BTreeMap<Part, Confusion>,
    /// What was missed, spurious or different, by measure, in the order of the documents.
    pub(super) errors: BTreeMap<Measure, Vec<Miss>>,
}

pub(super) type Confusion = BTreeMap<(Option<String>, Option<String>), u64>;

/// In which way something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Gold has it alone.
    Missed,
    /// The run has it alone.
    Spurious,
    /// Both have it, and tell it otherwise.
    Differs,
}

impl Kind {
    /// The stable name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Differs => "differs",
        }
    }
}

/// A gold item that was missed, a predicted one that is spurious, or a pair of them that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Miss {
    /// In which way it is wrong.
    pub(super) kind: Kind,
    pub(super) doc_id: String,
    /// What it is, with words of the text.
    pub(super) what: String,
}

impl Scores {
    /// The counts of a measure over all documents; `None` when nothing was there to score.
    pub fn counts(&self, measure: Measure) -> Option<Counts> {
        self.total().get(&measure).copied()
    }

    /// Whether the measure is of the part that was asked for.
    pub(super) fn wants(&self, measure: Measure) -> bool {
        let part = match measure.name().split('.').next() {
            Some("ner") => Part::Ner,
            Some("timex") => Part::Timex,
            Some("amount") => Part::Amount,
            _ => Part::Event,
        };
        self.only.is_none_or(|only| only == part)
    }

    pub(super) fn total(&self) -> Tally {
        let mut total = Tally::new();
        for document in &self.by_document {
            tally::add(&mut total, document);
        }
        total
    }
}

/// What the run says of one document.
#[derive(Debug, Default)]
struct Found {
    names: Vec<Name>,
    timexes: Vec<Timex>,
    amounts: Vec<Amount>,
    events: Vec<Event>,
    /// Spans of names, dates and amounts with the words that the run gives for them.
    words: Vec<(Place, String)>,
    /// The same of triggers.
    triggers: Vec<(Place, String)>,
    /// Whether documents.jsonl has a line of it.
    listed: bool,
}

/// Reads the lines of a run that are about documents of gold. Should two lines have one id, the last counts.
fn read_run(gold: &[GoldDocument], run: &RunDir) -> Result<HashMap<String, Found>, SetupError> {
    let mut found: HashMap<String, Found> = gold.iter().map(|g| (g.doc_id.clone(), Found::default())).collect();
    for document in run.documents()? {
        let document = document?;
        if let Some(found) = found.get_mut(&document.doc_id) {
            found.listed = true;
            found.names = document.entities.iter().map(Name::from).collect();
            found.timexes = document.timexes.iter().map(Timex::from).collect();
            found.amounts = document.amounts.iter().map(Amount::from).collect();
            found.words.clear();
            let words = &mut found.words;
            words.extend(document.entities.into_iter().map(|e| (Place::new(e.start, e.end), e.text)));
            words.extend(document.timexes.into_iter().map(|t| (Place::new(t.start, t.end), t.text)));
            words.extend(document.amounts.into_iter().map(|a| (Place::new(a.start, a.end), a.text)));
        }
    }
    for event in run.events()? {
        let event: EventRecord = event?;
        if let Some(found) = found.get_mut(&event.doc_id).filter(|_| counts(&event.kind)) {
            found.events.push(Event::from(&event));
            found
                .triggers
                .push((Place::new(event.trigger.start, event.trigger.end), event.trigger.text));
        }
    }
    Ok(found)
}

/// Whether annotators agree on the type of that code well enough to count it.
fn counts(code: &str) -> bool {
    !TypeId::of(code).is_some_and(|kind| kind.behavior().disputed)
}

/// Scores a run against gold, or one part of it only.
///
/// # Errors
/// When the run cannot be read.
pub fn score(gold: &[GoldDocument], run: &RunDir, only: Option<Part>) -> Result<Scores, SetupError> {
    let found = read_run(gold, run)?;
    let mut scores = Scores {
        only,
        documents: gold.len(),
        least_confidence: run.filter().confidence(),
        unfinished: run.is_unfinished(),
        ..Scores::default()
    };
    let wants = |part| only.is_none_or(|o| o == part);
    let events = gold.iter().flat_map(|document| document.events.iter().flatten());
    let told = Parts::of_any(&events.map(Event::from).filter(|e| counts(&e.kind)).collect::<Vec<_>>());
    for document in gold {
        let found = &found[&document.doc_id];
        if !found.listed {
            scores.missing.push(document.doc_id.clone());
        }
        let mut sheet = Sheet {
            doc_id: &document.doc_id,
            annotated: document.annotated,
            text: document.text.chars().collect(),
            sentences: sentences(&document.text),
            told,
            tally: Tally::new(),
            scores: &mut scores,
        };
        sheet.check_words(&found.words);
        if let Some(gold) = document.entities.as_ref().filter(|_| wants(Part::Ner)) {
            sheet.names(&gold.iter().map(Name::from).collect::<Vec<_>>(), &found.names);
        }
        if let Some(gold) = document.timexes.as_ref().filter(|_| wants(Part::Timex)) {
            sheet.timexes(&gold.iter().map(Timex::from).collect::<Vec<_>>(), &found.timexes);
        }
        if let Some(gold) = document.amounts.as_ref().filter(|_| wants(Part::Amount)) {
            sheet.amounts(&gold.iter().map(Amount::from).collect::<Vec<_>>(), &found.amounts);
        }
        if let Some(gold) = document.events.as_ref().filter(|_| wants(Part::Event)) {
            sheet.check_words(&found.triggers);
            let gold: Vec<Event> = gold.iter().map(Event::from).filter(|e| counts(&e.kind)).collect();
            sheet.events(&gold, &found.events);
        }
        let tally = sheet.tally;
        scores.by_document.push(tally);
    }
    Ok(scores)
}

/// The sentences of a text, to show an error in.
fn sentences(text: &str) -> Vec<Place> {
    let prepared = Text::new(text);
    let (mut at, mut points) = (0, 0);
    let mut point = |byte: usize| {
        points += text[at..byte].chars().count() as u64;
        at = byte;
        points
    };
    let spans = prepared.sentences().iter().map(|s| s.span());
    spans.map(|s| Place::new(point(s.start()), point(s.end()))).collect()
}

/// The scores of one document in the making.
struct Sheet<'a> {
    doc_id: &'a str,
    annotated: Annotated,
    text: Vec<char>,
    sentences: Vec<Place>,
    /// What gold tells of any event.
    told: Parts,
    tally: Tally,
    scores: &'a mut Scores,
}

impl Sheet<'_> {
    /// The words of a place, as far as the text has them.
    fn words(&self, at: Place) -> String {
        let end = (at.end as usize).min(self.text.len());
        let start = (at.start as usize).min(end);
        self.text[start..end].iter().collect()
    }

    fn check_words(&mut self, words: &[(Place, String)]) {
        let wrong: Vec<&(Place, String)> = words.iter().filter(|(at, text)| self.words(*at) != *text).collect();
        if let Some((at, text)) = wrong.first().filter(|_| self.scores.first_bad_offset.is_none()) {
            let [gold, run] = [self.words(*at), text.clone()].map(|words| quoted(&brief(&words, LONGEST)));
            let (id, Place { start, end }) = (quoted(self.doc_id), *at);
            let told = format!("document {id}: from {start} to {end} the gold's text has {gold}, the run {run}");
            self.scores.first_bad_offset = Some(told);
        }
        self.scores.bad_offsets += wrong.len() as u64;
    }

    /// The measure of that name, where gold tells what it measures.
    fn measure(&self, name: &str) -> Option<Measure> {
        let measure = Measure::named(name).expect("every name used here is in the list of measures");
        Some(measure).filter(|m| self.annotated.tells(*m))
    }

    fn count(&mut self, name: &str, counts: Counts) {
        if let Some(measure) = self.measure(name) {
            *self.tally.entry(measure).or_default() += counts;
        }
    }

    /// Lists what is wrong of a measure.
    fn errors(&mut self, name: &str, wrong: Vec<(Kind, String)>) {
        let Some(measure) = self.measure(name) else { return };
        let errors = wrong.into_iter().map(|(kind, what)| Miss {
            kind,
            doc_id: self.doc_id.to_owned(),
            what,
        });
        self.scores.errors.entry(measure).or_default().extend(errors);
    }

    /// Counts pairs of a measure and lists what stayed single.
    fn list<T>(&mut self, name: &str, gold: &[T], run: &[T], pairs: &[(usize, usize)], show: impl Fn(&Self, &T) -> String) {
        self.count(name, Counts::of(gold.len(), run.len(), pairs.len()));
        let wrong = unpaired(gold, run, pairs).map(|(kind, item)| (kind, show(self, item)));
        let wrong = wrong.collect();
        self.errors(name, wrong);
    }

    /// Counts by type and what was told as what: `pairs` agree in type, the rest is paired as far as it overlaps.
    fn types<T: Placed>(&mut self, part: Part, gold: &[T], run: &[T], pairs: &[(usize, usize)], kind: impl Fn(&T) -> String) {
        let table = self.scores.by_type.entry(part).or_default();
        let confusion = self.scores.confusion.entry(part).or_default();
        for &(i, _) in pairs {
            let kind = kind(&gold[i]);
            table.entry(kind.clone()).or_default().tp += 1;
            *confusion.entry((Some(kind.clone()), Some(kind))).or_default() += 1;
        }
        let left: Vec<&T> = single(gold, pairs.iter().map(|p| p.0)).collect();
        let over: Vec<&T> = single(run, pairs.iter().map(|p| p.1)).collect();
        for item in &left {
            table.entry(kind(item)).or_default().fn_ += 1;
        }
        for item in &over {
            table.entry(kind(item)).or_default().fp += 1;
        }
        let mistaken = pair(&left, &over, |g, p| g.place().overlaps(p.place()));
        for &(i, j) in &mistaken {
            *confusion.entry((Some(kind(left[i])), Some(kind(over[j])))).or_default() += 1;
        }
        for item in single(&left, mistaken.iter().map(|p| p.0)) {
            *confusion.entry((Some(kind(item)), None)).or_default() += 1;
        }
        for item in single(&over, mistaken.iter().map(|p| p.1)) {
            *confusion.entry((None, Some(kind(item)))).or_default() += 1;
        }
    }

    fn names(&mut self, gold: &[Name], run: &[Name]) {
        let scored = |names: &[Name], only: Option<&str>| -> Vec<Name> {
            names
                .iter()
                .filter(|n| only.map_or(NAME_TYPES.contains(&n.kind.as_str()), |kind| n.kind == kind))
                .cloned()
                .collect()
        };
        let same = |g: &Name, p: &Name| g.at == p.at && g.kind == p.kind;
        let (all_gold, all_run) = (scored(gold, None), scored(run, None));
        let pairs = pair(&all_gold, &all_run, same);
        self.list("ner", &all_gold, &all_run, &pairs, |sheet, name| {
            format!("{} {}", name.kind, quoted(&sheet.words(name.at)))
        });
        for kind in NAME_TYPES {
            let (gold, run) = (scored(gold, Some(kind)), scored(run, Some(kind)));
            let pairs = pair(&gold, &run, same);
            self.count(&format!("ner.{kind}"), Counts::of(gold.len(), run.len(), pairs.len()));
        }
        self.types(Part::Ner, &all_gold, &all_run, &pairs, |n| n.kind.clone());
    }

    fn timexes(&mut self, gold: &[Timex], run: &[Timex]) {
        let show = |sheet: &Self, t: &Timex| match t.value.as_str() {
            "" => quoted(&sheet.words(t.at)),
            value => format!("{} = {}", quoted(&sheet.words(t.at)), plain(value)),
        };
        let cores = |timexes: &[Timex]| -> Vec<(Place, Timex)> { timexes.iter().map(|t| (self.core(t.at), t.clone())).collect() };
        let strict = pair(&cores(gold), &cores(run), |g, p| g.0 == p.0);
        self.count("timex.strict", Counts::of(gold.len(), run.len(), strict.len()));
        let relaxed = pair(gold, run, |g, p| g.at.overlaps(p.at));
        self.list("timex.relaxed", gold, run, &relaxed, show);
        let value = pair(gold, run, |g, p| g.at.overlaps(p.at) && same_value(&g.value, &p.value));
        self.list("timex.value", gold, run, &value, show);
        let typed = pair(gold, run, |g, p| g.at.overlaps(p.at) && g.kind == p.kind);
        self.types(Part::Timex, gold, run, &typed, |t| t.kind.clone());
    }

    /// The place without leading determiners and prepositions, unless nothing else is in it.
    fn core(&self, at: Place) -> Place {
        let words = self.words(at).replace('\u{2019}', "'");
        let lead = LEAD.find(&words).map_or("", |m| m.as_str());
        if lead.len() < words.len() {
            Place::new(at.start + lead.chars().count() as u64, at.end)
        } else {
            at
        }
    }

    fn amounts(&mut self, gold: &[Amount], run: &[Amount]) {
        let mut kinds: BTreeSet<&str> = gold.iter().map(kind_of).collect();
        let money = BTreeSet::from(["money", "percent"]);
        kinds.extend(&money);
        kinds.insert("count");
        for (kinds, suffix) in [(kinds, ""), (money, ".money")] {
            let scored =
                |amounts: &[Amount]| -> Vec<Amount> { amounts.iter().filter(|a| kinds.contains(kind_of(a))).cloned().collect() };
            let (gold, run) = (scored(gold), scored(run));
            let same = |g: &Amount, p: &Amount| g.at.overlaps(p.at) && kind_of(g) == kind_of(p);
            let spans = pair(&gold, &run, same);
            self.count(
                &format!("amount.span{suffix}"),
                Counts::of(gold.len(), run.len(), spans.len()),
            );
            let values = pair(&gold, &run, |g, p| same(g, p) && same_numbers(g, p) && same_unit(g, p));
            self.list(&format!("amount.value{suffix}"), &gold, &run, &values, |sheet, a| {
                format!("{} {} = {}", a.kind, quoted(&sheet.words(a.at)), plain(&a.told()))
            });
            if suffix.is_empty() {
                self.types(Part::Amount, &gold, &run, &spans, |a| kind_of(a).to_owned());
            }
        }
    }

    fn events(&mut self, gold: &[Event], run: &[Event]) {
        let triggers = pair(gold, run, |g, p| g.at.overlaps(p.at));
        self.count("event.trigger", Counts::of(gold.len(), run.len(), triggers.len()));
        let pairs = pair(gold, run, |g, p| g.at.overlaps(p.at) && g.kind == p.kind);
        self.list("event.type", gold, run, &pairs, |sheet, e| {
            let around = Place::new(e.at.start.saturating_sub(30), e.at.end + 30);
            format!(
                "{} {} in {}",
                e.kind,
                quoted(&sheet.words(e.at)),
                quoted(&sheet.words(around))
            )
        });
        self.types(Part::Event, gold, run, &pairs, |e| e.kind.clone());

        let mut differences: Differences = pairs.iter().map(|p| (p.0, Vec::new())).collect();
        self.participants(gold, run, &pairs, &mut differences);
        self.links(gold, run, &pairs, &mut differences);
        self.records(gold, run, &pairs, &differences);
        self.statements(gold, run, &pairs);
    }

    /// Whole records, of the events of which gold has all that makes one.
    fn records(&mut self, gold: &[Event], run: &[Event], events: &[(usize, usize)], differences: &Differences) {
        let told = Told::of(gold, self.told, Parts::of_record);
        let mate = mates(events);
        let wanted = told.of_gold.iter().filter(|&&told| told).count();
        let found = (0..run.len()).filter(|&j| told.tells(mate(j))).count();
        let mut compared = differences.iter().filter(|(i, _)| told.of_gold[**i]);
        let whole = compared.clone().filter(|(_, parts)| parts.is_empty()).count();
        self.count("event.record", Counts::of(wanted, found, whole));
        let different = compared.by_ref().filter(|(_, parts)| !parts.is_empty());
        let differing = different.map(|(&i, parts)| (Kind::Differs, self.told(&gold[i], &parts.join(", "))));
        let without = unpaired(gold, run, events).filter(|(kind, event)| match kind {
            Kind::Missed => event.has.of_record(),
            _ => told.of_others,
        });
        let without = without.map(|(kind, event)| {
            let side = if kind == Kind::Missed { "the run" } else { "gold" };
            (kind, self.told(event, &format!("no such record in {side}")))
        });
        let wrong = differing.chain(without).collect();
        self.errors("event.record", wrong);
    }

    /// Factuality and source of type-matched events.
    fn statements(&mut self, gold: &[Event], run: &[Event], events: &[(usize, usize)]) {
        let (mut wrong, mut sources) = (Vec::new(), Vec::new());
        let in_order: BTreeSet<&(usize, usize)> = events.iter().collect();
        for &(i, j) in in_order {
            let (g, p) = (&gold[i], &run[j]);
            let agree = g.factuality == p.factuality;
            self.count("event.factuality", Counts::of(1, 1, usize::from(agree)));
            if !agree {
                let both = format!("{} in gold, {} in the run", g.factuality, plain(&p.factuality));
                wrong.push((Kind::Differs, self.told(g, &both)));
            }
            if g.has.source && (g.source.is_some() || p.source.is_some()) {
                let found = g.source.zip(p.source).is_some_and(|(g, p)| g.overlaps(p));
                self.count(
                    "event.source",
                    Counts::of(g.source.iter().count(), p.source.iter().count(), usize::from(found)),
                );
                let of_gold = g.source.map(|at| (Kind::Missed, at, g));
                let of_run = p.source.map(|at| (Kind::Spurious, at, p));
                let single = of_gold.into_iter().chain(of_run).filter(|_| !found);
                sources.extend(single.map(|(kind, at, event)| (kind, self.part_of(at, &event.kind, event.at))));
            }
        }
        self.errors("event.factuality", wrong);
        self.errors("event.source", sources);
    }

    /// What is said of an event, with its sentence.
    fn told(&self, event: &Event, what: &str) -> String {
        let [trigger, sentence] = [event.at, self.sentence(event.at)].map(|at| quoted(&self.words(at)));
        format!("{} {trigger}: {what}; in {sentence}", event.kind)
    }

    /// Actors and recipients of events.
    fn participants(&mut self, gold: &[Event], run: &[Event], events: &[(usize, usize)], differences: &mut Differences) {
        let mate = mates(events);
        let told = Told::of(gold, self.told, |has| has.arguments);
        for (name, named_only) in [("event.actor", false), ("event.actor.name", true)] {
            let keep = |a: &&Argument| matches!(a.role.as_str(), "actor" | "recipient") && (a.named || !named_only);
            let gold = owned(gold, Some, |e| e.arguments.iter().filter(keep).cloned().collect());
            let mut run = owned(run, &mate, |e| e.arguments.iter().filter(keep).cloned().collect());
            run.retain(|owned| told.tells(owned.event));
            let pairs = pair(&gold, &run, |g, p| {
                g.event == p.event && g.item.role == p.item.role && g.item.at.overlaps(p.item.at)
            });
            if !named_only {
                compare(differences, &gold, &run, &pairs, |a| {
                    format!("{} {}", a.item.role, quoted(&self.words(a.item.at)))
                });
            }
            self.list(name, &gold, &run, &pairs, |sheet, a| {
                format!("{} {}", a.item.role, sheet.of_event(a))
            });
        }
    }

    /// Dates and amounts of events.
    fn links(&mut self, gold: &[Event], run: &[Event], events: &[(usize, usize)], differences: &mut Differences) {
        type Links = fn(&Event) -> Vec<Linked>;
        type Has = fn(Parts) -> bool;
        let parts: [(&str, &str, Links, Has); 2] = [
            ("event.date", "date", |e| e.dates.clone(), |has| has.dates),
            ("event.amount", "amount", |e| e.amounts.clone(), |has| has.amounts),
        ];
        for (name, part_name, part, has) in parts {
            let told = Told::of(gold, self.told, has);
            let (gold, mut run) = (owned(gold, Some, part), owned(run, mates(events), part));
            run.retain(|owned| told.tells(owned.event));
            let pairs = pair(&gold, &run, |g, p| g.event == p.event && g.item.at.overlaps(p.item.at));
            compare(differences, &gold, &run, &pairs, |l| {
                format!("{part_name} {}", quoted(&self.words(l.item.at)))
            });
            self.list(name, &gold, &run, &pairs, |sheet, l| sheet.of_event(l));
        }
    }

    /// The words of an argument, date or amount, with its event and the sentence of that.
    fn of_event<T: Placed>(&self, owned: &Owned<T>) -> String {
        self.part_of(owned.place(), &owned.kind, owned.trigger)
    }

    /// The words of a part of an event, with its type, its trigger and the sentence of that.
    fn part_of(&self, part: Place, kind: &str, trigger: Place) -> String {
        let [words, trigger, sentence] = [part, trigger, self.sentence(trigger)].map(|at| quoted(&self.words(at)));
        format!("{words} of {kind} {trigger} in {sentence}")
    }

    /// The sentence that holds a place; the place itself where none does.
    fn sentence(&self, at: Place) -> Place {
        self.sentences.iter().copied().find(|s| s.overlaps(at)).unwrap_or(at)
    }
}

/// Of which events of a document gold tells a part. Where it tells that part of none, what the run has of other events is not measured either;
/// a document without events tells what gold tells elsewhere.
struct Told {
    of_gold: Vec<bool>,
    /// Of events that gold does not have.
    of_others: bool,
}

impl Told {
    fn of(gold: &[Event], elsewhere: Parts, has: impl Fn(Parts) -> bool) -> Self {
        let of_gold: Vec<bool> = gold.iter().map(|event| has(event.has)).collect();
        Self {
            of_others: of_gold.contains(&true) || of_gold.is_empty() && has(elsewhere),
            of_gold,
        }
    }

    /// Whether the part is measured on this event of gold, or on one that gold does not have.
    fn tells(&self, event: Option<usize>) -> bool {
        event.map_or(self.of_others, |i| self.of_gold[i])
    }
}

/// An argument, date or amount with its event.
struct Owned<T> {
    /// The gold event that it belongs to; `None` for an event that gold does not have.
    event: Option<usize>,
    /// The event's type and trigger, to tell it by.
    kind: String,
    trigger: Place,
    item: T,
}

impl<T: Placed> Placed for Owned<T> {
    fn place(&self) -> Place {
        self.item.place()
    }
}

/// The gold event of each event of the run that has one. Arguments belong to it; those of an unpaired event match nothing.
fn mates(pairs: &[(usize, usize)]) -> impl Fn(usize) -> Option<usize> {
    let mate: HashMap<usize, usize> = pairs.iter().map(|&(i, j)| (j, i)).collect();
    move |j| mate.get(&j).copied()
}

fn owned<T>(events: &[Event], of_gold: impl Fn(usize) -> Option<usize>, part: impl Fn(&Event) -> Vec<T>) -> Vec<Owned<T>> {
    events
        .iter()
        .enumerate()
        .flat_map(|(index, event)| {
            let event_index = of_gold(index);
            part(event).into_iter().map(move |item| Owned {
                event: event_index,
                kind: event.kind.clone(),
                trigger: event.at,
                item,
            })
        })
        .collect()
}

/// What differs in the records of type-matched events, by gold event; nothing where the whole record is right.
type Differences = BTreeMap<usize, Vec<String>>;

/// Notes the items of either side that are in no pair as differences of their events.
fn compare<T>(
    differences: &mut Differences,
    gold: &[Owned<T>],
    run: &[Owned<T>],
    pairs: &[(usize, usize)],
    show: impl Fn(&Owned<T>) -> String,
) {
    for (kind, item) in unpaired(gold, run, pairs) {
        if let Some(parts) = item.event.and_then(|event| differences.get_mut(&event)) {
            parts.push(format!("{} {}", kind.name(), show(item)));
        }
    }
}

/// What is in no pair: missed items, then spurious ones.
fn unpaired<'a, T>(gold: &'a [T], run: &'a [T], pairs: &[(usize, usize)]) -> impl Iterator<Item = (Kind, &'a T)> {
    let missed = single(gold, pairs.iter().map(|p| p.0)).map(|item| (Kind::Missed, item));
    let spurious = single(run, pairs.iter().map(|p| p.1)).map(|item| (Kind::Spurious, item));
    missed.chain(spurious)
}

impl<T: Placed> Placed for &T {
    fn place(&self) -> Place {
        (*self).place()
    }
}

impl Placed for (Place, Timex) {
    fn place(&self) -> Place {
        self.1.at
    }
}

/// Pairs gold and predicted items that are the same, each at most once: exact spans first, then in text order.
fn pair<T: Placed>(gold: &[T], run: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut gold_used, mut run_used) = (vec![false; gold.len()], vec![false; run.len()]);
    for exact in [true, false] {
        for (i, g) in gold.iter().enumerate() {
            if gold_used[i] {
                continue;
            }
            let partner = run
                .iter()
                .enumerate()
                .position(|(j, p)| !run_used[j] && (!exact || g.place() == p.place()) && same(g, p));
            if let Some(j) = partner {
                (gold_used[i], run_used[j]) = (true, true);
                pairs.push((i, j));
            }
        }
    }
    pairs
}

/// The items whose index is not among the given ones.
fn single<T>(items: &[T], paired: impl Iterator<Item = usize>) -> impl Iterator<Item = &T> {
    let paired: BTreeSet<usize> = paired.collect();
    items
        .iter()
        .enumerate()
        .filter(move |(index, _)| !paired.contains(index))
        .map(|(_, item)| item)
}

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:d'ici|jusqu'(?:à|au|en)|depuis|dès|pendant|durant|vers|avant|après|environ|en|au|aux|à|du|de|des|d'|l'|le|la|les|un|une|ce|cet|cette|ces)[\s\x1c-\x1f]*)+",
    )
    .expect("the pattern is fixed and compiles")
});

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^P(?:(?<years>[\d.]+)Y)?(?:(?<months>[\d.]+)M)?(?:(?<weeks>[\d.]+)W)?(?:(?<days>[\d.]+)D)?(?:T(?:(?<hours>[\d.]+)H)?(?:(?<minutes>[\d.]+)M)?(?:(?<seconds>[\d.]+)S)?)?$",
    )
    .expect("the pattern is fixed and compiles")
});

static LONG_DURATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^P(?<number>[\d.]+)(?<unit>DE|CE|Q)$").expect("the pattern is fixed and compiles"));

/// The months and the seconds of a duration, which do not convert into each other.
fn length(value: &str) -> Option<(f64, f64)> {
    if let Some(parts) = DURATION.captures(value) {
        let names = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"];
        if names.iter().any(|name| parts.name(name).is_some()) {
            let figure = |name| parts.name(name).map_or(Some(0.0), |m| m.as_str().parse::<f64>().ok());
            let months = 12.0 * figure("years")? + figure("months")?;
            let seconds = figure("weeks")? * 604_800.0
                + figure("days")? * 86_400.0
                + figure("hours")? * 3_600.0
                + figure("minutes")? * 60.0
                + figure("seconds")?;
            return Some((months, seconds));
        }
    }
    let parts = LONG_DURATION.captures(value)?;
    let months = match &parts["unit"] {
        "DE" => 120.0,
        "CE" => 1200.0,
        _ => 3.0,
    };
    Some((parts["number"].parse::<f64>().ok()? * months, 0.0))
}

/// Equal TIMEX3 values; durations of equal length are equal (`P7D` = `P1W`, `P24M` = `P2Y`).
fn same_value(gold: &str, run: &str) -> bool {
    gold == run || length(gold).is_some_and(|g| length(run) == Some(g))
}

fn same_numbers(gold: &Amount, run: &Amount) -> bool {
    gold.numbers.len() == run.numbers.len()
        && gold
            .numbers
            .iter()
            .zip(&run.numbers)
            .all(|(g, p)| (g.float - p.float).abs() <= 1e-6 * g.float.abs().max(1.0))
}

/// Only units of money and percentages are fixed enough to compare.
fn same_unit(gold: &Amount, run: &Amount) -> bool {
    let unit = |a: &Amount| match a.unit.as_str() {
        "%" => "percent".to_owned(),
        unit => unit.to_lowercase(),
    };
    !matches!(gold.kind.as_str(), "money" | "percent" | "percentage_point") || unit(gold) == unit(run)
}

fn kind_of(amount: &Amount) -> &str {
    match amount.kind.as_str() {
        "percentage_point" => "percent",
        kind => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_compare_by_length() {
        for (a, b) in [
            ("P7D", "P1W"),
            ("P24M", "P2Y"),
            ("P1DE", "P10Y"),
            ("P2Q", "P6M"),
            ("PT60M", "PT1H"),
            ("P1CE", "P10DE"),
        ] {
            assert!(same_value(a, b), "{a} {b}");
        }
        for (a, b) in [("P30D", "P1M"), ("PT", "P"), ("P1Y", "2019"), ("PXM", "PXY")] {
            assert!(!same_value(a, b), "{a} {b}");
        }
    }

    #[test]
    fn an_exact_span_is_paired_before_an_earlier_overlap() {
        let linked = |start, end| Linked {
            at: Place::new(start, end),
        };
        let pairs = pair(&[linked(0, 9), linked(4, 9)], &[linked(4, 9), linked(0, 3)], |g, p| {
            g.at.overlaps(p.at)
        });
        assert_eq!(pairs, [(1, 0), (0, 1)]);
    }

    #[test]
    fn quoted_words_cannot_steer_a_terminal() {
        assert_eq!(quoted("l'« à »\u{a0}5"), "« l'« à » 5 »");
        assert_eq!(quoted("a\u{1b}[31m\u{202e}\n"), "« a\\u{1b}[31m\\u{202e}\\n »");
    }
}
