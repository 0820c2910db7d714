//! From mentions to entities: one canonical name for each actor of a document, one key for it over a run.

mod alias;
mod anaphora;
pub mod country;
pub mod demonym;
mod identity;
mod name;

pub use alias::{Aliases, Declared};
pub use anaphora::{Reference, antecedent};

use crate::knowledge::Known;
use crate::lexicon::appellation::{Gender, first_name, gender_of_title};
use crate::lexicon::words::WordSet;
use crate::ner::{Label, Mention, titled};
use crate::text::{Text, TokenKind, fold};
use foldhash::{HashMap, HashMapExt, HashSet};
use identity::{Identities, gender_of};
use std::convert::Infallible;

/// The index of an entity in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub usize);

/// Someone or something that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// A key that is the same in every document: `per:jeanne-morvan`, `org:kelvar`, `loc:us` (ISO 3166 for countries).
    pub id: String,
    /// The name to show.
    pub canonical: String,
    /// Type.
    pub label: Label,
    /// ISO 3166-1 alpha-2 of a country.
    pub country: Option<&'static str>,
    /// The country of the seat, ISO 3166-1 alpha-2 or `EU`, by the user's aliases or the who's who.
    pub seat: Option<String>,
    /// Whether a person is a woman or a man, by a title or the first name.
    pub gender: Option<Gender>,
    /// The entity of the who's who.
    pub known: Option<Known>,
}

/// The entities of a document and which of them each mention names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    /// The entities, in the order of their first mention; then countries that only an adjective or its inhabitants name.
    pub entities: Vec<Entity>,
    /// For each mention, its entity; as long as the mentions.
    pub of_mention: Vec<EntityIndex>,
    by_country: HashMap<&'static str, EntityIndex>,
}

impl Entities {
    /// The entity.
    pub fn of(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0]
    }

    /// The country that a folded adjective or name of inhabitants stands for, when the document has such a word: « russe », « americains ».
    pub fn of_adjective(&self, folded: &str) -> Option<EntityIndex> {
        self.by_country.get(country::of_adjective(folded)?.code).copied()
    }

    fn country(&mut self, country: &'static country::Country) -> EntityIndex {
        *self.by_country.entry(country.code).or_insert_with(|| {
            self.entities.push(Entity {
                id: format!("loc:{}", country.code.to_ascii_lowercase()),
                canonical: country.name.to_owned(),
                label: Label::Loc,
                country: Some(country.code),
                seat: None,
                gender: None,
                known: None,
            });
            EntityIndex(self.entities.len() - 1)
        })
    }
}

/// One group of names under way: what has been seen of an entity.
struct Group {
    label: Label,
    /// Surfaces with how often each occurs, in the order of first occurrence.
    surfaces: Vec<(String, usize)>,
    /// The words of the longest surface.
    words: Vec<String>,
    canonical: Option<String>,
    seat: Option<String>,
    country: Option<&'static country::Country>,
    known: Option<Known>,
    gender: Option<Gender>,
}

/// Groups the mentions of a document by what they name.
///
/// Full and short names of people (« M. Kaspersky » is Eugene Kaspersky), firms with and without their legal form, acronyms with what they
/// stand for, one-letter variants, countries, and capitals that stand for their government. The user's `aliases` come first.
pub fn resolve(text: &Text<'_>, mentions: &[Mention], aliases: &Aliases) -> Entities {
    let Ok(found) = resolve_while(text, mentions, aliases, || Ok::<(), Infallible>(()));
    found
}

/// As [`resolve`], asking before each mention whether to go on: each is held against all groups before it.
///
/// # Errors
/// What `go_on` stops for.
pub fn resolve_while<E>(
    text: &Text<'_>,
    mentions: &[Mention],
    aliases: &Aliases,
    mut go_on: impl FnMut() -> Result<(), E>,
) -> Result<Entities, E> {
    let identities = Identities::of(text, mentions);
    let mut groups: Vec<Group> = Vec::new();
    let mut of_mention = vec![None; mentions.len()];
    let names: Vec<Vec<String>> = mentions.iter().map(|m| name::words(m.span.of(text.raw()))).collect();
    // Longer names first, so that short ones find them wherever they stand; ties in text order.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(names[i].len()), i));
    for i in order {
        go_on()?;
        let label = label_of(text, &mentions[i], &names[i]);
        let surface = surface(text, &mentions[i]);
        let folded = fold(&surface);
        let declared = aliases.declared(&folded, label);
        let label = declared.and_then(|d| d.label).unwrap_or(label);
        let state = country_of(text, mentions, i, &folded, label);
        let gender = gender_in(text, &mentions[i], &names[i], label);
        let known = identities
            .known(&surface, label)
            .filter(|&k| gender.is_none() || gender_of(k).is_none_or(|g| Some(g) == gender));
        let named = Named {
            words: &names[i],
            label,
            known,
            gender,
        };
        let found = match (declared, state) {
            (Some(declared), _) => groups.iter().position(|g| g.canonical.as_ref() == Some(&declared.canonical)),
            (None, Some(state)) => groups.iter().position(|g| g.country == Some(state)),
            (None, None) => find_group(&groups, &named, before(&of_mention, mentions, i)),
        };
        let index = found.unwrap_or_else(|| {
            groups.push(Group {
                label,
                surfaces: Vec::new(),
                words: names[i].clone(),
                canonical: declared.map(|d| d.canonical.clone()),
                seat: declared.and_then(|d| d.country.clone()),
                country: if declared.is_none() { state } else { None },
                known: None,
                gender: None,
            });
            groups.len() - 1
        });
        let group = &mut groups[index];
        group.known = group.known.or(known);
        group.gender = group.gender.or(gender).or(known.and_then(gender_of));
        match group.surfaces.iter_mut().find(|(s, _)| *s == surface) {
            Some((_, n)) => *n += 1,
            None => group.surfaces.push((surface, 1)),
        }
        of_mention[i] = Some(index);
    }
    join_acronyms(text, mentions, &mut groups, &mut of_mention, &mut go_on)?;
    Ok(entities_of(text, mentions, &groups, &of_mention))
}

/// A name as it is shown: one space between words, a plain apostrophe.
fn surface(text: &Text<'_>, mention: &Mention) -> String {
    let words: Vec<&str> = mention.span.of(text.raw()).split_whitespace().collect();
    words.join(" ").replace('’', "'")
}

/// A name that looks for its group.
struct Named<'n> {
    words: &'n [String],
    label: Label,
    known: Option<Known>,
    gender: Option<Gender>,
}

/// Whether a person is a woman or a man: by the title, else by the first name.
fn gender_in(text: &Text<'_>, mention: &Mention, words: &[String], label: Label) -> Option<Gender> {
    if label != Label::Per {
        return None;
    }
    let first = text.token_at(mention.span.start());
    let title = first.checked_sub(1).and_then(|i| gender_of_title(text.word(i)));
    title.or_else(|| {
        let full = fold(mention.span.of(text.raw()).split(' ').next()?);
        (words.len() > 1).then(|| first_name(&full).or_else(|| first_name(&words[0])))??
    })
}

/// The group of the nearest mention before mention `i` that has one, to settle a tie between namesakes.
fn before(of_mention: &[Option<usize>], mentions: &[Mention], i: usize) -> impl Fn(usize) -> usize {
    let last: HashMap<usize, usize> = of_mention
        .iter()
        .zip(mentions)
        .filter(|(_, m)| m.span.start() < mentions[i].span.start())
        .filter_map(|(g, m)| Some(((*g)?, m.span.start())))
        .collect();
    move |group| last.get(&group).map_or(0, |at| at + 1)
}

/// A single name behind « M. » or « Mme » is a person, whatever the firm is called.
fn label_of(text: &Text<'_>, mention: &Mention, words: &[String]) -> Label {
    if titled(text, mention) && words.len() <= 3 {
        Label::Per
    } else {
        mention.label
    }
}

/// Whether mention `i` is listed with a town that is no capital: « à Kensington, Londres », « entre Lille et Paris ».
fn listed_with_a_town(text: &Text<'_>, mentions: &[Mention], i: usize) -> bool {
    let own = &mentions[i];
    let town = |other: &Mention| {
        let folded = fold(other.span.of(text.raw()));
        other.label == Label::Loc
            && other.sentence == own.sentence
            && country::named(&folded).is_none()
            && country::of_capital(&folded).is_none()
    };
    let near = |a: &Mention, b: &Mention| {
        let between = text.token_at(a.span.end() - 1) + 1..text.token_at(b.span.start());
        matches!(between.len(), 1 | 2) && between.into_iter().all(|k| WordSet::AndOrComma.has(text.word(k)))
    };
    let before = i
        .checked_sub(1)
        .map(|k| &mentions[k])
        .is_some_and(|m| town(m) && near(m, own));
    before || mentions.get(i + 1).is_some_and(|m| town(m) && near(own, m))
}

/// The country that a place names, or that a capital stands for where it acts: « Washington a annoncé », not « à Washington ».
fn country_of(text: &Text<'_>, mentions: &[Mention], i: usize, folded: &str, label: Label) -> Option<&'static country::Country> {
    let mention = &mentions[i];
    if label == Label::Per {
        return None;
    }
    if let Some(country) = country::named(folded) {
        return (label == Label::Loc || folded.len() > 3).then_some(country);
    }
    let capital = country::of_capital(folded).filter(|_| label == Label::Loc)?;
    let first = text.token_at(mention.span.start());
    let sentence = &text.sentences()[mention.sentence];
    let last = text.token_at(mention.span.end().saturating_sub(1));
    let next = (last + 1 < sentence.tokens().end).then(|| text.word(last + 1));
    let dateline = next.is_some_and(|w| WordSet::BehindDateline.has(w));
    let acts = match first
        .checked_sub(1)
        .filter(|&p| p >= sentence.tokens().start)
        .map(|p| text.word(p))
    {
        None => !dateline && next.is_some(),
        Some(w) => WordSet::BeforeCapitalThatActs.has(w) && !(w == "," && dateline),
    };
    (acts && !listed_with_a_town(text, mentions, i)).then_some(capital)
}

/// The group that a name belongs to, if one fits: who the who's who says, else by the words; between namesakes the one named
/// last before it.
fn find_group(groups: &[Group], named: &Named<'_>, last: impl Fn(usize) -> usize) -> Option<usize> {
    let Named {
        words,
        label,
        known,
        gender,
    } = *named;
    if known.is_some()
        && let Some(found) = groups.iter().position(|g| g.known == known && g.label == label)
    {
        return Some(found);
    }
    let same = |g: &Group| {
        if g.label != label || g.country.is_some() || g.canonical.is_some() || differ(g.known, known) || differ(g.gender, gender)
        {
            return false;
        }
        match label {
            Label::Per => same_person(&g.words, words),
            // A firm of the who's who is not a longer or shorter name of another.
            Label::Org if known.is_some() || g.known.is_some() => equal_organization(&g.words, words),
            Label::Org => same_organization(&g.words, words),
            Label::Loc | Label::Misc => g.words == words,
        }
    };
    let fits: Vec<usize> = (0..groups.len()).filter(|&i| same(&groups[i])).collect();
    let exact = fits.iter().copied().find(|&i| groups[i].words == words);
    exact.or_else(|| fits.into_iter().max_by_key(|&i| (last(i), std::cmp::Reverse(i))))
}

/// Whether both are known and not the same.
fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.is_some() && b.is_some() && a != b
}

/// « Jeanne Morvan », « Morvan », « Jeanne »; « Donald J. Trump » and « Donald Trump »; not « Paul Morvan » and « Jeanne Morvan ».
fn same_person(long: &[String], short: &[String]) -> bool {
    let fits = |w: &String| long.contains(w) || w.trim_end_matches('.').chars().count() == 1;
    match short {
        [] => false,
        [one] => long.last() == Some(one) || long.len() > 1 && long[0] == *one || long.len() > 2 && long.contains(one),
        _ => short.last() == long.last() && short.iter().all(fits) || long == short || long.len() > 2 && long.ends_with(short),
    }
}

/// Equal cores or a one-letter variant.
fn equal_organization(long: &[String], short: &[String]) -> bool {
    name::core(long) == name::core(short) || name::is_variant(&long.join(" "), &short.join(" "))
}

/// Equal names, or the first words of the longer one (« Adobe » of « Adobe Systems »).
fn same_organization(long: &[String], short: &[String]) -> bool {
    let (a, b) = (name::core(long), name::core(short));
    if equal_organization(long, short) {
        return true;
    }
    b.len() < a.len() && a.starts_with(b) && !(b.len() == 1 && (WordSet::NoNameAlone.has(&b[0]) || b[0].chars().count() < 3))
}

/// Whether the words between two names make the second another name of the first: « , alias », « , de son vrai nom », not « , frère de ».
fn renames(between: &str) -> bool {
    let folded = fold(between);
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    !words.is_empty() && WordSet::Alias.has(words)
}

/// Joins an acronym with what it stands for: introduced in brackets, or the initials of a name of the document; and a person's other name
/// with the first: « Paul Rey, alias Polo ».
fn join_acronyms<E>(
    text: &Text<'_>,
    mentions: &[Mention],
    groups: &mut [Group],
    of_mention: &mut [Option<usize>],
    go_on: &mut impl FnMut() -> Result<(), E>,
) -> Result<(), E> {
    let mut into: Vec<usize> = (0..groups.len()).collect();
    for pair in 0..mentions.len().saturating_sub(1) {
        let (a, b) = (&mentions[pair], &mentions[pair + 1]);
        let between = &text.raw()[a.span.end()..b.span.start().max(a.span.end())];
        let (Some(ga), Some(gb)) = (of_mention[pair], of_mention[pair + 1]) else {
            continue;
        };
        let shouted =
            |g: usize| groups[g].words.len() == 1 && groups[g].surfaces.iter().any(|(s, _)| s.chars().all(|c| !c.is_lowercase()));
        let bracketed = between.trim() == "(" && text.raw()[b.span.end()..].trim_start().starts_with(')');
        let fits = bracketed
            && groups[ga].label == Label::Org
            && groups[gb].label == Label::Org
            && ga != gb
            && !differ(groups[ga].known, groups[gb].known);
        let may_be_one = groups[ga].label == Label::Per && groups[gb].label != Label::Loc && ga != gb;
        let renamed = may_be_one && !differ(groups[ga].known, groups[gb].known) && renames(between);
        if renamed || (fits && shouted(gb) && !shouted(ga)) {
            into[gb] = ga;
        } else if fits && shouted(ga) && !shouted(gb) {
            into[ga] = gb;
        }
    }
    for short in 0..groups.len() {
        if into[short] != short || groups[short].label != Label::Org || groups[short].words.len() != 1 {
            continue;
        }
        go_on()?;
        let long = (0..groups.len()).find(|&g| {
            g != short
                && groups[g].label == Label::Org
                && !differ(groups[g].known, groups[short].known)
                && name::is_acronym(&groups[short].words[0], &groups[g].words)
        });
        if let Some(long) = long {
            into[short] = long;
        }
    }
    for short in 0..groups.len() {
        let mut target = into[short];
        // A chain has at most as many steps as there are groups; a ring keeps its members apart.
        for _ in 0..groups.len() {
            if into[target] == target {
                break;
            }
            target = into[target];
        }
        if target != short && into[target] == target {
            go_on()?;
            let moved = std::mem::take(&mut groups[short].surfaces);
            groups[target].surfaces.extend(moved);
            groups[target].known = groups[target].known.or(groups[short].known);
            for g in of_mention.iter_mut().flatten() {
                if *g == short {
                    *g = target;
                }
            }
        }
    }
    Ok(())
}

/// The name to show: the longest of a person, the most frequent of anything else (the longer on a tie, never an acronym beside its full form).
fn canonical(group: &Group) -> String {
    if let Some(name) = &group.canonical {
        return name.clone();
    }
    if let Some(known) = group.known {
        return known.canonical().to_owned();
    }
    let length = |s: &str| s.chars().count();
    let is_short = |s: &str| s.chars().all(|c| !c.is_lowercase());
    let spelled_out = group.surfaces.iter().any(|(s, _)| !is_short(s) && s.contains(' '));
    let best = group.surfaces.iter().enumerate().max_by_key(|(i, (s, n))| {
        let first = std::cmp::Reverse(*i);
        match group.label {
            Label::Per => (usize::from(!is_short(s)), length(s), *n, first),
            _ => (usize::from(!(spelled_out && is_short(s))), *n, length(s), first),
        }
    });
    best.map(|(_, (s, _))| s.clone()).unwrap_or_default()
}

/// The groups as entities, in the order of their first mention, and the countries that only an adjective names.
fn entities_of(text: &Text<'_>, mentions: &[Mention], groups: &[Group], of_mention: &[Option<usize>]) -> Entities {
    let mut out = Entities::default();
    let mut index_of: HashMap<usize, EntityIndex> = HashMap::new();
    let namesakes = namesakes(groups, of_mention);
    for group in of_mention.iter().flatten() {
        let index = match index_of.get(group) {
            Some(&index) => index,
            None => {
                let index = take_in(&mut out, &groups[*group], namesakes.contains(group));
                index_of.insert(*group, index);
                index
            }
        };
        out.of_mention.push(index);
    }
    debug_assert_eq!(out.of_mention.len(), mentions.len());
    for sentence in text.sentences() {
        for i in sentence.tokens() {
            if text.tokens()[i].kind() == TokenKind::Word
                && let Some(country) = country::of_adjective(text.word(i))
            {
                out.country(country);
            }
        }
    }
    out
}

/// The groups of persons whose name another person of the document has, and of whom a title tells which they are.
fn namesakes(groups: &[Group], of_mention: &[Option<usize>]) -> HashSet<usize> {
    let mut by_name: HashMap<String, HashSet<usize>> = HashMap::new();
    for &g in of_mention.iter().flatten().filter(|&&g| groups[g].label == Label::Per) {
        let key = name::slug(&name::words(&canonical(&groups[g])));
        by_name.entry(key).or_default().insert(g);
    }
    by_name
        .into_values()
        .filter(|same| same.len() > 1)
        .flatten()
        .filter(|&g| groups[g].gender.is_some())
        .collect()
}

/// Takes a group in as an entity. `titled`: a namesake of the document is told from it by the title alone.
fn take_in(out: &mut Entities, group: &Group, titled: bool) -> EntityIndex {
    if let Some(country) = group.country {
        return out.country(country);
    }
    let mut canonical = canonical(group);
    if titled {
        let title = match group.gender {
            Some(Gender::Feminine) => "Mme",
            _ => "M.",
        };
        canonical = format!("{title} {canonical}");
    }
    let words = name::words(&canonical);
    let key = match group.label {
        Label::Org => name::slug(name::core(&words)),
        _ => name::slug(&words),
    };
    out.entities.push(Entity {
        id: format!("{}:{key}", group.label.name().to_ascii_lowercase()),
        canonical,
        label: group.label,
        country: None,
        seat: group.seat.clone().or_else(|| Some(group.known?.country()?.to_owned())),
        gender: group.gender,
        known: group.known,
    });
    EntityIndex(out.entities.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text whose names are marked as `[PER Jeanne Morvan]`: the plain text, and its mentions once it is read.
    pub(super) fn marked(marked: &str) -> (String, impl Fn(&Text<'_>) -> Vec<Mention> + use<>) {
        let (mut raw, mut spans) = (String::new(), Vec::new());
        let mut rest = marked;
        while let Some(open) = rest.find('[') {
            raw.push_str(&rest[..open]);
            let close = rest.find(']').expect("a closing bracket");
            let (label, name) = rest[open + 1..close].split_once(' ').expect("a label and a name");
            let start = raw.len();
            raw.push_str(name);
            spans.push((Label::from_name(label).expect("a label"), start..raw.len()));
            rest = &rest[close + 1..];
        }
        raw.push_str(rest);
        let read = move |text: &Text<'_>| {
            let mention = |(label, range): &(Label, std::ops::Range<usize>)| Mention {
                span: crate::text::Span::new(text.raw(), range.clone()).expect("a name"),
                sentence: text.sentence_at(range.start).expect("a sentence"),
                label: *label,
                score: 1.0,
            };
            spans.iter().map(mention).collect()
        };
        (raw, read)
    }

    /// Resolves the names of a marked text.
    fn names(text: &str) -> Vec<(String, String)> {
        let (raw, mentions) = marked(text);
        let text = Text::new(&raw);
        let found = resolve(&text, &mentions(&text), &Aliases::default());
        found
            .of_mention
            .iter()
            .map(|&i| (found.of(i).canonical.clone(), found.of(i).id.clone()))
            .collect()
    }

    fn canonicals(marked: &str) -> Vec<String> {
        names(marked).into_iter().map(|(canonical, _)| canonical).collect()
    }

    #[test]
    fn the_title_tells_the_person_from_the_firm() {
        let found = canonicals(
            "[ORG Kelvar] ferme. [PER Anton Kelvar] part. M. [ORG Kelvar] regrette. [ORG Kelvar Lab] aussi. [ORG Kelvar] rit.",
        );
        assert_eq!(found, ["Kelvar", "Anton Kelvar", "Anton Kelvar", "Kelvar", "Kelvar"]);
    }

    #[test]
    fn spelling_and_legal_forms_are_one_firm() {
        let found = names(
            "[ORG Maroc Télécom] parle. [ORG Maroc Telecom] dément. [ORG Positive Technologies] et [ORG Positive Technologie] aussi.",
        );
        assert_eq!(found[0].1, found[1].1);
        assert_eq!(found[2], found[3]);
    }

    #[test]
    fn acronyms_in_brackets_join_their_name() {
        let found = canonicals("L'[ORG Organisation mondiale de la santé] ([ORG OMS]) alerte. L'[ORG OMS] agit.");
        assert!(found.iter().all(|c| c == "Organisation mondiale de la santé"), "{found:?}");
    }

    #[test]
    fn a_capital_that_acts_is_its_government() {
        let found = names("[LOC Washington] a annoncé des sanctions. Il vit à [LOC Washington]. Les [LOC États-Unis] agissent.");
        assert_eq!(found[0].1, "loc:us");
        assert_eq!(found[1].1, "loc:washington");
        assert_eq!(found[2].1, "loc:us");
        let found = names(
            "Il est né à [LOC Kensington], [LOC Londres]. [LOC Paris] et [LOC Limoges] ont gelé. [LOC Paris] et [LOC Rome] protestent.",
        );
        assert_eq!(found[1].1, "loc:londres");
        assert_eq!(found[2].1, "loc:paris");
        assert_eq!(found[4].1, "loc:fr");
    }

    #[test]
    fn namesakes_stay_apart() {
        let found = canonicals("[PER Paul Morvan] et [PER Jeanne Morvan] votent. [PER Jeanne Morvan] sort. [PER Morvan] rit.");
        assert_eq!(found, ["Paul Morvan", "Jeanne Morvan", "Jeanne Morvan", "Jeanne Morvan"]);
    }

    #[test]
    fn the_who_s_who_gives_one_id_in_every_document() {
        let pairs = [
            (
                "[ORG Le Canard enchaîné] accuse. Selon le [ORG Canard], il ment.",
                "org:le-canard-enchaine",
            ),
            (
                "Le [ORG PNF] enquête. Le [ORG Parquet national financier] se tait.",
                "org:parquet-national-financier",
            ),
            ("[ORG LR] vote. [ORG Les Républicains] gagnent.", "org:les-republicains"),
            ("L'[ORG UE] vote. L'[ORG Union européenne] agit.", "org:union-europeenne"),
            ("[PER Trump] part. [PER Donald Trump] revient.", "per:donald-trump"),
        ];
        for (marked, id) in pairs {
            assert!(names(marked).iter().all(|(_, found)| found == id), "{:?}", names(marked));
        }
        assert_eq!(names("[PER Trump] part.")[0].1, "per:donald-trump");
        assert_eq!(names("Un [ORG Canard] boiteux.")[0].1, "org:canard");
    }

    #[test]
    fn titles_keep_a_woman_and_a_man_of_one_name_apart() {
        let found = names("M. [PER Morel] accuse Mme [PER Morel]. Mme [PER Morel] dément.");
        assert_ne!(found[0].1, found[1].1);
        assert_eq!(found[1].1, found[2].1);
        let found = names("[PER Anne Morel] et M. [PER Morel] votent. Mme [PER Morel] sort.");
        assert_ne!(found[0].1, found[1].1);
        assert_eq!(found[0].1, found[2].1);
    }

    #[test]
    fn a_known_firm_is_not_the_beginning_of_another() {
        let found = names("[ORG Renault Kelvar Services] ferme. [ORG Renault] regrette.");
        assert_ne!(found[0].1, found[1].1);
    }
}
