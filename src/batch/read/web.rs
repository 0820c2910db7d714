//! A page of the web: its article by a readability library, its date and names by its metadata.

use super::decode::{Decoded, decode, decode_labeled};
use super::markup::{parse, selector, strip, text_of};
use super::piece::Draft;
use super::plain::one_line;
use crate::error::{Code, DocError, Stage};
use dom_smoothie::{Config, Readability};
use scraper::{Html, Selector};
use serde_json::Value;
use std::sync::LazyLock;

struct Places {
    meta: Selector,
    canonical: Selector,
    title: Selector,
    headline: Selector,
    time: Selector,
    data: Selector,
    paragraphs: Selector,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| Places {
    meta: selector("meta[content]"),
    canonical: selector("link[rel=canonical][href]"),
    title: selector("title"),
    headline: selector("article h1, main h1, h1"),
    time: selector("article time[datetime], time[datetime][pubdate], time[itemprop=datePublished]"),
    data: selector("script[type='application/ld+json']"),
    paragraphs: selector("article, main, body"),
});

/// Words from which on a page holds an article.
const FEWEST_WORDS: usize = 5;

/// Reads a page; `label` is the encoding that its server names.
pub(super) fn draft(
    bytes: &[u8],
    label: Option<&str>,
    address: Option<&str>,
    go_on: &mut impl FnMut() -> Result<(), DocError>,
) -> Result<Draft, DocError> {
    let decoded = page_text(bytes, label)?;
    let page = parse(&decoded.text, go_on)?;
    let meta = |names: &[&str]| {
        names.iter().find_map(|wanted| {
            page.select(&PLACES.meta).find_map(|m| {
                let m = m.value();
                let name = m.attr("property").or(m.attr("name")).or(m.attr("itemprop"))?;
                (name.eq_ignore_ascii_case(wanted)).then(|| m.attr("content").map(one_line))?
            })
        })
    };
    let data = linked_data(&page);
    let date = meta(&[
        "article:published_time",
        "og:article:published_time",
        "datePublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "pubdate",
        "publishdate",
        "parsely-pub-date",
        "sailthru.date",
    ])
    .or(data.date)
    .or_else(|| page.select(&PLACES.time).next()?.value().attr("datetime").map(str::to_owned));
    let canonical = page.select(&PLACES.canonical).next().and_then(|l| l.value().attr("href"));
    let url = meta(&["og:url"])
        .or_else(|| canonical.map(str::to_owned))
        .filter(|u| u.contains("://"));
    let headline = page.select(&PLACES.headline).next().map(|h| one_line(&text_of(h)));
    let title = meta(&["og:title"]).or(headline.filter(|h| !h.is_empty())).or_else(|| {
        let title = page.select(&PLACES.title).next()?;
        Some(one_line(&title.text().collect::<String>()))
    });
    go_on()?;
    let text = article(&decoded.text, &page)?;
    if text.split_whitespace().count() < FEWEST_WORDS {
        return Err(DocError::new(
            Code::FORMAT,
            Stage::Read,
            "no article was found in this page; turn it into text or JSON first, as with trafilatura",
        ));
    }
    Ok(Draft {
        title: title.filter(|t| !t.is_empty()),
        url: address.map(str::to_owned).or(url),
        date,
        publication: meta(&["og:site_name"]).or(data.publisher),
        text,
        warnings: decoded.warning.into_iter().collect(),
        ..Draft::default()
    })
}

/// The page's characters: by its byte order mark, its server, its own word, else as a text file's.
fn page_text(bytes: &[u8], label: Option<&str>) -> Result<Decoded, DocError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let own = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let own = own.and_then(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next());
    match label.or(own).filter(|l| !l.is_empty()) {
        // A page that is UTF-8 is nothing else, whatever it says.
        Some(label) if std::str::from_utf8(bytes).is_err() => decode_labeled(bytes.to_vec(), label),
        _ => decode(bytes.to_vec()),
    }
}

#[derive(Default)]
struct Linked {
    date: Option<String>,
    publisher: Option<String>,
}

/// What the page says of itself in JSON-LD.
fn linked_data(page: &Html) -> Linked {
    const DEEPEST: usize = 16;
    let mut out = Linked::default();
    for script in page.select(&PLACES.data) {
        let text: String = script.text().collect();
        if super::row::deeper_than(text.as_bytes(), DEEPEST) {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let mut stack = vec![&value];
        while let Some(value) = stack.pop() {
            match value {
                Value::Array(list) => stack.extend(list),
                Value::Object(object) => {
                    stack.extend(object.get("@graph"));
                    let date = object.get("datePublished").and_then(Value::as_str);
                    out.date = out.date.or(date.map(str::to_owned));
                    let publisher = object.get("publisher").and_then(|p| p.get("name")).and_then(Value::as_str);
                    out.publisher = out.publisher.or(publisher.map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    out
}

/// The article's text: what the library finds, else all of the page's main part without its frame.
fn article(html: &str, page: &Html) -> Result<String, DocError> {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let found = Readability::new(html, None, Some(config)).and_then(|mut r| r.parse());
    if let Ok(found) = found {
        let text = strip(&found.content)?;
        if text.split_whitespace().count() >= FEWEST_WORDS {
            return Ok(text);
        }
    }
    let frame = ["nav", "footer", "aside", "form", "button", "header"];
    let part = page.select(&PLACES.paragraphs).next();
    let part = part.map(|e| {
        let mut fragment = Html::parse_fragment(&e.html());
        let framed: Vec<_> = fragment
            .tree
            .nodes()
            .filter(|n| n.value().as_element().is_some_and(|e| frame.contains(&e.name())))
            .map(|n| n.id())
            .collect();
        for id in framed {
            if let Some(mut node) = fragment.tree.get_mut(id) {
                node.detach();
            }
        }
        text_of(fragment.root_element()).trim().to_owned()
    });
    Ok(part.unwrap_or_default())
}
