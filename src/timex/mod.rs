//! French temporal expressions (TIMEX3): found by rules, resolved against the document date and the text's own story.
//!
//! The module stands on its own: [`find`] needs a [`Text`] and, where it is known, the document's date.

mod reading;
mod rule;
mod tense;
mod value;
mod word;

use crate::text::{PartialDate, Span, Text};
use jiff::civil::Date;
use reading::{Context, Dated, Reading};
use rule::{Found, Reader, What};
use std::convert::Infallible;
use tense::Tense;

pub use rule::{Rule, rules};
pub use value::is_value;

/// What a temporal expression denotes, after TimeML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimexKind {
    /// A day or something coarser.
    Date,
    /// Finer than a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimexKind {
    /// The TimeML name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// TimeML's `mod` of a temporal expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are TimeML's own")]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Modifier {
    /// The TimeML name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}

/// What the value of a temporal expression leans on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// Complete in itself.
    Text,
    /// The document's date.
    DocDate,
    /// A temporal expression before it.
    Timex,
    /// Nothing that is known: the value keeps its X's.
    None,
}

impl Anchor {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::DocDate => "doc_date",
            Self::Timex => "timex",
            Self::None => "none",
        }
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
/// use depeche::text::{PartialDate, Text};
/// let text = Text::new("L'usine a fermé le 15 juillet 2024.");
/// assert_eq!(depeche::timex::find(&text, None)[0].value, "2024-07-15");
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
    let mut story = Story::default();
    let words = word::Words::of(text);
    for (at, sentence) in text.sentences().iter().enumerate() {
        go_on()?;
        let tokens = sentence.tokens();
        let reader = Reader::new(text, &words, tokens.clone());
        let mut said = None;
        let mut i = tokens.start;
        while i < tokens.end {
            let Some(found) = reader.at(i) else {
                i += 1;
                continue;
            };
            i = found.end.max(i + 1);
            let modifier = reader.modifier(&found);
            let tense = tense::judge(text, tokens.clone(), found.start..found.end);
            if let Some(mut timex) = resolve(text, &found, published, tense, story.day(at), &mut said) {
                timex.modifier = timex.modifier.or(modifier);
                let told = timex.kind == TimexKind::Date || timex.anchor == Anchor::DocDate && timex.rule.contains("calendar");
                if let Some(day) = timex.earliest.filter(|_| told && timex.earliest == timex.latest) {
                    story.tell(day, at, published);
                }
                out.push(timex);
            }
        }
    }
    Ok(out)
}

/// The day that « la veille » and « le lendemain » lean on.
#[derive(Debug, Default)]
struct Story {
    last: Option<(Date, usize)>,
    /// The last day within a year of the document's date.
    news: Option<Date>,
}

impl Story {
    fn tell(&mut self, day: Date, sentence: usize, published: Option<PartialDate>) {
        const YEAR: i32 = 366;
        self.last = Some((day, sentence));
        let near = |p: PartialDate| day.since(p.first()).is_ok_and(|span| span.get_days().abs() <= YEAR);
        if published.is_none_or(near) {
            self.news = Some(day);
        }
    }

    /// The last day told; a far one, of the background, only in its own sentence and the next.
    fn day(&self, sentence: usize) -> Option<Date> {
        let (day, told) = self.last?;
        if sentence <= told + 1 {
            Some(day)
        } else {
            self.news.or(Some(day))
        }
    }
}

/// A find with its value; `said` is the last day of the same sentence, on which bare clock times stand.
fn resolve(
    text: &Text<'_>,
    found: &Found,
    published: Option<PartialDate>,
    tense: Tense,
    story: Option<Date>,
    said: &mut Option<Date>,
) -> Option<Timex> {
    let mut timex = Timex {
        span: text.span(found.start, found.end - 1),
        kind: TimexKind::Date,
        value: String::new(),
        modifier: found.piece.map(|p| match p {
            "START" => Modifier::Start,
            "END" => Modifier::End,
            _ => Modifier::Mid,
        }),
        earliest: None,
        latest: None,
        anchor: Anchor::Text,
        rule: found.rule.name,
        warning: None,
    };
    match &found.what {
        What::Date(reading) => {
            let dated = place(reading, published, tense, story)?;
            if let Reading::Day { weekday: Some(w), .. } = reading
                && let Some(day) = dated.first
                && day.weekday().to_monday_one_offset() != *w
            {
                timex.warning = Some(format!("{day} is not the weekday that the text names"));
            }
            (timex.earliest, timex.latest, timex.anchor) = (dated.first, dated.last, dated.anchor);
            timex.value = dated.value;
            if timex.earliest.is_some() && timex.earliest == timex.latest {
                *said = timex.earliest;
            }
        }
        What::Time(reading, time) => {
            timex.kind = TimexKind::Time;
            let today = Reading::whole(word::Unit::Day, 0);
            let dated = match (reading, *said) {
                (Some(r), _) => place(r, published, tense, story)?,
                (None, Some(day)) => Dated {
                    value: day.to_string(),
                    first: Some(day),
                    last: Some(day),
                    anchor: Anchor::Timex,
                },
                (None, None) => place(&today, published, tense, story)?,
            };
            (timex.earliest, timex.latest, timex.anchor) = (dated.first, dated.last, dated.anchor);
            if timex.earliest.is_some() && timex.earliest == timex.latest {
                *said = timex.earliest;
            }
            timex.value = format!("{}T{time}", dated.value);
        }
        What::Duration(value) => (timex.kind, timex.value) = (TimexKind::Duration, value.clone()),
        What::Set(value) => (timex.kind, timex.value) = (TimexKind::Set, value.clone()),
        What::Reference(value) => timex.value = (*value).to_owned(),
    }
    Some(timex)
}

/// A reading on the first and the last day that the document may be of: equal meanings stand, others keep X's and bounds.
fn place(reading: &Reading, published: Option<PartialDate>, tense: Tense, story: Option<Date>) -> Option<Dated> {
    // TIMEX3 has no value for a day before our era.
    let on = |doc| {
        let dated = reading.resolve(Context { doc, story, tense });
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
    };
    let Some(published) = published else {
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
