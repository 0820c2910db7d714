//! The program: see `depeche --help`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
