use clap::{Args, Command};
use clap_complete::Shell;
use depeche::error::SetupError;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the completions of a shell.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche completions bash > ~/.local/share/bash-completion/completions/depeche")]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page, or write one of each subcommand to a folder.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche man | man -l -")]
pub(super) struct Man {
    /// Write depeche.1 and one page of each subcommand into this folder, which is made where it is not there.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Completions, mut command: Command) -> Result<ExitCode, SetupError> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "depeche", &mut script);
    print(&script)
}

pub(super) fn print_manual(arguments: &Man, command: Command) -> Result<ExitCode, SetupError> {
    if let Some(folder) = &arguments.output {
        return std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(command, folder))
            .map(|()| ExitCode::SUCCESS)
            .map_err(|e| SetupError::io("could not write", folder, e));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|e| SetupError::io("could not write", "standard output", e))?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<ExitCode, SetupError> {
    match io::stdout().lock().write_all(bytes) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(SetupError::io("could not write", "standard output", e)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
