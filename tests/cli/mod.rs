//! The program from outside: exit codes, streams, files.

mod program;
mod readers;
mod resume;
mod streams;
