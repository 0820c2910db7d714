//! « la firme », « le ministre », « il », « ses »: which entity a phrase without a name points to, where that is clear.
//!
//! Precision comes first: an antecedent agrees in gender, type and kind, and either the text introduced it as what the phrase
//! says (« X, le constructeur … le constructeur ») or nothing else near could be meant. Otherwise the phrase points to nobody.

use super::{Entities, EntityIndex, country, demonym};
use crate::knowledge::senses;
use crate::lexicon::appellation::{Gender, StandIn, StandsFor, first_name, stand_in};
use crate::lexicon::person::is_listed;
use crate::lexicon::words::{Nouns, WordSet};
use crate::ner::{Label, Mention};
use crate::text::{Text, fold};
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// How a phrase points to its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// A noun phrase: « la firme russe ».
    Nominal,
    /// A pronoun of the third person or a possessive: « il », « elle », « ses ».
    Pronoun,
}

/// How many sentences back the antecedent of a noun phrase that did not introduce it may stand.
const REACH: usize = 3;

/// The entity that the tokens `phrase` of one sentence point to, or `None` where two would do or none is near.
pub fn antecedent(
    text: &Text<'_>,
    entities: &Entities,
    mentions: &[Mention],
    phrase: Range<usize>,
    reference: Reference,
) -> Option<EntityIndex> {
    let at = text.tokens().get(phrase.start)?.span().start();
    let scene = Scene {
        text,
        entities,
        mentions,
        at,
        sentence: text.sentence_at(at)?,
    };
    match reference {
        Reference::Nominal => scene.nominal(phrase),
        Reference::Pronoun => scene.pronoun(phrase.start),
    }
}

/// A place in a document and what was named before it.
#[derive(Clone, Copy)]
struct Scene<'s, 't> {
    text: &'s Text<'t>,
    entities: &'s Entities,
    mentions: &'s [Mention],
    /// Where the phrase begins.
    at: usize,
    /// Its sentence.
    sentence: usize,
}

/// What a noun phrase asks of its antecedent.
struct Wanted<'n> {
    noun: &'n str,
    stands: &'static StandIn,
    gender: Option<Gender>,
    /// The country of an adjective of nationality.
    country: Option<&'static str>,
    /// The people of an adjective: « la rébellion [kurde] ».
    people: Option<usize>,
    /// A name in the complement, folded: « le président de la [Turquie] ».
    complement: Option<String>,
    /// A noun in the complement, folded: « le chef de l'[État] ».
    office: Option<String>,
}

impl Wanted<'_> {
    /// Whether nothing but the noun says who is meant: « le président ».
    fn is_bare(&self) -> bool {
        self.country.is_none() && self.people.is_none() && self.complement.is_none() && self.office.is_none()
    }
}

impl Scene<'_, '_> {
    /// The names before the phrase with their entities.
    fn before(&self) -> impl DoubleEndedIterator<Item = (&Mention, EntityIndex)> {
        let at = self.at;
        let all = self.mentions.iter().zip(self.entities.of_mention.iter().copied());
        let end = self.mentions.partition_point(|m| m.span.end() <= at);
        all.take(end)
    }

    fn tokens(&self, m: &Mention) -> (usize, usize) {
        (self.text.token_at(m.span.start()), self.text.token_at(m.span.end() - 1))
    }

    fn nominal(&self, phrase: Range<usize>) -> Option<EntityIndex> {
        let text = self.text;
        let of_determiner = match text.word(phrase.start) {
            "le" | "ce" | "cet" | "du" | "au" => Some(Gender::Masculine),
            "la" | "cette" => Some(Gender::Feminine),
            "l'" => None,
            _ => return None,
        };
        let noun = phrase.clone().skip(1).take(2).find(|&i| stand_in(text.word(i)).is_some())?;
        if (phrase.start + 1..noun).any(|i| tells_another(text.word(i)))
            || (noun + 1..phrase.end).any(|i| tells_another(text.word(i)))
        {
            return None;
        }
        let stands = stand_in(text.word(noun))?;
        if differ(of_determiner, stands.gender) {
            return None;
        }
        let mut wanted = Wanted {
            noun: text.word(noun),
            stands,
            gender: of_determiner.or(stands.gender),
            country: (noun + 1..phrase.end).find_map(|i| country::of_adjective(text.word(i)).map(|c| c.code)),
            people: text.tokens().get(noun + 1).and_then(|_| demonym::people(text.word(noun + 1))),
            complement: None,
            office: None,
        };
        let end = text.sentences()[self.sentence].tokens().end;
        if let Some((m, entity)) = self.inside(noun + 1..phrase.end) {
            let (first, last) = self.tokens(m);
            let beside = first <= noun + 2 && !leads_to_complement(text.word(first - 1));
            if beside {
                return self.fits(&wanted, entity).then_some(entity);
            }
            wanted.complement = Some(text.word(last).to_owned());
        } else if self.is_apposed_to_later(noun, end) {
            return None;
        } else {
            wanted.office = self.noun_of_complement(noun, end).map(str::to_owned);
        }
        match self.described(&wanted) {
            Described::As(entity) => Some(entity),
            Described::Several => None,
            Described::Nobody if wanted.complement.is_some() || wanted.country.is_some() || wanted.people.is_some() => None,
            // What a person is must have been said: « l'homme » is seldom the one named before.
            Described::Nobody if stands.stands_for == StandsFor::Person => None,
            Described::Nobody => self.only_organization(&wanted),
        }
    }

    /// The noun that a complement right behind a noun gives it, names aside: « le chef de l'[État] », « le directeur du [théâtre] ».
    fn noun_of_complement(&self, noun: usize, end: usize) -> Option<&str> {
        let text = self.text;
        let at = |i: usize| (i < end).then(|| text.word(i));
        let article =
            usize::from(at(noun + 1) == Some("de") && at(noun + 2).is_some_and(|w| WordSet::ArticleUncontracted.has(w)));
        let found = noun + 2 + article;
        (WordSet::OfAny.has(at(noun + 1)?) && self.inside(found..found + 1).is_none())
            .then(|| at(found))
            .flatten()
    }

    /// Whether the noun that introduced a name had another complement than the phrase: « chef du groupe » is not « le chef de
    /// l'État ». A chief without complement is no « chef de l'État » either; elsewhere « ministre » may be « le ministre du budget ».
    fn has_other_office(&self, wanted: &Wanted<'_>, noun: usize, end: usize) -> bool {
        let Some(office) = wanted.office.as_deref() else {
            return false;
        };
        match self.noun_of_complement(noun, end) {
            Some(other) => other != office,
            None => wanted.noun == "chef" && office == "etat",
        }
    }

    /// Whether a name follows that the noun introduces: « le groupe autoproclamé « Kelvar » », but not « le groupe, Kelvar ».
    fn is_apposed_to_later(&self, noun: usize, end: usize) -> bool {
        const NEAR: usize = 4;
        let text = self.text;
        let between = |i: &usize| !WordSet::PartsApposition.has(text.word(*i)) && !leads_to_complement(text.word(*i));
        (noun + 1..end.min(noun + NEAR))
            .take_while(between)
            .any(|i| self.inside(i..i + 1).is_some())
    }

    /// The first name inside the tokens.
    fn inside(&self, range: Range<usize>) -> Option<(&Mention, EntityIndex)> {
        self.mentions
            .iter()
            .zip(self.entities.of_mention.iter().copied())
            .find(|(m, _)| range.contains(&self.tokens(m).0))
    }

    /// Whether an entity agrees with the phrase in type, gender and kind.
    fn fits(&self, wanted: &Wanted<'_>, entity: EntityIndex) -> bool {
        let entity = self.entities.of(entity);
        match wanted.stands.stands_for {
            StandsFor::Person => entity.label == Label::Per && !differ(wanted.gender, entity.gender),
            StandsFor::Organization => {
                let kind = entity.known.map(|k| k.kind().name());
                entity.label == Label::Org
                    && kind.is_none_or(|k| wanted.stands.kinds.is_empty() || wanted.stands.kinds.contains(&k))
            }
        }
    }

    /// The entity that the text has introduced as what the phrase says: « l'éditeur russe Kelvar … l'éditeur », « Anne Roy,
    /// ministre … la ministre ». Two that bear a bare function leave it open however far apart they stand; a firm that is told later
    /// takes the place of the one before.
    fn described(&self, wanted: &Wanted<'_>) -> Described {
        const NEAR: usize = 4;
        let anywhere = wanted.stands.stands_for == StandsFor::Person && wanted.is_bare();
        let mut found: Option<(EntityIndex, usize)> = None;
        for (m, entity) in self.before() {
            if !self.fits(wanted, entity) || !self.tells(wanted, m) {
                continue;
            }
            match found {
                Some((other, sentence)) if other != entity && (anywhere || m.sentence.abs_diff(sentence) < NEAR) => {
                    return Described::Several;
                }
                _ => found = Some((entity, m.sentence)),
            }
        }
        found.map_or(Described::Nobody, |(entity, _)| Described::As(entity))
    }

    /// Whether the words around a name introduce it by the noun.
    fn tells(&self, wanted: &Wanted<'_>, m: &Mention) -> bool {
        const NEAR: usize = 6;
        let text = self.text;
        let sentence = text.sentences()[m.sentence].tokens();
        let (first, last) = self.tokens(m);
        let before = sentence.start.max(first.saturating_sub(NEAR))..first;
        let noun_before = before.clone().rev().find(|&i| text.word(i) == wanted.noun);
        let opened = noun_before.filter(|&noun| self.is_apposed(noun + 1..first));
        let after = last + 1..sentence.end.min(last + 1 + NEAR);
        let closed = after.clone().next().filter(|&i| WordSet::OpensApposition.has(text.word(i)));
        let noun_after = closed.and_then(|_| {
            after
                .clone()
                .skip(1)
                .take_while(|&i| is_determiner(text.word(i)) || text.word(i) == wanted.noun || introduces(text.word(i)))
                .find(|&i| text.word(i) == wanted.noun)
        });
        let Some(noun) = opened.or(noun_after) else {
            return false;
        };
        if self.has_other_office(wanted, noun, sentence.end) {
            return false;
        }
        let around = noun.saturating_sub(1)..sentence.end.min(noun + NEAR);
        let of_people = |people: usize| around.clone().any(|i| demonym::people(text.word(i)) == Some(people));
        if !wanted.people.is_none_or(of_people) {
            return false;
        }
        let complement = wanted
            .complement
            .as_ref()
            .is_none_or(|c| around.clone().any(|i| text.word(i) == c));
        let nation = wanted.country.is_none_or(|c| {
            let of_name = self
                .entities
                .of_mention
                .get(self.index(m))
                .and_then(|&e| self.entities.of(e).seat.as_deref());
            of_name == Some(c)
                || around.clone().any(|i| {
                    country::of_adjective(text.word(i))
                        .or_else(|| country::named(text.word(i)))
                        .is_some_and(|x| x.code == c)
                })
        });
        complement && nation
    }

    fn index(&self, m: &Mention) -> usize {
        self.mentions.partition_point(|o| o.span.start() < m.span.start())
    }

    /// Whether the tokens between a noun and a name leave the name to the noun: « la ministre [de la Défense] Anne Roy », « le groupe
    /// [russe] Kelvar », but not « le ministre [accuse] Kelvar », « l'avocat [de] Kelvar ».
    fn is_apposed(&self, between: Range<usize>) -> bool {
        let text = self.text;
        let Some(first) = between.clone().next() else {
            return true;
        };
        let last = between.end - 1;
        if leads_to_complement(text.word(first)) {
            let stops = |i: usize| WordSet::EndsComplement.has(text.word(i));
            return !leads_to_complement(text.word(last)) && !is_determiner(text.word(last)) && !between.clone().any(stops);
        }
        between.clone().all(|i| {
            country::of_adjective(text.word(i)).is_some() || demonym::people(text.word(i)).is_some() || is_adjective(text.word(i))
        })
    }

    /// The only organization of a kind that the noun may stand for; for firms also one of no known kind.
    fn only_organization(&self, wanted: &Wanted<'_>) -> Option<EntityIndex> {
        let kinds = &wanted.stands.kinds;
        let firm = kinds.contains(&"company");
        let mut told: HashMap<EntityIndex, (usize, usize)> = HashMap::new();
        for (m, entity) in self.before() {
            let e = self.entities.of(entity);
            let may = e.label == Label::Org
                && match e.known {
                    Some(known) => kinds.contains(&known.kind().name()),
                    None => {
                        let may_be = senses(&e.canonical).iter().any(|s| kinds.contains(&s.known.kind().name()));
                        may_be || self.called(e.canonical.as_str(), wanted, firm)
                    }
                };
            if may {
                let entry = told.entry(entity).or_default();
                *entry = (entry.0 + 1, m.sentence);
            }
        }
        let (&entity, &(count, sentence)) = told.iter().max_by_key(|&(e, told)| (*told, *e))?;
        let next = told
            .iter()
            .filter(|&(&e, _)| e != entity)
            .map(|(_, t)| t.0)
            .max()
            .unwrap_or(0);
        let clear = next == 0 || count >= 3 && count >= 3 * next;
        (clear && self.sentence - sentence <= REACH).then_some(entity)
    }

    /// Whether the name of an organization of no known kind says that it is what the noun says; a firm may be called anything but
    /// an institution.
    fn called(&self, canonical: &str, wanted: &Wanted<'_>, firm: bool) -> bool {
        let folded = fold(canonical);
        let head = folded.split([' ', '-']).next().unwrap_or_default();
        if folded.split([' ', '-']).any(|w| w == wanted.noun) {
            return true;
        }
        firm && !is_institution(head) && stand_in(head).is_none_or(|s| s.kinds.contains(&"company"))
    }

    /// « il », « elle », « ses »: the only person of the gender in the sentence or the one before, else the only organization
    /// that opens it; nothing else that acts may stand between.
    fn pronoun(&self, token: usize) -> Option<EntityIndex> {
        let word = self.text.word(token).trim_start_matches("-t-").trim_start_matches('-');
        let gender = match word {
            "il" if self.is_impersonal(token) || self.is_impersonal_passive(token) => return None,
            "il" | "elle" if self.has_plural_verb(token) => return None,
            "il" => Some(Gender::Masculine),
            "elle" => Some(Gender::Feminine),
            "lui" if token > 0 && leads_to_complement(self.text.word(token - 1)) => return None,
            "lui" | "son" | "sa" | "ses" => None,
            _ => return None,
        };
        let clitic = word == "lui" && self.is_clitic(token);
        let subject = if clitic { self.subject_of_clitic(token) } else { None };
        for back in 0..=1 {
            let which = self.sentence.checked_sub(back)?;
            let named = |label: Label| -> Vec<(&Mention, EntityIndex)> {
                self.before()
                    .filter(|(m, e)| m.sentence == which && self.entities.of(*e).label == label && Some(*e) != subject)
                    .collect()
            };
            let mut persons = named(Label::Per);
            persons.retain(|(_, e)| !differ(gender, self.entities.of(*e).gender));
            if let Some(&(m, person)) = persons.last() {
                let alone = persons.iter().all(|(_, e)| *e == person);
                return (alone && self.acts(m) && !self.has_rival(m, person, token, clitic)).then_some(person);
            }
            let organizations = named(Label::Org);
            if let Some(&(m, organization)) = organizations.last() {
                const OPENING: usize = 6;
                let start = self.text.sentences()[which].tokens().start;
                let alone = organizations.iter().all(|(_, e)| *e == organization);
                let opens = organizations.first().is_some_and(|(m, _)| self.tokens(m).0 < start + OPENING);
                let agrees = !differ(gender, self.gender_before(m));
                let acts = alone
                    && opens
                    && agrees
                    && self.acts(m)
                    && !named(Label::Per).iter().any(|(p, _)| p.span.start() > m.span.start());
                return (acts && !self.has_rival(m, organization, token, clitic)).then_some(organization);
            }
        }
        None
    }

    /// Whether a name is none that a preposition governs, the words of its phrase aside: « Kelvar », « la ministre Anne Roy », but not
    /// « avec Anne Roy », « avec la ministre Anne Roy », « de la SNCF ».
    fn acts(&self, m: &Mention) -> bool {
        const NEAR: usize = 4;
        let (first, _) = self.tokens(m);
        let start = self.text.sentences()[m.sentence].tokens().start;
        let stops = |i: &usize| !WordSet::BoundsPhrase.has(self.text.word(*i));
        !(start.max(first.saturating_sub(NEAR))..first)
            .rev()
            .take_while(stops)
            .any(|i| leads_to_complement(self.text.word(i)) || WordSet::GovernsName.has(self.text.word(i)))
    }

    /// The gender that the article before a name shows.
    fn gender_before(&self, m: &Mention) -> Option<Gender> {
        let (first, _) = self.tokens(m);
        match first.checked_sub(1).map(|i| self.text.word(i)) {
            Some("la" | "une") => Some(Gender::Feminine),
            Some("le" | "un" | "du" | "au") => Some(Gender::Masculine),
            _ => None,
        }
    }

    /// « il faut », « il y a »: nobody.
    fn is_impersonal(&self, token: usize) -> bool {
        let next = |k: usize| self.text.tokens().get(token + k).map(|_| self.text.word(token + k));
        match next(1) {
            Some(word) if WordSet::Impersonal.has(word) => true,
            Some(word) if WordSet::BeforeImpersonal.has(word) => {
                next(2).is_some_and(|w| WordSet::ImpersonalBehindParticle.has(w))
            }
            Some(word) if WordSet::ImpersonalBe.has(word) => next(2).is_some_and(|w| WordSet::ImpersonalAttribute.has(w)),
            _ => false,
        }
    }

    /// Whether « lui » stands before its verb: « Anne Roy lui répond »; not « Anne Roy, lui, répond », « lui aussi ».
    fn is_clitic(&self, token: usize) -> bool {
        let next = self.text.tokens().get(token + 1).map(|_| self.text.word(token + 1));
        !self.text.word(token).starts_with('-') && next.is_some_and(|w| !WordSet::BehindStressed.has(w))
    }

    /// The subject of the verb that a clitic « lui » stands before, which « lui » never means: « [Anne Roy] lui répond », « [Anne
    /// Roy], ministre, lui répond », « [Anne Roy], qui lui répond », « [elle] lui répond ».
    fn subject_of_clitic(&self, token: usize) -> Option<EntityIndex> {
        let text = self.text;
        let start = text.sentences()[self.sentence].tokens().start;
        let mut before = (start..token).rev().skip_while(|&i| WordSet::BeforeClitic.has(text.word(i)));
        let near = before.next()?;
        match text.word(near) {
            "il" | "elle" => Scene {
                at: text.tokens()[near].span().start(),
                ..*self
            }
            .pronoun(near),
            "qui" => {
                let (m, entity) = self.before().rfind(|(m, _)| self.tokens(m).1 < near)?;
                let last = self.tokens(m).1;
                (last + 1 == near || last + 2 == near && text.word(last + 1) == ",").then_some(entity)
            }
            // What stands between commas parts the subject from its verb.
            "," | ")" | "»" => self
                .before()
                .rfind(|(m, _)| m.sentence == self.sentence && self.acts(m))
                .map(|x| x.1),
            _ => self.before().rfind(|(m, _)| self.tokens(m).1 == near).map(|x| x.1),
        }
    }

    /// Whether the verb behind « il » or « elle » is a plural: « il veulent » for « ils veulent »; not « avec elle ont voté ».
    fn has_plural_verb(&self, token: usize) -> bool {
        const LONGEST: usize = 3;
        let text = self.text;
        let end = text.sentences()[self.sentence].tokens().end;
        let verb = (token + 1..end.min(token + 1 + LONGEST))
            .map(|i| text.word(i))
            .find(|w| !WordSet::BeforeVerbAny.has(w));
        let governed = token > 0 && leads_to_complement(text.word(token - 1));
        !governed && !text.word(token).starts_with('-') && verb.is_some_and(is_plural_verb)
    }

    /// « il est fait un procès », « il a été demandé que »: nobody; not « il est fait chevalier », « il est élu une fois ».
    fn is_impersonal_passive(&self, token: usize) -> bool {
        let text = self.text;
        let end = text.sentences()[self.sentence].tokens().end;
        let mut words = (token + 1..end)
            .map(|i| text.word(i))
            .filter(|w| !WordSet::BesidePassive.has(w));
        let helped = match words.next() {
            Some(word) if WordSet::PassivePerfect.has(word) => words.next() == Some("ete"),
            Some(word) => WordSet::PassiveSimple.has(word),
            _ => false,
        };
        if !helped || !words.next().is_some_and(is_done_by_nobody) {
            return false;
        }
        match words.next() {
            Some(word) if WordSet::Que.has(word) => true,
            Some(word) if WordSet::A.has(word) => !words.next().is_some_and(tells_when),
            _ => false,
        }
    }

    /// Whether somebody or something else that acts is told between a name and the pronoun, unless it stands for the same; what
    /// stands before a clitic « lui » is its subject, so that no other noun may stand for the same.
    fn has_rival(&self, m: &Mention, entity: EntityIndex, token: usize, clitic: bool) -> bool {
        let text = self.text;
        let start = self.tokens(m).1 + 1;
        (start + 1..token).any(|i| {
            let noun = text.word(i);
            is_determiner(text.word(i - 1))
                && (stand_in(noun).is_some() || is_actor(noun))
                && (clitic
                    || Scene {
                        at: text.tokens()[i - 1].span().start(),
                        sentence: text.sentence_at(text.tokens()[i].span().start()).unwrap_or(self.sentence),
                        ..*self
                    }
                    .nominal(i - 1..i + 1)
                        != Some(entity))
        })
    }
}

/// What a search for an introduction gives.
enum Described {
    As(EntityIndex),
    Several,
    Nobody,
}

fn differ(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_some() && b.is_some() && a != b
}

/// Words by which a phrase means another than the one named: « l'autre groupe », « le nouveau ministre ».
fn tells_another(word: &str) -> bool {
    WordSet::Another.has(word)
}

/// Whether a folded verb behind « il » has the ending of the third person plural: « veulent », « ont », « seront »; not « vient »,
/// « sent », nor an adverb, « récemment ».
fn is_plural_verb(word: &str) -> bool {
    const NO_PLURAL: [&str; 5] = ["vient", "tient", "emment", "amment", "ement"];
    let ends = word.ends_with("ont") || word.ends_with("ent") && !NO_PLURAL.iter().any(|e| word.ends_with(e));
    ends && !WordSet::NoPluralVerb.has(word)
}

/// Participles that the impersonal passive is made of: « il est [prévu] un », « il a été [demandé] que »; not « devenu », « convaincu ».
fn is_done_by_nobody(participle: &str) -> bool {
    WordSet::DoneByNobody.has(participle)
}

/// Nouns of time that « un » or « une » may open behind a participle: « il est admis une fois », « il est attendu un jour ».
fn tells_when(word: &str) -> bool {
    WordSet::TellsWhen.has(word)
}

fn leads_to_complement(word: &str) -> bool {
    WordSet::LeadsToComplement.has(word)
}

fn is_determiner(word: &str) -> bool {
    WordSet::Determiner.has(word)
}

/// Words that may stand before the noun that introduces a name: « X, ancien ministre », « X, jeune chanteuse ».
fn introduces(word: &str) -> bool {
    WordSet::IntroducesName.has(word)
}

/// Whether a word looks like an adjective between a noun and its name: « automobile », « régional », « sortante ».
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "al", "ale", "el", "elle", "ien", "ienne", "ique", "aire", "if", "ive", "eux", "euse", "ois", "oise", "ais", "aise",
        "ain", "aine",
    ];
    WordSet::AdjectiveBeforeName.has(word) || ENDINGS.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e))
}

/// Heads of names that no firm has.
fn is_institution(head: &str) -> bool {
    Nouns::Institution.has(head)
}

/// Nouns that act without being named, people above all (`person_nouns.tsv`).
fn is_actor(word: &str) -> bool {
    Nouns::Actor.has(word) || is_listed(word) || first_name(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tests::marked;
    use super::*;

    /// The id that the phrase in braces points to.
    fn points_to(text: &str, reference: Reference) -> Option<String> {
        let (before, rest) = text.split_once('{').expect("an opening brace");
        let (phrase, after) = rest.split_once('}').expect("a closing brace");
        let (raw, mentions) = marked(&format!("{before}{phrase}{after}"));
        let plain = |s: &str| marked(s).0.len();
        let text = Text::new(&raw);
        let mentions = mentions(&text);
        let entities = super::super::resolve(&text, &mentions, &super::super::Aliases::default());
        let start = text.token_at(plain(before));
        let end = text.token_at(plain(before) + plain(phrase) - 1) + 1;
        antecedent(&text, &entities, &mentions, start..end, reference).map(|e| entities.of(e).id.clone())
    }

    fn nominal(text: &str) -> Option<String> {
        points_to(text, Reference::Nominal)
    }

    fn pronoun(text: &str) -> Option<String> {
        points_to(text, Reference::Pronoun)
    }

    #[test]
    fn a_woman_is_no_man_and_a_singer_must_have_been_told_as_one() {
        let singer = "La chanteuse [PER Aline Verral] est morte, tuée par [PER Yves Coste]. {La chanteuse} avait 40 ans.";
        assert_eq!(nominal(singer).as_deref(), Some("per:aline-verral"));
        assert_eq!(nominal("[PER Yves Coste] a fui. {La chanteuse} avait 40 ans."), None);
        assert_eq!(
            nominal("[PER Yves Coste], chanteur, a fui. {La chanteuse} avait 40 ans."),
            None
        );
    }

    #[test]
    fn a_hospital_is_no_ministry() {
        assert_eq!(nominal("Le [ORG ministère de l'Intérieur] parle. {L'hôpital} se tait."), None);
        let named = "L'[ORG hôpital de Vaubrune] ferme. Le [ORG ministère de la Santé] parle. {L'hôpital} se tait.";
        assert_eq!(nominal(named).as_deref(), Some("org:hopital-de-vaubrune"));
    }

    #[test]
    fn two_firms_leave_the_group_open() {
        assert_eq!(
            nominal("[ORG Kelvar] recule. {Le groupe} ferme.").as_deref(),
            Some("org:kelvar")
        );
        assert_eq!(nominal("[ORG Kelvar] rachète [ORG Voltane]. {Le groupe} ferme."), None);
        let told = "Le groupe [ORG Kelvar] rachète [ORG Voltane]. {Le groupe} ferme.";
        assert_eq!(nominal(told).as_deref(), Some("org:kelvar"));
        assert_eq!(nominal("[ORG Kelvar] recule. {L'autre groupe} ferme."), None);
    }

    #[test]
    fn a_complement_must_be_the_one_that_was_told() {
        let told = "[PER Paul Roy], maire de [LOC Lussac], part. {Le maire de [LOC Lussac]} reste.";
        assert_eq!(nominal(told).as_deref(), Some("per:paul-roy"));
        assert_eq!(
            nominal("[PER Paul Roy], maire de [LOC Lussac], part. {Le maire de [LOC Vaud]} reste."),
            None
        );
    }

    #[test]
    fn pronouns_agree_and_want_one_person() {
        assert_eq!(
            pronoun("[PER Anne Roy] part. {Elle} revient.").as_deref(),
            Some("per:anne-roy")
        );
        assert_eq!(pronoun("[PER Anne Roy] part. {Il} revient."), None);
        assert_eq!(pronoun("[PER Anne Roy] voit [PER Jeanne Morvan]. {Elle} revient."), None);
        assert_eq!(pronoun("[PER Paul Roy] part. {Il} faut attendre."), None);
        assert_eq!(pronoun("[PER Paul Roy] a vu la police. {Il} revient."), None);
    }
    #[test]
    fn a_clitic_is_not_the_subject_of_its_verb() {
        let before = "[PER Jeanne Morvan] chante.";
        for subject in [
            "[PER Paul Roy]",
            "Ému, [PER Paul Roy]",
            "[PER Paul Roy], ancien maire,",
            "[PER Paul Roy], qui rit,",
        ] {
            let text = format!("{before} {subject} {{lui}} répond.");
            assert_eq!(pronoun(&text).as_deref(), Some("per:jeanne-morvan"), "{text}");
        }
        assert_eq!(pronoun("[PER Paul Roy] {lui} a donc répondu."), None);
        assert_eq!(pronoun("[PER Paul Roy], qui {lui} répond, part."), None);
        assert_eq!(pronoun("[PER Paul Roy] est là. Il {lui} répond."), None);
        assert_eq!(pronoun("[PER Paul Roy], maire, part. Le maire {lui} répond."), None);
        assert_eq!(
            pronoun("[PER Paul Roy] parle. On {lui} répond.").as_deref(),
            Some("per:paul-roy")
        );
        assert_eq!(pronoun("[PER Paul Roy], {lui}, répond.").as_deref(), Some("per:paul-roy"));
    }

    #[test]
    fn a_number_and_a_leader_are_no_firm() {
        assert_eq!(nominal("[ORG Kelvar] recule. {Le numéro} d'appel change."), None);
        assert_eq!(nominal("[ORG Kelvar] recule. {Ce leader} menace."), None);
    }

    #[test]
    fn an_impersonal_passive_is_nobody() {
        let said = |rest: &str| pronoun(&format!("[PER Paul Roy] part. {{Il}} {rest}"));
        for nobody in [
            "est fait « un procès » au candidat.",
            "a été demandé que tout cesse.",
            "n'est pas prévu une suite.",
        ] {
            assert_eq!(said(nobody), None, "{nobody}");
        }
        for somebody in [
            "est fait chevalier.",
            "est devenu un chanteur.",
            "a été interdit une fois.",
            "est convaincu que tout cesse.",
        ] {
            assert_eq!(said(somebody).as_deref(), Some("per:paul-roy"), "{somebody}");
        }
    }

    #[test]
    fn a_plural_verb_has_no_singular_subject() {
        let said = |rest: &str| pronoun(&format!("[PER Paul Roy] part. {{Il}} {rest}."));
        for plural in ["veulent partir", "n'ont rien dit", "se rendront au port", "étaient là"] {
            assert_eq!(said(plural), None, "{plural}");
        }
        for singular in ["vient demain", "ment souvent", "le détient", "récemment parti"] {
            assert_eq!(said(singular).as_deref(), Some("per:paul-roy"), "{singular}");
        }
    }

    #[test]
    fn the_head_of_state_is_not_the_head_of_a_group() {
        let group = "[PER Paul Roy], chef du groupe, part. {Le chef} de l'État reste.";
        assert_eq!(nominal(group), None);
        assert_eq!(nominal("[PER Paul Roy], chef, part. {Le chef} de l'État reste."), None);
        let state = "[PER Paul Roy], chef de l'État, part. {Le chef} de l'État reste.";
        assert_eq!(nominal(state).as_deref(), Some("per:paul-roy"));
        let minister = "[PER Paul Roy], ministre, part. {Le ministre} du budget reste.";
        assert_eq!(nominal(minister).as_deref(), Some("per:paul-roy"));
    }

    #[test]
    fn an_adjective_of_a_people_restricts() {
        assert_eq!(nominal("[ORG Kelvar] recule. {La société kurde} proteste."), None);
        assert_eq!(
            nominal("[ORG Kelvar] recule. {La société} proteste.").as_deref(),
            Some("org:kelvar")
        );
        let told = "La société kurde [ORG Kelvar] recule. {La société kurde} proteste.";
        assert_eq!(nominal(told).as_deref(), Some("org:kelvar"));
    }

    #[test]
    fn two_bearers_of_a_function_leave_it_open_at_any_distance() {
        let far = "Il pleut. Il neige. Il vente. Il gèle. Il tonne.";
        let two =
            format!("[PER Anne Roy], présidente, rit. {far} [PER Jeanne Morvan], présidente, part. {{La présidente}} revient.");
        assert_eq!(nominal(&two), None);
        let one = format!("[PER Anne Roy], présidente, rit. {far} [PER Jeanne Morvan] part. {{La présidente}} revient.");
        assert_eq!(nominal(&one).as_deref(), Some("per:anne-roy"));
    }
}
