//! The tables of a type file as they are written.

use super::{Bilingual, Pos};
use crate::event::behavior::Behavior;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum RawRole {
    One(String),
    Choice(Vec<RawChoice>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub(super) role: String,
    #[serde(default)]
    pub(super) accepts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    pub(super) slot: String,
    pub(super) accepts: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFrames {
    #[serde(default)]
    pub(super) verb: BTreeMap<String, Spanned<RawRole>>,
    #[serde(default)]
    pub(super) noun: BTreeMap<String, Spanned<RawRole>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTrigger {
    pub(super) lemmas: Spanned<Vec<Spanned<String>>>,
    pub(super) pos: Pos,
    #[serde(default)]
    pub(super) frame: BTreeMap<String, Spanned<RawRole>>,
    #[serde(default)]
    pub(super) amounts: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) when: Vec<Spanned<RawCondition>>,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<RawCondition>>,
    pub(super) reflexive: Option<bool>,
    pub(super) prior: Option<Spanned<f32>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBorder {
    pub(super) to: Spanned<String>,
    pub(super) fr: String,
    pub(super) en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCodebook {
    pub(super) label_en: String,
    pub(super) definition_fr: String,
    pub(super) definition_en: String,
    #[serde(default)]
    pub(super) borders: Vec<RawBorder>,
    pub(super) roles: BTreeMap<String, Spanned<Bilingual>>,
    #[serde(default)]
    pub(super) amounts: BTreeMap<String, Spanned<Bilingual>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawType {
    pub(super) code: String,
    pub(super) label_fr: String,
    pub(super) plover: Option<String>,
    pub(super) plover_mode: Option<String>,
    pub(super) quad: Option<u8>,
    pub(super) ace: Option<String>,
    pub(super) note: Option<String>,
    pub(super) behavior: Option<Spanned<Behavior<String>>>,
    #[serde(default)]
    pub(super) frames: RawFrames,
    #[serde(default)]
    pub(super) amounts: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) trigger: Vec<RawTrigger>,
    #[serde(default)]
    pub(super) examples: Vec<String>,
    #[serde(default)]
    pub(super) counter_examples: Vec<String>,
    pub(super) codebook: Option<Spanned<RawCodebook>>,
}
