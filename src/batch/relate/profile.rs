//! What the records of one event in one document say of it, without its text.

use crate::assemble::sketch::hash;
use crate::event::ontology::TypeId;
use crate::record::EventRecord;
use crate::text::{PartialDate, fold};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Names are kept as hashes, days as numbers since 1970; all lists are sorted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Profile {
    pub document: u64,
    /// The family of its type.
    pub family: u64,
    /// Whether it is something said.
    pub speech: bool,
    /// The id that the document alone gave to its cluster.
    pub local: u64,
    /// The smallest event id.
    pub first_id: String,
    pub records: u64,
    pub actors: Vec<u64>,
    pub recipients: Vec<u64>,
    /// All entities, in any role but as place.
    pub entities: Vec<u64>,
    pub towns: Vec<u64>,
    pub countries: Vec<u64>,
    /// First and last day of the event's own date.
    pub when: Option<(i32, i32)>,
    /// The article's day.
    pub published: Option<i32>,
    /// Unit and role, and the figure.
    pub amounts: Vec<(u64, u64)>,
    pub lemmas: Vec<u64>,
    pub words: Vec<u64>,
    /// The article that this one repeats, or that is repeated, where there is one.
    pub wire: Option<u64>,
    /// Sentence and trigger of each record, of such an article.
    pub told: Vec<u64>,
}

/// Words of its sentences that a profile keeps.
const WORDS: usize = 48;

/// From this many words on, sentences with the same words are copies.
const COPIED: usize = 6;

impl Profile {
    pub(super) fn of(event: &EventRecord, wire: Option<u64>) -> Self {
        // A run of another version may hold a type that this one does not know.
        let kind = TypeId::of(&event.kind);
        let family: &str = match kind {
            Some(kind) => kind.cluster(),
            None => &event.kind,
        };
        let mut new = Self {
            document: hash(event.doc_id.as_bytes()),
            family: hash(family.as_bytes()),
            speech: kind.is_some_and(|kind| kind.behavior().speech),
            local: hash(event.cluster_id.as_bytes()),
            first_id: event.event_id.clone(),
            wire,
            published: event
                .doc_date
                .as_deref()
                .and_then(|d| d.parse::<PartialDate>().ok())
                .filter(|d| d.first() == d.last())
                .map(|d| number(d.first())),
            ..Self::default()
        };
        new.add(event);
        new
    }

    /// Takes in another record of the same event.
    pub(super) fn add(&mut self, event: &EventRecord) {
        self.records += 1;
        if event.event_id < self.first_id {
            self.first_id.clone_from(&event.event_id);
        }
        for argument in &event.arguments {
            let Some(id) = &argument.entity_id else { continue };
            // Places are compared by town and country, not as participants.
            if argument.role == "place" {
                continue;
            }
            let id = hash(id.as_bytes());
            self.entities.push(id);
            match argument.role.as_str() {
                "actor" => self.actors.push(id),
                "recipient" => self.recipients.push(id),
                _ => {}
            }
        }
        if let Some(place) = event.place.as_ref().filter(|p| p.evidence != "dateline") {
            self.towns
                .extend(place.geonames_id.filter(|_| place.admin1.is_some()).map(u64::from));
        }
        self.countries.extend(event.country.as_ref().map(|c| hash(c.as_bytes())));
        for d in event.dates.iter().filter(|d| d.role != "end") {
            let day = |text: &Option<String>| Some(number(text.as_deref()?.parse().ok()?));
            if let (None, Some(first), Some(last)) = (self.when, day(&d.earliest), day(&d.latest)) {
                self.when = Some((first, last));
            }
        }
        for a in &event.amounts {
            if let Some(value) = a.value {
                let what = hash(format!("{} {}", a.unit, a.role).as_bytes());
                self.amounts.push((what, hash(value.normalize().to_string().as_bytes())));
            }
        }
        self.lemmas.push(hash(event.trigger.lemma.as_bytes()));
        if self.wire.is_some() {
            self.told.push(hash(
                format!("{} {}", event.trigger.lemma, fold(&event.sentence.text)).as_bytes(),
            ));
        }
        self.words.extend(words(&event.sentence.text));
        for list in [
            &mut self.actors,
            &mut self.recipients,
            &mut self.entities,
            &mut self.towns,
            &mut self.countries,
            &mut self.lemmas,
            &mut self.words,
            &mut self.told,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        self.words.truncate(WORDS);
        self.amounts.sort_unstable();
        self.amounts.dedup();
    }

    /// By what it meets others.
    pub(super) fn keys(&self) -> Vec<u64> {
        let figures = self.amounts.iter().map(|(unit, value)| unit ^ value.rotate_left(1));
        // The sentence of a copied article, whoever it names.
        let copied = (self.words.len() >= COPIED).then(|| self.words.iter().fold(0, |sum: u64, w| sum.rotate_left(5) ^ w));
        let named = self.entities.iter().chain(&self.towns).copied();
        let printed = self
            .wire
            .into_iter()
            .flat_map(|wire| self.told.iter().map(move |told| told ^ wire.rotate_left(1)));
        let mut keys: Vec<u64> = named.chain(figures).chain(copied).chain(printed).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The day by which it stands in its block: the article's, else the event's.
    pub(super) fn day(&self) -> i32 {
        self.published.or(self.when.map(|w| w.0)).unwrap_or(i32::MAX)
    }
}

/// The words of a sentence that carry its matter: of five letters and more, without their ending, and figures.
fn words(sentence: &str) -> Vec<u64> {
    const LEAST: usize = 5;
    const STEM: usize = 7;
    let folded = fold(sentence);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| w.chars().count() >= LEAST || w.len() >= 2 && w.bytes().all(|b| b.is_ascii_digit()))
        .map(|w| hash(w.chars().take(STEM).collect::<String>().as_bytes()))
        .collect()
}

/// A day as its number since 1970.
pub(super) fn number(day: Date) -> i32 {
    day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days())
}
