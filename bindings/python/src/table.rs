use crate::SettingsError;
use crate::item::Item;
use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Date32Type, Float64Type, UInt8Type, UInt64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::ArrowError;
use arrow_schema::{DataType, SchemaRef};
use depeche::export::tables::{self, Sheet};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDate, PyDelta, PyList};

/// Documents of one batch: no column of words comes near two gigabytes.
const DOCUMENTS: usize = 4096;

/// A table of documents, lent to any library that reads Arrow, without a copy.
#[pyclass(frozen, module = "depeche._depeche")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

fn failed(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

#[pymethods]
impl Table {
    #[new]
    fn new(py: Python<'_>, name: &str, items: Vec<PyRef<'_, Item>>) -> PyResult<Self> {
        let table = tables::Table::ALL.into_iter().find(|t| t.name() == name);
        let table = table.ok_or_else(|| {
            let names = tables::Table::ALL.map(tables::Table::name).join(", ");
            SettingsError::new_err(format!("no table {name:?}; wanted one of {names}"))
        })?;
        let items: Vec<&Item> = items.iter().map(|i| &**i).collect();
        let batches = py.detach(|| {
            let sheets: Vec<Sheet<'_>> = items.iter().filter_map(|i| i.sheet()).collect();
            // An entity has one row, whatever the number of documents.
            let size = if table == tables::Table::Entities {
                sheets.len().max(1)
            } else {
                DOCUMENTS
            };
            sheets
                .chunks(size)
                .map(|part| table.batch(part))
                .collect::<Result<Vec<_>, _>>()
        });
        Ok(Self {
            schema: table.schema(),
            batches: batches.map_err(failed)?,
        })
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|f| f.name().as_str()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// A column as a list of Python values.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let index = self.schema.index_of(name).map_err(|_| {
            let names = self.column_names().join(", ");
            SettingsError::new_err(format!("no column {name:?}; wanted one of {names}"))
        })?;
        let list = PyList::empty(py);
        for batch in &self.batches {
            let column = batch.column(index);
            for row in 0..column.len() {
                list.append(value(py, column, row)?)?;
            }
        }
        Ok(list)
    }

    /// The schema in the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The rows in the Arrow PyCapsule interface. A wish for another schema is not heeded, as the interface allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new(batches, self.schema.clone()));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), c"arrow_array_stream")
    }
}

/// One cell as a Python value.
fn value<'py>(py: Python<'py>, column: &dyn Array, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into_bound_py_any(py),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).into_bound_py_any(py),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            let day = PyDate::new(py, 1970, 1, 1)?.add(PyDelta::new(py, days, 0, 0, true)?);
            // Python has no days before the year 1 or after 9999.
            day.or_else(|_| Ok(py.None().into_bound(py)))
        }
        other => Err(PyNotImplementedError::new_err(format!("a column of {other}"))),
    }
}
