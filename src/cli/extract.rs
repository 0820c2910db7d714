use clap::{Args, ValueEnum};
use depeche::batch::{self, Input, Output, Settings};
use depeche::error::SetupError;
use depeche::model::{Embedded, Files, Precision};
use depeche::ner::{NerBackend, NoBackend};
use depeche::text::PartialDate;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Extract event records from articles: the main job.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche extract dump.jsonl press/ -o out/ --workers 4")]
pub(super) struct Extract {
    /// Files and folders; none or - reads standard input.
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder for events.jsonl, documents.jsonl, errors.jsonl and run.json; - streams event records.
    #[arg(short, long, value_name = "DIR", default_value = "-")]
    output: String,
    /// Where names and syntax come from.
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    backend: Backend,
    /// Folder of another model for the embedded backend.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Threads; all cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    workers: Option<u16>,
    /// Date of documents that give none themselves.
    #[arg(long, value_name = "YYYY[-MM[-DD]]")]
    date: Option<PartialDate>,
    /// No messages besides errors.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Backend {
    /// The model inside the program, or that of --model.
    Embedded,
    /// No names, no syntax: dates and amounts only.
    None,
}

pub(super) fn run(arguments: Extract) -> Result<ExitCode, SetupError> {
    let backend = backend(arguments.backend, arguments.model.as_deref())?;
    let mut inputs: Vec<Input> = arguments
        .inputs
        .into_iter()
        .map(|p| if p.as_os_str() == "-" { Input::Stdin } else { Input::Path(p) })
        .collect();
    if inputs.is_empty() {
        inputs.push(Input::Stdin);
    }
    let mut settings = Settings::new(inputs, Output::parse(&arguments.output))?;
    settings.date = arguments.date;
    if let Some(workers) = arguments.workers {
        settings.workers = workers.into();
    }
    let summary = batch::run(&settings, backend.as_ref())?;
    if !arguments.quiet {
        eprintln!(
            "depeche: {} documents, {} events, {} documents in errors",
            summary.documents, summary.events, summary.failed
        );
    }
    Ok(ExitCode::from(u8::from(summary.failed > 0)))
}

fn backend(wanted: Backend, model: Option<&Path>) -> Result<Box<dyn NerBackend>, SetupError> {
    Ok(match wanted {
        Backend::None => Box::new(NoBackend::default()),
        Backend::Embedded => Box::new(Embedded::new(&Files::of(model), Precision::Int8)?),
    })
}
