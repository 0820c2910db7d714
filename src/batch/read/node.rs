//! The elements of an XML file, for the readers that look into them.

use super::plain::one_line;
use quick_xml::events::{BytesRef, BytesStart};

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without prefix, in lower case.
    pub name: String,
    /// Its name as written.
    pub tag: String,
    /// Names without prefix, in lower case, and values.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    pub(super) fn of(tag: &BytesStart<'_>) -> Self {
        let attributes = tag.html_attributes().filter_map(Result::ok).map(|a| {
            let name = a.key.local_name().into_inner().to_ascii_lowercase();
            (name, resolve(&a.value))
        });
        Self {
            name: tag.local_name().into_inner().to_ascii_lowercase(),
            tag: tag.name().into_inner().to_owned(),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    /// Adds a node right below, behind what is there.
    pub(super) fn push_node(&mut self, node: Self) {
        self.children.push(Child::Node(node));
    }

    /// Adds text behind what is there.
    pub(super) fn push_text(&mut self, more: &str) {
        match self.children.last_mut() {
            Some(Child::Text(text)) => text.push_str(more),
            _ => self.children.push(Child::Text(more.to_owned())),
        }
    }

    /// An attribute that holds something.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name)?;
        Some(found.1.trim()).filter(|v| !v.is_empty())
    }

    /// The elements right below.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|c| match c {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element right below of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|n| n.name == name)
    }

    /// All elements below of this name, in order.
    pub(super) fn all<'n>(&'n self, name: &str) -> Vec<&'n Node> {
        let mut out = Vec::new();
        let mut stack: Vec<&Node> = self.nodes().collect();
        stack.reverse();
        while let Some(node) = stack.pop() {
            if node.name == name {
                out.push(node);
            }
            let below = stack.len();
            stack.extend(node.nodes());
            stack[below..].reverse();
        }
        out
    }

    /// The first element at the end of a way down, wherever it begins.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Node> {
        let (first, rest) = way.split_first()?;
        self.all(first)
            .into_iter()
            .find_map(|node| rest.iter().try_fold(node, |node, name| node.child(name)))
    }

    /// The words of the element on one line, when there are any.
    pub(super) fn words(&self) -> Option<String> {
        let mut out = String::new();
        self.collect(&mut out, &|_| false);
        let out = one_line(&out);
        (!out.is_empty()).then_some(out)
    }

    /// All text as it stands.
    pub(super) fn raw(&self) -> String {
        let mut out = String::new();
        self.collect(&mut out, &|_| false);
        out
    }

    /// The text with the elements of `BLOCKS` on lines of their own; elements that `left_out` knows are passed over.
    pub(super) fn text(&self, left_out: &dyn Fn(&Node) -> bool) -> String {
        let mut out = String::new();
        self.collect_lines(&mut out, left_out);
        out.trim().to_owned()
    }

    fn collect(&self, out: &mut String, left_out: &dyn Fn(&Node) -> bool) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) if left_out(node) => {}
                Child::Node(node) => {
                    node.collect(out, left_out);
                    if is_block(&node.name) {
                        out.push(' ');
                    }
                }
            }
        }
    }

    fn collect_lines(&self, out: &mut String, left_out: &dyn Fn(&Node) -> bool) {
        let new_line = |out: &mut String| {
            out.truncate(out.trim_end_matches(' ').len());
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
        };
        for child in &self.children {
            match child {
                Child::Text(text) => {
                    for c in text.chars() {
                        if !c.is_ascii_whitespace() {
                            out.push(c);
                        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
                            out.push(' ');
                        }
                    }
                }
                Child::Node(node) if left_out(node) => {}
                Child::Node(node) => {
                    let block = is_block(&node.name);
                    if block {
                        new_line(out);
                    }
                    node.collect_lines(out, left_out);
                    if block {
                        new_line(out);
                    }
                }
            }
        }
    }
}

/// Elements that stand on a line of their own, in HTML, TEI, NITF and trafilatura's XML.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 29] = [
        "p",
        "div",
        "br",
        "lb",
        "l",
        "lg",
        "li",
        "ul",
        "ol",
        "item",
        "list",
        "head",
        "quote",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "hl1",
        "hl2",
        "block",
        "row",
        "cell",
        "tr",
        "table",
        "section",
        "ab",
        "media",
        "byline",
    ];
    BLOCKS.contains(&name)
}

/// Entities of an attribute's value.
fn resolve(value: &str) -> String {
    match quick_xml::escape::unescape(value) {
        Ok(text) => text.into_owned(),
        Err(_) => value.to_owned(),
    }
}

/// What an entity stands for; one that XML does not know stays as it is written, for HTML may know it.
pub(super) fn reference(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = name;
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}
