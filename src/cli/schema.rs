use clap::{Args, ValueEnum};
use depeche::error::SetupError;
use depeche::record::schema;
use std::io::Write;
use std::process::ExitCode;

/// Print the schema of a record.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche schema events --format duckdb")]
pub(super) struct Schema {
    /// Which lines.
    #[arg(value_enum, default_value_t = Lines::Events)]
    lines: Lines,
    /// In which language.
    #[arg(long, value_enum, default_value_t = Format::JsonSchema)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lines {
    /// Lines of events.jsonl.
    Events,
    /// Lines of documents.jsonl.
    Documents,
    /// Lines of errors.jsonl.
    Errors,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON Schema, draft 2020-12.
    JsonSchema,
    /// Fields of an Arrow schema, as JSON.
    Arrow,
    /// A CREATE TABLE statement of DuckDB.
    Duckdb,
}

pub(super) fn run(arguments: &Schema) -> Result<ExitCode, SetupError> {
    let lines = match arguments.lines {
        Lines::Events => schema::Lines::Events,
        Lines::Documents => schema::Lines::Documents,
        Lines::Errors => schema::Lines::Errors,
    };
    let text = match arguments.format {
        Format::JsonSchema => schema::json_schema(lines),
        Format::Arrow => schema::arrow(lines),
        Format::Duckdb => schema::duckdb(lines),
    };
    // A closed pipe is no error.
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(ExitCode::SUCCESS)
}
