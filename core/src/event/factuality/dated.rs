//! What an event's dates say of how it is told, given the day of its article.

use super::rule::Rule;
use super::{EventMood, EventTense, Factuality};
use crate::event::{DateRole, Event, Linked, Scene};
use crate::lexicon::inflection::{is_future, is_infinitive};
use crate::text::fold;
use crate::timex::Anchor;
use jiff::civil::Date;

/// A rule that reads an event by its dates.
struct Reading {
    rule: Rule,
    holds: fn(&Event, &Dates) -> bool,
}

/// When an event is said to be, beside its article.
struct Dates {
    /// All of it lies after the article.
    ahead: bool,
    /// All of it lies before the article.
    past: bool,
    /// Its dates say something of its tense: none was itself read by way of a simple future, from the article's day.
    telling: bool,
}

/// Each example is read on 16 July 2024.
static DATED: [Reading; 3] = [
    Reading {
        rule: Rule {
            name: "event.factuality.history",
            reads: "Le groupe ⟦rachètera⟧ son rival en 1931.",
            factuality: Factuality::Asserted,
            leaves: "Le groupe ⟦rachètera⟧ son rival en 2031.",
        },
        holds: |event, dates| {
            dates.past && dates.telling && event.factuality == Factuality::Planned && event.tense == EventTense::Future
        },
    },
    Reading {
        rule: Rule {
            name: "event.factuality.aim_reached",
            reads: "Le groupe tient à ⟦racheter⟧ un rival en 2023.",
            factuality: Factuality::Asserted,
            leaves: "Le groupe tient à ⟦racheter⟧ un rival.",
        },
        holds: |event, dates| {
            let bare = event.mood == EventMood::Infinitive && event.cues.is_empty();
            dates.past && event.factuality == Factuality::Planned && !event.firm && bare
        },
    },
    Reading {
        rule: Rule {
            name: "event.factuality.ahead",
            reads: "Le groupe ⟦rachète⟧ son rival le 3 septembre.",
            factuality: Factuality::Planned,
            leaves: "Le groupe ⟦rachète⟧ son rival le 3 juillet.",
        },
        holds: |event, dates| {
            let told = matches!(event.tense, EventTense::None | EventTense::Present | EventTense::Future);
            let open = told && matches!(event.mood, EventMood::None | EventMood::Indicative);
            dates.ahead && event.factuality == Factuality::Asserted && open && !event.kind.behavior().speech
        },
    },
];

/// The rules, in their order.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    DATED.iter().map(|r| &r.rule)
}

/// Reads an event once more by its dates and the day of its article, both of which `scene` has; the name of the rule that changed it.
pub(in crate::event) fn read_by_dates(event: &mut Event, scene: &Scene<'_>) -> Option<&'static str> {
    let article = scene.published?;
    let of = |day: fn(&crate::timex::Timex) -> Option<Date>, only: fn(DateRole) -> bool| -> Option<Vec<Date>> {
        let dates = event.dates.iter().filter(|d| only(d.role));
        dates.map(|d| day(&scene.timexes[d.index])).collect()
    };
    let firsts = of(|t| t.earliest, |role| role != DateRole::End)?;
    let lasts = of(|t| t.latest, |_| true)?;
    let written = |d: &Linked<DateRole>| scene.timexes[d.index].anchor != Anchor::DocDate;
    let trigger = event.trigger.span.of(scene.text.raw());
    // « aura démissionné lundi » is over by its grammar, « démissionnera lundi » only by how « lundi » was read.
    let over = !is_future(trigger) && !is_infinitive(&fold(trigger));
    let dates = Dates {
        ahead: firsts.iter().min().is_some_and(|first| *first > article.last()),
        past: lasts.iter().max().is_some_and(|last| *last < article.first()),
        telling: over || event.dates.iter().all(written),
    };
    let reading = DATED.iter().find(|r| (r.holds)(event, &dates))?;
    event.factuality = reading.rule.factuality;
    event.cues.clear();
    Some(reading.rule.name)
}
