//! What tables, rules and earlier stages say of a sentence, in the form that the learned heads read.

use crate::amount::AmountKind;
use crate::event::by_rules::{fill, told};
use crate::event::candidate::{self, Candidate};
use crate::event::considered::{Considered, of_view};
use crate::event::ontology::{Ontology, TypeId, ontology};
use crate::event::view::View;
use crate::event::{AmountRole, DateRole, Event, Factuality, Role, Scene, attribution::Sources, trace::Trace};
use crate::heads::{Kind, Link};
use crate::ner::Label;
use crate::timex::TimexKind;

impl Link {
    /// The link of an argument, where the heads have one.
    pub fn of_role(role: Role) -> Option<Self> {
        match role {
            Role::Actor => Some(Self::Actor),
            Role::Recipient => Some(Self::Recipient),
            Role::Theme => Some(Self::Theme),
            Role::Place => Some(Self::Place),
            Role::Instrument | Role::Beneficiary | Role::Counterpart | Role::Scope => None,
        }
    }

    /// The link of a date.
    pub fn of_date(role: DateRole) -> Self {
        match role {
            DateRole::EventTime => Self::EventTime,
            DateRole::Begin => Self::Begin,
            DateRole::End => Self::End,
        }
    }

    /// The link of an amount.
    pub fn of_amount(role: AmountRole) -> Self {
        match role {
            AmountRole::Level => Self::Level,
            AmountRole::Change => Self::Change,
            AmountRole::Share => Self::Share,
            AmountRole::Count => Self::Count,
            AmountRole::Price => Self::Price,
            AmountRole::Total => Self::Total,
            AmountRole::Forecast => Self::Forecast,
        }
    }
}

/// What is known of a sentence before the heads read it.
#[derive(Debug)]
pub struct Evidence {
    /// The sentence's index.
    pub sentence: usize,
    /// Its first token.
    pub base: usize,
    /// For each word, what it is part of.
    pub kinds: Vec<Kind>,
    /// The triggers that the tables have for its words, each with its verdict.
    pub offers: Vec<Considered>,
    /// The folded lemmas of its words.
    pub lemmas: Vec<String>,
}

/// An event that is asked about: the first word of its trigger in the sentence, and its type.
pub type Asked = (usize, TypeId);

/// What the rules say of an event.
#[derive(Debug)]
pub struct Said {
    /// The words that take part, and how.
    pub links: Vec<(Link, usize)>,
    /// How it is told.
    pub factuality: Factuality,
    /// Last word of the trigger.
    pub last: usize,
}

/// The evidence for each sentence that has a parse.
pub fn collect(scene: &Scene<'_>) -> Vec<Evidence> {
    let ontology = ontology();
    View::all(scene).iter().flatten().map(|view| of(ontology, view)).collect()
}

/// What the rules say of the events that are asked about in a sentence, as `asked` gives them for its index.
pub fn said(scene: &Scene<'_>, mut asked: impl FnMut(usize) -> Vec<Asked>) -> Vec<Vec<Said>> {
    let views = View::all(scene);
    let Ok(sources) = Sources::find(scene.text, &views, &mut || Ok::<(), std::convert::Infallible>(()));
    (0..views.len())
        .map(|index| match &views[index] {
            Some(view) => {
                let candidates: Vec<Candidate<'_>> = asked(index)
                    .into_iter()
                    .map(|(word, kind)| candidate::of_type(ontology(), view, word, kind))
                    .collect();
                by_rules(view, &candidates, &sources)
            }
            None => Vec::new(),
        })
        .collect()
}

/// The evidence for a sentence.
pub(in crate::event) fn of(ontology: &'static Ontology, view: &View<'_>) -> Evidence {
    let (candidates, _) = told(ontology, view);
    let starts: Vec<usize> = candidates.iter().map(|c| c.first).collect();
    Evidence {
        sentence: view.sentence,
        base: view.base,
        kinds: (0..view.len()).map(|i| kind(view, i)).collect(),
        offers: considered(ontology, view, &starts),
        lemmas: (0..view.len()).map(|i| view.lemma(i).to_owned()).collect(),
    }
}

/// The triggers that the tables have for the words of a sentence; those that they tell begin at `starts`.
pub(in crate::event) fn considered(ontology: &'static Ontology, view: &View<'_>, starts: &[usize]) -> Vec<Considered> {
    of_view(ontology, view, |i| starts.contains(&i))
}

/// What the earlier stages made of a word.
pub(in crate::event) fn kind(view: &View<'_>, i: usize) -> Kind {
    if let Some(t) = view.timexes[i] {
        return match view.scene.timexes[t].kind {
            TimexKind::Duration => Kind::Duration,
            _ => Kind::Date,
        };
    }
    if let Some(a) = view.amounts[i] {
        let amount = &view.scene.amounts[a];
        return match amount.kind {
            AmountKind::Money => Kind::Money,
            AmountKind::Percent | AmountKind::PercentagePoint => Kind::Percent,
            AmountKind::Count if amount.person => Kind::People,
            AmountKind::Count => Kind::Count,
        };
    }
    match view.mention(i).map(|m| m.label) {
        Some(Label::Per) => Kind::Person,
        Some(Label::Org) => Kind::Organization,
        Some(Label::Loc) => Kind::Place,
        Some(Label::Misc) => Kind::Misc,
        None => Kind::Plain,
    }
}

/// What the rules say of candidates of a sentence.
fn by_rules(view: &View<'_>, candidates: &[Candidate<'_>], sources: &Sources) -> Vec<Said> {
    let kinds: Vec<TypeId> = candidates.iter().map(|c| c.trigger.kind).collect();
    let all: Vec<&Candidate<'_>> = candidates.iter().collect();
    let events = fill(view, &all, &kinds, sources, &mut Trace::silent());
    let said = events.iter().zip(candidates).map(|(event, c)| Said {
        links: links_of(view, event),
        factuality: event.factuality,
        last: c.last,
    });
    said.collect()
}

/// The links of an event's parts to words of its sentence.
pub(in crate::event) fn links_of(view: &View<'_>, event: &Event) -> Vec<(Link, usize)> {
    let scene = view.scene;
    let arguments = event.arguments.iter().filter_map(|a| Some((Link::of_role(a.role)?, a.span)));
    let dates = event
        .dates
        .iter()
        .map(|d| (Link::of_date(d.role), scene.timexes[d.index].span));
    let amounts = event
        .amounts
        .iter()
        .map(|a| (Link::of_amount(a.role), scene.amounts[a.index].span));
    let source = event.attribution.source.map(|s| (Link::Source, s));
    let mut out: Vec<(Link, usize)> = arguments
        .chain(dates)
        .chain(amounts)
        .chain(source)
        .filter_map(|(link, span)| Some((link, view.head(span)?)))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_the_name_of_its_role() {
        let roles = Role::ALL
            .into_iter()
            .filter_map(|r| Some((Link::of_role(r)?.name(), r.name())));
        let dates = DateRole::ALL.into_iter().map(|r| (Link::of_date(r).name(), r.name()));
        let amounts = AmountRole::ALL.into_iter().map(|r| (Link::of_amount(r).name(), r.name()));
        for (link, role) in roles.chain(dates).chain(amounts) {
            assert_eq!(link, role);
        }
    }
}
