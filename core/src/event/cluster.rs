//! Mentions of one event get one `cluster_id`, within a document and, where no second pass over a run follows (`batch::relate`), over documents.
//!
//! Within a document, mentions of one kind join when they share a participant, when the later one points back (« ce retrait »; « l'attaque »
//! in the next sentence), or when the first is the headline, and nothing speaks against it (dates, sums, countries). Over a run, the id
//! is a hash of what the joined mentions say: kind, who, to whom, in which month; leaving a country, which is done once, by kind, who and
//! which country alone, so that a text without a date finds the others. It depends on the document alone, so it is the same in any
//! order, for any number of workers and shards, and needs no memory. The price: two papers that name the actor so differently that the keys
//! differ stay apart, and an actor's two events of one kind in one month, with the same recipient, fall together, and so do two exits from one country.

use super::{AmountRole, DateRole, Event, Role, Scene, whereabouts};
use crate::amount::Quantity;
use crate::digest::{hex, sha256};
use crate::lexicon::words::WordSet;
use crate::syntax::Upos;
use crate::text::{PartialDate, SentenceKind};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What one or more joined mentions say of their event.
#[derive(Debug, Clone)]
struct Profile {
    kind: String,
    speech: bool,
    lemma: String,
    sentence: usize,
    actors: Vec<String>,
    recipients: Vec<String>,
    countries: Vec<String>,
    when: Option<(Date, Date)>,
    sums: BTreeSet<String>,
    /// « ce retrait »: an event told before.
    pointing: bool,
    /// « le tremblement de terre », without a name in it: an event told just before, by whatever word.
    echo: bool,
    /// Whether the article's headline tells it.
    headline: bool,
    first: usize,
}

/// The countries where it happens: named as its place, or by an adjective. A town does not count: leaving a country is done once, closing
/// a plant in it is not.
fn countries(scene: &Scene<'_>, event: &Event) -> Vec<String> {
    let places = event.arguments.iter().filter(|a| a.role == Role::Place);
    places
        .filter_map(|a| scene.entities.of(a.entity?).country)
        .chain(whereabouts::by_adjective(scene, event))
        .map(str::to_owned)
        .collect()
}

fn profile(scene: &Scene<'_>, event: &Event) -> Profile {
    let named = |role: Role| -> Vec<String> {
        event
            .arguments
            .iter()
            .filter(|a| a.role == role)
            .filter_map(|a| Some(scene.entities.of(a.entity?).id.clone()))
            .collect()
    };
    let when = event
        .dates
        .iter()
        .filter(|d| matches!(d.role, DateRole::EventTime | DateRole::Begin))
        .find_map(|d| Some((scene.timexes[d.index].earliest?, scene.timexes[d.index].latest?)));
    let sums = event
        .amounts
        .iter()
        .filter(|a| matches!(a.role, AmountRole::Level | AmountRole::Price | AmountRole::Total))
        .map(|a| match scene.amounts[a.index].quantity {
            Quantity::Exact(v) => format!("{} {}", v.normalize(), scene.amounts[a.index].unit),
            Quantity::Between(low, high) => format!("{}-{} {}", low.normalize(), high.normalize(), scene.amounts[a.index].unit),
        })
        .collect();
    let before = scene.text.token_at(event.trigger.span.start()).checked_sub(1);
    let named_none = event.arguments.iter().all(|a| a.entity.is_none());
    let nominal = event.trigger.pos == Upos::Noun;
    Profile {
        kind: event.kind.cluster().to_owned(),
        speech: event.kind.behavior().speech,
        lemma: event.trigger.lemma.clone(),
        sentence: event.sentence,
        actors: named(Role::Actor),
        recipients: named(Role::Recipient),
        countries: countries(scene, event),
        when,
        sums,
        pointing: before.is_some_and(|i| WordSet::Demonstrative.has(scene.text.word(i))),
        echo: nominal && named_none && before.is_some_and(|i| WordSet::Articles.has(scene.text.word(i))),
        headline: event.sentence == 0 && scene.text.sentences()[0].kind() == SentenceKind::Headline,
        first: event.trigger.span.start(),
    }
}

impl Profile {
    /// Whether a later mention tells the same event.
    fn tells(&self, other: &Self) -> bool {
        let share = |a: &[String], b: &[String]| a.iter().any(|x| b.contains(x));
        let against = |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && !share(a, b);
        let apart = matches!((self.when, other.when), (Some((_, end)), Some((start, _))) if end < start)
            || matches!((self.when, other.when), (Some((start, _)), Some((_, end))) if end < start);
        let sums_differ = !self.sums.is_empty() && !other.sums.is_empty() && self.sums.is_disjoint(&other.sums);
        if self.kind != other.kind
            || apart
            || sums_differ
            || against(&self.actors, &other.actors)
            || against(&self.recipients, &other.recipients)
            || against(&self.countries, &other.countries)
        {
            return false;
        }
        const NEAR: usize = 3;
        let shared = share(&self.actors, &other.actors) || share(&self.recipients, &other.recipients);
        // Speech acts of one person follow each other closely and are not one event.
        let away = other.sentence.abs_diff(self.sentence);
        let again = other.pointing
            || self.lemma == other.lemma && away <= NEAR
            || other.echo && away == 1
            || self.headline && (1..NEAR).contains(&away);
        if self.speech {
            shared && self.lemma == other.lemma
        } else {
            shared || again
        }
    }

    fn join(&mut self, other: Self) {
        for (mine, more) in [
            (&mut self.actors, other.actors),
            (&mut self.recipients, other.recipients),
            (&mut self.countries, other.countries),
        ] {
            mine.extend(more);
        }
        // The two overlap, or they would not have joined: what both allow is what is known.
        self.when = match (self.when, other.when) {
            (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.min(b.1))),
            (a, b) => a.or(b),
        };
        self.sums.extend(other.sums);
        self.sentence = other.sentence;
        self.headline = false;
    }

    /// The key over a run, or `None` when too little is known to meet the event in another document.
    fn key(&self, published: Option<PartialDate>) -> Option<String> {
        let most = |of: &[String]| -> Option<String> {
            let count = |id: &String| of.iter().filter(|x| *x == id).count();
            of.iter()
                .max_by_key(|id| (count(id), std::cmp::Reverse(id.as_str())))
                .cloned()
        };
        let actor = most(&self.actors);
        if let ("exit", Some(actor), Some(country)) = (self.kind.as_str(), &actor, most(&self.countries)) {
            return Some(format!("exit|{actor}|{country}"));
        }
        let recipient = if self.kind == "exit" { None } else { most(&self.recipients) };
        let who = match (&actor, &recipient) {
            (None, None) => return None,
            (a, r) => format!("{}>{}", a.as_deref().unwrap_or(""), r.as_deref().unwrap_or("")),
        };
        let (start, end) = match (self.when, published) {
            (Some(when), _) => when,
            (None, Some(date)) => (date.first(), date.last()),
            (None, None) => return None,
        };
        let month = (start.year(), start.month()) == (end.year(), end.month());
        let when = if month {
            format!("{:04}-{:02}", start.year(), start.month())
        } else {
            format!("{:04}", start.year())
        };
        Some(format!("{}|{who}|{when}", self.kind))
    }
}

/// The cluster id of each event, in the order of the events.
pub fn assign(doc_id: &str, published: Option<PartialDate>, scene: &Scene<'_>, events: &[Event]) -> Vec<String> {
    let mut clusters: Vec<Profile> = Vec::new();
    let mut of_event = Vec::with_capacity(events.len());
    for event in events {
        let new = profile(scene, event);
        match clusters.iter().position(|c| c.tells(&new)) {
            Some(i) => {
                clusters[i].join(new);
                of_event.push(i);
            }
            None => {
                clusters.push(new);
                of_event.push(clusters.len() - 1);
            }
        }
    }
    let ids: Vec<String> = clusters
        .iter()
        .map(|c| {
            let key = c.key(published).unwrap_or_else(|| format!("{doc_id}|{}|{}", c.kind, c.first));
            format!("c{}", hex(&sha256(key.as_bytes())[..8]))
        })
        .collect();
    of_event.into_iter().map(|i| ids[i].clone()).collect()
}
