use clap::{Args, ValueEnum};
use depeche::error::SetupError;
use depeche::eval::{self, Annotated, GoldDocument, Measure, Part, Report};
use depeche::run_dir::{Filter, RunDir};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Measure a run against gold: precision, recall and F1 of every part.
#[derive(Args)]
#[command(
    after_help = "Example:\n  depeche evaluate --gold my-30-articles.jsonl out/ --errors 20 --bootstrap 1000\n\nExit codes: 1 the run lacks documents of the gold, or its offsets do not fit the gold's text; 2 the gold is not well-formed."
)]
pub(super) struct Evaluate {
    /// Annotated documents, one a line: {doc_id, text, entities?, timexes?, amounts?, events?}; or the JSON export of Label Studio, made
    /// from tasks of `depeche export --to label-studio`; or the folder of brat that `depeche export --to brat` wrote, corrected.
    #[arg(long, value_name = "GOLD")]
    gold: PathBuf,
    /// The folder that `depeche extract -o` wrote.
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// List up to N errors of each measure, drawn evenly over the documents.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = super::number::times, allow_hyphen_values = true)]
    errors: usize,
    /// Confidence intervals from N draws of as many documents (1000 is usual).
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = super::number::times, allow_hyphen_values = true)]
    bootstrap: usize,
    /// Score one part only.
    #[arg(long, value_enum, value_name = "PART")]
    only: Option<Only>,
    /// Measure only the events of the run that have at least this confidence (0 to 1).
    #[arg(long, value_name = "SCORE", value_parser = super::number::share, allow_hyphen_values = true)]
    min_confidence: Option<f32>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Only {
    Ner,
    Timex,
    Amount,
    Event,
}

/// Documents below which an interval is too narrow or too wide by chance.
const FEW: usize = 10;

/// Says what the figures leave out, and which of them say little.
fn warn(arguments: &Evaluate, gold: &[GoldDocument]) {
    for (annotated, holds) in [
        (Annotated::Links, "files of brat hold no values"),
        (Annotated::Spans, "tasks of Label Studio hold spans, labels and roles alone"),
    ] {
        if gold.iter().any(|document| document.annotated() == annotated) {
            let without: Vec<&str> = annotated.lacks().map(Measure::name).collect();
            super::say(&format!("{holds}, so {} are not measured", without.join(", ")));
        }
    }
    if arguments.bootstrap > 0 && gold.len() < FEW {
        super::say(&format!(
            "the intervals come from {} and say little; annotate {FEW} at least, better thirty",
            super::counted(gold.len() as u64, "document")
        ));
    }
}

pub(super) fn run(arguments: &Evaluate) -> Result<ExitCode, SetupError> {
    let run = RunDir::open(&arguments.run)?;
    super::output::warn_of_part(&run);
    let gold = eval::read_gold(&arguments.gold, &run)?;
    warn(arguments, &gold);
    let run = run.only(Filter::default().least_confidence(arguments.min_confidence));
    let only = arguments.only.map(|only| match only {
        Only::Ner => Part::Ner,
        Only::Timex => Part::Timex,
        Only::Amount => Part::Amount,
        Only::Event => Part::Event,
    });
    let scores = eval::score(&gold, &run, only)?;
    let report = Report {
        scores: &scores,
        intervals: eval::bootstrap(&scores, arguments.bootstrap),
        errors: arguments.errors,
    };
    let mut out = io::stdout().lock();
    let written = if arguments.json {
        writeln!(out, "{}", report.json())
    } else {
        eval::print(&report, &mut out)
    };
    match written.and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => return Err(SetupError::io("could not write", "standard output", e)),
        _ => {}
    }
    let whole = scores.missing.is_empty() && scores.bad_offsets == 0;
    Ok(ExitCode::from(u8::from(!whole)))
}
