//! The entities of a run: a row each, however often it is named.

use super::Sheet;
use crate::entity::country;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What a run says of one entity.
#[derive(Debug, Default)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) country: Option<String>,
    pub(super) mentions: u64,
    pub(super) documents: u64,
    pub(super) events: u64,
    pub(super) as_actor: u64,
    pub(super) as_recipient: u64,
}

/// The entities of the documents seen so far, by their ids.
#[derive(Debug, Default)]
pub(super) struct Register {
    entities: BTreeMap<String, Entity>,
}

impl Register {
    /// Takes in a document with its events.
    pub(super) fn add(&mut self, sheet: &Sheet<'_>) {
        let mut here = BTreeSet::new();
        for mention in &sheet.document.entities {
            let entity = self.entity(&mention.entity_id, &mention.canonical, &mention.kind);
            entity.mentions += 1;
            if entity.country.is_none() {
                entity.country.clone_from(&mention.country);
            }
            entity.documents += u64::from(here.insert(&mention.entity_id));
        }
        for event in sheet.events {
            let of_role = |role: Option<&str>| -> BTreeSet<&str> {
                let arguments = event.arguments.iter().filter(|a| role.is_none_or(|r| a.role == r));
                arguments.filter_map(|a| a.entity_id.as_deref()).collect()
            };
            let known = event.arguments.iter().filter_map(|a| Some((a, a.entity_id.as_deref()?)));
            for (argument, id) in known {
                let name = argument.canonical.as_deref().unwrap_or(&argument.text);
                self.entity(id, name, argument.entity_type.as_deref().unwrap_or_default());
            }
            for (role, ids) in [None, Some("actor"), Some("recipient")].map(|role| (role, of_role(role))) {
                for id in ids {
                    let entity = self.entity(id, "", "");
                    match role {
                        None => entity.events += 1,
                        Some("actor") => entity.as_actor += 1,
                        Some(_) => entity.as_recipient += 1,
                    }
                }
            }
        }
    }

    /// The entity of that id; name and type are those of its first mention.
    fn entity(&mut self, id: &str, name: &str, kind: &str) -> &mut Entity {
        self.entities.entry(id.to_owned()).or_insert_with(|| Entity {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            ..Entity::default()
        })
    }

    /// The entities in the order of their ids.
    pub(super) fn into_rows(self) -> Vec<Entity> {
        self.entities.into_values().collect()
    }
}

/// The country of a place that is one, or that one is governed from; nothing is guessed for firms and persons.
///
/// « Moscou » is RU; « Lyon » has none, for want of a table of towns.
pub(super) fn country_of(name: &str, kind: &str) -> Option<&'static str> {
    let folded = fold(name);
    let place = kind == "LOC";
    let found = place.then(|| country::named(&folded).or_else(|| country::of_capital(&folded)));
    found.flatten().map(|c| c.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_capitals_have_a_country_and_firms_have_none() {
        assert_eq!(country_of("États-Unis", "LOC"), Some("US"));
        assert_eq!(country_of("Moscou", "LOC"), Some("RU"));
        assert_eq!(country_of("Lyon", "LOC"), None);
        assert_eq!(country_of("France", "ORG"), None);
    }
}
