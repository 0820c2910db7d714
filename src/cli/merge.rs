use clap::Args;
use depeche::batch;
use depeche::batch::settings::take_types;
use depeche::error::SetupError;
use std::path::PathBuf;
use std::process::ExitCode;

/// Join the runs of several shards into one.
///
/// The runs of all shards of one input give what the undivided run gives, byte for byte; runs over different inputs are put one after the other.
#[derive(Args)]
#[command(
    after_help = "Example:\n  depeche extract dump.jsonl --shard 1/2 -o part1 && depeche extract dump.jsonl --shard 2/2 -o part2\n  depeche merge part1 part2 -o out/"
)]
pub(super) struct Merge {
    /// Folders of finished runs.
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Folder of the joined run.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The folder of type files that the runs were made with.
    #[arg(long, value_name = "DIR")]
    types: Option<PathBuf>,
    /// Write over another finished run in the output.
    #[arg(long)]
    restart: bool,
    /// No message.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(arguments: Merge) -> Result<ExitCode, SetupError> {
    if let Some(folder) = &arguments.types {
        take_types(folder)?;
    }
    let summary = batch::merge(&arguments.folders, &arguments.output, arguments.restart)?;
    if !arguments.quiet {
        super::say(&format!(
            "{}, {}, {} failed",
            super::counted(summary.documents, "document"),
            super::counted(summary.events, "event"),
            super::counted(summary.failed, "document")
        ));
    }
    Ok(ExitCode::from(u8::from(summary.failed > 0)))
}
