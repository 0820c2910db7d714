use clap::{Args, ValueEnum};
use depeche::batch::settings::take_types;
use depeche::error::SetupError;
use depeche::event::{codebook, ontology};
use depeche::record::schema;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the schema of a record, or the codebook of the event types.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche schema events --format duckdb\n  depeche schema codebook --lang fr > CODEBOOK.fr.md")]
pub(super) struct Schema {
    /// What to print.
    #[arg(value_enum, default_value_t = Lines::Events)]
    lines: Lines,
    /// In which form [default: json-schema; markdown for the codebook].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The codebook's language [default: en].
    #[arg(long, value_enum)]
    lang: Option<Language>,
    /// The codebook with your own types of events: a folder of type files.
    #[arg(long, value_name = "DIR")]
    types: Option<PathBuf>,
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
    /// The event types: definitions, examples, roles, amounts, borders.
    Codebook,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON Schema, draft 2020-12.
    JsonSchema,
    /// Fields of an Arrow schema, as JSON.
    Arrow,
    /// A CREATE TABLE statement of DuckDB.
    Duckdb,
    /// A page to read.
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

pub(super) fn run(arguments: &Schema) -> Result<ExitCode, SetupError> {
    let all = [schema::Lines::Events, schema::Lines::Documents, schema::Lines::Errors];
    let text = match arguments.lines {
        Lines::Events => schemas(arguments, &all[..1])?,
        Lines::Documents => schemas(arguments, &all[1..2])?,
        Lines::Errors => schemas(arguments, &all[2..])?,
        Lines::All => schemas(arguments, &all)?,
        Lines::Codebook => codebook(arguments)?,
    };
    // A closed pipe is no error.
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
    Ok(ExitCode::SUCCESS)
}

fn codebook(arguments: &Schema) -> Result<String, SetupError> {
    if arguments.format.is_some_and(|f| f != Format::Markdown) {
        return Err(SetupError::Usage(
            "the codebook is a page to read: --format markdown, or no --format".to_owned(),
        ));
    }
    if let Some(folder) = &arguments.types {
        take_types(folder)?;
    }
    let language = match arguments.lang {
        Some(Language::Fr) => codebook::Language::French,
        Some(Language::En) | None => codebook::Language::English,
    };
    Ok(codebook::markdown(ontology::ontology(), language))
}

fn schemas(arguments: &Schema, wanted: &[schema::Lines]) -> Result<String, SetupError> {
    if arguments.lang.is_some() || arguments.types.is_some() {
        return Err(SetupError::Usage(
            "--lang and --types go with the codebook only: depeche schema codebook --lang fr".to_owned(),
        ));
    }
    let of = match arguments.format {
        None | Some(Format::JsonSchema) => schema::json_schema,
        Some(Format::Arrow) => schema::arrow,
        Some(Format::Duckdb) => schema::duckdb,
        Some(Format::Markdown) => schema::markdown,
    };
    let parts: Vec<String> = wanted.iter().map(|lines| of(*lines)).collect();
    Ok(parts.join("\n"))
}
