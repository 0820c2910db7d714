//! HTML to text: pages within limits, fragments in columns and feeds.

use crate::error::{Code, DocError, Stage};
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{ElementRef, Html, HtmlTreeSink, Selector};

/// Elements inside elements: at each tag the parser goes through all that are open. Browsers stop at as many.
const DEEPEST: usize = 512;
/// Nodes of one article: where tags are left open, few bytes make many.
const MOST_NODES: usize = 1 << 20;
/// Bytes that are parsed between two looks at the limits.
const PART: usize = 4096;

/// Elements that stand on a line of their own.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "dd",
    "dt",
    "table",
    "tr",
    "pre",
];
/// Elements whose words are no text.
const SILENT: [&str; 5] = ["script", "style", "noscript", "template", "head"];

/// A selector of the program's own.
pub(super) fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selector is fixed and tested")
}

/// Parses a page part by part, as far as its tags nest and multiply within reason.
pub(super) fn parse(text: &str, go_on: &mut impl FnMut() -> Result<(), DocError>) -> Result<Html, DocError> {
    let fail = |code, message| Err(DocError::new(code, Stage::Read, message));
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut rest, mut nodes) = (text, 0);
    while !rest.is_empty() {
        go_on()?;
        let end = (PART.min(rest.len())..=rest.len()).find(|&at| rest.is_char_boundary(at));
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        parser.process(StrTendril::from_slice(part));
        let page = parser.tokenizer.sink.sink.0.borrow();
        let all = page.tree.nodes();
        let new = all.len() - nodes;
        nodes = all.len();
        if nodes > MOST_NODES {
            return fail(
                Code::TOO_LARGE,
                format!(
                    "HTML of more than {MOST_NODES} elements; close its tags, or turn it into text first, as with trafilatura"
                ),
            );
        }
        if all.rev().take(new).any(|node| node.ancestors().nth(DEEPEST).is_some()) {
            return fail(
                Code::TOO_DEEP,
                format!("HTML nested deeper than {DEEPEST}; close its tags, or turn it into text first, as with trafilatura"),
            );
        }
    }
    Ok(parser.finish())
}

/// The words below an element; blocks stand on lines of their own, cells have a tab between them, other white space is one space.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    let mut silent = 0usize;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        if let Some(element) = node.value().as_element() {
            let name = element.name();
            if SILENT.contains(&name) {
                silent = if opens { silent + 1 } else { silent.saturating_sub(1) };
            } else if BLOCKS.contains(&name) && !out.is_empty() && !out.ends_with('\n') {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                out.push('\n');
            } else if matches!(name, "td" | "th") && !opens && !out.is_empty() && !out.ends_with(['\n', '\t']) {
                out.push('\t');
            }
        } else if let (Some(text), true, 0) = (node.value().as_text(), opens, silent) {
            for c in text.chars() {
                // No-break spaces are part of French print and stay.
                if !c.is_ascii_whitespace() {
                    out.push(c);
                } else if !out.is_empty() && !out.ends_with([' ', '\n', '\t']) {
                    out.push(' ');
                }
            }
        }
    }
    out
}

/// The text of a fragment or page of HTML.
pub(super) fn strip(html: &str) -> Result<String, DocError> {
    let page = parse(html, &mut || Ok(()))?;
    Ok(text_of(page.root_element()).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_scripts_are_stripped() {
        let text = strip("<p>Le port a <i>ferm&eacute;</i>.<br/>Il</p><script>var a;</script><p>rouvre.</p>");
        assert_eq!(text, Ok("Le port a fermé.\nIl\nrouvre.".to_owned()));
    }
}
