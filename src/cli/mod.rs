//! Arguments to settings, one file a subcommand: the program, and the command that comes with the Python package.

mod color;
mod completions;
mod conllu;
mod evaluate;
mod explain;
mod export;
mod extract;
mod filter;
mod merge;
mod model;
mod number;
mod output;
mod report;
mod schema;
mod serve;
mod usage;
mod view;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand};
use depeche::error::SetupError;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Turns raw French articles into structured event records: who did what, when, and for how much.
#[derive(Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Example:\n  depeche extract corpus/ -o out/\n\nExit codes: 0 all documents done; 1 done, but some documents are in errors.jsonl, there was no article, or no row has a key that was named; 2 could not run; 130 interrupted."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Colors in what is for people: auto means on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

#[derive(Subcommand)]
enum Command {
    Extract(Box<extract::Extract>),
    Merge(merge::Merge),
    Evaluate(evaluate::Evaluate),
    Model(model::Model),
    Schema(schema::Schema),
    Explain(Box<explain::Explain>),
    View(view::View),
    Export(export::Export),
    Completions(completions::Completions),
    Man(completions::Man),
}

/// So many of a thing, in the singular for one.
fn counted<N: std::fmt::Display + PartialEq + From<u8>>(n: N, noun: &str) -> String {
    format!("{n} {noun}{}", if n == N::from(1) { "" } else { "s" })
}

/// A message to standard error; nobody may be there to read it.
fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "depeche: {message}");
}

/// Runs the program on arguments, the first of which is its name. Ends the process where arguments are wrong or ask for help.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    color::choose(color::asked(arguments.iter().skip(1).cloned()));
    let arguments = match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => match usage::explained(error, &arguments) {
            Ok(error) => return refused(&error),
            Err(error) => error.exit(),
        },
    };
    color::choose(arguments.color);
    let result = match arguments.command {
        Command::Extract(arguments) => extract::run(*arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Model(arguments) => model::run(arguments),
        Command::Merge(arguments) => merge::run(arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Explain(arguments) => explain::run(*arguments),
        Command::View(arguments) => view::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => completions::print_manual(&arguments, Arguments::command()),
    };
    result.unwrap_or_else(|error| refused(&error))
}

/// Says why nothing could be run.
fn refused(error: &SetupError) -> ExitCode {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{} {error}", color::paint("depeche:", color::ERROR));
    ExitCode::from(2)
}
