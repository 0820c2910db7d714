use crate::item::Item;
use crate::settings_error;
use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_pyarrow::PyArrowType;
use depeche::batch::settings::take_types;
use depeche::batch::{self, Keys, OffsetUnit, Output, Settings};
use depeche::entity::Aliases;
use depeche::error::SetupError;
use depeche::event::ontology::install;
use depeche::model::{Embedded, Precision, files};
use depeche::ner::{Gazetteer, NerBackend, NoBackend};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::sync::MutexExt;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Model, settings and threads, ready for any number of calls.
#[pyclass(frozen, module = "depeche._depeche")]
pub(crate) struct Engine {
    settings: Settings,
    backend: String,
    model: Option<PathBuf>,
    /// What is loaded, and the process that it belongs to: a fork has none of its threads.
    loaded: Mutex<(u32, Arc<Loaded>)>,
}

/// The model and the threads that ask it.
struct Loaded {
    backend: Box<dyn NerBackend>,
    pool: ThreadPool,
}

impl Loaded {
    fn new(backend: &str, model: Option<&Path>, workers: usize) -> Result<Arc<Self>, SetupError> {
        let pool = ThreadPoolBuilder::new().num_threads(workers).build();
        let pool = pool.map_err(|e| SetupError::Usage(format!("workers: could not start {workers} threads: {e}")))?;
        Ok(Arc::new(Self {
            backend: build(backend, model)?,
            pool,
        }))
    }
}

/// Text, date, id, headline and publication of rows: the keys that hold them.
type GivenKeys = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (backend, model, date, date_order, aliases, types, offset_unit, min_confidence, min_score, max_document, timeout, workers))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is one keyword of the Python class, which is the only caller"
    )]
    fn new(
        py: Python<'_>,
        backend: &str,
        model: Option<PathBuf>,
        date: Option<&str>,
        date_order: Option<&str>,
        aliases: Option<PathBuf>,
        types: Option<PathBuf>,
        offset_unit: &str,
        min_confidence: Option<f32>,
        min_score: Option<f32>,
        max_document: Option<usize>,
        timeout: Option<f64>,
        workers: Option<usize>,
    ) -> PyResult<Self> {
        let mut settings = Settings::new(Vec::new(), Output::Stdout).map_err(settings_error)?;
        let usage = |message: String| settings_error(SetupError::Usage(message));
        settings.date = date.map(|d| d.parse().map_err(|e| usage(format!("date: {e}")))).transpose()?;
        settings.date_order = date_order
            .map(|order| order.parse().map_err(|e| usage(format!("date_order: {e}"))))
            .transpose()?;
        settings.offset_unit = match offset_unit {
            "codepoint" => OffsetUnit::CodePoint,
            "utf16" => OffsetUnit::Utf16,
            "byte" => OffsetUnit::Byte,
            other => {
                let wanted = "wanted \"codepoint\", \"utf16\" or \"byte\"";
                return Err(usage(format!("offset_unit {other:?}: {wanted}")));
            }
        };
        if let Some(path) = aliases {
            settings.aliases = Aliases::load(&path).map_err(settings_error)?;
        }
        for (name, least) in [("min_confidence", min_confidence), ("min_score", min_score)] {
            if let Some(least) = least.filter(|c| !(0.0..=1.0).contains(c)) {
                return Err(usage(format!("{name} {least}: wanted a number from 0 to 1")));
            }
        }
        settings.min_confidence = min_confidence;
        settings.min_score = min_score;
        settings.max_document = max_document.unwrap_or(settings.max_document);
        if let Some(seconds) = timeout {
            let limit = Duration::try_from_secs_f64(seconds);
            settings.timeout = limit.map_err(|e| usage(format!("timeout {seconds}: {e}")))?;
        }
        settings.workers = workers.unwrap_or(settings.workers).max(1);
        let loaded = py.detach(|| Loaded::new(backend, model.as_deref(), settings.workers));
        let loaded = loaded.map_err(settings_error)?;
        // Last, since they stay in the process; and an extractor without types may not get those of another one.
        let taken = types.map_or_else(|| install(Vec::new()), |folder| take_types(&folder));
        taken.map_err(settings_error)?;
        Ok(Self {
            settings,
            backend: backend.to_owned(),
            model,
            loaded: Mutex::new((std::process::id(), loaded)),
        })
    }

    /// Threads that work at a time.
    #[getter]
    fn workers(&self) -> usize {
        self.settings.workers
    }

    /// Processes JSON rows, the first of which is the `first`th from 1; items come in the order of the rows.
    fn run(&self, py: Python<'_>, rows: Vec<PyBackedBytes>, first: u64, keys: GivenKeys, keep_text: bool) -> PyResult<Vec<Item>> {
        let mut settings = self.settings.clone();
        let (text, date, id, title, publication) = keys;
        settings.keys = Keys {
            text,
            date,
            id,
            title,
            publication,
        };
        let loaded = self.loaded(py)?;
        let one = |(row, bytes): (usize, &PyBackedBytes)| {
            let (answer, text) = batch::answer(&settings, loaded.backend.as_ref(), bytes.to_vec(), first + row as u64);
            Item::new(answer, text.filter(|_| keep_text))
        };
        Ok(py.detach(|| {
            loaded
                .pool
                .install(|| rows.par_iter().enumerate().map(|(row, bytes)| one((row, bytes))).collect())
        }))
    }
}

impl Engine {
    /// What is loaded in this process.
    fn loaded(&self, py: Python<'_>) -> PyResult<Arc<Loaded>> {
        let id = std::process::id();
        let mut held = self.loaded.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        let (owner, loaded) = &mut *held;
        if *owner != id {
            let fresh = Loaded::new(&self.backend, self.model.as_deref(), self.settings.workers).map_err(settings_error)?;
            // The threads of the parent do not exist here, and to wait for their end would never end.
            std::mem::forget(std::mem::replace(loaded, fresh));
            *owner = id;
        }
        Ok(Arc::clone(loaded))
    }
}

fn build(backend: &str, model: Option<&Path>) -> Result<Box<dyn NerBackend>, SetupError> {
    Ok(match backend {
        "embedded" => Box::new(Embedded::new(&files(model)?, Precision::Int8)?),
        "gazetteer" => Box::new(Gazetteer::default()),
        "none" => Box::new(NoBackend::default()),
        other => {
            let wanted = "wanted \"embedded\", \"gazetteer\" or \"none\"";
            return Err(SetupError::Usage(format!("backend {other:?}: {wanted}")));
        }
    })
}

/// The rows of anything that streams Arrow columns, as JSON objects.
#[pyfunction]
pub(crate) fn arrow_rows(stream: PyArrowType<RecordBatchStreamReader>) -> ArrowRows {
    ArrowRows {
        stream: Mutex::new(stream.0),
    }
}

/// Batches of rows.
#[pyclass(frozen, module = "depeche._depeche")]
pub(crate) struct ArrowRows {
    stream: Mutex<RecordBatchStreamReader>,
}

#[pymethods]
impl ArrowRows {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        stream.schema().fields().iter().map(|f| f.name().clone()).collect()
    }

    fn __next__(&self) -> PyResult<Option<Vec<String>>> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(batch) = stream.next() else { return Ok(None) };
        let batch = batch.map_err(|e| PyValueError::new_err(e.to_string()))?;
        let rows = batch::read::rows_of(&batch);
        let text = |row| serde_json::to_string(&row).map_err(|e| PyValueError::new_err(e.to_string()));
        rows.into_iter().map(text).collect::<PyResult<_>>().map(Some)
    }
}
