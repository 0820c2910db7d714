//! What tables and rules tell in a sentence, before the learned heads have their say: the triggers, and events filled by rules.

use super::attribution::Sources;
use super::candidate::{self, Candidate, Standing};
use super::ontology::{Ontology, TypeId};
use super::trace::Trace;
use super::view::View;
use super::{Event, Linked, Trigger, argument, factuality, link};

/// The events of a sentence's triggers, filled by rules.
pub(super) fn fill(
    view: &View<'_>,
    candidates: &[&Candidate<'_>],
    kinds: &[TypeId],
    sources: &Sources,
    trace: &mut Trace,
) -> Vec<Event> {
    let events = link::Events { view, candidates, kinds };
    let dates = link::dates(events, trace);
    let amounts = link::amounts(events, trace);
    let parts = candidates.iter().zip(kinds).zip(dates).zip(amounts);
    parts
        .map(|(((c, &kind), dates), amounts)| {
            let told = factuality::read(view, c, kind);
            let span = view.span(c.first, c.last);
            for ruling in &told.rulings {
                let at = ruling.cue.map_or(span, |m| view.span(m.first, m.last));
                trace.note(span, ruling.rule, at);
            }
            let lemma = if c.trigger.lemma.is_empty() {
                view.lemma(c.at)
            } else {
                &c.trigger.lemma
            };
            Event {
                kind,
                trigger: Trigger {
                    span,
                    lemma: lemma.to_owned(),
                    pos: view.tree().upos(c.at),
                },
                sentence: view.sentence,
                arguments: argument::find(view, c, kind),
                dates: dates.into_iter().map(Linked::by_rule).collect(),
                amounts: amounts.into_iter().map(Linked::by_rule).collect(),
                factuality: told.factuality,
                firm: told.firm,
                affirmed: told.affirmed,
                tense: told.tense,
                mood: told.mood,
                cues: told.cues(view),
                attribution: sources.of(view, c.at),
                confidence: 0.0,
                rule: rule(c),
            }
        })
        .collect()
}

/// A candidate's type: « ne vend plus » is a stop of sales.
pub(super) fn kind(view: &View<'_>, c: &Candidate<'_>) -> TypeId {
    let ceased = c.trigger.kind.behavior().ceased;
    ceased
        .filter(|_| c.verbal && factuality::ceased(view, c.at))
        .unwrap_or(c.trigger.kind)
}

/// What the tables tell in a sentence: the candidates with their types, in order.
pub(super) fn told(ontology: &'static Ontology, view: &View<'_>) -> (Vec<Candidate<'static>>, Vec<TypeId>) {
    let proposed = candidate::find(ontology, view);
    let kinds: Vec<TypeId> = proposed.iter().map(|c| kind(view, c)).collect();
    // Left out before dates and amounts are linked, so that theirs go to the word that is told:
    // « publie un bénéfice de 5 millions d'euros ».
    let repeated: Vec<bool> = (0..proposed.len())
        .map(|k| candidate::repeated(view, &proposed, &kinds, k))
        .collect();
    proposed
        .into_iter()
        .zip(kinds)
        .zip(repeated)
        .filter(|(_, repeated)| !repeated)
        .map(|(kept, _)| kept)
        .unzip()
}

/// The name of the rule that made a candidate.
fn rule(c: &Candidate<'_>) -> String {
    let kind = match (c.trigger.words.len() > 1, c.verbal) {
        (true, _) => "phrase",
        (false, true) => "verb",
        (false, false) => "noun",
    };
    let how = match c.standing {
        Standing::Told if c.met > 0 => "condition",
        Standing::Told => "frame",
        Standing::Untold => "learned",
    };
    format!("event.{kind}.{how}")
}
