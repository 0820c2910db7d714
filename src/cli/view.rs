use super::filter::FilterArguments;
use clap::Args;
use depeche::error::SetupError;
use depeche::run_dir::RunDir;
use depeche::view::{self, Mark};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Make one self-contained page to read a run in a browser.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  depeche view out/ -o report.html\n  depeche view out/ --type ECO,POL.Sanction --since 2024-01 --min-confidence 0.7\n\nThe run does not hold the documents' texts: they are read again from where they came, or from --text.\n\nA page of the same run with the same filters is made anew; any other file stays as it is unless --force is given."
)]
pub(super) struct View {
    /// The folder that `depeche extract -o` wrote.
    #[arg(value_name = "RUN_DIR")]
    run: PathBuf,
    /// The page; - writes it to standard output.
    #[arg(short, long, value_name = "FILE.html", default_value = "report.html")]
    output: PathBuf,
    /// Where to read the documents' texts again: the inputs of the run, should they have moved.
    #[arg(long, value_name = "INPUT")]
    text: Vec<PathBuf>,
    #[command(flatten)]
    filter: FilterArguments,
    /// Write over what is there, also a page of another run or with other filters.
    #[arg(long)]
    force: bool,
    /// No messages besides errors.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(arguments: &View) -> Result<ExitCode, SetupError> {
    let to_stdout = arguments.output.as_os_str() == "-";
    let run = RunDir::open(&arguments.run)?;
    let filter = arguments.filter.of(&run)?;
    if !to_stdout {
        super::output::refuse_own(&run, &arguments.output)?;
        super::output::refuse_without_folder(&arguments.output)?;
        super::output::refuse_page(&arguments.output, &Mark::of(&run, &filter), arguments.force)?;
    }
    let run = super::filter::narrow(run, filter, arguments.quiet)?;
    super::output::warn_of_part(&run);
    let texts = view::find_texts(&run, &arguments.text)?;
    let page = view::render(&run, &texts)?;
    if to_stdout {
        match io::stdout().lock().write_all(page.html.as_bytes()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                return Err(SetupError::io("could not write", "standard output", e));
            }
            _ => {}
        }
    } else {
        std::fs::write(&arguments.output, &page.html).map_err(|e| SetupError::io("could not write", &arguments.output, e))?;
    }
    if !arguments.quiet {
        super::say(&format!(
            "{}, {} of them with text; {}",
            super::counted(page.documents, "document"),
            page.with_text,
            super::counted(page.events, "event")
        ));
        super::filter::say_if_none(&run, page.events);
        if page.with_text < page.documents {
            super::say("of the others only sentences with events are shown; --text INPUT names where their texts are");
        }
    }
    Ok(ExitCode::SUCCESS)
}
