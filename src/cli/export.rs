use clap::{Args, ValueEnum};
use depeche::error::SetupError;
use depeche::export::{self, Format};
use depeche::run_dir::RunDir;
use depeche::view;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write a run in the format of another tool.
#[derive(Args)]
#[command(
    after_help = "Example:\n  depeche export out/ --to parquet -o events.parquet\n\nExit code 1: texts of some documents were not found, and the format needs them."
)]
pub(super) struct Export {
    /// The folder that `depeche extract -o` wrote.
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// The format.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: To,
    /// The file, or the folder for brat.
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// Begin a CSV file with a byte order mark, for Excel.
    #[arg(long)]
    bom: bool,
    /// Where to read the documents' texts again: the inputs of the run, should they have moved.
    #[arg(long, value_name = "INPUT")]
    text: Vec<PathBuf>,
    /// No messages besides errors.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// One flat row an event.
    Csv,
    /// Columns with lists, for DuckDB, polars, Spark.
    Parquet,
    /// Texts with standoff annotations.
    Brat,
    /// JSON lines for spaCy and Prodigy.
    Spacy,
    /// Tasks with predictions.
    LabelStudio,
    /// Texts with starred variables.
    Iramuteq,
    /// Graph of actors, for Gephi.
    Gexf,
}

pub(super) fn run(arguments: &Export) -> Result<ExitCode, SetupError> {
    let format = match arguments.to {
        To::Csv => Format::Csv { bom: arguments.bom },
        To::Parquet => Format::Parquet,
        To::Brat => Format::Brat,
        To::Spacy => Format::Spacy,
        To::LabelStudio => Format::LabelStudio,
        To::Iramuteq => Format::Iramuteq,
        To::Gexf => Format::Gexf,
    };
    if arguments.bom && arguments.to != To::Csv {
        return Err(SetupError::Usage("--bom goes with --to csv only".to_owned()));
    }
    let run = RunDir::open(&arguments.run)?;
    let texts = if format.needs_text() || format == Format::Iramuteq {
        view::find_texts(&run, &arguments.text)?
    } else {
        view::Texts::default()
    };
    let summary = export::export(&run, &texts, format, &arguments.output)?;
    if !arguments.quiet {
        eprintln!("depeche: {} documents, {} events", summary.documents, summary.events);
    }
    if summary.without_text > 0 {
        let effect = if format.needs_text() {
            "left out"
        } else {
            "cut to sentences with events"
        };
        eprintln!(
            "depeche: {} documents {effect}, their texts were not found; --text INPUT names where they are",
            summary.without_text
        );
    }
    Ok(ExitCode::from(u8::from(summary.without_text > 0 && format.needs_text())))
}
