//! The event types: their triggers, frames and conditions (`data/*.toml`), compiled in and parsed once; and a user's own beside them.

use super::behavior::Behavior;
use super::{AmountRole, Role};
use crate::error::SetupError;
use crate::lexicon::inflection;
use crate::lexicon::signature::full_form;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt, HashSet};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;
use toml::Spanned;

/// The compiled-in files, as name and text.
pub const FILES: &[(&str, &str)] = &include!("data/files.in");
const CLASSES: &str = include_str!("data/classes.toml");

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

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum RawRole {
    One(String),
    Choice(Vec<RawChoice>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    role: String,
    #[serde(default)]
    accepts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    slot: String,
    accepts: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrames {
    #[serde(default)]
    verb: BTreeMap<String, Spanned<RawRole>>,
    #[serde(default)]
    noun: BTreeMap<String, Spanned<RawRole>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTrigger {
    lemmas: Vec<Spanned<String>>,
    pos: Pos,
    #[serde(default)]
    frame: BTreeMap<String, Spanned<RawRole>>,
    #[serde(default)]
    amounts: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    when: Vec<RawCondition>,
    #[serde(default)]
    unless: Vec<RawCondition>,
    reflexive: Option<bool>,
    prior: Option<f32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBorder {
    to: Spanned<String>,
    fr: String,
    en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCodebook {
    label_en: String,
    definition_fr: String,
    definition_en: String,
    #[serde(default)]
    borders: Vec<RawBorder>,
    roles: BTreeMap<String, Spanned<Bilingual>>,
    #[serde(default)]
    amounts: BTreeMap<String, Spanned<Bilingual>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    code: String,
    label_fr: String,
    plover: Option<String>,
    plover_mode: Option<String>,
    quad: Option<u8>,
    ace: Option<String>,
    note: Option<String>,
    behavior: Option<Spanned<Behavior<String>>>,
    #[serde(default)]
    frames: RawFrames,
    #[serde(default)]
    amounts: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    trigger: Vec<RawTrigger>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
    codebook: Option<Spanned<RawCodebook>>,
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

/// Types that a process may have.
const MOST_TYPES: usize = 255;
/// How often a lemma means its type, where its row does not say.
const PRIOR: f32 = 0.7;
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

fn table_error(file: &str, line: usize, message: String) -> SetupError {
    SetupError::Table {
        file: file.to_owned(),
        line,
        message,
    }
}

/// The line of a byte offset, from 1.
fn line_at(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

fn line_of(text: &str, error: &toml::de::Error) -> usize {
    error.span().map_or(0, |s| line_at(text, s.start))
}

/// Whether a code has the form of one: `ENV.Pollute`.
fn is_code(code: &str) -> bool {
    let part = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    code.split_once('.').is_some_and(|(family, name)| part(family) && part(name))
}

fn role(name: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::name).join(", ");
    Role::from_name(name).ok_or_else(|| format!("\"{name}\" is not a role; roles are {}", known()))
}

fn amount_role(name: &str) -> Result<AmountRole, String> {
    let known = || AmountRole::ALL.map(AmountRole::name).join(", ");
    AmountRole::from_name(name).ok_or_else(|| format!("\"{name}\" is not an amount role; they are {}", known()))
}

type Classes = HashMap<String, HashSet<String>>;

fn accept(name: &str, classes: &Classes) -> Result<Accept, String> {
    use crate::ner::Label;
    Ok(match name {
        "any" => Accept::Any,
        "name" => Accept::Name(None),
        "person" => Accept::Name(Some(Label::Per)),
        "org" => Accept::Name(Some(Label::Org)),
        "place" => Accept::Name(Some(Label::Loc)),
        "misc" => Accept::Name(Some(Label::Misc)),
        "country" => Accept::Country,
        "money" => Accept::Money,
        "percent" => Accept::Percent,
        "count" => Accept::Count,
        "animate" => Accept::Animate,
        "inanimate" => Accept::Inanimate,
        _ => match name.strip_prefix('=') {
            Some(lemmas) => Accept::Lemmas(lemmas.split('|').map(|l| fold(l.trim())).collect()),
            None if classes.contains_key(name) => Accept::Class(name.to_owned()),
            None => return Err(format!("\"{name}\" is neither a kind of filler nor a class of classes.toml")),
        },
    })
}

fn accepts(names: &[String], classes: &Classes) -> Result<Vec<Accept>, String> {
    names.iter().map(|n| accept(n, classes)).collect()
}

fn slot(name: &str) -> String {
    full_form(&fold(name)).to_owned()
}

/// Slots that are no prepositions.
const SLOTS: [&str; 14] = [
    "subj", "obj", "iobj", "attr", "poss", "adj", "inf", "inf:de", "inf:a", "que", "mod", "amount", "head", "context",
];
/// Words that begin the name of a slot of a preposition.
const PREPOSITIONS: [&str; 40] = [
    "a",
    "au",
    "aupres",
    "autour",
    "aux",
    "avant",
    "avec",
    "apres",
    "chez",
    "comme",
    "concernant",
    "contre",
    "d'",
    "dans",
    "de",
    "depuis",
    "derriere",
    "des",
    "devant",
    "du",
    "durant",
    "en",
    "entre",
    "envers",
    "face",
    "grace",
    "hors",
    "jusque",
    "lors",
    "malgre",
    "outre",
    "par",
    "parmi",
    "pendant",
    "pour",
    "sans",
    "selon",
    "sous",
    "sur",
    "vers",
];

/// The folded name of a slot that there is.
fn known_slot(name: &str) -> Result<String, String> {
    let folded = slot(name);
    let first = folded.split(' ').next().unwrap_or_default();
    if SLOTS.contains(&folded.as_str()) || PREPOSITIONS.contains(&first) {
        return Ok(folded);
    }
    let known = SLOTS.join(", ");
    Err(format!("\"{name}\" is not a slot; slots are {known} and prepositions"))
}

/// What is wrong in a file, and where: a byte of it.
type Fault = (usize, String);

fn frame(raw: &BTreeMap<String, Spanned<RawRole>>, classes: &Classes) -> Result<Frame, Fault> {
    let choice = |raw: &RawRole| match raw {
        // « none » takes a slot of the type's frame away from a trigger.
        RawRole::One(none) if none == "none" => Ok(Vec::new()),
        RawRole::One(one) => Ok(vec![(role(one)?, Vec::new())]),
        RawRole::Choice(many) => many
            .iter()
            .map(|c| Ok((role(&c.role)?, accepts(&c.accepts, classes)?)))
            .collect::<Result<_, String>>(),
    };
    raw.iter()
        .map(|(name, raw)| {
            let found = known_slot(name).and_then(|name| Ok((name, choice(raw.get_ref())?)));
            found.map_err(|message| (raw.span().start, message))
        })
        .collect()
}

fn amounts(raw: &BTreeMap<String, Spanned<String>>) -> Result<HashMap<String, AmountRole>, Fault> {
    raw.iter()
        .map(|(name, to)| {
            let found = known_slot(name).and_then(|name| Ok((name, amount_role(to.get_ref())?)));
            found.map_err(|message| (to.span().start, message))
        })
        .collect()
}

fn conditions(raw: &[RawCondition], classes: &Classes) -> Result<Vec<Condition>, String> {
    raw.iter()
        .map(|c| {
            if c.accepts.is_empty() {
                return Err(format!("the condition on \"{}\" accepts nothing", c.slot));
            }
            Ok(Condition {
                slot: known_slot(&c.slot)?,
                accepts: accepts(&c.accepts, classes)?,
            })
        })
        .collect()
}

/// A lemma as the matcher reads it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Lexeme {
    words: Vec<String>,
    reflexive: Option<bool>,
    en: bool,
}

/// Splits a lemma: « s'en prendre à » is reflexive, has « en », and begins at its verb; « à l'encontre » has the words « à », « l' », « encontre ».
fn lexeme(lemma: &str, reflexive: Option<bool>) -> Lexeme {
    let folded = fold(lemma);
    let (reflexive, bare) = match folded.strip_prefix("se ").or_else(|| folded.strip_prefix("s'")) {
        Some(rest) => (Some(true), rest),
        None => (reflexive, folded.as_str()),
    };
    // « coup d'œil » has three words, « main-d'œuvre » is one.
    let parts = |word: &str| match ["d'", "l'"].iter().find_map(|a| word.strip_prefix(a)) {
        Some(rest) if !rest.is_empty() => vec![word[..2].to_owned(), rest.to_owned()],
        _ => vec![word.to_owned()],
    };
    let mut words: Vec<String> = bare.split_whitespace().flat_map(parts).collect();
    // « s'en étaient pris à »: the pronoun stands apart from the verb.
    let en = words.len() > 1 && words[0] == "en" && inflection::is_infinitive(&words[1]);
    if en {
        words.remove(0);
    }
    Lexeme { words, reflexive, en }
}

/// Conditions in an order of their own, so that two rows that say the same compare equal.
fn canonical(conditions: &[RawCondition]) -> BTreeSet<(String, BTreeSet<&str>)> {
    conditions
        .iter()
        .map(|c| (slot(&c.slot), c.accepts.iter().map(String::as_str).collect()))
        .collect()
}

/// A lemma of a row, with the conditions of the row.
struct Listed<'r> {
    lemma: &'r str,
    /// The byte of the file at which it stands.
    place: usize,
    when: BTreeSet<(String, BTreeSet<&'r str>)>,
    unless: BTreeSet<(String, BTreeSet<&'r str>)>,
    prior: f32,
}

impl Listed<'_> {
    /// What a word scores where all conditions hold.
    fn score(&self) -> f32 {
        self.prior + MET * self.when.len() as f32
    }

    /// Why a later row for the same lemma makes no sense beside this one, or the other way round; `text` is the file.
    fn clash(&self, later: &Self, text: &str) -> Option<Fault> {
        let (a, b) = (self, later);
        let line = |of: &Self| line_at(text, of.place);
        if a.when == b.when && a.unless == b.unless {
            let message = format!("\"{}\" stands in line {} already, with the same conditions", b.lemma, line(a));
            return Some((b.place, message));
        }
        for (wide, narrow) in [(a, b), (b, a)] {
            if !wide.when.is_subset(&narrow.when) {
                continue;
            }
            // It tells whatever the other keeps out.
            if wide.unless.is_subset(&narrow.unless) && wide.unless != narrow.unless {
                let message = format!(
                    "\"{}\" with fewer conditions lets in again what line {} excludes",
                    wide.lemma,
                    line(narrow)
                );
                return Some((wide.place, message));
            }
            let first = std::ptr::eq(narrow, a);
            let beaten = narrow.score() < wide.score() || narrow.score() == wide.score() && !first;
            if wide.unless == narrow.unless && wide.when != narrow.when && beaten {
                let message = format!(
                    "\"{}\" is never told by this row: line {} asks for less and scores no less",
                    narrow.lemma,
                    line(wide)
                );
                return Some((narrow.place, message));
            }
        }
        None
    }
}

/// Refuses rows that repeat a lemma to no purpose: with the same conditions, with fewer exclusions than a row that asks for as much or more (so
/// that they let in again what the other keeps out), or with more conditions and no better score than a row that tells the word anyway.
///
/// « mourir » beside « mourir » `unless` « d'envie » is a fault; « tomber » beside « tomber » `when` « au combat » is fine, for it scores higher.
fn repeats(file: &str, text: &str, rows: &[RawTrigger]) -> Result<(), SetupError> {
    let mut seen: HashMap<(Lexeme, Pos), Vec<Listed<'_>>> = HashMap::new();
    for row in rows {
        for lemma in &row.lemmas {
            let listed = Listed {
                lemma: lemma.get_ref(),
                place: lemma.span().start,
                when: canonical(&row.when),
                unless: canonical(&row.unless),
                prior: row.prior.unwrap_or(PRIOR),
            };
            let others = seen.entry((lexeme(lemma.get_ref(), row.reflexive), row.pos)).or_default();
            if let Some((place, message)) = others.iter().find_map(|other| other.clash(&listed, text)) {
                return Err(table_error(file, line_at(text, place), message));
            }
            others.push(listed);
        }
    }
    Ok(())
}

/// The descriptions of a table whose keys `read` understands.
fn described<K: Ord>(
    file: &str,
    text: &str,
    raw: BTreeMap<String, Spanned<Bilingual>>,
    read: impl Fn(&str) -> Result<K, String>,
) -> Result<BTreeMap<K, Bilingual>, SetupError> {
    raw.into_iter()
        .map(|(name, value)| {
            let line = line_at(text, value.span().start);
            let key = read(&name).map_err(|message| table_error(file, line, message))?;
            Ok((key, value.into_inner()))
        })
        .collect()
}

/// Reads `[codebook]`; a border must lead to another type.
fn codebook(file: &str, text: &str, own: &str, raw: RawCodebook, codes: &[&str]) -> Result<Codebook, SetupError> {
    for border in &raw.borders {
        let to = border.to.get_ref().as_str();
        if to == own || !codes.contains(&to) {
            let line = line_at(text, border.to.span().start);
            return Err(table_error(
                file,
                line,
                format!("the border to \"{to}\" leads to no other type"),
            ));
        }
    }
    Ok(Codebook {
        label_en: raw.label_en,
        definition: Bilingual {
            fr: raw.definition_fr,
            en: raw.definition_en,
        },
        roles: described(file, text, raw.roles, role)?,
        amounts: described(file, text, raw.amounts, amount_role)?,
        borders: raw
            .borders
            .into_iter()
            .map(|b| Border {
                to: b.to.into_inner(),
                text: Bilingual { fr: b.fr, en: b.en },
            })
            .collect(),
    })
}

/// Reads `[behavior]`; a type that it names must be another one.
fn behavior(
    file: &str,
    text: &str,
    own: &str,
    raw: Option<Spanned<Behavior<String>>>,
    codes: &[&str],
) -> Result<Behavior<TypeId>, SetupError> {
    let Some(raw) = raw else { return Ok(Behavior::default()) };
    let line = line_at(text, raw.span().start);
    raw.into_inner().resolve(|code| match codes.iter().position(|c| *c == code) {
        Some(index) if code != own => Ok(TypeId(index as u8)),
        _ => Err(table_error(file, line, format!("\"{code}\" is no other type"))),
    })
}

/// The first role or amount role that the triggers give and the codebook does not describe.
fn undescribed(triggers: &[Trigger], codebook: &Codebook) -> Option<&'static str> {
    let roles: BTreeSet<Role> = triggers
        .iter()
        .flat_map(|t| t.frame.values().flatten())
        .map(|(r, _)| *r)
        .collect();
    let amounts: BTreeSet<AmountRole> = triggers.iter().flat_map(|t| t.amounts.values().copied()).collect();
    let role = roles.into_iter().find(|r| !codebook.roles.contains_key(r)).map(Role::name);
    role.or_else(|| {
        amounts
            .into_iter()
            .find(|r| !codebook.amounts.contains_key(r))
            .map(AmountRole::name)
    })
}

impl Ontology {
    /// Parses and checks the tables.
    ///
    /// # Errors
    /// `SetupError::Table` for a row that names an unknown role, class or key, a type without a trigger, a code that is not its file's name,
    /// an example without ⟦ ⟧, a lemma that repeats or cancels another row, a type or role that the codebook leaves out, or a border to an
    /// unknown type.
    pub fn parse(files: &[(&str, &str)], classes: &str) -> Result<Self, SetupError> {
        Self::merged(files, &[], classes)
    }

    /// The compiled-in ontology with a user's files, which need no codebook.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn with(own: &[OwnFile]) -> Result<Self, SetupError> {
        Self::merged(FILES, own, CLASSES)
    }

    fn merged(files: &[(&str, &str)], own: &[OwnFile], classes: &str) -> Result<Self, SetupError> {
        let lists: BTreeMap<String, Vec<String>> =
            toml::from_str(classes).map_err(|e| table_error("classes.toml", line_of(classes, &e), e.message().to_owned()))?;
        let classes: Classes = lists
            .into_iter()
            .map(|(name, nouns)| {
                let persons = matches!(name.as_str(), "people" | "office" | "troops");
                let forms = |n: &String| {
                    let folded = fold(n);
                    if persons {
                        inflection::person_forms(&folded, n.ends_with('é'))
                    } else {
                        inflection::noun_forms(&folded)
                    }
                };
                let all = nouns.iter().flat_map(forms).collect();
                (name, all)
            })
            .collect();
        let replaced = |name: &str| own.iter().find(|o| o.name == name);
        // A user's file stands where ours stood, a new one behind all of them.
        let kept = files
            .iter()
            .map(|&(name, text)| replaced(name).map_or((name, text), |o| (name, o.text.as_str())));
        let new = own.iter().filter(|o| files.iter().all(|(name, _)| *name != o.name));
        let files: Vec<(&str, &str)> = kept.chain(new.map(|o| (o.name.as_str(), o.text.as_str()))).collect();
        let mut out = Self {
            types: Vec::with_capacity(files.len()),
            triggers: Vec::new(),
            unlisted: Vec::with_capacity(files.len()),
            by_word: HashMap::new(),
            forms: HashMap::new(),
            classes,
        };
        if files.len() > MOST_TYPES {
            return Err(SetupError::Usage(format!(
                "{} types of events, ours among them, are more than {MOST_TYPES}; leave some out",
                files.len()
            )));
        }
        let codes: Vec<&str> = files.iter().filter_map(|(file, _)| file.strip_suffix(".toml")).collect();
        for (file, text) in &files {
            let raw: RawType = toml::from_str(text).map_err(|e| table_error(file, line_of(text, &e), e.message().to_owned()))?;
            out.add(file, text, raw, &codes, replaced(file).is_some())?;
        }
        out.inflect();
        Ok(out)
    }

    fn add(&mut self, file: &str, text: &str, raw: RawType, codes: &[&str], own: bool) -> Result<(), SetupError> {
        let fail = |message: String| table_error(file, 0, message);
        let code_line = text
            .lines()
            .position(|l| l.trim_start().starts_with("code"))
            .map_or(0, |i| i + 1);
        if file.strip_suffix(".toml") != Some(raw.code.as_str()) {
            let message = format!("code \"{}\" is not the name of the file", raw.code);
            return Err(table_error(file, code_line, message));
        }
        if !is_code(&raw.code) {
            let message = format!(
                "code \"{}\" is not of the form FAMILY.Name, in letters and digits without accents",
                raw.code
            );
            return Err(table_error(file, code_line, message));
        }
        if raw.quad.is_some_and(|quad| !(1..=4).contains(&quad)) {
            return Err(fail("quad is a number from 1 to 4".into()));
        }
        if raw.trigger.is_empty() {
            return Err(fail("the type has no trigger".into()));
        }
        if let Some(e) = raw.examples.iter().find(|e| !e.contains('⟦') || !e.contains('⟧')) {
            return Err(fail(format!("the example \"{e}\" does not mark its trigger with ⟦ ⟧")));
        }
        let first = self.triggers.len();
        self.add_triggers(file, text, &raw)?;
        repeats(file, text, &raw.trigger)?;
        let codebook = match raw.codebook {
            None if own => Codebook::bare(&raw.label_fr),
            None => return Err(fail("the type has no [codebook]".into())),
            Some(page) => {
                let line = line_at(text, page.span().start);
                let codebook = codebook(file, text, &raw.code, page.into_inner(), codes)?;
                if let Some(name) = undescribed(&self.triggers[first..], &codebook) {
                    let message = format!("the frames give \"{name}\", which the codebook does not describe");
                    return Err(table_error(file, line, message));
                }
                codebook
            }
        };
        let behavior = behavior(file, text, &raw.code, raw.behavior, codes)?;
        self.types.push(EventType {
            code: raw.code,
            label_fr: raw.label_fr,
            plover: raw.plover,
            plover_mode: raw.plover_mode,
            quad: raw.quad,
            ace: raw.ace,
            note: raw.note,
            examples: raw.examples,
            counter_examples: raw.counter_examples,
            behavior,
            codebook,
        });
        Ok(())
    }

    /// Adds the triggers of the type that comes next.
    fn add_triggers(&mut self, file: &str, text: &str, raw: &RawType) -> Result<(), SetupError> {
        let kind = TypeId(self.types.len() as u8);
        let at = |(place, message): Fault| table_error(file, line_at(text, place), message);
        let verb = frame(&raw.frames.verb, &self.classes).map_err(at)?;
        let noun = frame(&raw.frames.noun, &self.classes).map_err(at)?;
        let base_amounts = amounts(&raw.amounts).map_err(at)?;
        self.unlisted
            .push([(Pos::Verb, &verb), (Pos::Noun, &noun)].map(|(pos, frame)| Trigger {
                kind,
                lemma: String::new(),
                words: vec![String::new()],
                pos,
                frame: frame.clone(),
                amounts: base_amounts.clone(),
                when: Vec::new(),
                unless: Vec::new(),
                reflexive: None,
                en: false,
                prior: 0.0,
            }));
        for t in &raw.trigger {
            // The row's line, for a message that the author can follow.
            let line = || t.lemmas.first().map_or(0, |l| line_at(text, l.span().start));
            let fail = |message: String| table_error(file, line(), message);
            let own = frame(&t.frame, &self.classes).map_err(at)?;
            let own_amounts = amounts(&t.amounts).map_err(at)?;
            let when = conditions(&t.when, &self.classes).map_err(fail)?;
            let unless = conditions(&t.unless, &self.classes).map_err(fail)?;
            let prior = t.prior.unwrap_or(PRIOR);
            if !(0.0..=1.0).contains(&prior) || t.lemmas.is_empty() {
                return Err(fail("a trigger needs lemmas, and a prior between 0 and 1".into()));
            }
            for lemma in &t.lemmas {
                let Lexeme { words, reflexive, en } = lexeme(lemma.get_ref(), t.reflexive);
                let Some(first) = words.first().cloned() else {
                    return Err(fail("an empty lemma".into()));
                };
                let pos = if en || words.len() > 1 { Pos::Phrase } else { t.pos };
                let mut full = if pos == Pos::Noun || pos == Pos::Phrase && t.pos == Pos::Noun {
                    noun.clone()
                } else if pos == Pos::Phrase && t.pos == Pos::Phrase {
                    // A phrase may be headed by either; its slots do not collide.
                    let mut both = noun.clone();
                    both.extend(verb.clone());
                    both
                } else {
                    verb.clone()
                };
                full.extend(own.clone());
                let mut all_amounts = base_amounts.clone();
                all_amounts.extend(own_amounts.clone());
                self.by_word.entry(first).or_default().push(self.triggers.len() as u32);
                self.triggers.push(Trigger {
                    kind,
                    lemma: lemma.get_ref().clone(),
                    words,
                    pos,
                    frame: full,
                    amounts: all_amounts,
                    when: when.clone(),
                    unless: unless.clone(),
                    reflexive,
                    en,
                    prior,
                });
            }
        }
        Ok(())
    }

    /// Lists the forms of the words that open triggers.
    fn inflect(&mut self) {
        for (word, triggers) in &self.by_word {
            let mut parts: Vec<Pos> = triggers
                .iter()
                .map(|&t| {
                    let trigger = &self.triggers[t as usize];
                    match trigger.pos {
                        Pos::Phrase if inflection::is_infinitive(word) => Pos::Verb,
                        Pos::Phrase => Pos::Noun,
                        other => other,
                    }
                })
                .collect();
            parts.sort_unstable();
            parts.dedup();
            for pos in parts {
                let forms = match pos {
                    Pos::Verb => inflection::verb_forms(word),
                    Pos::Adj => inflection::adjective_forms(word),
                    Pos::Noun | Pos::Phrase => inflection::noun_forms(word),
                };
                for form in forms {
                    let entry = self.forms.entry(form).or_default();
                    let new = (pos, word.clone());
                    if !entry.contains(&new) {
                        entry.push(new);
                    }
                }
            }
        }
        for entry in self.forms.values_mut() {
            entry.sort();
        }
    }

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
