//! The borders between the modules: each may name only those before it.

mod sources;

use proc_macro2::{TokenStream, TokenTree};
use sources::{roots, sources};
use std::collections::BTreeMap;
use std::fs;

/// The modules of the crates, from the ground up; `extractor` and `model` are in both. DESIGN.md tells the same order.
const ORDER: [&str; 28] = [
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
    "assemble",
    "extractor",
    "near",
    "batch",
    "run_dir",
    "eval",
    "view",
    "export",
    "cli",
    "main",
];

/// The modules that code names behind `crate::` (or `depeche::`, from the program, or `depeche_core::`), with their lines: in imports of any shape, in paths, in
/// macros; not in comments and strings.
fn named(code: TokenStream) -> Vec<(String, usize)> {
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    let mut out = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => out.extend(named(group.stream())),
            TokenTree::Ident(root) if ["crate", "depeche", "depeche_core"].iter().any(|r| root == r) => {
                let colon = |k: usize| matches!(tokens.get(k), Some(TokenTree::Punct(p)) if p.as_char() == ':');
                if colon(i + 1) && colon(i + 2) {
                    out.extend(tokens.get(i + 3).map(first_of).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    out
}

/// The first name of a path, or of each path in braces.
fn first_of(token: &TokenTree) -> Vec<(String, usize)> {
    match token {
        TokenTree::Ident(name) => vec![(name.to_string(), name.span().start().line)],
        TokenTree::Group(many) => {
            let mut out = Vec::new();
            let mut fresh = true;
            for inner in many.stream() {
                let comma = matches!(&inner, TokenTree::Punct(p) if p.as_char() == ',');
                if fresh && !comma {
                    out.extend(first_of(&inner));
                }
                fresh = comma;
            }
            out
        }
        _ => Vec::new(),
    }
}

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("Rust")
}

#[test]
fn a_module_names_only_those_below_it() {
    let rank: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(i, m)| (*m, i)).collect();
    let mut crossings = Vec::new();
    let mut seen = 0;
    let files = roots().into_iter().flat_map(|root| {
        let mut files = Vec::new();
        sources(&root, &mut files);
        files.into_iter().map(move |file| (root.clone(), file))
    });
    for (root, file) in files {
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
        for (other, line) in named(tokens(&fs::read_to_string(&file).expect("a source"))) {
            let Some(&theirs) = rank.get(other.as_str()) else { continue };
            seen += 1;
            if theirs > own {
                crossings.push(format!("{}:{line}: {module} names {other}", inside.display()));
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
    let of = |source: &str| named(tokens(source)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(of("use crate::event::Event; // crate::cli"), ["event"]);
    assert_eq!(of("use crate::{text, timex::find};"), ["text", "timex"]);
    assert_eq!(
        of("use crate::{\n    text::{Span, Text},\n    timex::{self, rule::{Rule, rules}},\n};"),
        ["text", "timex"]
    );
    assert_eq!(of("use {std::fmt, crate::cli::run};"), ["cli"]);
    assert_eq!(
        of("fn f(x: crate::export::Table) { dbg!(depeche::view::page(x)) }"),
        ["export", "view"]
    );
    assert!(of("let crate_name = \"crate::cli\"; // depeche::cli").is_empty());
}
