//! French text in, event records out: the pipeline of [depeche](https://docs.rs/depeche), without its readers, exports and command.
//!
//! The pipeline is one folder a stage: [`text`] prepares a document, [`timex`] and [`amount`] find dates and amounts by
//! rules, [`ner`] names (and [`syntax`] parses) come from one encoder pass of a [`model`], [`entity`] groups names, [`place`] says where
//! they lie, [`event`] links them all; [`pipeline`] joins the stages, and [`assemble`] makes the lines of [`record`].
//!
//! Nothing is read but the folder of a model, which has no part in this crate:
//!
//! ```no_run
//! let extractor = depeche_core::Extractor::from_folder("models/depeche-fr")?;
//! for event in extractor.extract("Le groupe Kelvar a supprimé 120 postes lundi.")?.events {
//!     println!("{} {}", event.kind, event.trigger.text);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod amount;
pub mod assemble;
pub mod digest;
pub mod entity;
pub mod error;
pub mod event;
mod extractor;
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
pub mod syntax;
pub mod text;
pub mod timex;

pub use extractor::Extractor;
