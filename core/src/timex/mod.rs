//! French temporal expressions (TIMEX3): found by rules, resolved against the document date and the text's own story.
//!
//! The module stands on its own: [`find`] needs a [`Text`] and, where it is known, the document's date.

mod cue;
mod ground;
mod reading;
mod rule;
mod story;
mod tense;
mod value;
mod word;

use crate::named::named;
use crate::text::{PartialDate, Span, Text};
use jiff::civil::Date;
use reading::{Context, Dated, Reading};
use rule::{Found, Moment, Reader, What};
use std::convert::Infallible;
use story::{Place, Story, Told};
use tense::Tense;

pub use rule::{Rule, rules};
pub use value::is_value;

named! {
    /// What a temporal expression denotes, after TimeML.
    pub enum TimexKind {
        /// A day or something coarser.
        Date = "DATE",
        /// Finer than a day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Something that recurs.
        Set = "SET",
    }
}

named! {
    /// TimeML's `mod` of a temporal expression.
    #[expect(missing_docs, reason = "the names are TimeML's own")]
    pub enum Modifier {
        Start = "START",
        Mid = "MID",
        End = "END",
        Approx = "APPROX",
        Before = "BEFORE",
        After = "AFTER",
        OnOrBefore = "ON_OR_BEFORE",
        OnOrAfter = "ON_OR_AFTER",
        LessThan = "LESS_THAN",
        MoreThan = "MORE_THAN",
        EqualOrLess = "EQUAL_OR_LESS",
        EqualOrMore = "EQUAL_OR_MORE",
    }
}

named! {
    /// What the value of a temporal expression leans on.
    pub enum Anchor {
        /// Complete in itself.
        Text = "text",
        /// The document's date.
        DocDate = "doc_date",
        /// A temporal expression before it.
        Timex = "timex",
        /// Nothing that is known: the value keeps its X's.
        None = "none",
    }
}

/// One temporal expression with its normalized value.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// Its words, without leading preposition or article.
    pub span: Span,
    /// What it denotes.
    pub kind: TimexKind,
    /// The TIMEX3 value ([`is_value`]), as `2024-07-20`, `2024-Q3`, `P3Y`, `2022-09/2023-Q2`, `XXXX-WXX-1`, `PAST_REF`.
    pub value: String,
    /// TimeML's mod.
    pub modifier: Option<Modifier>,
    /// The first day that a dated value may mean.
    pub earliest: Option<Date>,
    /// The last day that a dated value may mean; never before `earliest`.
    pub latest: Option<Date>,
    /// What the value leans on.
    pub anchor: Anchor,
    /// Another value that is as likely: « samedi prochain » may be of this week or the next.
    pub ambiguous: Option<String>,
    /// The rule that read it, one of [`rules`], as `timex.calendar.day`.
    pub rule: &'static str,
    /// What contradicts itself in it, as « 2024-03-03 was a Sunday, not a Tuesday ».
    pub warning: Option<String>,
}

/// The temporal expressions of a text, in order, without overlaps.
///
/// Only sentences are searched. What needs the document's date stays open without it.
///
/// ```
/// use depeche_core::text::{PartialDate, Text};
/// let text = Text::new("L'usine a fermé le 15 juillet 2024.");
/// assert_eq!(depeche_core::timex::find(&text, None)[0].value, "2024-07-15");
/// ```
pub fn find(text: &Text<'_>, published: Option<PartialDate>) -> Vec<Timex> {
    let Ok(found) = find_while(text, published, || Ok::<(), Infallible>(()));
    found
}

/// As [`find`], asking before each sentence whether to go on.
///
/// # Errors
/// What `go_on` stops for.
pub fn find_while<E>(
    text: &Text<'_>,
    published: Option<PartialDate>,
    mut go_on: impl FnMut() -> Result<(), E>,
) -> Result<Vec<Timex>, E> {
    let mut out = Vec::new();
    let mut story = Story::new(published);
    let words = word::Words::of(text);
    for (at, sentence) in text.sentences().iter().enumerate() {
        go_on()?;
        let tokens = sentence.tokens();
        let reader = Reader::new(text, &words, tokens.clone());
        let (mut i, mut free) = (tokens.start, tokens.start);
        while i < tokens.end {
            let Some(found) = reader.at(i) else {
                i += 1;
                continue;
            };
            // A phrase that is known by its last word may begin inside what was read before.
            if found.start < free {
                i += 1;
                continue;
            }
            i = found.end.max(i + 1);
            free = i;
            let tense = tense::judge(text, tokens.clone(), found.start..found.end);
            let place = Place {
                sentence: at,
                token: found.start,
                opens: reader.opens(found.start),
                ground: ground::ground(text, tokens.clone(), found.start..found.end, tense),
                left: ground::is_left(text, tokens.clone(), found.start),
                compared: reader.is_compared(found.start),
            };
            if let Some(mut timex) = resolve(text, &found, &mut story, tense, place) {
                timex.modifier = timex.modifier.or(reader.modifier(&found));
                out.push(timex);
            }
        }
    }
    Ok(out)
}

/// A find with its value; what it tells moves the story's clock.
fn resolve(text: &Text<'_>, found: &Found, story: &mut Story, tense: Tense, at: Place) -> Option<Timex> {
    let mut timex = Timex {
        span: text.span(found.start, found.end - 1),
        kind: TimexKind::Date,
        value: String::new(),
        modifier: found.modifier,
        earliest: None,
        latest: None,
        anchor: Anchor::Text,
        ambiguous: None,
        rule: found.rule.name,
        warning: None,
    };
    match &found.what {
        What::Date(reading) => {
            let dated = place(reading, story, tense, at)?;
            timex.warning = contradiction(reading, &dated);
            tell(reading, &dated, story, at);
            timex.ambiguous = dated.other;
            (timex.earliest, timex.latest, timex.anchor) = (dated.first, dated.last, dated.anchor);
            timex.value = dated.value;
        }
        What::Time(reading, moment) => {
            timex.kind = TimexKind::Time;
            let dated = match reading {
                Some(reading) => {
                    let dated = place(reading, story, tense, at)?;
                    tell(reading, &dated, story, at);
                    dated
                }
                None => {
                    let day = stand(story, tense, moment, at)?;
                    next_morning(day, story, moment, at)
                }
            };
            if let Some(day) = dated.first.filter(|_| dated.first == dated.last) {
                if matches!(moment, Moment::Clock(_)) {
                    story.set_hand(day, at);
                }
                if moment.is_dark() {
                    story.darken(day, matches!(moment, Moment::Part(word::Part::Night)), at);
                }
            }
            (timex.earliest, timex.latest, timex.anchor) = (dated.first, dated.last, dated.anchor);
            timex.value = format!("{}T{}", dated.value, moment.value());
            timex.ambiguous = dated.other.map(|other| format!("{other}T{}", moment.value()));
        }
        What::Duration(value) => (timex.kind, timex.value) = (TimexKind::Duration, value.clone()),
        What::Set(value) => (timex.kind, timex.value) = (TimexKind::Set, value.clone()),
        What::Reference(reference) => reference.value().clone_into(&mut timex.value),
        What::Someday => someday(tense).value().clone_into(&mut timex.value),
    }
    Some(timex)
}

/// Where « un jour » and « plus tard » lie.
fn someday(tense: Tense) -> word::Reference {
    match tense {
        Tense::Past | Tense::Done => word::Reference::Past,
        _ => word::Reference::Future,
    }
}

/// That a date is not of the weekday that the text names.
fn contradiction(reading: &Reading, dated: &Dated) -> Option<String> {
    match (reading, dated.first) {
        (Reading::Day { weekday: Some(w), .. }, Some(day)) if day.weekday().to_monday_one_offset() != *w => {
            Some(format!("{day} is not the weekday that the text names"))
        }
        _ => None,
    }
}

/// Moves the story's clock to a dated expression.
fn tell(reading: &Reading, dated: &Dated, story: &mut Story, at: Place) {
    let (Some(first), Some(last)) = (dated.first, dated.last) else {
        return;
    };
    if first == last && !at.left {
        story.say(first, at.sentence);
    }
    if let Some(grain) = reading.grain() {
        if grain == word::Unit::Day {
            story.set_scene(last, at);
        }
        let year = reading.names_year() || dated.anchor == Anchor::Timex;
        story.tell(Told {
            first,
            last,
            grain,
            year,
            named: matches!(reading, Reading::Month { .. }),
            at,
        });
    }
}

/// A day of the story.
fn of_story(day: Date) -> Dated {
    Dated {
        value: day.to_string(),
        first: Some(day),
        last: Some(day),
        anchor: Anchor::Timex,
        other: None,
    }
}

/// The small hours that follow an evening or a night are of the next day.
fn next_morning(dated: Dated, story: &Story, moment: &Moment, at: Place) -> Dated {
    let next = dated
        .first
        .filter(|day| story.is_past_midnight(*day, moment.is_small(), moment.is_dark(), at));
    match next.and_then(|day| day.tomorrow().ok()) {
        Some(day) => of_story(day),
        None => dated,
    }
}

/// The day on which a bare time of day stands: the one that its sentence names, else the scene's or the document's.
fn stand(story: &Story, tense: Tense, moment: &Moment, at: Place) -> Option<Dated> {
    let clock = matches!(moment, Moment::Clock(_));
    let hand = || story.hand(at).filter(|_| clock);
    let scene = || story.night_before(at, tense);
    if let Some(day) = story.said(at.sentence).or_else(hand).or_else(scene) {
        return Some(of_story(day));
    }
    place(&Reading::whole(word::Unit::Day, 0), story, tense, at)
}

/// A reading on the first and the last day that the document may be of: equal meanings stand, others keep X's and bounds.
fn place(reading: &Reading, story: &Story, tense: Tense, at: Place) -> Option<Dated> {
    // TIMEX3 has no value for a day before our era.
    let on = |doc| {
        let dated = reading.resolve(Context { doc, story, tense, at });
        dated.filter(|d| d.first.is_none_or(|first| first.year() > 0))
    };
    let any = Date::new(2000, 1, 1).expect("the first day of a year is a day");
    if reading.is_complete() {
        return on(any);
    }
    let open = || Dated {
        value: reading.open(),
        first: None,
        last: None,
        anchor: Anchor::None,
        other: None,
    };
    let Some(published) = story.document else {
        // The calendar has no such day in any year near: no date at all.
        let anywhere = on(any)?;
        return Some(if anywhere.anchor == Anchor::Timex { anywhere } else { open() });
    };
    let (a, b) = (on(published.first())?, on(published.last())?);
    if a == b {
        return Some(a);
    }
    let (first, last) = (a.first.min(b.first), a.last.max(b.last));
    Some(Dated { first, last, ..open() })
}
