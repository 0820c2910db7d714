//! The event types: their triggers, frames and conditions (`data/*.toml`), compiled in and parsed once; and a user's own beside them.

mod fault;
mod filler;
mod lexeme;
mod parse;
mod raw;

use super::behavior::Behavior;
use super::{AmountRole, Role};
use crate::error::SetupError;
use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// The compiled-in files, as name and text.
pub const FILES: &[(&str, &str)] = &include!("../data/files.in");
const CLASSES: &str = include_str!("../data/classes.toml");

/// The user's type files, once it is settled whether there are any.
static OWN: OnceLock<Vec<OwnFile>> = OnceLock::new();
static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();

/// A type file of a user: its name, `ENV.Pollute.toml`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// The file's name: the type's code and `.toml`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Takes a user's type files beside the compiled-in ones, for the whole process; one of the same name takes the place of ours. Without a
/// file it settles that there are none but ours.
///
/// Rows added to a type that the learned heads know are evidence for them; a new type is told by its rows alone, and where both would
/// tell a word it is the new type.
///
/// # Errors
/// `SetupError::Table` for a fault in a file, by its name and line; `SetupError::Usage` when the process has other types already.
pub fn install(own: Vec<OwnFile>) -> Result<(), SetupError> {
    if OWN.get().is_none() {
        let parsed = Ontology::with(&own)?;
        // Another thread may have been faster; then its types count.
        if OWN.set(own.clone()).is_ok() {
            drop(ONTOLOGY.set(parsed));
        }
    }
    if installed() == own {
        return Ok(());
    }
    Err(SetupError::Usage(
        "this process has other types of events already, and they hold for all of it; use a process for each set of type files"
            .to_owned(),
    ))
}

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pos {
    /// A verb in any form, participles that stand as adjectives among them.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adj,
    /// Several words.
    Phrase,
}

/// A type of the compiled-in ontology, in the order of its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u8);

impl TypeId {
    /// The type of a code, as `ECO.Result`.
    pub fn of(code: &str) -> Option<Self> {
        let index = ontology().types.iter().position(|t| t.code == code)?;
        Some(Self(index as u8))
    }

    /// Its place among the types of the ontology.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// What its file says.
    pub fn get(self) -> &'static EventType {
        &ontology().types[self.index()]
    }

    /// Whether it is a user's, and none of ours in its place.
    pub fn is_new(self) -> bool {
        self.index() >= FILES.len()
    }

    /// Its code, as `ECO.Result`.
    pub fn code(self) -> &'static str {
        &self.get().code
    }

    /// What it does beyond its frames.
    pub fn behavior(self) -> &'static Behavior<Self> {
        &self.get().behavior
    }

    /// The kind of event that its mentions are clustered as.
    pub fn cluster(self) -> &'static str {
        self.behavior().cluster.as_deref().unwrap_or(self.code())
    }
}

impl fmt::Display for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// What a condition that is met adds to the score of a trigger.
pub(super) const MET: f32 = 0.15;

/// What may fill a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// Anything at all: the slot is filled.
    Any,
    /// A name of the label, or of any label.
    Name(Option<crate::ner::Label>),
    /// The name of a country.
    Country,
    /// A sum of money.
    Money,
    /// A percentage.
    Percent,
    /// A count.
    Count,
    /// A name of a person or organization, a personal pronoun, or a noun of people or firms.
    Animate,
    /// None of these.
    Inanimate,
    /// A noun of the class of `classes.toml`.
    Class(String),
    /// One of these folded lemmas.
    Lemmas(Vec<String>),
}

/// A slot and what it must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Folded slot name.
    pub slot: String,
    /// Any of these.
    pub accepts: Vec<Accept>,
}

/// Which role a slot's filler has: the first alternative that accepts it.
pub type RoleChoice = Vec<(Role, Vec<Accept>)>;
/// Folded slot names with the roles of their fillers.
pub type Frame = HashMap<String, RoleChoice>;

/// One way of wording an event.
#[derive(Debug)]
pub struct Trigger {
    /// Its type.
    pub kind: TypeId,
    /// The dictionary form as the table writes it.
    pub lemma: String,
    /// Folded words; several for a multi-word unit.
    pub words: Vec<String>,
    /// Part of speech.
    pub pos: Pos,
    /// Slots to roles: the type's frame with the trigger's own slots laid over it.
    pub frame: Frame,
    /// Slots to amount roles, the same way.
    pub amounts: HashMap<String, AmountRole>,
    /// All must hold.
    pub when: Vec<Condition>,
    /// None may hold.
    pub unless: Vec<Condition>,
    /// Whether the verb must be reflexive, must not be, or may be either.
    pub reflexive: Option<bool>,
    /// Whether the verb must have the pronoun « en »: « s'en prendre à ».
    pub en: bool,
    /// How often the lemma means this type, 0 to 1.
    pub prior: f32,
}

/// A text in the two languages of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// Where a type ends and a neighbor begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Border {
    /// The neighbor's code.
    pub to: String,
    /// What tells the two apart.
    pub text: Bilingual,
}

/// What a coder must know of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codebook {
    /// The type's English name.
    pub label_en: String,
    /// What counts as an event of the type.
    pub definition: Bilingual,
    /// What fills each role.
    pub roles: BTreeMap<Role, Bilingual>,
    /// What each amount role means for the type.
    pub amounts: BTreeMap<AmountRole, Bilingual>,
    /// Its neighbors, the closest first.
    pub borders: Vec<Border>,
}

impl Codebook {
    /// The page of a user's type that has none: its name.
    fn bare(label: &str) -> Self {
        let name = || label.to_owned();
        Self {
            label_en: name(),
            definition: Bilingual { fr: name(), en: name() },
            roles: BTreeMap::new(),
            amounts: BTreeMap::new(),
            borders: Vec::new(),
        }
    }
}

/// One event type.
#[derive(Debug)]
pub struct EventType {
    /// `ECO.Result`.
    pub code: String,
    /// Its French name.
    pub label_fr: String,
    /// PLOVER's event, mode and quad, where one fits.
    pub plover: Option<String>,
    /// PLOVER's mode.
    pub plover_mode: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: Option<u8>,
    /// ACE's type, where one fits.
    pub ace: Option<String>,
    /// What to heed.
    pub note: Option<String>,
    /// Sentences with the trigger in ⟦⟧.
    pub examples: Vec<String>,
    /// Sentences without an event of the type.
    pub counter_examples: Vec<String>,
    /// What it does beyond its frames.
    pub behavior: Behavior<TypeId>,
    /// Its page of the codebook.
    pub codebook: Codebook,
}

/// All types and triggers.
#[derive(Debug)]
pub struct Ontology {
    /// The types, in the order of their files.
    pub types: Vec<EventType>,
    /// All triggers; a table row with several lemmas gives several.
    pub triggers: Vec<Trigger>,
    /// For each type, a verb and a noun that no row lists, with the type's frames: for words that only the learned heads tell.
    pub unlisted: Vec<[Trigger; 2]>,
    /// Folded lemma to the triggers that begin with it (verbs, nouns, phrases).
    by_word: HashMap<String, Vec<u32>>,
    /// Folded forms to the folded lemmas that open triggers, verbs and others apart.
    forms: HashMap<String, Vec<(Pos, String)>>,
    classes: HashMap<String, HashSet<String>>,
}

impl Ontology {
    /// The lemmas that a folded form may have among the words that open triggers, with their part of speech.
    pub fn lemmas_of(&self, form: &str) -> &[(Pos, String)] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// The triggers whose first word has the folded lemma.
    pub fn triggers_of(&self, folded: &str) -> impl Iterator<Item = &Trigger> {
        self.by_word
            .get(folded)
            .into_iter()
            .flatten()
            .map(|&i| &self.triggers[i as usize])
    }

    /// Whether the folded noun belongs to the class.
    pub fn in_class(&self, class: &str, folded: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c.contains(folded))
    }
}

/// The ontology of this process: the compiled-in one, with the user's files if [`install`] took any.
pub fn ontology() -> &'static Ontology {
    ONTOLOGY.get_or_init(|| {
        Ontology::with(installed()).expect("the compiled-in tables, which tests/events.rs checks, and files that install read")
    })
}

/// The user's files that [`install`] took; without any, it settles that there are none. It parses nothing, so that a run without events
/// need not wait for the tables.
pub fn installed() -> &'static [OwnFile] {
    OWN.get_or_init(Vec::new)
}
