//! Files that need each other: what a file takes from another may not come back to it by any way.

mod sources;

use proc_macro2::{TokenStream, TokenTree};
use sources::{roots, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::Visit;

/// The way to a module or to what it holds.
type Way = Vec<String>;

/// Which files each file takes something from.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// A module of a crate, and what its code names.
#[derive(Default)]
struct Module {
    file: String,
    /// What it defines, other modules aside.
    items: BTreeSet<String>,
    /// Names that stand for ways, by its imports and re-exports; ways are kept as they are written.
    aliases: BTreeMap<String, Way>,
    /// Ways of which it takes every name.
    globs: Vec<Way>,
    /// The ways in its code and its imports; a re-export only hands on.
    named: BTreeSet<Way>,
}

impl Module {
    fn import(&mut self, before: &[String], tree: &syn::UseTree, hands_on: bool) {
        let mut take = |alias: String, way: Way| {
            if !hands_on {
                self.named.insert(way.clone());
            }
            self.aliases.insert(alias, way);
        };
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.import(&with(&path.ident), &path.tree, hands_on),
            syn::UseTree::Name(name) if name.ident == "self" => {
                take(before.last().cloned().unwrap_or_default(), before.to_vec());
            }
            syn::UseTree::Name(name) => take(name.ident.to_string(), with(&name.ident)),
            syn::UseTree::Rename(renamed) => take(renamed.rename.to_string(), with(&renamed.ident)),
            syn::UseTree::Glob(_) => self.globs.push(before.to_vec()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(before, tree, hands_on);
                }
            }
        }
    }
}

impl<'a> Visit<'a> for Module {
    /// Inner modules are modules of their own.
    fn visit_item_mod(&mut self, _: &'a syn::ItemMod) {}

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.import(&[], &item.tree, !matches!(item.vis, syn::Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.named.insert(path.segments.iter().map(|s| s.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.named.extend(ways(call.tokens.clone()));
        syn::visit::visit_macro(self, call);
    }
}

/// The ways in the arguments of a macro.
fn ways(tokens: TokenStream) -> Vec<Way> {
    let mut out = Vec::new();
    let mut way = Way::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(p) if p.as_char() == ':' => colons += 1,
            TokenTree::Ident(name) => {
                if colons != 2 {
                    out.push(std::mem::take(&mut way));
                }
                way.push(name.to_string());
                colons = 0;
            }
            other => {
                out.push(std::mem::take(&mut way));
                colons = 0;
                if let TokenTree::Group(group) = other {
                    out.extend(ways(group.stream()));
                }
            }
        }
    }
    out.push(way);
    out.retain(|way| !way.is_empty());
    out
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|a| a.path().is_ident("cfg") && a.parse_args::<syn::Ident>().is_ok_and(|what| what == "test"))
}

/// The name by which other files can call an item.
fn name(item: &syn::Item) -> Option<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => item.ident.as_ref()?,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// How many imports and re-exports may stand between a name and what it names.
const RE_EXPORTS: usize = 8;

/// The modules of one crate by their ways from its root; those of tests aside.
#[derive(Default)]
struct Modules(BTreeMap<Way, Module>);

impl Modules {
    fn add(&mut self, way: &[String], file: &str, items: &[syn::Item]) {
        let mut module = Module {
            file: file.to_owned(),
            ..Module::default()
        };
        for item in items {
            module.items.extend(name(item));
            module.visit_item(item);
            if let syn::Item::Mod(inner) = item
                && let Some((_, items)) = &inner.content
                && !is_test(&inner.attrs)
            {
                self.add(&[way, &[inner.ident.to_string()]].concat(), file, items);
            }
        }
        self.0.insert(way.to_vec(), module);
    }

    /// Takes the file of a module, by its path below the root of the crate.
    fn add_file(&mut self, path: &str, source: &str) {
        let bare = path.trim_end_matches(".rs");
        let mut way: Way = bare.split('/').map(str::to_owned).collect();
        if matches!(way.last().map(String::as_str), Some("mod" | "lib")) {
            way.pop();
        }
        let file = syn::parse_file(source).unwrap_or_else(|e| panic!("{path}: {e}"));
        self.add(&way, path, &file.items);
    }

    /// The module where a way that is written in a module begins, and what is left of the way.
    fn begin<'w>(&self, at: &[String], way: &'w [String]) -> Option<(Way, &'w [String])> {
        let (first, rest) = way.split_first()?;
        Some(match first.as_str() {
            "crate" => (Way::new(), rest),
            "self" => (at.to_vec(), rest),
            "super" => {
                let mut above = at.split_last()?.1.to_vec();
                let mut rest = rest;
                while let Some(("super", more)) = rest.split_first().map(|(f, more)| (f.as_str(), more)) {
                    above.pop()?;
                    rest = more;
                }
                (above, rest)
            }
            _ => (at.to_vec(), way),
        })
    }

    /// The file that defines what a way leads to, through re-exports, of which so many at the most are followed; `None` for a module
    /// itself and for what is not of this crate.
    fn defines(&self, at: &[String], way: &[String], most: usize) -> Option<&str> {
        let most = most.checked_sub(1)?;
        let (mut at, mut rest) = self.begin(at, way)?;
        while let Some((name, more)) = rest.split_first() {
            let inner = [at.as_slice(), std::slice::from_ref(name)].concat();
            if self.0.contains_key(&inner) && !more.is_empty() {
                (at, rest) = (inner, more);
                continue;
            }
            let module = self.0.get(&at)?;
            return if module.items.contains(name) {
                Some(module.file.as_str())
            } else if let Some(alias) = module.aliases.get(name) {
                self.defines(&at, &[alias, more].concat(), most)
            } else {
                let mut globs = module.globs.iter();
                globs.find_map(|glob| self.defines(&at, &[glob, rest].concat(), most))
            };
        }
        None
    }

    fn graph(&self) -> Graph {
        let mut graph = Graph::new();
        for (at, module) in &self.0 {
            let taken = module.named.iter().filter_map(|way| self.defines(at, way, RE_EXPORTS));
            let others = taken
                .filter(|&file| file != module.file && !is_above(file, &module.file))
                .map(str::to_owned);
            graph.entry(module.file.clone()).or_default().extend(others);
        }
        graph
    }
}

/// Whether a file is the `mod.rs` of a folder that another lies in: it holds what its folder shares, and all in the folder may take that.
fn is_above(file: &str, other: &str) -> bool {
    file.strip_suffix("mod.rs").is_some_and(|folder| other.starts_with(folder))
}

/// All files that a file needs, by whatever way.
fn reached<'g>(graph: &'g Graph, from: &'g str) -> BTreeSet<&'g str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        let next = graph.get(file).into_iter().flatten().map(String::as_str);
        open.extend(next.filter(|f| seen.insert(*f)));
    }
    seen
}

/// The files of each circle, which all need each other.
fn circles(graph: &Graph) -> BTreeSet<BTreeSet<&str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|file| (file.as_str(), reached(graph, file))).collect();
    let whole = |file: &&str| {
        reach[file]
            .iter()
            .copied()
            .filter(|other| reach.get(other).is_some_and(|r| r.contains(file)))
            .collect()
    };
    reach.keys().filter(|file| reach[*file].contains(*file)).map(whole).collect()
}

/// The circles among files that are written here.
fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let mut modules = Modules::default();
    for (path, source) in files {
        modules.add_file(path, source);
    }
    let graph = modules.graph();
    circles(&graph)
        .into_iter()
        .map(|circle| Vec::from_iter(circle).join(" "))
        .collect()
}

fn graph_of(root: &Path) -> Graph {
    let mut modules = Modules::default();
    let mut files = Vec::new();
    sources(root, &mut files);
    for file in files {
        let path = file
            .strip_prefix(root)
            .expect("a source")
            .to_str()
            .expect("a name")
            .replace('\\', "/");
        modules.add_file(&path, &fs::read_to_string(&file).expect("a source"));
    }
    modules.graph()
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let mut found = Vec::new();
    for root in roots() {
        let graph = graph_of(&root);
        let edges: usize = graph.values().map(BTreeSet::len).sum();
        assert!(edges > 200, "{}: only {edges} uses of other files were read", root.display());
        for circle in circles(&graph) {
            let inside =
                |from: &str| Vec::from_iter(graph[from].iter().filter(|f| circle.contains(f.as_str())).cloned()).join(", ");
            found.extend(circle.iter().map(|from| format!("{from} takes from {}", inside(from))));
            found.push(String::new());
        }
    }
    assert!(
        found.is_empty(),
        "move what both need into a third file:\n{}",
        found.join("\n")
    );
}

#[test]
fn a_circle_of_files_would_be_seen() {
    let circle = |a: &str, b: &str| circles_of(&[("m/mod.rs", "mod a; mod b; pub use b::B;"), ("m/a.rs", a), ("m/b.rs", b)]);
    let a = "pub struct A; fn f(_: super::b::B) {}";
    assert_eq!(circle(a, "pub struct B; use super::a::A;"), ["m/a.rs m/b.rs"]);
    assert_eq!(
        circle("pub struct A; use super::B;", "pub struct B; use crate::m::a::A;"),
        ["m/a.rs m/b.rs"]
    );
    assert_eq!(
        circle(a, "pub struct B; use super::a; fn f() { vec![a::A] }"),
        ["m/a.rs m/b.rs"]
    );
    // One way only; a name of their own; a test.
    assert!(circle(a, "pub struct B; struct A; fn f(_: A) {}").is_empty());
    assert!(circle(a, "pub struct B; #[cfg(test)] mod tests { use crate::m::a::A; }").is_empty());
    assert!(circle("pub struct A;", "pub struct B; use super::a::A;").is_empty());
    // By way of a third.
    let files = [
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
    ];
    assert_eq!(circles_of(&files), ["a.rs b.rs c.rs"]);
    // What a folder shares is no circle.
    assert!(
        circles_of(&[
            ("m/mod.rs", "mod a; use a::A; pub struct M;"),
            ("m/a.rs", "use super::M; pub struct A;")
        ])
        .is_empty()
    );
}
