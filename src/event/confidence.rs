//! How sure an event is: a logistic score over what the rules saw. Not fitted yet: the table holds a bias only, so all events score alike.
//!
//! The features are about the wording's shape (part of speech, relation, determiner, filled roles), the type and the table's prior; no lemma is
//! among them, so that the score carries over to words that the gold does not have.

use super::candidate::Candidate;
use super::view::View;
use super::{AttributionKind, Event, Role};
use crate::syntax::{Number, Upos};
use crate::text::SentenceKind;
use foldhash::HashMap;
use std::sync::LazyLock;

/// Weights by feature; `threshold` is the score below which an event is not told.
static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    crate::lexicon::rows(include_str!("data/confidence.tsv"))
        .filter_map(|row| Some((row[0], row.get(1)?.parse().ok()?)))
        .collect()
});

/// The features of an event: name and value.
pub fn features(view: &View<'_>, candidate: &Candidate<'_>, event: &Event, above: bool) -> Vec<(String, f32)> {
    let tree = view.tree();
    let at = candidate.at;
    let mut out: Vec<(String, f32)> = vec![("bias".into(), 1.0), ("prior".into(), candidate.trigger.prior)];
    let mut flag = |name: String| out.push((name, 1.0));
    if candidate.met > 0 {
        flag("condition".into());
    }
    if candidate.trigger.words.len() > 1 {
        flag("phrase".into());
    }
    let kind = if candidate.verbal { "verb" } else { "noun" };
    flag(format!("kind={kind}"));
    flag(format!("relation={kind}:{}", tree.base(at)));
    if !candidate.verbal {
        let det = tree.of_base(at, "det").next();
        let class = match det.map(|d| view.form(d)) {
            None => "none",
            Some("le" | "la" | "les" | "l'") => "definite",
            Some("ce" | "cet" | "cette" | "ces") => "demonstrative",
            Some("son" | "sa" | "ses" | "leur" | "leurs") => "possessive",
            Some(_) => "indefinite",
        };
        flag(format!("det={class}"));
        if tree.word(at).features.number == Some(Number::Plur) {
            flag("plural".into());
        }
        if tree.upos(at) == Upos::Propn {
            flag("proper".into());
        }
    } else {
        flag(format!("form={}:{}", event.mood, event.tense));
    }
    for role in [Role::Actor, Role::Recipient, Role::Theme, Role::Place] {
        if event.arguments.iter().any(|a| a.role == role) {
            flag(format!("role={}:{kind}", role.name()));
        }
    }
    if event.arguments.is_empty() && event.amounts.is_empty() && event.dates.is_empty() {
        flag(format!("bare={kind}"));
    }
    if !event.amounts.is_empty() {
        flag("amount".into());
    }
    if !event.dates.is_empty() {
        flag("date".into());
    }
    flag(format!("told={}", event.factuality.name()));
    if event.attribution.kind == AttributionKind::Direct {
        flag("quoted".into());
    }
    if above {
        flag("nested".into());
    }
    let sentence = &view.scene.text.sentences()[event.sentence];
    if sentence.kind() == SentenceKind::Headline {
        flag("headline".into());
    }
    if event.sentence < 4 {
        flag("early".into());
    }
    flag(format!("family={}", event.code.split('.').next().unwrap_or(event.code)));
    flag(format!("type={}", event.code));
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

/// The score below which an event is not told.
pub fn threshold() -> f32 {
    WEIGHTS.get("threshold").copied().unwrap_or(0.0)
}
