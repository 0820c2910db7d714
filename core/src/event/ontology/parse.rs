//! From type files to the ontology, with all that is checked on the way.

use super::fault::{Fault, line_at, line_of, table_error, unread};
use super::filler::{Classes, amount_role, amounts, conditions, frame, role};
use super::lexeme::{Lexeme, PRIOR, lexeme, repeats};
use super::raw::{RawCodebook, RawType};
use super::{Bilingual, Border, CLASSES, Codebook, EventType, FILES, Ontology, OwnFile, Pos, Trigger, TypeId};
use crate::error::SetupError;
use crate::event::behavior::Behavior;
use crate::event::{AmountRole, Role};
use crate::lexicon::inflection;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// Types that a process may have.
const MOST_TYPES: usize = 255;

/// Whether a code has the form of one: `ENV.Pollute`.
fn is_code(code: &str) -> bool {
    let part = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    code.split_once('.').is_some_and(|(family, name)| part(family) && part(name))
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
            let raw: RawType = toml::from_str(text).map_err(|e| table_error(file, line_of(text, &e), unread(text, &e)))?;
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
        let verb = frame(text, &raw.frames.verb, &self.classes).map_err(at)?;
        let noun = frame(text, &raw.frames.noun, &self.classes).map_err(at)?;
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
            let own = frame(text, &t.frame, &self.classes).map_err(at)?;
            let own_amounts = amounts(&t.amounts).map_err(at)?;
            let when = conditions(text, &t.when, &self.classes).map_err(at)?;
            let unless = conditions(text, &t.unless, &self.classes).map_err(at)?;
            let prior = t.prior.as_ref().map_or(PRIOR, |prior| *prior.get_ref());
            if let Some(wrong) = t.prior.as_ref().filter(|_| !(0.0..=1.0).contains(&prior)) {
                return Err(at((
                    wrong.span().start,
                    format!("prior is {prior}; wanted a number from 0 to 1"),
                )));
            }
            let lemmas = t.lemmas.get_ref();
            if lemmas.is_empty() {
                return Err(at((t.lemmas.span().start, "a trigger needs lemmas".to_owned())));
            }
            for lemma in lemmas {
                let Lexeme { words, reflexive, en } = lexeme(lemma.get_ref(), t.reflexive);
                let Some(first) = words.first().cloned() else {
                    return Err(at((lemma.span().start, "an empty lemma".to_owned())));
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
}
