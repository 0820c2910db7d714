//! Events by learned heads beside the tables: what tables and rules say is evidence for a score, not the last word.

mod decide;
pub mod evidence;
mod grammar;

pub(super) use decide::{Context, Found, Reader};
pub use decide::{Weighed, weighed};
