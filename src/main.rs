//! The program: see `depeche --help`.

fn main() -> std::process::ExitCode {
    depeche::cli::run(std::env::args_os())
}
