//! Slots, what they accept and which roles they give, by the names that type files use.

use super::fault::Fault;
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
            None => return Err(format!("\"{name}\" is neither a kind of filler nor a class of classes.toml")),
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

pub(super) fn frame(raw: &BTreeMap<String, Spanned<RawRole>>, classes: &Classes) -> Result<Frame, Fault> {
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

pub(super) fn amounts(raw: &BTreeMap<String, Spanned<String>>) -> Result<HashMap<String, AmountRole>, Fault> {
    raw.iter()
        .map(|(name, to)| {
            let found = known_slot(name).and_then(|name| Ok((name, amount_role(to.get_ref())?)));
            found.map_err(|message| (to.span().start, message))
        })
        .collect()
}

pub(super) fn conditions(raw: &[RawCondition], classes: &Classes) -> Result<Vec<Condition>, String> {
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
