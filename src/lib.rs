//! Raw French articles in, structured event records out: who did what, when, and for how much.
//!
#![cfg_attr(feature = "embedded-model", doc = "```")]
#![cfg_attr(not(feature = "embedded-model"), doc = "```ignore")]
//! use depeche::Extractor;
//! let events = Extractor::new()?.extract("Le groupe Kelvar a supprimé 120 postes à Morvaux.")?.events;
//! assert_eq!(events[0].trigger.lemma, "supprimer");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The pipeline is the crate [`depeche_core`], one folder a stage, whose modules stand here too: [`text`] prepares a document, [`timex`] and
//! [`amount`] find dates and amounts by rules, [`ner`] names (and [`syntax`] parses) come from one encoder pass, [`entity`] groups names,
//! [`event`] links them all; [`record`] is the line format, [`pipeline`] joins the stages. This crate runs them over dumps ([`batch`]), reads
//! what a run wrote ([`run_dir`]), measures it ([`eval`]), shows it ([`view`]), exports it ([`export`]) and is the command ([`cli`]).

// The program's own files name the library as any other program would.
extern crate self as depeche;

pub use depeche_core::{
    amount, assemble, digest, entity, error, event, heads, knowledge, lexicon, ner, number, pipeline, place, record, syntax,
    text, timex,
};

pub mod batch;
pub mod cli;
pub mod eval;
pub mod export;
mod extractor;
pub mod model;
mod near;
pub mod run_dir;
pub mod view;

pub use extractor::Extractor;
