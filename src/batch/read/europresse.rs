//! One article of a Europresse page (« Europresse.com », HTML export): publication, date, title, body.

use super::Draft;
use super::decode::decode;
use super::published::heading_date;
use crate::error::{Code, DocError, Stage};
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{ElementRef, Html, HtmlTreeSink, Selector};
use std::sync::LazyLock;

/// Elements inside elements: at each tag the parser goes through all that are open. Browsers stop at as many.
const DEEPEST: usize = 512;
/// Nodes of one article: where tags are left open, few bytes make many.
const MOST_NODES: usize = 1 << 20;
/// Bytes that are parsed between two looks at the limits.
const PART: usize = 4096;

struct Places {
    heading: Selector,
    title: Selector,
    body: Selector,
    article: Selector,
    number: Selector,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selector is fixed and tested")
}

static PLACES: LazyLock<Places> = LazyLock::new(|| Places {
    heading: selector(".DocHeader, .rdp__DocHeader, .DocPublicationDate"),
    title: selector(".titreArticle, .rdp__articletitle, .titreArticleVisu"),
    body: selector(".docOcurrContainer, .DocText"),
    article: selector("article"),
    number: selector(".publiC-lblNodoc"),
});

/// Elements that stand on a line of their own.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "section",
    "article",
    "header",
    "blockquote",
    "ul",
    "tr",
];

/// Reads one article; asks `go_on` on the way.
pub(super) fn draft(bytes: &[u8], mut go_on: impl FnMut() -> Result<(), DocError>) -> Result<Draft, DocError> {
    let decoded = decode(bytes.to_vec())?;
    let page = parse(&decoded.text, &mut go_on)?;
    let fail = |code, message: &str| DocError::new(code, Stage::Read, message);
    let Some(article) = page.select(&PLACES.article).next() else {
        return Err(fail(
            Code::FORMAT,
            "no article of a Europresse export in this page; turn other pages into text or JSON first, as with trafilatura",
        ));
    };
    let title = article.select(&PLACES.title).next().map(|e| one_line(&text_of(e)));
    let body = article.select(&PLACES.body).next();
    let Some(body) = body else {
        return Err(fail(
            Code::NO_TEXT,
            "an article without a body (class docOcurrContainer or DocText); export it again with its text",
        ));
    };
    let mut heading = None;
    for element in article.select(&PLACES.heading) {
        go_on()?;
        heading = heading_date(&one_line(&text_of(element)));
        if heading.is_some() {
            break;
        }
    }
    let number = article.select(&PLACES.number).next().map(|e| one_line(&text_of(e)));
    let text = text_of(body);
    let text = text.trim();
    if text.is_empty() {
        return Err(fail(Code::NO_TEXT, "an article with an empty body; leave it out"));
    }
    Ok(Draft {
        id: number.filter(|n| !n.is_empty()),
        title: title.filter(|t| !t.is_empty()),
        url: None,
        date: None,
        date_known: heading,
        text: text.to_owned(),
        warnings: decoded.warning.into_iter().collect(),
    })
}

/// Parses a page part by part, as far as its tags nest and multiply within reason.
fn parse(text: &str, go_on: &mut impl FnMut() -> Result<(), DocError>) -> Result<Html, DocError> {
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

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words below an element; blocks stand on lines of their own, other white space is one space.
fn text_of(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    for edge in element.traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        if let Some(element) = node.value().as_element() {
            if BLOCKS.contains(&element.name()) && !out.is_empty() && !out.ends_with('\n') {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
        } else if let (Some(text), true) = (node.value().as_text(), opens) {
            for c in text.chars() {
                // No-break spaces are part of French print and stay.
                if !c.is_ascii_whitespace() {
                    out.push(c);
                } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_gives_date_title_and_body() {
        let page = r#"<article><header><div class="rdp__DocPublicationName">La Gazette de Morvaux</div>
            <div class="DocHeader">Économie, lundi 15 juillet 2024 - 120 mots, p. 4</div>
            <div class="titreArticle"><p class="rdp__articletitle">Le port   rouvre</p></div></header>
            <section><div class="docOcurrContainer"><p>Le port a <mark>rouvert</mark>
            lundi.</p><p>Il emploie 40&nbsp;personnes.</p></div></section></article>"#;
        let draft = draft(page.as_bytes(), || Ok(())).expect("an article");
        assert_eq!(draft.title.as_deref(), Some("Le port rouvre"));
        assert_eq!(draft.date_known.map(|d| d.to_string()), Some("2024-07-15".into()));
        assert_eq!(draft.text, "Le port a rouvert lundi.\nIl emploie 40\u{a0}personnes.");
    }
}
