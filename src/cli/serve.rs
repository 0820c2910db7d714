//! `extract --serve-stdio`: one answer a line, so that the model is loaded once for a worker of another engine.

use depeche::batch::{self, Settings};
use depeche::error::SetupError;
use depeche::ner::NerBackend;
use std::io;
use std::process::ExitCode;

pub(super) fn run(settings: &Settings, backend: &dyn NerBackend) -> Result<ExitCode, SetupError> {
    let stdin = io::stdin().lock();
    let stdout = io::stdout().lock();
    match batch::serve(settings, backend, stdin, stdout) {
        Ok(failed) => Ok(ExitCode::from(u8::from(failed > 0))),
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(e) => Err(SetupError::io("could not go on", "standard input or output", e)),
    }
}
