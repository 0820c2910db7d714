//! Whether two profiles tell one event: what speaks for it and against it, added up.

use super::profile::Profile;

/// From here on two profiles are one.
const ENOUGH: f64 = 2.5;
/// What people say on one day of one matter is more often several things.
const ENOUGH_SPEECH: f64 = 3.2;
/// Days between two articles on one event, and between the days that they name for it.
const NEWS: i32 = 3;
const LATE: i32 = 10;
const SLACK: i32 = 1;

/// Whether both tell the same event.
pub(super) fn tells_one(a: &Profile, b: &Profile) -> bool {
    // One article printed twice tells each of its events twice.
    if a.wire.is_some() && a.wire == b.wire && share(&a.told, &b.told) {
        return true;
    }
    if disagreements(a, b) >= 2 {
        return false;
    }
    let enough = if a.speech { ENOUGH_SPEECH } else { ENOUGH };
    let (places, amounts) = (places(a, b), amounts(a, b));
    // Keys that a document gave alone and that are the same, as those of an exit from a country, which happens once. They say nothing
    // where figures or towns differ.
    let one_key = a.local == b.local && places >= 0.0 && amounts >= 0.0;
    time(a, b, one_key).is_some_and(|time| time + parties(a, b) + places + amounts + words(a, b) >= enough)
}

/// When it happens; `None` where it cannot be one event.
fn time(a: &Profile, b: &Profile, one_key: bool) -> Option<f64> {
    let apart = a.published.zip(b.published).map(|(x, y)| (x - y).abs());
    let one_key = if one_key { 1.5 } else { 0.0 };
    let named = match (a.when, b.when) {
        (Some(x), Some(y)) if x.1 + SLACK < y.0 || y.1 + SLACK < x.0 => return None,
        (Some(x), Some(y)) if x == y && x.0 == x.1 => 1.0,
        (Some(_), Some(_)) => 0.4,
        _ => 0.0,
    };
    match apart {
        Some(days) if days <= NEWS => Some(named + one_key + 0.6),
        Some(days) if days > LATE && named < 1.0 && one_key == 0.0 => None,
        _ => Some(named + one_key),
    }
}

/// How many of actor, recipient, town and figures both name, and name otherwise: « 120 postes à Lyon » and « 450 postes à Brest » are two
/// layoffs of one firm.
fn disagreements(a: &Profile, b: &Profile) -> usize {
    let crossed = share(&a.entities, &b.entities);
    let facts = [
        unlike(&a.actors, &b.actors) && !crossed,
        unlike(&a.recipients, &b.recipients) && !crossed,
        unlike(&a.towns, &b.towns),
        amounts(a, b) < 0.0,
    ];
    facts.into_iter().filter(|unlike| *unlike).count()
}

fn parties(a: &Profile, b: &Profile) -> f64 {
    let side = |x: &[u64], y: &[u64], same: f64, other: f64| match (x.is_empty() || y.is_empty(), share(x, y)) {
        (true, _) => 0.0,
        (false, true) => same,
        (false, false) => -other,
    };
    let actors = side(&a.actors, &b.actors, 1.2, 1.2);
    let recipients = side(&a.recipients, &b.recipients, 1.0, 1.2);
    // One article has as actor whom the other has as recipient, or names the firm as theme.
    let crossed = actors <= 0.0 && recipients <= 0.0 && share(&a.entities, &b.entities);
    actors + recipients + if crossed { 0.9 } else { 0.0 }
}

fn places(a: &Profile, b: &Profile) -> f64 {
    let towns = if share(&a.towns, &b.towns) {
        0.8
    } else if unlike(&a.towns, &b.towns) {
        -1.5
    } else {
        0.0
    };
    towns + if unlike(&a.countries, &b.countries) { -1.5 } else { 0.0 }
}

fn amounts(a: &Profile, b: &Profile) -> f64 {
    let same = a.amounts.iter().any(|x| b.amounts.contains(x));
    let unlike = a.amounts.iter().any(|x| b.amounts.iter().any(|y| x.0 == y.0));
    match (same, unlike) {
        (true, _) => 1.3,
        (false, true) => -1.3,
        (false, false) => 0.0,
    }
}

fn words(a: &Profile, b: &Profile) -> f64 {
    let both = a.words.iter().filter(|w| b.words.binary_search(w).is_ok()).count();
    let fewest = a.words.len().min(b.words.len()).max(4);
    let lemma = if share(&a.lemmas, &b.lemmas) { 0.4 } else { 0.0 };
    lemma + 2.0 * both as f64 / fewest as f64
}

/// Whether two sorted lists hold something each, and nothing in common.
fn unlike(a: &[u64], b: &[u64]) -> bool {
    !a.is_empty() && !b.is_empty() && !share(a, b)
}

/// Whether two sorted lists have something in common.
fn share(a: &[u64], b: &[u64]) -> bool {
    a.iter().any(|x| b.binary_search(x).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(actor: u64, day: i32, amount: u64) -> Profile {
        Profile {
            actors: vec![actor],
            entities: vec![actor],
            published: Some(day),
            amounts: vec![(1, amount)],
            lemmas: vec![7],
            words: vec![1, 2, 3, 4],
            ..Profile::default()
        }
    }

    #[test]
    fn one_other_fact_may_be_a_correction_and_two_are_another_event() {
        let at = |town, amount| Profile {
            towns: vec![town],
            ..profile(1, 100, amount)
        };
        assert!(tells_one(&at(1, 120), &at(1, 120)) && tells_one(&at(1, 120), &at(1, 121)));
        assert!(!tells_one(&at(1, 120), &at(2, 450)));
        let printed = |wire| Profile {
            wire: Some(wire),
            told: vec![3, 9],
            ..at(1, 120)
        };
        let elsewhere = Profile {
            wire: Some(5),
            told: vec![9],
            ..at(2, 450)
        };
        assert!(tells_one(&printed(5), &elsewhere) && !tells_one(&printed(6), &elsewhere));
    }

    #[test]
    fn other_days_and_figures_keep_apart() {
        let one = profile(1, 100, 612);
        assert!(tells_one(
            &one,
            &Profile {
                local: 5,
                ..profile(1, 101, 612)
            }
        ));
        let mut elsewhere = Profile {
            local: 5,
            ..profile(1, 101, 430)
        };
        elsewhere.words = vec![8, 9];
        assert!(!tells_one(&one, &elsewhere));
        assert!(!tells_one(
            &one,
            &Profile {
                local: 5,
                ..profile(1, 150, 612)
            }
        ));
        let dated = |day| Profile {
            when: Some((day, day)),
            ..one.clone()
        };
        assert!(tells_one(&dated(99), &dated(99)) && !tells_one(&dated(99), &dated(95)));
    }
}
