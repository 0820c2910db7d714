//! From mentions to entities: one canonical name for each actor of a document.

use crate::ner::{Label, Mention};
use crate::text::Text;

/// The index of an entity in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub usize);

/// Someone or something that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// A key that is the same in every document of the same input: made from type and canonical name, or ISO 3166 for countries.
    pub id: String,
    /// The name to show.
    pub canonical: String,
    /// Type.
    pub label: Label,
    /// ISO 3166-1 alpha-2 of a country.
    pub country: Option<&'static str>,
}

/// The entities of a document and which of them each mention names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    /// The entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// For each mention, its entity; as long as the mentions.
    pub of_mention: Vec<EntityIndex>,
}

/// Groups the mentions of a document by what they name.
pub fn resolve(text: &Text<'_>, mentions: &[Mention]) -> Entities {
    let mut out = Entities::default();
    for m in mentions {
        let name = m.span.of(text.raw());
        let found = out.entities.iter().position(|e| e.canonical == name && e.label == m.label);
        let index = found.unwrap_or_else(|| {
            out.entities.push(Entity {
                id: format!("{}:{name}", m.label.name()),
                canonical: name.to_owned(),
                label: m.label,
                country: None,
            });
            out.entities.len() - 1
        });
        out.of_mention.push(EntityIndex(index));
    }
    out
}
