//! What stands in each table.

use super::Sheet;
use super::column::{Column, day, figure, key, made, maybe, number, small, words};
use super::register::{Entity, country_of};
use crate::amount::Counted;
use crate::event::Role;
use crate::event::behavior::Side;
use crate::event::ontology::TypeId;
use crate::record::{
    AmountRecord, ArgumentRecord, DocumentRecord, EntityRecord, EventAmountRecord, EventDateRecord, EventRecord, EventWarning,
    TimexRecord,
};
use crate::run_dir::{OPEN, OwnType, When, is_open, precision};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A row of events.
pub(super) struct EventRow<'a> {
    event: &'a EventRecord,
    own: &'a [OwnType],
    when: When,
}

pub(super) fn event_rows<'a>(sheets: &[Sheet<'a>]) -> Vec<EventRow<'a>> {
    let events = sheets.iter().flat_map(|s| s.events.iter().map(|event| (event, s.own)));
    events
        .map(|(event, own)| EventRow {
            event,
            own,
            when: When::of(event),
        })
        .collect()
}

pub(super) fn events<'a>() -> Vec<Column<EventRow<'a>>> {
    let mut columns = mention_columns();
    for role in Role::ALL.map(Role::name) {
        columns.extend(role_columns(role));
    }
    columns.extend(location_columns());
    for kind in ["money", "percent", "count"] {
        columns.extend(amount_columns(kind));
    }
    columns.push(maybe("count_of", COUNT_OF, |r: &EventRow| {
        Some(Counted::of(&amount(r.event, "count")?.unit).name())
    }));
    columns.extend(payment_columns());
    columns.extend(judgment_columns());
    columns
}

/// What is told, where, and in which article.
fn mention_columns<'a>() -> Vec<Column<EventRow<'a>>> {
    vec![
        words("event_id", "the event mention", |r: &EventRow| &r.event.event_id),
        words("cluster_id", "the same for all mentions of one event", |r: &EventRow| {
            &r.event.cluster_id
        }),
        number("cluster_size", "records that tell the event", |r: &EventRow| {
            r.event.cluster_size
        }),
        words("doc_id", "the document", |r: &EventRow| &r.event.doc_id),
        maybe(
            "doc_date",
            "the document's date as known: `2024`, `2024-07` or `2024-07-16`",
            |r: &EventRow| r.event.doc_date.as_deref(),
        ),
        maybe("doc_title", "its headline", |r: &EventRow| r.event.doc_title.as_deref()),
        words("source", "its path and row", |r: &EventRow| &r.event.source),
        maybe("url", "its address", |r: &EventRow| r.event.url.as_deref()),
        maybe("publication", "the paper", |r: &EventRow| r.event.publication.as_deref()),
        maybe(
            "duplicate_of",
            "the earliest article that the document repeats nearly word for word",
            |r: &EventRow| r.event.duplicate_of.as_deref(),
        ),
        words("type", "code of the event type", |r: &EventRow| &r.event.kind),
        words("label_fr", "the type in French", |r: &EventRow| &r.event.label_fr),
        maybe("plover", "the PLOVER event", |r: &EventRow| r.event.plover.as_deref()),
        small("quad", "PLOVER's quad", |r: &EventRow| r.event.quad),
        words("trigger", "the words that name the event", |r: &EventRow| {
            &r.event.trigger.text
        }),
        words("lemma", "their dictionary form", |r: &EventRow| &r.event.trigger.lemma),
        number("start", "first position", |r: &EventRow| r.event.trigger.start),
        number("end", "position after the last", |r: &EventRow| r.event.trigger.end),
        words("sentence", "the sentence", |r: &EventRow| &r.event.sentence.text),
    ]
}

/// The warnings of a record in one cell.
pub(in crate::export) fn joined(warnings: &[EventWarning]) -> String {
    warnings.iter().map(EventWarning::to_string).collect::<Vec<_>>().join("; ")
}

/// When it is, whether it is, who says so, and how sure that is.
fn judgment_columns<'a>() -> Vec<Column<EventRow<'a>>> {
    vec![
        day(
            "date_earliest",
            "first day that the event may be of: its own date, else the document's; null where open",
            |r: &EventRow| r.when.earliest(),
        ),
        day("date_latest", "last day; null where open", |r: &EventRow| r.when.latest()),
        maybe(
            "date_precision",
            "`day`, `week`, `month`, `year`; `open` where the year is not known; else `period`, also where a bound is missing",
            |r: &EventRow| r.when.precision(),
        ),
        maybe(
            "date_source",
            "whose date it is: `event`, `document`, or `both`: from the document's day to the event's deadline",
            |r: &EventRow| r.when.source(),
        ),
        words(
            "factuality",
            "`asserted`, `planned`, `possible` or `denied`",
            |r: &EventRow| &r.event.factuality,
        ),
        words("polarity", "`positive` or `negative`", |r: &EventRow| &r.event.polarity),
        words("tense", "of the trigger", |r: &EventRow| &r.event.tense),
        words("mood", "of the trigger", |r: &EventRow| &r.event.mood),
        words("attribution", "`author`, `direct`, `indirect` or `selon`", |r: &EventRow| {
            &r.event.attribution.kind
        }),
        maybe("attribution_source", "who says so: name, else words", |r: &EventRow| {
            let source = r.event.attribution.source.as_ref();
            source.map(|s| s.canonical.as_deref().unwrap_or(&s.text))
        }),
        maybe(
            "attribution_cue",
            "the verb or preposition that tells the source",
            |r: &EventRow| r.event.attribution.cue.as_deref(),
        ),
        maybe("attribution_source_id", "the source's `entity_id`", |r: &EventRow| {
            r.event.attribution.source.as_ref().and_then(|s| s.entity_id.as_deref())
        }),
        figure(
            "confidence",
            "how likely trigger and type are right, 0 to 1",
            |r: &EventRow| Some(r.event.confidence),
        ),
        words("rule", "what made the record", |r: &EventRow| &r.event.rule),
        made(
            "warnings",
            "what contradicts itself in it, as an asserted event that is dated after its article",
            |r: &EventRow| (!r.event.warnings.is_empty()).then(|| joined(&r.event.warnings)),
        ),
    ]
}

/// Who pays and who gets a sum.
type Payment = (Option<Side>, Option<Side>);

/// Who is on the side of the sum of an event's row that `of` takes, where the type says so and they are named.
fn party<'a>(row: &EventRow<'a>, of: fn(Payment) -> Option<Side>) -> Option<&'a ArgumentRecord> {
    let event = row.event;
    amount(event, "money")?;
    let (lemma, sentence) = (&event.trigger.lemma, &event.sentence.text);
    let own = row
        .own
        .iter()
        .find(|own| own.code == event.kind)
        .and_then(|own| own.behavior.as_ref());
    let payment = match own {
        Some(behavior) => behavior.payment(lemma, sentence),
        None => TypeId::of(&event.kind)?.behavior().payment(lemma, sentence),
    };
    argument(event, of(payment)?.name())
}

fn payment_columns<'a>() -> [Column<EventRow<'a>>; 4] {
    [
        maybe(
            "payer",
            "who pays the sum, where the type of event says so: name, else words",
            |r: &EventRow| party(r, |sides| sides.0).map(name),
        ),
        maybe("payer_id", "its `entity_id`", |r: &EventRow| {
            party(r, |sides| sides.0)?.entity_id.as_deref()
        }),
        maybe("payee", "who gets the sum: name, else words", |r: &EventRow| {
            party(r, |sides| sides.1).map(name)
        }),
        maybe("payee_id", "its `entity_id`", |r: &EventRow| {
            party(r, |sides| sides.1)?.entity_id.as_deref()
        }),
    ]
}

/// The argument that stands for its role in a row: the first whose entity is known, else the first.
fn argument<'a>(event: &'a EventRecord, role: &str) -> Option<&'a ArgumentRecord> {
    let mut of_role = event.arguments.iter().filter(|a| a.role == role);
    let first = of_role.clone().next();
    of_role.find(|a| a.entity_id.is_some()).or(first)
}

fn role_columns<'a>(role: &'static str) -> [Column<EventRow<'a>>; 4] {
    [
        maybe(
            role,
            "name, else words, of the argument with this role; of several the first whose entity is known",
            move |r: &EventRow| argument(r.event, role).map(name),
        ),
        maybe(format!("{role}_id"), "its `entity_id`", move |r: &EventRow| {
            argument(r.event, role)?.entity_id.as_deref()
        }),
        maybe(format!("{role}_type"), "its `entity_type`", move |r: &EventRow| {
            argument(r.event, role)?.entity_type.as_deref()
        }),
        maybe(format!("{role}_country"), "its country (ISO 3166-1)", move |r: &EventRow| {
            argument_country(argument(r.event, role)?)
        }),
    ]
}

/// Where the event happens, by its place argument, its clause or the dateline.
fn location_columns<'a>() -> Vec<Column<EventRow<'a>>> {
    let mut columns = vec![
        maybe("country", "where the event happens: ISO 3166-1", |r: &EventRow| {
            r.event.country.as_deref()
        }),
        maybe(
            "place_evidence",
            "what says so: `argument`, `clause` or `dateline`",
            |r: &EventRow| r.event.place.as_ref().map(|p| p.evidence.as_str()),
        ),
    ];
    columns.extend(position_columns(|r: &EventRow| {
        let p = r.event.place.as_ref()?;
        Some((p.admin1.as_deref(), [p.lat, p.lon], p.geonames_id, p.place_open.as_deref()))
    }));
    columns
}

/// Division, latitude and longitude, GeoNames id, and why something of it is not known.
type Position<'r> = (Option<&'r str>, [Option<Decimal>; 2], Option<u32>, Option<&'r str>);

/// Where a place of a row lies.
fn position_columns<R>(of: impl Fn(&R) -> Option<Position<'_>> + Copy + 'static) -> [Column<R>; 5] {
    [
        maybe("admin1", "first-order division of GeoNames, as `FR.11`", move |r| of(r)?.0),
        figure("lat", "latitude; of a country or region that of its seat", move |r| {
            of(r)?.1[0]
        }),
        figure("lon", "longitude", move |r| of(r)?.1[1]),
        key("geonames_id", "number in GeoNames", move |r| of(r)?.2),
        maybe(
            "place_open",
            "why a place is not known: `unlisted`, `ambiguous` or `spanning`",
            move |r| of(r)?.3,
        ),
    ]
}

fn name(argument: &ArgumentRecord) -> &str {
    argument.canonical.as_deref().unwrap_or(&argument.text)
}

fn argument_country(argument: &ArgumentRecord) -> Option<&str> {
    let by_name = || country_of(name(argument), argument.entity_type.as_deref()?);
    argument.country.as_deref().or_else(by_name)
}

/// Which of several amounts of one kind stands in the event's row: what it is about before shares of it and forecasts.
const AMOUNT_ROLES: [&str; 7] = ["price", "level", "change", "count", "share", "total", "forecast"];

/// What the column `count_of` says.
const COUNT_OF: &str = "what is counted: `people`, `jobs` or `things`";

/// The amount of a kind (`percent` with points) that stands in the event's row.
fn amount<'a>(event: &'a EventRecord, kind: &str) -> Option<&'a EventAmountRecord> {
    let of_kind = event.amounts.iter().filter(|a| match a.kind.as_str() {
        "percentage_point" => kind == "percent",
        own => own == kind,
    });
    let rank = |a: &&EventAmountRecord| AMOUNT_ROLES.iter().position(|r| *r == a.role).unwrap_or(usize::MAX);
    let of_jobs = TypeId::of(&event.kind).is_some_and(|kind| kind.behavior().counts_jobs);
    let things = |a: &EventAmountRecord| kind == "count" && of_jobs && Counted::of(&a.unit) == Counted::Things;
    of_kind.min_by_key(|a| (things(a), rank(a)))
}

/// An amount's exact figure, its lower and its upper bound: « plus de 2 millions » has a lower bound only.
fn figures(amount: &EventAmountRecord) -> [Option<Decimal>; 3] {
    let EventAmountRecord { value, low, high, .. } = *amount;
    match amount.cmp.as_str() {
        "gt" => [None, value.or(low), None],
        "lt" => [None, None, value.or(high)],
        _ => [value, value.or(low), value.or(high)],
    }
}

fn amount_columns<'a>(kind: &'static str) -> [Column<EventRow<'a>>; 7] {
    let figure_at = move |r: &EventRow, at: usize| figures(amount(r.event, kind)?)[at];
    [
        figure(
            format!("{kind}_value"),
            "figure of the event's amount of this kind, exact or about; null for a range, « plus de » and « moins de »",
            move |r: &EventRow| figure_at(r, 0),
        ),
        figure(
            format!("{kind}_min"),
            "the figure, or the lower bound; null for « moins de »",
            move |r: &EventRow| figure_at(r, 1),
        ),
        figure(
            format!("{kind}_max"),
            "the figure, or the upper bound; null for « plus de »",
            move |r: &EventRow| figure_at(r, 2),
        ),
        maybe(
            format!("{kind}_cmp"),
            "`eq`, `approx`, `lt`, `gt` or `range`",
            move |r: &EventRow| Some(&amount(r.event, kind)?.cmp),
        ),
        maybe(
            format!("{kind}_unit"),
            "ISO 4217, `percent`, `percentage_point` or the counted noun",
            move |r: &EventRow| Some(&amount(r.event, kind)?.unit),
        ),
        maybe(
            format!("{kind}_role"),
            "what it says of the event: `price`, `level`, `change`, `count`, `share`, `total` or `forecast`, taken in this order",
            move |r: &EventRow| Some(&amount(r.event, kind)?.role),
        ),
        maybe(format!("{kind}_direction"), "`up` or `down`", move |r: &EventRow| {
            amount(r.event, kind)?.direction.as_deref()
        }),
    ]
}

/// A row of arguments.
pub(super) struct ArgumentRow<'a> {
    event: &'a EventRecord,
    argument: &'a ArgumentRecord,
}

pub(super) fn argument_rows<'a>(sheets: &[Sheet<'a>]) -> Vec<ArgumentRow<'a>> {
    let events = sheets.iter().flat_map(|s| s.events);
    events
        .flat_map(|event| event.arguments.iter().map(move |argument| ArgumentRow { event, argument }))
        .collect()
}

pub(super) fn arguments<'a>() -> Vec<Column<ArgumentRow<'a>>> {
    let mut columns = vec![
        words("event_id", "the event mention", |r: &ArgumentRow| &r.event.event_id),
        words("doc_id", "the document", |r: &ArgumentRow| &r.event.doc_id),
        words("type", "code of the event type", |r: &ArgumentRow| &r.event.kind),
        words("role", "`actor`, `recipient`, `theme`, `place` …", |r: &ArgumentRow| {
            &r.argument.role
        }),
        words("name", "name to show, else the words", |r: &ArgumentRow| name(r.argument)),
        maybe("entity_id", "the entity, where it is known", |r: &ArgumentRow| {
            r.argument.entity_id.as_deref()
        }),
        maybe("entity_type", "`PER`, `ORG`, `LOC` or `MISC`", |r: &ArgumentRow| {
            r.argument.entity_type.as_deref()
        }),
        maybe(
            "country",
            "ISO 3166-1; of firms and persons that of their seat",
            |r: &ArgumentRow| argument_country(r.argument),
        ),
    ];
    columns.extend(position_columns(|r: &ArgumentRow| {
        let p = r.argument;
        Some((p.admin1.as_deref(), [p.lat, p.lon], p.geonames_id, p.place_open.as_deref()))
    }));
    columns.extend([
        words("mention", "`name`, `nominal` or `pronoun`", |r: &ArgumentRow| {
            &r.argument.mention
        }),
        words("text", "the words", |r: &ArgumentRow| &r.argument.text),
        number("start", "first position", |r: &ArgumentRow| r.argument.start),
        number("end", "position after the last", |r: &ArgumentRow| r.argument.end),
        figure("score", "0 to 1", |r: &ArgumentRow| Some(r.argument.score)),
    ]);
    columns
}

/// What the column `score` of linked amounts and dates says.
const LINK_SCORE: &str = "how likely it belongs to the event, 0 to 1; null where rules alone linked it";

/// A row of amounts: an event's, or one that no event has.
pub(super) struct AmountRow<'a> {
    document: &'a DocumentRecord,
    event: Option<(&'a EventRecord, &'a EventAmountRecord)>,
    free: Option<&'a AmountRecord>,
}

/// Makes a row of a document from what an event has, or from what stands free of all.
type Row<'a, L, F, R> = fn(&'a DocumentRecord, Option<(&'a EventRecord, &'a L)>, Option<&'a F>) -> R;

/// The rows of each document: what its events have, then what none of them has.
fn linked<'a, L, F, R>(
    sheets: &[Sheet<'a>],
    of_event: fn(&'a EventRecord) -> &'a [L],
    of_document: fn(&'a DocumentRecord) -> &'a [F],
    same: fn(&L, &F) -> bool,
    row: Row<'a, L, F, R>,
) -> Vec<R> {
    let mut rows = Vec::new();
    for Sheet { document, events, .. } in sheets {
        let of_events = || events.iter().flat_map(|e| of_event(e).iter().map(move |l| (e, l)));
        rows.extend(of_events().map(|pair| row(document, Some(pair), None)));
        let free = of_document(document).iter().filter(|f| !of_events().any(|(_, l)| same(l, f)));
        rows.extend(free.map(|f| row(document, None, Some(f))));
    }
    rows
}

pub(super) fn amount_rows<'a>(sheets: &[Sheet<'a>]) -> Vec<AmountRow<'a>> {
    linked(
        sheets,
        |e| &e.amounts,
        |d| &d.amounts,
        |l, f| (l.start, l.end) == (f.start, f.end),
        |document, event, free| AmountRow { document, event, free },
    )
}

/// Reads a key that an event's amount and a free one both have.
macro_rules! either {
    ($row:ident, $key:ident) => {
        match ($row.event, $row.free) {
            (Some((_, own)), _) => Some(&own.$key),
            (None, free) => free.map(|free| &free.$key),
        }
    };
}

pub(super) fn amounts<'a>() -> Vec<Column<AmountRow<'a>>> {
    vec![
        words("doc_id", "the document", |r: &AmountRow| &r.document.doc_id),
        maybe(
            "event_id",
            "the event mention; null for an amount that no event has",
            |r: &AmountRow| r.event.map(|(e, _)| e.event_id.as_str()),
        ),
        maybe("type", "code of the event type", |r: &AmountRow| {
            r.event.map(|(e, _)| e.kind.as_str())
        }),
        maybe(
            "role",
            "`price`, `level`, `change`, `count`, `share`, `total` or `forecast`",
            |r: &AmountRow| r.event.map(|(_, a)| a.role.as_str()),
        ),
        maybe(
            "kind",
            "`money`, `percent`, `percentage_point` or `count`",
            |r: &AmountRow| either!(r, kind).map(String::as_str),
        ),
        figure(
            "value",
            "the figure told, to be read with `cmp`; null for a range",
            |r: &AmountRow| either!(r, value).copied().flatten(),
        ),
        figure("low", "lower bound of a range", |r: &AmountRow| {
            either!(r, low).copied().flatten()
        }),
        figure("high", "upper bound of a range", |r: &AmountRow| {
            either!(r, high).copied().flatten()
        }),
        maybe(
            "unit",
            "ISO 4217, `percent`, `percentage_point` or the counted noun",
            |r: &AmountRow| either!(r, unit).map(String::as_str),
        ),
        maybe("count_of", COUNT_OF, |r: &AmountRow| {
            let count = either!(r, kind).is_some_and(|kind| kind == "count");
            either!(r, unit).filter(|_| count).map(|unit| Counted::of(unit).name())
        }),
        maybe("cmp", "`eq`, `approx`, `lt`, `gt` or `range`", |r: &AmountRow| {
            either!(r, cmp).map(String::as_str)
        }),
        maybe("direction", "`up` or `down`", |r: &AmountRow| {
            either!(r, direction).and_then(|d| d.as_deref())
        }),
        maybe("text", "the words", |r: &AmountRow| either!(r, text).map(String::as_str)),
        number("start", "first position", |r: &AmountRow| {
            either!(r, start).copied().unwrap_or_default()
        }),
        number("end", "position after the last", |r: &AmountRow| {
            either!(r, end).copied().unwrap_or_default()
        }),
        figure("score", LINK_SCORE, |r: &AmountRow| r.event.and_then(|(_, a)| a.score)),
    ]
}

/// A row of dates: an event's, or one that no event has.
pub(super) struct DateRow<'a> {
    document: &'a DocumentRecord,
    event: Option<(&'a EventRecord, &'a EventDateRecord)>,
    free: Option<&'a TimexRecord>,
}

pub(super) fn date_rows<'a>(sheets: &[Sheet<'a>]) -> Vec<DateRow<'a>> {
    linked(
        sheets,
        |e| &e.dates,
        |d| &d.timexes,
        |l, f| (l.start, l.end) == (f.start, f.end),
        |document, event, free| DateRow { document, event, free },
    )
}

impl DateRow<'_> {
    fn earliest(&self) -> Option<Date> {
        either!(self, earliest).and_then(|d| d.as_deref()?.parse().ok())
    }

    fn latest(&self) -> Option<Date> {
        either!(self, latest).and_then(|d| d.as_deref()?.parse().ok())
    }

    fn precision(&self) -> Option<&'static str> {
        let known = precision(self.earliest(), self.latest())?;
        Some(if either!(self, value).is_some_and(|value| is_open(value)) {
            OPEN
        } else {
            known
        })
    }
}

pub(super) fn dates<'a>() -> Vec<Column<DateRow<'a>>> {
    vec![
        words("doc_id", "the document", |r: &DateRow| &r.document.doc_id),
        maybe(
            "event_id",
            "the event mention; null for a date that no event has",
            |r: &DateRow| r.event.map(|(e, _)| e.event_id.as_str()),
        ),
        maybe("type", "code of the event type", |r: &DateRow| {
            r.event.map(|(e, _)| e.kind.as_str())
        }),
        maybe("role", "`event_time`, `begin` or `end`", |r: &DateRow| {
            r.event.map(|(_, d)| d.role.as_str())
        }),
        day("date_earliest", "first day that it may mean", DateRow::earliest),
        day("date_latest", "last day", DateRow::latest),
        maybe(
            "date_precision",
            "`day`, `week`, `month`, `year`; `open` where the year is not known; else `period`, also where a bound is missing",
            |r: &DateRow| r.precision(),
        ),
        maybe("timex_type", "`DATE`, `TIME`, `DURATION` or `SET`", |r: &DateRow| {
            either!(r, kind).map(String::as_str)
        }),
        maybe("timex_value", "TIMEX3 value", |r: &DateRow| {
            either!(r, value).map(String::as_str)
        }),
        maybe("mod", "TimeML's mod", |r: &DateRow| {
            either!(r, modifier).and_then(|m| m.as_deref())
        }),
        maybe("anchor", "`text`, `doc_date`, `timex` or `none`", |r: &DateRow| {
            either!(r, anchor).map(String::as_str)
        }),
        maybe("text", "the words", |r: &DateRow| either!(r, text).map(String::as_str)),
        number("start", "first position", |r: &DateRow| {
            either!(r, start).copied().unwrap_or_default()
        }),
        number("end", "position after the last", |r: &DateRow| {
            either!(r, end).copied().unwrap_or_default()
        }),
        figure("score", LINK_SCORE, |r: &DateRow| r.event.and_then(|(_, d)| d.score)),
    ]
}

pub(super) fn documents<'a>() -> Vec<Column<Sheet<'a>>> {
    vec![
        words("doc_id", "the document", |r: &Sheet| &r.document.doc_id),
        words("source", "its path and row", |r: &Sheet| &r.document.source),
        maybe("doc_title", "its headline", |r: &Sheet| r.document.title.as_deref()),
        maybe("url", "its address", |r: &Sheet| r.document.url.as_deref()),
        maybe("publication", "the paper", |r: &Sheet| r.document.publication.as_deref()),
        maybe(
            "duplicate_of",
            "the earliest article that the document repeats nearly word for word",
            |r: &Sheet| r.document.duplicate_of.as_deref(),
        ),
        maybe(
            "doc_date",
            "its date as known: `2024`, `2024-07` or `2024-07-16`",
            |r: &Sheet| r.document.doc_date.as_deref(),
        ),
        day("date_earliest", "first day of that date", |r: &Sheet| {
            When::of_article(r.document.doc_date.as_deref()).earliest()
        }),
        day("date_latest", "last day", |r: &Sheet| {
            When::of_article(r.document.doc_date.as_deref()).latest()
        }),
        maybe("date_precision", "`day`, `month` or `year`", |r: &Sheet| {
            r.document.doc_date_precision.as_deref()
        }),
        words(
            "doc_date_source",
            "`metadata`, `header`, `url`, `filename`, `dateline`, `option` or `none`",
            |r: &Sheet| &r.document.doc_date_source,
        ),
        maybe(
            "language",
            "ISO 639 code of the text's language; null of a short text",
            |r: &Sheet| r.document.language.as_deref(),
        ),
        number("chars", "code points of the text", |r: &Sheet| r.document.chars),
        number("sentences", "sentences", |r: &Sheet| r.document.sentences),
        number("mentions", "names in it", |r: &Sheet| r.document.entities.len() as u64),
        number(
            "events",
            "events of it, those left out by a filter not counted",
            |r: &Sheet| r.events.len() as u64,
        ),
        words("status", "`ok`, or what was odd", |r: &Sheet| &r.document.status),
        made("warnings", "what was odd, joined by ` | `", |r: &Sheet| {
            (!r.document.warnings.is_empty()).then(|| r.document.warnings.join(" | "))
        }),
        words("sha256", "of the text as read", |r: &Sheet| &r.document.sha256),
    ]
}

/// A row of mentions.
pub(super) struct MentionRow<'a> {
    document: &'a DocumentRecord,
    mention: &'a EntityRecord,
}

pub(super) fn mention_rows<'a>(sheets: &[Sheet<'a>]) -> Vec<MentionRow<'a>> {
    let documents = sheets.iter().map(|s| s.document);
    documents
        .flat_map(|document| document.entities.iter().map(move |mention| MentionRow { document, mention }))
        .collect()
}

pub(super) fn mentions<'a>() -> Vec<Column<MentionRow<'a>>> {
    let mut columns = vec![
        words("doc_id", "the document", |r: &MentionRow| &r.document.doc_id),
        words("entity_id", "the entity", |r: &MentionRow| &r.mention.entity_id),
        words("entity_type", "`PER`, `ORG`, `LOC` or `MISC`", |r: &MentionRow| {
            &r.mention.kind
        }),
        words("name", "name to show", |r: &MentionRow| &r.mention.canonical),
        maybe(
            "country",
            "ISO 3166-1; of firms and persons that of their seat",
            |r: &MentionRow| r.mention.country.as_deref(),
        ),
    ];
    columns.extend(position_columns(|r: &MentionRow| {
        let p = r.mention;
        Some((p.admin1.as_deref(), [p.lat, p.lon], p.geonames_id, p.place_open.as_deref()))
    }));
    columns.extend([
        words("text", "the words", |r: &MentionRow| &r.mention.text),
        number("start", "first position", |r: &MentionRow| r.mention.start),
        number("end", "position after the last", |r: &MentionRow| r.mention.end),
        figure("score", "0 to 1", |r: &MentionRow| Some(r.mention.score)),
    ]);
    columns
}

pub(super) fn entities() -> Vec<Column<Entity>> {
    vec![
        words("entity_id", "the entity, the same in all documents", |r: &Entity| &r.id),
        words("entity_type", "`PER`, `ORG`, `LOC` or `MISC`", |r: &Entity| &r.kind),
        words("name", "name to show", |r: &Entity| &r.name),
        maybe(
            "country",
            "ISO 3166-1; of firms and persons that of their seat",
            |r: &Entity| r.country.as_deref().or_else(|| country_of(&r.name, &r.kind)),
        ),
        number("mentions", "times that it is named", |r: &Entity| r.mentions),
        number("documents", "documents that name it", |r: &Entity| r.documents),
        number("events", "event mentions in which it takes part", |r: &Entity| r.events),
        number("as_actor", "those in which it is actor", |r: &Entity| r.as_actor),
        number("as_recipient", "those in which it is recipient", |r: &Entity| r.as_recipient),
    ]
}
