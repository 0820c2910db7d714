//! Names from tables: countries, their capitals, well-known institutions, firms and papers. A floor to compare with, without a model.

use foldhash::{HashMap, HashMapExt};

use super::{BackendError, BackendId, Label, NerBackend, RawMention, Tagged, Words};
use crate::lexicon::rows;
use crate::text::{Text, fold};

/// A name from a list may be another thing; the score says that nothing but the list speaks for it.
const SCORE: f32 = 0.5;

/// A backend that knows the names of its tables and nothing else.
#[derive(Debug)]
pub struct Gazetteer {
    id: BackendId,
    /// By the first word, folded: the other words and the type, longest first.
    names: HashMap<String, Vec<(Vec<String>, Label)>>,
}

impl Default for Gazetteer {
    fn default() -> Self {
        let mut names: HashMap<String, Vec<(Vec<String>, Label)>> = HashMap::new();
        let mut add = |name: &str, label| {
            let text = Text::new(name);
            let mut words = (0..text.tokens().len()).map(|i| text.word(i).to_owned());
            if let Some(first) = words.next() {
                names.entry(first).or_default().push((words.collect(), label));
            }
        };
        for row in rows(include_str!("../lexicon/data/countries.tsv")) {
            for column in [1, 3] {
                for name in row
                    .get(column)
                    .copied()
                    .unwrap_or_default()
                    .split('|')
                    .filter(|n| !n.is_empty())
                {
                    add(name, Label::Loc);
                }
            }
        }
        for row in rows(include_str!("../lexicon/data/institutions.tsv")) {
            if let [name, kind] = row[..]
                && let Some(label) = Label::from_name(kind)
            {
                for name in name.split('|') {
                    add(name, label);
                }
            }
        }
        for list in names.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Self {
            id: BackendId {
                name: "gazetteer".into(),
                model: None,
                digest: None,
            },
            names,
        }
    }
}

impl Gazetteer {
    fn read(&self, sentence: &Words<'_>) -> Tagged {
        let folded: Vec<String> = sentence.words.iter().map(|w| fold(w)).collect();
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < folded.len() {
            let capital = sentence.words[at].chars().next().is_some_and(char::is_uppercase);
            let found = capital
                .then(|| self.names.get(&folded[at]))
                .flatten()
                .and_then(|list| list.iter().find(|(rest, _)| folded[at + 1..].starts_with(rest)));
            match found {
                Some((rest, label)) => {
                    mentions.push(RawMention {
                        first: at,
                        last: at + rest.len(),
                        label: *label,
                        score: SCORE,
                    });
                    at += rest.len() + 1;
                }
                None => at += 1,
            }
        }
        Tagged {
            mentions,
            ..Tagged::default()
        }
    }
}

impl NerBackend for Gazetteer {
    fn id(&self) -> &BackendId {
        &self.id
    }

    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError> {
        Ok(sentences.iter().map(|s| self.read(s)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Gazetteer;
    use crate::ner::{Label, tag_document};
    use crate::text::Text;

    #[test]
    fn the_longest_name_wins_and_small_letters_are_no_name() {
        let raw = "La Banque centrale européenne quitte l'Allemagne pour la Corée du Sud. Le chine est un objet.";
        let text = Text::new(raw);
        let found = tag_document(&text, &Gazetteer::default()).expect("the tables");
        let names: Vec<_> = found.mentions.iter().map(|m| (m.span.of(raw), m.label)).collect();
        assert_eq!(
            names,
            [
                ("Banque centrale européenne", Label::Org),
                ("Allemagne", Label::Loc),
                ("Corée du Sud", Label::Loc)
            ]
        );
    }
}
