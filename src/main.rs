//! The program: see `depeche --help`.

fn main() {}
