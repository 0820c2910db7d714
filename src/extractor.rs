//! The way in for other programs, with the model inside.

use std::ops::Deref;

use crate::error::SetupError;
use crate::model;

/// [`depeche_core::Extractor`] with the model inside the program.
///
/// ```no_run
/// let extractor = depeche::Extractor::new()?;
/// let records = extractor.extract("Le port de Lorvan a rouvert lundi.")?;
/// println!("{} events", records.document.events);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Extractor(depeche_core::Extractor);

impl Extractor {
    /// Loads the model inside the program.
    ///
    /// # Errors
    /// When this crate was built without the feature `embedded-model`.
    pub fn new() -> Result<Self, SetupError> {
        depeche_core::Extractor::from_files(&model::built_in()?).map(Self)
    }

    /// The extractor itself, to set aliases and the unit of positions.
    pub fn into_inner(self) -> depeche_core::Extractor {
        self.0
    }
}

impl Deref for Extractor {
    type Target = depeche_core::Extractor;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
