//! How sure an event is that tables and rules alone tell, as those of backends without learned heads: a logistic score over what the rules
//! saw, fitted on gold by `scripts/calibrate/events.py`.
//!
//! The features are about the type, the table's prior and condition, the filled roles and the place; no lemma is among them, so that the score
//! carries over to words that the gold does not have. The wording's shape (relation, determiner, tense, factuality, quotation) added nothing
//! in cross-validation and is left out: docs/lab/events.md has the figures.

use super::candidate::Candidate;
use super::{Event, Role};
use foldhash::HashMap;
use std::sync::LazyLock;

/// Weights by feature.
static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    crate::lexicon::rows(include_str!("data/confidence.tsv"))
        .filter_map(|row| Some((row[0], row.get(1)?.parse().ok()?)))
        .collect()
});

/// Sentences that count as an article's beginning, where the news itself stands.
const EARLY: usize = 4;

/// The features of an event: name and value.
pub fn features(candidate: &Candidate<'_>, event: &Event) -> Vec<(String, f32)> {
    let mut out: Vec<(String, f32)> = vec![("bias".into(), 1.0), ("prior".into(), candidate.trigger.prior)];
    let mut flag = |name: String| out.push((name, 1.0));
    if candidate.met > 0 {
        flag("condition".into());
    }
    let kind = if candidate.verbal { "verb" } else { "noun" };
    for role in [Role::Actor, Role::Recipient, Role::Theme, Role::Place] {
        if event.arguments.iter().any(|a| a.role == role) {
            flag(format!("role={}:{kind}", role.name()));
        }
    }
    if !event.dates.is_empty() {
        flag("date".into());
    }
    if event.sentence < EARLY {
        flag("early".into());
    }
    flag(format!("type={}", event.kind));
    out
}

/// The score of these features, 0 to 1.
pub fn score(features: &[(String, f32)]) -> f32 {
    let sum: f32 = features
        .iter()
        .map(|(name, value)| WEIGHTS.get(name.as_str()).copied().unwrap_or(0.0) * value)
        .sum();
    let p = 1.0 / (1.0 + (-sum).exp());
    // Steps of a hundredth: no more is known.
    ((p * 100.0).round() / 100.0).clamp(0.01, 0.99)
}
