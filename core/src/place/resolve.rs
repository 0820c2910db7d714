//! Which place each name of a document means.

use super::context::{Context, Within};
use super::facility::{Facility, behind_noun, is_island, is_road};
use super::table::{Listed, Point, Sense, country, senses};
use super::{Extent, Located, Open};
use crate::entity::{Entities, Entity, EntityIndex};
use crate::ner::{Label, Mention};
use crate::text::{Document, Text, fold};

/// Where the entities of a document lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(Vec<Option<Located>>);

impl Places {
    /// Where an entity lies; `None` for what is no place.
    pub fn of(&self, entity: EntityIndex) -> Option<&Located> {
        self.0.get(entity.0)?.as_ref()
    }
}

/// A place to be settled.
struct Wanted {
    entity: usize,
    senses: Vec<Sense>,
    /// What stands behind one of its mentions.
    within: Option<Within>,
    /// « le Québec », « en Isère »: a region, not the town of that name.
    as_area: bool,
    /// « à Grenade »: a town, not the country of that name.
    as_town: bool,
    /// « la rue de Rivoli », at its first mention.
    facility: Option<Facility>,
}

impl Wanted {
    /// Whether the name is that of a street or a building all through: nothing says later that the town is meant.
    fn as_facility(&self) -> Option<Facility> {
        self.facility
            .filter(|&f| f == Facility::Road || !self.as_town && self.within.is_none())
    }
}

/// What the score of a place adds up: powers of ten of inhabitants, and the same for what the context says.
const FIRST_NAME: f64 = 0.7;
const HOME: f64 = 0.7;
const NAMED: f64 = 1.5;
const NEAR: f64 = 0.8;
const STATED: f64 = 5.0;
/// How far the best must be before the next.
const MARGIN: f64 = 0.6;
/// Kilometers within which two places are near each other.
const NEIGHBORS: f64 = 150.0;
/// Kilometers within which two of one name are one: a town and its center or suburb.
const SAME: f64 = 25.0;
/// Inhabitants from which a town is known abroad.
const KNOWN_ABROAD: u32 = 100_000;

/// Settles where the places of a document lie.
pub fn settle(document: &Document, text: &Text<'_>, mentions: &[Mention], entities: &Entities) -> Places {
    let mut places = Places(entities.entities.iter().map(of_country).collect());
    let wanted = wanted(text, mentions, entities);
    if wanted.is_empty() {
        return places;
    }
    let context = Context::of(document, text, entities);
    // What is sure without its neighbors comes first and then speaks for them.
    let mut points: Vec<Point> = Vec::new();
    let mut open: Vec<&Wanted> = Vec::new();
    for w in &wanted {
        if let Some(facility) = w.as_facility() {
            places.0[w.entity] = Some(Located::nowhere(Open::Unlisted));
            if facility == Facility::Building {
                open.push(w);
            }
            continue;
        }
        match choose(w, &context, &[]) {
            Ok(place) => {
                if place.extent() == Extent::Town {
                    points.extend(place.point());
                }
                places.0[w.entity] = Some(place.located());
            }
            Err(_) => open.push(w),
        }
    }
    for w in open {
        places.0[w.entity] = Some(match choose(w, &context, &points) {
            Ok(place) if w.as_facility().is_some() && !is_around(place, &points) => Located::nowhere(Open::Unlisted),
            Err(_) if w.as_facility().is_some() => Located::nowhere(Open::Unlisted),
            Ok(place) => place.located(),
            Err(left) => left_open(w, &left, &entities.entities[w.entity]),
        });
    }
    places
}

/// Whether a town is one of those that the document speaks of: « la gare de Courbevoie » in a text on Paris, not « le pont du Rialto ».
fn is_around(place: Listed, points: &[Point]) -> bool {
    const AROUND: f64 = 50.0;
    let near = |point: Point| points.iter().any(|p| p.distance(point) < AROUND);
    place.extent() == Extent::Town && place.point().is_some_and(near)
}

/// Leaves out the towns that have the name of an island: « l'île d'Orléans » is not Orléans. A small town that nothing else is called
/// after stands for its island: « l'île de Lampedusa ».
fn of_island(senses: &[Sense]) -> Vec<Sense> {
    const SMALL: u32 = 20_000;
    let alone = |s: &Sense| s.place.inhabitants() < SMALL && senses.iter().all(|o| o.place == s.place);
    let kept = senses.iter().filter(|s| s.place.extent() != Extent::Town || alone(s));
    kept.copied().collect()
}

/// A country, by the entity's code.
fn of_country(entity: &Entity) -> Option<Located> {
    let code = entity.country?;
    Some(match country(code) {
        Some(listed) => listed.located(),
        None => Located {
            extent: Extent::Country,
            country: Some(code.to_owned()),
            ..Located::nowhere(Open::Unlisted)
        },
    })
}

/// The entities that are places, each once, with what stands around their mentions.
fn wanted(text: &Text<'_>, mentions: &[Mention], entities: &Entities) -> Vec<Wanted> {
    let mut out: Vec<Wanted> = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        let EntityIndex(entity) = entities.of_mention[i];
        if m.label != Label::Loc || entities.entities[entity].label != Label::Loc {
            continue;
        }
        let first = text.token_at(m.span.start());
        let at = match out.iter().position(|w| w.entity == entity) {
            Some(at) => at,
            None => {
                out.push(Wanted {
                    entity,
                    senses: look_at(text, m),
                    within: None,
                    as_area: false,
                    as_town: false,
                    facility: facility(text, m),
                });
                out.len() - 1
            }
        };
        let before = first.checked_sub(1).map(|t| text.word(t));
        let w = &mut out[at];
        w.within = w.within.take().or_else(|| Within::behind(text, mentions, entities, i));
        w.as_area |= matches!(before, Some("le" | "la" | "l'" | "les" | "du" | "en" | "dans" | "au" | "aux"));
        w.as_town |= matches!(before, Some("a"));
    }
    // A country is settled, unless « à » makes it the town of that name: « à Grenade ».
    out.retain(|w| match entities.entities[w.entity].country {
        None => true,
        Some(code) => {
            let town = |s: &Sense| s.first && s.place.inhabitants() >= KNOWN_ABROAD && s.place.country() != Some(code);
            w.as_town && !w.as_area && w.senses.iter().any(town)
        }
    });
    out
}

/// What a name is part of, if no town is meant by it.
fn facility(text: &Text<'_>, m: &Mention) -> Option<Facility> {
    if is_road(m.span.of(text.raw())) {
        return Some(Facility::Road);
    }
    behind_noun(text, text.token_at(m.span.start()))
}

/// The senses of a name where it stands.
fn look_at(text: &Text<'_>, m: &Mention) -> Vec<Sense> {
    let name = m.span.of(text.raw());
    let found = look(name);
    let island = is_island(text, text.token_at(m.span.start()));
    // « l'Île-d'Aix », « l'île de La Réunion » as the tables have them need no more.
    let whole = !senses(name).is_empty() && fold(name).starts_with("ile");
    if island && !whole { of_island(&found) } else { found }
}

/// The senses of a name, by itself or without what only says what kind of place it is: « région Bretagne », « nord du Mali ».
fn look(name: &str) -> Vec<Sense> {
    const KINDS: [&str; 28] = [
        "region ",
        "departement ",
        "province ",
        "canton ",
        "ville ",
        "etat ",
        "comte ",
        "ile ",
        "vallee ",
        "agglomeration ",
        "metropole ",
        "banlieue ",
        "peripherie ",
        "centre-ville ",
        "aeroport ",
        "nord ",
        "sud ",
        "est ",
        "ouest ",
        "nord-",
        "sud-",
        "est-",
        "ouest-",
        "nord-est ",
        "nord-ouest ",
        "sud-est ",
        "sud-ouest ",
        "grand ",
    ];
    const ARTICLES: [&str; 8] = ["de la ", "de l'", "du ", "des ", "de ", "d'", "la ", "l'"];
    let found = senses(name);
    if !found.is_empty() {
        return found;
    }
    let mut rest = name;
    let mut cut = |openings: &[&str]| {
        let folded = fold(rest);
        // Folding keeps the length of these openings in letters, not in bytes.
        if let Some(opening) = openings.iter().find(|o| folded.starts_with(**o)) {
            let letters = opening.chars().count();
            rest = rest.char_indices().nth(letters).map_or("", |(at, _)| &rest[at..]);
        }
    };
    cut(&KINDS);
    cut(&ARTICLES);
    let found = if rest.len() == name.len() { found } else { senses(rest) };
    if !found.is_empty() {
        return found;
    }
    // « Grand-Quevilly » is Le Grand-Quevilly.
    let with_article = ["le", "la", "les"].iter().map(|article| senses(&format!("{article} {name}")));
    with_article.into_iter().find(|s| !s.is_empty()).unwrap_or_default()
}

/// The place that is meant, or those that remain.
fn choose(w: &Wanted, context: &Context, points: &[Point]) -> Result<Listed, Vec<Listed>> {
    let mut scored: Vec<(f64, Sense)> = w.senses.iter().map(|&s| (score(w, s, context, points), s)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some(&(best, sense)) = scored.first() else {
        return Err(Vec::new());
    };
    let one = |other: &Sense| {
        let near = match (sense.place.point(), other.place.point()) {
            (Some(a), Some(b)) => a.distance(b) < SAME,
            _ => false,
        };
        near && sense.place.country() == other.place.country()
    };
    let rivals: Vec<Listed> = scored
        .iter()
        .skip(1)
        .filter(|(score, other)| best - score < MARGIN && !one(other))
        .map(|(_, other)| other.place)
        .collect();
    let believed = speaks_for(w, sense, context, points);
    if rivals.is_empty() && believed {
        return Ok(sense.place);
    }
    Err(std::iter::once(sense.place).chain(rivals).filter(|_| believed).collect())
}

fn score(w: &Wanted, sense: Sense, context: &Context, points: &[Point]) -> f64 {
    // A region counts as a large town, and as the larger thing where the words say so.
    const AREA: f64 = 5.7;
    const AS_AREA: f64 = 1.5;
    let place = sense.place;
    let size = match place.extent() {
        Extent::Town => f64::from(place.inhabitants().max(300)).log10(),
        Extent::Area | Extent::Country => AREA,
    };
    let mut score = size + if sense.first { FIRST_NAME } else { 0.0 };
    if (place.extent() == Extent::Area) == (w.as_area && !w.as_town) {
        score += AS_AREA;
    }
    if let Some(code) = place.country() {
        score += NAMED * context.share(code);
        score += if code == context.home { HOME } else { 0.0 };
    }
    if let Some(point) = place.point()
        && points.iter().any(|p| p.distance(point) < NEIGHBORS)
    {
        score += NEAR;
    }
    if w.within.as_ref().is_some_and(|within| within.holds(place)) {
        score += STATED;
    }
    score
}

/// Whether anything besides the name speaks for a small town abroad: else the name is as likely that of a street or a hamlet.
fn speaks_for(w: &Wanted, sense: Sense, context: &Context, points: &[Point]) -> bool {
    const NEIGHBORHOOD: f64 = 300.0;
    let place = sense.place;
    let near = || {
        let point = place.point();
        point.is_some_and(|p| points.iter().any(|q| p.distance(*q) < NEIGHBORHOOD))
    };
    let stated = w.within.as_ref().map(|within| within.holds(place));
    match (place.extent(), stated) {
        // « Kelvar (Isère) » is no town in Poland.
        (Extent::Town, Some(stated)) => stated,
        (Extent::Area | Extent::Country, _) => true,
        (Extent::Town, None) => {
            let known = sense.first && place.inhabitants() >= KNOWN_ABROAD;
            let home = place.country() == Some(context.home);
            known || home || place.country().is_some_and(|c| context.share(c) > 0.0) || near()
        }
    }
}

/// What is known of a place that could not be settled.
fn left_open(w: &Wanted, left: &[Listed], entity: &Entity) -> Located {
    // « Trifouillis (Haute-Savoie) »: the whole is known.
    if let Some(whole) = w.within.as_ref().and_then(Within::only) {
        let whole = whole.located();
        return Located {
            extent: Extent::Town,
            point: None,
            geonames_id: None,
            open: Some(if left.is_empty() { Open::Unlisted } else { Open::Ambiguous }),
            ..whole
        };
    }
    let mut countries: Vec<Option<&str>> = left.iter().map(|p| p.country()).collect();
    countries.dedup();
    let seat = entity.known.and_then(|k| k.country());
    let (country, open) = match countries[..] {
        [one] => (one, Open::Ambiguous),
        [] if w.senses.is_empty() => (seat, Open::Unlisted),
        _ => (seat, Open::Ambiguous),
    };
    Located {
        country: country.map(str::to_owned),
        ..Located::nowhere(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{Aliases, resolve};

    /// Where the place in brackets lies: « à [Springfield] ([Illinois]) »; the other places are in brackets as well.
    fn first(marked: &str) -> String {
        let mut raw = String::new();
        let mut spans = Vec::new();
        for (i, piece) in marked.split(['[', ']']).enumerate() {
            if i % 2 == 1 {
                spans.push((raw.len(), raw.len() + piece.len()));
            }
            raw.push_str(piece);
        }
        let text = Text::new(&raw);
        let mentions: Vec<Mention> = spans
            .iter()
            .map(|&(start, end)| Mention {
                span: text.span(text.token_at(start), text.token_at(end - 1)),
                sentence: text.sentence_at(start).unwrap_or(0),
                label: Label::Loc,
                score: 1.0,
            })
            .collect();
        let entities = resolve(&text, &mentions, &Aliases::default());
        let places = settle(&Document::from_text("a", raw.clone()), &text, &mentions, &entities);
        let located = places.of(entities.of_mention[0]).expect("a place");
        match located.open {
            Some(open) => format!("{} {}", located.country.as_deref().unwrap_or("-"), open.name()),
            None => located.admin1.clone().or(located.country.clone()).unwrap_or_default(),
        }
    }

    #[test]
    fn a_name_alone_is_the_large_town_or_the_one_at_home() {
        assert_eq!(first("Il vit à [Londres]."), "GB.ENG");
        assert_eq!(first("Il vit à [Saint-Étienne]."), "FR.84");
        assert_eq!(first("Il vit dans la [Drôme]."), "FR.84");
        assert_eq!(first("Il quitte la [Syrie]."), "SY");
    }

    #[test]
    fn what_stands_beside_settles_a_name_that_several_have() {
        assert_eq!(first("Il vit à [Springfield] ([Illinois])."), "US.IL");
        assert_eq!(first("Il vit à [Springfield], dans le [Missouri]."), "US.MO");
        assert_eq!(first("Il vit à [Valence], en [Espagne]."), "ES.60");
        assert_eq!(first("Il vit à [Trifouillis] ([Haute-Savoie])."), "FR unlisted");
    }

    #[test]
    fn a_street_or_a_bridge_is_not_the_town_it_is_called_after() {
        assert_eq!(first("Le cortège remonte la rue de [Limoges]."), "- unlisted");
        assert_eq!(first("Le cortège remonte les rues de [Limoges]."), "FR.75");
        assert_eq!(first("La rue de [Limoges] est vide. Il vit à [Limoges]."), "FR.75");
        assert_eq!(first("Elle pose sur le pont du [Rialto]."), "- unlisted");
        assert_eq!(first("Elle attend à la gare de [Courbevoie]. Il vit à [Paris]."), "FR.11");
    }

    #[test]
    fn a_road_lies_in_no_region() {
        assert_eq!(first("Il roule sur l'[A10], dans le [Limousin]."), "- unlisted");
    }

    #[test]
    fn a_list_says_nothing_of_where_its_last_but_one_lies() {
        assert_eq!(first("Il neige à [Bordeaux] et dans le [Rhône]."), "FR.75");
        assert_eq!(first("Il neige à [Trifouillis] et dans la [Haute-Savoie]."), "- unlisted");
        assert_eq!(first("Il neige à [Trifouillis], dans la [Haute-Savoie]."), "FR unlisted");
    }

    #[test]
    fn an_island_is_not_the_town_of_its_name() {
        assert_eq!(first("Le pont mène à l'[île d'Orléans]."), "- unlisted");
        assert_eq!(first("Le pont mène à l'île d'[Orléans]."), "- unlisted");
        assert_eq!(first("Le bateau quitte l'[île de Groix]."), "FR.53");
        assert_eq!(first("Il quitte la [ville d'Orléans]."), "FR.24");
    }

    #[test]
    fn what_is_not_known_stays_open() {
        assert_eq!(first("Elle défile rue de [Kelvarenne]."), "- unlisted");
        assert_eq!(first("Elle parle de l'[Europe]."), "- spanning");
        assert_eq!(first("Il vit à [Springfield]."), "US ambiguous");
    }
}
