//! Raw French articles in, structured event records out: who did what, when, and for how much.
//!
//! The pipeline is one folder a stage: [`text`] prepares a document, [`timex`] and [`amount`] find dates and amounts by
//! rules, [`ner`] names (and [`syntax`] parses) come from one encoder pass, [`entity`] groups names, [`event`] links them all;
//! [`record`] is the line format, [`pipeline`] joins the stages, [`batch`] runs them over dumps.

// The program's own files name the library as any other program would.
extern crate self as depeche;

pub mod amount;
pub mod batch;
pub mod cli;
pub mod digest;
pub mod entity;
pub mod error;
pub mod eval;
pub mod event;
pub mod export;
pub mod heads;
pub mod knowledge;
pub mod lexicon;
pub mod model;
mod named;
pub mod ner;
pub mod number;
pub mod pipeline;
pub mod place;
pub mod record;
pub mod run_dir;
pub mod syntax;
pub mod text;
pub mod timex;
pub mod view;
