//! Drives the built program.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with the given arguments, without standard input.
pub fn depeche<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs `extract INPUT -o OUT --backend none` with more arguments.
pub fn extract(input: &Path, out: &Path, more: &[&str]) -> Output {
    let mut command = depeche(&["extract", "--backend", "none"]);
    command.arg(input).arg("-o").arg(out).args(more);
    command.output().expect("the program is built")
}

/// The exit code; with the messages when it is another than wanted.
#[track_caller]
pub fn assert_code(run: &Output, wanted: i32) {
    assert_eq!(run.status.code(), Some(wanted), "{}", String::from_utf8_lossy(&run.stderr));
}

/// The lines of a JSONL file.
pub fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a file of lines");
    text.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect()
}

/// The values of a key of each line.
pub fn values(path: &Path, key: &str) -> Vec<String> {
    let value = |line: &Value| line[key].as_str().expect("a string").to_owned();
    lines(path).iter().map(value).collect()
}

/// A dump of `n` rows, every tenth of them without text, every thirteenth no JSON.
pub fn dump(path: &Path, n: usize) {
    let rows: String = (0..n)
        .map(|i| match i {
            _ if i % 10 == 7 => format!("{{\"id\": \"d{i}\", \"title\": \"sans texte\"}}\n"),
            _ if i % 13 == 5 => format!("{{\"id\": \"d{i}\", \"text\": \n"),
            _ => format!(
                "{{\"id\": \"d{i}\", \"date\": \"2024-07-{:02}\", \"text\": \"L'éditeur a supprimé {i} postes lundi, soit {} % de ses effectifs.\\n\\nLe 3 mars 2024, il avait levé {i} millions d'euros.\"}}\n",
                i % 28 + 1,
                i % 100
            ),
        })
        .collect();
    fs::write(path, rows).expect("a dump");
}
