//! From an extraction to the records of its document: positions counted, indices followed, figures made exact.

pub mod sketch;

use crate::amount::{Amount, Quantity};
use crate::digest::{hex, sha256};
use crate::entity::EntityIndex;
use crate::event::{Event, Polarity, cluster, whereabouts};
use crate::pipeline::Extraction;
use crate::place::{Located, Point};
use crate::record::{
    AmountRecord, ArgumentRecord, AttributionRecord, Contradiction, CueRecord, DOCUMENT_SCHEMA, DocumentRecord, EVENT_SCHEMA,
    EntityRecord, EventAmountRecord, EventDateRecord, EventRecord, EventWarning, PlaceRecord, SentenceRecord, SourceRecord,
    TimexRecord, TriggerRecord,
};
use crate::text::{Document, Language, Span};
use crate::timex::Timex;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use sketch::Sketch;
use std::collections::HashMap;

/// Positions in another unit than bytes.
#[derive(Debug)]
pub struct Positions<'t> {
    text: &'t [u8],
    /// Units before each block of [`BLOCK`] bytes; empty when the text is ASCII.
    before: Vec<u64>,
    unit: OffsetUnit,
}

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OffsetUnit {
    /// Unicode code points, as Python counts.
    #[default]
    CodePoint,
    /// UTF-16 units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count.
    Byte,
}

impl OffsetUnit {
    /// The name of the option's value.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "codepoint",
            Self::Utf16 => "utf16",
            Self::Byte => "byte",
        }
    }
}

const BLOCK: usize = 64;

/// `status` of a document in another language.
pub const NOT_FRENCH: &str = "not_french";

impl<'t> Positions<'t> {
    /// Prepares a text. Linear.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if unit != OffsetUnit::Byte && !text.is_ascii() {
            before.reserve(bytes.len() / BLOCK + 1);
            let mut sum = 0;
            for block in bytes.chunks(BLOCK) {
                before.push(sum);
                sum += count(block, unit);
            }
            before.push(sum);
        }
        Self {
            text: bytes,
            before,
            unit,
        }
    }

    /// The position of a byte position.
    pub fn at(&self, byte: usize) -> u64 {
        if self.before.is_empty() {
            return byte as u64;
        }
        let block = byte / BLOCK;
        self.before[block] + count(&self.text[block * BLOCK..byte], self.unit)
    }
}

/// Units that begin in a stretch of UTF-8.
fn count(bytes: &[u8], unit: OffsetUnit) -> u64 {
    // Continuation bytes begin nothing; a four-byte character is two UTF-16 units.
    let points = bytes.iter().map(|&b| u64::from(b as i8 >= -0x40)).sum::<u64>();
    match unit {
        OffsetUnit::Utf16 => points + bytes.iter().map(|&b| u64::from(b >= 0xf0)).sum::<u64>(),
        OffsetUnit::CodePoint | OffsetUnit::Byte => points,
    }
}

/// The records of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    /// Its line in `documents.jsonl`.
    pub document: DocumentRecord,
    /// Its lines in `events.jsonl`.
    pub events: Vec<EventRecord>,
}

impl Records {
    /// Leaves the events out of a document in another language, whose sentences the rules misread.
    pub fn drop_foreign(&mut self) {
        if self.document.status == NOT_FRENCH {
            self.events.clear();
            self.document.events = 0;
        }
    }
}

/// Makes the records of a document; positions count `unit`.
pub fn assemble(found: &Extraction<'_>, unit: OffsetUnit) -> Records {
    let raw = found.text.raw();
    let maker = Maker {
        found,
        positions: Positions::new(raw, unit),
    };
    let scene = found.scene();
    let published = found.document.published.map(|p| p.date);
    let clusters = cluster::assign(&found.document.id, published, &scene, &found.events);
    let mut events: Vec<_> = found.events.iter().zip(clusters).map(|(e, c)| maker.event(e, c)).collect();
    count_clusters(&mut events);
    Records {
        document: maker.document(events.len()),
        events,
    }
}

/// Counts the records of each cluster of a document.
pub fn count_clusters(events: &mut [EventRecord]) {
    let mut sizes: HashMap<String, u64> = HashMap::new();
    for event in events.iter() {
        *sizes.entry(event.cluster_id.clone()).or_default() += 1;
    }
    for event in events {
        event.cluster_size = sizes[&event.cluster_id];
    }
}

struct Maker<'a, 'd> {
    found: &'a Extraction<'d>,
    positions: Positions<'d>,
}

impl Maker<'_, '_> {
    fn text(&self, span: Span) -> String {
        span.of(self.found.text.raw()).to_owned()
    }

    fn start(&self, span: Span) -> u64 {
        self.positions.at(span.start())
    }

    fn end(&self, span: Span) -> u64 {
        self.positions.at(span.end())
    }

    fn document(&self, events: usize) -> DocumentRecord {
        let found = self.found;
        let Document {
            id,
            source,
            title,
            url,
            published,
            publication,
            text,
            warnings,
        } = found.document;
        let language = Language::of(text);
        let mut warnings: Vec<String> = warnings.iter().map(|w| w.words.clone()).collect();
        warnings.extend(found.timexes.iter().filter_map(|t| t.warning.clone()));
        DocumentRecord {
            schema: DOCUMENT_SCHEMA.to_owned(),
            doc_id: id.clone(),
            source: source.clone(),
            title: title.clone(),
            url: url.clone(),
            publication: publication.clone(),
            language: language.map(|l| l.code().to_owned()),
            doc_date: doc_date(found.document),
            doc_date_precision: published.map(|p| p.date.precision().name().to_owned()),
            doc_date_source: published.map_or("none", |p| p.source.name()).to_owned(),
            sha256: hex(&sha256(text.as_bytes())),
            sketch: Sketch::of(&found.text).map(|s| s.name()),
            duplicate_of: None,
            chars: text.chars().count() as u64,
            sentences: found.text.sentences().len() as u64,
            entities: self.entities(),
            timexes: found.timexes.iter().map(|t| self.timex(t)).collect(),
            amounts: found.amounts.iter().map(|a| self.amount(a)).collect(),
            events: events as u64,
            status: match language {
                Some(language) if !language.is_french() => NOT_FRENCH,
                _ if warnings.is_empty() => "ok",
                _ => "warnings",
            }
            .to_owned(),
            warnings,
        }
    }

    fn entities(&self) -> Vec<EntityRecord> {
        let entities = &self.found.entities;
        let mentions = self.found.tagging.mentions.iter().zip(&entities.of_mention);
        mentions
            .map(|(m, &EntityIndex(e))| {
                let geography = self.geography(Some(EntityIndex(e)), m.span);
                EntityRecord {
                    text: self.text(m.span),
                    start: self.start(m.span),
                    end: self.end(m.span),
                    kind: m.label.name().to_owned(),
                    entity_id: entities.entities[e].id.clone(),
                    canonical: entities.entities[e].canonical.clone(),
                    country: geography.country,
                    admin1: geography.admin1,
                    lat: geography.lat,
                    lon: geography.lon,
                    geonames_id: geography.geonames_id,
                    place_open: geography.open,
                    score: score(m.score),
                }
            })
            .collect()
    }

    fn timex(&self, t: &Timex) -> TimexRecord {
        TimexRecord {
            text: self.text(t.span),
            start: self.start(t.span),
            end: self.end(t.span),
            kind: t.kind.name().to_owned(),
            value: t.value.clone(),
            modifier: t.modifier.map(|m| m.name().to_owned()),
            earliest: t.earliest.map(|d| d.to_string()),
            latest: t.latest.map(|d| d.to_string()),
            anchor: t.anchor.name().to_owned(),
            ambiguous: t.ambiguous.clone(),
            rule: t.rule.to_owned(),
        }
    }

    fn amount(&self, a: &Amount) -> AmountRecord {
        let (value, low, high) = bounds(a.quantity);
        AmountRecord {
            text: self.text(a.span),
            start: self.start(a.span),
            end: self.end(a.span),
            kind: a.kind.name().to_owned(),
            value,
            low,
            high,
            unit: a.unit.clone(),
            cmp: a.comparator.name().to_owned(),
            direction: a.direction.map(|d| d.name().to_owned()),
            rule: a.rule.to_owned(),
        }
    }

    fn event(&self, e: &Event, cluster_id: String) -> EventRecord {
        let document = self.found.document;
        let sentence = self.found.text.sentences()[e.sentence].span();
        let kind = e.kind.get();
        let place = self.place(e);
        let adjective = || Some((*whereabouts::by_adjective(&self.found.scene(), e).first()?).to_owned());
        let country = place.as_ref().and_then(|p| p.country.clone()).or_else(adjective);
        EventRecord {
            schema: EVENT_SCHEMA.to_owned(),
            event_id: event_id(&document.id, e.code(), e.trigger.span),
            doc_id: document.id.clone(),
            doc_date: doc_date(document),
            doc_title: document.title.clone(),
            source: document.source.clone(),
            url: document.url.clone(),
            publication: document.publication.clone(),
            kind: kind.code.clone(),
            label_fr: kind.label_fr.clone(),
            plover: kind.plover.clone(),
            quad: kind.quad,
            trigger: TriggerRecord {
                text: self.text(e.trigger.span),
                start: self.start(e.trigger.span),
                end: self.end(e.trigger.span),
                lemma: e.trigger.lemma.clone(),
                pos: e.trigger.pos.name().to_owned(),
            },
            sentence: SentenceRecord {
                index: e.sentence as u64,
                start: self.start(sentence),
                end: self.end(sentence),
                text: self.text(sentence),
            },
            arguments: self.arguments(e),
            dates: self.dates(e),
            amounts: self.amounts(e),
            place,
            country,
            factuality: e.factuality.name().to_owned(),
            polarity: if e.affirmed { Polarity::Positive } else { Polarity::Negative }
                .name()
                .to_owned(),
            tense: e.tense.name().to_owned(),
            mood: e.mood.name().to_owned(),
            cues: self.cues(e),
            attribution: self.attribution(e),
            cluster_id,
            cluster_size: 1,
            duplicate_of: None,
            confidence: score(e.confidence),
            rule: e.rule.clone(),
            warnings: self.contradiction(e).map(EventWarning::Contradiction).into_iter().collect(),
        }
    }

    /// What the event's dates and its factuality say against each other.
    fn contradiction(&self, e: &Event) -> Option<Contradiction> {
        let article = self.found.document.published?.date;
        let dates = e.dates.iter().map(|d| {
            let timex = &self.found.timexes[d.index];
            (d.role, timex.earliest, timex.latest)
        });
        Contradiction::of(e.factuality, article, dates)
    }

    fn arguments(&self, e: &Event) -> Vec<ArgumentRecord> {
        let entity = |i: Option<EntityIndex>| i.map(|EntityIndex(i)| &self.found.entities.entities[i]);
        e.arguments
            .iter()
            .map(|a| {
                let geography = self.geography(a.entity, a.span);
                ArgumentRecord {
                    role: a.role.name().to_owned(),
                    text: self.text(a.span),
                    start: self.start(a.span),
                    end: self.end(a.span),
                    mention: a.mention.name().to_owned(),
                    entity_id: entity(a.entity).map(|e| e.id.clone()),
                    canonical: entity(a.entity).map(|e| e.canonical.clone()),
                    entity_type: entity(a.entity).map(|e| e.label.name().to_owned()),
                    country: geography.country,
                    admin1: geography.admin1,
                    lat: geography.lat,
                    lon: geography.lon,
                    geonames_id: geography.geonames_id,
                    place_open: geography.open,
                    score: score(a.score),
                }
            })
            .collect()
    }

    /// Where an entity lies or has its seat; for words without one, as « la banlieue de Lyon », where the place lies that they name.
    fn geography(&self, entity: Option<EntityIndex>, span: Span) -> Geography {
        let named = || whereabouts::within(&self.found.scene(), span).next();
        let Some(index) = entity.or_else(named) else {
            return Geography::default();
        };
        match self.found.places.of(index) {
            Some(located) => Geography::of(located),
            None => Geography {
                country: self.found.entities.of(index).seat.clone(),
                ..Geography::default()
            },
        }
    }

    fn place(&self, e: &Event) -> Option<PlaceRecord> {
        let found = whereabouts::of(&self.found.scene(), &self.found.places, e)?;
        let entity = self.found.entities.of(found.entity);
        let geography = Geography::of(found.located);
        Some(PlaceRecord {
            name: entity.canonical.clone(),
            entity_id: entity.id.clone(),
            evidence: found.basis.name().to_owned(),
            country: geography.country,
            admin1: geography.admin1,
            lat: geography.lat,
            lon: geography.lon,
            geonames_id: geography.geonames_id,
            place_open: geography.open,
        })
    }

    fn dates(&self, e: &Event) -> Vec<EventDateRecord> {
        e.dates
            .iter()
            .map(|d| {
                let t = self.timex(&self.found.timexes[d.index]);
                EventDateRecord {
                    role: d.role.name().to_owned(),
                    text: t.text,
                    start: t.start,
                    end: t.end,
                    kind: t.kind,
                    value: t.value,
                    modifier: t.modifier,
                    earliest: t.earliest,
                    latest: t.latest,
                    anchor: t.anchor,
                    score: d.score.map(score),
                }
            })
            .collect()
    }

    fn amounts(&self, e: &Event) -> Vec<EventAmountRecord> {
        e.amounts
            .iter()
            .map(|linked| {
                let a = self.amount(&self.found.amounts[linked.index]);
                EventAmountRecord {
                    role: linked.role.name().to_owned(),
                    text: a.text,
                    start: a.start,
                    end: a.end,
                    kind: a.kind,
                    value: a.value,
                    low: a.low,
                    high: a.high,
                    unit: a.unit,
                    cmp: a.cmp,
                    direction: a.direction,
                    score: linked.score.map(score),
                }
            })
            .collect()
    }

    fn cues(&self, e: &Event) -> Vec<CueRecord> {
        e.cues
            .iter()
            .map(|c| CueRecord {
                kind: c.kind.name().to_owned(),
                text: self.text(c.span),
                start: self.start(c.span),
                end: self.end(c.span),
            })
            .collect()
    }

    fn attribution(&self, e: &Event) -> AttributionRecord {
        let a = &e.attribution;
        let entity = a.entity.map(|EntityIndex(i)| &self.found.entities.entities[i]);
        AttributionRecord {
            kind: a.kind.name().to_owned(),
            source: a.source.map(|span| SourceRecord {
                text: self.text(span),
                start: self.start(span),
                end: self.end(span),
                entity_id: entity.map(|e| e.id.clone()),
                canonical: entity.map(|e| e.canonical.clone()),
            }),
            cue: a.cue.map(|span| self.text(span)),
        }
    }
}

/// What a record says of where something lies.
#[derive(Default)]
struct Geography {
    country: Option<String>,
    admin1: Option<String>,
    lat: Option<Decimal>,
    lon: Option<Decimal>,
    geonames_id: Option<u32>,
    open: Option<String>,
}

impl Geography {
    fn of(located: &Located) -> Self {
        Self {
            country: located.country.clone(),
            admin1: located.admin1.clone(),
            lat: located.point.map(|Point { lat, .. }| degrees(lat)),
            lon: located.point.map(|Point { lon, .. }| degrees(lon)),
            geonames_id: located.geonames_id,
            open: located.open.map(|o| o.name().to_owned()),
        }
    }
}

/// Hundred-thousandths of a degree as degrees, with at least one decimal.
fn degrees(value: i32) -> Decimal {
    let mut out = Decimal::new(value.into(), 5).normalize();
    if out.scale() == 0 {
        out.rescale(1);
    }
    out
}

fn doc_date(document: &Document) -> Option<String> {
    document.published.map(|p| p.date.to_string())
}

/// Value, low and high of a quantity, without trailing zeros.
fn bounds(quantity: Quantity) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>) {
    match quantity {
        Quantity::Exact(value) => (Some(value.normalize()), None, None),
        Quantity::Between(low, high) => (None, Some(low.normalize()), Some(high.normalize())),
    }
}

/// A score with at most four decimals and at least one, so that it always reads as a fraction.
fn score(value: f32) -> Decimal {
    let mut out = Decimal::new((f64::from(value) * 10_000.0).round() as i64, 4).normalize();
    if out.scale() == 0 {
        out.rescale(1);
    }
    out
}

/// A key made of what the event is and where it stands; the same for the same input, whatever the offset unit.
fn event_id(doc_id: &str, code: &str, trigger: Span) -> String {
    let mut hash = Sha256::new();
    for part in [doc_id, code, &trigger.start().to_string(), &trigger.end().to_string()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_what_they_are_asked_to() {
        let text = format!("{}é€😀a", "à".repeat(100));
        for (unit, end) in [
            (OffsetUnit::CodePoint, 104),
            (OffsetUnit::Utf16, 105),
            (OffsetUnit::Byte, 210),
        ] {
            assert_eq!(Positions::new(&text, unit).at(text.len()), end, "{unit:?}");
        }
        let points = Positions::new(&text, OffsetUnit::CodePoint);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), n as u64);
        }
    }

    #[test]
    fn scores_have_one_to_four_decimals() {
        for (value, want) in [(1.0, "1.0"), (0.5, "0.5"), (0.123_456, "0.1235"), (0.0, "0.0")] {
            assert_eq!(score(value).to_string(), want);
        }
    }
}
