//! The way in for other programs: a text in, its records out.

use std::fmt;
use std::path::PathBuf;

use crate::assemble::{OffsetUnit, Records, assemble};
use crate::entity::Aliases;
use crate::error::{DocError, SetupError};
use crate::model::{Embedded, Files, Precision};
use crate::ner::NerBackend;
use crate::pipeline;
use crate::text::Document;

/// A loaded model and the settings of its use; one serves any number of threads.
///
/// ```no_run
/// use depeche_core::Extractor;
/// use depeche_core::text::{DateSource, Document, Published};
/// let extractor = Extractor::from_folder("models/depeche-fr")?;
/// let mut article = Document::from_text("2024-07-02/kelvar", "Le groupe Kelvar a supprimé lundi 120 postes.");
/// article.published = Some(Published { date: "2024-07-02".parse()?, source: DateSource::Metadata });
/// let records = extractor.extract_document(&article)?;
/// assert_eq!(records.document.doc_date.as_deref(), Some("2024-07-02"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Extractor {
    backend: Box<dyn NerBackend>,
    aliases: Aliases,
    unit: OffsetUnit,
}

impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor")
            .field("backend", self.backend.id())
            .field("unit", &self.unit)
            .finish_non_exhaustive()
    }
}

impl Extractor {
    /// Loads the model of a folder, as `models/depeche-fr` of depeche's repository.
    ///
    /// # Errors
    /// When a file of the model is missing or damaged.
    pub fn from_folder(folder: impl Into<PathBuf>) -> Result<Self, SetupError> {
        Self::from_files(&Files::Folder(folder.into()))
    }

    /// Loads the model of some files.
    ///
    /// # Errors
    /// When a file of the model is missing or damaged.
    pub fn from_files(files: &Files) -> Result<Self, SetupError> {
        Ok(Self::with_backend(Embedded::new(files, Precision::Int8)?))
    }

    /// Takes names and parses from another source.
    ///
    /// ```
    /// use depeche_core::{Extractor, ner::NoBackend};
    /// let extractor = Extractor::with_backend(NoBackend::default());
    /// let found = extractor.extract("Le port a rouvert en mars 2024 pour 3 millions d'euros.")?.document;
    /// assert_eq!(found.timexes[0].value, "2024-03");
    /// assert_eq!(found.amounts[0].unit, "EUR");
    /// # Ok::<(), depeche_core::error::DocError>(())
    /// ```
    pub fn with_backend(backend: impl NerBackend + 'static) -> Self {
        Self {
            backend: Box::new(backend),
            aliases: Aliases::default(),
            unit: OffsetUnit::default(),
        }
    }

    /// Knows entities by other names too.
    #[must_use]
    pub fn aliases(mut self, aliases: Aliases) -> Self {
        self.aliases = aliases;
        self
    }

    /// What positions in the records count; code points unless told.
    #[must_use]
    pub fn offset_unit(mut self, unit: OffsetUnit) -> Self {
        self.unit = unit;
        self
    }

    /// The records of a text that has no date and no name. Dates that need the day of the article stay open: [`Self::extract_document`] is
    /// told it.
    ///
    /// # Errors
    /// For a text without a word, and when the backend fails.
    pub fn extract(&self, text: &str) -> Result<Records, DocError> {
        self.extract_document(&Document::from_text("text", text))
    }

    /// The records of a document. A text in another language has no events; `language` and `status` of the document's record say so.
    ///
    /// # Errors
    /// For a text without a word, and when the backend fails.
    pub fn extract_document(&self, document: &Document) -> Result<Records, DocError> {
        let found = pipeline::extract(document, self.backend.as_ref(), &self.aliases, &mut ())?;
        let mut records = assemble(&found, self.unit);
        records.drop_foreign();
        Ok(records)
    }
}
