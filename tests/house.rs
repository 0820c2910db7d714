//! What the sources keep to: short functions, words in tables.

mod sources;

use sources::{roots, sources};
use std::fs;
use std::path::PathBuf;
use syn::visit::Visit;

/// The sources of both crates under a folder, with their syntax.
fn parsed(folder: &str) -> Vec<(String, syn::File)> {
    let mut files = Vec::new();
    for root in roots() {
        let mut found = Vec::new();
        if root.join(folder).is_dir() {
            sources(&root.join(folder), &mut found);
        }
        files.extend(found.into_iter().map(|path| (root.clone(), path)));
    }
    assert!(!files.is_empty(), "{folder} is in neither crate");
    files.sort();
    let read = |(root, path): (PathBuf, PathBuf)| {
        let text = fs::read_to_string(&path).expect("a source");
        let name = path.strip_prefix(&root).expect("a source").display().to_string();
        let file = syn::parse_file(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        (name, file)
    };
    files.into_iter().map(read).collect()
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("test") || a.path().is_ident("cfg") && a.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
    })
}

/// The functions that are longer than `LONGEST` lines.
#[derive(Default)]
struct Long {
    found: Vec<(String, usize)>,
}

const LONGEST: usize = 80;

impl Long {
    fn see(&mut self, name: &syn::Ident, block: &syn::Block) {
        let lines = block.brace_token.span.close().end().line + 1 - name.span().start().line;
        if lines > LONGEST {
            self.found.push((name.to_string(), lines));
        }
    }
}

impl<'a> Visit<'a> for Long {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.see(&item.sig.ident, &item.block);
            syn::visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.see(&item.sig.ident, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
}

#[test]
fn no_function_is_longer_than_a_page() {
    let mut found = Vec::new();
    for (name, file) in parsed(".") {
        let mut long = Long::default();
        long.visit_file(&file);
        found.extend(
            long.found
                .into_iter()
                .map(|(function, lines)| (format!("{name}: {function}"), lines)),
        );
    }
    assert!(found.is_empty(), "cut these into rules of their own: {found:?}");
}

#[test]
fn a_long_function_would_be_seen() {
    let lines = "a();\n".repeat(LONGEST);
    let file = syn::parse_file(&format!("impl X {{ fn long() {{\n{lines}}} }}\nfn short() {{}}")).expect("a source");
    let mut long = Long::default();
    long.visit_file(&file);
    assert_eq!(long.found, [("long".to_owned(), LONGEST + 2)]);
}

/// String literals by where they stand.
#[derive(Default)]
struct Literals {
    /// Inside `matches!`.
    matches: usize,
    /// In the patterns of the arms of a `match`.
    arms: usize,
}

fn literals(tokens: proc_macro2::TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Group(group) => literals(group.stream()),
            proc_macro2::TokenTree::Literal(literal) => usize::from(literal.to_string().starts_with('"')),
            _ => 0,
        })
        .sum()
}

/// String literals of a pattern.
#[derive(Default)]
struct Pattern {
    count: usize,
}

impl<'a> Visit<'a> for Pattern {
    fn visit_lit_str(&mut self, _: &'a syn::LitStr) {
        self.count += 1;
    }
}

impl<'a> Visit<'a> for Literals {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        let mut pattern = Pattern::default();
        pattern.visit_pat(&arm.pat);
        self.arms += pattern.count;
        syn::visit::visit_arm(self, arm);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        if call.path.is_ident("matches") {
            self.matches += literals(call.tokens.clone());
        }
    }
}

/// How many words may stand in code, by folder: in lists in `matches!`, and in the patterns of `match`. The figures may only shrink: words
/// belong into tables (`core/src/lexicon/data`), where each stands once and has a name.
const CEILING: [(&str, usize, usize); 6] = [
    ("amount", 7, 54),
    ("entity", 0, 36),
    ("event", 13, 47),
    ("ner", 0, 11),
    ("syntax", 8, 9),
    ("timex", 22, 390),
];

#[test]
fn words_stand_in_tables() {
    let mut faults = Vec::new();
    for (folder, in_matches, in_arms) in CEILING {
        let mut found = Literals::default();
        for (_, file) in parsed(folder) {
            found.visit_file(&file);
        }
        for (what, count, allowed) in [("matches!", found.matches, in_matches), ("match", found.arms, in_arms)] {
            if count > allowed {
                faults.push(format!("{folder}: {count} words in {what}, {allowed} are allowed"));
            }
        }
    }
    assert!(faults.is_empty(), "put them into core/src/lexicon/data: {faults:#?}");
}

#[test]
fn a_word_in_code_would_be_seen() {
    let source = "fn f(w: &str) -> u8 { match w { \"de\" | \"du\" => 1, _ if matches!(w, \"le\") => 2, _ => g(\"la\") } }";
    let mut found = Literals::default();
    found.visit_file(&syn::parse_file(source).expect("a source"));
    assert_eq!((found.matches, found.arms), (1, 2));
}
