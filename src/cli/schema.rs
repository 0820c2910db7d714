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
    /// All three.
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON Schema, draft 2020-12.
    JsonSchema,
    /// Fields of an Arrow schema, as JSON.
    Arrow,
    /// A CREATE TABLE statement of DuckDB.
    Duckdb,
    /// Tables to read.
    Markdown,
}

pub(super) fn run(arguments: &Schema) -> Result<ExitCode, SetupError> {
    let all = [schema::Lines::Events, schema::Lines::Documents, schema::Lines::Errors];
    let wanted = match arguments.lines {
        Lines::Events => &all[..1],
        Lines::Documents => &all[1..2],
        Lines::Errors => &all[2..],
        Lines::All => &all[..],
    };
    let of = match arguments.format {
        Format::JsonSchema => schema::json_schema,
        Format::Arrow => schema::arrow,
        Format::Duckdb => schema::duckdb,
        Format::Markdown => schema::markdown,
    };
    let parts: Vec<String> = wanted.iter().map(|lines| of(*lines)).collect();
    let text = parts.join("\n");
    // A closed pipe is no error.
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
    Ok(ExitCode::SUCCESS)
}
