use super::filter::FilterArguments;
use super::output;
use clap::{Args, ValueEnum};
use depeche::error::SetupError;
use depeche::export::tables::{Form, Table};
use depeche::export::{self, Format, Spreadsheet, Summary};
use depeche::run_dir::RunDir;
use depeche::view;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write a run in the format of another tool.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  depeche export out/ --to tables -o tables/\n  depeche export out/ --to xlsx --type ECO.Layoff --since 2024 -o layoffs.xlsx\n\nbrat, spacy, label-studio and iramuteq hold the documents' texts, which are read again from where they came, or from --text.\nExit code 1: the texts of some documents were not found, and these documents are left out. Exit code 2: no text was found, or nothing could be written."
)]
pub(super) struct Export {
    /// The folder that `depeche extract -o` wrote.
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// The format.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: To,
    /// The file (- is standard output), or the folder for tables and brat.
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// The files of --to tables; Parquet unless said.
    #[arg(long = "as", value_enum, value_name = "FORM")]
    form: Option<As>,
    /// CSV for a spreadsheet: with a byte order mark, and an apostrophe before words that it would take for a formula. `--excel=fr` writes
    /// semicolons and decimal commas, as a French Excel expects.
    #[arg(long, value_enum, value_name = "en|fr", num_args = 0..=1, require_equals = true, default_missing_value = "en")]
    excel: Option<Excel>,
    /// Begin a CSV file with a byte order mark, and leave all words as they are.
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    filter: FilterArguments,
    /// Where to read the documents' texts again: the inputs of the run, should they have moved.
    #[arg(long, value_name = "INPUT")]
    text: Vec<PathBuf>,
    /// Write over what is there.
    #[arg(long)]
    force: bool,
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
    /// Tables joined by ids: events, arguments, amounts, dates, documents, mentions, entities.
    Tables,
    /// The same tables as sheets of one workbook of Excel.
    #[value(alias = "excel")]
    Xlsx,
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

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// Parquet: columns with their types.
    Parquet,
    /// CSV.
    Csv,
}

/// The language of the spreadsheet's system.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Excel {
    /// Commas between cells, decimal points.
    En,
    /// Semicolons between cells, decimal commas.
    Fr,
}

impl Export {
    /// The names of the tables' files.
    fn table_files(&self) -> impl Iterator<Item = String> {
        let extension = if self.form == Some(As::Csv) { "csv" } else { "parquet" };
        Table::ALL.iter().map(move |table| format!("{}.{extension}", table.name()))
    }

    /// Refuses what may not be written over: the files of the tables, else the file or the folder itself.
    fn refuse_there(&self) -> Result<(), SetupError> {
        match self.to {
            To::Tables if self.output.is_dir() => self
                .table_files()
                .try_for_each(|name| output::refuse_there(&self.output.join(name), self.force)),
            To::Tables | To::Brat => output::refuse_there(&self.output, self.force),
            _ => {
                output::refuse_without_folder(&self.output)?;
                output::refuse_there(&self.output, self.force)
            }
        }
    }

    /// Refuses standard output for what is no stream.
    fn refuse_stdout(&self) -> Result<(), SetupError> {
        let remedy = match self.to {
            To::Tables | To::Brat => "this format is a folder of files: give -o DIR",
            To::Xlsx => "a workbook is put together at the end: give -o FILE.xlsx",
            _ => return Ok(()),
        };
        Err(SetupError::Usage(remedy.to_owned()))
    }

    /// The format with what is asked of it.
    fn format(&self) -> Result<Format, SetupError> {
        let csv = match self.to {
            To::Csv => true,
            To::Tables => self.form == Some(As::Csv),
            _ => false,
        };
        if self.excel.is_some() && !csv {
            let remedy = "--excel goes with --to csv and with --to tables --as csv only; --to xlsx writes a workbook that every Excel opens";
            return Err(SetupError::Usage(remedy.to_owned()));
        }
        if self.bom && self.to != To::Csv {
            return Err(SetupError::Usage("--bom goes with --to csv only".to_owned()));
        }
        if self.form.is_some() && self.to != To::Tables {
            return Err(SetupError::Usage("--as goes with --to tables only".to_owned()));
        }
        let excel = self.excel.map(|language| match language {
            Excel::En => Spreadsheet::Point,
            Excel::Fr => Spreadsheet::Comma,
        });
        Ok(match self.to {
            To::Csv => Format::Csv {
                bom: self.bom || excel.is_some(),
                excel,
            },
            To::Parquet => Format::Parquet,
            To::Tables if csv => Format::Tables(Form::Csv { excel }),
            To::Tables => Format::Tables(Form::Parquet),
            To::Brat => Format::Brat,
            To::Spacy => Format::Spacy,
            To::LabelStudio => Format::LabelStudio,
            To::Iramuteq => Format::Iramuteq,
            To::Gexf => Format::Gexf,
            To::Xlsx => Format::Workbook,
        })
    }

    /// Says what was written.
    fn tell(&self, run: &RunDir, summary: &Summary) {
        super::say(&format!(
            "{}, {}",
            super::counted(summary.documents, "document"),
            super::counted(summary.events, "event")
        ));
        if self.to == To::Tables {
            let files: Vec<String> = self.table_files().collect();
            super::say(&format!("wrote to {}: {}", self.output.display(), files.join(", ")));
        }
        super::filter::say_if_none(run, summary.events);
    }
}

pub(super) fn run(arguments: &Export) -> Result<ExitCode, SetupError> {
    let format = arguments.format()?;
    let to_stdout = arguments.output.as_os_str() == "-";
    if to_stdout {
        arguments.refuse_stdout()?;
    }
    if !to_stdout {
        arguments.refuse_there()?;
    }
    let run = RunDir::open(&arguments.run)?;
    output::refuse_own(&run, &arguments.output)?;
    let filter = arguments.filter.of(&run)?;
    let run = super::filter::narrow(run, filter, arguments.quiet)?;
    output::warn_of_part(&run);
    // A new file without a row would only stand in the way of the next command; one that was there must not keep the rows of another.
    let of_events = !matches!(arguments.to, To::Tables | To::Xlsx);
    let is_new = of_events && !to_stdout && !arguments.output.exists();
    if is_new && !run.filter().is_open() && run.events()?.next().transpose()?.is_none() {
        if !arguments.quiet {
            super::say("no event of the run passes the filter; nothing is written");
        }
        return Ok(ExitCode::SUCCESS);
    }
    let texts = if format.needs_text() {
        view::find_texts(&run, &arguments.text)?
    } else {
        view::Texts::default()
    };
    let summary = match export::export(&run, &texts, format, &arguments.output) {
        // The reader of standard output has seen enough.
        Err(SetupError::Io { source, .. }) if to_stdout && source.kind() == ErrorKind::BrokenPipe => {
            return Ok(ExitCode::SUCCESS);
        }
        summary => summary?,
    };
    if !arguments.quiet {
        arguments.tell(&run, &summary);
    }
    if summary.cut > 0 {
        super::say(&format!(
            "{} cut to 32,767 characters, the most that one holds in Excel; --to tables has all words",
            super::counted(summary.cut, "cell")
        ));
    }
    if summary.without_text > 0 {
        super::say(&format!(
            "{} left out: no text was found; --text INPUT names where it is",
            super::counted(summary.without_text, "document")
        ));
    }
    Ok(ExitCode::from(u8::from(summary.without_text > 0)))
}
