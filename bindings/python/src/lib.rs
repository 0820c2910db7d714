//! The compiled part of the Python package `depeche`; what users call is written in Python, in `python/depeche`.
//!
//! [`Engine`] holds the model and the settings and turns JSON rows into [`Item`]s, on all cores and without the interpreter's lock.
//! [`Table`] lends tables of them to any library that reads Arrow.

mod engine;
mod item;
mod table;

use pyo3::prelude::*;
use std::ffi::OsString;
use std::process::ExitCode;

pyo3::create_exception!(
    _depeche,
    SettingsError,
    pyo3::exceptions::PyValueError,
    "Something that was asked for cannot be done; the message says the remedy."
);

/// What keeps everything from starting, as Python is told of it.
fn settings_error(error: depeche::error::SetupError) -> PyErr {
    SettingsError::new_err(error.to_string())
}

/// Runs the command on its arguments, the program's name first; gives its exit code.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let code = py.detach(|| depeche::cli::run(arguments));
    (0..=u8::MAX).find(|n| ExitCode::from(*n) == code).unwrap_or(u8::MAX)
}

/// The compiled part of `depeche`.
#[pymodule]
fn _depeche(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("SettingsError", module.py().get_type::<SettingsError>())?;
    module.add_class::<engine::Engine>()?;
    module.add_class::<item::Item>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(engine::arrow_rows, module)?)?;
    module.add_function(wrap_pyfunction!(main, module)?)
}
