//! The program from outside: exit codes, streams, files.

mod bombs;
mod confidence;
mod examples;
mod filters;
mod formats;
mod keys;
mod limits;
mod messages;
mod model;
mod overwriting;
mod people;
mod program;
mod readers;
mod resume;
mod streams;
mod tables;
mod types;
