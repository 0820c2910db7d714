//! Slots, what they accept and which roles they give, by the names that type files use.

use super::fault::{Fault, place_of};
use super::raw::{RawCondition, RawRole};
use super::{Accept, Condition, Frame};
use crate::event::{AmountRole, Role};
use crate::lexicon::signature::full_form;
use crate::ner::Label;
use crate::text::fold;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;
use toml::Spanned;

pub(super) fn role(name: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::name).join(", ");
    Role::from_name(name).ok_or_else(|| format!("\"{name}\" is not a role; roles are {}", known()))
}

pub(super) fn amount_role(name: &str) -> Result<AmountRole, String> {
    let known = || AmountRole::ALL.map(AmountRole::name).join(", ");
    AmountRole::from_name(name).ok_or_else(|| format!("\"{name}\" is not an amount role; they are {}", known()))
}

pub(super) type Classes = HashMap<String, HashSet<String>>;

/// What a filler may be, besides words.
const KINDS: [&str; 12] = [
    "any",
    "name",
    "person",
    "org",
    "place",
    "misc",
    "country",
    "money",
    "percent",
    "count",
    "animate",
    "inanimate",
];

fn accept(name: &str, classes: &Classes) -> Result<Accept, String> {
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
            None => {
                return Err(format!(
                    "\"{name}\" is no kind of filler; wanted {} or a class of ours, as firm; words of your own have « = » before them: \"={name}\"",
                    KINDS.join(", ")
                ));
            }
        },
    })
}

fn accepts(names: &[String], classes: &Classes) -> Result<Vec<Accept>, String> {
    names.iter().map(|n| accept(n, classes)).collect()
}

pub(super) fn slot(name: &str) -> String {
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

/// Reads a frame; `text` is that of its file.
pub(super) fn frame(text: &str, raw: &BTreeMap<String, Spanned<RawRole>>, classes: &Classes) -> Result<Frame, Fault> {
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
            let place = raw.span().start;
            let slot = known_slot(name).map_err(|message| (place, message))?;
            let roles = choice(raw.get_ref()).map_err(|message| (place_of(text, place, &message), message))?;
            Ok((slot, roles))
        })
        .collect()
}

pub(super) fn amounts(raw: &BTreeMap<String, Spanned<String>>) -> Result<HashMap<String, AmountRole>, Fault> {
    raw.iter()
        .map(|(name, to)| {
            let found = known_slot(name).and_then(|name| Ok((name, amount_role(to.get_ref())?)));
            found.map_err(|message| (to.span().start, message))
        })
        .collect()
}

/// Reads conditions; `text` is that of their file.
pub(super) fn conditions(text: &str, raw: &[Spanned<RawCondition>], classes: &Classes) -> Result<Vec<Condition>, Fault> {
    let condition = |c: &RawCondition| {
        if c.accepts.is_empty() {
            return Err(format!("the condition on \"{}\" accepts nothing", c.slot));
        }
        Ok(Condition {
            slot: known_slot(&c.slot)?,
            accepts: accepts(&c.accepts, classes)?,
        })
    };
    raw.iter()
        .map(|c| condition(c.get_ref()).map_err(|message| (place_of(text, c.span().start, &message), message)))
        .collect()
}
