//! Which entities of a run a name means.

use super::RunDir;
use crate::error::SetupError;
use crate::event::MentionKind;
use crate::near::{self, Nearest};
use crate::record::{DocumentRecord, EventRecord};
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Names that a message offers for one that is not known.
const OFFERED: usize = 3;

/// What a name that was asked for means in a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The name as it was asked for.
    pub asked: String,
    /// The entities of that name, those with most events first.
    pub entities: Vec<NamedEntity>,
    /// Other entities that these words stand for, with the events in which they do.
    pub called: Vec<NamedEntity>,
    /// Events in which these words take part or are the source, whatever entity they stand for.
    pub worded: usize,
    /// The nearest names of the run, where nothing has this one.
    pub near: Vec<String>,
}

/// An entity that a name means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedEntity {
    /// Its id.
    pub id: String,
    /// Its name to show.
    pub name: String,
    /// Events in which it takes part or is the source.
    pub events: usize,
}

/// A mention of an entity.
struct Mention<'a> {
    id: &'a str,
    canonical: &'a str,
    /// The words, where they are a name: « il » names nobody.
    words: Option<&'a str>,
    kind: &'a str,
}

impl Mention<'_> {
    /// Whether a folded name is its entity's own: the id, the canonical name, or the last words of a person's name.
    fn is_named(&self, name: &str) -> bool {
        let canonical = fold(self.canonical);
        let last = || canonical.strip_suffix(name).is_some_and(|first| first.ends_with(' '));
        canonical == name || fold(self.id) == name || self.kind == "PER" && !name.is_empty() && last()
    }

    /// Whether a folded name stands for its entity here.
    fn is_called(&self, name: &str) -> bool {
        self.words.is_some_and(|words| fold(words) == name)
    }
}

/// What each of these names means in the run.
pub(super) fn find(run: &RunDir, asked: &[String]) -> Result<Vec<Named>, SetupError> {
    let mut search = Search::new(asked);
    for document in run.documents()? {
        search.see_document(&document?);
    }
    for event in run.events()? {
        search.see_event(&event?);
    }
    let mut named = search.into_named();
    for name in named.iter_mut().filter(|n| n.entities.is_empty() && n.worded == 0) {
        name.near = nearest(run, &name.asked)?;
    }
    Ok(named)
}

/// The names of the run's entities that are nearest to one that none of them has.
fn nearest(run: &RunDir, asked: &str) -> Result<Vec<String>, SetupError> {
    let wanted = fold(asked.trim());
    // How far each name is, and how often it is mentioned.
    let mut names: HashMap<String, (Option<usize>, usize)> = HashMap::new();
    for document in run.documents()? {
        for mention in document?.entities {
            let distance = || near::of_name(&fold(&mention.canonical), &wanted);
            if let Some((_, times)) = names.get_mut(&mention.canonical) {
                *times += 1;
            } else {
                names.insert(mention.canonical.clone(), (distance(), 1));
            }
        }
    }
    let mut nearest = Nearest::new(OFFERED);
    for (name, (distance, times)) in names {
        nearest.see(distance, times, &name);
    }
    Ok(nearest.into_names())
}

/// What is known of one name while a run is read.
struct Found {
    asked: String,
    folded: String,
    ids: BTreeMap<String, Known>,
    worded: usize,
    /// Entities that are called so where they take part.
    called: BTreeMap<String, Called>,
}

/// An entity that is called so where it takes part.
struct Called {
    name: String,
    /// In how many events.
    events: usize,
    /// In how many of them by the very words.
    whole: usize,
}

/// An entity that a name may mean.
struct Known {
    /// The name to show, as its first mention has it.
    name: String,
    /// Whether the name that was asked for is its own, and not only what it is called somewhere.
    is_named: bool,
    is_place: bool,
}

impl Found {
    fn see(&mut self, mention: &Mention<'_>) {
        let is_named = mention.is_named(&self.folded);
        if let Some(known) = self.ids.get_mut(mention.id) {
            known.is_named |= is_named;
        } else if is_named || mention.is_called(&self.folded) {
            let known = Known {
                name: mention.canonical.to_owned(),
                is_named,
                is_place: mention.kind == "LOC",
            };
            self.ids.insert(mention.id.to_owned(), known);
        }
    }

    /// The entities that the name means. Where « Paris » stands for France, that is no reason to take all events of France for those of Paris.
    fn entities(&self, events: &HashMap<String, usize>) -> Vec<NamedEntity> {
        let is_own = self.ids.values().any(|known| known.is_named);
        let meant = self
            .ids
            .iter()
            .filter(|(_, known)| known.is_named || !known.is_place || !is_own);
        let mut entities: Vec<NamedEntity> = meant
            .map(|(id, known)| NamedEntity {
                events: events.get(id).copied().unwrap_or_default(),
                id: id.clone(),
                name: known.name.clone(),
            })
            .collect();
        entities.sort_by_key(|entity| Reverse(entity.events));
        entities
    }

    fn named(self, events: &HashMap<String, usize>) -> Named {
        let entities = self.entities(events);
        let others = self.called.into_iter().filter(|(id, _)| entities.iter().all(|e| e.id != *id));
        // Of a name that entities bear only the very words are taken.
        let borne = !entities.is_empty();
        let taken = others.map(|(id, called)| NamedEntity {
            id,
            name: called.name,
            events: if borne { called.whole } else { called.events },
        });
        let mut called: Vec<NamedEntity> = taken.filter(|entity| entity.events > 0).collect();
        called.sort_by_key(|entity| Reverse(entity.events));
        Named {
            asked: self.asked,
            entities,
            called,
            worded: self.worded,
            near: Vec::new(),
        }
    }
}

struct Search {
    found: Vec<Found>,
    /// Events of each entity.
    events: HashMap<String, usize>,
}

impl Search {
    fn new(asked: &[String]) -> Self {
        let found = asked.iter().map(|asked| Found {
            asked: asked.clone(),
            folded: fold(asked.trim()),
            ids: BTreeMap::new(),
            worded: 0,
            called: BTreeMap::new(),
        });
        Self {
            found: found.collect(),
            events: HashMap::new(),
        }
    }

    fn see(&mut self, mention: &Mention<'_>) {
        self.found.iter_mut().for_each(|found| found.see(mention));
    }

    fn see_document(&mut self, document: &DocumentRecord) {
        for entity in &document.entities {
            self.see(&Mention {
                id: &entity.entity_id,
                canonical: &entity.canonical,
                words: Some(&entity.text),
                kind: &entity.kind,
            });
        }
    }

    fn see_event(&mut self, event: &EventRecord) {
        for argument in &event.arguments {
            let Some(id) = &argument.entity_id else { continue };
            self.see(&Mention {
                id,
                canonical: argument.canonical.as_ref().unwrap_or(&argument.text),
                words: (argument.mention == "name").then_some(&argument.text),
                kind: argument.entity_type.as_deref().unwrap_or_default(),
            });
        }
        let told: HashSet<&str> = takers(event).filter_map(|t| t.id).collect();
        for id in told {
            *self.events.entry(id.to_owned()).or_default() += 1;
        }
        let takers: Vec<(String, Taker<'_>)> = takers(event).map(|t| (fold(t.words), t)).collect();
        for found in &mut self.found {
            let worded = || takers.iter().filter(|(words, t)| t.is_worded(words, &found.folded));
            found.worded += usize::from(worded().next().is_some());
            let called = worded().filter_map(|(words, t)| {
                let id = t.id?;
                Some((id, (t.canonical.unwrap_or(t.words), *words == found.folded)))
            });
            let mut of_event: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
            for (id, (name, whole)) in called {
                of_event.entry(id).or_insert((name, false)).1 |= whole;
            }
            for (id, (name, whole)) in of_event {
                let called = found.called.entry(id.to_owned()).or_insert_with(|| Called {
                    name: name.to_owned(),
                    events: 0,
                    whole: 0,
                });
                called.events += 1;
                called.whole += usize::from(whole);
            }
        }
    }

    fn into_named(self) -> Vec<Named> {
        let events = self.events;
        self.found.into_iter().map(|found| found.named(&events)).collect()
    }
}

/// Who takes part in an event or is its source.
pub(super) struct Taker<'a> {
    pub(super) words: &'a str,
    pub(super) id: Option<&'a str>,
    pub(super) canonical: Option<&'a str>,
    /// Whether the words are a noun phrase and no name.
    nominal: bool,
}

/// Words that open a noun phrase and tell nothing of it, folded.
const OPENERS: [&str; 21] = [
    "le ", "la ", "les ", "l'", "un ", "une ", "des ", "du ", "ce ", "cet ", "cette ", "ces ", "son ", "sa ", "ses ", "leur ",
    "leurs ", "notre ", "nos ", "mon ", "ma ",
];

/// Folded words without an article or another word that opens a noun phrase.
fn bare(words: &str) -> &str {
    OPENERS.iter().find_map(|opener| words.strip_prefix(opener)).unwrap_or(words)
}

impl Taker<'_> {
    /// Whether its words, folded, are those that were asked for: the same, or, of a noun phrase, its first ones, the article aside. « Le tribunal
    /// de Nantes » is « tribunal », and « le porte-parole » is no « porte ».
    pub(super) fn is_worded(&self, words: &str, asked: &str) -> bool {
        let asked_bare = bare(asked);
        let begins = |rest: &str| rest.is_empty() || rest.starts_with([' ', ',']);
        words == asked || self.nominal && !asked_bare.is_empty() && bare(words).strip_prefix(asked_bare).is_some_and(begins)
    }
}

/// All who take part in an event, and its source.
pub(super) fn takers(event: &EventRecord) -> impl Iterator<Item = Taker<'_>> {
    let nominal = MentionKind::Nominal.name();
    let arguments = event.arguments.iter();
    let arguments = arguments.map(move |a| (&a.text, &a.entity_id, &a.canonical, a.mention == nominal));
    let source = event.attribution.source.iter();
    let source = source.map(|s| (&s.text, &s.entity_id, &s.canonical, s.entity_id.is_none()));
    arguments.chain(source).map(|(words, id, canonical, nominal)| Taker {
        nominal,
        words,
        id: id.as_deref(),
        canonical: canonical.as_deref(),
    })
}
