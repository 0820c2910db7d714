//! The borders between the modules: each may name only those before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src`, from the ground up. DESIGN.md tells the same order.
const ORDER: [&str; 25] = [
    "named",
    "digest",
    "error",
    "lexicon",
    "text",
    "knowledge",
    "number",
    "timex",
    "amount",
    "syntax",
    "heads",
    "ner",
    "model",
    "entity",
    "place",
    "event",
    "pipeline",
    "record",
    "batch",
    "run_dir",
    "eval",
    "view",
    "export",
    "cli",
    "main",
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The modules that a line of code names behind `crate::` (or `depeche::`, from the program).
fn named(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let word = |s: &str| s.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(s.len());
    ["crate::", "depeche::"]
        .iter()
        .flat_map(|root| code.split(root).skip(1))
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(many) => many
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .collect::<Vec<_>>(),
            None => vec![rest],
        })
        .map(|rest| &rest[..word(rest)])
        .collect()
}

#[test]
fn a_module_names_only_those_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rank: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(i, m)| (*m, i)).collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut crossings = Vec::new();
    let mut seen = 0;
    for file in files {
        let inside = file.strip_prefix(&root).expect("a source");
        let first = inside
            .components()
            .next()
            .expect("a name")
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let module = first.trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let own = *rank
            .get(module)
            .unwrap_or_else(|| panic!("{module} has no place in the order: give it one here and in DESIGN.md"));
        for (number, line) in fs::read_to_string(&file).expect("a source").lines().enumerate() {
            for other in named(line) {
                let Some(&theirs) = rank.get(other) else { continue };
                seen += 1;
                if theirs > own {
                    crossings.push(format!("{}:{}: {module} names {other}", inside.display(), number + 1));
                }
            }
        }
    }
    assert!(
        seen > 200,
        "only {seen} names of modules were read: the test has lost sight of the sources"
    );
    assert!(crossings.is_empty(), "{}", crossings.join("\n"));
}

#[test]
fn a_forbidden_name_would_be_seen() {
    assert_eq!(named("use crate::event::Event; // crate::cli"), ["event"]);
    assert_eq!(named("use crate::{text, timex::find};"), ["text", "timex"]);
}
