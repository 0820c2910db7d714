//! One test program; its modules are named after what they prove.

mod cli;
