use depeche::batch::Answer;
use depeche::export::tables::Sheet;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;

/// What came of one document.
#[pyclass(frozen, module = "depeche._depeche")]
pub(crate) struct Item {
    answer: Answer,
    text: Option<String>,
}

impl Item {
    pub(crate) fn new(answer: Answer, text: Option<String>) -> Self {
        Self { answer, text }
    }

    /// The document with its events, as tables want it; nothing for one that failed.
    pub(crate) fn sheet(&self) -> Option<Sheet<'_>> {
        Some(Sheet {
            document: self.answer.document.as_ref()?,
            events: &self.answer.events,
            // This process has them.
            own: &[],
        })
    }
}

/// The line of a record as a run writes it.
fn line(record: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(record).map_err(|e| PyValueError::new_err(e.to_string()))
}

#[pymethods]
impl Item {
    /// The text, unless it was not to be kept.
    #[getter]
    fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Its line of documents.jsonl, without the line's end.
    fn document(&self) -> PyResult<Option<String>> {
        self.answer.document.as_ref().map(line).transpose()
    }

    /// Its lines of events.jsonl.
    fn events(&self) -> PyResult<Vec<String>> {
        self.answer.events.iter().map(line).collect()
    }

    /// Its line of errors.jsonl.
    fn error(&self) -> PyResult<Option<String>> {
        self.answer.error.as_ref().map(line).transpose()
    }
}
